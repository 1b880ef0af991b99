"""Figures: the working value of a cell, its evidence, and the append-only published values."""

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from dtracker.files.storage import evidence_path, import_path, private
from dtracker.formats.language import is_english
from dtracker.formats.quarters import Period
from dtracker.places.models import OrgUnit, Province
from indicators.enums import FigureStatus, Frequency, RoundRule, Stage
from indicators.models.catalogue import Indicator
from indicators.models.documents import Document, Sourced

VALUE = {"max_digits": 24, "decimal_places": 6, "null": True, "blank": True}
PERSON = {"to": settings.AUTH_USER_MODEL, "on_delete": models.PROTECT, "null": True, "blank": True, "related_name": "+"}


def paired(moment: str, person: str) -> models.CheckConstraint:
    """Who and when come together or not at all."""
    return models.CheckConstraint(
        condition=Q(**{f"{moment}__isnull": True, f"{person}__isnull": True})
        | Q(**{f"{moment}__isnull": False, f"{person}__isnull": False}),
        name=f"figure_{moment}_with_{person}",
    )


class Measured(models.Model):
    """A value as it was measured: number, parts, rank with its N, or the reason why there is none."""

    value = models.DecimalField(_("value"), **VALUE)
    numerator = models.DecimalField(_("numerator"), **VALUE)
    denominator = models.DecimalField(_("denominator"), **VALUE)
    rank = models.PositiveSmallIntegerField(
        _("rank"), null=True, blank=True, help_text=_("The published rank that goes with a score.")
    )
    rank_of = models.PositiveSmallIntegerField(_("number of units ranked"), null=True, blank=True)
    no_data_reason = models.CharField(_("no data because"), max_length=300, blank=True)
    is_approximate = models.BooleanField(_("approximate"), default=False)
    is_provisional = models.BooleanField(_("provisional"), default=False)
    value_text = models.CharField(_("value as printed"), max_length=160, blank=True)
    observed_on = models.DateField(_("observed or done on"), null=True, blank=True)

    MEASURED = (
        "value", "numerator", "denominator", "rank", "rank_of", "no_data_reason",
        "is_approximate", "is_provisional", "value_text", "observed_on",
    )  # fmt: skip

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(rank=None) | Q(rank__gte=1, rank_of__isnull=False, rank__lte=F("rank_of")),
                name="%(class)s_rank_within_n",
                violation_error_message=_("A rank lies between 1 and the number of units ranked."),
            ),
            # Where N stands without a separate rank, the value itself is the rank.
            models.CheckConstraint(
                condition=Q(rank_of=None)
                | Q(rank__isnull=False)
                | Q(value=None)
                | Q(value__gte=1, value__lte=F("rank_of")),
                name="%(class)s_value_is_rank_within_n",
                violation_error_message=_("A rank lies between 1 and the number of units ranked."),
            ),
            models.CheckConstraint(
                condition=Q(denominator=None) | Q(denominator__gt=0),
                name="%(class)s_denominator_positive",
                violation_error_message=_("The denominator must be greater than 0."),
            ),
            models.CheckConstraint(
                condition=Q(value=None) | Q(no_data_reason=""),
                name="%(class)s_value_or_reason",
                violation_error_message=_("A figure has a value or the reason why there is none, not both."),
            ),
        ]


