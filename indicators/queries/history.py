"""Published values before a period: what the soft checks hold a new value against."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from dtracker.formats.quarters import Period
from dtracker.places.models import OrgUnit, Province
from indicators.doubts import LOOKED_AT, Doubt, Past, figure_doubts
from indicators.models import Figure, Publication, SeriesBreak
from indicators.queries.publications import Reading


@dataclass(frozen=True)
class History:
    """The published values of one cell's series, oldest first, and the first periods after its breaks."""

    values: list[Past] = field(default_factory=list)
    breaks: list[Period] = field(default_factory=list)

    def before(self, period: Period) -> list[Past]:
        """The last values before the period, of its own side of every break."""
        place = _in_kind(period, self.values)
        end = bisect_left(self.values, place, key=_ordinal)
        broken = [at for each in self.breaks if (at := _in_kind(each, self.values)) <= place]
        first = bisect_left(self.values, max(broken), key=_ordinal) if broken else 0
        return self.values[max(first, end - LOOKED_AT) : end]

    def doubts(self, values: Mapping, indicator, period: Period | None) -> list[Doubt]:
        """What is unusual about the values (value, rank_of, …) of a figure of the period."""
        return figure_doubts(values, self.before(period), indicator, period) if period else []

    def doubts_of(self, figure: Figure) -> list[Doubt]:
        return self.doubts({"value": figure.value, "rank_of": figure.rank_of}, figure.indicator, figure.period)


def history_from(readings: list[Reading]) -> History:
    """Of a series that is read already and has its breaks along (`standings.BREAKS`). No read."""
    if not readings:
        return History()
    values = [
        (each.period, each.value, each.publication.rank_of) for each in readings if each.period and each.has_value
    ]
    return History(values, [each.period for each in readings[-1].figure.indicator.known_breaks])


def histories(province: Province, indicators: Iterable, unit: OrgUnit | None = None) -> dict[int, History]:
    """Per indicator (by pk) what is published for the province, or for one unit of it. Two reads."""
    wanted = {each.pk: each for each in indicators}
    rows = (
        Publication.objects.filter(figure__province=province, figure__unit=unit, figure__year__isnull=False)
        .filter(figure__indicator__in=wanted)
        .order_by("figure__year", "figure__quarter", "figure", "version")
    )
    newest: dict[int, dict] = defaultdict(dict)
    columns = "figure__indicator", "figure__year", "figure__quarter", "value", "rank_of"
    for indicator, year, quarter, value, rank_of in rows.values_list(*columns):
        newest[indicator][_period(wanted[indicator], year, quarter)] = value, rank_of
    breaks = defaultdict(list)
    for each in SeriesBreak.objects.filter(indicator__in=wanted):
        breaks[each.indicator_id].append(each.period)
    return {pk: History(_with_values(newest[pk]), breaks[pk]) for pk in wanted}


def doubts_of(figures: Iterable[Figure]) -> dict[int, list[Doubt]]:
    """Per figure (by pk) with doubts, what is unusual about it; figures of one sheet. Two reads, none for none."""
    asked = [each for each in figures if each.value is not None]
    if not asked:
        return {}
    known = histories(asked[0].province, {each.indicator for each in asked}, asked[0].unit)
    found = {each.pk: known[each.indicator_id].doubts_of(each) for each in asked}
    return {pk: doubts for pk, doubts in found.items() if doubts}


def _with_values(newest: Mapping[Period, tuple]) -> list[Past]:
    return [(period, *newest[period]) for period in sorted(newest) if newest[period][0] is not None]


def _period(indicator, year: int, quarter: int | None) -> Period:
    period = Period(year, quarter)
    return period.as_year() if indicator.yearly else period.as_quarter()


def _ordinal(past: Past) -> int:
    return past[0].ordinal


def _in_kind(period: Period, values: list[Past]) -> int:
    """The place of the period among the values: a year counts as its last quarter where they are quarters."""
    is_yearly = bool(values) and values[0][0].is_year
    return (period.as_year() if is_yearly else period.as_quarter()).ordinal
