"""Published results of a scoring round: append-only, with the method they were computed by."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from dtracker.formats.bilingual import bilingual
from dtracker.places.models import OrgUnit
from indicators.models.measured import PERSON
from indicators.models.publications import AppendOnly
from indicators.models.scoring import POINTS, ScoringMethod
from indicators.models.scoring_rounds import ScoringRound

WHOLE = ""
"""Stands for the whole among the numbers of criteria."""


class AppendOnlyRows(models.QuerySet):
    def update(self, **kwargs):
        raise AppendOnly

    def delete(self):
        raise AppendOnly


class AppendOnlyRow(models.Model):
    """A row that is written once. The database refuses updates and deletions too."""

    objects = AppendOnlyRows.as_manager()

    class Meta:
        abstract = True

    def save(self, *args, **kwargs):
        if self.pk:
            raise AppendOnly
        super().save(*args, **kwargs)

    def delete(self, *args, **kwargs):
        raise AppendOnly


class IndexPublication(AppendOnlyRow):
    """The results of a round as published; a correction is a new version with a reason."""

    round = models.ForeignKey(
        ScoringRound, models.PROTECT, related_name="publications", verbose_name=_("scoring round")
    )
    method = models.ForeignKey(ScoringMethod, models.PROTECT, related_name="+", verbose_name=_("scoring method"))
    version = models.PositiveSmallIntegerField(_("version"))
    reason = models.CharField(_("reason for the correction"), max_length=400, blank=True)
    public_on = models.DateField(_("public since"))
    recorded_at = models.DateTimeField(_("recorded at"), auto_now_add=True)
    by = models.ForeignKey(**PERSON, verbose_name=_("published by"))

    class Meta:
        ordering = ["round", "version"]
        verbose_name = _("published index")
        verbose_name_plural = _("published indices")
        constraints = [
            models.UniqueConstraint(fields=["round", "version"], name="one_index_publication_per_version"),
            models.CheckConstraint(
                condition=Q(version=1) | ~Q(reason=""),
                name="index_correction_has_a_reason",
                violation_error_message=_("A correction needs a reason."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.round} · {self.version}"


class IndexResult(AppendOnlyRow):
    """The result of a unit in a publication.

    `lines`: by the number of the criterion [sum, most possible, shown points] as text, under `WHOLE` those of the
    total; None for what the unit does not have.
    `place` is None for a unit that has no criterion at all.
    """

    publication = models.ForeignKey(
        IndexPublication, models.PROTECT, related_name="results", verbose_name=_("published index")
    )
    unit = models.ForeignKey(OrgUnit, models.PROTECT, related_name="index_results", verbose_name=_("unit"))
    total = models.DecimalField(_("total"), **POINTS)
    place = models.PositiveSmallIntegerField(_("place"), null=True, blank=True)
    place_of = models.PositiveSmallIntegerField(_("number of units ranked"), null=True, blank=True)
    grade_vi = models.CharField(_("grade"), max_length=60, blank=True)
    grade_en = models.CharField(_("grade in English"), max_length=60, blank=True)
    lines = models.JSONField(_("points by criterion"), default=dict)

    grade = bilingual("grade")

    class Meta:
        ordering = ["publication", "place", "unit"]
        verbose_name = _("result of a unit")
        verbose_name_plural = _("results of units")
        constraints = [
            models.UniqueConstraint(fields=["publication", "unit"], name="one_index_result_per_unit"),
        ]

    def __str__(self) -> str:
        return f"{self.publication} · {self.unit}"
