"""One indicator over all provinces: its editions, the ranking of one edition, and the country at a glance.

An edition compares the 63 units up to 30/6/2025 or the 34 since, never both: a rank counts only among its own.
The fictional province stands apart and is never ranked or counted.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from dtracker.formats.quarters import Period
from dtracker.places.models import Province, ProvinceName
from dtracker.places.queries import LAST_OF_63, NEW_LAYOUT, OLD_LAYOUT, REFORM, day_in, names_on
from dtracker.places.tiles import Size, TileMap, shade_of
from indicators.models import Indicator, Publication
from indicators.queries.country import Spot, country_map, empty_spot, rank_title
from indicators.queries.publications import Reading, publications_on

LEADERS = 5
NEARLY_ALL = Decimal("0.8")
"""An edition with at least this share of the fullest one is as good a start as the fullest."""

AMONG_34 = Q(rank_of__lte=NEW_LAYOUT)
OLD_UNIT = Q(figure__province__started_on__lt=REFORM)
ENDED_UNIT = Q(figure__province__ended_on__lt=REFORM)
NEW_UNIT = Q(figure__province__started_on__gte=REFORM)
REAL = Q(figure__province__is_illustration=False)


@dataclass(frozen=True)
class Edition:
    """A period with the number of provinces that have a figure, for each layout in which it can be read."""

    period: Period
    counts: dict[int, int]

    @property
    def count(self) -> int:
        return max(self.counts.values(), default=0)

    @property
    def layout(self) -> int:
        """The layout to start with: the one with more figures, of two equal ones the older."""
        layouts = sorted(self.counts, reverse=True)
        return max(layouts, key=self.counts.__getitem__, default=_layout_of(self.period))


@dataclass(frozen=True)
class Figures:
    """What is published of one indicator: one period by province, the country, and what has no date."""

    of_period: dict[int, Reading]
    measured: dict[int, Reading]
    national: Sequence[Reading]
    undated: Sequence[Reading]


@dataclass(frozen=True)
class Place:
    """One province in a ranking. `rank` is the published one, `place` its position in the order shown.

    `value` is what was measured: for a rank, the value it ranks, where that is published.
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
    """The provinces of one edition, best first, and all provinces of that time."""

    indicator: Indicator
    period: Period
    layout: int
    places: Sequence[Place]
    apart: Sequence[Place]
    names: dict[int, ProvinceName]
    national: Reading | None

    @property
    def is_ranked(self) -> bool:
        return any(each.rank for each in self.places)

    @property
    def leaders(self) -> list[Place]:
        return [each for each in self.places if each.place][:LEADERS]

    @property
    def values(self) -> list[Decimal]:
        return [each.value for each in self.places if each.value is not None]

    @property
    def mean(self) -> Decimal | None:
        """The plain mean of the published values; None without any."""
        return sum(self.values) / len(self.values) if self.values else None


def editions_of(indicator: Indicator, on: date) -> list[Edition]:
    """Periods for which a province has a published figure by the day, newest first. One read."""
    rows = (
        Publication.objects.public_on(on)
        .filter(
            Q(value__isnull=False) | Q(rank__isnull=False), figure__indicator=indicator, figure__unit=None
        )
        .exclude(figure__province=None)
        .exclude(figure__year=None)
        .order_by()
        .values_list("figure__year", "figure__quarter")
        .annotate(
            _provinces(REAL & OLD_UNIT & ~AMONG_34),
            _provinces(REAL & ENDED_UNIT),
            _provinces(REAL & ~ENDED_UNIT),
            _provinces(REAL & NEW_UNIT),
        )
    )
    found: dict[Period, Counter] = {}
    for year, quarter, *counts in rows:
        period = _period(indicator, year, quarter)
        found.setdefault(period, Counter()).update(dict(enumerate(counts)))
    return [
        Edition(period, _layouts(period, *_four(found[period]))) for period in sorted(found, reverse=True)
    ]


def usual_edition(editions: Sequence[Edition]) -> Edition | None:
    """The newest edition that has nearly as many provinces as the fullest."""
    most = max((each.count for each in editions), default=0)
    return next((each for each in editions if each.count >= most * NEARLY_ALL), None)


