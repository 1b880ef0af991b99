"""Ranges: between two ends, with and without a good end."""

from decimal import Decimal

import pytest

from dtracker.formats.quarters import Period
from indicators.enums import Comparator, Direction, Flag, Frequency, Shape, Status
from indicators.progress import Goal, Measure, Raised
from tests.indicators.progress.cases import judged_alone

RANGE = Measure(Shape.RANGE, None, Frequency.QUARTER, decimals=0, tolerance=Decimal(2))

FORTY_TO_SIXTY = Goal(
    "t",
    Period(2025),
    Comparator.BETWEEN,
    Decimal(40),
    Decimal(60),
    baseline=Decimal(20),
    baseline_period=Period(2020),
)
FROM_ABOVE = Goal(
    "t",
    Period(2025),
    Comparator.BETWEEN,
    Decimal(40),
    Decimal(60),
    baseline=Decimal(80),
    baseline_period=Period(2020),
)


@pytest.mark.parametrize(
    ("goal", "value", "status", "expected"),
    [
        pytest.param(FORTY_TO_SIXTY, "40", Status.MET, None, id="lower end"),
        pytest.param(FORTY_TO_SIXTY, "60", Status.MET, None, id="upper end"),
        pytest.param(FORTY_TO_SIXTY, "30", Status.ON_TRACK, 30, id="half way to the nearer end"),
        pytest.param(FORTY_TO_SIXTY, "61", Status.ON_TRACK, None, id="through, within tolerance"),
        pytest.param(FORTY_TO_SIXTY, "70", Status.BELOW_KEEP, None, id="through and out again"),
        pytest.param(FROM_ABOVE, "70", Status.ON_TRACK, 70, id="half way down"),
        pytest.param(FROM_ABOVE, "79", Status.SLOW, 70, id="hardly down"),
    ],
)
def test_range_without_direction(goal, value, status, expected):
    verdict = judged_alone(goal, {"2023-Q2": value}, RANGE)

    assert (verdict.status, verdict.expected, verdict.flags) == (status, expected, ())


@pytest.mark.parametrize(
    ("direction", "value", "status", "flags"),
    [
        (Direction.HIGHER, "70", Status.MET, (Raised(Flag.EXCEEDED),)),
        (Direction.HIGHER, "50", Status.MET, ()),
        (Direction.HIGHER, "30", Status.ON_TRACK, ()),
        (Direction.LOWER, "30", Status.MET, (Raised(Flag.EXCEEDED),)),
        (Direction.LOWER, "70", Status.BELOW_KEEP, ()),
    ],
)
def test_range_with_a_good_end(direction, value, status, flags):
    measure = Measure(Shape.RANGE, direction, Frequency.QUARTER, decimals=0, tolerance=Decimal(2))

    verdict = judged_alone(FORTY_TO_SIXTY, {"2023-Q2": value}, measure)

    assert (verdict.status, verdict.flags) == (status, flags)
