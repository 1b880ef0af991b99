"""What proves that a task is done, files of tasks that were brought, and reminders that were sent."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from agreements.models.tasks import Task
from dtracker.files.storage import private, product_path, task_import_path
from indicators.models.evidence import Link
from indicators.models.imports import Brought
from indicators.models.kept import KeepsFile
from indicators.models.measured import PERSON
from indicators.models.reminding import Reminded


class TaskProduct(KeepsFile):
    """A product or evidence that was handed in for a task: a link or a file. What was handed in stays."""

    task = models.ForeignKey(Task, models.PROTECT, related_name="products", verbose_name=_("task"))
    title = models.CharField(_("title"), max_length=200, blank=True)
    url = Link(_("link"), max_length=400, blank=True)
    file = models.FileField(_("file"), upload_to=product_path, storage=private, max_length=120, blank=True)
    added_at = models.DateTimeField(_("added at"), auto_now_add=True)
    added_by = models.ForeignKey(**PERSON, verbose_name=_("added by"))

    class Meta:
        ordering = ["task", "pk"]
        verbose_name = _("product of a task")
        verbose_name_plural = _("products of tasks")
        constraints = [
            models.CheckConstraint(
                condition=~Q(url="") | ~Q(file=""),
                name="product_is_a_link_or_a_file",
                violation_error_message=_("A product is a link or a file."),
            )
        ]

    def __str__(self) -> str:
        return self.title or self.file_name or self.url


class TaskImport(Brought):
    """A file of tasks, and what it changed."""

    file = models.FileField(_("file"), upload_to=task_import_path, storage=private, max_length=120)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="task_imports", verbose_name=_("uploaded by")
    )
    new_count = models.PositiveIntegerField(_("new tasks"), default=0)
    changed_count = models.PositiveIntegerField(_("changed tasks"), default=0)

    class Meta(Brought.Meta):
        verbose_name = _("import of tasks")
        verbose_name_plural = _("imports of tasks")


class TaskReminder(Reminded):
    """A reminder of a task that was sent: one for each person, deadline and stage."""

    ABOUT = "task"

    task = models.ForeignKey(Task, models.CASCADE, related_name="reminders", verbose_name=_("task"))
    deadline = models.DateField(_("deadline"))

    class Meta(Reminded.Meta):
        verbose_name = _("reminder of a task")
        verbose_name_plural = _("reminders of tasks")
        constraints = [
            models.UniqueConstraint(
                fields=["task", "user", "deadline", "stage"], name="one_reminder_per_task_person_and_stage"
            )
        ]
