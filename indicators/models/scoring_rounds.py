"""Scoring by an index of units: rounds, the sheet of each unit, and its scores."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from dtracker.formats.dates import format_date
from dtracker.formats.quarters import Period
from dtracker.places.models import OrgUnit, Province
from indicators.models.measured import PERSON, VALUE
from indicators.models.reminding import Reminded
from indicators.models.scoring import Criterion, ScoringMethod, UnitIndex
from indicators.scoring.enums import SheetState

LONGEST_NOTE = 1000


def paired(model: str, what: str) -> models.CheckConstraint:
    """Who and when are known together or not at all."""
    unknown = Q(**{f"{what}_at": None, f"{what}_by": None})
    known = Q(**{f"{what}_at__isnull": False, f"{what}_by__isnull": False})
    return models.CheckConstraint(
        condition=unknown | known,
        name=f"{model}_{what}_at_with_{what}_by",
        violation_error_message=_("Who and when come together or not at all."),
    )


def not_begun(period: Period) -> str:
    """Why a round does not open earlier."""
    return str(_("The period begins only on %(day)s.")) % {"day": format_date(period.start)}


class ScoringRound(models.Model):
    """A period for which the units are scored by a version of the method."""

    index = models.ForeignKey(UnitIndex, models.PROTECT, related_name="rounds", verbose_name=_("index of units"))
    method = models.ForeignKey(ScoringMethod, models.PROTECT, related_name="rounds", verbose_name=_("scoring method"))
    code = models.SlugField(_("code"), max_length=80, unique=True, blank=True)
    year = models.PositiveSmallIntegerField(_("year"))
    quarter = models.PositiveSmallIntegerField(_("quarter"), null=True, blank=True)
    opens_on = models.DateField(_("opens on"))
    due_on = models.DateField(_("due on"))
    public_on = models.DateField(_("results public since"), null=True, blank=True)
    history = HistoricalRecords()

    class Meta:
        ordering = ["-year", "-quarter", "pk"]
        verbose_name = _("scoring round")
        verbose_name_plural = _("scoring rounds")
        constraints = [
            models.UniqueConstraint(
                fields=["index", "year"], condition=Q(quarter=None), name="one_scoring_round_per_year",
                violation_error_message=_("This period has a scoring round already."),
            ),
            models.UniqueConstraint(
                fields=["index", "year", "quarter"], condition=Q(quarter__isnull=False),
                name="one_scoring_round_per_quarter",
                violation_error_message=_("This period has a scoring round already."),
            ),
            models.CheckConstraint(
                condition=Q(quarter=None) | Q(quarter__range=(1, 4)),
                name="scoring_quarter_is_1_to_4",
                violation_error_message=_("A quarter is 1 to 4."),
            ),
            models.CheckConstraint(
                condition=Q(due_on__gte=F("opens_on")),
                name="scoring_due_after_it_opens",
                violation_error_message=_("The due date cannot lie before the day the round opens."),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.index} · {self.period.label()}"

    def save(self, *args, **kwargs):
        if not self.code:
            self.code = f"{self.index.code}-{self.period.code}".lower()
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return reverse("indicators:index", args=[self.index.code, self.period])

    def clean(self) -> None:
        if self.index_id and self.method_id and self.method.index_id != self.index_id:
            raise ValidationError({"method": _("This is a method of another index.")})
        if self._state.adding and self.year and self.opens_on and self.opens_on < self.period.start:
            raise ValidationError({"opens_on": not_begun(self.period)})

    @property
    def period(self) -> Period:
        return Period(self.year, self.quarter)


class ScoreSheet(models.Model):
    """The sheet of a unit in a round: where it stands, and who moved it there."""

    round = models.ForeignKey(ScoringRound, models.PROTECT, related_name="sheets", verbose_name=_("scoring round"))
    province = models.ForeignKey(Province, models.PROTECT, related_name="score_sheets", verbose_name=_("province"))
    unit = models.ForeignKey(OrgUnit, models.PROTECT, related_name="score_sheets", verbose_name=_("unit"))
    state = models.CharField(_("state"), max_length=10, choices=SheetState, default=SheetState.DRAFT)
    version = models.PositiveIntegerField(_("version"), default=1)
    step_note = models.CharField(_("why it was returned or opened again"), max_length=LONGEST_NOTE, blank=True)
    submitted_at = models.DateTimeField(_("submitted at"), null=True, blank=True)
    submitted_by = models.ForeignKey(**PERSON, verbose_name=_("submitted by"))
    assessed_at = models.DateTimeField(_("assessed at"), null=True, blank=True)
    assessed_by = models.ForeignKey(**PERSON, verbose_name=_("assessed by"))
    history = HistoricalRecords()

    class Meta:
        ordering = ["round", "unit", "pk"]
        verbose_name = _("score sheet")
        verbose_name_plural = _("score sheets")
        constraints = [
            models.UniqueConstraint(fields=["round", "unit"], name="one_score_sheet_per_round_and_unit"),
            paired("scoresheet", "submitted"),
            paired("scoresheet", "assessed"),
            models.CheckConstraint(
                condition=Q(state=SheetState.ASSESSED) | Q(assessed_at=None),
                name="score_sheet_state_fits_its_stamps",
                violation_error_message=_("Only an assessed sheet says when it was assessed."),
            ),
        ]
        indexes = [models.Index(fields=["province", "state"], name="score_sheet_by_province")]

    def __str__(self) -> str:
        return f"{self.unit} · {self.round}"


class ScoringReminder(Reminded):
    """A reminder of sheets of a round that was sent: one for each person, due date and stage."""

    ABOUT = "round"

    round = models.ForeignKey(ScoringRound, models.CASCADE, related_name="reminders", verbose_name=_("scoring round"))
    due_on = models.DateField(_("due on"))

    class Meta(Reminded.Meta):
        verbose_name = _("reminder of a scoring round")
        verbose_name_plural = _("reminders of scoring rounds")
        constraints = [
            models.UniqueConstraint(
                fields=["round", "user", "due_on", "stage"], name="one_reminder_per_scoring_round_person_and_stage"
            )
        ]


class Score(models.Model):
    """A criterion of a sheet: what the unit says of itself, and what the assessors hold of it."""

    sheet = models.ForeignKey(ScoreSheet, models.CASCADE, related_name="scores", verbose_name=_("score sheet"))
    criterion = models.ForeignKey(Criterion, models.PROTECT, related_name="scores", verbose_name=_("criterion"))
    value = models.DecimalField(_("own value"), **VALUE)
    is_absent = models.BooleanField(_("the unit does not have it"), default=False)
    note = models.CharField(_("note"), max_length=LONGEST_NOTE, blank=True)
    evidence = models.CharField(_("evidence"), max_length=500, blank=True)
    scored_at = models.DateTimeField(_("scored at"), null=True, blank=True)
    scored_by = models.ForeignKey(**PERSON, verbose_name=_("scored by"))
    given_value = models.DecimalField(_("assessed value"), **VALUE)
    given_absent = models.BooleanField(_("by the assessors, the unit does not have it"), default=False)
    reason = models.CharField(_("reason"), max_length=LONGEST_NOTE, blank=True)
    given_at = models.DateTimeField(_("given at"), null=True, blank=True)
    given_by = models.ForeignKey(**PERSON, verbose_name=_("given by"))
    history = HistoricalRecords()

    class Meta:
        ordering = ["sheet", "criterion"]
        verbose_name = _("score")
        verbose_name_plural = _("scores")
        constraints = [
            models.UniqueConstraint(fields=["sheet", "criterion"], name="one_score_per_sheet_and_criterion"),
            models.CheckConstraint(
                condition=(Q(is_absent=False) | Q(value=None) & ~Q(note=""))
                & (Q(given_absent=False) | Q(given_value=None)),
                name="absent_criterion_has_a_note_and_no_value",
                violation_error_message=_("A criterion that the unit does not have has a note why, and no value."),
            ),
            paired("score", "scored"),
            paired("score", "given"),
        ]

    def __str__(self) -> str:
        return f"{self.sheet} · {self.criterion.number}"
