"""The edge cases and the rulings of the method, one named test each."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from dtracker.formats.quarters import Period
from indicators.enums import (
    WORST_FIRST,
    BreakKind,
    Comparator,
    Direction,
    EditionRule,
    Flag,
    Frequency,
    Reason,
    Rule,
    Shape,
    Status,
    TargetKind,
)
from indicators.progress import (
    Break,
    CutOffs,
    Goal,
    Measure,
    Observation,
    Raised,
    counts,
    judge_track,
    sort_key,
)

TODAY = date(2021, 1, 1)
LONG_AFTER = date(2035, 1, 1)

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


def figures(values, **more):
    return [Observation(Period.from_code(code), Decimal(value), **more) for code, value in values.items()]


def judged(values, goals=TRACK, measure=PERCENT, *, today=TODAY, **more):
    return judge_track(goals, figures(values), measure, today=today, **more)


def flags(verdict):
    return [raised.flag for raised in verdict.flags]


# Edge cases


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


def test_a_unit_that_ended_owes_no_figure_of_a_period_it_did_not_finish():
    verdict = judged({"2023-Q2": "37"}, today=date(2024, 6, 1), unit_ended_on=date(2023, 8, 31))[1]

    assert (verdict.status, verdict.flags) == (Status.UNIT_ENDED, ())


def test_a_unit_that_ended_still_owes_the_figures_of_the_periods_it_finished():
    goal = replace(STAGE_1, period=Period(2023, 2))

    verdict = judged({"2023-Q1": "37"}, (goal,), today=date(2024, 6, 1), unit_ended_on=date(2023, 6, 30))[1]

    assert flags(verdict) == [Flag.STALE, Flag.AWAITING_FINAL]


def test_a_unit_that_ended_before_the_next_period_has_no_old_figure():
    goal = replace(STAGE_1, period=Period(2023, 2), due_on=date(2023, 5, 31))

    verdict = judged({"2023-Q1": "37"}, (goal,), today=date(2024, 6, 1), unit_ended_on=date(2023, 5, 31))[1]

    assert flags(verdict) == [Flag.AWAITING_FINAL]


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


# Rulings


def test_ruling_1_a_later_target_waits_for_its_leg():
    verdicts = judged({"2023-Q2": "37"})

    assert (verdicts[2].status, verdicts[2].flags) == (
        Status.TOO_EARLY,
        (Raised(Flag.NEXT_LEG, Period(2025)),),
    )
    assert [verdicts[1].is_active, verdicts[2].is_active] == [True, False]
    assert verdicts[1].track == TRACK


def test_ruling_1_a_later_target_is_met_when_the_figure_meets_it():
    verdicts = judged({"2023-Q2": "80"})

    assert [(v.status, v.flags) for v in verdicts.values()] == [(Status.MET, ()), (Status.MET, ())]


def test_ruling_1_beyond_the_last_target_is_exceeded():
    assert judged({"2023-Q2": "80.1"})[1].flags == (Raised(Flag.EXCEEDED),)


def test_ruling_1_the_next_target_is_active_once_the_first_is_decided():
    verdicts = judged({"2025-Q4": "49"})

    assert (verdicts[1].status, verdicts[1].is_active) == (Status.NOT_MET, False)
    assert (verdicts[2].status, verdicts[2].elapsed, verdicts[2].is_active) == (Status.TOO_EARLY, 0, True)
    assert verdicts[2].flags == (Raised(Flag.MISSED_MILESTONE, Period(2025)),)


def test_ruling_1_when_all_are_decided_the_last_stays_active():
    verdicts = judged({"2025-Q4": "50", "2030-Q4": "80"})

    assert [(v.is_active, v.is_final) for v in verdicts.values()] == [(False, True), (True, True)]


def test_ruling_1_targets_due_together_are_both_active():
    twin = replace(STAGE_1, key="twin", value=Decimal(60))

    verdicts = judged({"2023-Q2": "37"}, (STAGE_1, twin))

    assert [v.status for v in verdicts.values()] == [Status.ON_TRACK, Status.SPEED_UP]
    assert [v.is_active for v in verdicts.values()] == [True, True]


def test_ruling_2_a_year_among_quarters_is_its_fourth():
    by_year, by_quarter = judged({"2021": "30"})[1], judged({"2021-Q4": "30"})[1]

    assert (by_year.elapsed, by_year.expected) == (by_quarter.elapsed, by_quarter.expected) == (4, 26)


def test_ruling_2_a_date_falls_in_its_period():
    goal = replace(STAGE_1, period=None, due_on=date(2025, 11, 20))

    assert judged({"2023-Q2": "37"}, (goal,))[1].leg_end == (Period(2025, 4), 50)


def test_ruling_2_a_yearly_indicator_counts_in_years():
    goal = replace(TOP_15, baseline=Decimal(40), baseline_period=Period(2020, 4), period=Period(2025, 2))

    verdict = judge_track((goal,), [Observation(Period(2022, 4), Decimal(30), 63)], RANK, today=TODAY)["t"]

    assert (verdict.elapsed, verdict.total, verdict.leg_end) == (2, 5, (Period(2025), 15))


def test_ruling_3_reaching_it_later_stays_not_met():
    verdict = judged({"2025-Q4": "49", "2026-Q1": "49.9", "2026-Q2": "50", "2026-Q3": "51"})[1]

    assert (verdict.status, verdict.flags) == (Status.NOT_MET, (Raised(Flag.MET_LATE, Period(2026, 2)),))


def test_ruling_3_awaiting_the_final_figure_goes_on_with_the_latest():
    verdict = judged({"2025-Q3": "45"}, today=date(2026, 1, 1))[1]

    assert (verdict.status, verdict.flags) == (Status.SPEED_UP, (Raised(Flag.AWAITING_FINAL),))


def test_ruling_3_the_due_date_itself_is_not_past():
    assert judged({"2025-Q3": "45"}, today=date(2025, 12, 31))[1].flags == ()


def test_ruling_3_a_due_figure_that_never_came():
    verdict = judged({"2025-Q3": "45", "2026-Q1": "47"})[1]

    assert (verdict.status, verdict.reason, verdict.actual) == (
        Status.NO_DATA,
        Reason.MISSING_DUE_FIGURE,
        None,
    )
    assert [item.value for item in verdict.neighbours] == [45, 47]


def test_ruling_3_a_due_figure_that_never_came_may_have_no_figure_before():
    before, after = judged({"2026-Q1": "47"})[1].neighbours

    assert (before, after.value) == (None, 47)


def test_ruling_3_no_edition_was_published_by_the_date():
    goal = replace(TOP_15, edition_rule=EditionRule.PUBLISHED_BY)
    late = Observation(Period(2023), Decimal(10), 63, public_on=date(2026, 2, 1))

    verdict = judge_track((goal,), [late], RANK, today=date(2026, 3, 1))["t"]

    assert (verdict.reason, verdict.neighbours) == (Reason.MISSING_DUE_FIGURE, (late, None))


@pytest.mark.parametrize(
    ("comparator", "direction", "status"),
    [
        (Comparator.AT_LEAST, Direction.HIGHER, Status.MET),
        (Comparator.MORE_THAN, Direction.HIGHER, Status.NOT_MET),
        (Comparator.AT_MOST, Direction.LOWER, Status.MET),
        (Comparator.LESS_THAN, Direction.LOWER, Status.NOT_MET),
        (Comparator.ACHIEVE, Direction.HIGHER, Status.MET),
        (Comparator.LESS_THAN, None, Status.NOT_MET),
        (Comparator.AT_MOST, None, Status.MET),
    ],
)
def test_ruling_4_strictness_counts_for_met_only(comparator, direction, status):
    goal = Goal(1, Period(2025), comparator, Decimal(50))

    verdict = judged({"2025-Q4": "50"}, (goal,), replace(PERCENT, direction=direction))[1]

    assert (verdict.status, verdict.gap) == (status, 0)


def test_ruling_4_pace_of_a_strict_target_goes_to_the_printed_number():
    verdict = judged({"2023-Q2": "50"}, (replace(STAGE_1, comparator=Comparator.MORE_THAN),))[1]

    assert (verdict.status, verdict.rule, verdict.needed, verdict.bar) == (
        Status.ON_TRACK,
        Rule.ON_TRACK,
        0,
        1,
    )


def test_ruling_5_unit_ended_comes_first_also_when_the_target_is_met():
    verdict = judged({"2025-Q2": "60"}, today=date(2025, 7, 1), unit_ended_on=date(2025, 6, 30))[1]

    assert (verdict.status, verdict.status_before_end, verdict.gap) == (Status.UNIT_ENDED, Status.MET, -10)


def test_ruling_5_on_the_last_day_the_unit_still_exists():
    verdict = judged({"2025-Q1": "60"}, today=date(2025, 6, 30), unit_ended_on=date(2025, 6, 30))[1]

    assert verdict.status == Status.MET


def test_ruling_5_a_target_due_by_the_last_day_is_judged():
    goal = replace(STAGE_1, period=Period(2025, 2))

    verdict = judged({"2025-Q2": "49"}, (goal,), today=LONG_AFTER, unit_ended_on=date(2025, 6, 30))[1]

    assert verdict.status == Status.NOT_MET


def test_ruling_5_only_whole_years_of_the_unit_count_whenever_published():
    goal = replace(TOP_15, period=Period(2024))
    known = Observation(Period(2024), Decimal(12), 63, public_on=date(2025, 10, 20))
    of_nobody = Observation(Period(2025), Decimal(30), 63, public_on=date(2026, 10, 20))

    verdict = judge_track((goal,), [known, of_nobody], RANK, today=LONG_AFTER, unit_ended_on=date(2025, 6, 30))["t"]

    assert (verdict.status, verdict.latest) == (Status.MET, known)


def test_ruling_5_a_unit_that_ended_without_target_value():
    goal = replace(STAGE_1, value=None)

    verdict = judged({}, (goal,), today=LONG_AFTER, unit_ended_on=date(2025, 6, 30))[1]

    assert (verdict.status, verdict.status_before_end) == (Status.UNIT_ENDED, Status.NO_DATA)


def test_ruling_5_a_unit_that_ended_without_any_figure():
    verdict = judged({}, today=LONG_AFTER, unit_ended_on=date(2025, 6, 30))[1]

    assert (verdict.status, verdict.actual, verdict.gap) == (Status.UNIT_ENDED, None, None)


def broken_at(kind):
    return replace(PERCENT, breaks=(Break(Period(2023), kind),))


def test_ruling_6_no_verdict_across_a_new_definition():
    verdict = judged({"2023-Q4": "60"}, measure=broken_at(BreakKind.DEFINITION))[1]

    assert (verdict.status, verdict.reason, verdict.gap) == (Status.NO_DATA, Reason.CONFIRM_TARGET, None)
    assert verdict.proposed_rank is None


def test_ruling_6_before_the_new_definition_all_is_judged():
    assert judged({"2023-Q3": "60"}, measure=broken_at(BreakKind.DEFINITION))[1].status == Status.MET


def test_ruling_6_without_baseline_an_earlier_definition_is_assumed():
    goal = replace(STAGE_1, baseline=None, baseline_period=None)

    assert judged({"2023-Q4": "60"}, (goal,), broken_at(BreakKind.DEFINITION))[1].reason == Reason.CONFIRM_TARGET


def test_ruling_6_a_target_stated_in_the_new_definition_is_judged_without_pace_to_the_old():
    goals = (replace(STAGE_1, stated_in=Period(2024)),)
    measure = broken_at(BreakKind.DEFINITION)

    assert judged({"2024-Q4": "60"}, goals, measure)[1].status == Status.MET
    assert judged({"2024-Q4": "40"}, goals, measure)[1].reason == Reason.BROKEN_SERIES


def test_ruling_6_a_new_method_stops_the_pace_but_not_the_verdict():
    measure = broken_at(BreakKind.METHOD)

    assert judged({"2024-Q4": "40"}, measure=measure)[1].reason == Reason.BROKEN_SERIES
    assert judged({"2024-Q4": "50"}, measure=measure)[1].status == Status.MET
    assert judged({"2025-Q4": "49"}, measure=measure)[1].status == Status.NOT_MET


def test_ruling_6_a_missed_milestone_across_a_new_definition_is_not_called_missed():
    verdicts = judged({"2025-Q4": "40", "2026-Q2": "42"}, measure=broken_at(BreakKind.DEFINITION))

    assert [(v.reason, v.flags) for v in verdicts.values()] == [(Reason.CONFIRM_TARGET, ())] * 2


def test_ruling_6_pace_never_crosses_two_bases_of_a_rank():
    first = replace(TOP_15, key=1, period=Period(2024), value=Decimal(20))
    second = replace(TOP_15, key=2, period=Period(2030), value=Decimal(5), rank_of=34)
    values = [Observation(Period(2024), Decimal(20), 63), Observation(Period(2026), Decimal(10), 34)]

    verdicts = judge_track((first, second), values, RANK, today=TODAY)

    assert [v.reason for v in verdicts.values()] == [None, Reason.BROKEN_SERIES]


def test_ruling_6_no_decline_across_a_break():
    verdict = judged({"2022-Q4": "49", "2023-Q4": "37"}, measure=broken_at(BreakKind.METHOD))[1]

    assert verdict.flags == ()


def test_ruling_8_exactly_a_tenth_is_judged_and_met_comes_before_too_early():
    assert judged({"2021-Q2": "20"})[1].status == Status.SLOW
    assert judged({"2021-Q1": "50"})[1].status == Status.MET
    assert judged({"2021-Q1": "10"})[1].status == Status.TOO_EARLY


@pytest.mark.parametrize(
    ("value", "status"),
    [
        ("475", Status.ON_TRACK),
        ("474.9", Status.SPEED_UP),
        ("300", Status.SPEED_UP),
        ("299.9", Status.SLOW),
    ],
)
def test_ruling_8_a_ratio_at_the_cut_off_belongs_to_the_better_class(value, status):
    goal = replace(STAGE_1, value=Decimal(1000), baseline=Decimal(0))

    assert judged({"2023-Q2": value}, (goal,))[1].status == status


def test_ruling_9_a_baseline_not_before_the_due_period_is_refused():
    with pytest.raises(ValueError, match=r"^the baseline must lie before the due period$"):
        replace(STAGE_1, baseline_period=Period(2025, 4))


def test_ruling_9_a_baseline_of_the_due_year_gives_a_yearly_indicator_no_pace():
    goal = replace(TOP_15, baseline=Decimal(40), baseline_period=Period(2025, 1))

    verdict = judge_track((goal,), [Observation(Period(2024), Decimal(20), 63)], RANK, today=TODAY)["t"]

    assert verdict.reason == Reason.NO_BASELINE


def test_ruling_9_values_before_the_baseline_are_history():
    assert judged({"2019-Q4": "90", "2020-Q4": "20"})[1].reason == Reason.NO_FIGURE


def test_ruling_9_a_range_upside_down_is_refused():
    with pytest.raises(ValueError, match=r"^the upper end of a range must not lie below its lower end$"):
        Goal(1, Period(2025), Comparator.BETWEEN, Decimal(60), Decimal(40))


def test_ruling_10_the_latest_value_has_the_greatest_period():
    newer = Observation(Period(2023, 2), Decimal(37), public_on=date(2023, 7, 15))
    published_later = Observation(Period(2023, 1), Decimal(20), public_on=date(2023, 9, 1))

    verdict = judge_track(TRACK, [newer, published_later], PERCENT, today=date(2023, 10, 1))[1]

    assert verdict.actual == newer


@pytest.mark.parametrize("kind", [TargetKind.ASPIRATION, TargetKind.RECOMMENDATION, TargetKind.FORECAST], ids=str)
def test_ruling_11_only_targets_are_judged_and_open_legs(kind):
    wish = Goal("wish", Period(2022), Comparator.AT_LEAST, Decimal(90), kind=kind)

    verdicts = judged({"2023-Q2": "37"}, (*TRACK, wish))

    assert (verdicts["wish"].status, verdicts["wish"].rule) == (Status.NOT_APPLICABLE, Rule.NOT_JUDGED)
    assert verdicts[1] == judged({"2023-Q2": "37"})[1]


def test_ruling_11_a_target_without_a_date():
    verdict = judged({"2023-Q2": "90"}, (replace(STAGE_1, period=None),))[1]

    assert (verdict.status, verdict.reason, verdict.milestone) == (Status.NO_DATA, Reason.NO_DUE_DATE, None)


def test_a_leg_starts_at_the_targets_own_later_baseline():
    late = replace(STAGE_2, baseline=Decimal(60), baseline_period=Period(2026))

    verdict = judged({"2025-Q4": "50", "2028-Q4": "70"}, (STAGE_1, late))[2]

    assert (verdict.leg_start, verdict.expected) == ((Period(2026, 4), 60), 70)


def test_a_leg_from_an_older_edition_starts_at_that_edition():
    first = replace(TOP_15, key=1, period=Period(2023), value=Decimal(20), edition_rule=EditionRule.PUBLISHED_BY)
    second = replace(TOP_15, key=2)
    edition = Observation(Period(2022), Decimal(25), 63, public_on=date(2023, 7, 12))

    verdict = judge_track((first, second), [edition], RANK, today=date(2024, 2, 1))[2]

    assert (verdict.leg_start, verdict.elapsed, verdict.status) == ((Period(2022), 25), 0, Status.TOO_EARLY)


def test_an_edition_named_after_the_year_ahead_leaves_no_way_to_the_next_target():
    first = replace(TOP_15, key=1, period=Period(2024), edition_rule=EditionRule.PUBLISHED_BY)
    second = replace(TOP_15, key=2, value=Decimal(10), edition_rule=EditionRule.PUBLISHED_BY)
    edition = Observation(Period(2025), Decimal(12), 63, public_on=date(2024, 12, 15))

    verdicts = judge_track((first, second), [edition], RANK, today=date(2025, 2, 1))

    assert [(v.status, v.reason) for v in verdicts.values()] == [
        (Status.MET, None),
        (Status.NO_DATA, Reason.NO_BASELINE),
    ]


# Roll-ups (ruling 15)


def verdicts_of(*values, today=TODAY):
    return [judged({"2023-Q2": value}, (STAGE_1,), today=today)[1] for value in values]


def test_ruling_15_counts_by_status_without_any_average():
    wish = replace(STAGE_1, kind=TargetKind.ASPIRATION)
    many = [
        *verdicts_of("50", "37", "29", "20", "19"),
        judged({}, (STAGE_1,))[1],
        judged({}, (wish,))[1],
    ]

    total = counts(many)

    assert {status: number for status, number in total.by_status.items() if number} == {
        Status.BACKWARD: 1,
        Status.SLOW: 1,
        Status.SPEED_UP: 1,
        Status.ON_TRACK: 1,
        Status.MET: 1,
        Status.NO_DATA: 1,
        Status.NOT_APPLICABLE: 1,
    }
    assert (total.good, total.assessed, total.not_assessed, total.stale, total.total) == (2, 5, 1, 0, 6)
    assert total.good_share == Fraction(2, 5)
    assert tuple(total.by_status) == WORST_FIRST


def test_a_stale_status_keeps_its_word_and_is_not_counted_good():
    total = counts(verdicts_of("37", today=date(2024, 4, 30)))

    assert (total.by_status[Status.ON_TRACK], total.good, total.stale) == (1, 0, 1)


@pytest.mark.parametrize(("silent", "share"), [(2, Fraction(1)), (3, None)], ids=["exactly 60 %", "50 %"])
def test_the_headline_share_is_withheld_below_the_coverage(silent, share):
    many = [*verdicts_of("50", "37", "36"), *[judged({}, (STAGE_1,))[1]] * silent]

    assert counts(many).good_share == share
    assert counts(many, CutOffs(coverage=Decimal(1))).good_share is None


def test_nothing_judged_has_no_share():
    assert counts([]).good_share is None


def test_worst_first_and_the_larger_missing_share_first():
    many = [*verdicts_of("50", "37", "20", "28.9", "19"), judged({}, (STAGE_1,))[1]]

    ordered = sorted(many, key=sort_key)

    assert [item.actual and item.actual.value for item in ordered] == [
        Decimal(19),
        Decimal(20),
        Decimal("28.9"),
        Decimal(37),
        Decimal(50),
        None,
    ]


def test_missing_share_without_a_leg_is_taken_of_the_target():
    fifty = judged({"2023-Q2": "34"}, (replace(STAGE_1, baseline=None, baseline_period=None),))[1]
    zero = judged({"2023-Q2": "-1"}, (Goal(1, Period(2025), Comparator.AT_LEAST, Decimal(0)),))[1]

    assert (sort_key(fifty)[1], sort_key(zero)[1]) == (Fraction(-16, 50), 0)
