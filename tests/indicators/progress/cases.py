"""Targets and measures that the tests of the method judge, and how they judge them."""

from datetime import date
from decimal import Decimal

from dtracker.formats.quarters import Period
from indicators.enums import Comparator, Direction, Frequency, Shape
from indicators.progress import Goal, Measure, Observation, judge_track

TODAY = date(2021, 1, 1)

PERCENT = Measure(Shape.PERCENT, Direction.HIGHER, Frequency.QUARTER, decimals=1)
RANK = Measure(Shape.RANK, Direction.LOWER, Frequency.YEAR, decimals=0)

STAGE_1 = Goal(
    1,
    Period(2025),
    Comparator.AT_LEAST,
    Decimal(50),
    baseline=Decimal(20),
    baseline_period=Period(2020),
)
STAGE_2 = Goal(2, Period(2030), Comparator.AT_LEAST, Decimal(80))
TRACK = (STAGE_1, STAGE_2)
TOP_15 = Goal("t", Period(2025), Comparator.AT_MOST, Decimal(15), rank_of=63)


def at_least(value, period, **more):
    return Goal("t", period, Comparator.AT_LEAST, Decimal(value), **more)


def at_most(value, period, **more):
    return Goal("t", period, Comparator.AT_MOST, Decimal(value), **more)


def figures(values, **more):
    return [Observation(Period.from_code(code), Decimal(value), **more) for code, value in values.items()]


def judged(values, goals=TRACK, measure=PERCENT, *, today=TODAY, **more):
    """The verdicts of a track, by the key of each goal."""
    return judge_track(goals, figures(values), measure, today=today, **more)


def judged_alone(goal, values, measure, *, today=TODAY, **more):
    """The verdict of a goal that is a track of its own."""
    return judged(values, (goal,), measure, today=today, **more)[goal.key]


def flags(verdict):
    return [raised.flag for raised in verdict.flags]
