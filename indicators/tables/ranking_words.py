"""The sentences of a ranking: who leads, where the own provinces stand, who is missing."""

from collections.abc import Collection, Sequence

from django.utils.translation import gettext as _

from indicators.queries.country import rank_title
from indicators.queries.ranking import Place, Ranking
from indicators.tables.ranking import LAST, RankRow, place_name

MOST_NAMED = 12
"""Provinces without a figure are named up to so many, else counted."""


def headline(ranking: Ranking, own: Collection[int]) -> str:
    """What a reader takes away: where the own provinces stand, else who leads."""
    mine = [each for each in ranking.places if each.province.pk in own and each.place]
    if mine and ranking.is_ranked:
        return "; ".join(_standing(each) for each in mine)
    names = ", ".join(place_name(each) for each in ranking.leaders[:3])
    if not names:
        return _partly_known(ranking)
    if ranking.is_ranked:
        return _("In front: %(names)s.") % {"names": names}
    said = {"names": names, "count": len(ranking.values)}
    if ranking.indicator.direction < 0:
        return _("Lowest of the %(count)s with a figure: %(names)s.") % said
    return _("Highest of the %(count)s with a figure: %(names)s.") % said


def _partly_known(ranking: Ranking) -> str:
    known = sum(1 for each in ranking.places if each.rank)
    if not known:
        return ""
    said = {"known": known, "all": len(ranking.names)}
    return _("Ranks of %(known)s of %(all)s provinces are known.") % said


def _standing(place: Place) -> str:
    if place.rank is None:
        return _("%(name)s: no published rank") % {"name": place_name(place)}
    return rank_title(place_name(place), place.rank, place.rank_of)


def region_words(region: str, rows: Sequence[RankRow]) -> str:
    """Where the own provinces stand among their neighbours, else who leads there; "" without a place."""
    placed = sorted((row for row in rows if row.place != LAST), key=lambda row: row.place)
    if not placed:
        return ""
    said = {"region": region, "count": len(placed)}
    mine = [row for row in placed if row.is_own]
    if not mine:
        return _("%(region)s: in front of %(count)s is %(name)s.") % (said | {"name": placed[0].name})
    before = sum(1 for row in placed if row.place < mine[0].place)
    return _("%(region)s: %(name)s stands at %(place)s among %(count)s.") % (
        said | {"name": mine[0].name, "place": before + 1}
    )


def missing_words(ranking: Ranking) -> str:
    """The provinces of that time without a figure: the diagram shows them too."""
    held = {each.province.pk for each in ranking.places}
    names = [name.name for pk, name in ranking.names.items() if pk not in held]
    if not names or not ranking.places:
        return ""
    if len(names) > MOST_NAMED:
        return _("%(count)s provinces have no published figure.") % {"count": len(names)}
    return _("Without a published figure: %(names)s.") % {"names": ", ".join(names)}
