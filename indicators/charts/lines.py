"""Geometry of several series on one time axis, each with its name at its end. Numbers in, pixels out.

The series differ in sign, dash and colour, so they are told apart without colour. Lines are joined neither over
gaps nor over breaks; a rank is drawn with the first place on top.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from indicators.charts.ticks import pixels, round_ticks

TOP, BOTTOM = Decimal(14), Decimal(26)
CHARACTER, BESIDE = 7, 12
"""Pixels of a character of a number, and what is free on both sides of it."""
LEAST_BETWEEN = Decimal(16)
"""From one name to the next: less would let them touch."""


@dataclass(frozen=True)
class Frame:
    """The size of a drawing, the room left of it for numbers and right of it for names, the ticks it can hold."""

    width: int
    height: int
    left: int
    right: int
    most_times: int
    most_values: int


LARGE = Frame(860, 340, 58, 168, 16, 7)
PHONE = Frame(340, 300, 46, 98, 5, 6)


@dataclass(frozen=True)
class Course:
    """One series: (running number of the period, value, words), oldest first, and the name at its end."""

    name: str
    points: Sequence[tuple[int, Decimal, str]]
    style: int
    is_dotted: bool = False


@dataclass(frozen=True)
class Mark:
    """One value: the path of its sign, and what it says when pointed at."""

    path: str
    title: str


@dataclass(frozen=True)
class Line:
    """A series as it is drawn."""

    style: int
    is_dotted: bool
    stretches: Sequence[str]
    marks: Sequence[Mark]
    name: str
    name_y: Decimal
    leader: str


@dataclass(frozen=True)
class Drawing:
    """The whole: lines, the two axes, and where a break stands."""

    frame: Frame
    lines: Sequence[Line]
    values: Sequence[tuple[Decimal, str]]
    times: Sequence[tuple[Decimal, str]]
    breaks: Sequence[Decimal]
    name_x: Decimal
    end_x: Decimal
    floor: Decimal

    @property
    def value_x(self) -> int:
        return self.frame.left - 10

    @property
    def time_y(self) -> Decimal:
        return self.floor + 20


@dataclass(frozen=True)
class Axes:
    """From a running number and a value to pixels."""

    frame: Frame
    first: int
    last: int
    low: Decimal
    high: Decimal
    is_inverted: bool

    def x(self, place: Decimal | int) -> Decimal:
        inner = Decimal(self.frame.width - self.frame.left - self.frame.right)
        if self.first == self.last:
            return pixels(self.frame.left + inner / 2)
        return pixels(self.frame.left + (Decimal(place) - self.first) / (self.last - self.first) * inner)

    def y(self, value: Decimal) -> Decimal:
        share = (value - self.low) / (self.high - self.low)
        inner = Decimal(self.frame.height) - TOP - BOTTOM
        return pixels(TOP + inner * (share if self.is_inverted else 1 - share))


def line_drawing(
    courses: Sequence[Course],
    *,
    frame: Frame,
    is_rank: bool,
    breaks: Sequence[int] = (),
    write_value: Callable[[Decimal], str],
    write_time: Callable[[int], str],
) -> Drawing | None:
    """The series together; None when none of them has a value. `breaks`: periods at which a new series starts."""
    values = [value for each in courses for _place, value, _words in each.points]
    if not values:
        return None
    places = [place for each in courses for place, _value, _words in each.points]
    first, last = min(places), max(places)
    # There is no place before the first, so the axis of a rank starts there.
    ticks = _rank_ticks(values, frame) if is_rank else round_ticks(values, most=frame.most_values)
    numbers = [write_value(each) for each in ticks]
    frame = replace(frame, left=max(frame.left, max(map(len, numbers)) * CHARACTER + BESIDE))
    axes = Axes(frame, first, last, ticks[0], ticks[-1], is_rank)
    drawn = [_line(each, axes, set(breaks)) for each in courses if each.points]
    inside = [each for each in breaks if first < each <= last]
    return Drawing(
        frame=frame,
        lines=_named(drawn, frame),
        values=[(axes.y(each), words) for each, words in zip(ticks, numbers, strict=True)],
        times=[(axes.x(each), write_time(each)) for each in _times(first, last, frame.most_times)],
        breaks=[axes.x(Decimal(each) - Decimal("0.5")) for each in inside],
        name_x=Decimal(frame.width - frame.right + 26),
        end_x=Decimal(frame.width - frame.right + 8),
        floor=Decimal(frame.height) - BOTTOM,
    )


def _rank_ticks(values: Sequence[Decimal], frame: Frame) -> list[Decimal]:
    ticks = round_ticks(values, most=frame.most_values, whole=True)
    kept = [each for each in ticks if each > 0]
    return kept if min(values) >= kept[0] and len(kept) > 1 else [Decimal(1), *(each for each in kept if each > 1)]


def _times(first: int, last: int, most: int) -> list[int]:
    """Every period, or every second, fourth … so that not more than `most` stand; the last one always."""
    step = next(each for each in (1, 2, 4, 5, 8, 10, 20, 40, 80, 400) if (last - first) // each < most)
    return list(range(last, first - 1, -step))[::-1]


def _line(course: Course, axes: Axes, breaks: set[int]) -> tuple[Line, Decimal, Decimal]:
    """The line without its name, and where it ends."""
    spots = [(place, axes.x(place), axes.y(value), words) for place, value, words in course.points]
    stretches: list[list[str]] = [[]]
    for number, (place, x, y, _words) in enumerate(spots):
        before = spots[number - 1][0] if number else place
        if place - before > 1 or any(before < each <= place for each in breaks):
            stretches.append([])
        stretches[-1].append(f"{x},{y}")
    line = Line(
        style=course.style,
        is_dotted=course.is_dotted,
        stretches=[" ".join(each) for each in stretches if len(each) > 1],
        marks=[Mark(_sign(course.style, x, y), words) for _place, x, y, words in spots],
        name=course.name,
        name_y=spots[-1][2],
        leader="",
    )
    return line, spots[-1][1], spots[-1][2]


def _sign(style: int, x: Decimal, y: Decimal) -> str:
    """One of six signs around a point: dot, square, diamond, triangle, triangle on its point, cross."""
    signs = {
        1: f"M{x - 4} {y}a4 4 0 1 0 8 0a4 4 0 1 0 -8 0z",
        2: f"M{x - 4} {y - 4}h8v8h-8z",
        3: f"M{x} {y - 5}l5 5l-5 5l-5 -5z",
        4: f"M{x} {y - 5}l5 9h-10z",
        5: f"M{x} {y + 5}l5 -9h-10z",
    }
    return signs.get(style, f"M{x - 4} {y - 4}l8 8m0 -8l-8 8")


def _named(drawn: Sequence[tuple[Line, Decimal, Decimal]], frame: Frame) -> list[Line]:
    """Each name as near to the end of its line as the others let it; a leader joins the two."""
    ordered = sorted(drawn, key=lambda each: each[2])
    heights = _apart([y for _line, _x, y in ordered], TOP, Decimal(frame.height) - BOTTOM)
    right = frame.width - frame.right
    found = {}
    for (line, x, y), height in zip(ordered, heights, strict=True):
        leader = f"M{x + 7} {y}L{right + 8} {y}L{right + 22} {height}"
        found[id(line)] = replace(line, name_y=height, leader=leader)
    return [found[id(line)] for line, _x, _y in drawn]


def _apart(wanted: Sequence[Decimal], top: Decimal, bottom: Decimal) -> list[Decimal]:
    """Heights in the order given, at least LEAST_BETWEEN apart and between top and bottom as far as they fit."""
    heights: list[Decimal] = []
    for each in wanted:
        heights.append(max(each, heights[-1] + LEAST_BETWEEN) if heights else max(each, top))
    limit = bottom
    for place in range(len(heights) - 1, -1, -1):
        heights[place] = min(heights[place], limit)
        limit = heights[place] - LEAST_BETWEEN
    return heights
