"""Admin of tasks with their notes and products, and of files of tasks that were brought."""

from django.contrib import admin
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from agreements.forms.admin_tasks import TaskForm
from agreements.models import Task, TaskImport, TaskNote, TaskProduct, TaskReminder
from dtracker.accounts.scoped import HistoryAdmin, ReadOnly, Tabular
from indicators.admin.figures import BroughtAdmin

STEPPED = ("state", "done_on", "stop_reason", "deadline")
"""What changes by steps on the page of the task, with who, when and why. Here it is set once, when a task is added."""


class NoteInline(Tabular):
    model = TaskNote
    fields = ("on", "text_vi", "text_en", "percent", "by")
    readonly_fields = ("by",)


class ProductInline(ReadOnly, Tabular):
    model = TaskProduct
    fields = ("title", "url", "file_name", "size", "added_by", "added_at")
    readonly_fields = ("added_at",)


class ReminderInline(ReadOnly, Tabular):
    model = TaskReminder
    fields = ("user", "deadline", "stage", "sent_on")
    readonly_fields = ("sent_on",)


@admin.register(Task)
class TaskAdmin(HistoryAdmin):
    form = TaskForm
    list_display = ("__str__", "province", "body", "person", "deadline", "state", "clear_count")
    list_filter = ("state", ("province", admin.RelatedOnlyFieldListFilter))
    list_select_related = ("province", "body")
    date_hierarchy = "deadline"
    search_fields = ("work_vi", "work_en", "person", "unit__name_vi", "unit_vi", "code", "province__search_key")
    autocomplete_fields = ("province", "agreement", "programme", "body", "unit", "assignee", "indicators")
    inlines = [NoteInline, ProductInline, ReminderInline]
    fieldsets = [
        (None, {"fields": ["code", "province", "agreement", "programme", "body"]}),
        (
            _("The five clears"),
            {
                "fields": [
                    ("work_vi", "work_en"),
                    ("person", "assignee"),
                    ("unit", "unit_vi", "unit_en"),
                    ("starts_on", "deadline"),
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

    def get_readonly_fields(self, request, obj=None):
        return [*super().get_readonly_fields(request, obj), *(STEPPED if obj else ())]

    def get_deleted_objects(self, objs, request):
        to_delete, counts, lacking, protected = super().get_deleted_objects(objs, request)
        # What was reported is not lost with its task: a task that is given up is stopped.
        noted = capfirst(TaskNote._meta.verbose_name)
        reported = [f"{noted}: {each}" for each in TaskNote.objects.filter(task__in=objs)]
        return to_delete, counts, set() if reported else lacking, [*protected, *reported]

    def save_model(self, request, obj, form, change) -> None:
        # Whoever has the task open elsewhere is told that it changed.
        if change:
            obj.version += 1
        obj.said = ""
        super().save_model(request, obj, form, change)

    def save_formset(self, request, form, formset, change) -> None:
        for each in formset.forms:
            if formset.model is TaskNote and each.instance.pk is None:
                each.instance.by = request.user
        super().save_formset(request, form, formset, change)


admin.site.register(TaskImport, BroughtAdmin)
