"""Notes on a chart: what happened on a day, where it helps to read the figures around it."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from dtracker.formats.bilingual import bilingual
from dtracker.places.models import Province
from indicators.models.catalogue import Indicator
from indicators.models.documents import Document


class Annotation(models.Model):
    """A dated sentence beside the series of one indicator, of one province or of all.

    It is no figure and changes no status. As of a past day those stand whose day had come by then, whenever they were
    written: a note tells of the day it names.
    """

    code = models.SlugField(_("code"), max_length=60, unique=True)
    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="annotations", verbose_name=_("indicator"))
    province = models.ForeignKey(
        Province,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="annotations",
        verbose_name=_("province"),
        help_text=_("Empty: for every province."),
    )
    on = models.DateField(_("date"))
    text_vi = models.CharField(_("note"), max_length=240)
    text_en = models.CharField(_("note in English"), max_length=240, blank=True)
    document = models.ForeignKey(
        Document, models.PROTECT, null=True, blank=True, related_name="annotations", verbose_name=_("source")
    )
    history = HistoricalRecords()

    text = bilingual("text")

    class Meta:
        ordering = ["on", "pk"]
        verbose_name = _("note on a chart")
        verbose_name_plural = _("notes on charts")
        indexes = [models.Index(fields=["indicator", "on"], name="annotation_by_indicator")]

    def __str__(self) -> str:
        return self.text
