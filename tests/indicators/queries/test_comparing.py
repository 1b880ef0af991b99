"""Provinces side by side: who is compared, with which figures, and who is the best."""

from datetime import date

import pytest
from django.http import QueryDict

from dtracker.formats.quarters import Period
from dtracker.places.models import ProvinceName
from indicators.enums import Shape
from indicators.queries.comparing import chosen_provinces, comparison, held_by, usual_indicator, usual_period
from indicators.tables.comparing import absent_notes, over_time, pillar_lines
from tests import cast, make

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 21)


@pytest.fixture
def hai_duong():
    return cast.hai_duong()


@pytest.fixture
def ha_giang():
    return cast.ha_giang()


def lines(provinces, period="2024", on=TODAY, pillar="chinh-quyen-so"):
    held = held_by(provinces, on)
    wanted = Period.from_code(period)
    found = comparison(provinces, on, indicator=held.indicators[0], pillar=pillar, period=wanted)
    rows = pillar_lines(held, pillar, provinces, found, wanted)
    return {row.label: [(cell.text, cell.mark) for cell in row.cells] for row in rows}


# Who


def test_provinces_stand_in_the_order_of_the_address_each_once(hai_duong, ha_giang):
    found = chosen_provinces(["ha-giang", "hai-duong", "ha-giang", "atlantis"])
    assert found.provinces == [ha_giang, hai_duong]
    assert found.unknown == ["atlantis"]
    assert found.is_enough


def test_an_old_or_written_out_name_is_the_province(hai_duong, ha_giang):
    ProvinceName.objects.create(
        province=ha_giang, name_vi="Hà Tuyên", valid_from=date(1976, 1, 1), valid_to=date(1991, 9, 30)
    )
    found = chosen_provinces(["tinh-hai-duong", "ha-tuyen", "hai-duong"])
    assert (found.provinces, found.unknown) == ([hai_duong, ha_giang], [])


def test_at_most_six_and_never_the_fictional_one():
    places = [cast.province(f"p{n}", f"Tỉnh {n}") for n in range(8)]
    fictional = cast.province("minh-hoa", "Minh Hoạ", is_illustration=True)
    found = chosen_provinces(["minh-hoa", *(each.slug for each in places)])
    assert found.provinces == places[:6]
    assert (found.left_out, found.fictional) == (places[6:], [fictional])
    assert fictional not in found.every


def test_one_province_is_not_enough(hai_duong):
    assert not chosen_provinces(["hai-duong"]).is_enough


# What is held


def test_held_counts_provinces_by_period(hai_duong, ha_giang):
    share = make.indicator()
    make.published(share, hai_duong, "2024-Q4", 40)
    make.published(share, ha_giang, "2024-Q4", 50)
    make.published(share, ha_giang, "2024-Q3", 45)
    held = held_by([hai_duong, ha_giang], TODAY)
    assert held.periods[share.pk] == {Period(2024, 4): 2, Period(2024, 3): 1}
    assert held.years("chinh-quyen-so") == {Period(2024): 2, Period(2024, 4): 2, Period(2024, 3): 1}
    assert (usual_indicator(held, 2), usual_period(held.years("chinh-quyen-so"))) == (share, Period(2024))


@pytest.mark.parametrize("shared, expected", [(("2022", "2023"), "dti-rank"), (("2023",), "pci")])
def test_the_first_of_the_catalogue_with_a_course_of_all_comes_first(hai_duong, ha_giang, shared, expected):
    rank, pci = make.rank_indicator(order=1), make.indicator("pci", frequency="year", order=2)
    for year in shared:
        for place in (hai_duong, ha_giang):
            make.published(rank, place, year, 13)
    for year in ("2020", "2021", "2022", "2023"):
        make.published(pci, hai_duong, year, 60)
    held = held_by([hai_duong, ha_giang], TODAY)
    assert usual_indicator(held, 2).code == expected


def test_nothing_held_has_no_usual_choice(hai_duong, ha_giang):
    held = held_by([hai_duong, ha_giang], TODAY)
    assert (usual_indicator(held, 2), usual_period(held.years("x"))) == (None, None)


def test_a_figure_counts_from_the_day_it_was_public(hai_duong, ha_giang):
    make.published(make.indicator(), hai_duong, "2023-Q4", 40, public_on=date(2024, 2, 1))
    assert held_by([hai_duong, ha_giang], date(2024, 1, 31)).indicators == []
    assert len(held_by([hai_duong, ha_giang], date(2024, 2, 1)).indicators) == 1


# Over time


def test_one_indicator_over_time(hai_duong, ha_giang):
    rank = make.rank_indicator()
    for year, value in ((2022, 13), (2023, 26), (2024, 19)):
        make.published(rank, hai_duong, str(year), value)
    make.published(rank, ha_giang, "2024", 25)
    provinces = [hai_duong, ha_giang]
    held = held_by(provinces, TODAY)
    found = comparison(provinces, TODAY, indicator=held.indicators[0], pillar="chinh-quyen-so", period=Period(2024))
    time = over_time(held.indicators[0], provinces, found)
    assert [(line.label, [cell.text for cell in line.cells]) for line in time.lines] == [
        ("2024", ["19/63", "25/63"]),
        ("2023", ["26/63", "–"]),
        ("2022", ["13/63", "–"]),
    ]
    assert [bool(cell.mark) for cell in time.lines[0].cells] == [True, False]
    assert [line.name for line in time.large.lines] == ["Hải Dương", "Hà Giang"]


