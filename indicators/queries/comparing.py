"""Two to six provinces side by side: one indicator over time, and all of a pillar in one period."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet

from dtracker.formats.quarters import Period
from dtracker.places.models import Province
from dtracker.places.queries import province_once_named
from indicators.models import Indicator, Publication
from indicators.queries.editions import NEARLY_ALL, cells_of, period_in
from indicators.queries.judging import BREAKS
from indicators.queries.publications import Reading, publications_on

FEWEST, MOST = 2, 6


@dataclass(frozen=True)
class Chosen:
    """What the address asks for: the provinces compared, in its order, and what of it cannot be.

    `every` holds all real provinces there are or were, for the picker.
    """

    provinces: list[Province]
    unknown: list[str]
    fictional: list[Province]
    left_out: list[Province]
    every: list[Province]

    @property
    def is_enough(self) -> bool:
        return len(self.provinces) >= FEWEST


@dataclass(frozen=True)
class Held:
    """Which indicators these provinces have figures of, and in which periods: how many of them, by period."""

    indicators: list[Indicator]
    periods: dict[int, dict[Period, int]]

    def of_pillar(self, code: str) -> list[Indicator]:
        return [each for each in self.indicators if each.pillar.code == code]

    def years(self, pillar: str) -> dict[Period, int]:
        """Periods of the pillar, newest first, with the number of figures: each year, and each quarter of its own."""
        found: dict[Period, int] = defaultdict(int)
        for each in self.of_pillar(pillar):
            years: dict[Period, int] = defaultdict(int)
            for period, count in self.periods[each.pk].items():
                years[period.as_year()] = max(years[period.as_year()], count)
                if not period.is_year:
                    found[period] += count
            for year, count in years.items():
                found[year] += count
        return dict(sorted(found.items(), reverse=True))


@dataclass(frozen=True)
class Comparison:
    """Published figures of the provinces: `courses` by province, oldest first, of one indicator over time;
    `cells` by province and indicator, of one period: the newest inside it."""

    courses: dict[int, list[Reading]]
    cells: dict[tuple[int, int], Reading]


def chosen_provinces(slugs: Iterable[str]) -> Chosen:
    """The provinces of the address, each once. One read, and one for each that may be an old name."""
    everything = list(Province.objects.select_related("successor"))
    known = {each.slug: each for each in everything}
    asked = list(dict.fromkeys(slugs))
    strange = [slug for slug in asked if slug not in known][:MOST]
    once = {slug: found.slug for slug in strange if (found := province_once_named(slug))}
    asked = list(dict.fromkeys(once.get(slug, slug) for slug in asked))
    found = [known[slug] for slug in asked if slug in known]
    real = [each for each in found if not each.is_illustration]
    return Chosen(
        provinces=real[:MOST],
        unknown=[slug for slug in asked if slug not in known],
        fictional=[each for each in found if each.is_illustration],
        left_out=real[MOST:],
        every=[each for each in everything if not each.is_illustration],
    )


def held_by(provinces: Sequence[Province], on: date) -> Held:
    """Indicators in the order of the catalogue, with their breaks. Three reads."""
    rows = (
        _public(provinces, on)
        .filter(Q(value__isnull=False) | Q(rank__isnull=False))
        .order_by()
        .values_list("figure__indicator", "figure__year", "figure__quarter")
        .annotate(provinces=Count("figure__province", distinct=True))
    )
    counted: dict[int, list[tuple]] = defaultdict(list)
    for pk, *cell in rows:
        counted[pk].append(tuple(cell))
    indicators = list(
        Indicator.objects.filter(pk__in=counted)
        .select_related("pillar", "rank_of")
        .prefetch_related(BREAKS)
        .order_by("pillar__order", "pillar", "order", "code")
    )
    periods = {
        each.pk: {period_in(each, year, quarter): count for year, quarter, count in counted[each.pk]}
        for each in indicators
    }
    return Held(indicators, periods)


def usual_indicator(held: Held, provinces: int) -> Indicator | None:
    """What to start with: the first of the catalogue with a course of each of the provinces, so many of them; else
    the one with the most figures."""
    for each in held.indicators:
        together = [count for count in held.periods[each.pk].values() if count == provinces]
        if len(together) > 1:
            return each
    return max(held.indicators, key=lambda each: sum(held.periods[each.pk].values()), default=None)


def usual_period(periods: dict[Period, int]) -> Period | None:
    """The newest year or quarter with nearly as many figures as the fullest."""
    most = max(periods.values(), default=0)
    return next((each for each, count in periods.items() if count >= most * NEARLY_ALL), None)


def comparison(
    provinces: Sequence[Province], on: date, *, indicator: Indicator, pillar: str, period: Period | None
) -> Comparison:
    """The figures of both views, newest version of each. One read."""
    wanted = Q(figure__indicator=indicator)
    if period is not None:
        wanted |= Q(figure__indicator__pillar__code=pillar) & cells_of(period)
    rows = publications_on(on).filter(wanted, figure__province__in=provinces, figure__unit=None)
    rows = rows.filter(figure__year__isnull=False).select_related("figure__province")
    newest = {row.figure_id: row for row in rows}
    courses: dict[int, list[Reading]] = {each.pk: [] for each in provinces}
    cells: dict[tuple[int, int], Reading] = {}
    for row in newest.values():
        of, place = row.figure.indicator, row.figure.province_id
        reading = Reading(period_in(of, row.figure.year, row.figure.quarter), row, row.figure)
        if of.pk == indicator.pk and reading.has_value:
            courses[place].append(reading)
        if of.pillar.code == pillar and period is not None and _is_in(reading.period, period):
            key = (place, of.pk)
            if key not in cells or cells[key].period <= reading.period:
                cells[key] = reading
    for each in courses.values():
        each.sort(key=lambda reading: reading.period)
    return Comparison(courses, cells)


def _public(provinces: Iterable[Province], on: date) -> QuerySet[Publication]:
    return Publication.objects.public_on(on).filter(
        figure__province__in=provinces, figure__unit=None, figure__year__isnull=False
    )


def _is_in(period: Period, wanted: Period) -> bool:
    if wanted.is_year:
        return period.year == wanted.year
    return period.as_quarter() == wanted
