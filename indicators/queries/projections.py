"""Where the published series of a page arrives at its recent pace, and what that would mean for open targets."""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from functools import cached_property

from indicators.enums import Shape
from indicators.progress import CutOffs, Goal, Measure, Observation
from indicators.progress.case import Case, Track
from indicators.projection import Projection, Refusal, Spread, project, recent_figures
from indicators.queries.judging import Standing, goal_of, measure_of
from indicators.queries.series import SeriesPage

WITHOUT_A_LINE = {Shape.GROWTH: Refusal.GROWTH, Shape.MILESTONE: Refusal.MILESTONE}


@dataclass(frozen=True)
class Outlook:
    """What the projection says about one target on its due period, rounded as the indicator is printed.

    `reached`: by the middle and both ends of the spread, or by none of them; None when it may go either way.
    """

    standing: Standing
    rank_of: int | None
    at: Spread
    reached: bool | None


@dataclass(frozen=True)
class Ahead:
    """A page with what follows its latest published figure. Reads nothing."""

    page: SeriesPage

    @cached_property
    def measure(self) -> Measure:
        return measure_of(self.page.indicator)

    @cached_property
    def stretch(self) -> list[Observation]:
        """The latest figures that compare with each other: no break and no other number of units parts them."""
        known = [each.observation() for each in self.page.readings if each.has_value]
        stretch: list[Observation] = known[-1:]
        for earlier in reversed(known[:-1]):
            if self._is_parted(earlier, stretch[0]):
                break
            stretch.insert(0, earlier)
        return stretch

    def _is_parted(self, earlier: Observation, later: Observation) -> bool:
        is_other_base = None not in (earlier.rank_of, later.rank_of) and earlier.rank_of != later.rank_of
        return is_other_base or self.measure.breaks_between(earlier.period, later.period)

    @cached_property
    def open_cases(self) -> list[tuple[Standing, Case]]:
        """Targets still to come that speak of the same thing as the latest figure; none of a province that ended."""
        if self._never:
            return []
        cases = [(standing, self._case(goal)) for standing, goal in self._goals_ahead if not standing.is_stale]
        return [(standing, case) for standing, case in cases if case.compares(self.stretch[-1])]

    @property
    def _goals_ahead(self) -> list[tuple[Standing, Goal]]:
        goals = [(each, goal_of(each.target, each.terms)) for each in self.page.standings]
        return [(standing, goal) for standing, goal in goals if self._is_open(goal)]

    @property
    def _never(self) -> Refusal | None:
        """What keeps this series from a line, whatever its targets."""
        if self.page.indicator.shape in WITHOUT_A_LINE:
            return WITHOUT_A_LINE[self.page.indicator.shape]
        if self.page.ended_on:
            return Refusal.ENDED
        if not self.stretch:
            return Refusal.NO_FIGURE
        return Refusal.COUNTS_AFRESH if self.page.sums else None

    @cached_property
    def refusal(self) -> Refusal | None:
        """Why nothing is said about any target; None where something is."""
        if self._never or self.outlooks:
            return self._never
        if not self._goals_ahead:
            return Refusal.NO_TARGET
        if all(standing.is_stale for standing, _goal in self._goals_ahead):
            return Refusal.OUT_OF_DATE
        if not self.open_cases:
            return Refusal.OTHER_BASE
        return Refusal.TOO_FAR if self.projection else Refusal.TOO_FEW

    def _is_open(self, goal: Goal) -> bool:
        is_dated = goal.period is not None and goal.value is not None
        return is_dated and self.measure.ordinal(goal.period) > self._last and goal.deadline >= self.page.day

    def _case(self, goal: Goal) -> Case:
        return Case(Track((goal,), self.measure, (), (), self.page.day, CutOffs()), goal)

    @property
    def _last(self) -> int:
        return self.measure.ordinal(self.stretch[-1].period)

    @cached_property
    def projection(self) -> Projection | None:
        """Up to the last open target within reach; None where the method has too little to go by."""
        if not self.open_cases:
            return None
        indicator = self.page.indicator
        return project(
            self._figures,
            until=max(case.ordinal for _standing, case in self.open_cases),
            least=Decimal(1) if indicator.is_rank else indicator.minimum,
            most=self.stretch[-1].rank_of if indicator.is_rank else indicator.maximum,
        )

    @property
    def _figures(self) -> list[tuple[int, Decimal]]:
        return [(self.measure.ordinal(each.period), each.value) for each in self.stretch]

    @property
    def points(self) -> int:
        """How many figures the pace would be taken from."""
        return len(recent_figures(self._figures))

    @cached_property
    def outlooks(self) -> list[Outlook]:
        """One for each open target that the projection reaches, in the order they are due."""
        values = self.projection.values if self.projection else {}
        found = [
            self._outlook(standing, case, values[case.ordinal])
            for standing, case in self.open_cases
            if case.ordinal in values
        ]
        return sorted(found, key=lambda each: (each.standing.terms.due, each.standing.pk))

    def _outlook(self, standing: Standing, case: Case, spread: Spread) -> Outlook:
        # Compared as printed: "about 15" must not be said to miss the 15th place.
        step = Decimal(1).scaleb(-self.page.indicator.decimals)
        at = Spread(*(each.quantize(step, ROUND_HALF_UP) for each in (spread.low, spread.middle, spread.high)))
        meets = {case.meets(each) for each in (at.low, at.middle, at.high)}
        return Outlook(standing, self.stretch[-1].rank_of, at, meets.pop() if len(meets) == 1 else None)
