"""Before the merger: from the new province to the old ones and back."""

import pytest

from dtracker.places.queries import LAST_OF_63, REFORM
from indicators.enums import Shape
from tests import cast, make

pytestmark = pytest.mark.django_db


@pytest.fixture
def hai_phong():
    return cast.province("hai-phong", "Hải Phòng", started_on=REFORM, kind="city")


@pytest.fixture
def old(hai_phong):
    """Hải Dương and the old Hải Phòng, with their population."""
    places = [
        cast.hai_duong(ended_on=LAST_OF_63, successor=hai_phong),
        cast.province(
            "hai-phong-2008", "Hải Phòng", name_en="Hai Phong", ended_on=LAST_OF_63, successor=hai_phong, sort_order=22
        ),
    ]
    people = make.indicator("dan-so", shape=Shape.STOCK, frequency="year", is_additive=True, maximum=None)
    for place, value in zip(places, ("1978.2", "2124.5"), strict=True):
        make.published(people, place, "2024", value)
    return places


def english(client):
    client.cookies["django_language"] = "en"
    return client


def test_the_sum_says_what_it_was_added_from(client, old):
    response = english(client).get("/provinces/hai-phong/lineage/")
    (card,) = response.context["cards"]
    assert card.label == "added from Hai Duong and old Hai Phong"
    assert [(line.period, list(line.parts), line.total) for line in card.lines] == [
        ("2024", ["1,978.2", "2,124.5"], "4,102.7")
    ]
    page = response.content.decode()
    assert "is-dotted" in page
    assert "/compare/?provinces=hai-duong,hai-phong-2008" in page
    assert "/provinces/hai-duong/?as_of=2025-06-30" in page


def test_a_merged_province_leads_to_its_successor(client, old):
    response = client.get("/provinces/hai-duong/lineage/?as_of=2025-12-31")
    assert (response.status_code, response["Location"]) == (302, "/provinces/hai-phong/lineage/?as_of=2025-12-31")


def test_a_province_that_did_not_change_says_so(client):
    cast.province("hue", "Huế")
    response = english(client).get("/provinces/hue/lineage/")
    assert "Its borders did not change on 1/7/2025" in response.content.decode()


def test_an_unknown_province_is_not_found(client):
    assert client.get("/provinces/atlantis/lineage/").status_code == 404


def test_the_series_of_the_new_province_shows_the_sum_and_leads_back(client, old):
    response = english(client).get("/provinces/hai-phong/indicators/dan-so/")
    assert [each.slug for each in response.context["relatives"].predecessors] == ["hai-duong", "hai-phong-2008"]
    assert [card.label for card in response.context["sums"]] == ["added from Hai Duong and old Hai Phong"]
    assert "/provinces/hai-duong/indicators/dan-so/" in response.content.decode()


def test_the_series_of_a_merged_province_leads_to_the_new_one(client, old):
    page = english(client).get("/provinces/hai-duong/indicators/dan-so/").content.decode()
    assert "This series closed on 30/6/2025" in page
    assert "/provinces/hai-phong/indicators/dan-so/" in page


def test_a_rank_is_never_added(client, old):
    rank = make.rank_indicator()
    for place in old:
        make.published(rank, place, "2024", 19)
    response = client.get("/provinces/hai-phong/indicators/dti-rank/")
    assert response.context["sums"] == []
    assert len(client.get("/provinces/hai-phong/lineage/").context["cards"]) == 1


def test_before_the_merger_the_series_knows_nothing_of_it(client, old):
    response = client.get("/provinces/hai-duong/indicators/dan-so/?as_of=2025-06-30")
    assert response.context["relatives"].successor is None
