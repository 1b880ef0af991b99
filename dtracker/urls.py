"""The site map. Paths of each app stand in its own urls module."""

from django.conf import settings
from django.contrib import admin
from django.urls import include, path

from dtracker.accounts.views import admin_login, choose_language
from dtracker.pages.views.documents import document, documents
from dtracker.pages.views.gallery import gallery
from dtracker.pages.views.health import healthz
from dtracker.pages.views.home import home
from dtracker.pages.views.method import method
from dtracker.pages.views.province_list import provinces
from dtracker.pages.views.provinces import province
from dtracker.pages.views.search import search

urlpatterns = [
    path("", home, name="home"),
    path("provinces/", provinces, name="provinces"),
    path("provinces/<slug:slug>/", province, name="province"),
    path("documents/", documents, name="documents"),
    path("documents/<slug:code>/", document, name="document"),
    path("search/", search, name="search"),
    path("method/", method, name="method"),
    path("healthz", healthz, name="healthz"),
    path("language/", choose_language, name="set_language"),
    path("accounts/", include("dtracker.accounts.urls")),
    path("admin/login/", admin_login),
    path("admin/", admin.site.urls),
    path("", include("indicators.urls")),
    path("", include("agreements.urls")),
]

if settings.DEBUG:
    urlpatterns.append(path("components/", gallery, name="gallery"))

handler404 = "dtracker.pages.views.errors.not_found"
handler403 = "dtracker.pages.views.errors.not_allowed"
handler500 = "dtracker.pages.views.errors.broken"
