"""Movement between editions: what may be compared, and with what."""

from datetime import date
from decimal import Decimal

import pytest
from django.utils import translation

from dtracker.formats.quarters import Period
from dtracker.places.queries import LAST_OF_63, REFORM
from indicators.enums import Shape
from indicators.models import SeriesBreak
from indicators.queries.editions import Edition, editions_of
from indicators.queries.movement import earlier_edition, movement_of, other_edition
from indicators.queries.ranking import component_rankings, figures_of, indicator_named, ranking_of
from indicators.tables.movement import movement_notes, since_words, step_words
from tests import cast, make

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 21)


@pytest.fixture
def hai_duong():
    return cast.hai_duong(ended_on=LAST_OF_63)


@pytest.fixture
def ha_giang():
    return cast.ha_giang(ended_on=LAST_OF_63)


@pytest.fixture
def hue():
    return cast.province("hue", "Huế", sort_order=30)


@pytest.fixture
def score():
    return make.indicator("dti-value", shape=Shape.SCORE, frequency="year", decimals=4, scale=1, maximum=1)


def ranked(code: str, year: int, layout: int = 63):
    """The ranking of a year with what moved since the edition before."""
    found = indicator_named(code)
    editions = editions_of(found, TODAY)
    edition = next(each for each in editions if each.period == Period(year))
    earlier = earlier_edition(editions, edition, layout)
    figures = figures_of(found, edition.period, TODAY, earlier=earlier and earlier.period)
    ranking = ranking_of(found, edition.period, layout, figures)
    movement = earlier and movement_of(ranking, earlier.period, figures.before, found.known_breaks)
    return ranking, movement, other_edition(editions, edition, layout)


def steps(movement) -> dict[int, Decimal]:
    return movement.steps


# Which edition


@pytest.mark.parametrize(
    ("counts", "year"),
    [([63, 63, 63], 2022), ([63, 2, 61], 2021), ([63, 2, 3], None), ([10, 63], 2022), ([63], None)],
)
def test_the_earlier_edition_is_the_newest_with_nearly_as_many(counts, year):
    editions = [Edition(Period(2023 - back), {63: count}) for back, count in enumerate(counts)]
    found = earlier_edition(editions, editions[0], 63)
    assert (found.period.year if found else None) == year


def test_an_edition_of_the_63_is_no_earlier_edition_of_the_34():
    editions = [Edition(Period(2025), {34: 34}), Edition(Period(2024), {63: 63})]
    assert earlier_edition(editions, editions[0], 34) is None
    assert other_edition(editions, editions[0], 34) == editions[1]


# Places


def test_places_move_up_and_down(hai_duong, ha_giang, hue):
    rank = make.rank_indicator()
    for place, then, now in ((hai_duong, 26, 19), (ha_giang, 5, 8), (hue, 4, 4)):
        make.published(rank, place, "2023", then)
        make.published(rank, place, "2024", now)
    ranking, movement, _other = ranked("dti-rank", 2024)
    assert steps(movement) == {hai_duong.pk: 7, ha_giang.pk: -3, hue.pk: 0}
    with translation.override("en"):
        words = [step_words(movement.steps[each.province.pk], ranking) for each in ranking.places]
    assert words == ["same", "down 3 places", "up 7 places"]
    assert since_words(movement).endswith("2023")


def test_a_rank_is_compared_with_one_among_as_many_only(score, hai_duong, hue):
    for place, then in ((hai_duong, 63), (hue, 64)):
        make.published(score, place, "2023", "0.5", rank=26, rank_of=then)
        make.published(score, place, "2024", "0.6", rank=19, rank_of=63)
    ranking, movement, _other = ranked("dti-value", 2024)
    assert (steps(movement), movement.others) == ({hai_duong.pk: 7}, 1)
    assert len(movement_notes(movement, ranking, None)) == 2


