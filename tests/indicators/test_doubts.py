"""Soft checks of figures, as tables of cases: what is unusual, what is not, and in which words."""

from decimal import Decimal
from types import SimpleNamespace

import pytest
from django.utils.translation import override

from dtracker.formats.quarters import Period
from indicators.doubts import falling_total, figure_doubts, is_explained, tolerance
from indicators.enums import Shape

D = Decimal
NOW = Period(2025, 1)


def indicator(shape, **fields):
    usual = {
        "decimals": 1,
        "tolerance": None,
        "scale": None,
        "minimum": None,
        "maximum": None,
        "unit_vi": "",
        "unit": "",
    }
    return SimpleNamespace(shape=shape, **(usual | fields))


PERCENT = indicator(Shape.PERCENT, minimum=D(0), maximum=D(100), unit_vi="%", unit="%")
COUNT = indicator(Shape.STOCK, minimum=D(0), decimals=0, unit_vi="DN", unit="DN")
TOTAL = indicator(Shape.RUNNING_TOTAL, minimum=D(0), decimals=0)
RANK = indicator(Shape.RANK, minimum=D(1), decimals=0)
SCORE = indicator(Shape.SCORE, minimum=D(0), maximum=D(1), decimals=4, scale=D(1))
GROWTH = indicator(Shape.GROWTH, unit_vi="%", unit="%")
MILESTONE = indicator(Shape.MILESTONE, decimals=0)


def past(*values, until=NOW, rank_of=None):
    """Values of the periods just before, the last one of the period before `until`; None: nothing published."""
    first = until.shift(-len(values))
    return [(first.shift(at), D(value), rank_of) for at, value in enumerate(values) if value is not None]


def codes(value, history, of, **values):
    found = figure_doubts({"value": None if value is None else D(value)} | values, history, of, NOW)
    return [doubt.code for doubt in found]


STEADY = past("50", "52", "53", "55", "57", "58")
"""Changes 2, 1, 2, 2, 1: median 2, spread 0, so that three tolerances (1,5 points) decide."""
WILD = past("50", "55", "53", "61", "60", "66")
"""Changes 5, −2, 8, −1, 6: median 5, spread 3 (of 0, 7, 3, 6, 1), limit 4 × 1.4826 × 3 = 17.7912."""


@pytest.mark.parametrize(
    ("value", "history", "of", "expected"),
    [
        # Two points a quarter are usual, with three tolerances around them.
        ("60", STEADY, PERCENT, []),
        ("61.5", STEADY, PERCENT, []),
        ("61.6", STEADY, PERCENT, ["jump"]),
        ("58.5", STEADY, PERCENT, []),
        ("58.4", STEADY, PERCENT, ["jump"]),
        # A series that moves a lot may move a lot.
        ("88.79", WILD, PERCENT, []),
        ("88.8", WILD, PERCENT, ["jump"]),
        ("53.2", WILD, PERCENT, ["jump"]),
        ("53.3", WILD, PERCENT, []),
        # An odd change of the past neither hides nor makes one.
        ("62", past("10", "40", "41", "42", "43", "44"), PERCENT, ["jump"]),
        ("45", past("10", "40", "41", "42", "43", "44"), PERCENT, []),
        # With one to three changes: ten times the largest one.
        ("31", past("20", "21"), PERCENT, []),
        ("31.1", past("20", "21"), PERCENT, ["jump"]),
        ("9.9", past("17", "18", "19", "20"), PERCENT, ["jump"]),
        ("10", past("17", "18", "19", "20"), PERCENT, []),
        # ... and more than three tolerances.
        ("21.6", past("20", "20.1"), PERCENT, []),
        ("21.7", past("20", "20.1"), PERCENT, ["jump"]),
        # One value alone says nothing of changes: thirty points are much, whatever is usual.
        ("33.3", past("98"), PERCENT, ["jump"]),
        ("44.4", past("100"), PERCENT, ["jump"]),
        ("50", past("20"), PERCENT, ["jump"]),
        ("49.9", past("20"), PERCENT, []),
        ("20", past("20"), PERCENT, []),
        ("90", [], PERCENT, []),
        ("-21", past("9"), GROWTH, ["jump"]),
        ("0.8", past("0.5"), SCORE, ["jump"]),
        ("0.79", past("0.5"), SCORE, []),
        ("150", past("100"), COUNT, ["jump"]),
        ("149", past("100"), COUNT, []),
        ("51", past("100"), COUNT, []),
        ("50", past("100"), COUNT, ["jump"]),
        ("7", past("0"), COUNT, []),
        ("9", past("1"), indicator(Shape.RANGE), []),
        # So they are with one to three changes, unless there was a larger one before.
        ("62", past("20", "26", "31"), PERCENT, ["jump"]),
        ("62", past("20", "26", "31", "32"), PERCENT, ["jump"]),
        ("60", past("20", "25", "30"), PERCENT, ["jump"]),
        ("90", past("20", "55"), PERCENT, []),
        ("91", past("20", "55"), PERCENT, ["jump"]),
        # The tolerance of a count is a hundredth of its last value.
        ("1070", past("1000", "1010", "1020", "1030", "1030", "1030"), COUNT, []),
        ("1071", past("1000", "1010", "1020", "1030", "1030", "1030"), COUNT, ["jump"]),
        ("1031", past("1000", "1010", "1020", "1030", "1040", "1050"), COUNT, []),
        ("0.2", past("0.1", "0.11", "0.12", "0.13", "0.14"), SCORE, ["jump"]),
        ("0.15", past("0.1", "0.11", "0.12", "0.13", "0.14"), SCORE, []),
        ("9.5", past("6", "6.5", "7", "7.5", "8"), GROWTH, []),
        ("10.5", past("6", "6.5", "7", "7.5", "8"), GROWTH, ["jump"]),
        # No change at all where the series always moves.
        ("90", past("40", "50", "60", "70", "80", "90"), PERCENT, ["jump"]),
        # Only the last nine values count: the first ones moved by twenty.
        ("70", past("1", "21", "41", "61", "62", "63", "64", "65", "66", "67", "68", "69"), PERCENT, []),
        ("75", past("1", "21", "41", "61", "62", "63", "64", "65", "66", "67", "68", "69"), PERCENT, ["jump"]),
        (None, STEADY, PERCENT, []),
    ],
)
def test_a_jump_is_held_against_what_is_usual(value, history, of, expected):
    assert codes(value, history, of) == expected


