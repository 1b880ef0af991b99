from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class IndicatorsConfig(AppConfig):
    name = "indicators"
    verbose_name = _("Indicators and targets")
    readers_see = True

    def ready(self) -> None:
        import_module("indicators.receivers")
        noted = import_module("dtracker.accounts.models").NOTED
        noted["has_index"] = import_module("indicators.queries.scoring_rounds").HAS_INDEX
