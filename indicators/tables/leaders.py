"""Who does best in each component of an index."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from indicators.explain import value_words
from indicators.queries.ranking import Place, Ranking
from indicators.tables.ranking import place_name, series_url

SHOWN = 3


@dataclass(frozen=True)
class Leader:
    place: int
    name: str
    url: str
    value: str
    is_own: bool


@dataclass(frozen=True)
class ComponentRow:
    """One component: its leaders, where the own provinces stand, and how many have a figure."""

    name: str
    url: str
    leaders: Sequence[Leader]
    own: Sequence[Leader]
    count: int


def component_rows(rankings: Iterable[Ranking], own: Collection[int]) -> list[ComponentRow]:
    return [_row(each, own) for each in rankings]


def _row(ranking: Ranking, own: Collection[int]) -> ComponentRow:
    leaders = [_leader(each, ranking, own) for each in ranking.leaders[:SHOWN]]
    standing = [_leader(each, ranking, own) for each in ranking.places if each.province.pk in own and each.place]
    return ComponentRow(
        name=ranking.indicator.short,
        url=f"{ranking.indicator.get_absolute_url()}?period={ranking.period.code}&units={ranking.layout}",
        leaders=leaders,
        own=standing,
        count=sum(1 for each in ranking.places if each.place),
    )


def _leader(place: Place, ranking: Ranking, own: Collection[int]) -> Leader:
    value = "" if place.value is None else value_words(place.value, ranking.indicator, with_unit=False)
    name, url = place_name(place), series_url(place, ranking.indicator)
    return Leader(place.place, name, url, value, place.province.pk in own)
