"""Many verdicts at once: counts by status and the order worst first. Never an average of progress."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from indicators.enums import WORST_FIRST, Group, Status
from indicators.progress.inputs import STANDARD, CutOffs
from indicators.progress.verdict import Verdict

ASSESSED = (Group.BAD, Group.WATCH, Group.GOOD)


@dataclass(frozen=True)
class Counts:
    """Judged targets, one each. `total` leaves out what is not applicable.

    `good` are met or on track with a figure that is not old; `stale` are all whose figure is old.
    `good_share` is good of assessed; None below the coverage that the cut-offs ask for.
    """

    by_status: dict[Status, int]
    good: int
    assessed: int
    not_assessed: int
    stale: int
    total: int
    good_share: Fraction | None


def counts(verdicts: Iterable[Verdict], cut_offs: CutOffs = STANDARD) -> Counts:
    """The counts of a programme, an agreement or a province; of a verdict only `status` and `is_stale` are asked."""
    every = list(verdicts)
    judged = [verdict for verdict in every if verdict.status.group != Group.EXCLUDED]
    assessed = sum(verdict.status.group in ASSESSED for verdict in judged)
    good = sum(verdict.status.group == Group.GOOD and not verdict.is_stale for verdict in judged)
    by_status = Counter(verdict.status for verdict in every)
    return Counts(
        by_status={status: by_status[status] for status in WORST_FIRST},
        good=good,
        assessed=assessed,
        not_assessed=len(judged) - assessed,
        stale=sum(verdict.is_stale for verdict in judged),
        total=len(judged),
        good_share=_share(good, assessed, len(judged), cut_offs),
    )


def _share(good: int, assessed: int, total: int, cut_offs: CutOffs) -> Fraction | None:
    is_covered = assessed > 0 and Fraction(assessed, total) >= Fraction(cut_offs.coverage)
    return Fraction(good, assessed) if is_covered else None


def sort_key(verdict: Verdict) -> tuple[int, Fraction]:
    """Sorts worst first, and within a status the larger share of the way that is missing first."""
    return WORST_FIRST.index(verdict.status), -_gap_share(verdict)


def _gap_share(verdict: Verdict) -> Fraction:
    if verdict.gap is None:
        return Fraction(0)
    way = _way(verdict)
    return Fraction(verdict.gap) / way if way else Fraction(0)


def _way(verdict: Verdict) -> Fraction:
    """The length of the leg; the target itself where no leg is known."""
    if verdict.leg_start and verdict.leg_end:
        return abs(Fraction(verdict.leg_end[1]) - Fraction(verdict.leg_start[1]))
    return abs(Fraction(verdict.goal.value or 0))
