"""Admin of the catalogue: pillars, indicators, series breaks, and where sources disagree. National."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from dtracker.accounts.scoped import HistoryAdmin, ScopedAdmin, Stacked
from indicators.admin.numbers import Numbers
from indicators.forms.admin_catalogue import IndicatorForm
from indicators.models import Contradiction, Indicator, Pillar, SeriesBreak


@admin.register(Pillar)
class PillarAdmin(ScopedAdmin):
    province_path = ""
    list_display = ("__str__", "code", "order")
    search_fields = ("name_vi", "name_en", "code")
    fields = ("code", ("name_vi", "name_en"), "order")


class SeriesBreakInline(Stacked):
    model = SeriesBreak
    autocomplete_fields = ("document",)
    fields = (("year", "quarter", "kind"), "reason_vi", "reason_en", "document")


MEASURED = ("shape", "direction", "frequency")
"""How figures are read; it cannot change under those that are published."""


@admin.register(Indicator)
class IndicatorAdmin(Numbers, HistoryAdmin):
    province_path = ""
    form = IndicatorForm
    list_display = ("__str__", "code", "pillar", "shape", "direction", "frequency", "measured_in", "is_reported")
    list_filter = ("pillar", "shape", "frequency", "direction", "is_reported")
    list_select_related = ("pillar",)
    search_fields = ("search_key",)
    autocomplete_fields = ("pillar", "parent", "rank_of")
    inlines = [SeriesBreakInline]
    fieldsets = [
        (None, {"fields": ["code", "name_vi", "name_en", ("short_vi", "short_en"), "pillar"]}),
        (
            _("How it is measured"),
            {
                "fields": [*MEASURED, ("unit_vi", "unit_en"), "decimals"],
                "description": _(
                    "Shape, direction and frequency stay once a figure is published: "
                    "what is measured otherwise is another indicator."
                ),
            },
        ),
        (
            _("How figures are put together"),
            {"fields": ["is_ratio", "is_additive"]},
        ),
        (_("Possible values"), {"fields": [("minimum", "maximum"), "scale", "tolerance"]}),
        (_("Reporting"), {"fields": ["is_reported", "delay_days", "grace_days"]}),
        (_("Place among the others"), {"fields": ["order", "parent", "weight", "rank_of"]}),
        (
            _("In words"),
            {
                "fields": [
                    *("definition_vi", "definition_en", "method_vi", "method_en"),
                    *("publisher_vi", "publisher_en", "note_vi", "note_en"),
                ]
            },
        ),
    ]

    def get_readonly_fields(self, request, obj=None):
        # With the direction every verdict would turn round, and none of the figures would have changed.
        is_published = obj is not None and obj.figures.filter(publications__isnull=False).exists()
        return [*super().get_readonly_fields(request, obj), *(MEASURED if is_published else ())]

    @admin.display(description=_("unit of measurement"))
    def measured_in(self, indicator) -> str:
        return indicator.unit


@admin.register(Contradiction)
class ContradictionAdmin(ScopedAdmin):
    list_display = ("code", "__str__", "severity", "province")
    list_filter = ("severity", ("province", admin.RelatedOnlyFieldListFilter))
    list_select_related = ("province",)
    search_fields = ("text_vi", "text_en", "code", "province__search_key")
    autocomplete_fields = ("province", "indicators", "documents")
    fieldsets = [
        (None, {"fields": ["code", "severity", "text_vi", "text_en"]}),
        (_("How it is kept"), {"fields": ["treatment_vi", "treatment_en"]}),
        (_("What it concerns"), {"fields": ["province", "indicators", "documents"]}),
    ]
