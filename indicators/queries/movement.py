"""How the provinces moved from one edition of an indicator to the next.

A rank is compared only with one among as many: that of 63 is never subtracted from one of 34. A value is never
compared across a break of its series; a rank is, and the break is said.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from dtracker.formats.quarters import Period
from indicators.models import SeriesBreak
from indicators.queries.editions import NEARLY_ALL, Edition
from indicators.queries.publications import Reading
from indicators.queries.ranking import Place, Ranking


@dataclass(frozen=True)
class Movement:
    """By province id, how far it moved since an earlier edition: places up (+) or down (−), or change of the value.

    `is_in_places` says which. `others` counts provinces ranked among another number then, which are left out.
    """

    since: Period
    is_in_places: bool
    steps: dict[int, Decimal]
    breaks: Sequence[SeriesBreak]
    others: int = 0


def earlier_edition(editions: Sequence[Edition], edition: Edition, layout: int) -> Edition | None:
    """The newest edition before this one that holds nearly as many provinces of the same layout."""
    needed = edition.counts.get(layout, 0) * NEARLY_ALL
    return next(
        (each for each in editions if each.period < edition.period and each.counts.get(layout, 0) >= max(needed, 1)),
        None,
    )


def other_edition(editions: Sequence[Edition], edition: Edition, layout: int) -> Edition | None:
    """Where no earlier edition holds this layout: the newest earlier or equal one of the other, never compared."""
    if any(each.period < edition.period and layout in each.counts for each in editions):
        return None
    return next((each for each in editions if each.period <= edition.period and set(each.counts) - {layout}), None)


def movement_of(
    ranking: Ranking, since: Period, before: dict[int, Reading], breaks: Iterable[SeriesBreak]
) -> Movement | None:
    """What moved between the two editions; None where nothing can be compared and nothing needs saying."""
    between = [each for each in breaks if since.as_quarter() < each.period.as_quarter() <= ranking.period.as_quarter()]
    pairs = [(each, before[each.province.pk]) for each in ranking.places if each.province.pk in before]
    steps = _in_places(pairs) if ranking.is_ranked else {} if between else _in_values(pairs)
    others = sum(1 for place, then in pairs if _is_among_others(place, then)) if ranking.is_ranked else 0
    said = bool(steps or others or (between and pairs))
    return Movement(since, ranking.is_ranked, steps, between, others) if said else None


def _in_places(pairs: Iterable[tuple[Place, Reading]]) -> dict[int, Decimal]:
    known = [(place, *_rank_then(then)) for place, then in pairs if place.rank]
    return {
        place.province.pk: Decimal(rank - place.rank) for place, rank, among in known if rank and among == place.rank_of
    }


def _in_values(pairs: Iterable[tuple[Place, Reading]]) -> dict[int, Decimal]:
    known = [(place, then) for place, then in pairs if place.value is not None and then.has_value]
    return {place.province.pk: place.value - then.value for place, then in known}


def _is_among_others(place: Place, then: Reading) -> bool:
    rank, among = _rank_then(then)
    return bool(place.rank and rank) and among != place.rank_of


def _rank_then(reading: Reading) -> tuple[int | None, int | None]:
    row = reading.publication
    rank = row.value if reading.figure.indicator.is_rank else row.rank
    return (int(rank) if rank is not None else None), row.rank_of
