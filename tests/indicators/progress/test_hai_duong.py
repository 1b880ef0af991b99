"""The real case: the digital transformation index of Hải Dương, two documents, the merger of 1/7/2025."""

from datetime import date
from decimal import Decimal

import pytest

from dtracker.formats.quarters import Period
from indicators.enums import (
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
)
from indicators.progress import Break, Goal, Measure, Observation, Raised, judge_track

DTI_RANK = Measure(
    Shape.RANK,
    Direction.LOWER,
    Frequency.YEAR,
    decimals=0,
    delay_days=300,
    breaks=(Break(Period(2021), BreakKind.METHOD), Break(Period(2024), BreakKind.METHOD)),
)


def rank(year, place, public_on):
    return Observation(Period(year), Decimal(place), rank_of=63, public_on=public_on)


R2020 = rank(2020, 14, date(2021, 10, 18))
R2021 = rank(2021, 14, date(2022, 8, 8))
R2022 = rank(2022, 13, date(2023, 7, 12))
R2023 = rank(2023, 26, date(2025, 2, 15))
R2024 = rank(2024, 19, date(2025, 10, 20))
EDITIONS = (R2020, R2021, R2022, R2023, R2024)

LAST_DAY = date(2025, 6, 30)
AFTER_ALL = date(2026, 1, 15)


def top(k, year, **more):
    return Goal(year, Period(year), Comparator.AT_MOST, Decimal(k), rank_of=63, **more)


AGREEMENT = (top(15, 2023),)
RESOLUTION = (top(20, 2025), top(15, 2030))


def of_agreement(today, goals=AGREEMENT):
    return judge_track(goals, EDITIONS, DTI_RANK, today=today, unit_ended_on=LAST_DAY)[2023]


def test_top_15_by_2023_is_missed_by_the_edition_of_that_data_year():
    verdict = of_agreement(AFTER_ALL)

    assert (verdict.status, verdict.rule, verdict.actual, verdict.gap) == (
        Status.NOT_MET,
        Rule.NOT_MET,
        R2023,
        Decimal(11),
    )
    assert verdict.other_edition == (R2022, Status.MET)
    assert verdict.flags == (Raised(Flag.ONCE_MET),)
    assert verdict.is_final


def test_top_15_by_2023_is_met_by_the_edition_known_on_the_date():
    verdict = of_agreement(AFTER_ALL, (top(15, 2023, edition_rule=EditionRule.PUBLISHED_BY),))

    assert (verdict.status, verdict.actual) == (Status.MET, R2022)
    assert verdict.other_edition == (R2023, Status.NOT_MET)


@pytest.mark.parametrize(
    ("today", "flags"),
    [
        pytest.param(date(2023, 12, 31), (Flag.EXCEEDED,), id="on-the-due-date"),
        pytest.param(date(2024, 1, 1), (Flag.AWAITING_FINAL, Flag.EXCEEDED), id="the-day-after"),
        pytest.param(date(2024, 11, 25), (Flag.AWAITING_FINAL, Flag.EXCEEDED), id="grace-ends"),
        pytest.param(date(2024, 11, 26), (Flag.STALE, Flag.AWAITING_FINAL, Flag.EXCEEDED), id="grace-over"),
    ],
)
def test_until_the_edition_of_2023_is_in_the_latest_one_is_judged(today, flags):
    """Rule 3 comes before rule 4: 13th of 63 keeps its word, today only sets flags."""
    verdict = of_agreement(today)

    assert (verdict.status, verdict.actual, verdict.is_final) == (Status.MET, R2022, False)
    assert verdict.flags == tuple(map(Raised, flags))


def test_the_other_edition_is_not_known_before_the_date_has_passed():
    assert of_agreement(date(2023, 12, 31)).other_edition is None
    assert of_agreement(date(2024, 1, 1)).other_edition == (R2022, Status.MET)


def test_resolution_targets_end_with_the_province():
    verdicts = judge_track(RESOLUTION, EDITIONS, DTI_RANK, today=AFTER_ALL, unit_ended_on=LAST_DAY)

    assert {year: verdict.status for year, verdict in verdicts.items()} == {
        2025: Status.UNIT_ENDED,
        2030: Status.UNIT_ENDED,
    }
    assert (verdicts[2025].actual, verdicts[2025].gap, verdicts[2025].unit_ended_on) == (
        R2024,
        Decimal(-1),
        LAST_DAY,
    )
    assert verdicts[2025].is_active
    assert not verdicts[2030].is_active


def test_the_status_before_the_end_is_the_one_seen_on_the_last_day():
    """On 30/6/2025 the newest edition was that of 2023, 26th, and no baseline was stated."""
    today = judge_track(RESOLUTION, EDITIONS, DTI_RANK, today=AFTER_ALL, unit_ended_on=LAST_DAY)[2025]
    then = judge_track(RESOLUTION, EDITIONS, DTI_RANK, today=LAST_DAY, unit_ended_on=LAST_DAY)[2025]

    assert today.before_end == then
    assert (today.before_end.status, then.reason, then.actual) == (Status.NO_DATA, Reason.NO_BASELINE, R2023)


def test_with_a_baseline_of_2020_the_pace_breaks_at_the_new_method():
    goals = (top(10, 2025, baseline=Decimal(14), baseline_period=Period(2020)),)

    verdict = judge_track(goals, EDITIONS, DTI_RANK, today=LAST_DAY)[2025]

    assert (verdict.status, verdict.reason, verdict.gap) == (
        Status.NO_DATA,
        Reason.BROKEN_SERIES,
        Decimal(16),
    )


def test_recent_change_and_previous_edition_stay_on_one_side_of_the_break():
    assert of_agreement(AFTER_ALL).recent is None
    assert of_agreement(date(2024, 1, 1)).recent == Decimal(-1)
    assert of_agreement(date(2024, 1, 1)).previous == R2021