# A pillar in one period


def test_the_best_is_named_by_the_direction_of_the_indicator(hai_duong, ha_giang):
    more = make.indicator("more", name_vi="Nhiều")
    less = make.indicator("less", name_vi="Ít", direction=-1)
    for each in (more, less):
        make.published(each, hai_duong, "2024-Q4", 40)
        make.published(each, ha_giang, "2024-Q4", 50)
    found = lines([hai_duong, ha_giang], "2024-Q4")
    assert [bool(mark) for _text, mark in found["Nhiều"]] == [False, True]
    assert [bool(mark) for _text, mark in found["Ít"]] == [True, False]


def test_equals_are_both_the_best_and_none_where_all_are_equal(hai_duong, ha_giang):
    hue = cast.province("hue", "Huế")
    first, second = make.indicator("first", name_vi="Một"), make.indicator("second", name_vi="Hai")
    for place, value in ((hai_duong, 40), (ha_giang, 50), (hue, 50)):
        make.published(first, place, "2024-Q4", value)
        make.published(second, place, "2024-Q4", 7)
    found = lines([hai_duong, ha_giang, hue])
    assert [bool(mark) for _text, mark in found["Một"]] == [False, True, True]
    assert [mark for _text, mark in found["Hai"]] == ["", "", ""]


def test_ranks_among_different_numbers_have_no_best(hai_duong, ha_giang):
    rank = make.rank_indicator(name_vi="Hạng")
    make.published(rank, hai_duong, "2024", 19, rank_of=63)
    make.published(rank, ha_giang, "2024", 3, rank_of=34)
    assert lines([hai_duong, ha_giang])["Hạng"] == [("19/63", ""), ("3/34", "")]


def test_figures_of_different_quarters_have_no_best_and_say_their_quarter(hai_duong, ha_giang):
    share = make.indicator(name_vi="Tỷ lệ")
    make.published(share, hai_duong, "2024-Q2", 40)
    make.published(share, ha_giang, "2024-Q4", 50)
    assert [mark for _text, mark in lines([hai_duong, ha_giang])["Tỷ lệ"]] == ["", ""]


def test_the_newest_quarter_of_a_year_counts(hai_duong, ha_giang):
    share = make.indicator(name_vi="Tỷ lệ")
    for quarter, value in (("2024-Q2", 10), ("2024-Q4", 40), ("2024-Q3", 30)):
        make.published(share, hai_duong, quarter, value)
    assert [text for text, _mark in lines([hai_duong, ha_giang])["Tỷ lệ"]] == ["40,0%", "–"]


@pytest.mark.parametrize(("shape", "marked"), [(Shape.STOCK, True), (Shape.RANGE, False), (Shape.MILESTONE, False)])
def test_a_count_has_a_highest_a_range_and_a_milestone_nothing(hai_duong, ha_giang, shape, marked):
    firms = make.indicator("dn", name_vi="Số", shape=shape, unit_vi="", unit_en="", decimals=0, maximum=None)
    make.published(firms, hai_duong, "2024-Q4", 1)
    make.published(firms, ha_giang, "2024-Q4", 0)
    assert [bool(mark) for _text, mark in lines([hai_duong, ha_giang])["Số"]] == [marked, False]


def test_a_reason_stands_where_there_is_no_value(hai_duong, ha_giang):
    share = make.indicator(name_vi="Tỷ lệ")
    make.published(share, hai_duong, "2024-Q4", None, no_data_reason="chưa công bố")
    make.published(share, ha_giang, "2024-Q4", 50)
    assert lines([hai_duong, ha_giang])["Tỷ lệ"] == [("chưa công bố", ""), ("50,0%", "")]


# Who was not there


def test_a_merged_province_leads_to_what_it_became():
    hai_phong = cast.province("hai-phong", "Hải Phòng", started_on=date(2025, 7, 1))
    hai_duong = cast.hai_duong(ended_on=cast.MERGED, successor=hai_phong)
    hue = cast.province("hue", "Huế")
    make.published(make.indicator(), hue, "2025-Q3", 50)
    provinces = [hai_duong, hue]
    held = held_by(provinces, TODAY)
    period = Period(2025, 3)
    found = comparison(provinces, TODAY, indicator=held.indicators[0], pillar="chinh-quyen-so", period=period)
    notes = absent_notes(provinces, period, found, QueryDict("provinces=hai-duong,hue&period=2025-Q3"))
    assert [note.url for note in notes] == ["?provinces=hai-phong,hue&period=2025-Q3"]


def test_a_new_province_is_not_yet_there():
    hai_phong = cast.province("hai-phong", "Hải Phòng", started_on=date(2025, 7, 1))
    hue = cast.province("hue", "Huế")
    make.published(make.indicator(), hue, "2024-Q4", 50)
    held = held_by([hai_phong, hue], TODAY)
    found = comparison([hai_phong, hue], TODAY, indicator=held.indicators[0], pillar="x", period=Period(2024))
    notes = absent_notes([hai_phong], Period(2024), found, QueryDict(""))
    assert len(notes) == 1 and "1/7/2025" in notes[0].words and notes[0].url == ""
