"""Sums of predecessors: only of counts that can be added, only of whole periods; never of ranks or rates."""

from datetime import date
from decimal import Decimal

import pytest

from dtracker.formats.quarters import Period
from dtracker.places.queries import LAST_OF_63, REFORM
from indicators.enums import Shape
from indicators.queries.lineage import family_of, relatives_of, summed_series
from indicators.tables.lineage import sum_cards
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
def old_hai_phong(hai_phong, hai_duong):
    return cast.province("hai-phong-2008", "Hải Phòng", ended_on=LAST_OF_63, successor=hai_phong, sort_order=22)


@pytest.fixture
def people():
    return make.indicator(
        "dan-so", shape=Shape.STOCK, frequency="year", is_additive=True, maximum=None, unit_vi="", unit_en=""
    )


def sums(on=TODAY):
    return [
        (each.indicator.code, [(item.period, item.total) for item in each.sums])
        for each in summed_series(family_of("hai-phong"), on)
    ]


def test_counts_of_all_predecessors_are_added(people, hai_duong, old_hai_phong):
    make.published(people, hai_duong, "2024", "1978.2")
    make.published(people, old_hai_phong, "2024", "2124.5")
    assert sums() == [("dan-so", [(Period(2024), Decimal("4102.7"))])]


def test_a_sum_without_one_of_them_is_none(people, hai_duong, old_hai_phong):
    make.published(people, hai_duong, "2024", "1978.2")
    assert sums() == [("dan-so", [(Period(2024), None)])]


@pytest.mark.parametrize("shape", [Shape.RANK, Shape.PERCENT, Shape.SCORE, Shape.GROWTH, Shape.STOCK])
def test_nothing_else_is_ever_added(hai_duong, old_hai_phong, shape):
    other = make.indicator("other", shape=shape, frequency="year")
    for place in (hai_duong, old_hai_phong):
        make.published(other, place, "2024", 5, rank_of=63)
    assert sums() == []


def test_a_sum_is_known_when_its_last_part_was_public(people, hai_duong, old_hai_phong):
    make.published(people, hai_duong, "2024", 1, public_on=date(2025, 1, 1))
    make.published(people, old_hai_phong, "2024", 2, public_on=date(2025, 6, 1))
    assert sums(date(2025, 5, 31)) == [("dan-so", [(Period(2024), None)])]
    assert sums(date(2025, 6, 1)) == [("dan-so", [(Period(2024), Decimal(3))])]


def test_the_newest_version_counts(people, hai_duong, old_hai_phong):
    first = make.published(people, hai_duong, "2024", 1)
    make.published(people, old_hai_phong, "2024", 2)
    type(first).objects.create(figure=first.figure, version=2, value=5, reason="Cộng nhầm", public_on=date(2025, 1, 1))
    assert sums() == [("dan-so", [(Period(2024), Decimal(7))])]


def test_the_own_figures_of_the_new_province_go_on(people, hai_duong, old_hai_phong, hai_phong):
    for place, year, value in ((hai_duong, "2024", 1), (old_hai_phong, "2024", 2), (hai_phong, "2025", 4)):
        make.published(people, place, year, value)
    head = family_of("hai-phong")
    (series,) = summed_series(head, TODAY)
    assert [each.value for each in series.own] == [4]
    (card,) = sum_cards(head, [series])
    assert [(line.period, line.total, line.own) for line in card.lines] == [("2025", "–", "4,0"), ("2024", "3,0", "–")]
    assert [line.is_dotted for line in card.large.lines] == [True, False]


def test_a_sum_of_a_rough_figure_is_rough(people, hai_duong, old_hai_phong):
    make.published(people, hai_duong, "2024", 1000, is_approximate=True, value_text="khoảng 1.000")
    make.published(people, old_hai_phong, "2024", 500)
    head = family_of("hai-phong")
    (card,) = sum_cards(head, summed_series(head, TODAY))
    assert card.lines[0].total == "khoảng 1.500"


def test_a_merged_province_leads_to_the_family_of_its_successor(hai_duong, old_hai_phong, hai_phong):
    assert family_of("hai-duong") == hai_phong
    assert family_of("hai-duong").family == [hai_duong, old_hai_phong]
    assert family_of("atlantis") is None


def test_relatives_are_known_from_the_day_of_the_merger(hai_duong, old_hai_phong, hai_phong):
    assert relatives_of(hai_duong, LAST_OF_63).successor is None
    assert relatives_of(hai_duong, REFORM).successor == hai_phong
    assert relatives_of(hai_phong, TODAY).predecessors == [hai_duong, old_hai_phong]


def test_only_what_was_merged_is_read(django_assert_num_queries, hai_duong, hai_phong):
    hue = cast.province("hue", "Huế")
    with django_assert_num_queries(0):
        assert relatives_of(hue, TODAY).predecessors == []
        assert relatives_of(hai_duong, TODAY).predecessors == []
    with django_assert_num_queries(1):
        assert relatives_of(hai_phong, TODAY).predecessors == [hai_duong]
