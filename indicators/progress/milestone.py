"""Yes/no milestones: planned day against done day (section 3)."""

from datetime import date

from indicators.enums import Flag, Status
from indicators.progress.inputs import CutOffs, Milestone
from indicators.progress.verdict import Raised

Judged = tuple[Status, Raised | None, int | None]


def judge_milestone(milestone: Milestone, planned_on: date, *, today: date, cut_offs: CutOffs) -> Judged:
    """Status, flag and number of days of a milestone as of today."""
    done_on = milestone.done_by(today)
    if done_on is not None:
        return _done((done_on - planned_on).days)
    return _open((planned_on - today).days, cut_offs)


def _done(days_late: int) -> Judged:
    if days_late <= 0:
        return Status.MET, None, None
    return Status.MET, Raised(Flag.DAYS_LATE, days=days_late), days_late


def _open(days_left: int, cut_offs: CutOffs) -> Judged:
    if days_left < 0:
        return Status.NOT_MET, Raised(Flag.OVERDUE, days=-days_left), -days_left
    if days_left <= cut_offs.due_soon_days:
        return Status.SPEED_UP, Raised(Flag.DUE_SOON, days=days_left), days_left
    return Status.TOO_EARLY, Raised(Flag.NOT_YET_DUE, days=days_left), days_left
