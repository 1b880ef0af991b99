"""Editions, rankings among their own, and the country at a glance."""

from datetime import date
from decimal import Decimal

import pytest

from dtracker.formats.quarters import Period
from dtracker.places.queries import LAST_OF_63, REFORM
from indicators.enums import Shape
from indicators.models import Publication
from indicators.queries.editions import Edition, editions_of, usual_edition
from indicators.queries.ranking import figures_of, indicator_named, national_map, ranking_of
from tests import cast, make

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 21)


@pytest.fixture
def hai_phong():
    return cast.province("hai-phong", "Hải Phòng", started_on=REFORM, sort_order=64)


@pytest.fixture
def hai_duong(hai_phong):
    return cast.hai_duong(ended_on=LAST_OF_63, successor=hai_phong)


@pytest.fixture
def ha_giang():
    return cast.ha_giang(ended_on=LAST_OF_63)


@pytest.fixture
def hue():
    return cast.province("hue", "Huế", sort_order=30)


@pytest.fixture
def minh_hoa():
    return cast.province("minh-hoa", "Minh Hoạ", is_illustration=True, sort_order=999)


@pytest.fixture
def score():
    return make.indicator("dti-value", shape=Shape.SCORE, frequency="year", decimals=4, scale=1, maximum=1)


@pytest.fixture
def rank(score):
    return make.rank_indicator(rank_of=score)


def ranking(indicator, year: int, layout: int = 63):
    period = Period(year)
    return ranking_of(indicator, period, layout, figures_of(indicator, period, TODAY))


def order(found) -> list[tuple]:
    return [(each.province.slug, each.place, each.rank, each.rank_of) for each in found.places]


# Editions


def test_editions_count_the_provinces_that_can_be_compared(rank, hai_duong, hai_phong, hue, minh_hoa):
    make.published(rank, hai_duong, "2023", 26)
    for place, value, among in ((hai_duong, 19, 63), (hue, 5, 63), (hai_phong, 3, 34)):
        make.published(rank, place, "2024", value, rank_of=among)
    make.published(rank, minh_hoa, "2022", 1)
    found = editions_of(rank, TODAY)
    assert found == [
        Edition(Period(2024), {63: 2, 34: 2}),
        Edition(Period(2023), {63: 1}),
        Edition(Period(2022), {}),
    ]
    assert [each.layout for each in found] == [63, 63, 63]


def test_ranks_among_34_make_no_edition_of_63(rank, hue, hai_phong):
    make.published(rank, hue, "2024", 2, rank_of=34)
    make.published(rank, hai_phong, "2024", 3, rank_of=34)
    assert [(each.counts, each.layout) for each in editions_of(rank, TODAY)] == [({34: 2}, 34)]


def test_a_period_after_the_reform_is_read_for_the_34(rank, hue):
    make.published(rank, hue, "2025", 2, rank_of=34)
    assert [each.counts for each in editions_of(rank, TODAY)] == [{34: 1}]


def test_an_edition_is_known_from_the_day_it_was_public(rank, hai_duong):
    make.published(rank, hai_duong, "2023", 26, public_on=date(2025, 2, 28))
    assert editions_of(rank, date(2025, 2, 27)) == []
    assert len(editions_of(rank, date(2025, 2, 28))) == 1


def test_year_and_fourth_quarter_are_one_period_of_a_quarterly_indicator(hai_duong, ha_giang):
    files = make.indicator()
    make.published(files, hai_duong, "2023", 40)
    make.published(files, ha_giang, "2023-Q4", 50)
    assert editions_of(files, TODAY) == [Edition(Period(2023, 4), {63: 2})]
    assert set(figures_of(files, Period(2023, 4), TODAY).of_period) == {hai_duong.pk, ha_giang.pk}


@pytest.mark.parametrize(
    ("counts", "year"), [([10, 63], 2022), ([61, 63], 2023), ([4, 2, 5, 1, 19], 2019), ([], None), ([0], 2023)]
)
def test_usual_edition_is_the_newest_nearly_full_one(counts, year):
    editions = [Edition(Period(2023 - back), {63: count}) for back, count in enumerate(counts)]
    found = usual_edition(editions)
    assert (found.period.year if found else None) == year


# Rankings


def test_lower_rank_is_better_and_equals_share_a_place(rank, score, hai_duong, ha_giang, hue):
    for place, value, measured in ((hai_duong, 19, "0.7461"), (ha_giang, 5, "0.8"), (hue, 5, None)):
        make.published(rank, place, "2024", value)
        if measured:
            make.published(score, place, "2024", measured, rank_of=63, rank=value)
    found = ranking(rank, 2024)
    assert order(found) == [("ha-giang", 5, 5, 63), ("hue", 5, 5, 63), ("hai-duong", 19, 19, 63)]
    assert [each.value for each in found.places] == [Decimal("0.8"), None, Decimal("0.7461")]
    assert [each.shade for each in found.places] == [1, 1, 2]
    assert found.is_ranked


def test_without_published_ranks_the_values_give_the_order(score, hai_duong, ha_giang, hue):
    for place, value in ((hai_duong, "0.2"), (ha_giang, "0.9"), (hue, "0.2")):
        make.published(score, place, "2024", value)
    found = ranking(score, 2024)
    assert order(found) == [("ha-giang", 1, None, None), ("hai-duong", 2, None, None), ("hue", 2, None, None)]
    assert not found.is_ranked
    assert found.mean == Decimal("1.3") / 3


