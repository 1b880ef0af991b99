"""Admin of the notes on charts."""

from django.contrib import admin

from dtracker.accounts.scoped import HistoryAdmin
from indicators.models import Annotation


@admin.register(Annotation)
class AnnotationAdmin(HistoryAdmin):
    list_display = ("__str__", "on", "indicator", "province", "document")
    list_filter = (
        ("province", admin.RelatedOnlyFieldListFilter),
        ("indicator__pillar", admin.RelatedOnlyFieldListFilter),
    )
    list_select_related = ("indicator", "province", "document")
    date_hierarchy = "on"
    search_fields = ("text_vi", "text_en", "code", "indicator__search_key", "province__search_key")
    autocomplete_fields = ("indicator", "province", "document")
