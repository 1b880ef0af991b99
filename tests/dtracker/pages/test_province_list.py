"""The list of provinces: today, and before the reform."""

import pytest
from django.utils import timezone

from dtracker.places.queries import LAST_OF_63, REFORM
from indicators.actions.snapshots import rebuild
from tests import cast, make

pytestmark = pytest.mark.django_db


@pytest.fixture
def hai_phong():
    return cast.province("hai-phong", "Hải Phòng", started_on=REFORM, sort_order=64, kind="city")


@pytest.fixture
def hai_duong(hai_phong):
    return cast.hai_duong(ended_on=LAST_OF_63, successor=hai_phong)


@pytest.fixture
def rank():
    return make.rank_indicator()


def rows(response):
    return [row.record for row in response.context["table"].rows]


def test_today_has_todays_provinces_and_the_merged_ones_apart(client, hai_duong, hai_phong):
    cast.province("minh-hoa", "Minh Hoạ", is_illustration=True)
    response = client.get("/provinces/")
    assert [row.name for row in rows(response)] == ["Hải Phòng"]
    assert [(row.name, row.successor_url, row.ended_on) for row in response.context["merged"]] == [
        ("Hải Dương", "/provinces/hai-phong/", LAST_OF_63)
    ]
    assert [row.name for row in response.context["fictional"]] == ["Minh Hoạ"]


def test_before_the_reform_the_old_provinces_stand(client, hai_duong, hai_phong):
    response = client.get("/provinces/?as_of=2025-06-30")
    assert [row.name for row in rows(response)] == ["Hải Dương"]
    assert response.context["merged"] == []
    assert response.context["diagram"].map.height == 506


def test_from_the_63_a_link_leads_back_to_the_34_of_today(client):
    page = client.get("/provinces/?as_of=2025-06-30").content.decode()
    assert '<a href="/provinces/" data-any-day>' in page


def test_a_day_that_is_none_shows_today_and_offers_the_last_of_its_month(client):
    page = client.get("/provinces/?as_of=2025-06-31")
    assert page.context["as_of"] is None
    assert '<a href="?as_of=2025-06-30" data-any-day>' in page.content.decode()


@pytest.mark.parametrize("number", [2, 63])
def test_list_costs_the_same_for_few_and_many(client, rank, number, django_assert_num_queries):
    pci = make.indicator("pci", frequency="year", decimals=2)
    for each in range(number):
        place = cast.province(f"p{each}", f"Tỉnh {each}", sort_order=each)
        make.published(rank, place, "2024", each + 1)
        make.published(pci, place, "2022", each)
        make.target(rank, place, 15, "2023")
    rebuild(timezone.localdate())
    client.force_login(cast.lan(place))
    with django_assert_num_queries(7):
        response = client.get("/provinces/")
    assert len(rows(response)) == number


def test_rank_is_that_among_the_provinces_of_the_day(client, rank):
    hue = cast.province("hue", "Huế")
    make.published(rank, hue, "2023", 3, public_on=LAST_OF_63)
    make.published(make.rank_indicator("dti-rank-34"), hue, "2024", 2, rank_of=34)
    assert [(row.rank.value, row.rank.rank_of) for row in rows(client.get("/provinces/"))] == [(2, 34)]
    before = client.get("/provinces/?as_of=2025-06-30")
    assert [(row.rank.value, row.rank.rank_of) for row in rows(before)] == [(3, 63)]


def test_targets_count_only_what_is_judged(client, rank, hai_phong):
    make.published(rank, hai_phong, "2023", 26)
    make.target(rank, hai_phong, 15, "2023")
    make.target(rank, hai_phong, 30, "2023", document=make.document())
    make.target(rank, hai_phong, 1, "2023", kind="forecast")
    row = rows(client.get("/provinces/"))[0]
    assert (row.targets, row.bad, row.good, row.agreements) == (2, 1, 1, 0)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("q=hai+phong", ["Hải Phòng"]),
        ("q=HUE", ["Huế"]),
        ("q=mars", []),
        ("region=Mars", ["Huế", "Hải Phòng"]),
        ("sort=rank", ["Huế", "Hải Phòng"]),
        ("sort=-name", ["Huế", "Hải Phòng"]),
        ("sort=name&sort=-nothing", ["Hải Phòng", "Huế"]),
    ],
)
def test_filter_and_order_stand_in_the_address(client, hai_phong, query, found):
    hue = cast.province("hue", "Huế", sort_order=30)
    make.published(make.rank_indicator("dti-rank-34"), hue, "2024", 2, rank_of=34)
    assert [row.name for row in rows(client.get(f"/provinces/?{query}"))] == found


def test_own_province_is_marked(client, hai_phong):
    client.force_login(cast.lan(hai_phong))
    assert [row.is_own for row in rows(client.get("/provinces/"))] == [True]


def test_closed_deployment_asks_to_sign_in(client, settings):
    settings.OPEN_READING = False
    for path in ("/provinces/", "/search/?q=a", "/indicators/"):
        response = client.get(path)
        assert (response.status_code, response.url.startswith("/accounts/login/")) == (302, True)


def test_boxes_choose_provinces_for_the_comparison(client, hai_duong, hai_phong):
    page = client.get("/provinces/").content.decode()
    assert [page.count(f'name="provinces" value="{slug}"') for slug in ("hai-phong", "hai-duong")] == [1, 1]
    assert 'action="/compare/"' in page
