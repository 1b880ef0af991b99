"""Requests for explanation: what the committee asks about a target, and what its owner answers."""

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from dtracker.files.storage import explanation_path, private
from dtracker.places.models import Province
from indicators.enums import RequestState, Status
from indicators.models.measured import PERSON
from indicators.models.reminding import Reminded
from indicators.models.targets import Target

SOMEBODY = PERSON | {"null": False, "blank": False}
LONGEST_QUESTION = 1000
LONGEST_ANSWER = 4000


def stamped(what: str, words: str = "") -> models.CheckConstraint:
    """Who and when are known together or not at all; with them the field of words is filled."""
    unknown = Q(**{f"{what}_at": None, f"{what}_by": None})
    known = Q(**{f"{what}_at__isnull": False, f"{what}_by__isnull": False})
    said = ~Q(**{words: ""}) if words else Q()
    return models.CheckConstraint(
        condition=unknown | known & said,
        name=f"explanationrequest_{what}_at_with_{what}_by",
        violation_error_message=_("Who, when and the words come together or not at all."),
    )


class ExplanationRequest(models.Model):
    """A question about a target, to be answered by a day by those who work for it in the province.

    `status_then` is the status on `status_on`, the day of asking: it stays what it was while the target moves on.
    The newest answer and the newest note stand here; earlier ones in the history, which tells the whole talk.
    """

    target = models.ForeignKey(Target, models.PROTECT, related_name="explanation_requests", verbose_name=_("target"))
    province = models.ForeignKey(
        Province, models.PROTECT, related_name="explanation_requests", verbose_name=_("province")
    )
    state = models.CharField(_("state"), max_length=10, choices=RequestState, default=RequestState.ASKED)
    version = models.PositiveIntegerField(_("version"), default=1)
    status_then = models.CharField(_("status when it was asked"), max_length=16, choices=Status)
    status_on = models.DateField(_("day of asking"))
    question = models.CharField(_("question"), max_length=LONGEST_QUESTION)
    asked_by = models.ForeignKey(**SOMEBODY, verbose_name=_("asked by"))
    asked_at = models.DateTimeField(_("asked at"))
    due_on = models.DateField(_("answer due on"))
    again_note = models.CharField(_("why it was asked again"), max_length=LONGEST_QUESTION, blank=True)
    again_by = models.ForeignKey(**PERSON, verbose_name=_("asked again by"))
    again_at = models.DateTimeField(_("asked again at"), null=True, blank=True)
    answer = models.CharField(_("answer"), max_length=LONGEST_ANSWER, blank=True)
    answered_by = models.ForeignKey(**PERSON, verbose_name=_("answered by"))
    answered_at = models.DateTimeField(_("answered at"), null=True, blank=True)
    file = models.FileField(_("attachment"), upload_to=explanation_path, storage=private, max_length=120, blank=True)
    file_name = models.CharField(_("name of the file"), max_length=255, blank=True)
    content_type = models.CharField(_("type of the content"), max_length=100, blank=True)
    size = models.PositiveBigIntegerField(_("size in bytes"), null=True, blank=True)
    digest = models.CharField(_("SHA-256 of the content"), max_length=64, blank=True)
    closing_note = models.CharField(_("note on closing"), max_length=LONGEST_QUESTION, blank=True)
    closed_by = models.ForeignKey(**PERSON, verbose_name=_("closed by"))
    closed_at = models.DateTimeField(_("closed at"), null=True, blank=True)
    history = HistoricalRecords()

    class Meta:
        ordering = ["-asked_at", "-pk"]
        verbose_name = _("request for explanation")
        verbose_name_plural = _("requests for explanation")
        constraints = [
            models.CheckConstraint(
                condition=Q(due_on__gte=F("status_on")),
                name="explanation_due_not_before_asked",
                violation_error_message=_("The answer cannot be due before the day of asking."),
            ),
            models.CheckConstraint(
                condition=~Q(question=""),
                name="explanation_has_a_question",
                violation_error_message=_("A request needs a question."),
            ),
            stamped("answered", "answer"),
            stamped("again", "again_note"),
            stamped("closed"),
            models.CheckConstraint(
                condition=Q(state=RequestState.ASKED, closed_at=None)
                | Q(state=RequestState.ANSWERED, answered_at__isnull=False, closed_at=None)
                | Q(state__in=(RequestState.CLOSED, RequestState.WITHDRAWN), closed_at__isnull=False),
                name="explanation_state_fits_its_stamps",
                violation_error_message=_("The state of a request follows from its answer and its closing."),
            ),
        ]
        indexes = [models.Index(fields=["province", "state", "due_on"], name="explanation_by_province")]

    def __str__(self) -> str:
        return f"{self.indicator.short} · {self.status_on:%d/%m/%Y}"

    def get_absolute_url(self) -> str:
        return reverse("indicators:explanation", args=[self.pk])

    @property
    def indicator(self):
        return self.target.indicator


class ExplanationReminder(Reminded):
    """A reminder of a request that was sent: one for each person, due date and stage."""

    ABOUT = "request"

    request = models.ForeignKey(
        ExplanationRequest, models.CASCADE, related_name="reminders", verbose_name=_("request for explanation")
    )
    due_on = models.DateField(_("answer due on"))

    class Meta(Reminded.Meta):
        verbose_name = _("reminder of a request")
        verbose_name_plural = _("reminders of requests")
        constraints = [
            models.UniqueConstraint(
                fields=["request", "user", "due_on", "stage"], name="one_reminder_per_request_person_and_stage"
            )
        ]
