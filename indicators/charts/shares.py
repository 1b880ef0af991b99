"""Geometry of the bars of a ranking: a value on its scale, and the reference line. Numbers in, pixels out."""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

WIDTH = 200


@dataclass(frozen=True)
class ShareBar:
    """A bar of 200 × 12: its fill, and where the reference stands (None: outside the scale or unknown)."""

    width: Decimal
    reference_x: Decimal | None


def share_bar(value: Decimal, *, top: Decimal, reference: Decimal | None = None) -> ShareBar | None:
    """The bar of a value on a scale from 0 to `top`; None for a scale that is not above 0."""
    if top <= 0:
        return None
    has_reference = reference is not None and 0 <= reference <= top
    return ShareBar(_pixels(value, top), _pixels(reference, top) if has_reference else None)


def _pixels(value: Decimal, top: Decimal) -> Decimal:
    share = min(max(value / top, Decimal(0)), Decimal(1))
    return (share * WIDTH).quantize(Decimal("0.1"), ROUND_HALF_UP)
