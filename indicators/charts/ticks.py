"""Round numbers for an axis of values: 1, 2 or 5 times a power of ten apart."""

from collections.abc import Iterable
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Decimal

STEPS = (Decimal(1), Decimal(2), Decimal(5), Decimal(10))


def round_ticks(values: Iterable[Decimal], *, most: int, whole: bool = False) -> list[Decimal]:
    """At most `most` + 1 round numbers that enclose the values; two for equal values. `whole`: no fractions."""
    known = list(values)
    low, high = min(known), max(known)
    span = high - low or max(abs(high), Decimal(1)) / 5
    step = _step(span / most)
    if whole:
        step = max(step, Decimal(1))
    first = (low / step).to_integral_value(ROUND_FLOOR)
    last = max((high / step).to_integral_value(ROUND_CEILING), first + 1)
    return [step * place for place in range(int(first), int(last) + 1)]


def pixels(value: Decimal) -> Decimal:
    """A length as it is printed: one decimal."""
    return value.quantize(Decimal("0.1"), ROUND_HALF_UP)


def _step(least: Decimal) -> Decimal:
    power = Decimal(1).scaleb(least.adjusted())
    return next(each * power for each in STEPS if each * power >= least)
