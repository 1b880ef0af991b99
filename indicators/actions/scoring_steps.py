"""How every step of an index sheet is taken: lock, permission, the next state, the version seen; row and history.

Callers open the transaction.
"""

from datetime import date

from django.utils.translation import gettext_lazy

from dtracker.accounts.access import require
from dtracker.accounts.roles import Permission
from indicators.actions.refusals import Barred
from indicators.actions.scoring_refusals import NotOpenYet, SheetMoved
from indicators.models import Score, ScoreSheet
from indicators.queries.scoring import Scored, has_scored, method_of
from indicators.scoring.steps import STEPS, next_state

OWN_ENTRY = gettext_lazy("Nobody assesses what they scored themselves.")


def taken(step: str, sheet: ScoreSheet, version: int | None, by) -> Scored:
    """The locked sheet with its scores after person, version and step were checked, its state already the next.

    Without a version it is only added to, and nothing that was seen is overwritten.
    """
    locked = ScoreSheet.objects.select_for_update(of=("self",)).select_related("unit", "province", "round")
    row = locked.get(pk=sheet.pk)
    permission = STEPS[step].permission
    # Only scoring is a matter of the unit; its own reviewers do not assess it.
    require(by, permission, province=row.province, unit=row.unit if permission == Permission.INDEX_SCORE else None)
    row.state = next_state(step, row.state)
    if version is not None and row.version != version:
        raise SheetMoved
    scores = {each.criterion_id: each for each in Score.objects.filter(sheet=row)}
    found = Scored(row, scores, method_of(row.round.method_id))
    if step in ("assess", "confirm") and has_scored(found, by):
        raise Barred(OWN_ENTRY)
    return found


def check_open(found: Scored, today: date) -> None:
    if today < found.sheet.round.opens_on:
        raise NotOpenYet(found.sheet.round.opens_on)


def forget_assessment(score: Score) -> None:
    """What the assessors held of another value or proof says nothing of the new one; the history keeps it."""
    score.given_value, score.given_absent, score.reason = None, False, ""
    score.given_at = score.given_by = None


def store(sheet: ScoreSheet, step: str, by) -> ScoreSheet:
    sheet.version += 1
    sheet._change_reason, sheet._history_user = step, by
    sheet.save()
    return sheet
