"""Hard rules of figures and targets, as a table of cases."""

from datetime import date
from decimal import Decimal
from types import SimpleNamespace

import pytest

from indicators.checks import completed, figure_faults, future_faults, share, target_faults
from indicators.enums import Shape

D = Decimal
PERCENT = SimpleNamespace(shape=Shape.PERCENT, minimum=D(0), maximum=D(100), decimals=1, is_ratio=True)
SHARE_OF_MONEY = SimpleNamespace(shape=Shape.PERCENT, minimum=D(0), maximum=D(100), decimals=1, is_ratio=False)
MILESTONE = SimpleNamespace(shape=Shape.MILESTONE, minimum=D(0), maximum=D(1), decimals=0, is_ratio=False)
COUNT = SimpleNamespace(shape=Shape.STOCK, minimum=D(0), maximum=None, decimals=0)
MONEY = SimpleNamespace(shape=Shape.YEARLY_FLOW, minimum=None, maximum=None, decimals=2)
SCORE = SimpleNamespace(shape=Shape.SCORE, minimum=D(0), maximum=D(1), decimals=4)
RANK = SimpleNamespace(shape=Shape.RANK, minimum=D(1), maximum=None, decimals=0)
GROWTH = SimpleNamespace(shape=Shape.GROWTH, minimum=None, maximum=None, decimals=1)


@pytest.mark.parametrize(
    ("indicator", "values", "fields"),
    [
        (PERCENT, {"value": D("0")}, []),
        (PERCENT, {"value": D("100")}, []),
        (PERCENT, {"value": D("100.1")}, ["value"]),
        (PERCENT, {"value": D("-0.1")}, ["value"]),
        (PERCENT, {"value": D("80.1234")}, []),
        (PERCENT, {"value": D("80.12345")}, ["value"]),
        (PERCENT, {}, ["value"]),
        (PERCENT, {"no_data_reason": "chờ công bố"}, []),
        (PERCENT, {"value": D("1"), "no_data_reason": "chờ công bố"}, ["no_data_reason"]),
        (PERCENT, {"numerator": D("1102"), "denominator": D("2000")}, []),
        (PERCENT, {"numerator": D("1102")}, ["value"]),
        (PERCENT, {"numerator": D("54100"), "denominator": D("50000")}, ["numerator"]),
        (PERCENT, {"numerator": D("1"), "denominator": D("0")}, ["value", "denominator"]),
        (PERCENT, {"value": D("5"), "numerator": D("1"), "denominator": D("0")}, ["denominator"]),
        (PERCENT, {"numerator": D("-1"), "denominator": D("5")}, ["numerator"]),
        (PERCENT, {"value": D("55.1"), "numerator": D("1102"), "denominator": D("2000")}, []),
        (PERCENT, {"value": D("55.2"), "numerator": D("1102"), "denominator": D("2000")}, ["value"]),
        (PERCENT, {"value": D("33.33"), "numerator": D("1"), "denominator": D("3")}, []),
        (PERCENT, {"value": D("33.34"), "numerator": D("1"), "denominator": D("3")}, ["value"]),
        (PERCENT, {"numerator": D("1.5"), "denominator": D("3")}, ["numerator"]),
        (PERCENT, {"numerator": D("1"), "denominator": D("3.5")}, ["denominator"]),
        (PERCENT, {"value": D("50"), "numerator": D("1.5"), "denominator": D("3")}, ["numerator"]),
        (PERCENT, {"numerator": D("1.0"), "denominator": D("2.000")}, []),
        (SHARE_OF_MONEY, {"numerator": D("1.5"), "denominator": D("3.25")}, []),
        (MILESTONE, {"value": D("0"), "numerator": D("1.5"), "denominator": D("3")}, ["numerator"]),
        (MILESTONE, {"value": D("0"), "numerator": D("2"), "denominator": D("3")}, []),
        (COUNT, {"value": D("0")}, []),
        (COUNT, {"value": D("1.5")}, ["value"]),
        (COUNT, {"value": D("-1")}, ["value"]),
        (MONEY, {"value": D("12.75")}, []),
        (SCORE, {"value": D("0.4843")}, []),
        (SCORE, {"value": D("48.43")}, ["value"]),
        (RANK, {"value": D("14"), "rank_of": 63}, []),
        (RANK, {"value": D("14")}, ["rank_of"]),
        (RANK, {"value": D("64"), "rank_of": 63}, ["value"]),
        (RANK, {"value": D("14.5"), "rank_of": 63}, ["value"]),
        (RANK, {"value": D("-5"), "rank_of": 63}, ["value"]),
        (RANK, {"value": D("-5")}, ["rank_of", "value"]),
        (RANK, {"value": D("14"), "rank_of": -1}, ["rank_of"]),
        (MILESTONE, {"value": D("0"), "numerator": D("4"), "denominator": D("3")}, ["numerator"]),
        (MILESTONE, {"value": D("0"), "numerator": D("4")}, ["denominator"]),
        (GROWTH, {"value": D("-3.5")}, []),
    ],
)
def test_figure_faults(indicator, values, fields):
    assert [field for field, _sentence in figure_faults(values, indicator)] == fields


