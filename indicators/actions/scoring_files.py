"""Files that prove a score, added and taken away while the unit scores itself.

A file has its record and a record its file: whatever fails, neither is left alone.
"""

from collections.abc import Collection
from datetime import date

from django.core.files import File
from django.utils.translation import gettext as _

from dtracker.files.storage import score_path
from indicators.actions.refusals import NotTaken
from indicators.actions.scoring_refusals import FileStays
from indicators.actions.scoring_steps import check_open, forget_assessment, taken
from indicators.actions.uploads import check_new, delete, described, keep, together
from indicators.models import Criterion, ScoreFile, ScoreSheet
from indicators.queries.scoring import Scored, is_given

MOST = 10
"""Files of one criterion."""


def add_file(*, sheet: ScoreSheet, criterion: Criterion, upload: File, by, today: date) -> ScoreFile:
    """Keep an uploaded file, under a name nobody can guess. It changes no value, so it needs no version of the sheet.

    HereAlready where the same file is there; NotTaken: too big, of a kind that is not taken, too many, or no room on
    the disk.
    """
    proof = ScoreFile(sheet=sheet, criterion=criterion, added_by=by, **described(upload))
    with together(proof):
        found = taken("save", sheet, None, by)
        check_open(found, today)
        _check_room(proof, found)
        keep(proof, upload, score_path)
        proof._history_user = by
        proof.save(force_insert=True)
        _forget(found, criterion.pk, by)
        return proof


def drop_files(found: Scored, keys: Collection[int], by) -> None:
    """Take these files of the locked sheet away. FileStays where published results rest on one.

    Called before anybody asks for the files of `found`. A file that is gone already is no fault.
    """
    for each in ScoreFile.objects.filter(sheet=found.sheet, pk__in=keys):
        if not found.can_drop(each):
            raise FileStays(each)
        delete(each, by)
        _forget(found, each.criterion_id, by)


def _check_room(proof: ScoreFile, found: Scored) -> None:
    if proof.criterion not in found.asked:
        raise NotTaken(_("The unit is not scored by this criterion."))
    others = found.files.get(proof.criterion_id, [])
    check_new(proof, others)
    if len(others) >= MOST:
        raise NotTaken(_("A criterion has at most %(most)s files.") % {"most": MOST})


def _forget(found: Scored, criterion: int, by) -> None:
    score = found.scores.get(criterion)
    if is_given(score):
        forget_assessment(score)
        score._change_reason, score._history_user = "save", by
        score.save()
