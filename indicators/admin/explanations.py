"""Requests for explanation to look at: they change by their own steps only."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from dtracker.accounts.scoped import HistoryAdmin, ReadOnly, Tabular
from indicators.models import ExplanationReminder, ExplanationRequest


class ReminderInline(ReadOnly, Tabular):
    model = ExplanationReminder
    readonly_fields = ("sent_on",)
    fields = ("user", "due_on", "stage", "sent_on")

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("user")


@admin.register(ExplanationRequest)
class ExplanationRequestAdmin(HistoryAdmin):
    list_display = ("indicator", "province", "state", "due_on", "asked_by", "status_on")
    list_filter = ("state", ("province", admin.RelatedOnlyFieldListFilter), "status_then")
    list_select_related = ("target__indicator", "province", "asked_by")
    date_hierarchy = "due_on"
    search_fields = ("question", "answer", "target__indicator__search_key", "province__search_key")
    inlines = [ReminderInline]
    fieldsets = [
        (None, {"fields": ["target", "province", "state", "version"]}),
        (_("Question"), {"fields": ["question", ("asked_by", "asked_at"), ("status_then", "status_on"), "due_on"]}),
        (_("Asked again"), {"fields": ["again_note", ("again_by", "again_at")]}),
        (_("Answer"), {"fields": ["answer", ("answered_by", "answered_at"), "file_name", "size"]}),
        (_("Closing"), {"fields": ["closing_note", ("closed_by", "closed_at")]}),
    ]

    def has_add_permission(self, request) -> bool:
        return False

    def has_change_permission(self, request, obj=None) -> bool:
        return False

    @admin.display(description=_("indicator"), ordering="target__indicator")
    def indicator(self, row):
        return row.indicator
