"""The edge cases of the method, one named test each."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from dtracker.formats.quarters import Period
from indicators.enums import Comparator, Direction, EditionRule, Flag, Reason, Rule, Status
from indicators.progress import Goal, Observation, Raised, judge_track
from tests.indicators.progress.cases import PERCENT, RANK, STAGE_1, TODAY, TOP_15, TRACK, figures, flags, judged

LONG_AFTER = date(2035, 1, 1)


def test_zero_baseline_and_zero_target_are_ordinary():
    goal = Goal(1, Period(2025), Comparator.AT_MOST, Decimal(0), baseline=Decimal(10), baseline_period=Period(2020))
    falling = replace(PERCENT, direction=Direction.LOWER)

    verdict = judged({"2023-Q2": "5"}, (goal,), falling)[1]

    assert (verdict.status, verdict.expected, verdict.ratio, verdict.bar) == (
        Status.ON_TRACK,
        5,
        1,
        Decimal("0.5"),
    )


def test_baseline_equal_to_target_is_the_keep_rule():
    goal = replace(STAGE_1, baseline=Decimal(50))

    statuses = [judged({"2023-Q2": value}, (goal,))[1].status for value in ("50", "49.5", "49.4")]

    assert statuses == [Status.MET, Status.ON_TRACK, Status.BELOW_KEEP]
    assert judged({"2023-Q2": "49.5"}, (goal,))[1].rule == Rule.KEEP


def test_single_figure_after_the_baseline_is_judged_by_position_without_trend():
    verdict = judged({"2023-Q2": "37"})[1]

    assert (verdict.status, verdict.recent, verdict.previous) == (Status.ON_TRACK, None, None)


def test_baseline_only_is_no_figure():
    verdict = judged({"2020-Q4": "20"})[1]

    assert (verdict.status, verdict.reason, verdict.latest) == (Status.NO_DATA, Reason.NO_FIGURE, None)


def test_no_target_value():
    verdict = judged({"2023-Q2": "37"}, (replace(STAGE_1, value=None),))[1]

    assert (verdict.status, verdict.reason) == (Status.NO_DATA, Reason.NO_TARGET)


def test_no_goals_no_verdicts():
    assert judged({"2023-Q2": "37"}, ()) == {}


@pytest.mark.parametrize(
    ("today", "stale"),
    [(date(2023, 11, 14), False), (date(2023, 11, 15), True)],
    ids=["last-day", "day-after"],
)
def test_ruling_12_stale_after_the_next_period_its_delay_and_grace(today, stale):
    assert (Flag.STALE in flags(judged({"2023-Q2": "37"}, today=today)[1])) is stale


def test_a_final_verdict_never_becomes_old():
    assert judged({"2025-Q4": "50"}, (STAGE_1,), today=LONG_AFTER)[1].flags == ()


def test_corrected_value_counts_in_its_newest_version():
    old = Observation(Period(2023, 2), Decimal(20), version=1)
    new = Observation(Period(2023, 2), Decimal(37), version=2)

    assert judge_track(TRACK, [new, old], PERCENT, today=TODAY)[1].actual == new


def test_a_correction_of_the_due_value_changes_the_verdict():
    due = Observation(Period(2025, 4), Decimal(49))
    corrected = replace(due, value=Decimal(50), version=2)

    assert judge_track(TRACK, [due], PERCENT, today=TODAY)[1].status == Status.NOT_MET
    assert judge_track(TRACK, [due, corrected], PERCENT, today=TODAY)[1].status == Status.MET


def test_what_is_public_only_later_is_not_seen():
    seen = Observation(Period(2023, 1), Decimal(30), public_on=date(2023, 4, 15))
    hidden = Observation(Period(2023, 2), Decimal(50), public_on=date(2023, 7, 15))

    def latest(today):
        return judge_track(TRACK, [seen, hidden], PERCENT, today=today)[1].latest

    assert [latest(date(2023, 7, 14)), latest(date(2023, 7, 15))] == [seen, hidden]


def test_missing_quarter_is_a_gap_and_changes_nothing_else():
    assert judged({"2022-Q1": "26", "2023-Q2": "37"})[1].status == Status.ON_TRACK


def test_provisional_figure_is_flagged():
    verdict = judge_track(TRACK, figures({"2023-Q2": "37"}, provisional=True), PERCENT, today=TODAY)[1]

    assert verdict.flags == (Raised(Flag.PROVISIONAL),)


def test_met_as_printed_is_a_setting():
    values, hundred = {"2023-Q2": "99.96"}, (replace(STAGE_1, value=Decimal(100)),)

    assert judged(values, hundred)[1].status == Status.ON_TRACK
    assert judged(values, hundred, replace(PERCENT, met_as_printed=True))[1].status == Status.MET


def test_decreed_points_bend_the_line_and_are_not_judged():
    points = [
        Goal("flat", Period(2023, 2), Comparator.AT_LEAST, Decimal(20), decreed=True),
        Goal("steep", Period(2024, 2), Comparator.AT_LEAST, Decimal(30), decreed=True),
    ]

    def verdict(value, code):
        return judged({code: value}, (*TRACK, *points))

    assert verdict("20", "2023-Q2")["flat"].status == Status.NOT_APPLICABLE
    assert verdict("25", "2024-Q2")[1].expected == 30
    assert [corner[1] for corner in verdict("25", "2024-Q2")[1].path] == [20, 20, 30, 50]
    assert (verdict("19.5", "2023-Q2")[1].status, verdict("19.5", "2023-Q2")[1].ratio) == (
        Status.ON_TRACK,
        None,
    )


def test_flat_start_of_a_decreed_path_is_slow_when_short_of_it():
    flat = Goal("flat", Period(2023, 2), Comparator.AT_LEAST, Decimal(20), decreed=True)
    wide = replace(PERCENT, tolerance=Decimal(2))
    point = replace(flat, value=Decimal("19"))

    assert judged({"2023-Q2": "19.5"}, (*TRACK, flat))[1].status == Status.ON_TRACK
    assert judged({"2023-Q2": "16.5"}, (*TRACK, point), wide)[1].status == Status.BACKWARD
    assert judged({"2022-Q4": "18.2"}, (*TRACK, replace(flat, value=Decimal("20.5"))), wide)[1].status == (Status.SLOW)


def test_recent_change_looks_back_four_periods():
    values = {"2021-Q4": "10", "2022-Q2": "30", "2023-Q1": "36", "2023-Q2": "37"}

    verdict = judged(values)[1]

    assert (verdict.recent, verdict.previous.value) == (Decimal("1.75"), 36)


def test_declining_is_worse_than_a_year_ago_by_more_than_the_tolerance():
    assert judged({"2022-Q2": "37.6", "2023-Q2": "37"})[1].flags == (Raised(Flag.DECLINING),)
    assert judged({"2022-Q2": "37.5", "2023-Q2": "37"})[1].flags == ()


def test_last_period_left_needs_no_division_by_zero():
    """An edition of the due year that was out before the date: nothing is left to divide by."""
    goal = replace(TOP_15, edition_rule=EditionRule.PUBLISHED_BY, baseline=Decimal(40), baseline_period=Period(2020))
    early = Observation(Period(2025), Decimal(20), 63, public_on=date(2025, 9, 1))

    verdict = judge_track((goal,), [early], RANK, today=date(2025, 12, 31))["t"]

    assert (verdict.status, verdict.needed, verdict.elapsed, verdict.total) == (Status.SPEED_UP, None, 5, 5)
