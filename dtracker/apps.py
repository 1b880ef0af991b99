"""The site itself as an application: its checks, and which admin site it has."""

from django.apps import AppConfig
from django.contrib.admin import apps as stock
from django.utils.translation import gettext_lazy as _

from dtracker import deployment


class SiteConfig(AppConfig):
    name = "dtracker"
    verbose_name = _("Digital transformation targets")
    default = True
    checks = deployment
    """Imported so that its checks are registered."""


class AdminConfig(stock.AdminConfig):
    """Django's admin with the product's own door."""

    default = False
    default_site = "dtracker.accounts.site.Site"