def test_a_change_over_missing_periods_is_shared_out():
    gap = past("50", "52", "53", "55", "57", None, None)
    assert codes("63", gap, PERCENT) == []
    assert codes("73", gap, PERCENT) == ["jump"]
    missing_inside = past("10", "12", None, "16", "18", "20", "22")
    assert codes("24", missing_inside, PERCENT) == []
    assert codes("31", missing_inside, PERCENT) == ["jump"]


@pytest.mark.parametrize(
    ("value", "history", "of", "expected"),
    [
        ("61.4", past("61.4", "61.4", "61.4"), PERCENT, ["unchanged"]),
        ("61.40", past("60", "61.4", "61.400000", "61.4"), PERCENT, ["unchanged"]),
        ("61.4", past("61.4", "61.4"), PERCENT, []),
        ("61.4", past("61.4", "61.4", "61.3"), PERCENT, []),
        # A period without a figure is not "in a row".
        ("61.4", past("61.4", "61.4", "61.4", None), PERCENT, []),
        ("61.4", past("61.4", None, "61.4", "61.4"), PERCENT, []),
        # All and nothing stay so; so does a milestone.
        ("100", past("100", "100", "100"), PERCENT, []),
        ("0", past("0", "0", "0"), PERCENT, []),
        ("1", past("1", "1", "1"), SCORE, []),
        ("1", past("1", "1", "1"), MILESTONE, []),
        ("12", past("12", "12", "12"), COUNT, ["unchanged"]),
    ],
)
def test_the_same_value_for_the_fourth_time(value, history, of, expected):
    assert codes(value, history, of) == expected


@pytest.mark.parametrize(
    ("value", "rank_of", "history", "expected"),
    [
        ("23", 63, past("13", rank_of=63), []),
        ("24", 63, past("13", rank_of=63), ["rank"]),
        ("2", 63, past("13", rank_of=63), ["rank"]),
        ("3", 63, past("13", rank_of=63), []),
        ("13", 34, past("13", rank_of=63), ["rank"]),
        ("40", 34, past("1", rank_of=63), ["rank"]),
        ("13", 63, past("13", rank_of=None), []),
        # Twenty times as large is no slip of the comma for a rank.
        ("11", 63, past("1", rank_of=63), []),
        ("13", 63, past("13", "13", "13", rank_of=63), ["unchanged"]),
    ],
)
def test_ranks(value, rank_of, history, expected):
    assert codes(value, history, RANK, rank_of=rank_of) == expected


@pytest.mark.parametrize(
    ("value", "history", "of", "expected"),
    [
        ("8053", past("80.53"), COUNT, ["slip"]),
        ("2000", past("100"), COUNT, ["slip"]),
        ("1999", past("100"), COUNT, ["jump"]),
        ("5", past("100"), COUNT, ["slip"]),
        ("5.1", past("100"), COUNT, ["jump"]),
        ("0", past("100"), COUNT, ["jump"]),
        ("100", past("0"), COUNT, []),
        # It is a jump too; one sentence says it.
        ("0.6", STEADY, PERCENT, ["slip"]),
    ],
)
def test_a_slip_of_the_comma(value, history, of, expected):
    assert codes(value, history, of) == expected


def test_a_share_is_worked_out_from_its_parts():
    assert codes(None, STEADY, PERCENT, numerator=D(9), denominator=D(10)) == ["jump"]
    assert codes(None, STEADY, PERCENT, numerator=D(6), denominator=D(10)) == []


def said(value, history, of, period=NOW, **values):
    return [doubt.sentence for doubt in figure_doubts({"value": D(value)} | values, history, of, period)]


