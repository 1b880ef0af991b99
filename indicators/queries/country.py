"""Provinces with their values, placed on the grid diagram of the country."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from dtracker.places.models import ProvinceName
from dtracker.places.queries import place_of, tile_name
from dtracker.places.tiles import Size, Tile, TileMap, tile_map


@dataclass(frozen=True)
class Spot:
    """What one province shows on the diagram; `shade` is 1 (best fifth) to 5, 0 without a value."""

    name: ProvinceName
    value: str
    title: str
    shade: int = 0
    url: str = ""


def empty_spot(name: ProvinceName, url: str = "") -> Spot:
    """A province of which nothing is published."""
    return Spot(name, "–", _("%(name)s: no published figure") % {"name": name.name}, url=url)


def rank_title(name: str, rank: int, rank_of: int) -> str:
    return _("%(name)s: rank %(rank)s of %(all)s") % {"name": name, "rank": rank, "all": rank_of}


def country_map(
    spots: Iterable[Spot], *, layout: int, label: str, own: Collection[int] = (), size: Size = Size.LARGE
) -> TileMap:
    """The diagram; provinces without a recorded place on it are left out, their values stand in the table."""
    tiles = [
        Tile(
            *place,
            name=tile_name(spot.name.name),
            title=spot.title,
            value=spot.value,
            shade=spot.shade,
            url=spot.url,
            is_own=spot.name.province_id in own,
        )
        for spot in spots
        if (place := place_of(spot.name, layout))
    ]
    return tile_map(tiles, label=label, layout=layout, size=size)
