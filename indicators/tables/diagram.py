"""The ranking of one indicator on the grid diagram of the country."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from dtracker.places.tiles import Size, TileMap, shade_ranges
from indicators.explain import value_words
from indicators.queries.country import Spot, country_map, empty_spot, rank_title
from indicators.queries.ranking import Place, Ranking
from indicators.tables.ranking import measured_indicator, place_name, place_value, series_url

FEWEST_FOR_MAP = 5
LONGEST_ON_PHONE = 4


@dataclass(frozen=True)
class Diagram:
    """The grid diagram in two sizes, with the classes of its colours."""

    large: TileMap
    phone: TileMap
    classes: Sequence[tuple[int, str]]


def diagram(ranking: Ranking, own: Collection[int]) -> Diagram | None:
    """The country coloured by place in five classes; None where too few provinces have one."""
    placed = [each for each in ranking.places if each.place]
    if len(placed) < FEWEST_FOR_MAP:
        return None
    label = _("Grid diagram of %(count)s provinces, %(period)s; the figures stand in the table") % {
        "count": len(ranking.names),
        "period": ranking.period.label(),
    }
    spots = list(_spots(ranking))
    bare = [Spot(each.name, _short(each.value), each.title, each.shade) for each in spots]
    count = placed[0].rank_of if ranking.is_ranked else len(placed)
    ranges = shade_ranges(count)
    return Diagram(
        large=country_map(spots, layout=ranking.layout, label=label, own=own),
        phone=country_map(bare, layout=ranking.layout, label=label, own=own, size=Size.PHONE),
        classes=[(shade, str(first) if first == last else f"{first}–{last}") for shade, first, last in ranges],
    )


def _short(value: str) -> str:
    return value if len(value) <= LONGEST_ON_PHONE else ""


def _spots(ranking: Ranking) -> Iterable[Spot]:
    by_province = {each.province.pk: each for each in ranking.places}
    for pk, name in ranking.names.items():
        place = by_province.get(pk)
        if place is None or not place.place:
            yield empty_spot(name)
            continue
        value = str(place.rank) if ranking.is_ranked else place_value(place, ranking)
        yield Spot(name, value, _title(place, ranking), place.shade, series_url(place, ranking.indicator))


def _title(place: Place, ranking: Ranking) -> str:
    if ranking.is_ranked:
        return rank_title(place_name(place), place.rank, place.rank_of)
    value = value_words(place.value, measured_indicator(ranking.indicator))
    return f"{place_name(place)}: {value}"
