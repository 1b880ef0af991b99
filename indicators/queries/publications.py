"""Published values as of a day: what readers see."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from dtracker.formats.quarters import Period
from indicators.enums import Frequency
from indicators.models import Figure, Indicator, Publication
from indicators.progress import Observation

Cell = tuple[int | None, int]
"""(province, indicator): whose series of what."""


@dataclass(frozen=True)
class Reading:
    """The newest published value of one cell of a series; `period` is None where the source gives no date."""

    period: Period | None
    publication: Publication
    figure: Figure

    @property
    def value(self):
        return self.publication.value

    @property
    def has_value(self) -> bool:
        return self.publication.value is not None

    def observation(self) -> Observation:
        """The same as a value of the progress method. Only for dated readings with a value."""
        row = self.publication
        return Observation(
            period=self.period,
            value=row.value,
            rank_of=row.rank_of,
            public_on=row.known_since,
            provisional=row.is_provisional,
            version=row.version,
        )


def publications_on(day: date) -> QuerySet[Publication]:
    """All publications public by the day, oldest version first, with figure and source."""
    return _of_figures(day).select_related("figure__indicator__pillar")


def _of_figures(day: date) -> QuerySet[Publication]:
    return Publication.objects.public_on(day).select_related("figure", "source").order_by("figure_id", "version")


def series_on(
    day: date, *, provinces: Iterable, indicators: Iterable | None = None, unit=None
) -> dict[Cell, list[Reading]]:
    """Series of the provinces, or of one unit: newest version of each cell, oldest period first, undated at the front.

    One read; a lighter one where the indicators are given as rows and not as keys.
    """
    wanted = None if indicators is None else list(indicators)
    given = {each.pk: each for each in wanted or () if isinstance(each, Indicator)}
    rows = (_of_figures if given else publications_on)(day)
    rows = rows.filter(figure__province__in=provinces, figure__unit=unit)
    if wanted is not None:
        rows = rows.filter(figure__indicator__in=wanted)
    newest = {row.figure_id: row for row in rows}.values()
    for row in newest:
        if row.figure.indicator_id in given:
            row.figure.indicator = given[row.figure.indicator_id]
    return _by_cell(newest)


def _by_cell(rows: Iterable[Publication]) -> dict[Cell, list[Reading]]:
    series: dict[Cell, list[Reading]] = defaultdict(list)
    for row in rows:
        figure = row.figure
        series[figure.province_id, figure.indicator_id].append(Reading(period_of(figure), row, figure))
    for readings in series.values():
        readings.sort(key=lambda each: (each.period is not None, each.period or Period(1900)))
    return dict(series)


def period_of(figure: Figure) -> Period | None:
    """The period of a cell in the frequency of its indicator, which is loaded; None where the source gives no date."""
    if figure.year is None:
        return None
    period = Period(figure.year, figure.quarter)
    return period.as_quarter() if figure.indicator.frequency == Frequency.QUARTER else period.as_year()