def test_less_is_better_where_the_indicator_says_so(hai_duong, ha_giang):
    waits = make.indicator("waits", direction=-1, frequency="year")
    make.published(waits, hai_duong, "2024", 9)
    make.published(waits, ha_giang, "2024", 3)
    assert [each.province for each in ranking(waits, 2024).places] == [ha_giang, hai_duong]


def test_what_has_no_value_stands_last_with_its_reason(score, hai_duong, ha_giang):
    make.published(score, ha_giang, "2024", None, no_data_reason="chưa công bố")
    make.published(score, hai_duong, "2024", "0.1")
    assert order(ranking(score, 2024)) == [("hai-duong", 1, None, None), ("ha-giang", 0, None, None)]


def test_a_rank_counts_only_among_its_own(score, hai_duong, hai_phong, hue):
    make.published(score, hai_duong, "2024", "0.7", rank=19, rank_of=63)
    make.published(score, hue, "2024", "0.8", rank=5, rank_of=63)
    make.published(score, hai_phong, "2024", "0.75", rank=3, rank_of=34)
    assert order(ranking(score, 2024, 63)) == [("hue", 5, 5, 63), ("hai-duong", 19, 19, 63)]
    found = ranking(score, 2024, 34)
    assert {each.province.slug: each.rank for each in found.places} == {"hue": None, "hai-phong": 3}


def test_without_a_real_province_no_names_are_read(score, minh_hoa, django_assert_num_queries):
    make.published(score, minh_hoa, "2024", "0.9")
    figures = figures_of(score, Period(2024), TODAY)
    with django_assert_num_queries(0):
        found = ranking_of(score, Period(2024), 63, figures)
    assert ([each.province for each in found.apart], found.places) == ([minh_hoa], [])


def test_illustration_stands_apart(score, hai_duong, minh_hoa):
    make.published(score, hai_duong, "2024", "0.2")
    make.published(score, minh_hoa, "2024", "0.9")
    found = ranking(score, 2024)
    assert [each.province for each in found.places] == [hai_duong]
    assert [each.province for each in found.apart] == [minh_hoa]
    assert found.mean == Decimal("0.2")
    assert list(found.names) == [hai_duong.pk]


def test_the_newest_version_counts(score, hai_duong):
    first = make.published(score, hai_duong, "2024", "0.2")
    Publication.objects.create(
        figure=first.figure, version=2, value=Decimal("0.3"), public_on=first.public_on, reason="sai"
    )
    assert [each.value for each in ranking(score, 2024).places] == [Decimal("0.3")]


def test_national_and_undated_figures_stand_beside(score, hai_duong):
    make.published(score, None, "2024", "0.6961")
    make.published(score, hai_duong, "2024", "0.7")
    undated = make.published(score, cast.ha_giang(), "2024", "0.5")
    type(undated.figure).objects.filter(pk=undated.figure_id).update(year=None)
    figures = figures_of(score, Period(2024), TODAY)
    assert [each.value for each in figures.national] == [Decimal("0.6961")]
    assert [each.value for each in figures.undated] == [Decimal("0.5")]
    assert ranking(score, 2024).national.value == Decimal("0.6961")


def test_reads_are_two_whatever_the_number(rank, hai_duong, django_assert_num_queries):
    for number in range(20):
        place = cast.province(f"p{number}", f"Tỉnh {number}", sort_order=number)
        make.published(rank, place, "2024", number + 1)
    with django_assert_num_queries(2):
        assert len(ranking(rank, 2024).places) == 20


def test_indicator_named(rank, django_assert_num_queries):
    with django_assert_num_queries(2):
        assert indicator_named("dti-rank").rank_of.code == "dti-value"
    assert indicator_named("nothing") is None


# The country at a glance


def test_national_map_shows_the_newest_full_edition(rank, hai_duong, ha_giang, hue, django_assert_num_queries):
    hai_duong.names.update(tile_row=4, tile_col=6)
    for place, value in ((hai_duong, 19), (ha_giang, 25), (hue, 5)):
        make.published(rank, place, "2024", value)
    make.published(rank, hue, "2025", 1, rank_of=34)
    with django_assert_num_queries(2):
        found = national_map(TODAY, own={hai_duong.pk})
    assert (found.period, found.rank_of, found.url) == (Period(2024), 63, "/indicators/dti-rank/")
    assert found.leaders == []
    assert [(tile.name, tile.shade) for tile in found.map.tiles] == [("Hải Dương", 2)]
    assert len(found.map.rings) == 1
    assert len(found.map.isles) == 2


def test_leaders_are_those_at_the_top_as_far_as_all_are_known(rank):
    for value in (1, 1, 3, 5, 6):
        make.published(rank, cast.province(f"p{value}{Publication.objects.count()}", f"{value}"), "2024", value)
    assert [each.place for each in ranking(rank, 2024).leaders] == [1, 1, 3]
    assert national_map(TODAY, own=set()).leaders == [(1, "1"), (1, "1"), (3, "3")]


def test_national_map_of_nothing(rank):
    assert national_map(TODAY, own=set()) is None
