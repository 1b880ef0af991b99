"""The entrance: all targets of one document for one indicator and one subject."""

from collections.abc import Hashable, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

from dtracker.formats.quarters import Period
from indicators.enums import Shape
from indicators.progress.case import Case, Track
from indicators.progress.inputs import STANDARD, CutOffs, Goal, Measure, Milestone, Observation
from indicators.progress.rules import judge
from indicators.progress.series import Series, published, running_totals, year_totals
from indicators.progress.verdict import Verdict


def judge_track(
    goals: Sequence[Goal],
    observations: Sequence[Observation],
    measure: Measure,
    *,
    today: date,
    unit_ended_on: date | None = None,
    cut_offs: CutOffs = STANDARD,
    milestone: Milestone | None = None,
) -> dict[Hashable, Verdict]:
    """The verdict of every goal by its key, as of `today`.

    `goals`: all of one document for one indicator and one subject, the decreed points among them.
    `observations`: published figures; those public after `today` are not seen.
    `unit_ended_on`: the subject's last day; it counts from the day after, so that an earlier as-of day sees
    what was seen then.

    Status and pace depend on the figures alone; `today` only sets flags (and, under the rule "latest edition
    published by the date", closes the wait). So a target reached before its date stays MET while the final
    figure is awaited, with the flag beside it: rule 3 stands before the "go on" of rule 4 and ruling 3.
    A final verdict carries no flags of today: it awaits no figure and cannot become old.
    """
    has_ended = unit_ended_on is not None and today > unit_ended_on
    last_day = {}
    if has_ended:
        last_day = judge_track(
            goals, observations, measure, today=unit_ended_on, cut_offs=cut_offs, milestone=milestone
        )
    ended_on = unit_ended_on if has_ended else None
    dated = tuple(_dated(goal, measure) for goal in goals)
    raw = published(observations, measure, today=today, ended_on=ended_on)
    track = Track(
        goals=dated,
        measure=measure,
        raw=raw,
        series=_judged_values(raw, dated, measure),
        today=today,
        cut_offs=cut_offs,
        ended_on=ended_on,
        milestone=milestone,
        last_day=last_day,
    )
    return {goal.key: judge(Case(track, goal)) for goal in dated}


def _dated(goal: Goal, measure: Measure) -> Goal:
    """Ruling 2: a date falls in the period that contains it."""
    if goal.period is not None or goal.due_on is None:
        return goal
    return replace(goal, period=Period.of(goal.due_on, yearly=measure.is_yearly))


def _judged_values(raw: Series, goals: tuple[Goal, ...], measure: Measure) -> Series:
    if measure.sums_quarters_of_a_year:
        return year_totals(raw)
    if measure.shape == Shape.RUNNING_TOTAL and measure.typed_flows:
        return _totals_since_start(raw, goals, measure)
    return raw


def _totals_since_start(raw: Series, goals: tuple[Goal, ...], measure: Measure) -> Series:
    """Sums from the period after the first baseline; without one, from the first figure."""
    starts = [goal for goal in goals if goal.baseline_period is not None]
    if starts:
        start = min(starts, key=lambda goal: measure.ordinal(goal.baseline_period))
        first, value = measure.place(start.baseline_period).next(), start.baseline or Decimal(0)
        return running_totals(raw, measure, first=first, start_value=value)
    return running_totals(raw, measure, first=measure.place(raw[0].period), start_value=Decimal(0)) if raw else ()
