"""Geometry of the grid diagram of provinces: rows and columns in, pixels out.

Pure: the rows and columns are data. Hoàng Sa and Trường Sa are always drawn and labelled, whatever
provinces are given. They carry no value of their own.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum

from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Tile:
    """One province as data: its place in the layout (counted from 1), what is written, and its class.

    `shade` is 1 (best fifth) to 5, or 0 where there is no value. `title` is the whole sentence shown on
    pointing and spoken: "Hải Dương: hạng 19/63".
    """

    row: int
    column: int
    name: str
    title: str
    value: str = ""
    shade: int = 0
    url: str = ""
    is_own: bool = False


class Size(Enum):
    """How large a diagram is: names and values, values only, or colours only."""

    LARGE = "large"
    PHONE = "phone"
    MINI = "mini"


@dataclass(frozen=True)
class Measure:
    """Pixels of one size: the tile, the step from tile to tile, and the base lines of its texts."""

    width: int
    height: int
    step_x: int
    step_y: int
    name_y: float
    value_y: float


MEASURES = {
    Size.LARGE: Measure(81, 25, 84, 28, 11, 22.5),
    Size.PHONE: Measure(33, 20, 36, 23, 0, 14),
    Size.MINI: Measure(15, 7, 17, 9, 0, 0),
}

ISLE_WIDTH = 116
"""Width of an island tile with its name and its province inside."""
NAME_WIDTH = 70
"""Room to the right of a mini diagram for the names of the islands."""


@dataclass(frozen=True)
class Layout:
    """Rows, columns and where the two archipelagos stand (row, name, province)."""

    rows: int
    columns: int
    isles: tuple[tuple[int, str, str], ...]


LAYOUTS = {
    63: Layout(
        22,
        9,
        ((13, _("Hoàng Sa islands"), _("Đà Nẵng")), (18, _("Trường Sa islands"), _("Khánh Hòa"))),
    ),
    34: Layout(
        18,
        7,
        ((10, _("Hoàng Sa zone"), _("Đà Nẵng")), (15, _("Trường Sa zone"), _("Khánh Hòa"))),
    ),
}
SHORT_NAMES = ("Hoàng Sa", "Trường Sa")


@dataclass(frozen=True)
class PlacedTile:
    x: int
    y: int
    middle: float
    name_y: float
    value_y: float
    name: str
    value: str
    title: str
    shade: int
    url: str


@dataclass(frozen=True)
class Line:
    """A piece of text of an island tile and the class it is drawn with."""

    text: str
    x: float
    y: float
    style: str


@dataclass(frozen=True)
class Isle:
    x: int
    y: int
    width: int
    title: str
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Ring:
    x: int
    y: int
    width: int
    height: int


@dataclass(frozen=True)
class TileMap:
    """Everything components/tile_map.html draws."""

    label: str
    width: int
    height: int
    tile_width: int
    tile_height: int
    shows_names: bool
    shows_values: bool
    has_links: bool
    tiles: tuple[PlacedTile, ...]
    isles: tuple[Isle, ...]
    rings: tuple[Ring, ...]


def tile_map(tiles: Iterable[Tile], *, label: str, layout: int = 63, size: Size = Size.LARGE) -> TileMap:
    """The diagram of the 63 units before 1/7/2025 or of the 34 since; `label` is its spoken sentence.

    Raises KeyError for any other layout and ValueError for a tile outside it.
    """
    grid, measure = LAYOUTS[layout], MEASURES[size]
    tiles = tuple(tiles)
    for tile in tiles:
        _check_place(tile, grid)
    return TileMap(
        label=label,
        width=grid.columns * measure.step_x + (NAME_WIDTH if size is Size.MINI else 0),
        height=grid.rows * measure.step_y,
        tile_width=measure.width,
        tile_height=measure.height,
        shows_names=size is Size.LARGE,
        shows_values=size is not Size.MINI,
        has_links=any(tile.url for tile in tiles),
        tiles=tuple(_placed(tile, measure) for tile in tiles),
        isles=tuple(_isle(grid, place, measure, size) for place in (0, 1)),
        rings=tuple(_ring(tile, measure) for tile in tiles if tile.is_own),
    )


def shade_of(place: int, count: int) -> int:
    """The class of a place among `count`, in five classes as equal as can be; 1 holds the best."""
    if not 1 <= place <= count:
        raise ValueError(f"place {place} is outside 1–{count}")
    return (place - 1) * 5 // count + 1


def shade_ranges(count: int) -> tuple[tuple[int, int, int], ...]:
    """For the legend: each class with its first and last place, as in (1, 1, 13); empty classes left out."""
    places: dict[int, list[int]] = {}
    for place in range(1, count + 1):
        places.setdefault(shade_of(place, count), []).append(place)
    return tuple((shade, held[0], held[-1]) for shade, held in places.items())


def _check_place(tile: Tile, grid: Layout) -> None:
    if not (1 <= tile.row <= grid.rows and 1 <= tile.column <= grid.columns):
        raise ValueError(f"{tile.name}: row {tile.row}, column {tile.column} is outside the layout")


def _placed(tile: Tile, measure: Measure) -> PlacedTile:
    x, y = (tile.column - 1) * measure.step_x, (tile.row - 1) * measure.step_y
    return PlacedTile(
        x=x,
        y=y,
        middle=x + measure.width / 2,
        name_y=y + measure.name_y,
        value_y=y + measure.value_y,
        name=tile.name,
        value=tile.value,
        title=tile.title,
        shade=tile.shade,
        url=tile.url,
    )


def _ring(tile: Tile, measure: Measure) -> Ring:
    x, y = (tile.column - 1) * measure.step_x, (tile.row - 1) * measure.step_y
    return Ring(x - 1, y - 1, measure.width + 2, measure.height + 2)


def _isle(grid: Layout, place: int, measure: Measure, size: Size) -> Isle:
    row, name, province = grid.isles[place]
    y = (row - 1) * measure.step_y
    title = f"{name} ({province})"
    right = grid.columns * measure.step_x - (measure.step_x - measure.width)
    if size is Size.LARGE:
        x = right - ISLE_WIDTH
        middle = x + ISLE_WIDTH / 2
        lines = (
            Line(str(name), middle, y + 11, "mt halo"),
            Line(f"({province})", middle, y + 22, "mt halo"),
        )
        return Isle(x, y, ISLE_WIDTH, title, lines)
    x = right - measure.width
    if size is Size.PHONE:
        lines = (Line(SHORT_NAMES[place], right, y + 33, "isle-name isle-name--end"),)
    else:
        lines = (Line(SHORT_NAMES[place], right + 4, y + 8, "isle-name"),)
    return Isle(x, y, measure.width, title, lines)
