"""Published values: append-only, and all that readers see."""

from datetime import date, datetime, time, timedelta

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from dtracker.formats.dates import format_date, printed_date
from indicators.models.documents import Sourced
from indicators.models.figures import Figure
from indicators.models.measured import PERSON, Measured


class AppendOnly(Exception):
    """Published values are never changed or deleted; a correction is a new version."""


class PublicationQuerySet(models.QuerySet):
    def update(self, **kwargs):
        raise AppendOnly

    def delete(self):
        raise AppendOnly

    def public_on(self, day):
        """Those public by the end of the day; where no day is given, by that of the source, else when recorded."""
        # Compared as a moment: for the day of it SQLite would ask Python, for every row there is.
        end = timezone.make_aware(datetime.combine(day + timedelta(days=1), time.min))
        return self.filter(
            Q(public_on__lte=day)
            | Q(public_on=None, source__issued_on__lte=day)
            | Q(public_on=None, source__issued_on=None, recorded_at__lt=end)
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
    def public_words(self) -> str:
        """Since when it is public: as printed where no day is known ("tháng 2/2025"), else the day; or ""."""
        if self.public_text:
            return printed_date(self.public_text)
        return format_date(self.public_on) if self.public_on else ""

    @property
    def known_since(self) -> date:
        """From which day on `public_on` counts it. Reads the source, if that is not loaded."""
        if self.public_on is None and self.source_id and self.source.issued_on:
            return self.source.issued_on
        return self.public_on or timezone.localdate(self.recorded_at)