def figures_of(indicator: Indicator, period: Period | None, on: date) -> Figures:
    """Published figures for the page of the indicator. One read."""
    own = Q(figure__indicator=indicator)
    wanted = own & (Q(figure__province=None) | Q(figure__year=None))
    if period is not None:
        wanted |= Q(figure__indicator__in=[indicator.pk, indicator.rank_of_id]) & _cells_of(period)
    rows = publications_on(on).filter(wanted, figure__unit=None).select_related("figure__province")
    newest = {row.figure_id: row for row in rows}.values()
    readings = [
        Reading(_period(row.figure.indicator, row.figure.year, row.figure.quarter), row, row.figure)
        for row in newest
    ]
    of_provinces = [each for each in readings if each.figure.province_id and each.period]
    return Figures(
        {each.figure.province_id: each for each in of_provinces if each.figure.indicator_id == indicator.pk},
        {each.figure.province_id: each for each in of_provinces if each.figure.indicator_id != indicator.pk},
        sorted((each for each in readings if not each.figure.province_id and each.period), key=lambda each: each.period),
        [each for each in readings if each.period is None],
    )  # fmt: skip


def ranking_of(indicator: Indicator, period: Period, layout: int, figures: Figures) -> Ranking:
    """The ranking of one edition among the provinces of the layout. One read, of their names."""
    names = names_on(day_in(layout, period.end))
    inside, apart = [], []
    for pk, reading in figures.of_period.items():
        if reading.figure.province.is_illustration:
            apart.append(_place(reading, None, layout, figures.measured.get(pk)))
        elif pk in names and not (layout == OLD_LAYOUT and _is_among_34(reading)):
            inside.append(_place(reading, names[pk], layout, figures.measured.get(pk)))
    national = next((each for each in figures.national if each.period == period and each.has_value), None)
    return Ranking(indicator, period, layout, _in_order(inside, indicator), apart, names, national)


def indicator_named(code: str) -> Indicator | None:
    """The indicator at an address, with its breaks. Two reads."""
    return (
        Indicator.objects.select_related("pillar", "rank_of", "parent")
        .prefetch_related("breaks__document")
        .filter(code=code)
        .first()
    )


def _provinces(which: Q) -> Count:
    return Count("figure__province", filter=which, distinct=True)


def _four(counts: Counter) -> tuple[int, int, int, int]:
    return tuple(counts[each] for each in range(4))


def _layouts(period: Period, old: int, ended: int, lasting: int, new: int) -> dict[int, int]:
    """Which layouts the period can be read in: a period before the reform also in the new one, where republished."""
    counts = {}
    if old and (period.end < REFORM or ended):
        counts[OLD_LAYOUT] = old
    if lasting and (period.end >= REFORM or new or not counts):
        counts[NEW_LAYOUT] = lasting
    return counts


def _layout_of(period: Period) -> int:
    return OLD_LAYOUT if period.end <= LAST_OF_63 else NEW_LAYOUT


def _period(indicator: Indicator, year: int | None, quarter: int | None) -> Period | None:
    if year is None:
        return None
    return Period(year) if indicator.yearly else Period(year, quarter).as_quarter()


def _cells_of(period: Period) -> Q:
    if period.is_year:
        return Q(figure__year=period.year)
    quarters = Q(figure__quarter=period.quarter)
    if period.quarter == 4:
        quarters |= Q(figure__quarter=None)
    return quarters & Q(figure__year=period.year)


def _is_among_34(reading: Reading) -> bool:
    return reading.publication.rank_of is not None and reading.publication.rank_of <= NEW_LAYOUT


def _place(reading: Reading, name: ProvinceName | None, layout: int, measured: Reading | None) -> Place:
    row, indicator = reading.publication, reading.figure.indicator
    rank = row.value if indicator.is_rank else row.rank
    comparable = name is None or _is_among_34(reading) == (layout == NEW_LAYOUT)
    if indicator.is_rank:
        value = measured.value if measured else None
    else:
        value = row.value
    return Place(
        province=reading.figure.province,
        name=name,
        reading=reading,
        rank=int(rank) if rank is not None and row.rank_of and comparable else None,
        rank_of=row.rank_of if comparable else None,
        value=value,
    )


