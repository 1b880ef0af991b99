"""Reporting rounds and the reminders sent about them."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from dtracker.formats.quarters import Period
from dtracker.places.models import OrgUnit, Province
from indicators.enums import RoundRule
from indicators.models.catalogue import Indicator
from indicators.models.reminding import Reminded


class ReportingRound(models.Model):
    """A period for which provinces, or one unit of a province, report: data from and to, when it opens, when due."""

    province = models.ForeignKey(
        Province,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="rounds",
        verbose_name=_("province"),
        help_text=_("Empty: all provinces."),
    )
    unit = models.ForeignKey(
        OrgUnit,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="rounds",
        verbose_name=_("unit"),
        help_text=_("Empty: the sheet of the province itself. Otherwise that of this unit, with its own days."),
    )
    indicators = models.ManyToManyField(
        Indicator,
        blank=True,
        related_name="rounds",
        verbose_name=_("also asks for"),
        help_text=_("Besides what is asked for anyway: indicators with a target, or with a series of their own."),
    )
    year = models.PositiveSmallIntegerField(_("year"))
    quarter = models.PositiveSmallIntegerField(_("quarter"), null=True, blank=True)
    data_from = models.DateField(_("data from"))
    data_to = models.DateField(_("data to"))
    opens_on = models.DateField(_("opens on"))
    due_on = models.DateField(_("due on"))
    rule = models.CharField(_("days covered"), max_length=16, choices=RoundRule, default=RoundRule.CALENDAR)
    history = HistoricalRecords(m2m_fields=[indicators])

    class Meta:
        ordering = ["-year", "-quarter", "pk"]
        verbose_name = _("reporting round")
        verbose_name_plural = _("reporting rounds")
        constraints = [
            models.UniqueConstraint(
                Coalesce("province", 0),
                Coalesce("unit", 0),
                "year",
                Coalesce("quarter", 0),
                name="one_round_per_place_and_period",
                violation_error_message=_(
                    "This period has a round already, for the same province or unit or for all provinces."
                ),
            ),
            models.CheckConstraint(
                condition=Q(unit=None) | Q(province__isnull=False),
                name="round_of_a_unit_names_its_province",
                violation_error_message=_("Name the province of the unit too."),
            ),
            models.CheckConstraint(
                condition=Q(quarter=None) | Q(quarter__range=(1, 4)),
                name="round_quarter_is_1_to_4",
                violation_error_message=_("A quarter is 1 to 4."),
            ),
            models.CheckConstraint(
                condition=Q(data_to__gte=F("data_from")),
                name="round_data_ends_after_it_starts",
                violation_error_message=_("The last day of the data cannot lie before the first."),
            ),
            models.CheckConstraint(
                condition=Q(due_on__gte=F("opens_on")),
                name="round_due_after_it_opens",
                violation_error_message=_("The due date cannot lie before the day the round opens."),
            ),
        ]

    def __str__(self) -> str:
        return self.period.label()

    def clean(self) -> None:
        super().clean()
        if self.unit and self.province_id and self.unit.province_id != self.province_id:
            raise ValidationError({"unit": _("This unit belongs to another province.")})

    @property
    def period(self) -> Period:
        return Period(self.year, self.quarter)


class Reminder(Reminded):
    """A reminder that was sent: one for each person, round and stage."""

    ABOUT = "round"

    round = models.ForeignKey(
        ReportingRound, models.CASCADE, related_name="reminders", verbose_name=_("reporting round")
    )

    class Meta(Reminded.Meta):
        verbose_name = _("reminder")
        verbose_name_plural = _("reminders")
        constraints = [
            models.UniqueConstraint(fields=["round", "user", "stage"], name="one_reminder_per_round_person_and_stage")
        ]
