"""What a row says of the file that it keeps; `indicators.actions.uploads` fills it in."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class KeepsFile(models.Model):
    """With a field `file` of its own, which says in which folder the file lies."""

    file_name = models.CharField(_("name of the file"), max_length=255, blank=True)
    content_type = models.CharField(_("type of the content"), max_length=100, blank=True)
    size = models.PositiveBigIntegerField(_("size in bytes"), null=True, blank=True)
    digest = models.CharField(_("SHA-256 of the content"), max_length=64, blank=True)

    class Meta:
        abstract = True
