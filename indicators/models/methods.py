"""How a composite index was computed, by version of its method: which components, with which weights."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from dtracker.formats.bilingual import bilingual
from indicators.models.catalogue import Indicator
from indicators.models.documents import Document


class IndexMethod(models.Model):
    """A version of the method of an index, for the editions of `from_year` to `to_year` (empty: until the next)."""

    code = models.SlugField(_("code"), max_length=60, unique=True)
    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="methods", verbose_name=_("index"))
    name_vi = models.CharField(_("Vietnamese name"), max_length=100)
    name_en = models.CharField(_("English name"), max_length=100)
    document = models.ForeignKey(
        Document, models.PROTECT, null=True, blank=True, related_name="methods", verbose_name=_("document")
    )
    from_year = models.PositiveSmallIntegerField(_("first edition"))
    to_year = models.PositiveSmallIntegerField(_("last edition"), null=True, blank=True)
    is_complete = models.BooleanField(
        _("all weights known"), default=False, help_text=_("Only then is a value computed from the components.")
    )
    note_vi = models.TextField(_("note"), blank=True)
    note_en = models.TextField(_("note in English"), blank=True)

    name = bilingual("name")
    note = bilingual("note")

    class Meta:
        ordering = ["indicator", "from_year", "pk"]
        verbose_name = _("method of an index")
        verbose_name_plural = _("methods of indices")
        constraints = [
            models.UniqueConstraint(fields=["indicator", "from_year"], name="one_method_per_index_and_first_edition"),
            models.CheckConstraint(
                condition=Q(to_year=None) | Q(to_year__gte=F("from_year")),
                name="method_ends_after_it_starts",
                violation_error_message=_("The last edition cannot lie before the first."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def holds_in(self, year: int) -> bool:
        return self.from_year <= year and (self.to_year is None or year <= self.to_year)


class MethodWeight(models.Model):
    """The weight of a component in the value of the index; `points` as the method words it, where it counts points."""

    method = models.ForeignKey(IndexMethod, models.CASCADE, related_name="weights", verbose_name=_("method"))
    component = models.ForeignKey(Indicator, models.PROTECT, related_name="+", verbose_name=_("component"))
    weight = models.DecimalField(_("weight"), max_digits=8, decimal_places=6)
    points = models.PositiveSmallIntegerField(_("largest number of points"), null=True, blank=True)
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        ordering = ["method", "order", "pk"]
        verbose_name = _("weight")
        verbose_name_plural = _("weights")
        constraints = [
            models.UniqueConstraint(fields=["method", "component"], name="one_weight_per_method_and_component"),
            models.CheckConstraint(
                condition=Q(weight__gt=0),
                name="weight_is_positive",
                violation_error_message=_("A weight is greater than 0."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.method} · {self.component}"
