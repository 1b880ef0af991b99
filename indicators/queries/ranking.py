"""One indicator over all provinces: the ranking of one edition, and the newest ranking at a glance.

A rank counts only among its own: that of 63 never among 34. The fictional province stands apart, unranked.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from itertools import islice, takewhile
from operator import itemgetter

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from dtracker.formats.quarters import Period
from dtracker.places.models import Province, ProvinceName
from dtracker.places.queries import NEW_LAYOUT, OLD_LAYOUT, day_in, names_on
from dtracker.places.tiles import Size, TileMap, shade_of
from indicators.models import Indicator, Publication
from indicators.queries.country import Spot, country_map, empty_spot, rank_title
from indicators.queries.editions import NEARLY_ALL, REAL, cells_of, period_in
from indicators.queries.judging import BREAKS
from indicators.queries.publications import Reading, bare_on, with_indicators

LEADERS = 5


@dataclass(frozen=True)
class Figures:
    """What is published of one indicator: one period by province, the country, and what has no date.

    `measured` holds the values that a rank orders and `before` those of an earlier edition, by province;
    `components` those of the parts of the index, by indicator and province. `replaced` are superseded versions by
    figure, oldest first.
    """

    of_period: dict[int, Reading]
    measured: dict[int, Reading]
    national: list[Reading]
    undated: list[Reading]
    before: dict[int, Reading]
    components: dict[Indicator, dict[int, Reading]]
    replaced: dict[int, list[Publication]] = field(default_factory=dict)


@dataclass(frozen=True)
class Place:
    """One province in a ranking.

    `rank` is the published one; `place` its position, by rank or else by value, 0 where there is neither.
    `value` is what was measured: for a rank the value it orders, where that is published.
    """

    province: Province
    name: ProvinceName | None
    reading: Reading
    rank: int | None
    rank_of: int | None
    value: Decimal | None
    place: int = 0
    shade: int = 0


@dataclass(frozen=True)
class Ranking:
    """The provinces of one edition, best first; `names`: all of that time; `apart`: the fictional.

    `is_ranked` says whether the order is that of the publisher; else it is that of the values.
    """

    indicator: Indicator
    period: Period
    layout: int
    is_ranked: bool
    places: Sequence[Place]
    apart: Sequence[Place]
    names: dict[int, ProvinceName]
    national: Reading | None

    @property
    def leaders(self) -> list[Place]:
        """The first places, as far as none between them is unknown."""
        return _from_the_top([each for each in self.places if each.place], lambda each: each.place)

    @property
    def values(self) -> list[Decimal]:
        return [each.value for each in self.places if each.value is not None]

    @property
    def mean(self) -> Decimal | None:
        """The plain mean of the published values; None without any."""
        return sum(self.values) / len(self.values) if self.values else None


def indicator_named(code: str) -> Indicator | None:
    """The indicator at an address, with its breaks. Two reads."""
    joined = ("pillar", "rank_of__pillar", "rank_of__parent", "parent")
    # Of so wide a row an order costs Django more than the reading; there is one at most.
    rows = Indicator.objects.select_related(*joined).prefetch_related(BREAKS).filter(code=code).order_by()
    return next(iter(rows), None)


def figures_of(
    indicator: Indicator,
    period: Period | None,
    on: date,
    *,
    earlier: Period | None = None,
    with_components: bool = True,
) -> Figures:
    """Published figures for the page of the indicator, newest version of each. One read, two with components."""
    wanted = Q(figure__indicator=indicator) & (Q(figure__province=None) | Q(figure__year=None))
    if period is not None:
        wanted |= Q(figure__indicator__in=[indicator.pk, indicator.rank_of_id or 0]) & cells_of(period)
        if with_components:
            wanted |= Q(figure__indicator__parent=index_of(indicator)) & cells_of(period)
    if earlier is not None:
        wanted |= Q(figure__indicator=indicator) & cells_of(earlier)
    rows = bare_on(on).filter(wanted, figure__unit=None).select_related("figure__province")
    rows = with_indicators(list(rows), [each for each in (indicator, indicator.rank_of) if each])
    found = Figures({}, {}, [], [], {}, defaultdict(dict))
    newest = {row.figure_id: row for row in rows}
    for row in rows:
        if row is not newest[row.figure_id]:
            found.replaced.setdefault(row.figure_id, []).append(row)
    for row in newest.values():
        figure = row.figure
        _sort_in(
            Reading(period_in(figure.indicator, figure.year, figure.quarter), row, figure), found, indicator, period
        )
    found.national.sort(key=lambda each: each.period)
    return found


def index_of(indicator: Indicator) -> Indicator:
    """The index that the indicator belongs to: what it is a component of, else what it ranks, else itself."""
    measured = indicator.rank_of or indicator
    return measured.parent or measured


def _sort_in(reading: Reading, found: Figures, indicator: Indicator, period: Period | None) -> None:
    figure = reading.figure
    place, of = figure.province_id, figure.indicator
    if of.parent_id == index_of(indicator).pk and place and reading.period == period:
        found.components[of][place] = reading
    if of.pk == indicator.rank_of_id:
        found.measured[place] = reading
    if of.pk != indicator.pk:
        return
    if reading.period is None:
        found.undated.append(reading)
    elif place is None:
        found.national.append(reading)
    else:
        (found.of_period if reading.period == period else found.before)[place] = reading


def ranking_of(indicator: Indicator, period: Period, layout: int, figures: Figures) -> Ranking:
    """The ranking of one edition among the provinces of the layout. One read, of their names; none where no real
    province has a figure.
    """
    placed = any(not each.figure.province.is_illustration for each in figures.of_period.values())
    names = names_on(day_in(layout, period.end)) if placed or figures.components else {}
    return _ranking(indicator, period, layout, figures, names)


def component_rankings(ranking: Ranking, figures: Figures) -> list[Ranking]:
    """The same edition and the same provinces by each component of the index, in the order of the catalogue."""
    found = []
    for part, held in sorted(figures.components.items(), key=lambda each: (each[0].order, each[0].code)):
        of_part = replace(figures, of_period=held, measured={}, national=[])
        found.append(_ranking(part, ranking.period, ranking.layout, of_part, ranking.names))
    return [each for each in found if each.leaders]


def _ranking(
    indicator: Indicator, period: Period, layout: int, figures: Figures, names: dict[int, ProvinceName]
) -> Ranking:
    inside, apart = [], []
    for pk, reading in figures.of_period.items():
        if reading.figure.province.is_illustration:
            apart.append(_place(reading, None, layout, figures.measured.get(pk)))
        elif pk in names:
            inside.append(_place(reading, names[pk], layout, figures.measured.get(pk)))
    if indicator.is_rank:
        # A rank among others is no rank here; without it nothing is left to show.
        inside = [each for each in inside if each.rank or not each.reading.has_value]
    national = next((each for each in figures.national if each.period == period and each.has_value), None)
    # Where few have a published rank, an order by it would hide the rest.
    is_ranked = bool(inside) and 2 * sum(1 for each in inside if each.rank) >= len(inside)
    return Ranking(
        indicator=indicator,
        period=period,
        layout=layout,
        is_ranked=is_ranked,
        places=_in_order(inside, is_ranked, indicator),
        apart=apart,
        names=names,
        national=national,
    )


def _place(reading: Reading, name: ProvinceName | None, layout: int, measured: Reading | None) -> Place:
    row, is_rank = reading.publication, reading.figure.indicator.is_rank
    rank = row.value if is_rank else row.rank
    is_among = name is None or row.rank_of is None or size_of(row.rank_of) == layout
    return Place(
        province=reading.figure.province,
        name=name,
        reading=reading,
        rank=int(rank) if rank is not None and row.rank_of and is_among else None,
        rank_of=row.rank_of if is_among else None,
        value=(measured.value if measured else None) if is_rank else row.value,
    )


def size_of(rank_of: int) -> int:
    """The layout whose provinces a rank of N is among."""
    return NEW_LAYOUT if rank_of <= NEW_LAYOUT else OLD_LAYOUT


def _in_order(places: list[Place], by_rank: bool, indicator: Indicator) -> list[Place]:
    """Best first, equals on one place; what has neither rank nor value stands last."""
    direction = 1 if indicator.is_rank else indicator.direction

    def measure(each: Place) -> Decimal | int | None:
        if by_rank:
            return each.rank
        return None if each.value is None else -direction * each.value

    known = sorted(
        (each for each in places if measure(each) is not None), key=lambda each: (measure(each), _order(each))
    )
    first: dict[Decimal | int, int] = {}
    for position, each in enumerate(known, start=1):
        first.setdefault(measure(each), each.rank if by_rank else position)
    placed = [_placed(each, first[measure(each)], each.rank_of if by_rank else len(known)) for each in known]
    return placed + sorted((each for each in places if measure(each) is None), key=_order)


def _placed(each: Place, place: int, count: int) -> Place:
    return replace(each, place=place, shade=shade_of(place, count))


def _order(place: Place) -> tuple[int, int]:
    return place.province.sort_order, place.province.pk


# The country at a glance


@dataclass(frozen=True)
class MapPage:
    """The newest full ranking as a small diagram with its leaders (rank, name)."""

    map: TileMap
    leaders: Sequence[tuple[int, str]]
    period: Period
    rank_of: int
    url: str


@dataclass(frozen=True, slots=True)
class _Ranked:
    """A published rank, and of which province."""

    province: int
    rank: int
    rank_of: int


def national_map(on: date, own: Collection[int], code: str = "dti-rank", size: Size = Size.MINI) -> MapPage | None:
    """The newest nearly full edition of a rank known on the day; None where there is none. Two reads."""
    editions = _ranks_by_period(code, on)
    if not editions:
        return None
    most = max(len(rows) for rows in editions.values())
    period = max(period for period, rows in editions.items() if len(rows) >= most * NEARLY_ALL)
    layout = Counter(size_of(row.rank_of) for row in editions[period]).most_common(1)[0][0]
    rows = {row.province: row for row in editions[period] if size_of(row.rank_of) == layout}
    names = names_on(day_in(layout, period.end))
    label = _("Grid diagram of %(count)s provinces by rank, %(period)s") % {
        "count": len(names),
        "period": period.label(),
    }
    return MapPage(
        map=country_map(_rank_spots(names, rows), layout=layout, label=label, own=own, size=size),
        leaders=_leaders(names, rows),
        period=period,
        rank_of=next(iter(rows.values())).rank_of,
        url=reverse("indicators:indicator", args=[code]),
    )


def _ranks_by_period(code: str, on: date) -> dict[Period, list[_Ranked]]:
    """Published ranks of real provinces, newest version of each. Columns only: there are hundreds."""
    rows = (
        Publication.objects.public_on(on)
        .filter(REAL, figure__indicator__code=code, figure__unit=None, figure__year__isnull=False)
        .filter(value__isnull=False, rank_of__isnull=False)
        .order_by("figure_id", "version")
        .values_list("figure_id", "figure__year", "figure__province_id", "value", "rank_of")
    )
    editions: dict[Period, list[_Ranked]] = defaultdict(list)
    for year, province, rank, rank_of in {figure: row for figure, *row in rows}.values():
        editions[Period(year)].append(_Ranked(province, int(rank), rank_of))
    return editions


def _leaders(names: dict[int, ProvinceName], rows: dict[int, _Ranked]) -> list[tuple[int, str]]:
    ranked = [(rows[pk].rank, name.name) for pk, name in names.items() if pk in rows]
    return _from_the_top(sorted(ranked, key=itemgetter(0)), itemgetter(0))


def _from_the_top(ordered: list, place: Callable[..., int]) -> list:
    """The first few of those in order: where places are missing, who is first among the known leads nobody."""
    leading = takewhile(lambda pair: place(pair[1]) <= pair[0], enumerate(ordered, start=1))
    return [each for _position, each in islice(leading, LEADERS)]


def _rank_spots(names: dict[int, ProvinceName], rows: dict[int, _Ranked]) -> Iterable[Spot]:
    for pk, name in names.items():
        if pk not in rows:
            yield empty_spot(name)
            continue
        rank, rank_of = rows[pk].rank, rows[pk].rank_of
        yield Spot(name, str(rank), rank_title(name.name, rank, rank_of), shade_of(rank, rank_of))
