"""A composite index: a weighted sum of its parts. What is missing is named, never guessed.

Knows no index: the weights are given, and every part is measured on the scale of the total.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_FLOOR, ROUND_HALF_UP, Decimal


@dataclass(frozen=True)
class Part:
    """A component: its weight in the total, and its value, None where unknown."""

    key: str
    weight: Decimal
    value: Decimal | None


@dataclass(frozen=True)
class Composite:
    """The sum of the known contributions; `missing` are the keys of the parts without a value."""

    known: Decimal
    contributions: Mapping[str, Decimal]
    missing: tuple[str, ...]

    @property
    def total(self) -> Decimal | None:
        """The value of the index; None while a part is missing."""
        return None if self.missing else self.known


def composite(parts: Iterable[Part]) -> Composite:
    """Add up the parts, without rounding."""
    every = list(parts)
    contributions = {each.key: each.weight * each.value for each in every if each.value is not None}
    return Composite(
        known=sum(contributions.values(), Decimal(0)),
        contributions=contributions,
        missing=tuple(each.key for each in every if each.value is None),
    )


def unexplained(published: Decimal, found: Composite) -> Decimal:
    """What of the published total its known parts do not give: the parts that are missing, or rounding."""
    return published - found.known


def total_with(trial: Composite, published: Decimal | None, before: Composite) -> Decimal | None:
    """The total if the parts were those of `trial` instead of `before`.

    The unexplained rest stays as published as long as the same parts are missing; with every part given the sum
    counts alone, unless it was known `before` too. None where neither can be said.
    """
    if published is not None and trial.missing == before.missing:
        return trial.known + unexplained(published, before)
    return trial.total


def rounding_bound(weights: Iterable[Decimal], part_decimals: int, total_decimals: int) -> Decimal:
    """How far a sum of printed parts can lie from a printed total when nothing but rounding parts them."""
    half = Decimal("0.5")
    return sum(weights, Decimal(0)) * half.scaleb(-part_decimals) + half.scaleb(-total_decimals)


def shown_parts(parts: Sequence[Decimal], decimals: int) -> list[Decimal]:
    """The parts rounded so that what is shown adds up to the rounded sum: the largest remainders are rounded up."""
    unit = Decimal(1).scaleb(-decimals)
    floors = [each.quantize(unit, ROUND_FLOOR) for each in parts]
    lacking = int((rounded(sum(parts, Decimal(0)), decimals) - sum(floors, Decimal(0))) / unit)
    largest = sorted(range(len(parts)), key=lambda index: floors[index] - parts[index])
    for index in largest[:lacking]:
        floors[index] += unit
    return floors


def rounded(value: Decimal, decimals: int) -> Decimal:
    return value.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)


@dataclass(frozen=True)
class Position:
    """A place among `count`, and how many others share it."""

    place: int
    tied: int
    count: int


def position(value: Decimal, others: Iterable[Decimal], direction: int = 1) -> Position:
    """The place among the others, the value itself counted; equals share the better. Direction −1: less is better."""
    every = list(others)
    better = sum(1 for each in every if direction * each > direction * value)
    return Position(better + 1, every.count(value), len(every) + 1)
