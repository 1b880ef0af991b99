"""The grid diagram: places, classes, and the two archipelagos that are always there."""

import pytest
from django.utils import translation

from dtracker.places.tiles import Ring, Size, Tile, shade_of, shade_ranges, tile_map


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


def tile(row=4, column=6, name="Hải Dương", **more):
    return Tile(row, column, name, f"{name}: rank 19 of 63", "19", 2, **more)


@pytest.mark.parametrize(
    ("layout", "size", "extent"),
    [
        (63, Size.LARGE, (756, 616)),
        (63, Size.PHONE, (324, 506)),
        (63, Size.MINI, (223, 198)),
        (34, Size.LARGE, (588, 504)),
        (34, Size.PHONE, (252, 414)),
        (34, Size.MINI, (189, 162)),
    ],
)
def test_extent(layout, size, extent):
    drawn = tile_map([], label="map", layout=layout, size=size)
    assert (drawn.width, drawn.height) == extent


def test_place_of_a_large_tile():
    placed = tile_map([tile()], label="map").tiles[0]
    assert (placed.x, placed.y, placed.middle, placed.name_y, placed.value_y) == (420, 84, 460.5, 95, 106.5)


def test_texts_of_a_tile():
    placed = tile_map([tile()], label="map").tiles[0]
    assert (placed.name, placed.value, placed.title, placed.shade) == (
        "Hải Dương",
        "19",
        "Hải Dương: rank 19 of 63",
        2,
    )


@pytest.mark.parametrize(
    ("size", "names", "values"),
    [(Size.LARGE, True, True), (Size.PHONE, False, True), (Size.MINI, False, False)],
)
def test_what_each_size_writes(size, names, values):
    drawn = tile_map([tile()], label="map", size=size)
    assert (drawn.shows_names, drawn.shows_values) == (names, values)


def test_own_province_is_ringed():
    drawn = tile_map([tile(is_own=True), tile(1, 4, "Hà Giang")], label="map")
    assert drawn.rings == (Ring(419, 83, 83, 27),)


@pytest.mark.parametrize(("url", "has_links"), [("", False), ("/provinces/hai-duong/", True)])
def test_links(url, has_links):
    assert tile_map([tile(url=url)], label="map").has_links is has_links


@pytest.mark.parametrize(
    ("layout", "titles"),
    [
        (63, ["Hoàng Sa islands (Đà Nẵng)", "Trường Sa islands (Khánh Hòa)"]),
        (34, ["Hoàng Sa zone (Đà Nẵng)", "Trường Sa zone (Khánh Hòa)"]),
    ],
)
@pytest.mark.parametrize("size", Size)
def test_archipelagos_are_always_drawn(layout, titles, size):
    drawn = tile_map([], label="map", layout=layout, size=size)
    assert [isle.title for isle in drawn.isles] == titles


@pytest.mark.parametrize("size", Size)
@pytest.mark.parametrize("layout", [63, 34])
def test_archipelagos_are_labelled_inside_the_drawing(layout, size):
    drawn = tile_map([], label="map", layout=layout, size=size)
    for isle in drawn.isles:
        assert isle.lines[0].text.endswith("Sa") or " Sa " in isle.lines[0].text
        assert isle.x >= 0 and isle.x + isle.width <= drawn.width and isle.y < drawn.height


@pytest.mark.parametrize(("layout", "rows"), [(63, [336, 476]), (34, [252, 392])])
def test_rows_of_the_archipelagos(layout, rows):
    assert [isle.y for isle in tile_map([], label="map", layout=layout).isles] == rows


@pytest.mark.parametrize(("row", "column"), [(0, 1), (23, 1), (1, 0), (1, 10)])
def test_tile_outside_the_layout_is_refused(row, column):
    with pytest.raises(ValueError, match="outside the layout"):
        tile_map([tile(row, column)], label="map")


def test_unknown_layout_is_refused():
    with pytest.raises(KeyError):
        tile_map([], label="map", layout=64)


@pytest.mark.parametrize(
    ("place", "count", "shade"),
    [(1, 63, 1), (13, 63, 1), (14, 63, 2), (19, 63, 2), (63, 63, 5), (1, 34, 1), (34, 34, 5), (1, 1, 1)],
)
def test_class_of_a_place(place, count, shade):
    assert shade_of(place, count) == shade


@pytest.mark.parametrize("place", [0, 64])
def test_place_outside_the_ranking_is_refused(place):
    with pytest.raises(ValueError, match="outside 1–63"):
        shade_of(place, 63)


def test_classes_of_the_legend():
    assert shade_ranges(63) == ((1, 1, 13), (2, 14, 26), (3, 27, 38), (4, 39, 51), (5, 52, 63))


def test_classes_of_a_short_ranking():
    assert shade_ranges(2) == ((1, 1, 1), (3, 2, 2))
