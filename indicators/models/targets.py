"""Targets with their dates and documents, and every revision of them."""

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce
from django.db.models.lookups import LessThan
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from dtracker.formats.bilingual import bilingual
from dtracker.formats.quarters import Period
from dtracker.places.models import OrgUnit, Province
from indicators.enums import Comparator, EditionRule, TargetKind
from indicators.models.catalogue import Indicator
from indicators.models.documents import Document, Sourced

VALUE = {"max_digits": 20, "decimal_places": 6, "null": True, "blank": True}


def ordinal(name: str):
    """The number of a period among quarters, in the database; a year stands as its fourth quarter."""
    return F(f"{name}_year") * 4 + Coalesce(F(f"{name}_quarter"), 4)


class Terms(models.Model):
    """What a revision may change: value, due period, base, and how both are read."""

    comparator = models.CharField(_("comparator"), max_length=12, choices=Comparator, default=Comparator.AT_LEAST)
    value = models.DecimalField(_("target value"), **VALUE)
    value_max = models.DecimalField(_("upper bound"), **VALUE)
    rank_of = models.PositiveSmallIntegerField(
        _("number of units ranked"), null=True, blank=True, help_text=_("N of a rank target, such as 63.")
    )
    due_year = models.PositiveSmallIntegerField(_("due year"), null=True, blank=True)
    due_quarter = models.PositiveSmallIntegerField(_("due quarter"), null=True, blank=True)
    due_on = models.DateField(_("due date"), null=True, blank=True)
    edition_rule = models.CharField(
        _("edition that decides"), max_length=14, choices=EditionRule, default=EditionRule.DATA_YEAR
    )
    baseline_value = models.DecimalField(_("baseline"), **VALUE)
    baseline_year = models.PositiveSmallIntegerField(_("baseline year"), null=True, blank=True)
    baseline_quarter = models.PositiveSmallIntegerField(_("baseline quarter"), null=True, blank=True)

    TERMS = (
        "comparator", "value", "value_max", "rank_of", "due_year", "due_quarter", "due_on",
        "edition_rule", "baseline_value", "baseline_year", "baseline_quarter",
    )  # fmt: skip

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(due_quarter=None) | Q(due_quarter__range=(1, 4), due_year__isnull=False),
                name="%(class)s_due_quarter_is_1_to_4",
                violation_error_message=_("A quarter is 1 to 4, and needs its year."),
            ),
            models.CheckConstraint(
                condition=Q(baseline_quarter=None) | Q(baseline_quarter__range=(1, 4), baseline_year__isnull=False),
                name="%(class)s_baseline_quarter_is_1_to_4",
                violation_error_message=_("A quarter is 1 to 4, and needs its year."),
            ),
            models.CheckConstraint(
                condition=Q(baseline_year=None) | Q(due_year=None) | Q(LessThan(ordinal("baseline"), ordinal("due"))),
                name="%(class)s_baseline_before_due",
                violation_error_message=_("The baseline must lie before the due period."),
            ),
            models.CheckConstraint(
                condition=Q(rank_of=None) | Q(value=None) | Q(value__gte=1, value__lte=F("rank_of")),
                name="%(class)s_rank_within_n",
                violation_error_message=_("A rank target lies between 1 and the number of units ranked."),
            ),
            models.CheckConstraint(
                condition=Q(value_max=None) | Q(value__isnull=False, value_max__gt=F("value")),
                name="%(class)s_upper_bound_above_value",
                violation_error_message=_("The upper bound must lie above the lower one."),
            ),
        ]

    @property
    def due(self) -> Period | None:
        return Period(self.due_year, self.due_quarter) if self.due_year else None

    @property
    def baseline_period(self) -> Period | None:
        return Period(self.baseline_year, self.baseline_quarter) if self.baseline_year else None


