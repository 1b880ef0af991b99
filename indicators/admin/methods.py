"""Admin of the methods of composite indices. National."""

from django.contrib import admin

from dtracker.accounts.scoped import ScopedAdmin, Stacked
from indicators.admin.numbers import Numbers
from indicators.models import IndexMethod, MethodWeight


class MethodWeightInline(Numbers, Stacked):
    model = MethodWeight
    autocomplete_fields = ("component",)
    fields = (("component", "weight", "points", "order"),)


@admin.register(IndexMethod)
class IndexMethodAdmin(ScopedAdmin):
    province_path = ""
    list_display = ("__str__", "code", "indicator", "from_year", "to_year", "is_complete")
    list_select_related = ("indicator",)
    search_fields = ("name_vi", "name_en", "code", "document__number")
    autocomplete_fields = ("indicator", "document")
    inlines = [MethodWeightInline]
    fields = (
        *("code", "indicator", ("name_vi", "name_en"), "document"),
        *(("from_year", "to_year"), "is_complete", "note_vi", "note_en"),
    )
