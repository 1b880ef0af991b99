"""The two axes of a series: time in whole periods, values with the better side always up for ranks."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from dtracker.formats.quarters import Period
from indicators.charts import colours
from indicators.enums import Direction, Shape
from indicators.models import Indicator

MOST_TICKS = 12
MOST_NUMBERS = 7
CHARACTER, EDGE = 7, 10
"""Pixels of a character of the numbers at the left, and what they keep free at both ends."""
LEFT, RIGHT = 36, 14
"""Pixels from the edges of the drawing to the first and the last place: numbers of the other axis stand at the left."""
YEARS_ON_A_PHONE, QUARTERS_ON_A_PHONE = 6, 4
ROOM = Decimal("0.12")
"""Share of the span left free above and below the values."""
ROOM_FOR_GOAL = Decimal("0.24")
"""The same above the values where the highest is a target: its words stand on it, and no line lies there."""
OVER_FULL = Decimal("0.18")
"""Share of a whole that its words may take above 100%: no further number of the axis stands there."""
ROOM_FOR_WORDS = 6
"""Ranks left free above the best one, where the words of crowded targets stand."""


@dataclass(frozen=True)
class Calendar:
    """Periods as places on the time axis: running numbers, so that gaps are true to time."""

    yearly: bool

    def place(self, period: Period) -> int:
        return (period.as_year() if self.yearly else period.as_quarter()).ordinal

    def period(self, place: int) -> Period:
        return Period(place) if self.yearly else Period((place - 1) // 4, (place - 1) % 4 + 1)

    def at(self, day: date) -> float:
        """Where a day begins inside its period, which reaches half a place to both sides."""
        holding = Period.of(day, self.yearly)
        return holding.ordinal - 0.5 + (day - holding.start) / (holding.end - holding.start + timedelta(days=1))

    def after(self, day: date) -> float:
        """Between the last whole period up to the day and the one that follows it."""
        holding = Period.of(day, self.yearly)
        last = holding if holding.end <= day else holding.previous()
        return last.ordinal + 0.5


def time_axis(calendar: Calendar, first: int, last: int, *, width: int, most: int = MOST_TICKS) -> dict:
    """`width`: of the drawing in pixels, of which the outer ticks get room for half their words."""
    ticks = _ticks(calendar, first, last, most)
    left, right = (
        max(least, (last - first) * room / (width - LEFT - RIGHT)) for least, room in ((0.5, LEFT), (0.6, RIGHT))
    )
    return {
        "type": "linear",
        "range": [first - left, last + right],
        "tickangle": 0,
        "tickmode": "array",
        "tickvals": ticks,
        "ticktext": [calendar.period(place).short for place in ticks],
        "showgrid": False,
        "zeroline": False,
        "fixedrange": False,
        "tickfont": {"size": 12, "color": colours.INK_3},
    }


def _ticks(calendar: Calendar, first: int, last: int, most: int) -> list[int]:
    steps = (1, 2, 5, 10) if calendar.yearly else (1, 2, 4, 8, 12, 20, 40)
    step = next((each for each in steps if (last - first) // each < most), steps[-1])
    # Counted from the last quarter of a year, so that year ends carry the ticks.
    start = first + (-first) % step
    return list(range(start, last + 1, step))


def value_axis(indicator: Indicator, values: Iterable[Decimal], goals: Iterable[Decimal] = ()) -> dict:
    """`goals`: those of the values that carry words."""
    low, high = _span(indicator, list(values), list(goals))
    is_percent = indicator.unit.startswith("%")
    decimals = _tick_decimals(indicator, high - low)
    return {
        "type": "linear",
        "range": [float(high), float(low)] if indicator.is_rank else [float(low), float(high)],
        "tickformat": f",.{decimals}f",
        "ticksuffix": "%" if is_percent else "",
        # No two of them are written alike.
        "nticks": max(1, min(MOST_NUMBERS, int((high - low).scaleb(decimals)))),
        "gridcolor": colours.LINE,
        "zeroline": False,
        "fixedrange": True,
        "tickfont": {"size": 12, "color": colours.INK_3},
    }


def room_for_numbers(axis: dict, least: int) -> int:
    """Pixels left of the drawing for the longest number of an axis of values."""
    written = (f"{each:{axis['tickformat']}}{axis['ticksuffix']}" for each in axis["range"])
    return max(least, max(map(len, written)) * CHARACTER + EDGE)


def _span(indicator: Indicator, values: Sequence[Decimal], goals: Sequence[Decimal]) -> tuple[Decimal, Decimal]:
    low, high = min(values), max(values)
    room = (high - low) * ROOM or max(abs(high) * ROOM, Decimal(1).scaleb(-indicator.decimals))
    foot = room
    if indicator.is_rank:
        # There is no place before the first.
        return max(Decimal("0.5"), low - max(room, ROOM_FOR_WORDS)), high + max(room, 4)
    starts_at_zero = 0 <= low <= high - low
    if high in goals:
        room = max(room, (high if starts_at_zero else high - low) * ROOM_FOR_GOAL)
    over = OVER_FULL if high in goals else ROOM / 2
    top = high + room if indicator.maximum is None else min(high + room, indicator.maximum * (1 + over))
    # A series that starts near zero shows its zero.
    return (Decimal(0) if starts_at_zero else low - foot), top


def _tick_decimals(indicator: Indicator, span: Decimal) -> int:
    if indicator.is_rank or span >= 8:
        return 0
    return min(indicator.decimals, 1 if span >= 1 else 2)


def value_title(indicator: Indicator, rank_of: int | None) -> str:
    """What the values are and which side is better: "Hạng trên 63 · ↑ tốt hơn"."""
    if indicator.is_rank:
        name = _("Rank among %(count)s") % {"count": rank_of} if rank_of else pgettext("figures", "Rank")
        return _("%(name)s · ↑ better") % {"name": name}
    name = indicator.unit or indicator.short
    if indicator.shape == Shape.RANGE:
        return name
    better = _("%(name)s · ↑ better") if indicator.direction == Direction.HIGHER else _("%(name)s · ↓ better")
    return better % {"name": name}