@pytest.mark.parametrize(("day", "fields"), [(None, []), (date(2025, 3, 20), []), (date(2025, 3, 21), ["observed_on"])])
def test_nothing_is_done_on_a_day_to_come(day, fields):
    assert [field for field, _sentence in future_faults({"observed_on": day}, date(2025, 3, 20))] == fields


def test_a_fault_says_what_would_be_right():
    [(_field, sentence)] = figure_faults({"value": D("101")}, PERCENT)
    assert sentence in ("The value lies between 0 and 100.", "Giá trị nằm từ 0 đến 100.")


@pytest.mark.parametrize(
    ("numerator", "denominator", "expected"),
    [
        ("1102", "2000", "55.1"),
        ("1", "3", "33.333333"),
        ("2", "3", "66.666667"),
        ("0", "5", "0"),
        ("1", "200000000", "0.000001"),
    ],
)
def test_share_is_exact_to_six_decimals_and_rounds_half_up(numerator, denominator, expected):
    assert share(D(numerator), D(denominator)) == D(expected)


def test_a_share_is_worked_out_only_when_it_is_not_given():
    parts = {"numerator": D(1), "denominator": D(4)}
    assert completed(parts, PERCENT)["value"] == D(25)
    assert completed(parts | {"value": D("24.9")}, PERCENT)["value"] == D("24.9")
    assert "value" not in completed(parts, COUNT)


@pytest.mark.parametrize(
    ("indicator", "terms", "fields"),
    [
        (PERCENT, {"value": D(80), "due_year": 2025, "baseline_year": 2020}, []),
        (PERCENT, {"value": D(120)}, ["value"]),
        (PERCENT, {"value": D(80), "value_max": D(70)}, ["value_max"]),
        (PERCENT, {"value": D(80), "baseline_value": D(-1)}, ["baseline_value"]),
        (PERCENT, {"value": D(80), "due_year": 2025, "baseline_year": 2025}, ["baseline_year"]),
        (
            PERCENT,
            {
                "value": D(80),
                "due_year": 2025,
                "due_quarter": 2,
                "baseline_year": 2025,
                "baseline_quarter": 1,
            },
            [],
        ),
        (PERCENT, {"value": D(80), "due_year": 2026, "due_on": date(2025, 12, 31)}, ["due_on"]),
        (PERCENT, {"value": D(80), "due_year": 2026, "due_quarter": 2, "due_on": date(2026, 7, 1)}, ["due_on"]),
        (PERCENT, {"value": D(80), "due_year": 2026, "due_quarter": 2, "due_on": date(2026, 6, 30)}, []),
        (PERCENT, {"value": D(80), "due_on": date(2026, 6, 30)}, []),
        (RANK, {"value": D(70), "rank_of": 63}, ["value"]),
        (RANK, {"value": D(15), "rank_of": 63}, []),
    ],
)
def test_target_faults(indicator, terms, fields):
    assert [field for field, _sentence in target_faults(terms, indicator)] == fields
