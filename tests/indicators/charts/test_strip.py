"""The distribution as dots: places, heaps, the words of the own provinces."""

from decimal import Decimal

import pytest

from indicators.charts.strip import Point, dot_strip

D = Decimal


def strip(*values, own=(), width=760):
    points = [Point(D(each), f"Tỉnh {each}", each in own) for each in values]
    quartiles = (D(2), D(5), D(8))
    return dot_strip(points, quartiles=quartiles, width=width, most_ticks=5, write=str)


def test_dots_lie_along_the_axis_from_the_lowest_to_the_highest():
    found = strip("0", "5", "10")
    places = {dot.title: dot.x for dot in found.dots}
    assert places == {"Tỉnh 0": D("30.0"), "Tỉnh 5": D("381.0"), "Tỉnh 10": D("732.0")}
    assert [text for _x, text in found.ticks] == ["0", "2", "4", "6", "8", "10"]


def test_equal_values_stand_on_each_other_the_own_one_at_the_bottom():
    found = strip("0", "5", "5", "5.01", "10", own=("5.01",))
    heap = [dot for dot in found.dots if D(370) < dot.x < D(390)]
    assert sorted((dot.y for dot in heap), reverse=True) == [D("46.5"), D("37.5"), D("28.5")]
    assert [(dot.is_own, dot.y) for dot in heap][-1] == (True, D("46.5"))
    assert found.height == D("75.0")


def test_the_band_is_the_middle_half_and_the_line_the_median():
    found = strip("0", "5", "10")
    assert (found.band_x, found.band_width, found.median_x) == (D("170.0"), D("420.0"), D("380.0"))


def test_own_provinces_are_named_and_names_do_not_touch():
    found = strip("0", "5", "5.1", "10", own=("5", "5.1", "0", "10"))
    labels = {label.text: label for label in found.labels}
    assert labels["Tỉnh 5"].y != labels["Tỉnh 5.1"].y
    assert labels["Tỉnh 0"].anchor == "middle" and labels["Tỉnh 0"].y == labels["Tỉnh 10"].y


@pytest.mark.parametrize(("value", "anchor"), [("0", "start"), ("10", "end")])
def test_a_name_near_the_edge_stays_inside(value, anchor):
    points = [Point(D(each), "Bà Rịa - Vũng Tàu 5,1234", each == value) for each in ("0", "10")]
    found = dot_strip(points, quartiles=(D(2), D(5), D(8)), width=330, most_ticks=4, write=str)
    assert [label.anchor for label in found.labels] == [anchor]


def test_equal_values_everywhere_are_one_heap():
    found = strip("5", "5", "5")
    assert len({dot.x for dot in found.dots}) == 1
