"""What the method is told: figures, dated targets, milestones and the settings of an indicator."""

from collections.abc import Hashable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from dtracker.formats.quarters import Period
from indicators.enums import (
    BreakKind,
    Comparator,
    Direction,
    EditionRule,
    Frequency,
    Shape,
    TargetKind,
)

HIGHER, LOWER = 1, -1


@dataclass(frozen=True)
class Observation:
    """A published figure. Pass only what is published; `public_on` later than the as-of day hides it."""

    period: Period
    value: Decimal
    rank_of: int | None = None
    public_on: date | None = None
    provisional: bool = False
    version: int = 1


@dataclass(frozen=True)
class Break:
    """A change of the series; `period` is the first period of the new series."""

    period: Period
    kind: BreakKind


@dataclass(frozen=True)
class Goal:
    """One dated target of a track.

    `decreed`: a point that bends the expected line inside a leg but opens no new one.
    `due_on`: the printed date; the end of `period` when not given, and the planned date of a milestone.
    `stated_in`: the period in whose definition the target is stated (the one in which its document was issued
    or a person confirmed it again); the baseline's period when not given.
    Raises ValueError when the baseline does not lie before the due period or a range is upside down.
    """

    key: Hashable
    period: Period | None
    comparator: Comparator
    value: Decimal | None
    value_max: Decimal | None = None
    rank_of: int | None = None
    baseline: Decimal | None = None
    baseline_period: Period | None = None
    kind: TargetKind = TargetKind.TARGET
    edition_rule: EditionRule = EditionRule.DATA_YEAR
    due_on: date | None = None
    decreed: bool = False
    stated_in: Period | None = None

    def __post_init__(self) -> None:
        is_dated = self.period is not None and self.baseline_period is not None
        if is_dated and self.baseline_period.as_quarter() >= self.period.as_quarter():
            raise ValueError("the baseline must lie before the due period")
        if self.value is not None and self.value_max is not None and self.value_max < self.value:
            raise ValueError("the upper end of a range must not lie below its lower end")

    @property
    def is_range(self) -> bool:
        return self.comparator == Comparator.BETWEEN and self.value is not None and self.value_max is not None

    @property
    def is_strict(self) -> bool:
        """ "trên 50 %" is not met by 50; "từ 50 % trở lên" is."""
        return self.comparator in (Comparator.MORE_THAN, Comparator.LESS_THAN)

    @property
    def deadline(self) -> date | None:
        """The last day on which the target can be reached; None for a target without a date."""
        return self.due_on or (self.period.end if self.period else None)


@dataclass(frozen=True)
class Milestone:
    """How far a yes/no target is. Done needs a day, every named part and approved evidence."""

    done_on: date | None
    parts_done: int | None
    parts_total: int | None
    evidenced: bool

    def done_by(self, today: date) -> date | None:
        """The day it was done, when that is proven and not after today; else None."""
        is_complete = self.parts_total is None or (self.parts_done or 0) >= self.parts_total
        is_done = self.done_on is not None and self.done_on <= today and self.evidenced and is_complete
        return self.done_on if is_done else None


@dataclass(frozen=True)
class Measure:
    """The settings of an indicator.

    `tolerance` in the unit of the values, `scale` the length of a score's scale, `delay_days` from the end
    of a period to its publication. `direction` may be None for a range only. `typed_flows`: the quarters of
    a running total are typed one by one and summed here. `met_as_printed`: "met" compares the printed value.
    """

    shape: Shape
    direction: Direction | None
    frequency: Frequency
    decimals: int
    tolerance: Decimal | None = None
    scale: Decimal | None = None
    delay_days: int = 15
    grace_days: int = 30
    breaks: tuple[Break, ...] = ()
    typed_flows: bool = False
    met_as_printed: bool = False

    @property
    def is_yearly(self) -> bool:
        return self.frequency == Frequency.YEAR

    @property
    def sums_quarters_of_a_year(self) -> bool:
        return self.shape == Shape.YEARLY_FLOW and not self.is_yearly

    @property
    def periods_a_year(self) -> int:
        return 1 if self.is_yearly else 4

    def place(self, period: Period) -> Period:
        """The period on this indicator's calendar: a year is its fourth quarter, a quarter is its year."""
        return period.as_year() if self.is_yearly else period.as_quarter()

    def ordinal(self, period: Period) -> int:
        """The running number of the period; differences are whole periods of this indicator.

        That of its place, which is not made for it: judging one sheet asks ten thousand times.
        """
        return period.year if self.is_yearly else period.year * 4 + (period.quarter or 4)

    def breaks_between(self, first: Period | None, last: Period, *kinds: BreakKind) -> bool:
        """Whether a break of these kinds (of any, when none is named) parts the two; None is before all."""
        start = None if first is None else min(self.ordinal(first), self.ordinal(last))
        end = self.ordinal(last) if first is None else max(self.ordinal(first), self.ordinal(last))
        return any(
            (start is None or start < self.ordinal(item.period)) and self.ordinal(item.period) <= end
            for item in self.breaks
            if not kinds or item.kind in kinds
        )


@dataclass(frozen=True)
class CutOffs:
    """The published cut-offs of the method; printed on the method page with their version."""

    on_track: Decimal = Decimal("0.95")
    speed_up: Decimal = Decimal("0.60")
    early: Decimal = Decimal("0.10")
    due_soon_days: int = 30
    coverage: Decimal = Decimal("0.60")
    version: str = "1"


STANDARD = CutOffs()
