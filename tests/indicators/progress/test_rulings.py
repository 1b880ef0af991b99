"""The rulings of the method, a test each; more in test_ended_unit (5), test_breaks (6) and test_roll_up (15)."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from dtracker.formats.quarters import Period
from indicators.enums import Comparator, Direction, EditionRule, Flag, Reason, Rule, Status, TargetKind
from indicators.progress import Goal, Observation, Raised, judge_track
from tests.indicators.progress.cases import PERCENT, RANK, STAGE_1, STAGE_2, TODAY, TOP_15, TRACK, judged


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