class ReportingRound(models.Model):
    """A period for which provinces report: data from and to, when it opens, when it is due."""

    province = models.ForeignKey(
        Province,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="rounds",
        verbose_name=_("province"),
        help_text=_("Empty: all provinces."),
    )
    year = models.PositiveSmallIntegerField(_("year"))
    quarter = models.PositiveSmallIntegerField(_("quarter"), null=True, blank=True)
    data_from = models.DateField(_("data from"))
    data_to = models.DateField(_("data to"))
    opens_on = models.DateField(_("opens on"))
    due_on = models.DateField(_("due on"))
    rule = models.CharField(_("days covered"), max_length=16, choices=RoundRule, default=RoundRule.CALENDAR)
    history = HistoricalRecords()

    class Meta:
        ordering = ["-year", "-quarter", "pk"]
        verbose_name = _("reporting round")
        verbose_name_plural = _("reporting rounds")
        constraints = [
            models.UniqueConstraint(
                Coalesce("province_id", 0), "year", Coalesce("quarter", 0), name="one_round_per_province_and_period"
            ),
            models.CheckConstraint(
                condition=Q(quarter=None) | Q(quarter__range=(1, 4)), name="round_quarter_is_1_to_4"
            ),
            models.CheckConstraint(condition=Q(data_to__gte=F("data_from")), name="round_data_ends_after_it_starts"),
            models.CheckConstraint(condition=Q(due_on__gte=F("opens_on")), name="round_due_after_it_opens"),
        ]

    def __str__(self) -> str:
        return self.period.label()

    @property
    def period(self) -> Period:
        return Period(self.year, self.quarter)


class FigureQuerySet(models.QuerySet):
    def of(self, period: Period):
        return self.filter(year=period.year, quarter=period.quarter)


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

    objects = FigureQuerySet.as_manager()

    class Meta:
        ordering = ["province", "indicator", "year", "quarter", "pk"]
        verbose_name = _("figure")
        verbose_name_plural = _("figures")
        constraints = [
            *Measured.Meta.constraints,
            models.UniqueConstraint(
                Coalesce("province_id", 0),
                "indicator",
                Coalesce("unit_id", 0),
                Coalesce("year", 0),
                Coalesce("quarter", 0),
                name="one_figure_per_cell",
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
        return reverse("indicators:series", args=[self.province.slug, self.indicator.code])

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


class Link(models.URLField):
    """A web address; one typed without its scheme is taken as https."""

    def formfield(self, **kwargs):
        return super().formfield(**{"assume_scheme": "https"} | kwargs)


class Reminder(models.Model):
    """A reminder that was sent: one for each person, round and stage."""

    round = models.ForeignKey(
        ReportingRound, models.CASCADE, related_name="reminders", verbose_name=_("reporting round")
    )
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name=_("person"))
    stage = models.CharField(_("stage"), max_length=10, choices=Stage)
    sent_on = models.DateField(_("sent on"), auto_now_add=True)

    class Meta:
        ordering = ["-sent_on", "-pk"]
        verbose_name = _("reminder")
        verbose_name_plural = _("reminders")
        constraints = [
            models.UniqueConstraint(fields=["round", "user", "stage"], name="one_reminder_per_round_person_and_stage")
        ]

    def __str__(self) -> str:
        return f"{self.round} · {self.user} · {self.get_stage_display()}"


class ImportBatch(models.Model):
    """A file of figures somebody brought: kept while it is previewed, and who confirmed it with what effect."""

    file = models.FileField(_("file"), upload_to=import_path, storage=private, max_length=120)
    file_name = models.CharField(_("name of the file"), max_length=255)
    size = models.PositiveBigIntegerField(_("size in bytes"))
    digest = models.CharField(_("SHA-256 of the content"), max_length=64)
    uploaded_at = models.DateTimeField(_("uploaded at"), auto_now_add=True)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="imports", verbose_name=_("uploaded by")
    )
    confirmed_at = models.DateTimeField(_("confirmed at"), null=True, blank=True)
    confirmed_by = models.ForeignKey(**PERSON, verbose_name=_("confirmed by"))
    new_count = models.PositiveIntegerField(_("new figures"), default=0)
    changed_count = models.PositiveIntegerField(_("changed figures"), default=0)
    unchanged_count = models.PositiveIntegerField(_("unchanged rows"), default=0)

    class Meta:
        ordering = ["-uploaded_at", "-pk"]
        verbose_name = _("import")
        verbose_name_plural = _("imports")
        constraints = [
            models.CheckConstraint(
                condition=Q(confirmed_at__isnull=True, confirmed_by__isnull=True)
                | Q(confirmed_at__isnull=False, confirmed_by__isnull=False),
                name="importbatch_confirmed_at_with_confirmed_by",
            )
        ]

    def __str__(self) -> str:
        return self.file_name


