"""The tolerance of each shape."""

from decimal import Decimal

import pytest

from dtracker.formats.quarters import Period
from indicators.enums import Direction, Frequency, Shape
from indicators.progress import Measure
from tests.indicators.progress.cases import at_least, at_most, judged_alone

GROWTH = Measure(Shape.GROWTH, Direction.HIGHER, Frequency.QUARTER, decimals=1)
RANGE = Measure(Shape.RANGE, None, Frequency.QUARTER, decimals=0, tolerance=Decimal(2))


@pytest.mark.parametrize(
    ("measure", "goal", "tolerance"),
    [
        (
            Measure(Shape.PERCENT, Direction.HIGHER, Frequency.QUARTER, 2),
            at_least(50, Period(2025)),
            Decimal("0.5"),
        ),
        (Measure(Shape.PERCENT, Direction.HIGHER, Frequency.QUARTER, 0), at_least(50, Period(2025)), 1),
        (Measure(Shape.RANK, Direction.LOWER, Frequency.YEAR, 0), at_most(15, Period(2025)), 1),
        (
            Measure(Shape.SCORE, Direction.HIGHER, Frequency.YEAR, 4, scale=Decimal(1)),
            at_least("0.7", Period(2025)),
            Decimal("0.005"),
        ),
        (
            Measure(Shape.SCORE, Direction.HIGHER, Frequency.YEAR, 2),
            at_least("0.7", Period(2025)),
            Decimal("0.01"),
        ),
        (
            Measure(Shape.STOCK, Direction.HIGHER, Frequency.YEAR, 0),
            at_least(5000, Period(2025), baseline=Decimal(1000), baseline_period=Period(2020)),
            40,
        ),
        (Measure(Shape.STOCK, Direction.HIGHER, Frequency.YEAR, 0), at_least(5000, Period(2025)), 1),
        (
            Measure(Shape.STOCK, Direction.HIGHER, Frequency.YEAR, 0, tolerance=Decimal(7)),
            at_least(5000, Period(2025), baseline=Decimal(1000), baseline_period=Period(2020)),
            7,
        ),
        (
            Measure(Shape.RANGE, Direction.HIGHER, Frequency.YEAR, 1),
            at_least(5, Period(2025)),
            Decimal("0.1"),
        ),
        (GROWTH, at_least(20, Period(2025), baseline_period=Period(2020)), Decimal("0.5")),
    ],
)
def test_tolerance(measure, goal, tolerance):
    assert judged_alone(goal, {"2023": "1"}, measure).tolerance == tolerance
