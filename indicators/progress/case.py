"""One target before its judge: which figures count, which of them decides, and on which leg it runs."""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import ROUND_HALF_UP, Context, Decimal
from fractions import Fraction
from functools import cached_property

from dtracker.formats.quarters import Period
from indicators.enums import BreakKind, Comparator, EditionRule, Shape, TargetKind
from indicators.progress.inputs import HIGHER, LOWER, CutOffs, Goal, Measure, Milestone, Observation
from indicators.progress.path import Leg, shares_of_last_year
from indicators.progress.ranks import figure_of_data_year, figure_published_by, is_other_base
from indicators.progress.series import Series
from indicators.progress.verdict import Verdict

HALF_A_POINT = Decimal("0.5")
_WIDE = Context(prec=60)


@dataclass(frozen=True)
class Track:
    """The targets of one document for one indicator and one subject, with the figures known by today.

    `raw` are the figures as published, `series` the values judged (sums where the shape asks for sums).
    `ended_on` is the subject's last day once it is over; `last_day` are the verdicts of that day.
    """

    goals: tuple[Goal, ...]
    measure: Measure
    raw: Series
    series: Series
    today: date
    cut_offs: CutOffs
    ended_on: date | None = None
    milestone: Milestone | None = None
    last_day: Mapping[Hashable, Verdict] = field(default_factory=dict)

    @cached_property
    def targets(self) -> tuple[Goal, ...]:
        """The dated targets that are judged, in order; decreed points and mere wishes are not."""
        judged = (goal for goal in self.goals if is_judged(goal) and goal.period is not None)
        return tuple(sorted(judged, key=lambda goal: (self.measure.ordinal(goal.period), goal.deadline)))

    @cached_property
    def stages(self) -> tuple[Goal, ...]:
        """The targets with a number: each closes one leg and opens the next."""
        return tuple(goal for goal in self.targets if goal.value is not None)

    @cached_property
    def active_ordinal(self) -> int | None:
        """The due period of the first target that is not decided; of the last, when all are."""
        places = [self.measure.ordinal(goal.period) for goal in self.stages]
        is_open = (not Case(self, goal).is_decided for goal in self.stages)
        return next(
            (at for at, undecided in zip(places, is_open, strict=True) if undecided),
            max(places, default=None),
        )

    def has_ended_before(self, goal: Goal) -> bool:
        """Ruling 5: the subject's last day lies before the target's."""
        return self.ended_on is not None and goal.deadline is not None and goal.deadline > self.ended_on


def is_judged(goal: Goal) -> bool:
    """Ruling 11: only targets are judged; a decreed point only bends the line of the target that follows."""
    return goal.kind == TargetKind.TARGET and not goal.decreed


