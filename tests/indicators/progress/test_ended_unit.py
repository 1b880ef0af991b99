"""A unit that ended: judged on its last day, and of what it still owes figures (ruling 5)."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from dtracker.formats.quarters import Period
from indicators.enums import Flag, Status
from indicators.progress import Observation, judge_track
from tests.indicators.progress.cases import RANK, STAGE_1, TOP_15, flags, judged

LONG_AFTER = date(2035, 1, 1)


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


def test_ruling_5_unit_ended_comes_first_also_when_the_target_is_met():
    verdict = judged({"2025-Q2": "60"}, today=date(2025, 7, 1), unit_ended_on=date(2025, 6, 30))[1]

    assert (verdict.status, verdict.before_end.status, verdict.gap) == (Status.UNIT_ENDED, Status.MET, -10)


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

    assert (verdict.status, verdict.before_end.status) == (Status.UNIT_ENDED, Status.NO_DATA)


def test_ruling_5_a_unit_that_ended_without_any_figure():
    verdict = judged({}, today=LONG_AFTER, unit_ended_on=date(2025, 6, 30))[1]

    assert (verdict.status, verdict.actual, verdict.gap) == (Status.UNIT_ENDED, None, None)
