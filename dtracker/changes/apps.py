from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ChangesConfig(AppConfig):
    name = "dtracker.changes"
    verbose_name = _("changes")

    def ready(self) -> None:
        import_module("dtracker.changes.receivers").follow()
