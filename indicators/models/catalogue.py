"""The catalogue: pillars, indicators, and where their series break."""

from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from dtracker.formats.addresses import path_to
from dtracker.formats.bilingual import bilingual
from dtracker.formats.chains import leads_back
from dtracker.formats.quarters import Period
from dtracker.formats.text import search_key
from indicators.enums import COUNTS, BreakKind, Direction, Frequency, Shape
from indicators.models.documents import Document


class Pillar(models.Model):
    code = models.SlugField(_("code"), max_length=40, unique=True)
    name_vi = models.CharField(_("Vietnamese name"), max_length=100)
    name_en = models.CharField(_("English name"), max_length=100)
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    name = bilingual("name")

    class Meta:
        ordering = ["order", "pk"]
        verbose_name = _("pillar")
        verbose_name_plural = _("pillars")

    def __str__(self) -> str:
        return self.name


class Indicator(models.Model):
    """What is measured: its shape, unit, direction and how it is judged."""

    code = models.SlugField(_("code"), max_length=60, unique=True)
    name_vi = models.CharField(_("Vietnamese name"), max_length=200)
    name_en = models.CharField(_("English name"), max_length=200)
    short_vi = models.CharField(_("short Vietnamese name"), max_length=60, blank=True)
    short_en = models.CharField(_("short English name"), max_length=60, blank=True)
    pillar = models.ForeignKey(Pillar, models.PROTECT, related_name="indicators", verbose_name=_("pillar"))
    shape = models.CharField(_("shape"), max_length=14, choices=Shape)
    direction = models.SmallIntegerField(_("direction"), choices=Direction, default=Direction.HIGHER)
    frequency = models.CharField(_("frequency"), max_length=8, choices=Frequency, default=Frequency.QUARTER)
    unit_vi = models.CharField(_("unit of measurement"), max_length=40, blank=True)
    unit_en = models.CharField(_("unit of measurement in English"), max_length=40, blank=True)
    decimals = models.PositiveSmallIntegerField(_("decimals"), default=1)
    tolerance = models.DecimalField(
        _("tolerance"), max_digits=20, decimal_places=6, null=True, blank=True, validators=[MinValueValidator(0)],
        help_text=_("In the indicator's unit. Empty: the default of the shape."),
    )  # fmt: skip
    scale = models.DecimalField(_("length of the scale"), max_digits=20, decimal_places=6, null=True, blank=True)
    minimum = models.DecimalField(_("smallest possible value"), max_digits=20, decimal_places=6, null=True, blank=True)
    maximum = models.DecimalField(_("largest possible value"), max_digits=20, decimal_places=6, null=True, blank=True)
    delay_days = models.PositiveSmallIntegerField(_("publication delay in days"), default=15)
    grace_days = models.PositiveSmallIntegerField(_("days of grace"), default=30)
    is_reported = models.BooleanField(
        _("reported by provinces"), default=False, help_text=_("Stands on the officers' quarterly sheet.")
    )
    is_ratio = models.BooleanField(
        _("share of things that are counted"), default=False,
        help_text=_("Numerator and denominator are then whole numbers; those of other shares may be money."),
    )  # fmt: skip
    is_additive = models.BooleanField(
        _("can be added up"), default=False,
        help_text=_("The counts of provinces that merged may be added: nothing is counted in two of them."),
    )  # fmt: skip
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="components", verbose_name=_("component of")
    )
    weight = models.DecimalField(_("weight"), max_digits=8, decimal_places=4, null=True, blank=True)
    rank_of = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="ranks", verbose_name=_("ranks the values of")
    )
    definition_vi = models.TextField(_("definition"), blank=True)
    definition_en = models.TextField(_("definition in English"), blank=True)
    method_vi = models.TextField(_("calculation method"), blank=True)
    method_en = models.TextField(_("calculation method in English"), blank=True)
    publisher_vi = models.CharField(_("publisher"), max_length=200, blank=True)
    publisher_en = models.CharField(_("publisher in English"), max_length=200, blank=True)
    note_vi = models.TextField(_("note"), blank=True)
    note_en = models.TextField(_("note in English"), blank=True)
    order = models.PositiveSmallIntegerField(_("order"), default=500)
    search_key = models.CharField(max_length=500, editable=False, default="")
    history = HistoricalRecords()

    name = bilingual("name")
    unit = bilingual("unit")
    definition = bilingual("definition")
    method = bilingual("method")
    publisher = bilingual("publisher")
    note = bilingual("note")

    class Meta:
        ordering = ["pillar__order", "order", "code"]
        verbose_name = _("indicator")
        verbose_name_plural = _("indicators")
        constraints = [
            models.CheckConstraint(
                condition=Q(minimum=None) | Q(maximum=None) | Q(maximum__gt=F("minimum")),
                name="indicator_range_in_order",
                violation_error_message=_("The largest possible value must lie above the smallest."),
            ),
            models.CheckConstraint(
                condition=Q(direction__in=[1, -1]),
                name="indicator_direction_is_plus_or_minus_one",
                violation_error_message=_("The direction is 1 where more is better, −1 where less is."),
            ),
            models.CheckConstraint(
                condition=Q(is_additive=False) | Q(shape__in=COUNTS),
                name="only_counts_are_added_up",
                violation_error_message=_("Only counts can be added up, never a share, a rate, a score or a rank."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args, **kwargs):
        self.search_key = search_key(f"{self.name_vi} {self.name_en} {self.code} {self.short_vi}")
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return path_to("indicators:indicator", self.code)

    def clean(self) -> None:
        for name in ("parent", "rank_of"):
            if leads_back(self, name):
                raise ValidationError({name: _("It would stand for itself, directly or by way of another.")})

    @property
    def short(self) -> str:
        return bilingual("short").fget(self) or self.name

    @property
    def is_rank(self) -> bool:
        return self.shape == Shape.RANK

    @property
    def yearly(self) -> bool:
        return self.frequency == Frequency.YEAR

    @cached_property
    def known_breaks(self) -> list["SeriesBreak"]:
        """In order, with their documents. Lists prefetch them for all rows (`queries.judging.BREAKS`)."""
        return list(self.breaks.select_related("document").order_by("year", "quarter"))


class SeriesBreak(models.Model):
    """From this period on the values are not those of before: lines are not joined across it."""

    indicator = models.ForeignKey(Indicator, models.CASCADE, related_name="breaks", verbose_name=_("indicator"))
    year = models.PositiveSmallIntegerField(_("year"))
    quarter = models.PositiveSmallIntegerField(_("quarter"), null=True, blank=True)
    kind = models.CharField(_("kind"), max_length=12, choices=BreakKind)
    reason_vi = models.CharField(_("reason"), max_length=300)
    reason_en = models.CharField(_("reason in English"), max_length=300, blank=True)
    document = models.ForeignKey(
        Document, models.PROTECT, null=True, blank=True, related_name="breaks", verbose_name=_("document")
    )

    reason = bilingual("reason")

    class Meta:
        ordering = ["indicator", "year", "quarter", "pk"]
        verbose_name = _("series break")
        verbose_name_plural = _("series breaks")
        constraints = [
            models.CheckConstraint(
                condition=Q(quarter=None) | Q(quarter__range=(1, 4)),
                name="break_quarter_is_1_to_4",
                violation_error_message=_("A quarter is 1 to 4."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.indicator} · {self.period.label()}"

    @property
    def period(self) -> Period:
        return Period(self.year, self.quarter)
