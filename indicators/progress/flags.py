"""What is said beside a status, never in its place."""

from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal

from indicators.enums import Flag, Shape, Status
from indicators.progress.case import Case
from indicators.progress.growth import is_closed_year
from indicators.progress.inputs import HIGHER, Goal, Observation
from indicators.progress.verdict import Raised

# The rules of the pace; only they look at the start of the leg.
_PACED = (Status.TOO_EARLY, Status.BACKWARD, Status.SLOW, Status.SPEED_UP, Status.ON_TRACK, Status.BELOW_KEEP)


def flags_of(case: Case, status: Status) -> tuple[Raised, ...]:
    """All flags of a target with a number, in the order in which Flag declares them."""
    order = list(Flag)
    return tuple(sorted(_raised(case, status), key=lambda raised: order.index(raised.flag)))


def _raised(case: Case, status: Status) -> Iterator[Raised]:
    yield from _missed_milestones(case)
    if not case.is_decided:
        yield from _flags_of_today(case)
    if has_partial_sum(case):
        yield Raised(Flag.PARTIAL_SUM)
    if case.actual is None:
        return
    if is_provisional(case, case.actual):
        yield Raised(Flag.PROVISIONAL)
    if status == Status.MET:
        yield from _exceeded(case)
    else:
        yield from _met_at_another_time(case, status)
    if status in _PACED and runs_from_assumed_start(case):
        yield Raised(Flag.MISSING_MILESTONE_FIGURE, case.milestone_before.period)


def _flags_of_today(case: Case) -> Iterator[Raised]:
    if case.track.today > case.goal.deadline:
        yield Raised(Flag.AWAITING_FINAL)
    if is_stale(case):
        yield Raised(Flag.STALE)
    if is_declining(case):
        yield Raised(Flag.DECLINING)


def _missed_milestones(case: Case) -> Iterator[Raised]:
    """Rule 2: earlier targets of the track whose figure fell short on the date stay in sight."""
    if case.is_yearly_race:
        return
    for goal in case.track.stages:
        earlier = Case(case.track, goal)
        if earlier.ordinal < case.ordinal and has_missed(earlier):
            yield Raised(Flag.MISSED_MILESTONE, goal.period)


def has_missed(case: Case) -> bool:
    """Whether the deciding figure is in, compares with the target, and falls short of it."""
    figure = case.due_figure
    return figure is not None and case.compares(figure) and not case.meets(figure.value)


def is_stale(case: Case) -> bool:
    """Ruling 12: the figure of the next period should have been public by now.

    A decided target awaits no figure, and neither does a unit that ended before the next period did.
    """
    if not case.track.raw or case.latest is None:
        return False
    following = case.measure.place(case.track.raw[-1].period).next()
    ended_on = case.track.ended_on
    if ended_on is not None and following.end > ended_on:
        return False
    patience = timedelta(days=case.measure.delay_days + case.measure.grace_days)
    return case.track.today > following.end + patience


def is_declining(case: Case) -> bool:
    """Worse than in the same period of last year by more than the tolerance, on one side of every break."""
    now = case.latest
    has_direction = case.measure.direction is not None or not case.goal.is_range
    if now is None or not has_direction:
        return False
    year_ago = case.measure.ordinal(now.period) - case.measure.periods_a_year
    before = next((i for i in case.track.series if case.measure.ordinal(i.period) == year_ago), None)
    if before is None or not is_same_series(case, before, now):
        return False
    return case.short_by(now.value) - case.short_by(before.value) > case.tolerance


def is_same_series(case: Case, first: Observation, last: Observation) -> bool:
    """Whether the two stand on one side of every break and rank among the same number of units."""
    return not case.measure.breaks_between(first.period, last.period) and first.rank_of == last.rank_of


def is_provisional(case: Case, figure: Observation) -> bool:
    """Marked so by its publisher, or the growth of a year that is still open."""
    is_open_growth = case.measure.shape == Shape.GROWTH and not is_closed_year(case, figure)
    return figure.provisional or is_open_growth


def has_partial_sum(case: Case) -> bool:
    """Whether a quarter is missing, so that later ones could not be added."""
    if case.measure.sums_quarters_of_a_year:
        year = case.goal.period.year
        newest = [i.period.as_quarter() for i in case.track.raw if i.period.year == year]
    elif case.measure.shape == Shape.RUNNING_TOTAL and case.measure.typed_flows:
        newest = [i.period for i in case.track.raw]
    else:
        return False
    summed_to = case.measure.ordinal(case.latest.period) if case.latest else (case.history_ends or 0)
    return any(case.measure.ordinal(period) > summed_to for period in newest)


def runs_from_assumed_start(case: Case) -> bool:
    """Whether the leg starts at a milestone's target, because the milestone's figure never came (rule 7)."""
    has_line = not case.is_later and not case.is_yearly_race
    return has_line and case.leg is not None and case.leg.is_assumed


def _exceeded(case: Case) -> Iterator[Raised]:
    """Beyond the final target of the track, not just at it. A yearly race has no target beyond its own."""
    last = case if case.is_yearly_race else Case(case.track, case.track.stages[-1])
    value = case.actual.value
    is_past_range = last.goal.is_range and _is_past_good_end(last.goal, case, value)
    is_past_number = not last.goal.is_range and last.short_by(value) < 0
    if (is_past_range or is_past_number) and last.compares(case.actual):
        yield Raised(Flag.EXCEEDED)


def _is_past_good_end(goal: Goal, case: Case, value: Decimal) -> bool:
    if case.measure.direction is None:
        return False
    return value > goal.value_max if case.sign == HIGHER else value < goal.value


def _met_at_another_time(case: Case, status: Status) -> Iterator[Raised]:
    if case.is_yearly_race:
        return
    at = case.measure.ordinal(case.actual.period)
    meeting = [item for item in case.counted if case.compares(item) and case.meets(item.value)]
    if any(case.measure.ordinal(item.period) < at for item in meeting):
        yield Raised(Flag.ONCE_MET)
    late = [item.period for item in meeting if case.measure.ordinal(item.period) > at]
    if status == Status.NOT_MET and case.is_decided and late:
        yield Raised(Flag.MET_LATE, late[0])
