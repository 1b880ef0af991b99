"""Round numbers for axes."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.charts.ticks import round_ticks

VALUES = st.lists(st.decimals(-(10**9), 10**9, places=4), min_size=1, max_size=8)


def texts(values, **settings) -> list[str]:
    return [f"{each.normalize():f}" for each in round_ticks([Decimal(each) for each in values], **settings)]


@pytest.mark.parametrize(
    ("values", "most", "found"),
    [
        (["0.4946", "0.8373"], 4, ["0.4", "0.5", "0.6", "0.7", "0.8", "0.9"]),
        (["4034.8", "4102.7"], 4, ["4020", "4040", "4060", "4080", "4100", "4120"]),
        (["7"], 4, ["7", "7.5"]),
        (["0"], 4, ["0", "0.05"]),
        (["-3", "3"], 3, ["-4", "-2", "0", "2", "4"]),
    ],
)
def test_ticks_are_round_and_enclose_the_values(values, most, found):
    assert texts(values, most=most) == found


def test_ranks_get_whole_numbers():
    assert texts(["2", "3"], most=8, whole=True) == ["2", "3"]


@given(VALUES, st.integers(2, 12))
def test_every_value_lies_between_the_first_and_the_last(values, most):
    ticks = round_ticks(values, most=most)
    assert ticks[0] <= min(values) and max(values) <= ticks[-1]
    assert 2 <= len(ticks) <= most + 2