def test_a_rank_of_63_is_never_subtracted_from_one_of_34(hue):
    rank = make.rank_indicator()
    make.published(rank, hue, "2024", 5, rank_of=63)
    make.published(rank, hue, "2025", 2, rank_of=34)
    hai_phong = cast.province("hai-phong", "Hải Phòng", started_on=REFORM)
    make.published(rank, hai_phong, "2025", 3, rank_of=34)
    cast.ha_giang(ended_on=LAST_OF_63)
    ranking, movement, other = ranked("dti-rank", 2025, 34)
    assert [(each.province.slug, each.rank) for each in ranking.places] == [("hue", 2), ("hai-phong", 3)]
    assert movement is None or movement.steps == {}
    notes = movement_notes(movement, ranking, other)
    assert len(notes) == 1 and ("63" in notes[0]) == (movement is None)


def test_a_break_is_said_beside_the_places(hai_duong, ha_giang):
    rank = make.rank_indicator()
    SeriesBreak.objects.create(indicator=rank, year=2024, kind="method", reason_vi="Cách tính mới")
    for place, then, now in ((hai_duong, 26, 19), (ha_giang, 5, 8)):
        make.published(rank, place, "2023", then)
        make.published(rank, place, "2024", now)
    ranking, movement, _other = ranked("dti-rank", 2024)
    assert (len(movement.steps), len(movement.breaks)) == (2, 1)
    assert len(movement_notes(movement, ranking, None)) == 2


# Values


def test_without_ranks_the_values_are_compared(score, hai_duong, ha_giang):
    for place, then, now in ((hai_duong, "0.5", "0.62"), (ha_giang, "0.4", None)):
        make.published(score, place, "2023", then)
        make.published(score, place, "2024", now)
    ranking, movement, _other = ranked("dti-value", 2024)
    assert (movement.is_in_places, steps(movement)) == (False, {hai_duong.pk: Decimal("0.12")})
    assert step_words(Decimal("0.12"), ranking) in ("+0,1200", "+0.1200")


def test_values_are_not_subtracted_over_a_break(score, hai_duong, ha_giang):
    SeriesBreak.objects.create(indicator=score, year=2024, kind="method", reason_vi="Cách tính mới")
    for place in (hai_duong, ha_giang):
        make.published(score, place, "2023", "0.5")
        make.published(score, place, "2024", "0.6")
    ranking, movement, _other = ranked("dti-value", 2024)
    assert (steps(movement), len(movement.breaks)) == ({}, 1)
    assert len(movement_notes(movement, ranking, None)) == 1


def test_what_was_not_yet_public_moves_nothing(hai_duong):
    rank = make.rank_indicator()
    make.published(rank, hai_duong, "2023", 26, public_on=date(2027, 1, 1))
    make.published(rank, hai_duong, "2024", 19)
    assert ranked("dti-rank", 2024)[1] is None


# Components


@pytest.fixture
def parts(score):
    return [
        make.indicator(f"part-{n}", shape=Shape.SCORE, frequency="year", decimals=4, maximum=1, parent=score, order=n)
        for n in (2, 1)
    ]


def of_components(code: str, year: int):
    found = indicator_named(code)
    figures = figures_of(found, Period(year), TODAY)
    rankings = component_rankings(ranking_of(found, Period(year), 63, figures), figures)
    return [(each.indicator.code, [place.province.slug for place in each.leaders]) for each in rankings]


def test_each_component_has_its_leaders(score, parts, hai_duong, ha_giang):
    rank = make.rank_indicator(rank_of=score)
    make.published(rank, hai_duong, "2024", 1)
    for part, best in zip(parts, (hai_duong, ha_giang), strict=True):
        for place in (hai_duong, ha_giang):
            make.published(part, place, "2024", "0.9" if place == best else "0.1")
            make.published(part, place, "2023", "1")
    expected = [("part-1", ["ha-giang", "hai-duong"]), ("part-2", ["hai-duong", "ha-giang"])]
    make.published(score, hai_duong, "2024", "0.7")
    assert of_components("dti-rank", 2024) == expected
    assert of_components("dti-value", 2024) == expected
    assert of_components("part-1", 2024) == expected


def test_an_index_without_components_has_none(score, hai_duong):
    make.published(score, hai_duong, "2024", "0.7")
    assert of_components("dti-value", 2024) == []
