"""Bullet bars and sparklines: better to the right and up, clipped at the ends, spoken in words."""

from decimal import Decimal as D

import pytest
from django.utils import translation

from indicators.charts.inline import Dot, bullet, sparkline
from indicators.enums import Direction, Status


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


def bar(actual, expected=D(35), baseline=D(20), target=D(50), status=Status.ON_TRACK, direction=Direction.HIGHER):
    return bullet(
        status=status, baseline=baseline, target=target, actual=actual, expected=expected, direction=direction
    )


@pytest.mark.parametrize(
    ("case", "actual", "dot", "fill"),
    [
        ("at the baseline", D(20), D("26.0"), (D("26.0"), D("0.0"))),
        ("half of the way", D(35), D("118.0"), (D("26.0"), D("92.0"))),
        ("at the target", D(50), D("210.0"), (D("26.0"), D("184.0"))),
        ("past the target", D(51), D("216.1"), (D("26.0"), D("190.1"))),
        ("far past: clipped", D(500), D("224.7"), (D("26.0"), D("198.7"))),
        ("backward: left of the baseline", D("18.5"), D("16.8"), (D("16.8"), D("9.2"))),
        ("far backward: clipped", D(-80), D("7.6"), (D("7.6"), D("18.4"))),
    ],
)
def test_actual_value_on_the_bar(case, actual, dot, fill):
    drawn = bar(actual)
    assert (drawn.actual_x, (drawn.fill_x, drawn.fill_width)) == (dot, fill), case


def test_expected_value_and_target():
    drawn = bar(D(37))
    assert (drawn.has_expected, drawn.expected_x, drawn.goal_x, drawn.has_base) == (
        True,
        D("118.0"),
        D("210.0"),
        True,
    )


def test_rank_runs_to_the_right_as_it_falls():
    drawn = bar(D(26), D("22.5"), baseline=D(30), target=D(15), direction=Direction.LOWER)
    assert (drawn.actual_x, drawn.expected_x, drawn.goal_x) == (D("75.1"), D("118.0"), D("210.0"))


def test_rank_that_got_worse_runs_left():
    assert bar(D(31), baseline=D(30), target=D(15), direction=Direction.LOWER).actual_x == D("13.7")


def test_mirrored_values_draw_the_same_bar():
    up = bar(D(37))
    down = bar(D(-37), D(-35), D(-20), D(-50), direction=Direction.LOWER)
    assert (up.actual_x, up.expected_x, up.goal_x) == (down.actual_x, down.expected_x, down.goal_x)


def test_without_a_figure_only_the_way_is_drawn():
    drawn = bar(None)
    assert (drawn.has_actual, drawn.has_base, drawn.has_expected, drawn.label) == (
        False,
        True,
        True,
        "No figure yet, target 50",
    )


@pytest.mark.parametrize(("baseline", "target"), [(None, D(50)), (D(20), None), (None, None)])
def test_without_baseline_or_target_nothing_is_drawn(baseline, target):
    assert bar(D(30), baseline=baseline, target=target) is None


class TestKeepRule:
    """The level was reached at the start: the diamond stands inside the bar, and no tick asks for more."""

    def test_short_of_the_level(self):
        drawn = bar(D("96.9"), None, D("98.6"), D(98), Status.BELOW_KEEP)
        assert (drawn.goal_x, drawn.actual_x, drawn.has_base, drawn.has_expected) == (
            D("148.7"),
            D("99.6"),
            False,
            False,
        )

    def test_above_the_level_is_right_of_the_diamond(self):
        drawn = bar(D("98.3"), None, D("98.6"), D(98))
        assert drawn.actual_x == D("173.2")

    def test_rank_to_keep(self):
        drawn = bar(D(14), None, D(12), D(15), direction=Direction.LOWER)
        assert drawn.actual_x == D("165.0")

    def test_all_three_equal(self):
        drawn = bar(D(98), None, D(98), D(98))
        assert drawn.actual_x == drawn.goal_x
        assert drawn.base_x is None

    def test_the_baseline_has_its_tick_where_it_lies(self):
        assert bar(D(98), None, D(99), D(98)).base_x == D("197.7")
        assert bar(D(99), None, D(99), D(98)).base_x == bar(D(99), None, D(99), D(98)).actual_x
        assert bar(D(30), None, D(20), D(50)).base_x is None

    def test_without_a_figure(self):
        assert bar(None, None, D(99), D(98)).has_actual is False

    def test_expected_is_not_drawn_even_when_given(self):
        assert bar(D(99), D(98), D(99), D(98)).has_expected is False


def test_label_says_all_three():
    assert bar(D("37.5")).label == "Actual 37.5, needed by now 35, target 50"


def test_label_once_the_date_has_passed():
    assert bar(D(44), None).label == "Actual 44, target 50"


def test_label_is_written_by_the_caller():
    drawn = bullet(status=Status.MET, baseline=D(1), target=D(2), actual=D(2), write=lambda value: f"<{value}>")
    assert drawn.label == "Actual <2>, target <2>"


class TestSparkline:
    def test_better_is_up(self):
        spark = sparkline([D(10), D(20)])
        assert spark.lines == ("3.0,22.0 73.0,4.0",)

    def test_a_falling_rank_goes_up(self):
        spark = sparkline([D(20), D(10)], direction=Direction.LOWER)
        assert spark.lines == ("3.0,22.0 73.0,4.0",)

    def test_gap_stays_a_gap(self):
        spark = sparkline([D(10), D(20), None, D(10), D(20)])
        assert spark.lines == ("3.0,22.0 20.5,4.0", "55.5,22.0 73.0,4.0")

    def test_lines_are_not_joined_over_a_break(self):
        spark = sparkline([D(14), D(14), D(13), D(26), D(19)], direction=Direction.LOWER, breaks={1, 4})
        assert (spark.lines, spark.lone, spark.last) == (
            ("20.5,5.4 38.0,4.0 55.5,22.0",),
            (Dot(D("3.0"), D("5.4")),),
            Dot(D("73.0"), D("12.3")),
        )

    def test_latest_value_before_a_gap(self):
        assert sparkline([D(10), D(20), None]).last == Dot(D("38.0"), D("4.0"))

    def test_single_value_stands_at_the_right(self):
        spark = sparkline([D(5)])
        assert (spark.lines, spark.lone, spark.last) == ((), (), Dot(D("73.0"), D("13.0")))

    def test_flat_series_runs_through_the_middle(self):
        assert sparkline([D(5), D(5)]).lines == ("3.0,13.0 73.0,13.0",)

    def test_target_is_on_the_same_scale(self):
        assert sparkline([D(10), D(20)], target=D(30)).goal_path == "M75 4.0h9"

    def test_no_target_no_dash(self):
        assert sparkline([D(10), D(20)]).goal_path == ""

    @pytest.mark.parametrize("values", [[], [None, None]])
    def test_nothing_to_draw(self, values):
        assert sparkline(values) is None

    def test_label_gives_the_series(self):
        assert sparkline([D(10), None, D(20)], target=D(30)).label == "Series: 10; 20; target 30"

    def test_label_without_target(self):
        assert sparkline([D(10)]).label == "Series: 10"
