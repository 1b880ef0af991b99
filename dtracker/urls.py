"""The site map. Paths of each app stand in its own urls module."""

from django.conf import settings
from django.contrib import admin
from django.urls import include, path

from dtracker.accounts.views import admin_login, choose_language
from dtracker.pages.views import api
from dtracker.pages.views.changes import changes_card, changes_page
from dtracker.pages.views.documents import document, documents
from dtracker.pages.views.gallery import gallery
from dtracker.pages.views.health import healthz
from dtracker.pages.views.home import home
from dtracker.pages.views.icon import icon
from dtracker.pages.views.method import method
from dtracker.pages.views.province_list import provinces
from dtracker.pages.views.provinces import province
from dtracker.pages.views.reports import targets_docx, targets_xlsx
from dtracker.pages.views.search import search

urlpatterns = [
    path("", home, name="home"),
    path("provinces/", provinces, name="provinces"),
    path("provinces/<slug:slug>/", province, name="province"),
    path("provinces/<slug:slug>/targets.xlsx", targets_xlsx, name="targets_xlsx"),
    path("provinces/<slug:slug>/targets.docx", targets_docx, name="targets_docx"),
    path("api/v1/", api.api, name="api"),
    path("api/v1/provinces/<slug:slug>/targets/", api.targets, name="api_targets"),
    path("documents/", documents, name="documents"),
    path("documents/<slug:code>/", document, name="document"),
    path("changes/", changes_page, name="changes"),
    path("changes/card/", changes_card, name="changes_card"),
    path("search/", search, name="search"),
    path("method/", method, name="method"),
    path("healthz", healthz, name="healthz"),
    path("favicon.ico", icon, name="icon"),
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