class Evidence(models.Model):
    """What proves a figure: a document, a link or a file."""

    figure = models.ForeignKey(Figure, models.PROTECT, related_name="evidence", verbose_name=_("figure"))
    document = models.ForeignKey(
        Document, models.PROTECT, null=True, blank=True, related_name="evidence", verbose_name=_("document")
    )
    url = Link(_("link"), max_length=400, blank=True)
    file = models.FileField(_("file"), upload_to=evidence_path, storage=private, max_length=120, blank=True)
    file_name = models.CharField(_("name of the file"), max_length=255, blank=True)
    content_type = models.CharField(_("type of the content"), max_length=100, blank=True)
    size = models.PositiveBigIntegerField(_("size in bytes"), null=True, blank=True)
    digest = models.CharField(_("SHA-256 of the content"), max_length=64, blank=True)
    title = models.CharField(_("title"), max_length=200, blank=True)
    quote = models.CharField(_("quotation"), max_length=400, blank=True)
    added_at = models.DateTimeField(_("added at"), auto_now_add=True)
    added_by = models.ForeignKey(**PERSON, verbose_name=_("added by"))
    # What was taken away again stays in the story of the figure.
    history = HistoricalRecords()

    class Meta:
        ordering = ["figure", "pk"]
        verbose_name = _("evidence")
        verbose_name_plural = _("evidence")
        constraints = [
            models.CheckConstraint(
                condition=Q(document__isnull=False) | ~Q(url="") | ~Q(file=""),
                name="evidence_is_a_document_a_link_or_a_file",
                violation_error_message=_("Evidence is a document, a link or a file."),
            ),
        ]

    def __str__(self) -> str:
        return self.title or self.file_name or (self.document.label if self.document_id else self.url)


class AppendOnly(Exception):
    """Published values are never changed or deleted; a correction is a new version."""


class PublicationQuerySet(models.QuerySet):
    def update(self, **kwargs):
        raise AppendOnly

    def delete(self):
        raise AppendOnly

    def public_on(self, day):
        """Those public by the end of the day; where no day is given, by that of the source, else when recorded."""
        return self.filter(
            Q(public_on__lte=day)
            | Q(public_on=None, source__issued_on__lte=day)
            | Q(public_on=None, source__issued_on=None, recorded_at__date__lte=day)
        )


class Publication(Measured, Sourced):
    """A published value of a figure. Append-only: the database refuses updates and deletions too."""

    figure = models.ForeignKey(Figure, models.PROTECT, related_name="publications", verbose_name=_("figure"))
    version = models.PositiveSmallIntegerField(_("version"))
    remark = models.TextField(_("note"), blank=True)
    reason = models.CharField(_("reason for the correction"), max_length=400, blank=True)
    public_on = models.DateField(_("public since"), null=True, blank=True)
    public_text = models.CharField(_("public since, as printed"), max_length=80, blank=True)
    recorded_at = models.DateTimeField(_("recorded at"), auto_now_add=True)
    by = models.ForeignKey(**PERSON, verbose_name=_("published by"))

    objects = PublicationQuerySet.as_manager()

    class Meta:
        ordering = ["figure", "version"]
        verbose_name = _("publication")
        verbose_name_plural = _("publications")
        constraints = [
            *Measured.Meta.constraints,
            models.UniqueConstraint(fields=["figure", "version"], name="one_publication_per_figure_and_version"),
            models.CheckConstraint(
                condition=Q(version=1) | ~Q(reason=""),
                name="correction_has_a_reason",
                violation_error_message=_("A correction needs a reason."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.figure} · {self.version}"

    def save(self, *args, **kwargs):
        if self.pk:
            raise AppendOnly
        super().save(*args, **kwargs)

    def delete(self, *args, **kwargs):
        raise AppendOnly

    @property
    def known_since(self) -> date:
        """From which day on `public_on` counts it. Reads the source, if that is not loaded."""
        if self.public_on is None and self.source_id and self.source.issued_on:
            return self.source.issued_on
        return self.public_on or self.recorded_at.date()
