"""Tasks of programmes and working groups, measured by the five clears."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from agreements.deadlines import clear_parts
from agreements.enums import Clear, KeeperRole, TaskState
from agreements.models.agreements import Agreement, Programme
from agreements.models.bodies import Body
from dtracker.formats.bilingual import bilingual
from dtracker.places.models import OrgUnit, Province
from indicators.models import Indicator
from indicators.models.measured import PERSON

LONGEST_WORDS = 1000
"""Letters of what is said with a step or reported about a task."""
ONE_HEAD = _("The group has a head already.")


class Task(models.Model):
    code = models.SlugField(_("code"), max_length=60, unique=True)
    province = models.ForeignKey(Province, models.PROTECT, related_name="tasks", verbose_name=_("province"))
    agreement = models.ForeignKey(
        Agreement, models.PROTECT, null=True, blank=True, related_name="tasks", verbose_name=_("agreement")
    )
    programme = models.ForeignKey(
        Programme, models.PROTECT, null=True, blank=True, related_name="tasks", verbose_name=_("programme")
    )
    body = models.ForeignKey(
        Body, models.PROTECT, null=True, blank=True, related_name="tasks", verbose_name=_("working group")
    )
    work_vi = models.CharField(_("work"), max_length=300)
    work_en = models.CharField(_("work in English"), max_length=300, blank=True)
    person = models.CharField(_("person"), max_length=120, blank=True)
    unit = models.ForeignKey(
        OrgUnit,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="tasks",
        verbose_name=_("responsible unit"),
        help_text=_("Its people see the task and report on it."),
    )
    unit_vi = models.CharField(
        _("unit in words"),
        max_length=200,
        blank=True,
        help_text=_("As a source writes it, where no unit of the list is meant."),
    )
    unit_en = models.CharField(_("unit in words, in English"), max_length=200, blank=True)
    assignee = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="tasks",
        verbose_name=_("account of the person"),
        help_text=_("Reports on the task and is reminded of it."),
    )
    starts_on = models.DateField(_("begins on"), null=True, blank=True)
    deadline = models.DateField(_("deadline"), null=True, blank=True)
    product_vi = models.CharField(_("product"), max_length=300, blank=True)
    product_en = models.CharField(_("product in English"), max_length=300, blank=True)
    authority_vi = models.CharField(_("approving authority"), max_length=200, blank=True)
    authority_en = models.CharField(_("approving authority in English"), max_length=200, blank=True)
    state = models.CharField(_("state"), max_length=12, choices=TaskState, default=TaskState.PLANNED)
    done_on = models.DateField(_("done on"), null=True, blank=True)
    stop_reason = models.CharField(_("why it was stopped"), max_length=300, blank=True)
    indicators = models.ManyToManyField(
        Indicator, related_name="tasks", blank=True, verbose_name=_("indicators served")
    )
    handed_in_by = models.ForeignKey(**PERSON, verbose_name=_("handed in by"))
    said = models.CharField(_("words with the last step"), max_length=LONGEST_WORDS, blank=True, editable=False)
    version = models.PositiveIntegerField(_("version"), default=1, editable=False)
    history = HistoricalRecords()

    work = bilingual("work")
    unit_words = bilingual("unit")
    product = bilingual("product")
    authority = bilingual("authority")

    class Meta:
        ordering = ["deadline", "pk"]
        verbose_name = _("task")
        verbose_name_plural = _("tasks")
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="done") | Q(done_on__isnull=False),
                name="task_done_has_its_day",
                violation_error_message=_("A task that is done needs the day on which it was done."),
            ),
            models.CheckConstraint(
                condition=~Q(state="stopped") | ~Q(stop_reason=""),
                name="task_stopped_has_a_reason",
                violation_error_message=_("A stopped task needs a reason."),
            ),
        ]

    def __str__(self) -> str:
        return self.work

    def get_absolute_url(self) -> str:
        return reverse("agreements:task", args=[self.code])

    def clean(self) -> None:
        if self.unit and self.unit.province_id != self.province_id:
            raise ValidationError({"unit": _("This unit is of another province.")})

    @property
    def unit_name(self) -> str:
        """The responsible unit, or the words that stand for it."""
        return self.unit.name if self.unit else self.unit_words

    @property
    def unit_name_vi(self) -> str:
        """The same in Vietnamese, as it stands in files."""
        return self.unit.name_vi if self.unit else self.unit_vi

    @property
    def clear(self) -> frozenset[Clear]:
        return clear_parts(
            person=self.person,
            work=self.work_vi,
            deadline=self.deadline,
            unit=self.unit_id or self.unit_vi,
            product=self.product_vi,
        )


class TaskKeeper(models.Model):
    """Who keeps the tasks of a working group, and who as its head confirms that they are done.

    A group without keepers is kept by every secretary of its province; of one without a head reviewers confirm.
    """

    body = models.ForeignKey(Body, models.CASCADE, related_name="keepers", verbose_name=_("working group"))
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="kept_groups", verbose_name=_("person")
    )
    role = models.CharField(_("role in the group"), max_length=10, choices=KeeperRole, default=KeeperRole.SECRETARY)
    history = HistoricalRecords()

    class Meta:
        ordering = ["body", "pk"]
        verbose_name = _("keeper of tasks")
        verbose_name_plural = _("keepers of tasks")
        constraints = [
            models.UniqueConstraint(fields=["body", "user", "role"], name="one_keeper_per_group_and_person"),
            models.UniqueConstraint(
                fields=["body"],
                condition=Q(role=KeeperRole.HEAD),
                name="one_head_per_group",
                violation_error_message=ONE_HEAD,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} · {self.body}"


class TaskNote(models.Model):
    """What was reported about a task, with its day."""

    task = models.ForeignKey(Task, models.CASCADE, related_name="notes", verbose_name=_("task"))
    on = models.DateField(_("date"))
    text_vi = models.TextField(_("progress"))
    text_en = models.TextField(_("progress in English"), blank=True)
    percent = models.PositiveSmallIntegerField(_("percent done"), null=True, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("by")
    )

    text = bilingual("text")

    class Meta:
        ordering = ["task", "-on", "-pk"]
        verbose_name = _("progress note")
        verbose_name_plural = _("progress notes")
        constraints = [
            models.CheckConstraint(
                condition=Q(percent=None) | Q(percent__lte=100),
                name="task_percent_at_most_100",
                violation_error_message=_("At most 100 percent of a task is done."),
            )
        ]

    def __str__(self) -> str:
        return self.text
