"""The expected line of a leg and the place of a figure on it (rule 7)."""

from bisect import bisect_left
from dataclasses import dataclass
from fractions import Fraction

from dtracker.formats.quarters import Period
from indicators.progress.inputs import Observation
from indicators.progress.series import Series

Corner = tuple[Period, Fraction]


@dataclass(frozen=True)
class Leg:
    """A line from the start of a leg to its target, straight between its corners.

    All periods are of the indicator's calendar. `is_assumed`: the start is a milestone's target, because its
    figure never came. `shares_of`: the year whose quarterly shares bend a yearly flow.
    """

    corners: tuple[Corner, ...]
    sign: int
    rank_of: int | None = None
    is_assumed: bool = False
    shares_of: Period | None = None

    @property
    def start(self) -> Period:
        return self.corners[0][0]

    @property
    def start_value(self) -> Fraction:
        return self.corners[0][1]

    @property
    def end_value(self) -> Fraction:
        return self.corners[-1][1]

    @property
    def total(self) -> int:
        """Whole periods of the leg; at least one."""
        return self.corners[-1][0].ordinal - self.start.ordinal

    def elapsed(self, at: int) -> int:
        """Whole periods from the start to the period with this ordinal, within the leg."""
        return max(0, min(at - self.start.ordinal, self.total))

    def expected(self, at: int) -> Fraction:
        """E: the value of the line at the period with this ordinal."""
        at = self.start.ordinal + self.elapsed(at)
        places = [period.ordinal for period, _ in self.corners]
        index = max(1, bisect_left(places, at))
        (left, low), (right, high) = self.corners[index - 1], self.corners[index]
        return low + (high - low) * Fraction(at - left.ordinal, right.ordinal - left.ordinal)

    def ratio(self, value: Fraction, at: int) -> Fraction | None:
        """R: the way made for the way expected; None while the line has not left its start."""
        expected_way = self.expected(at) - self.start_value
        return (value - self.start_value) / expected_way if self.sign * expected_way > 0 else None

    def pace_so_far(self, figure: Observation) -> Fraction | None:
        """The mean change per period since the start; None at the start."""
        elapsed = self.elapsed(figure.period.ordinal)
        return (Fraction(figure.value) - self.start_value) / elapsed if elapsed else None

    def progress(self, value: Fraction) -> Fraction | None:
        """p: the part of the whole way that is made, not clipped; None when there is no way to make."""
        way = self.end_value - self.start_value
        return (value - self.start_value) / way if way else None


def shares_of_last_year(totals: Series, year: int) -> list[Fraction] | None:
    """The parts of last year's sum reached after its first three quarters; None if not all known."""
    known = {item.period.quarter: Fraction(item.value) for item in totals if item.period.year == year - 1}
    if len(known) < 4 or known[4] <= 0:
        return None
    return [known[quarter] / known[4] for quarter in (1, 2, 3)]
