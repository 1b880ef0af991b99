"""What holds for every input: mirror, unit, order, monotony, and that nothing is ever raised."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from dtracker.formats.quarters import Period
from indicators.enums import (
    WORST_FIRST,
    BreakKind,
    Comparator,
    Direction,
    EditionRule,
    Flag,
    Frequency,
    Group,
    Shape,
    Status,
    TargetKind,
)
from indicators.progress import Break, Goal, Measure, Milestone, Observation, counts, judge_track, sort_key

FIRST, LAST = date(2019, 1, 1), date(2036, 12, 31)
MIRRORED = {
    Comparator.AT_LEAST: Comparator.AT_MOST,
    Comparator.MORE_THAN: Comparator.LESS_THAN,
    Comparator.AT_MOST: Comparator.AT_LEAST,
    Comparator.LESS_THAN: Comparator.MORE_THAN,
    Comparator.BETWEEN: Comparator.BETWEEN,
    Comparator.ACHIEVE: Comparator.ACHIEVE,
}

numbers = st.decimals(min_value=-500, max_value=500, places=2)
days = st.dates(FIRST, LAST)
quarters = st.builds(Period, st.integers(2021, 2034), st.integers(1, 4))
periods = st.one_of(quarters, st.builds(Period, st.integers(2021, 2034)))
bases = st.sampled_from([None, 34, 63])


def observations(shown=periods):
    item = st.builds(
        Observation,
        shown,
        numbers,
        rank_of=bases,
        public_on=st.one_of(st.none(), days),
        provisional=st.booleans(),
        version=st.integers(1, 3),
    )
    # A period has one figure in each version; which of two twins counts is nobody's promise.
    return st.lists(item, max_size=8, unique_by=lambda item: (item.period.as_quarter(), item.version))


@st.composite
def goals(draw):
    comparator = draw(st.sampled_from(Comparator))
    low, high = sorted((draw(numbers), draw(numbers)))
    value = draw(st.sampled_from([None, low, low, low]))
    has_baseline = draw(st.booleans())
    return Goal(
        key=draw(st.uuids()),
        period=draw(st.one_of(st.none(), periods)),
        comparator=comparator,
        value=value,
        value_max=high if comparator == Comparator.BETWEEN and value is not None else None,
        rank_of=draw(bases),
        baseline=draw(numbers) if has_baseline else None,
        baseline_period=draw(st.sampled_from([Period(2019), Period(2020, 3)])) if has_baseline else None,
        kind=draw(st.sampled_from([TargetKind.TARGET, TargetKind.TARGET, TargetKind.FORECAST])),
        edition_rule=draw(st.sampled_from(EditionRule)),
        due_on=draw(st.one_of(st.none(), st.dates(date(2021, 1, 1), LAST))),
        decreed=draw(st.booleans()),
        stated_in=draw(st.one_of(st.none(), quarters)),
    )


@st.composite
def measures(draw):
    shape = draw(st.sampled_from(Shape))
    return Measure(
        shape=shape,
        direction=draw(st.sampled_from([None, *Direction] if shape == Shape.RANGE else list(Direction))),
        frequency=draw(st.sampled_from(Frequency)),
        decimals=draw(st.integers(0, 4)),
        tolerance=draw(st.one_of(st.none(), st.decimals(0, 20, places=2))),
        scale=draw(st.sampled_from([None, Decimal(1), Decimal(100)])),
        breaks=tuple(draw(st.lists(st.builds(Break, periods, st.sampled_from(BreakKind)), max_size=2))),
        typed_flows=draw(st.booleans()),
        met_as_printed=draw(st.booleans()),
    )


milestones = st.one_of(
    st.none(),
    st.builds(
        Milestone,
        st.one_of(st.none(), days),
        st.one_of(st.none(), st.integers(0, 3)),
        st.one_of(st.none(), st.integers(1, 3)),
        evidenced=st.booleans(),
    ),
)
tracks = st.lists(goals(), max_size=4)


def answers(verdicts):
    """What must not change: status, reason, rule and flags of every target."""
    return {key: (v.status, v.reason, v.rule, v.flags) for key, v in verdicts.items()}


@given(tracks, observations(), measures(), days, st.one_of(st.none(), days), milestones)
def test_any_valid_input_gets_a_verdict_for_every_goal(track, figures, measure, today, ended_on, milestone):
    verdicts = judge_track(track, figures, measure, today=today, unit_ended_on=ended_on, milestone=milestone)

    assert list(verdicts) == [goal.key for goal in track]
    assert all((v.status == Status.NO_DATA) == (v.reason is not None) for v in verdicts.values())
    assert counts(verdicts.values()).total <= len(sorted(verdicts.values(), key=sort_key))


@given(tracks, observations(), measures(), days, st.one_of(st.none(), days), st.randoms())
def test_order_of_figures_and_goals_changes_nothing(track, figures, measure, today, ended_on, random):
    before = judge_track(track, figures, measure, today=today, unit_ended_on=ended_on)
    shuffled, shuffled_track = random.sample(figures, len(figures)), sorted(track, key=lambda goal: goal.key)

    after = judge_track(shuffled_track, shuffled, measure, today=today, unit_ended_on=ended_on)

    assert after == before or _has_twins(track, measure)


def _has_twins(track, measure):
    dues = [goal.period and measure.ordinal(goal.period) for goal in track]
    return len(set(dues)) < len(dues)


@given(tracks, observations(), measures(), days, observations())
def test_what_is_not_public_yet_changes_nothing(track, figures, measure, today, hidden):
    unseen = [replace(item, public_on=today + timedelta(days=1)) for item in hidden]

    assert judge_track(track, figures + unseen, measure, today=today) == judge_track(
        track, figures, measure, today=today
    )


@given(tracks, observations(), measures(), days)
def test_mirror(track, figures, measure, today):
    """All values negated and the direction flipped: the same answers."""
    direction = None if measure.direction is None else Direction(-measure.direction)
    mirrored_track = [_mirrored(goal) for goal in track]
    mirrored = [replace(item, value=-item.value) for item in figures]

    after = judge_track(mirrored_track, mirrored, replace(measure, direction=direction), today=today)

    assert answers(after) == answers(judge_track(track, figures, measure, today=today))


def _mirrored(goal):
    low, high = (goal.value, None) if goal.value_max is None else (goal.value_max, goal.value)
    return replace(
        goal,
        comparator=MIRRORED[goal.comparator],
        value=_negated(low),
        value_max=_negated(high),
        baseline=_negated(goal.baseline),
    )


def _negated(number):
    return None if number is None else -number


def _times_thousand(number):
    return None if number is None else number * 1000


ASSESSED = (Group.BAD, Group.WATCH, Group.GOOD)
LINES = [
    Shape.PERCENT,
    Shape.STOCK,
    Shape.RUNNING_TOTAL,
    Shape.RANK,
    Shape.SCORE,
    Shape.RANGE,
    Shape.YEARLY_FLOW,
]


@given(tracks, observations(), measures(), days, st.sampled_from(LINES), st.decimals(0, 20, places=2))
def test_unit(track, figures, measure, today, shape, tolerance):
    """All values times 1000 with the tolerance scaled along: the same answers."""
    measure = replace(measure, shape=shape, direction=measure.direction or Direction.HIGHER, tolerance=tolerance)
    scaled_measure = replace(measure, decimals=measure.decimals - 3, tolerance=tolerance * 1000)
    scaled_track = [
        replace(
            goal,
            value=_times_thousand(goal.value),
            value_max=_times_thousand(goal.value_max),
            baseline=_times_thousand(goal.baseline),
        )
        for goal in track
    ]
    scaled = [replace(item, value=item.value * 1000) for item in figures]

    before = judge_track(track, figures, measure, today=today)
    after = judge_track(scaled_track, scaled, scaled_measure, today=today)

    assert answers(after) == answers(before)


@given(tracks, observations(), measures(), days, st.decimals(0, 300, places=2))
def test_a_better_latest_figure_never_gives_a_worse_status(track, figures, measure, today, improvement):
    track = [goal for goal in track if goal.comparator != Comparator.BETWEEN or measure.direction is not None]
    direction = measure.direction or Direction.HIGHER
    measure = replace(measure, direction=direction)
    last = max(figures, key=lambda item: (item.period.as_quarter(), item.version), default=None)
    others = [item for item in figures if last is None or item.period.as_year() != last.period.as_year()]
    if last is None:
        return
    better = replace(last, value=last.value + direction * improvement)

    before = judge_track(track, [*others, last], measure, today=today)
    after = judge_track(track, [*others, better], measure, today=today)

    assert all(_goodness(after[key]) >= _goodness(before[key]) for key in before)


def _goodness(verdict):
    """Worst first; what is not assessed just below MET, the only better thing that can follow on it."""
    assessed = [status for status in WORST_FIRST if status.group in ASSESSED and status != Status.MET]
    below_met = len(assessed)
    if verdict.status == Status.MET:
        return below_met + 1
    return assessed.index(verdict.status) if verdict.status in assessed else below_met


@given(tracks, observations(), measures(), days, days)
def test_a_later_day_sets_flags_and_never_a_status(track, figures, measure, one_day, other_day):
    """Of the same known figures, as long as every edition is named by its data year."""
    if measure.shape == Shape.MILESTONE:
        return
    track = [replace(goal, edition_rule=EditionRule.DATA_YEAR) for goal in track]
    known = [replace(item, public_on=None) for item in figures]

    first = judge_track(track, known, measure, today=one_day)
    second = judge_track(track, known, measure, today=other_day)

    assert {key: v.status for key, v in first.items()} == {key: v.status for key, v in second.items()}


@given(tracks, observations(), measures(), days)
def test_no_number_of_a_verdict_is_a_float(track, figures, measure, today):
    for verdict in judge_track(track, figures, measure, today=today).values():
        numbers_shown = (
            verdict.expected,
            verdict.ratio,
            verdict.gap,
            verdict.needed,
            verdict.recent,
            verdict.bar,
        )
        assert all(number is None or type(number) is Decimal for number in numbers_shown)
        assert verdict.is_stale is (Flag.STALE in [raised.flag for raised in verdict.flags])
