"""Verdicts counted and put in order (ruling 15)."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from dtracker.formats.quarters import Period
from indicators.enums import WORST_FIRST, Comparator, Status, TargetKind
from indicators.progress import CutOffs, Goal, counts, sort_key
from tests.indicators.progress.cases import STAGE_1, TODAY, judged


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