@dataclass(frozen=True)
class Case:
    """One target of a track. `goal` must have a period and, for all that compares, a value."""

    track: Track
    goal: Goal

    @property
    def measure(self) -> Measure:
        return self.track.measure

    @cached_property
    def ordinal(self) -> int:
        return self.measure.ordinal(self.goal.period)

    @cached_property
    def is_yearly_race(self) -> bool:
        """Growth and yearly flows start afresh every year or stage; all else runs along one line."""
        return self.measure.shape == Shape.GROWTH or self.measure.sums_quarters_of_a_year

    # Where the leg of this target begins

    @cached_property
    def baseline(self) -> tuple[Period, Decimal] | None:
        """The target's own baseline, else the first one of the track that lies before the due period."""
        for goal in (self.goal, *self.track.stages):
            is_given = goal.baseline is not None and goal.baseline_period is not None
            if is_given and self.measure.ordinal(goal.baseline_period) < self.ordinal:
                return goal.baseline_period, goal.baseline
        return None

    @cached_property
    def milestone_before(self) -> Goal | None:
        """The last target of the track due before this one and after this one's baseline."""
        since = self.measure.ordinal(self.baseline[0]) if self.baseline else None
        places = ((self.measure.ordinal(goal.period), goal) for goal in self.track.stages)
        earlier = [goal for at, goal in places if at < self.ordinal and (since is None or at > since)]
        return earlier[-1] if earlier else None

    @cached_property
    def history_ends(self) -> int | None:
        """The last period whose figures are history: that of the baseline, or of the stage before."""
        if self.measure.sums_quarters_of_a_year:
            return self.goal.period.as_quarter().year * 4
        if self.measure.shape == Shape.GROWTH:
            starts = [self.goal.baseline_period, self.milestone_before and self.milestone_before.period]
            return max((self.measure.ordinal(start) for start in starts if start), default=None)
        return self.measure.ordinal(self.baseline[0]) if self.baseline else None

    # Which figures count

    @cached_property
    def counted(self) -> Series:
        """The figures after the baseline; the baseline itself and what lies before are history."""
        since = self.history_ends
        return tuple(i for i in self.track.series if since is None or self.measure.ordinal(i.period) > since)

    @cached_property
    def due_figure(self) -> Observation | None:
        """The figure that decides: of the due period, or the edition which the target's rule names."""
        return self.figure_by(self.goal.edition_rule)

    def figure_by(self, rule: EditionRule) -> Observation | None:
        """The deciding figure under an edition rule; None while it is not known."""
        if rule == EditionRule.DATA_YEAR:
            return figure_of_data_year(self.goal, self.counted, self.measure)
        # Until the date has passed a newer edition may still appear.
        return figure_published_by(self.goal, self.counted) if self.track.today > self.goal.deadline else None

    @cached_property
    def has_lost_its_figure(self) -> bool:
        """A later figure is in and the deciding one never came."""
        if self.due_figure is not None or not self.counted:
            return False
        if self.goal.edition_rule == EditionRule.PUBLISHED_BY:
            return self.track.today > self.goal.deadline
        return self.measure.ordinal(self.counted[-1].period) > self.ordinal

    @cached_property
    def is_decided(self) -> bool:
        """Whether no later figure can change the verdict."""
        if self.track.has_ended_before(self.goal):
            return False
        return self.due_figure is not None or self.has_lost_its_figure

    @cached_property
    def latest(self) -> Observation | None:
        return self.counted[-1] if self.counted else None

    @cached_property
    def actual(self) -> Observation | None:
        """The figure judged: the deciding one, until then the latest."""
        return self.due_figure or (None if self.is_decided else self.latest)

    @property
    def is_later(self) -> bool:
        """Whether an earlier target of the track is still open."""
        return self.track.active_ordinal is not None and self.ordinal > self.track.active_ordinal

    def compares(self, item: Observation) -> bool:
        """Whether figure and target speak of the same thing: same base N, same definition."""
        stated_in = self.goal.stated_in or (self.baseline[0] if self.baseline else self.goal.baseline_period)
        is_redefined = self.measure.breaks_between(stated_in, item.period, BreakKind.DEFINITION)
        return not is_redefined and not is_other_base(self.goal, item)

    # Target and direction

    @cached_property
    def sign(self) -> int:
        """+1 where more is better, −1 where less is; a range asks to go to its nearer bound."""
        if self.measure.direction is not None:
            return int(self.measure.direction)
        if self.goal.is_range:
            return LOWER if self._is_above_range else HIGHER
        return LOWER if self.goal.comparator in (Comparator.AT_MOST, Comparator.LESS_THAN) else HIGHER

    @cached_property
    def target(self) -> Fraction:
        """The number to reach; of a range the bound that stands in the way."""
        if self.goal.is_range and self.sign == LOWER:
            return Fraction(self.goal.value_max)
        return Fraction(self.goal.value)

    @property
    def _is_above_range(self) -> bool:
        # A value that jumped over the whole range is judged at the bound it passed, under the keep rule.
        figure = self.actual or self.latest
        return figure is not None and figure.value > self.goal.value_max

    def short_by(self, value: Decimal) -> Fraction:
        """How far the value is from the target; negative when beyond it."""
        return self.sign * (self.target - Fraction(value))

    def meets(self, value: Decimal) -> bool:
        """Rule 3: reached without any tolerance; "trên 50" is not reached by 50."""
        if self.measure.met_as_printed:
            value = value.quantize(Decimal(1).scaleb(-self.measure.decimals), ROUND_HALF_UP, _WIDE)
        if self.goal.is_range and self.measure.direction is None:
            return self.goal.value <= value <= self.goal.value_max
        short = self.short_by(value)
        return short < 0 if self.goal.is_strict else short <= 0

    # Leg and tolerance

    @cached_property
    def leg(self) -> Leg | None:
        """The line from the start of the current leg to the target (rule 7); None without a start."""
        if self.measure.sums_quarters_of_a_year:
            return self._year_leg()
        before, base = self.milestone_before, self.baseline
        if before is not None:
            reached = Case(self.track, before).due_figure
            start = (reached.period, reached.value) if reached else (before.period, before.value)
            base_n = reached.rank_of if reached else before.rank_of
            return self._leg_from(*start, rank_of=base_n, is_assumed=reached is None)
        return self._leg_from(*base, rank_of=self.goal.rank_of) if base else None

    def _leg_from(self, period: Period, value: Decimal, *, rank_of: int | None, is_assumed: bool = False) -> Leg | None:
        first = self.measure.place(period)
        if first.ordinal >= self.ordinal:
            return None
        bends = [
            (self.measure.place(goal.period), Fraction(goal.value))
            for goal in self.track.goals
            if goal.decreed and goal.period and goal.value is not None and goal.kind == TargetKind.TARGET
        ]
        inside = sorted(bend for bend in bends if first.ordinal < bend[0].ordinal < self.ordinal)
        end = (self.measure.place(self.goal.period), self.target)
        return Leg(((first, Fraction(value)), *inside, end), self.sign, rank_of=rank_of, is_assumed=is_assumed)

    def _year_leg(self) -> Leg:
        year = self.goal.period.year
        shares = shares_of_last_year(self.track.series, year)
        even = [Fraction(q, 4) for q in (1, 2, 3)]
        bends = [(Period(year, q), self.target * part) for q, part in zip((1, 2, 3), shares or even, strict=True)]
        corners = ((Period(year - 1, 4), Fraction(0)), *bends, (Period(year, 4), self.target))
        return Leg(corners, self.sign, shares_of=Period(year - 1) if shares else None)

    @cached_property
    def tolerance(self) -> Fraction:
        """Ruling 7: the indicator's own setting or its shape's default, at least one reporting step."""
        step = Fraction(10) ** -self.measure.decimals
        own = self.measure.tolerance
        return max(step, self._usual_tolerance if own is None else Fraction(own))

    @property
    def _usual_tolerance(self) -> Fraction:
        shape = self.measure.shape
        if shape in (Shape.PERCENT, Shape.GROWTH):
            return Fraction(HALF_A_POINT)
        if shape == Shape.SCORE:
            return Fraction(self.measure.scale or 0) / 200
        if shape in (Shape.STOCK, Shape.RUNNING_TOTAL, Shape.YEARLY_FLOW):
            distance = abs(self.leg.end_value - self.leg.start_value) if self.leg else 0
            return max(Fraction(1), distance / Fraction(100))
        return Fraction(1) if shape == Shape.RANK else Fraction(0)
