"""Agreements with partners: term, goals, programmes, commitments."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from agreements.enums import AgreementStatus, PartnerKind, Side, TermStep
from dtracker.formats.addresses import path_to
from dtracker.formats.bilingual import bilingual
from dtracker.formats.text import search_key
from dtracker.places.models import Province
from indicators.models import Document, Indicator, Sourced, Target

ONE_END = _("The agreement has an end already.")


class Partner(models.Model):
    code = models.SlugField(_("code"), max_length=60, unique=True)
    name_vi = models.CharField(_("Vietnamese name"), max_length=200)
    name_en = models.CharField(_("English name"), max_length=200, blank=True)
    short = models.CharField(_("short name"), max_length=60, blank=True)
    kind = models.CharField(_("kind"), max_length=12, choices=PartnerKind, default=PartnerKind.ENTERPRISE)
    relation_vi = models.CharField(_("relation"), max_length=200, blank=True)
    relation_en = models.CharField(_("relation in English"), max_length=200, blank=True)
    provinces = models.ManyToManyField(Province, related_name="partners", blank=True, verbose_name=_("provinces"))
    source = models.ForeignKey(
        Document, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("source")
    )

    name = bilingual("name")
    relation = bilingual("relation")

    class Meta:
        ordering = ["name_vi", "pk"]
        verbose_name = _("partner")
        verbose_name_plural = _("partners")

    def __str__(self) -> str:
        return self.name


class Agreement(Sourced):
    code = models.SlugField(_("code"), max_length=60, unique=True, help_text=_("Stands in the address of its page."))
    title_vi = models.CharField(_("Vietnamese title"), max_length=300)
    title_en = models.CharField(_("English title"), max_length=300, blank=True)
    province = models.ForeignKey(Province, models.PROTECT, related_name="agreements", verbose_name=_("province"))
    partner = models.ForeignKey(Partner, models.PROTECT, related_name="agreements", verbose_name=_("partner"))
    document = models.ForeignKey(
        Document, models.PROTECT, null=True, blank=True, related_name="agreements", verbose_name=_("document")
    )
    status = models.CharField(_("state"), max_length=8, choices=AgreementStatus, default=AgreementStatus.SIGNED)
    signed_on = models.DateField(_("signed on"), null=True, blank=True)
    signed_mode_vi = models.CharField(_("how it was signed"), max_length=160, blank=True)
    signed_mode_en = models.CharField(_("how it was signed, in English"), max_length=160, blank=True)
    starts_year = models.PositiveSmallIntegerField(_("first year"), null=True, blank=True)
    ends_year = models.PositiveSmallIntegerField(_("last year"), null=True, blank=True)
    stated_programme_count = models.PositiveSmallIntegerField(_("number of programmes stated"), null=True, blank=True)
    goals = models.ManyToManyField(Target, related_name="agreements", blank=True, verbose_name=_("goals"))
    search_key = models.CharField(max_length=600, editable=False, default="")
    history = HistoricalRecords()

    title = bilingual("title")
    signed_mode = bilingual("signed_mode")

    # What a query adds of the changes of the term known on its day.
    extended_to: int | None = None
    ended_on: date | None = None

    class Meta:
        ordering = ["province__sort_order", "signed_on", "pk"]
        verbose_name = _("agreement")
        verbose_name_plural = _("agreements")
        constraints = [
            models.CheckConstraint(
                condition=Q(starts_year=None) | Q(ends_year=None) | Q(ends_year__gte=F("starts_year")),
                name="agreement_ends_after_it_begins",
                violation_error_message=_("The term ends before it begins."),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return path_to("agreements:agreement", self.code)

    @property
    def last_year(self) -> int | None:
        """The last year of the term, extensions included; None where no source states one."""
        return self.extended_to or self.ends_year

    def save(self, *args, **kwargs):
        self.search_key = search_key(f"{self.title_vi} {self.title_en} {self.partner} {self.province.name}")
        super().save(*args, **kwargs)


class TermChange(models.Model):
    """What happened to the term of an agreement after it was signed: extended to a year, or ended on a day.

    The first and last year of the agreement stay as they were signed.
    """

    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="changes", verbose_name=_("agreement"))
    step = models.CharField(_("what changed"), max_length=8, choices=TermStep)
    on = models.DateField(_("date"), help_text=_("The day from which it holds; of an end the last day."))
    until_year = models.PositiveSmallIntegerField(_("new last year"), null=True, blank=True)
    document = models.ForeignKey(
        Document,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="term_changes",
        verbose_name=_("deciding document"),
    )
    reason_vi = models.CharField(_("reason"), max_length=300)
    reason_en = models.CharField(_("reason in English"), max_length=300, blank=True)

    reason = bilingual("reason")

    class Meta:
        ordering = ["agreement", "on", "pk"]
        verbose_name = _("change of the term")
        verbose_name_plural = _("changes of the term")
        constraints = [
            models.CheckConstraint(
                condition=Q(step=TermStep.EXTENDED, until_year__isnull=False)
                | Q(step=TermStep.ENDED, until_year__isnull=True),
                name="term_extension_names_its_year",
                violation_error_message=_("An extension names its new last year; an end names none."),
            ),
            models.UniqueConstraint(
                fields=["agreement"],
                condition=Q(step=TermStep.ENDED),
                name="one_end_per_agreement",
                violation_error_message=ONE_END,
            ),
        ]

    def __str__(self) -> str:
        return str(TermStep(self.step).label) if self.step else ""

    def clean(self) -> None:
        signed_on = self.agreement.signed_on if self.agreement_id else None
        if signed_on and self.on and self.on < signed_on:
            raise ValidationError({"on": _("The term cannot change before the agreement was signed.")})
        if self.step == TermStep.EXTENDED and self.until_year and self.agreement_id:
            ends = self.agreement.ends_year
            if ends and self.until_year <= ends:
                raise ValidationError({"until_year": _("An extension ends after the last year that was signed.")})


class Programme(Sourced):
    """One programme or clause of an agreement. Its number is our reading order where the text has none."""

    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="programmes", verbose_name=_("agreement"))
    code = models.SlugField(_("code"), max_length=60, unique=True)
    order = models.PositiveSmallIntegerField(_("order"))
    title_vi = models.CharField(_("Vietnamese title"), max_length=300)
    title_en = models.CharField(_("English title"), max_length=300, blank=True)
    indicators = models.ManyToManyField(
        Indicator, related_name="programmes", blank=True, verbose_name=_("indicators served")
    )

    title = bilingual("title")

    class Meta:
        ordering = ["agreement", "order", "pk"]
        verbose_name = _("programme")
        verbose_name_plural = _("programmes")
        constraints = [
            models.UniqueConstraint(fields=["agreement", "order"], name="one_programme_per_agreement_and_order")
        ]

    def __str__(self) -> str:
        return self.title


class ProgrammeItem(models.Model):
    programme = models.ForeignKey(Programme, models.CASCADE, related_name="items", verbose_name=_("programme"))
    code = models.SlugField(_("code"), max_length=60, unique=True)
    order = models.PositiveSmallIntegerField(_("order"))
    text_vi = models.TextField(_("content"))
    text_en = models.TextField(_("content in English"), blank=True)
    quote = models.CharField(_("quotation"), max_length=400, blank=True)

    text = bilingual("text")

    class Meta:
        ordering = ["programme", "order", "pk"]
        verbose_name = _("programme item")
        verbose_name_plural = _("programme items")

    def __str__(self) -> str:
        return self.text


class Commitment(Sourced):
    code = models.SlugField(_("code"), max_length=60, unique=True)
    province = models.ForeignKey(Province, models.PROTECT, related_name="commitments", verbose_name=_("province"))
    agreement = models.ForeignKey(
        Agreement, models.PROTECT, null=True, blank=True, related_name="commitments", verbose_name=_("agreement")
    )
    side = models.CharField(_("side"), max_length=10, choices=Side)
    by = models.CharField(_("by"), max_length=200, blank=True)
    by_en = models.CharField(_("by, in English"), max_length=200, blank=True)
    text_vi = models.TextField(_("content"))
    text_en = models.TextField(_("content in English"), blank=True)
    due_on = models.DateField(_("due on"), null=True, blank=True)

    text = bilingual("text")

    class Meta:
        ordering = ["province", "pk"]
        verbose_name = _("commitment")
        verbose_name_plural = _("commitments")

    def __str__(self) -> str:
        return self.text
