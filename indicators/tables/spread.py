"""How the values of an indicator lie among the provinces: drawing and words."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from decimal import Decimal
from statistics import quantiles

from django.utils.translation import gettext as _

from indicators.charts.strip import Point, Strip, dot_strip
from indicators.explain import value_words
from indicators.queries.ranking import Place, Ranking
from indicators.tables.ranking import measured_indicator, place_name, series_url

FEWEST = 5
"""Below this the table says more than a heap of dots."""
LARGE, PHONE = (760, 8), (330, 4)
"""Width and ticks of the two drawings."""


@dataclass(frozen=True)
class Spread:
    """The distribution in two sizes, the sentence of all, and one for each own province."""

    large: Strip
    phone: Strip
    words: str
    own: Sequence[str]


def spread_of(ranking: Ranking, own: Collection[int]) -> Spread | None:
    """The distribution of the values; None where too few provinces have one."""
    known = [each for each in ranking.places if each.value is not None]
    if len(known) < FEWEST:
        return None
    cuts = tuple(quantiles(ranking.values, n=4, method="inclusive"))
    points = [_point(each, ranking, own) for each in known]
    return Spread(
        large=_strip(points, cuts, ranking, *LARGE),
        phone=_strip(points, cuts, ranking, *PHONE),
        words=_words(known, cuts, ranking),
        own=[_own_words(each, cuts[1], ranking) for each in known if each.province.pk in own],
    )


def _strip(points: Sequence[Point], cuts, ranking: Ranking, width: int, ticks: int) -> Strip:
    return dot_strip(points, quartiles=cuts, width=width, most_ticks=ticks, write=lambda value: _bare(value, ranking))


def _bare(value: Decimal, ranking: Ranking) -> str:
    return value_words(value, measured_indicator(ranking.indicator), with_unit=False)


def _full(value: Decimal, ranking: Ranking) -> str:
    """With its unit, where that is as short as a sign."""
    measured = measured_indicator(ranking.indicator)
    return value_words(value, measured, with_unit=measured.unit.startswith("%"))


def _point(place: Place, ranking: Ranking, own: Collection[int]) -> Point:
    title = f"{place_name(place)} {_bare(place.value, ranking)}"
    return Point(place.value, title, place.province.pk in own, series_url(place, ranking.indicator))


def _words(known: Sequence[Place], cuts, ranking: Ranking) -> str:
    """What the drawing shows, for people who do not see it."""
    values = sorted(each.value for each in known)
    return _(
        "%(count)s provinces lie between %(least)s and %(most)s; half of them between %(low)s and %(high)s, "
        "the one in the middle has %(median)s."
    ) % {
        "count": len(values),
        "least": _bare(values[0], ranking),
        "most": _full(values[-1], ranking),
        "low": _bare(cuts[0], ranking),
        "high": _full(cuts[2], ranking),
        "median": _full(cuts[1], ranking),
    }


def _own_words(place: Place, median: Decimal, ranking: Ranking) -> str:
    said = {"name": place_name(place), "value": _full(place.value, ranking), "median": _full(median, ranking)}
    if place.value > median:
        return _("%(name)s has %(value)s: above the middle of %(median)s.") % said
    if place.value < median:
        return _("%(name)s has %(value)s: below the middle of %(median)s.") % said
    return _("%(name)s has %(value)s: just the middle.") % said
