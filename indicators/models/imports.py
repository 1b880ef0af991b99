"""Files of figures that were brought."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from dtracker.files.storage import import_path, private
from indicators.models.measured import PERSON


class Brought(models.Model):
    """A file of rows somebody brought: kept while it is previewed, and who confirmed it."""

    file_name = models.CharField(_("name of the file"), max_length=255)
    size = models.PositiveBigIntegerField(_("size in bytes"))
    digest = models.CharField(_("SHA-256 of the content"), max_length=64)
    uploaded_at = models.DateTimeField(_("uploaded at"), auto_now_add=True)
    confirmed_at = models.DateTimeField(_("confirmed at"), null=True, blank=True)
    confirmed_by = models.ForeignKey(**PERSON, verbose_name=_("confirmed by"))
    unchanged_count = models.PositiveIntegerField(_("unchanged rows"), default=0)

    class Meta:
        abstract = True
        ordering = ["-uploaded_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(confirmed_at__isnull=True, confirmed_by__isnull=True)
                | Q(confirmed_at__isnull=False, confirmed_by__isnull=False),
                name="%(class)s_confirmed_at_with_confirmed_by",
                violation_error_message=_("Who and when come together or not at all."),
            )
        ]

    def __str__(self) -> str:
        return self.file_name


class ImportBatch(Brought):
    """A file of figures, and what it changed."""

    file = models.FileField(_("file"), upload_to=import_path, storage=private, max_length=120)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="imports", verbose_name=_("uploaded by")
    )
    new_count = models.PositiveIntegerField(_("new figures"), default=0)
    changed_count = models.PositiveIntegerField(_("changed figures"), default=0)

    class Meta(Brought.Meta):
        verbose_name = _("import")
        verbose_name_plural = _("imports")
