"""What the record of a reminder says, whatever was reminded of."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from indicators.enums import Stage


class Reminded(models.Model):
    """A reminder that was sent to a person: a stage is told once. `ABOUT` names the field of what it was about."""

    ABOUT: str

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name=_("person"))
    stage = models.CharField(_("stage"), max_length=10, choices=Stage)
    sent_on = models.DateField(_("sent on"), auto_now_add=True)

    class Meta:
        abstract = True
        ordering = ["-sent_on", "-pk"]

    def __str__(self) -> str:
        return f"{getattr(self, self.ABOUT)} · {self.user} · {self.get_stage_display()}"
