"""The comparison: what the address says is shown, what cannot be is said in a sentence with a way on."""

from datetime import date

import pytest

from dtracker.places.queries import LAST_OF_63, REFORM
from tests import cast, make

pytestmark = pytest.mark.django_db


@pytest.fixture
def hai_phong():
    return cast.province("hai-phong", "Hải Phòng", started_on=REFORM)


@pytest.fixture
def hai_duong(hai_phong):
    return cast.hai_duong(ended_on=LAST_OF_63, successor=hai_phong)


@pytest.fixture
def ha_giang():
    return cast.ha_giang(ended_on=LAST_OF_63)


@pytest.fixture
def rank(hai_duong, ha_giang):
    made = make.rank_indicator()
    for place, values in ((hai_duong, (13, 26, 19)), (ha_giang, (57, 37, 25))):
        for year, value in zip((2022, 2023, 2024), values, strict=True):
            make.published(made, place, str(year), value, public_on=date(year + 1, 3, 1))
    return made


def english(client):
    client.cookies["django_language"] = "en"
    return client


def notes(response) -> list[str]:
    context = response.context
    return [*context["notes"], *context.get("more_notes", []), *(each.words for each in context.get("absent", []))]


def shown(response) -> list[tuple[str, list[str]]]:
    return [(line.label, [cell.text for cell in line.cells]) for line in response.context["time"].lines]


BOTH = "/compare/?provinces=hai-duong,ha-giang"


def test_two_provinces_side_by_side(client, rank):
    response = client.get(f"{BOTH}&indicator=dti-rank")
    assert shown(response) == [
        ("2024", ["19/63", "25/63"]),
        ("2023", ["26/63", "37/63"]),
        ("2022", ["13/63", "57/63"]),
    ]
    assert [line.label for line in response.context["lines"]] == [rank.name_vi]
    assert notes(response) == []


def test_boxes_and_links_mean_the_same(client, rank):
    boxes = client.get("/compare/?provinces=hai-duong&provinces=ha-giang&provinces=")
    assert [each.name for each in boxes.context["heads"]] == ["Hải Dương", "Hà Giang"]
    assert shown(boxes) == shown(client.get(BOTH))


def test_the_best_is_said_in_words(client, rank):
    page = english(client).get(f"{BOTH}&period=2024").content.decode()
    assert page.count('<span class="flag">best</span>') == 4  # three years over time, one row of the pillar


def test_a_day_in_the_past_shows_what_was_public_then(client, rank):
    response = english(client).get(f"{BOTH}&as_of=2024-12-31")
    assert [label for label, _cells in shown(response)] == ["2023", "2022"]
    assert "As of 31/12/2024" in response.content.decode()
    assert [each.note for each in response.context["heads"]] == ["", ""]


def test_nobody_yet_is_an_invitation(client):
    response = english(client).get("/compare/")
    assert response.status_code == 200
    assert "Choose two to six provinces" in response.content.decode()


def test_one_province_asks_for_another(client, rank):
    response = english(client).get("/compare/?provinces=hai-duong")
    assert notes(response) == ["One province alone cannot be compared: add another."]
    assert "ha-giang" in response.content.decode()


def test_more_than_six_shows_the_first_six(client):
    share = make.indicator()
    places = [cast.province(f"p{n}", f"Tỉnh {n}") for n in range(1, 9)]
    for place in places:
        make.published(share, place, "2024-Q4", 40)
    response = english(client).get("/compare/?provinces=" + ",".join(each.slug for each in places))
    assert notes(response) == ["At most 6 provinces fit side by side; left out: P7 and P8."]
    assert len(response.context["heads"]) == 6


def test_unknown_and_fictional_provinces_are_named(client, rank):
    cast.province("minh-hoa", "Minh Hoạ", is_illustration=True)
    response = english(client).get(f"{BOTH},atlantis,minh-hoa")
    assert notes(response) == [
        "“atlantis” is no province.",
        "Minh Hoa Province is fictional and is not compared with real provinces.",
    ]
    assert len(response.context["heads"]) == 2


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        ("period=2019", "Nothing of this pillar is published for 2019."),
        ("period=x", "“x” is not a period. Write 2023-Q4 for a quarter or 2023 for a year."),
        ("indicator=x%00", "None of these provinces has a published figure of “x”; another indicator is shown."),
        ("indicator=ict", "None of these provinces has a published figure of “ICT index”; another indicator is shown."),
    ],
)
def test_what_is_not_there_is_said_and_the_usual_shown(client, rank, asked, sentence):
    make.indicator("ict", short_en="ICT index")
    response = english(client).get(f"{BOTH}&{asked}")
    assert notes(response) == [sentence]
    assert len(shown(response)) == 3


def test_a_province_that_had_ended_leads_to_its_successor(client, hai_duong):
    hue = cast.province("hue", "Huế")
    make.published(make.indicator(), hue, "2025-Q3", 40)
    response = english(client).get("/compare/?provinces=hai-duong,hue&period=2025-Q3")
    assert notes(response) == ["Hai Duong ended on 30/6/2025; it has no figures for Q3 2025."]
    assert [each.url for each in response.context["absent"]] == ["?provinces=hai-phong,hue&period=2025-Q3"]


def test_old_and_new_of_one_name_are_told_apart(client, rank, hai_phong):
    old = cast.province("hai-phong-2008", "Hải Phòng", name_en="Hai Phong", ended_on=LAST_OF_63, successor=hai_phong)
    make.published(rank, old, "2024", 3)
    make.published(rank, hai_phong, "2024", 3, rank_of=34)
    response = english(client).get("/compare/?provinces=hai-phong-2008,hai-phong")
    assert [each.title for each in response.context["heads"]] == ["old Hai Phong", "Hai Phong"]


def test_nothing_published_is_said(client, hai_duong, ha_giang):
    response = english(client).get(BOTH)
    assert "None of these provinces has a published figure by this day." in response.content.decode()


def test_a_null_byte_and_a_long_name_do_no_harm(client, rank):
    response = english(client).get(f"{BOTH},%00,{'x' * 500}")
    assert notes(response) == [f"“{'x' * 60}” is no province."]


@pytest.mark.parametrize("number", [2, 6])
def test_the_cost_is_the_same_for_two_and_for_six(client, number, django_assert_num_queries):
    share, rank = make.indicator(), make.rank_indicator()
    places = [cast.province(f"p{n}", f"Tỉnh {n}") for n in range(number)]
    for at, place in enumerate(places, 1):
        for quarter in range(1, 5):
            make.published(share, place, f"2024-Q{quarter}", quarter)
        make.published(rank, place, "2024", at)
    client.force_login(cast.lan(places[0]))
    with django_assert_num_queries(7):  # session, person with memberships, provinces, what is held (3), figures
        client.get("/compare/?provinces=" + ",".join(each.slug for each in places))


def test_a_break_outside_what_is_drawn_is_not_mentioned(client, rank):
    for year in (2023, 2024):
        rank.breaks.create(year=year, kind="method", reason_en=f"New method of {year}", reason_vi="Cách tính mới")
    assert english(client).get(f"{BOTH}&indicator=dti-rank&as_of=2024-06-30").context["time"].breaks == [
        "2023: New method of 2023"
    ]


def test_a_pillar_without_figures_is_said(client, rank):
    assert notes(english(client).get(f"{BOTH}&pillar=atlantis")) == [
        "None of these provinces has a published figure in a pillar “atlantis”; Digital government is shown."
    ]
    assert notes(english(client).get(f"{BOTH}&pillar=chinh-quyen-so")) == []
