"""Breaks: no verdict across a new definition, no pace across a new method (ruling 6)."""

from dataclasses import replace
from decimal import Decimal

from dtracker.formats.quarters import Period
from indicators.enums import BreakKind, Reason, Status
from indicators.progress import Break, Observation, judge_track
from tests.indicators.progress.cases import PERCENT, RANK, STAGE_1, TODAY, TOP_15, judged


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
