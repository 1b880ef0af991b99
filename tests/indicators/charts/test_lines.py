"""Several series on one axis: what is joined, which side is up, where the names stand."""

from decimal import Decimal
from itertools import pairwise

from indicators.charts.lines import LARGE, LEAST_BETWEEN, PHONE, Course, line_drawing


def course(name: str, *values, number: int = 1, first: int = 2020, **more) -> Course:
    points = [(first + place, Decimal(each), f"{name} {each}") for place, each in enumerate(values) if each is not None]
    return Course(name, points, number, **more)


def drawing(*courses, **settings):
    settings = {"frame": LARGE, "is_rank": False, "write_value": str, "write_time": str} | settings
    return line_drawing(courses, **settings)


def stretches(found) -> list[int]:
    return [len(each.split()) for each in found.lines[0].stretches]


def test_nothing_is_drawn_without_a_value():
    assert drawing(course("Hải Dương")) is None


def test_a_series_is_one_line_with_a_mark_for_each_value():
    found = drawing(course("Hải Dương", 1, 2, 3))
    assert stretches(found) == [3]
    assert [mark.title for mark in found.lines[0].marks] == ["Hải Dương 1", "Hải Dương 2", "Hải Dương 3"]
    assert [text for _x, text in found.times] == ["2020", "2021", "2022"]


def test_a_missing_period_stays_a_gap():
    assert stretches(drawing(course("Hải Dương", 1, 2, None, 3, 4))) == [2, 2]


def test_a_break_is_never_crossed():
    found = drawing(course("Hải Dương", 1, 2, 3, 4), breaks=[2022])
    assert stretches(found) == [2, 2]
    assert len(found.breaks) == 1


def test_a_break_outside_the_years_shown_is_not_drawn():
    found = drawing(course("Hải Dương", 1, 2), breaks=[2018, 2020, 2030])
    assert (stretches(found), found.breaks) == ([2], [])


def test_the_first_place_of_a_ranking_is_on_top_and_there_is_none_above():
    found = drawing(course("Hải Dương", 63, 2), is_rank=True)
    values = sorted((y, text) for y, text in found.values)
    assert values[0][1] == "1"
    assert min(int(text) for _y, text in found.values) == 1
    ends = [point.split(",")[1] for point in found.lines[0].stretches[0].split()]
    assert Decimal(ends[0]) > Decimal(ends[1])


def test_more_is_higher_for_all_else():
    ends = [point.split(",")[1] for point in drawing(course("Hải Dương", 1, 9)).lines[0].stretches[0].split()]
    assert Decimal(ends[0]) > Decimal(ends[1])


def test_names_of_equal_ends_stand_apart_and_inside():
    found = drawing(*(course(f"Tỉnh {n}", 1, 2, number=n) for n in range(1, 7)))
    heights = sorted(line.name_y for line in found.lines)
    assert all(later - earlier >= LEAST_BETWEEN for earlier, later in pairwise(heights))
    assert heights[0] >= 0 and heights[-1] <= found.floor


def test_six_series_have_six_signs():
    found = drawing(*(course(f"Tỉnh {n}", n, number=n) for n in range(1, 7)))
    shapes = {
        mark.path.split("a")[0][-1] + mark.path.split(" ", 1)[1][-8:] for line in found.lines for mark in line.marks
    }
    assert len(shapes) == 6


def test_a_phone_gets_fewer_times_and_always_the_last():
    found = drawing(course("Hải Dương", *range(1, 17), first=2008), frame=PHONE)
    times = [text for _x, text in found.times]
    assert (times[-1], len(times)) == ("2023", 4)


def test_a_sum_is_dotted():
    assert drawing(course("cộng", 1, 2, is_dotted=True)).lines[0].is_dotted


def test_long_numbers_get_the_room_they_need_at_the_left():
    assert drawing(course("Hải Dương", 1, 9)).frame == LARGE
    found = drawing(course("Hải Dương", 1_000_000, 9_000_000), write_value="{:,.0f}".format)
    assert found.frame.left == len("10,000,000") * 7 + 12
    assert found.value_x == found.frame.left - 10
