"""Exact arithmetic of the method: fractions inside, decimals at the door."""

from decimal import Context, Decimal
from fractions import Fraction

# Enough digits that a printed number never differs from the exact one.
_DIVISION = Context(prec=40)


def as_decimal(number: Fraction | None) -> Decimal | None:
    """The number as a decimal: exact where it ends within 40 digits, else rounded there. None stays None."""
    if number is None:
        return None
    return _DIVISION.divide(Decimal(number.numerator), Decimal(number.denominator))
