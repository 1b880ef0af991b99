"""Provinces of a day, and finding them by present and former names."""

import unicodedata
from datetime import date

import pytest

from dtracker.places.models import Province, ProvinceName
from dtracker.places.queries import (
    LAST_OF_63,
    REFORM,
    day_in,
    layout_on,
    names_on,
    place_of,
    provinces_apart,
    provinces_found,
    read_as_named_on,
    tile_name,
)
from tests import cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def hai_phong():
    return cast.province("hai-phong", "Hải Phòng", started_on=REFORM, sort_order=64)


@pytest.fixture
def hai_duong(hai_phong):
    return cast.hai_duong(ended_on=LAST_OF_63, successor=hai_phong)


@pytest.fixture
def hue():
    """Renamed, without a change of its borders."""
    made = cast.province("hue", "Thừa Thiên Huế", name_en="Thua Thien Hue", sort_order=30)
    made.names.update(valid_to=date(2024, 12, 31))
    ProvinceName.objects.create(
        province=made, name_vi="Huế", name_en="Hue", kind="city", code="46", valid_from=date(2025, 1, 1)
    )
    made.refresh_name()
    return made


@pytest.fixture
def minh_hoa():
    return cast.province("minh-hoa", "Minh Hoạ", is_illustration=True, sort_order=999)


def called(day: date) -> list[str]:
    return [name.name_vi for name in names_on(day).values()]


def test_names_are_those_of_the_day(hai_duong, hai_phong, hue, minh_hoa, django_assert_num_queries):
    with django_assert_num_queries(1):
        assert called(date(2024, 12, 31)) == ["Hải Dương", "Thừa Thiên Huế"]
    assert called(LAST_OF_63) == ["Hải Dương", "Huế"]
    assert called(REFORM) == ["Huế", "Hải Phòng"]


def test_unchanged_borders_got_a_new_region_in_2025(hue):
    hue.names.update(region_vi="Bắc Trung Bộ và duyên hải miền Trung", region_en="North Central and Central Coast")
    hue.region34_vi, hue.region34_en = "Bắc Trung Bộ", "North Central"
    hue.save()
    assert [(name.region_vi, name.region_en) for day in (LAST_OF_63, REFORM) for name in names_on(day).values()] == [
        ("Bắc Trung Bộ và duyên hải miền Trung", "North Central and Central Coast"),
        ("Bắc Trung Bộ", "North Central"),
    ]


def test_provinces_are_read_under_their_names_of_the_day(hai_phong, hue, django_assert_num_queries):
    with django_assert_num_queries(1):
        found = read_as_named_on(Province.objects.all(), date(2024, 12, 31))
    assert [each.name_vi for each in found] == ["Thừa Thiên Huế", "Hải Phòng"], "of one that was not yet, its first"
    assert [each.name_vi for each in read_as_named_on(Province.objects.all(), REFORM)] == ["Huế", "Hải Phòng"]


def test_nothing_existed_before_the_register_begins(hai_duong):
    assert names_on(date(2008, 7, 31)) == {}


@pytest.mark.parametrize(("day", "layout"), [(date(2025, 6, 30), 63), (date(2025, 7, 1), 34), (date(2008, 8, 1), 63)])
def test_layout_of_a_day(day, layout):
    assert layout_on(day) == layout


@pytest.mark.parametrize(
    ("layout", "day", "found"),
    [
        (63, date(2024, 12, 31), date(2024, 12, 31)),
        (63, date(2026, 1, 1), date(2025, 6, 30)),
        (34, date(2024, 12, 31), date(2025, 7, 1)),
        (34, date(2026, 1, 1), date(2026, 1, 1)),
    ],
)
def test_nearest_day_in_a_layout(layout, day, found):
    assert day_in(layout, day) == found


def test_place_needs_row_and_column(hai_duong):
    name = hai_duong.names.get()
    assert place_of(name, 63) is None
    name.tile_row, name.tile_col = 4, 6
    assert (place_of(name, 63), place_of(name, 34)) == ((4, 6), None)


def test_long_names_are_abbreviated_on_tiles():
    assert [tile_name(each) for each in ("Hồ Chí Minh", "Hải Dương")] == ["TP.HCM", "Hải Dương"]


def test_apart_stand_the_ended_and_the_fictional(hai_duong, hai_phong, minh_hoa):
    assert provinces_apart(REFORM) == [hai_duong, minh_hoa]
    assert provinces_apart(LAST_OF_63) == [minh_hoa]


@pytest.mark.parametrize(
    "query",
    [
        "hai duong",
        "Hải Dương",
        "HẢI DƯƠNG",
        unicodedata.normalize("NFD", "Hải Dương"),
        "tỉnh Hải Dương",
        "duong hai",
        "hai-duong",
        "duo",
    ],
)
def test_hai_duong_is_found_however_it_is_written(hai_duong, hai_phong, query):
    assert [name.province for name in provinces_found(query, 10, REFORM)] == [hai_duong]


@pytest.mark.parametrize("query", ["", "%", "_", "%ai", "uong", "hai noi", "\x00", "' OR 1=1 --", "đ" * 5000])
def test_odd_or_foreign_words_find_nothing(hai_duong, query):
    assert provinces_found(query, 10, REFORM) == []


def test_former_name_finds_the_province_once(hue):
    assert [(name.province, name.name_vi) for name in provinces_found("thua thien hue", 10, REFORM)] == [
        (hue, "Thừa Thiên Huế")
    ]
    assert [(name.province, name.name_vi) for name in provinces_found("hue", 10, REFORM)] == [(hue, "Huế")]


def test_what_begins_like_the_query_comes_first(hai_duong, hai_phong):
    cast.province("bac-hai", "Bắc Hải", sort_order=1)
    assert [name.name_vi for name in provinces_found("hai", 2, REFORM)] == ["Hải Dương", "Hải Phòng"]
