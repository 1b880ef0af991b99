"""What the method answers: the status of a target and all that explains it."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Self

from dtracker.formats.quarters import Period
from indicators.enums import Flag, Reason, Rule, Status
from indicators.progress.inputs import Goal, Observation


@dataclass(frozen=True)
class Raised:
    """A flag beside a status, with the milestone or period and the number of days its sentence names."""

    flag: Flag
    period: Period | None = None
    days: int | None = None


@dataclass(frozen=True)
class Verdict:
    """The status of one target with everything that "Vì sao màu này?" needs.

    `actual` is the figure judged, `latest` the newest. `expected` is E, `ratio` R, `bar` p, unclipped.
    `gap` is positive when short: to the expected value where there is a pace, else to the target.
    `needed` and `recent` are changes per period with their sign. `path` are the corners of the expected line.
    `elapsed` and `total` count whole periods of the leg. `growth_needed` is in percent a year.
    `flow_shares_of`: the year whose quarterly shares bend a yearly flow; None is even quarters.
    `is_final`: the due period is decided, no later figure changes the verdict.
    """

    status: Status
    rule: Rule
    goal: Goal
    reason: Reason | None = None
    flags: tuple[Raised, ...] = ()
    track: tuple[Goal, ...] = ()
    actual: Observation | None = None
    latest: Observation | None = None
    previous: Observation | None = None
    leg_start: tuple[Period, Decimal] | None = None
    leg_end: tuple[Period, Decimal] | None = None
    path: tuple[tuple[Period, Decimal], ...] = ()
    elapsed: int | None = None
    total: int | None = None
    expected: Decimal | None = None
    ratio: Decimal | None = None
    gap: Decimal | None = None
    needed: Decimal | None = None
    recent: Decimal | None = None
    bar: Decimal | None = None
    tolerance: Decimal = Decimal(0)
    is_active: bool = False
    is_final: bool = False
    days: int | None = None
    proposed_rank: int | None = None
    other_edition: tuple[Observation, Status] | None = None
    before_end: Self | None = None
    unit_ended_on: date | None = None
    neighbours: tuple[Observation | None, Observation | None] = (None, None)
    years_met: tuple[int, int] | None = None
    growth_needed: Decimal | None = None
    flow_shares_of: Period | None = None

    @property
    def milestone(self) -> Period | None:
        """The period after which the target is called: "mốc 2025"."""
        return self.goal.period

    @property
    def is_stale(self) -> bool:
        return self.has(Flag.STALE)

    def has(self, flag: Flag) -> bool:
        """Whether this flag stands beside the status."""
        return any(raised.flag == flag for raised in self.flags)
