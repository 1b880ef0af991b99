"""Where a series arrives if it keeps its recent pace: an outlook beside the status, never part of it.

The pace is the median of the slopes between every two recent figures (Theil 1950, Sen 1968): a single odd figure before
the latest one cannot turn it. The uncertainty is the middle half of the same slopes.

Pure: no database, no clock, no request.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from itertools import combinations

from indicators.progress.exact import as_decimal

LEAST_POINTS = 5
"""Of the six slopes between four figures one odd figure spoils three; of the ten between five only four."""
RECENT = 8
"""How many periods, the latest one included, count as recent: two whole years of quarters, so that seasons balance."""
REACH = 3
"""How many times the time seen the line is drawn ahead at most."""


class Refusal(StrEnum):
    """Why a series has no outlook; the first that applies."""

    MILESTONE = "milestone"
    GROWTH = "growth"
    COUNTS_AFRESH = "counts-afresh"
    ENDED = "ended"
    NO_FIGURE = "no-figure"
    NO_TARGET = "no-target"
    OUT_OF_DATE = "out-of-date"
    OTHER_BASE = "other-base"
    TOO_FEW = "too-few"
    TOO_FAR = "too-far"


@dataclass(frozen=True)
class Spread:
    """A projected value with its uncertainty, in the unit of the series: low ≤ middle ≤ high."""

    low: Decimal
    middle: Decimal
    high: Decimal


@dataclass(frozen=True)
class Projection:
    """What follows the latest figure at the recent pace.

    `pace` is the change per period. `values` go by the ordinal of the period, from the latest figure (known, so without
    spread) to the last period within reach. `points`: how many figures the pace was taken from.
    """

    pace: Spread
    values: Mapping[int, Spread]
    points: int


def project(
    figures: Iterable[tuple[int, Decimal]],
    *,
    until: int,
    recent: int = RECENT,
    least: Decimal | None = None,
    most: Decimal | None = None,
) -> Projection | None:
    """The projection of (ordinal, value) pairs of one unbroken series up to the period `until`, within its bounds.

    None with fewer than LEAST_POINTS figures among the `recent` periods, or when `until` is not ahead of the last one.
    """
    used = recent_figures(figures, recent)
    last = used[-1][0] if used else until
    if until <= last or len(used) < LEAST_POINTS:
        return None
    paces = _quartiles([(high - low) / (right - left) for (left, low), (right, high) in combinations(used, 2)])
    end = min(until, last + REACH * (last - used[0][0]))
    start = used[-1][1]
    ahead = {place: [start + pace * (place - last) for pace in paces] for place in range(last, end + 1)}
    values = {place: _spread(_within(each, least, most) for each in found) for place, found in ahead.items()}
    return Projection(_spread(paces), values, len(used))


def recent_figures(figures: Iterable[tuple[int, Decimal]], recent: int = RECENT) -> list[tuple[int, Fraction]]:
    """Those of the latest `recent` periods, oldest first: what the pace is taken from."""
    known = dict(figures)
    last = max(known, default=0)
    return [(place, Fraction(value)) for place, value in sorted(known.items()) if place > last - recent]


def _quartiles(numbers: list[Fraction]) -> list[Fraction]:
    """The quartiles, between two neighbours in proportion, so that the mirror image has the mirrored ones."""
    ordered = sorted(numbers)
    found = []
    for quarter in (1, 2, 3):
        index, rest = divmod((len(ordered) - 1) * quarter, 4)
        above = ordered[min(index + 1, len(ordered) - 1)]
        found.append(ordered[index] + (above - ordered[index]) * Fraction(rest, 4))
    return found


def _within(value: Fraction, least: Decimal | None, most: Decimal | None) -> Fraction:
    if most is not None:
        value = min(value, Fraction(most))
    return value if least is None else max(value, Fraction(least))


def _spread(numbers: Iterable[Fraction]) -> Spread:
    return Spread(*(as_decimal(each) for each in numbers))
