"""The case that is explained: a standing with the few facts that several steps ask for."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.utils.translation import gettext as _

from dtracker.formats.quarters import Period
from indicators.enums import Shape
from indicators.explain.actual import has_editions, starts_each_year
from indicators.explain.words import edition_words, hedge_of, value_words
from indicators.models import Indicator
from indicators.progress import Goal, Observation, Verdict
from indicators.queries.judging import Standing
from indicators.queries.publications import Reading


@dataclass(frozen=True)
class Facts:
    """One standing, asked by the steps of its explanation."""

    standing: Standing

    @property
    def verdict(self) -> Verdict:
        return self.standing.verdict

    @property
    def judged(self) -> Verdict:
        """The verdict whose numbers are explained: of a unit that ended that of its last day, for all of them."""
        return self.verdict.before_end or self.verdict

    @property
    def goal(self) -> Goal:
        return self.verdict.goal

    @property
    def indicator(self) -> Indicator:
        return self.standing.indicator

    @property
    def is_milestone(self) -> bool:
        return self.indicator.shape == Shape.MILESTONE

    @property
    def is_growth(self) -> bool:
        return self.indicator.shape == Shape.GROWTH

    @property
    def starts_each_year(self) -> bool:
        return starts_each_year(self.indicator)

    @property
    def has_editions(self) -> bool:
        """Whether the edition of a data year and the latest published one can differ."""
        return has_editions(self.indicator)

    @cached_property
    def readings(self) -> list[Reading]:
        """What was public on the day that is explained."""
        last = self.verdict.unit_ended_on
        return [each for each in self.standing.readings if last is None or _is_public_by(each, last)]

    @cached_property
    def dated(self) -> list[Reading]:
        return [each for each in self.readings if each.period and each.has_value]

    @property
    def ends_at_its_baseline(self) -> bool:
        """Whether something was published, but nothing of a later period than the baseline."""
        base = self.goal.baseline_period
        if base is None or not self.dated:
            return False
        return all(each.period.as_quarter() <= base.as_quarter() for each in self.dated)

    def reading_of(self, item: Observation) -> Reading | None:
        """The published figure behind a judged value; None where the value is a sum of several."""
        dated = (each for each in self.standing.readings if each.period and each.has_value)
        return next((each for each in dated if each.period == item.period), None)

    def broken_at(self) -> list[Period]:
        """The first periods of new series between the start of the stage and the figure."""
        start, figure = self.judged.leg_start, self.judged.actual
        if start is None or figure is None:
            return []
        ends = sorted([start[0], figure.period])
        breaks = (self._placed(each.period) for each in self.indicator.known_breaks)
        return [period for period in breaks if ends[0] < period <= ends[1]]

    def _placed(self, period: Period) -> Period:
        return period.as_year() if self.indicator.yearly else period.as_quarter()

    def value(self, item: Observation) -> str:
        """A judged value in words, "about" where its source says so."""
        reading = self.reading_of(item)
        hedge = hedge_of(reading.publication) if reading else ""
        return value_words(item.value, self.indicator, rank_of=item.rank_of, hedge=hedge)

    def value_and_edition(self, item: Observation) -> str:
        """ "26/63 (DTI 2023)"."""
        return _("%(value)s (%(period)s)") % {
            "value": self.value(item),
            "period": edition_words(item.period, self.indicator),
        }


def _is_public_by(reading: Reading, day: date) -> bool:
    return reading.publication.public_on is None or reading.publication.public_on <= day
