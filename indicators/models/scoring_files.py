"""Files that prove a score of an index."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from dtracker.files.storage import private, score_path
from indicators.models.kept import KeepsFile
from indicators.models.measured import PERSON
from indicators.models.scoring import Criterion
from indicators.models.scoring_rounds import ScoreSheet


class ScoreFile(KeepsFile):
    """A file by which a unit proves what it says of a criterion."""

    sheet = models.ForeignKey(ScoreSheet, models.PROTECT, related_name="files", verbose_name=_("score sheet"))
    criterion = models.ForeignKey(Criterion, models.PROTECT, related_name="files", verbose_name=_("criterion"))
    file = models.FileField(_("file"), upload_to=score_path, storage=private, max_length=120)
    added_at = models.DateTimeField(_("added at"), auto_now_add=True)
    added_by = models.ForeignKey(**PERSON, verbose_name=_("added by"))
    # What was taken away again stays in the story of the sheet.
    history = HistoricalRecords()

    class Meta:
        ordering = ["sheet", "criterion", "pk"]
        verbose_name = _("file of a score")
        verbose_name_plural = _("files of scores")
        constraints = [
            models.UniqueConstraint(fields=["sheet", "criterion", "digest"], name="one_score_file_per_content"),
            models.CheckConstraint(
                condition=~Q(file=""),
                name="score_file_has_a_file",
                violation_error_message=_("Choose a file."),
            ),
        ]

    def __str__(self) -> str:
        return self.file_name
