"""Where sources disagree: both sides stand, and the disagreement is shown where it matters."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from dtracker.formats.bilingual import bilingual
from dtracker.places.models import Province
from indicators.models.catalogue import Indicator
from indicators.models.documents import Document


class Severity(models.TextChoices):
    HIGH = "high", _("High")
    MEDIUM = "medium", _("Medium")
    LOW = "low", _("Low")


class Contradiction(models.Model):
    code = models.SlugField(_("code"), max_length=40, unique=True)
    severity = models.CharField(_("severity"), max_length=6, choices=Severity)
    text_vi = models.TextField(_("what disagrees"))
    text_en = models.TextField(_("what disagrees, in English"))
    treatment_vi = models.TextField(_("how it is kept"), blank=True)
    treatment_en = models.TextField(_("how it is kept, in English"), blank=True)
    province = models.ForeignKey(
        Province, models.PROTECT, null=True, blank=True, related_name="contradictions", verbose_name=_("province")
    )
    indicators = models.ManyToManyField(
        Indicator, related_name="contradictions", blank=True, verbose_name=_("indicators concerned")
    )
    documents = models.ManyToManyField(
        Document, related_name="contradictions", blank=True, verbose_name=_("documents concerned")
    )

    text = bilingual("text")
    treatment = bilingual("treatment")

    class Meta:
        ordering = ["pk"]
        verbose_name = _("contradiction between sources")
        verbose_name_plural = _("contradictions between sources")

    def __str__(self) -> str:
        return self.text
