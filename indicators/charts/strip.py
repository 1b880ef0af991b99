"""Geometry of the distribution of an indicator: one dot for each province along its values. Numbers in, pixels out.

Equal and nearly equal values stand on top of each other, so the height of a heap is how many they are.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from indicators.charts.ticks import pixels, round_ticks

RADIUS = Decimal(4)
STEP = Decimal(9)
"""From the middle of a dot to that of the next one, beside it or above."""
MARGIN = Decimal(30)
HEAD, FOOT = Decimal(24), Decimal(24)
"""Room for the words of the own provinces above the dots, and for the axis under them."""
LETTER = Decimal("6.6")
"""Pixels of a letter of the labels: enough to see whether two of them touch."""
LINE = Decimal(14)


@dataclass(frozen=True)
class Point:
    """One province: its value, its name with the value, whether it is one of the reader's own."""

    value: Decimal
    title: str
    is_own: bool = False
    url: str = ""


@dataclass(frozen=True)
class Dot:
    x: Decimal
    y: Decimal
    title: str
    is_own: bool
    url: str


@dataclass(frozen=True)
class Label:
    """The name of an own province over its heap, with the line that leads down to its dot."""

    text: str
    x: Decimal
    y: Decimal
    anchor: str
    stem: str


@dataclass(frozen=True)
class Strip:
    """The drawing: dots from left to right, the middle half as a band, the median as a line, the axis."""

    width: Decimal
    height: Decimal
    floor: Decimal
    dots: Sequence[Dot]
    labels: Sequence[Label]
    ticks: Sequence[tuple[Decimal, str]]
    band_x: Decimal
    band_width: Decimal
    median_x: Decimal
    top: Decimal

    @property
    def rise(self) -> Decimal:
        return self.floor - self.top

    @property
    def tick_y(self) -> Decimal:
        return self.floor + 17


def dot_strip(
    points: Sequence[Point],
    *,
    quartiles: tuple[Decimal, Decimal, Decimal],
    width: int,
    most_ticks: int,
    write: Callable[[Decimal], str],
) -> Strip:
    """The distribution of at least one point. `quartiles` are the two ends of the middle half around the median."""
    ticks = round_ticks([each.value for each in points], most=most_ticks)
    inner = Decimal(width) - 2 * MARGIN

    def across(value: Decimal) -> Decimal:
        return MARGIN + (value - ticks[0]) / (ticks[-1] - ticks[0]) * inner

    heaps = _heaps(points, across)
    own = sorted((each for each in points if each.is_own), key=lambda each: each.value)
    rows = _rows([(across(each.value), each.title) for each in own], Decimal(width))
    top = HEAD + LINE * max(0, max(rows, default=0))
    floor = top + STEP * max(len(heap) for heap in heaps.values())
    dots = [_dot(each, x, floor, level) for x, heap in heaps.items() for level, each in enumerate(heap)]
    places = {dot.title: dot for dot in dots if dot.is_own}
    low, middle, high = (across(each) for each in quartiles)
    return Strip(
        width=Decimal(width),
        height=pixels(floor + FOOT),
        floor=pixels(floor),
        # The own ones last: nothing covers them.
        dots=sorted(dots, key=lambda each: (each.is_own, each.x)),
        labels=[_label(places[each.title], row, Decimal(width)) for each, row in zip(own, rows, strict=True)],
        ticks=[(pixels(across(each)), write(each)) for each in ticks],
        band_x=pixels(low),
        band_width=pixels(high - low),
        median_x=pixels(middle),
        top=pixels(top),
    )


def _heaps(points: Sequence[Point], across: Callable[[Decimal], Decimal]) -> dict[Decimal, list[Point]]:
    """Dots by the middle of their column; the own ones at the bottom of a heap."""
    heaps: dict[Decimal, list[Point]] = {}
    for each in sorted(points, key=lambda each: (not each.is_own, each.value)):
        column = ((across(each.value) - MARGIN) / STEP).to_integral_value()
        heaps.setdefault(MARGIN + column * STEP, []).append(each)
    return heaps


def _dot(point: Point, x: Decimal, floor: Decimal, level: int) -> Dot:
    return Dot(pixels(x), pixels(floor - STEP / 2 - STEP * level), point.title, point.is_own, point.url)


def _rows(placed: Sequence[tuple[Decimal, str]], width: Decimal) -> list[int]:
    """The line on which each label stands: the lowest one where it touches none before it."""
    ends: list[Decimal] = []
    rows = []
    for x, text in placed:
        long = LETTER * len(text)
        start = min(max(x - long / 2, Decimal(0)), width - long)
        row = next((place for place, end in enumerate(ends) if end < start), len(ends))
        ends[row : row + 1] = [start + long + LETTER]
        rows.append(row)
    return rows


def _label(dot: Dot, row: int, width: Decimal) -> Label:
    y = HEAD - 12 + LINE * row
    half = LETTER * len(dot.title) / 2
    anchor = "start" if dot.x < half else "end" if dot.x > width - half else "middle"
    return Label(dot.title, dot.x, pixels(y), anchor, f"M{dot.x} {pixels(y + 4)}V{dot.y - RADIUS - 1}")
