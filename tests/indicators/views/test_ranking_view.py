"""The ranking of an indicator: movement, distribution, leaders by component, neighbours, boxes to compare."""

from decimal import Decimal

import pytest

from indicators.enums import Shape
from indicators.models import SeriesBreak
from tests import cast, make

pytestmark = pytest.mark.django_db


@pytest.fixture
def hai_duong():
    place = cast.hai_duong()
    place.names.update(region_vi="Đồng bằng sông Hồng", region_en="Red River Delta")
    return place


@pytest.fixture
def score():
    return make.indicator(
        "dti-value", shape=Shape.SCORE, frequency="year", decimals=4, scale=1, maximum=1, unit_vi="", unit_en=""
    )


@pytest.fixture
def rank(score, hai_duong):
    """Hải Dương second of seven in 2024, after being last in 2023."""
    made = make.rank_indicator(rank_of=score)
    places = [cast.province(f"p{n}", f"Tỉnh {n}", name_en=f"P{n}") for n in range(1, 7)]
    places[0].names.update(region_vi="Đồng bằng sông Hồng", region_en="Red River Delta")
    for year, order in (("2023", [*places, hai_duong]), ("2024", [places[0], hai_duong, *places[1:]])):
        for position, place in enumerate(order, start=1):
            make.published(made, place, year, position)
            make.published(score, place, year, 1 - Decimal(position) / 10, rank=position, rank_of=63)
    return made


def english(client):
    client.cookies["django_language"] = "en"
    return client


def rows(response) -> dict[str, tuple[str, str]]:
    return {row.record.slug: (row.record.rank, row.record.move) for row in response.context["table"].rows}


def test_each_province_says_how_far_it_moved(client, rank):
    response = english(client).get("/indicators/dti-rank/")
    found = rows(response)
    assert (found["hai-duong"], found["p1"], found["p2"]) == (
        ("2", "up 5 places"),
        ("1", "same"),
        ("3", "down 1 place"),
    )
    assert "Since 2023" in response.content.decode()


def test_the_table_sorts_by_movement(client, rank):
    response = client.get("/indicators/dti-rank/?sort=-move")
    assert next(iter(rows(response))) == "hai-duong"


def test_a_new_method_is_said_under_the_table(client, rank):
    SeriesBreak.objects.create(indicator=rank, year=2024, kind="method", reason_vi="Cách tính mới")
    page = english(client).get("/indicators/dti-rank/").content.decode()
    assert "part of a move may come from the new method" in page


def test_a_source_of_its_own_is_a_number_that_leads_to_its_title_under_the_table(client, rank):
    assert "source-1" not in english(client).get("/indicators/dti-rank/").content.decode()
    source = make.document("a", title_en="Article a")
    make.published(rank, cast.province("p8", "Tỉnh 8"), "2024", 8, source=source)
    page = english(client).get("/indicators/dti-rank/").content.decode()
    assert (
        page.count('<a href="#source-1"><span class="only-phone">Source </span>1<span class="visually-hidden">: Art')
        == 1
    )
    assert '<span class="source-one" id="source-1">(1) <a href="/documents/a/">Article a</a></span>. ' in page


def test_the_first_edition_has_no_movement(client, rank):
    response = client.get("/indicators/dti-rank/?period=2023")
    assert "move" not in [column.name for column in response.context["table"].columns]


def test_the_distribution_marks_the_own_province_and_says_it(client, rank, hai_duong):
    client.force_login(cast.nam(hai_duong))
    spread = english(client).get("/indicators/dti-rank/").context["spread"]
    assert [dot.title for dot in spread.large.dots if dot.is_own] == ["Hai Duong 0.8000"]
    assert spread.words == (
        "7 provinces lie between 0.3000 and 0.9000; half of them between 0.4500 and 0.7500, "
        "the one in the middle has 0.6000."
    )
    assert spread.own == ["Hai Duong has 0.8000: above the middle of 0.6000."]


def test_few_values_have_no_distribution(client, score, hai_duong):
    make.published(score, hai_duong, "2024", "0.5")
    assert client.get("/indicators/dti-value/").context["spread"] is None


def test_leaders_of_each_component_stand_on_the_page_of_rank_and_value(client, rank, score, hai_duong):
    part = make.indicator(
        "part", name_en="Digital government", shape=Shape.SCORE, frequency="year", decimals=4, maximum=1, parent=score
    )
    make.published(part, hai_duong, "2024", "0.9")
    make.published(part, rank.figures.first().province, "2024", "0.5")
    client.force_login(cast.nam(hai_duong))
    for code in ("dti-rank", "dti-value", "part"):
        (row,) = english(client).get(f"/indicators/{code}/?period=2024").context["components"]
        assert (row.name, row.count) == ("Digital government", 2)
        first = row.leaders[0]
        assert (first.place, first.name, first.is_own) == (1, "Hai Duong", True)
        assert [each.place for each in row.own] == [1]


def test_an_unknown_region_is_said_and_all_are_shown(client, rank):
    response = english(client).get("/indicators/dti-rank/", {"region": "<Mars>"})
    said = "No province of this ranking lies in a region “&lt;Mars&gt;”; those of all regions are shown."
    assert response.content.decode().count(said) == 1
    assert len(rows(response)) == 7
    for known in ({}, {"region": ""}, {"region": "Red River Delta"}):
        assert client.get("/indicators/dti-rank/", known).context["wrong_region"] == ""


def test_neighbours_of_a_region(client, rank, hai_duong):
    client.force_login(cast.nam(hai_duong))
    response = english(client).get("/indicators/dti-rank/", {"region": "Red River Delta"})
    assert set(rows(response)) == {"p1", "hai-duong"}
    assert response.context["region_words"] == "Red River Delta: Hai Duong stands at 2 among 2."


def test_boxes_choose_provinces_for_the_comparison(client, rank):
    page = client.get("/indicators/dti-rank/?as_of=2025-12-31").content.decode()
    assert page.count('name="provinces"') == 7
    assert 'action="/compare/"' in page
    assert '<input type="hidden" name="as_of" value="2025-12-31">' in page


def test_provinces_without_a_figure_are_named_under_the_table(client, rank):
    cast.province("hue", "Huế", name_en="Hue")
    assert english(client).get("/indicators/dti-rank/").context["missing"] == "Without a published figure: Hue."
