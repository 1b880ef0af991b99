"""How each target stands, kept so that lists need not judge anew. What is kept can be thrown away at any time."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from indicators.enums import Status
from indicators.models.publications import Publication
from indicators.models.targets import Target, TargetRevision


class Snapshot(models.Model):
    """One target as it stands on a day: exactly what `indicators.progress` answers for that day.

    `indicators.actions.snapshots` writes it; any saved row that a verdict rests on makes it disappear
    (`indicators.receivers`). `terms`: the revision in force, None where the target itself says them.
    `shown`: the publication beside the status. `lacking`: the share of the way that is missing, as a fraction.
    """

    target = models.OneToOneField(Target, models.CASCADE, related_name="snapshot", verbose_name=_("target"))
    judged_on = models.DateField(_("as of"), db_index=True)
    method = models.CharField(_("version of the method"), max_length=20)
    status = models.CharField(_("status"), max_length=16, choices=Status)
    is_stale = models.BooleanField(_("old figure"))
    lacking = models.TextField(_("share of the way that is missing"))
    verdict = models.JSONField(_("verdict"))
    terms = models.ForeignKey(
        TargetRevision, models.CASCADE, null=True, related_name="+", verbose_name=_("terms in force")
    )
    shown = models.ForeignKey(
        Publication, models.PROTECT, null=True, related_name="+", verbose_name=_("published value")
    )

    is_worked_out = True

    class Meta:
        ordering = ["target"]
        verbose_name = _("snapshot of a target")
        verbose_name_plural = _("snapshots of targets")

    def __str__(self) -> str:
        return f"{self.target} · {self.judged_on}"
