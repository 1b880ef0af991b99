"""Geometry of the bars of a ranking."""

from decimal import Decimal

import pytest

from indicators.charts.shares import ShareBar, share_bar


@pytest.mark.parametrize(
    ("value", "top", "reference", "bar"),
    [
        ("0.8373", "1", "0.6961", ShareBar(Decimal("167.5"), Decimal("139.2"))),
        ("0.5", "1", None, ShareBar(Decimal("100.0"), None)),
        ("120", "100", "-1", ShareBar(Decimal("200.0"), None)),
        ("-5", "100", "101", ShareBar(Decimal("0.0"), None)),
        ("5", "100", "100", ShareBar(Decimal("10.0"), Decimal("200.0"))),
    ],
)
def test_share_bar(value, top, reference, bar):
    assert share_bar(Decimal(value), top=Decimal(top), reference=reference and Decimal(reference)) == bar


def test_no_bar_without_a_scale():
    assert share_bar(Decimal(0), top=Decimal(0)) is None
