"""The admin site: Django's own, behind the product's door."""

from django.contrib.admin import AdminSite
from django.utils.translation import gettext_lazy as _

from dtracker.accounts.access import is_admin


class Site(AdminSite):
    """Only people with the role of admin come in; being staff alone opens nothing."""

    site_header = "dtracker"
    site_title = "dtracker"
    index_title = _("Targets, indicators, documents, provinces, people")
    enable_nav_sidebar = False

    def has_permission(self, request) -> bool:
        user = request.user
        return bool(user.is_active and getattr(user, "is_staff", False) and is_admin(user))
