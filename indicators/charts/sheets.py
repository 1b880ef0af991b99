"""The two sizes in which a series is drawn, each with its axes and with what its words must leave free."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import count, pairwise

from indicators.charts.axes import (
    MOST_TICKS,
    QUARTERS_ON_A_PHONE,
    YEARS_ON_A_PHONE,
    room_for_numbers,
    time_axis,
    value_axis,
)
from indicators.charts.drawing import Drawing, Point, band_sides, pixels
from indicators.charts.labels import Box, Frame, Ground, Segment, Value, ground, place_values
from indicators.charts.plans import Corner
from indicators.explain import value_words

WIDE, NARROW = (720, 290), (285, 230)
"""Pixels of the drawing inside its margins, on a desk and on a phone."""
LEFT = (54, 44)
"""Pixels left of it, where its numbers need no more; what they need more it loses."""
MOST_LABELLED_POINTS = 9
NOTE = 20
"""Pixels of the number of a note."""


@dataclass(frozen=True)
class Sheet:
    """One size of the drawing. `merger`: where the province ends on the axis, if it does."""

    drawing: Drawing
    xaxis: dict
    yaxis: dict
    ground: Ground
    is_narrow: bool

    @property
    def left(self) -> int:
        """Pixels left of the drawing."""
        return room_for_numbers(self.yaxis, LEFT[self.is_narrow])

    @property
    def notes(self) -> list[tuple[int, float, int]]:
        """Number, place and level above the floor of each note: those of neighbouring days stand on each other."""
        found: list[tuple[int, float, int]] = []
        for number, place in self.drawing.notes:
            near = {level for _number, other, level in found if abs(self._across(place) - self._across(other)) < NOTE}
            found.append((number, place, next(each for each in count() if each not in near)))
        return found

    def _across(self, place: float) -> float:
        return self.ground.frame.at(place, 0)[0]

    @property
    def merger(self) -> float | None:
        return merger_place(self.drawing, self.xaxis["range"])


def sheets_of(drawing: Drawing) -> tuple[Sheet, Sheet, list[str]]:
    """The wide sheet, the narrow one, and the side of its point where each published value stands on both."""
    wide, narrow = _sheet(drawing, is_narrow=False), _sheet(drawing, is_narrow=True)
    values = [
        Value(each.place, pixels(each.value), value_text(drawing, each), is_covered(drawing, each))
        for each in drawing.points
    ]
    return wide, narrow, place_values(values, [wide.ground, narrow.ground])


def is_covered(drawing: Drawing, point: Point) -> bool:
    """Whether a target has just this value in this period, so that its diamond lies on the point."""
    return any((each.place, each.value) == (point.place, point.value) for each in drawing.diamonds)


def value_text(drawing: Drawing, point: Point) -> str:
    """What stands beside a published value; "" where there are too many."""
    return "" if len(drawing.points) > MOST_LABELLED_POINTS else value_words_of(drawing, point.value)


def value_words_of(drawing: Drawing, value: Decimal) -> str:
    """The value without its unit, which the axis names; the percent sign stays."""
    indicator = drawing.page.indicator
    return value_words(value, indicator, with_unit=indicator.unit == "%")


def merger_place(drawing: Drawing, x_range: list[float]) -> float | None:
    if drawing.page.ended_on is None:
        return None
    x = drawing.calendar.after(drawing.page.ended_on)
    return max(x, x_range[0]) if x < x_range[1] else None


def _sheet(drawing: Drawing, *, is_narrow: bool) -> Sheet:
    first, last = min(drawing.places), max(drawing.places)
    width, height = NARROW if is_narrow else WIDE
    yaxis = value_axis(drawing.page.indicator, drawing.values, [each.value for each in drawing.diamonds])
    width -= room_for_numbers(yaxis, LEFT[is_narrow]) - LEFT[is_narrow]
    few = YEARS_ON_A_PHONE if drawing.calendar.yearly else QUARTERS_ON_A_PHONE
    xaxis = time_axis(drawing.calendar, first, last, width=width, most=few if is_narrow else MOST_TICKS)
    merger = merger_place(drawing, xaxis["range"])
    walls = [*band_sides(drawing), *([(merger, merger)] if merger is not None else [])]
    frame = Frame(width, height, xaxis["range"], yaxis["range"])
    diamonds = [(each.place, pixels(each.value)) for each in drawing.diamonds]
    free = ground(frame, _segments(drawing), walls, diamonds)
    found = Sheet(drawing, xaxis, yaxis, free, is_narrow)
    free.boxes += [_note_box(frame, place, level) for _number, place, level in found.notes]
    return found


def _note_box(frame: Frame, place: float, level: int) -> Box:
    x, _y = frame.at(place, frame.y_range[0])
    bottom = frame.height - level * NOTE
    return Box(x - NOTE / 2, bottom - NOTE, x + NOTE / 2, bottom)


def _segments(drawing: Drawing) -> Iterator[Segment]:
    """Everything that is drawn as a line, each piece from left to right."""
    lines = [[(each.place, each.value) for each in stretch] for stretch in drawing.stretches]
    lines += drawing.ways
    lines += [corners for _document, corners in drawing.plans]
    lines += [[(each.start, each.value), (each.end, each.value), (each.end, each.next_value)] for each in drawing.steps]
    lines.append([(drawing.calendar.place(each.period), each.value) for each in drawing.page.drafts])
    for line in lines:
        yield from _pieces(line)
    yield from ahead_lines(drawing)


def ahead_lines(drawing: Drawing) -> Iterator[Segment]:
    """The line at the recent pace and the edges of its band."""
    for edge in ("low", "middle", "high"):
        yield from _pieces([(place, getattr(spread, edge)) for place, spread in drawing.ahead.items()])


def _pieces(line: list[Corner]) -> Iterator[Segment]:
    for left, right in pairwise(line):
        yield (left[0], pixels(left[1])), (right[0], pixels(right[1]))