def _in_order(places: Iterable[Place], indicator: Indicator) -> list[Place]:
    """Best first, by published rank, else by value; equals share a place. What has neither stands last, unplaced."""
    places = list(places)
    ranked = any(each.rank for each in places)
    measure = _rank_key if ranked else _value_key(indicator)
    known = sorted(
        (each for each in places if measure(each) is not None), key=lambda each: (measure(each), _order(each))
    )
    rest = sorted((each for each in places if measure(each) is None), key=_order)
    keys = [measure(each) for each in known]
    count = known[0].rank_of if ranked else len(known)
    placed = []
    for each, key in zip(known, keys, strict=True):
        place = each.rank if ranked else keys.index(key) + 1
        shade = shade_of(place, each.rank_of if ranked else count)
        placed.append(_with(each, place, shade))
    return placed + rest


def _with(each: Place, place: int, shade: int) -> Place:
    return Place(each.province, each.name, each.reading, each.rank, each.rank_of, each.value, place, shade)


def _order(place: Place) -> tuple[int, int]:
    return place.province.sort_order, place.province.pk


def _rank_key(place: Place) -> int | None:
    return place.rank


def _value_key(indicator: Indicator):
    """Smaller is better: the value itself where less is better, its opposite elsewhere."""
    direction = 1 if indicator.is_rank else indicator.direction

    def key(place: Place) -> Decimal | None:
        return None if place.value is None else -direction * place.value

    return key


# The country at a glance


@dataclass(frozen=True)
class MapPage:
    """The newest full ranking as a small diagram with its leaders."""

    map: TileMap
    leaders: Sequence[tuple[int, str]]
    period: Period
    indicator: Indicator
    rank_of: int
    url: str


def national_map(
    on: date, own: Collection[int], code: str = "dti-rank", size: Size = Size.MINI
) -> MapPage | None:
    """The newest nearly full edition of a rank known on the day; None where nothing is published. Two reads."""
    ranks = _ranks_by_period(code, on)
    if not ranks:
        return None
    indicator = next(iter(ranks.values()))[0].figure.indicator
    most = max(len(rows) for rows in ranks.values())
    period = max(period for period, rows in ranks.items() if len(rows) >= most * NEARLY_ALL)
    layout = Counter(_size_of(row) for row in ranks[period]).most_common(1)[0][0]
    rows = {row.figure.province_id: row for row in ranks[period] if _size_of(row) == layout}
    names = names_on(day_in(layout, period.end))
    leaders = sorted(
        (int(rows[pk].value), order, name.name)
        for order, (pk, name) in enumerate(names.items())
        if pk in rows
    )
    label = _("Grid diagram of %(count)s provinces by rank, %(period)s") % {
        "count": len(names),
        "period": period.label(),
    }
    spots = [_spot(name, rows.get(pk)) for pk, name in names.items()]
    return MapPage(
        map=country_map(spots, layout=layout, label=label, own=own, size=size),
        leaders=[(rank, name) for rank, _order, name in leaders[:LEADERS]],
        period=period,
        indicator=indicator,
        rank_of=next(iter(rows.values())).rank_of,
        url=reverse("indicators:indicator", args=[code]),
    )


def _ranks_by_period(code: str, on: date) -> dict[Period, list[Publication]]:
    """Newest published rank of each real province and period. One read, without the columns a diagram has no use for."""
    rows = (
        Publication.objects.public_on(on)
        .filter(REAL, figure__indicator__code=code, figure__unit=None, figure__year__isnull=False)
        .filter(value__isnull=False, rank_of__isnull=False)
        .select_related("figure__indicator")
        .only("value", "rank_of", "figure__province", "figure__year", "figure__quarter", "figure__indicator")
        .order_by("figure_id", "version")
    )
    found: dict[Period, list[Publication]] = {}
    for row in {row.figure_id: row for row in rows}.values():
        found.setdefault(Period(row.figure.year), []).append(row)
    return found


def _size_of(row: Publication) -> int:
    return NEW_LAYOUT if row.rank_of <= NEW_LAYOUT else OLD_LAYOUT


def _spot(name: ProvinceName, row: Publication | None) -> Spot:
    if row is None:
        return empty_spot(name)
    rank = int(row.value)
    return Spot(name, str(rank), rank_title(name.name, rank, row.rank_of), shade_of(rank, row.rank_of))
