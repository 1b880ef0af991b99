"""Documents: what sets a target or proves a figure."""

import re

from django.db import models
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from dtracker.formats.addresses import path_to
from dtracker.formats.bilingual import bilingual
from dtracker.formats.dates import printed_date
from dtracker.formats.language import is_english
from dtracker.places.models import Province
from indicators.enums import DocumentKind, DocumentStatus, Origin

ON_THE_WEB = re.compile(r"(?:https?://)?[\w-]+(?:\.[\w-]+)+(?:/[^\s…]*)?")
"""An address that a browser can open; not the name of a repository, nor an address cut short."""

DECIDES_NOTHING = (DocumentKind.ARTICLE, DocumentKind.DATASET, DocumentKind.REPORT, DocumentKind.SPEECH)
"""These tell of decisions; an official letter may carry one."""


class Document(models.Model):
    """A resolution, decision, agreement, plan, report, article or data set."""

    code = models.SlugField(_("code"), max_length=80, unique=True)
    title_vi = models.CharField(_("Vietnamese title"), max_length=300)
    title_en = models.CharField(_("English title"), max_length=300, blank=True)
    short_vi = models.CharField(_("short Vietnamese title"), max_length=80, blank=True)
    short_en = models.CharField(_("short English title"), max_length=80, blank=True)
    kind = models.CharField(_("kind"), max_length=20, choices=DocumentKind)
    status = models.CharField(
        _("state of the document"), max_length=12, choices=DocumentStatus, default=DocumentStatus.ISSUED
    )
    number = models.CharField(_("number and symbol"), max_length=60, blank=True)
    issuer_vi = models.CharField(_("issuer or publisher"), max_length=200, blank=True)
    issuer_en = models.CharField(_("issuer or publisher in English"), max_length=200, blank=True)
    issued_on = models.DateField(_("date"), null=True, blank=True)
    date_text = models.CharField(
        _("date as printed"), max_length=160, blank=True, help_text=_("Where no exact day is known.")
    )
    date_text_en = models.CharField(_("date as printed, in English"), max_length=160, blank=True)
    province = models.ForeignKey(
        Province, models.PROTECT, null=True, blank=True, related_name="documents", verbose_name=_("province")
    )
    origin = models.CharField(_("origin"), max_length=12, choices=Origin, default=Origin.ENTERED)
    where = models.CharField(_("where it can be found"), max_length=400, blank=True)
    quoted_in = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="quotes", verbose_name=_("known from")
    )
    quote = models.CharField(_("quotation"), max_length=400, blank=True)
    note_vi = models.TextField(_("note"), blank=True)
    note_en = models.TextField(_("note in English"), blank=True)
    history = HistoricalRecords()

    title = bilingual("title")
    short = bilingual("short")
    issuer = bilingual("issuer")
    note = bilingual("note")

    class Meta:
        ordering = ["-issued_on", "code"]
        verbose_name = _("document")
        verbose_name_plural = _("documents")

    def __str__(self) -> str:
        return self.label

    def get_absolute_url(self) -> str:
        return path_to("document", self.code)

    @property
    def web_address(self) -> str:
        """The link to the text; "" where `where` is nothing a browser opens."""
        if not ON_THE_WEB.fullmatch(self.where):
            return ""
        return self.where if self.where.startswith("http") else f"https://{self.where}"

    @property
    def can_decide(self) -> bool:
        """Whether it can set or change a target; what reports or counts cannot."""
        return self.kind not in DECIDES_NOTHING

    def concerns(self, province: Province | None) -> bool:
        """Whether it is of the province, of the one that it became part of, or of the whole country."""
        if self.province_id is None:
            return True
        return province is not None and self.province_id in (province.pk, province.successor_id)

    @property
    def printed_date(self) -> str:
        """The date as printed, in the reader's language."""
        return (is_english() and self.date_text_en) or printed_date(self.date_text)

    @property
    def label_language(self) -> str:
        """The language of the label, where an English reader gets the Vietnamese title for want of another; else ""."""
        return "vi" if is_english() and not (self.short_en or self.title_en) else ""

    @property
    def label(self) -> str:
        """The short title where there is one, else the title; in English before all others."""
        names = self.short_vi, self.title_vi
        return next(filter(None, (self.short_en, self.title_en, *names) if is_english() else names))


class Sourced(models.Model):
    """A fact with the document it was read in and the words that say it."""

    source = models.ForeignKey(
        Document, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("source")
    )
    quote = models.CharField(_("quotation"), max_length=400, blank=True)
    note_vi = models.TextField(_("note"), blank=True)
    note_en = models.TextField(_("note in English"), blank=True)

    note = bilingual("note")

    class Meta:
        abstract = True

    @property
    def origin(self) -> str:
        """Where the fact comes from; what has no source was entered here."""
        return self.source.origin if self.source_id else Origin.ENTERED
