"""Where a series arrives at its recent pace: known cases, and what holds for every series."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.projection import LEAST_POINTS, REACH, Spread, project

numbers = st.decimals(min_value=-500, max_value=500, places=2)
series = st.dictionaries(st.integers(1, 20), numbers, min_size=1, max_size=12).map(lambda known: list(known.items()))


def of(*values, until=20, **more):
    return project(enumerate(map(Decimal, values), start=1), until=until, **more)


def same(value) -> Spread:
    return Spread(*[Decimal(value)] * 3)


def turned(spread: Spread) -> Spread:
    return Spread(*(each.copy_negate() for each in (spread.high, spread.middle, spread.low)))


def test_a_straight_series_goes_straight_on_without_spread():
    found = of("10", "12", "14", "16", "18", until=7)
    assert found.pace == same(2)
    assert found.values == {5: same(18), 6: same(20), 7: same(22)}
    assert found.points == 5


def test_one_odd_figure_does_not_bend_the_line():
    assert of(10, 11, 90, 13, 14, 15, 16, 17, until=9).values[9].middle == 18


def test_the_spread_is_the_middle_half_of_the_slopes():
    # Slopes 1, 3, 2, 2 between neighbours; 2, 2.5, 2 over two periods; 2, 7/3 over three; 2 over all four.
    # In order: 1, 2, 2, 2, 2, 2, 2, 7/3, 2.5, 3; the third quartile lies at 6.75 of 0…9: 2 + 0.75 · 1/3.
    found = of(0, 1, 4, 6, 8, until=7)
    assert found.pace == Spread(Decimal(2), Decimal(2), Decimal("2.25"))
    assert found.values[7] == Spread(Decimal(12), Decimal(12), Decimal("12.5"))


def test_a_missing_period_counts_as_time():
    figures = [(1, Decimal(10)), (2, Decimal(12)), (5, Decimal(18)), (6, Decimal(20)), (7, Decimal(22))]
    assert project(figures, until=8).values[8] == same(24)


def test_only_recent_periods_count():
    assert of(0, 50, 50, 50, 51, 52, 53, 54, until=9, recent=5).pace.middle == 1


@pytest.mark.parametrize(
    "figures",
    [[], [(1, 1)], [(1, 1), (2, 2), (3, 3), (4, 4)], [(1, 1), (2, 2), (3, 3), (4, 4), (12, 4)]],
    ids=["none", "one", "four", "five, but four of them are old"],
)
def test_too_few_recent_figures_give_no_line(figures):
    assert project([(place, Decimal(value)) for place, value in figures], until=20) is None


@pytest.mark.parametrize("until", [4, 5])
def test_nothing_is_projected_into_the_past(until):
    assert of(1, 2, 3, 4, 5, until=until) is None


def test_no_line_reaches_further_than_three_times_the_time_seen():
    assert max(of(1, 2, 3, 4, 5, until=100).values) == 5 + REACH * 4


def test_a_share_stops_at_a_hundred_and_a_rank_at_one():
    assert of(60, 70, 80, 90, 95, until=8, most=Decimal(100)).values[8].high == 100
    assert of(11, 9, 7, 5, 3, until=8, least=Decimal(1)).values[8] == same(1)


@given(series)
def test_the_mirror_image_has_the_mirrored_projection(figures):
    found = project(figures, until=40)
    mirrored = project([(place, -value) for place, value in figures], until=40)
    assert (found is None) == (mirrored is None)
    if found:
        assert mirrored.values == {place: turned(each) for place, each in found.values.items()}


@given(series, st.sampled_from([Decimal("0.5"), Decimal(4), Decimal(1000)]), numbers)
def test_another_unit_and_another_zero_change_nothing_else(figures, factor, zero):
    found = project(figures, until=40)
    other = project([(place, value * factor + zero) for place, value in figures], until=40)
    for place, each in (found.values if found else {}).items():
        assert other.values[place].middle == pytest.approx(each.middle * factor + zero, rel=Decimal("1e-25"))


@given(series, st.randoms())
def test_the_order_in_which_figures_come_changes_nothing(figures, chance):
    shuffled = chance.sample(figures, len(figures))
    assert project(shuffled, until=40) == project(figures, until=40)


@given(series, st.integers(0, 60), numbers, numbers)
def test_values_are_in_order_and_within_their_bounds(figures, until, one, other):
    least, most = sorted([one, other])
    found = project(figures, until=until, recent=8, least=least, most=most)
    if found is None:
        return
    assert found.points >= LEAST_POINTS
    for place, each in found.values.items():
        assert place <= until
        assert least <= each.low <= each.middle <= each.high <= most


@given(st.integers(5, 8), st.integers(1, 4), numbers)
def test_one_figure_may_be_anything_without_turning_the_line(count, place, wild):
    figures = {each: Decimal(2 * each) for each in range(1, count + 1)}
    assert project((figures | {place: wild}).items(), until=9).pace.middle == 2
