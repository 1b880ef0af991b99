"""What proves a figure."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from dtracker.files.storage import evidence_path, private
from indicators.models.documents import Document
from indicators.models.figures import Figure
from indicators.models.kept import KeepsFile
from indicators.models.measured import PERSON


class Link(models.URLField):
    """A web address; one typed without its scheme is taken as https."""

    def formfield(self, **kwargs):
        return super().formfield(**{"assume_scheme": "https"} | kwargs)


class Evidence(KeepsFile):
    """What proves a figure: a document, a link or a file."""

    figure = models.ForeignKey(Figure, models.PROTECT, related_name="evidence", verbose_name=_("figure"))
    document = models.ForeignKey(
        Document, models.PROTECT, null=True, blank=True, related_name="evidence", verbose_name=_("document")
    )
    url = Link(_("link"), max_length=400, blank=True)
    file = models.FileField(_("file"), upload_to=evidence_path, storage=private, max_length=120, blank=True)
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