@pytest.mark.parametrize(
    ("sentences", "english"),
    [
        (
            lambda: said("80.6", past("50", "51", "54", "56", "58"), PERCENT),
            "Up by 22.6 points in one quarter; usual is +1.0 to +3.0.",
        ),
        (lambda: said("30", STEADY, PERCENT), "Down by 28.0 points in one quarter; usual is +1.0 to +2.0."),
        (
            lambda: said("999", past("700", "700", "800", "800", "800", "800", "800"), COUNT),
            "Up by 199 DN in one quarter; usual is 0.",
        ),
        (
            lambda: said("73", past("50", "52", "53", "55", "57", None), PERCENT),
            "Up by 8.0 points a quarter since Q3 2024; usual is +1.0 to +2.0.",
        ),
        (
            lambda: said("40", past("10", "12", "14", "16", "18", until=Period(2024)), PERCENT, Period(2024)),
            "Up by 22.0 points in one year; usual is +2.0.",
        ),
        (
            lambda: said("33.3", past("98"), PERCENT),
            "Down from 98.0 (Q4 2024) to 33.3. With so few values before, 30.0 points or more is unusual.",
        ),
        (
            lambda: said("3000", past("1931"), COUNT),
            "Up from 1,931 (Q4 2024) to 3,000. With so few values before, 966 DN or more is unusual.",
        ),
        # Two thirds and what is shown of them.
        (
            lambda: said("66.666667", past("26.7", "36.7", "46.7", "56.7", "66.7"), PERCENT),
            "No change in one quarter; usual is +10.0.",
        ),
        (
            lambda: said("90", past("50", "60", "70", "80", "90"), PERCENT),
            "No change in one quarter; usual is +10.0.",
        ),
        (
            lambda: said("61.4", past("61.4", "61.4", "61.4"), PERCENT),
            "The same value in four quarters in a row: 61.4.",
        ),
        (
            lambda: said("5", past("5", "5", "5", until=Period(2024)), COUNT, Period(2024)),
            "The same value in four years in a row: 5.",
        ),
        (
            lambda: said("40", past("13", rank_of=63), RANK, rank_of=63),
            "The rank was 13 and is now 40: down 27 places.",
        ),
        (
            lambda: said("13", past("40", rank_of=63), RANK, rank_of=63),
            "The rank was 40 and is now 13: up 27 places.",
        ),
        (
            lambda: said("13", past("13", rank_of=63), RANK, rank_of=34),
            "The last rank was among 63 units, this one is among 34.",
        ),
        (
            lambda: said("8053", past("80.53"), COUNT),
            "100 times the last value (80.53). Look at the comma and the dots.",
        ),
        (
            lambda: said("2", past("1931"), COUNT),
            "The last value (1,931) is 966 times this one. Look at the comma and the dots.",
        ),
    ],
)
def test_the_sentence_says_what_and_what_would_be_usual(sentences, english):
    with override("en"):
        assert sentences() == [english]


def test_usual_leaves_out_what_was_itself_odd():
    with override("en"):
        history = past("10", "40", "41", "42", "44", "45")
        assert said("65", history, PERCENT) == ["Up by 20.0 points in one quarter; usual is +1.0 to +2.0."]


@pytest.mark.parametrize(
    ("of", "last", "expected"),
    [
        (PERCENT, "58", "0.5"),
        (GROWTH, "8", "0.5"),
        (SCORE, "0.4", "0.005"),
        (COUNT, "58", "1"),
        (COUNT, "5800", "58"),
        (RANK, "58", "1"),
        (indicator(Shape.RANGE, decimals=2), "58", "0.01"),
        (indicator(Shape.PERCENT, tolerance=D("2")), "58", "2"),
        (indicator(Shape.PERCENT, tolerance=D("0")), "58", "0.1"),
    ],
)
def test_tolerance(of, last, expected):
    assert tolerance(of, D(last)) == D(expected)


@pytest.mark.parametrize(
    ("value", "history", "of", "expected"),
    [
        ("99", past("80", "100"), TOTAL, ["value"]),
        ("100", past("80", "100"), TOTAL, []),
        # The last one counts, whatever was published before it.
        ("90", past("100", "80"), TOTAL, []),
        ("99", [], TOTAL, []),
        ("99", past("100"), COUNT, []),
        (None, past("100"), TOTAL, []),
    ],
)
def test_a_running_total_does_not_fall(value, history, of, expected):
    faults = falling_total({"value": None if value is None else D(value)}, history, of)
    assert [field for field, _sentence in faults] == expected


def test_a_falling_total_names_the_published_one():
    with override("en"):
        assert falling_total({"value": D(1900)}, past("1931"), TOTAL) == [
            (
                "value",
                "The running total published for Q4 2024 is 1,931, and a running total does not fall. "
                "If that one is wrong, correct it first.",
            )
        ]


@pytest.mark.parametrize(
    ("remark", "reason", "expected"), [("", "", False), (" \n", " ", False), ("vì", "", True), ("", "sửa", True)]
)
def test_a_note_or_the_reason_of_a_correction_explains(remark, reason, expected):
    assert is_explained(SimpleNamespace(remark=remark, reason=reason)) is expected
