"""That something was saved: from this, pages know whether they are still the same. Not what: that is the history."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Change(models.Model):
    """One saved or deleted row, noted in its own transaction: whoever sees the row sees this too.

    A counter in one row would say the same, but make everybody who saves wait for everybody else.
    """

    made_on = models.DateField(_("on"), db_index=True)

    class Meta:
        verbose_name = _("change")
        verbose_name_plural = _("changes")

    def __str__(self) -> str:
        return f"{self.pk} · {self.made_on}"
