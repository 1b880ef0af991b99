"""Figures: the working value of a cell."""

from django.db import models
from django.db.models import Q
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from dtracker.formats.language import is_english
from dtracker.formats.quarters import Period
from dtracker.places.models import OrgUnit, Province
from indicators.enums import FigureStatus, Frequency
from indicators.models.catalogue import Indicator
from indicators.models.documents import Sourced
from indicators.models.measured import PERSON, Measured


def paired(moment: str, person: str) -> models.CheckConstraint:
    """Who and when come together or not at all."""
    return models.CheckConstraint(
        condition=Q(**{f"{moment}__isnull": True, f"{person}__isnull": True})
        | Q(**{f"{moment}__isnull": False, f"{person}__isnull": False}),
        name=f"figure_{moment}_with_{person}",
        violation_error_message=_("Who and when come together or not at all."),
    )


class FigureQuerySet(models.QuerySet):
    def of(self, period: Period):
        return self.filter(year=period.year, quarter=period.quarter)

    def given(self):
        """Without the lines that were emptied again."""
        return self.exclude(status=FigureStatus.DRAFT, value=None, no_data_reason="")


class Figure(Measured, Sourced):
    """The cell (indicator, province, unit or none, period) with its working value.

    Readers never see these values, only `Publication`. `version` counts every saved change: a form carries the
    version it was made from, and an action refuses a stale one. Steps are those of `indicators.workflow`.
    """

    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="figures", verbose_name=_("indicator"))
    province = models.ForeignKey(
        Province, models.PROTECT, null=True, blank=True, related_name="figures", verbose_name=_("province")
    )
    unit = models.ForeignKey(
        OrgUnit, models.PROTECT, null=True, blank=True, related_name="figures", verbose_name=_("unit")
    )
    year = models.PositiveSmallIntegerField(_("year"), null=True, blank=True)
    quarter = models.PositiveSmallIntegerField(_("quarter"), null=True, blank=True)
    period_text = models.CharField(_("period as printed"), max_length=160, blank=True)
    period_text_en = models.CharField(_("period as printed, in English"), max_length=160, blank=True)
    status = models.CharField(_("state"), max_length=10, choices=FigureStatus, default=FigureStatus.DRAFT)
    version = models.PositiveIntegerField(_("version"), default=1)
    remark = models.TextField(_("officer's note"), blank=True)
    reason = models.CharField(_("reason for the correction"), max_length=400, blank=True)
    return_note = models.CharField(_("why it was returned"), max_length=400, blank=True)
    entered_at = models.DateTimeField(_("entered at"), null=True, blank=True)
    entered_by = models.ForeignKey(**PERSON, verbose_name=_("entered by"))
    submitted_at = models.DateTimeField(_("submitted at"), null=True, blank=True)
    submitted_by = models.ForeignKey(**PERSON, verbose_name=_("submitted by"))
    returned_at = models.DateTimeField(_("returned at"), null=True, blank=True)
    returned_by = models.ForeignKey(**PERSON, verbose_name=_("returned by"))
    approved_at = models.DateTimeField(_("approved at"), null=True, blank=True)
    approved_by = models.ForeignKey(**PERSON, verbose_name=_("approved by"))
    published_at = models.DateTimeField(_("published at"), null=True, blank=True)
    published_by = models.ForeignKey(**PERSON, verbose_name=_("published by"))
    history = HistoricalRecords()

    CELL = ("id", "indicator", "province", "unit", "year", "quarter", "period_text", "period_text_en")
    """Which cell it is: all that readers of its publications are told of it."""

    objects = FigureQuerySet.as_manager()

    class Meta:
        ordering = ["province", "indicator", "year", "quarter", "pk"]
        verbose_name = _("figure")
        verbose_name_plural = _("figures")
        constraints = [
            *Measured.Meta.constraints,
            models.UniqueConstraint(
                Coalesce("province", 0),
                "indicator",
                Coalesce("unit", 0),
                Coalesce("year", 0),
                Coalesce("quarter", 0),
                name="one_figure_per_cell",
                violation_error_message=_("There is a figure of this indicator, place and period already."),
            ),
            models.CheckConstraint(
                condition=Q(quarter=None) | Q(quarter__range=(1, 4), year__isnull=False),
                name="figure_quarter_is_1_to_4",
                violation_error_message=_("A quarter is 1 to 4, and needs its year."),
            ),
            paired("entered_at", "entered_by"),
            paired("submitted_at", "submitted_by"),
            paired("returned_at", "returned_by"),
            paired("approved_at", "approved_by"),
            paired("published_at", "published_by"),
        ]
        indexes = [
            models.Index(fields=["province", "indicator", "year", "quarter"], name="figure_by_province"),
            models.Index(fields=["indicator", "year", "quarter"], name="figure_by_indicator"),
        ]

    def __str__(self) -> str:
        return f"{self.indicator} · {self.province or _('whole country')} · {self.period_label}"

    def get_absolute_url(self) -> str:
        """The page of its series; a figure of the whole country stands on that of its indicator."""
        if self.province is None:
            return self.indicator.get_absolute_url()
        return reverse("indicators:series", args=[self.province.slug, self.indicator.code])

    @property
    def is_withdrawn(self) -> bool:
        """Whether its approval was taken back; the note says why."""
        return self.status == FigureStatus.SUBMITTED and bool(self.return_note) and self.returned_at is None

    @property
    def is_emptied(self) -> bool:
        """Whether its line was emptied again: it answers nothing, and is kept for its history and its evidence."""
        return self.status == FigureStatus.DRAFT and self.value is None and not self.no_data_reason

    @property
    def period(self) -> Period | None:
        """The period, as a quarter where the indicator is quarterly; None where the source gives no date."""
        if self.year is None:
            return None
        period = Period(self.year, self.quarter)
        return period if self.indicator.frequency == Frequency.QUARTER else period.as_year()

    @property
    def period_label(self) -> str:
        return Period(self.year, self.quarter).label() if self.year else self.printed_period or str(_("undated"))

    @property
    def printed_period(self) -> str:
        """How the source words the period, in the reader's language; "" where it gives none."""
        return (is_english() and self.period_text_en) or self.period_text