class Target(Sourced, Terms):
    """One dated target that one document sets for one indicator and one subject.

    Targets of the same document, indicator and subject form a track and are judged together; documents never mix.
    Its terms repeat the newest TargetRevision; `indicators.actions.targets.revise_target` changes both.
    """

    code = models.SlugField(_("code"), max_length=80, unique=True)
    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="targets", verbose_name=_("indicator"))
    province = models.ForeignKey(
        Province, models.PROTECT, null=True, blank=True, related_name="targets", verbose_name=_("province")
    )
    unit = models.ForeignKey(
        OrgUnit, models.PROTECT, null=True, blank=True, related_name="targets", verbose_name=_("unit")
    )
    kind = models.CharField(_("kind"), max_length=16, choices=TargetKind, default=TargetKind.TARGET)
    document = models.ForeignKey(
        Document, models.PROTECT, null=True, blank=True, related_name="targets", verbose_name=_("document that sets it")
    )
    stated_by = models.CharField(_("stated by"), max_length=160, blank=True)
    label_vi = models.CharField(_("wording"), max_length=240, blank=True)
    label_en = models.CharField(_("wording in English"), max_length=240, blank=True)
    due_text = models.CharField(_("due date as printed"), max_length=80, blank=True)
    is_decreed_step = models.BooleanField(
        _("step on the way"),
        default=False,
        help_text=_("Bends the expected path inside a stage without opening a new one."),
    )
    owner_vi = models.CharField(_("unit that answers for it"), max_length=160, blank=True)
    owner_en = models.CharField(_("unit that answers for it, in English"), max_length=160, blank=True)
    history = HistoricalRecords()

    label = bilingual("label")
    owner = bilingual("owner")

    class Meta:
        ordering = ["indicator", "due_year", "due_quarter", "pk"]
        verbose_name = _("target")
        verbose_name_plural = _("targets")
        constraints = [
            *Terms.Meta.constraints,
            models.CheckConstraint(
                condition=~Q(kind="target") | Q(document__isnull=False),
                name="target_has_a_document",
                violation_error_message=_("A target needs the document that sets it."),
            ),
        ]
        indexes = [models.Index(fields=["province", "indicator"], name="target_by_province")]

    def __str__(self) -> str:
        return self.label or f"{self.indicator} {self.due.label() if self.due else ''}".strip()

    @cached_property
    def known_revisions(self) -> list["TargetRevision"]:
        """In order, with documents and people. Lists prefetch them for all rows (`queries.judging.REVISIONS`)."""
        return list(self.revisions.select_related("document", "by").order_by("version"))

    @cached_property
    def first_revision(self) -> "TargetRevision | None":
        """What its document first set. Lists join it (`queries.standings.with_snapshots`)."""
        return next(iter(self.known_revisions), None)

    @cached_property
    def known_terms(self) -> "dict[date, Terms]":
        """The terms in force by day, as far as they came with the row (`queries.standings.with_snapshots`)."""
        return {}

    def decided_by(self, terms: Terms) -> Document | None:
        """The document behind these terms of the target: of a revision its own, else the one that set the target."""
        return terms.document if is_revised(terms) else self.document


def is_revised(terms: Terms) -> bool:
    """Whether these are no longer the terms that the document first set."""
    return isinstance(terms, TargetRevision) and terms.version > 1


class TargetRevision(Terms):
    """The terms of a target from a day on. Version 1 is what the document first set; nothing is ever overwritten."""

    target = models.ForeignKey(Target, models.CASCADE, related_name="revisions", verbose_name=_("target"))
    version = models.PositiveSmallIntegerField(_("version"))
    reason = models.CharField(_("reason"), max_length=400, blank=True)
    document = models.ForeignKey(
        Document, models.PROTECT, null=True, blank=True, related_name="revisions", verbose_name=_("deciding document")
    )
    effective_on = models.DateField(_("in force from"), null=True, blank=True, help_text=_("Empty: from the start."))
    recorded_at = models.DateTimeField(_("recorded at"), auto_now_add=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("by")
    )

    class Meta:
        ordering = ["target", "version"]
        verbose_name = _("target revision")
        verbose_name_plural = _("target revisions")
        constraints = [
            *Terms.Meta.constraints,
            models.UniqueConstraint(fields=["target", "version"], name="one_revision_per_target_and_version"),
            models.CheckConstraint(
                condition=Q(version=1) | (~Q(reason="") & Q(document__isnull=False, effective_on__isnull=False)),
                name="revision_has_reason_document_and_day",
                violation_error_message=_("A revised target needs a reason, the deciding document and its day."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.target} · {self.version}"
