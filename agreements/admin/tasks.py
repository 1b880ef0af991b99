"""Admin of tasks with their progress notes."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from agreements.models import Task, TaskNote
from dtracker.accounts.scoped import HistoryAdmin, Tabular


class NoteInline(Tabular):
    model = TaskNote
    fields = ("on", "text_vi", "text_en", "percent", "by")
    readonly_fields = ("by",)


@admin.register(Task)
class TaskAdmin(HistoryAdmin):
    list_display = ("__str__", "province", "body", "person", "deadline", "state", "clear_count")
    list_filter = ("state", ("province", admin.RelatedOnlyFieldListFilter))
    list_select_related = ("province", "body")
    date_hierarchy = "deadline"
    search_fields = ("work_vi", "work_en", "person", "unit_vi", "code", "province__search_key")
    autocomplete_fields = ("province", "agreement", "programme", "body", "indicators")
    inlines = [NoteInline]
    fieldsets = [
        (None, {"fields": ["code", "province", "agreement", "programme", "body"]}),
        (
            _("The five clears"),
            {
                "fields": [
                    ("work_vi", "work_en"),
                    "person",
                    ("unit_vi", "unit_en"),
                    "deadline",
                    ("product_vi", "product_en"),
                    ("authority_vi", "authority_en"),
                ]
            },
        ),
        (_("State"), {"fields": ["state", "done_on", "stop_reason", "indicators"]}),
    ]

    @admin.display(description=_("clear"))
    def clear_count(self, task) -> str:
        return f"{len(task.clear)}/5"

    def save_formset(self, request, form, formset, change) -> None:
        for each in formset.forms:
            if formset.model is TaskNote and each.instance.pk is None:
                each.instance.by = request.user
        super().save_formset(request, form, formset, change)
