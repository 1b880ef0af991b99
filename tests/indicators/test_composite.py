"""The composite index: exact sums, what is missing named, parts that add up as shown, places with ties."""

from decimal import Decimal as D

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.composite import (
    Composite,
    Part,
    Position,
    composite,
    position,
    rounded,
    rounding_bound,
    shown_parts,
    total_with,
    unexplained,
)

DA_NANG = ("1", "0.9", "0.8253", "0.8487", "0.7578", "0.8575", "0.7836", "0.5197")
WEIGHTS = ("0.1", "0.1", "0.1", "0.1", "0.1", "0.2", "0.15", "0.15")


def parts(values=DA_NANG, weights=WEIGHTS) -> list[Part]:
    return [
        Part(f"c{number}", D(weight), None if value is None else D(value))
        for number, (value, weight) in enumerate(zip(values, weights, strict=True), start=1)
    ]


def test_the_sum_is_exact():
    found = composite(parts())
    assert found.total == found.known == D("0.800175")
    assert found.contributions["c6"] == D("0.1715")
    assert found.missing == ()


def test_what_is_missing_is_named_and_gives_no_total():
    found = composite(parts((None, *DA_NANG[1:7], None)))
    assert found.missing == ("c1", "c8")
    assert found.total is None
    assert found.known == D("0.62222")


def test_an_unknown_part_is_not_zero():
    assert composite([Part("a", D("0.5"), D(0)), Part("b", D("0.5"), None)]).total is None


def test_nothing_adds_up_to_nothing():
    assert composite([]) == Composite(D(0), {}, ())


def test_the_rest_stays_as_published_while_the_same_parts_are_missing():
    before = composite(parts((None, *DA_NANG[1:])))
    trial = composite(parts((None, "1", *DA_NANG[2:])))
    assert unexplained(D("0.8002"), before) == D("0.100025")
    assert total_with(trial, D("0.8002"), before) == D("0.8102")
    assert total_with(before, D("0.8002"), before) == D("0.8002")


def test_a_rounded_total_moves_by_what_was_changed():
    assert total_with(composite(parts(("0.5", *DA_NANG[1:]))), D("0.8002"), composite(parts())) == D("0.7502")


def test_with_every_part_given_the_sum_counts():
    before = composite(parts((None, *DA_NANG[1:])))
    assert total_with(composite(parts()), D("0.8002"), before) == D("0.800175")
    assert total_with(composite(parts()), None, before) == D("0.800175")


def test_with_other_parts_missing_nothing_can_be_said():
    before = composite(parts((None, None, *DA_NANG[2:])))
    trial = composite(parts((None, *DA_NANG[1:])))
    assert total_with(trial, D("0.8002"), before) is None
    assert total_with(before, None, before) is None


def test_rounding_of_parts_and_total_together():
    assert rounding_bound([D(each) for each in WEIGHTS], 4, 4) == D("0.0001")
    assert rounding_bound([D(1)] * 6, 2, 1) == D("0.08")


def test_what_is_shown_adds_up():
    shown = shown_parts([D("0.33333"), D("0.33333"), D("0.33334")], 2)
    assert shown == [D("0.33"), D("0.33"), D("0.34")]
    assert shown_parts([], 4) == []


def test_a_negative_rest_is_shown_too():
    assert shown_parts([D("0.80022"), D("-0.00002")], 4) == [D("0.8002"), D("0.0000")]


NUMBERS = st.lists(st.decimals(min_value=-5, max_value=5, places=6), max_size=12)


@given(NUMBERS, st.integers(min_value=0, max_value=6))
def test_shown_parts_are_rounded_and_their_sum_is_the_rounded_sum(numbers, decimals):
    shown = shown_parts(numbers, decimals)
    unit = D(1).scaleb(-decimals)
    assert sum(shown, D(0)) == rounded(sum(numbers, D(0)), decimals)
    assert all(abs(one - each) <= unit for one, each in zip(shown, numbers, strict=True))


@pytest.mark.parametrize(
    ("value", "direction", "expected"),
    [
        ("0.9", 1, Position(1, 0, 5)),
        ("0.7", 1, Position(2, 2, 5)),
        ("0.1", 1, Position(5, 0, 5)),
        ("0.1", -1, Position(1, 0, 5)),
        ("0.7", -1, Position(2, 2, 5)),
    ],
)
def test_places(value, direction, expected):
    assert position(D(value), [D("0.7"), D("0.8"), D("0.5"), D("0.7")], direction) == expected


def test_alone_it_is_first():
    assert position(D("0.1"), []) == Position(1, 0, 1)
