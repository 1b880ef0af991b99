from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from indicators.enums import Status
from tests import cast, make

pytestmark = pytest.mark.django_db


@pytest.fixture
def hai_duong():
    return cast.hai_duong()


def strip(response, place=0):
    return {each.status: each.count for each in response.context["blocks"][place].answer.segments}


def test_a_visitor_sees_the_answer_of_every_followed_province(client, hai_duong):
    files = make.indicator()
    make.target(files, hai_duong, 90, "2030-Q4", baseline="20@2020-Q4")
    make.published(files, hai_duong, "2025-Q4", 21)
    response = client.get(reverse("home"))
    assert response.status_code == 200
    assert [each.province for each in response.context["blocks"]] == [hai_duong]
    assert strip(response) == {Status.SLOW: 1}
    assert "1 trên 1 chỉ tiêu cần xử lý" in response.content.decode()


def test_the_worst_target_comes_first(client, hai_duong):
    late, good = make.indicator("late", name_vi="Chậm"), make.indicator("good", name_vi="Nhanh")
    for each, value in ((good, 80), (late, 21)):
        make.target(each, hai_duong, 90, "2030-Q4", baseline="20@2020-Q4")
        make.published(each, hai_duong, "2025-Q4", value)
    rows = client.get(reverse("home")).context["blocks"][0].rows
    assert [(row.name, row.status) for row in rows] == [("Chậm", Status.SLOW), ("Nhanh", Status.ON_TRACK)]


def test_a_person_sees_only_the_own_province(client, hai_duong):
    other = cast.ha_giang()
    files = make.indicator()
    make.target(files, hai_duong, 90)
    make.target(files, other, 90)
    client.force_login(cast.nam(hai_duong))
    assert [each.province for each in client.get(reverse("home")).context["blocks"]] == [hai_duong]


def test_an_unpublished_figure_changes_nothing(client, hai_duong):
    files = make.indicator()
    make.target(files, hai_duong, 90, "2030-Q4", baseline="20@2020-Q4")
    before = client.get(reverse("home"))
    assert strip(before) == {Status.NO_DATA: 1}
    make.Figure.objects.create(indicator=files, province=hai_duong, year=2025, quarter=1, value=Decimal(88))
    after = client.get(reverse("home"))
    assert strip(after) == {Status.NO_DATA: 1}
    assert after.context["news"] == []


def test_a_past_day_shows_what_was_public_then(client, hai_duong):
    files = make.indicator()
    make.target(files, hai_duong, 90, "2030-Q4", baseline="20@2020-Q4")
    make.published(files, hai_duong, "2024-Q4", 60, public_on=date(2025, 1, 20))
    make.published(files, hai_duong, "2025-Q4", 21, public_on=date(2026, 1, 20))
    assert strip(client.get("/?as_of=2025-06-01")) == {Status.ON_TRACK: 1}
    assert strip(client.get("/")) == {Status.SLOW: 1}


def test_what_is_no_date_shows_today_and_says_how_to_write_it(client, hai_duong):
    response = client.get("/?as_of=hôm qua")
    assert (response.status_code, response.context["as_of"]) == (200, None)
    assert "“hôm qua” không phải là ngày" in response.content.decode()


def test_the_fictional_province_is_marked(client):
    make.target(make.indicator(), cast.province("minh-hoa", "Minh Hoạ", is_illustration=True), 90)
    response = client.get("/")
    assert response.context["illustration"] is True
    assert "Số liệu minh hoạ, không trích dẫn" in response.content.decode()


def test_nothing_to_show_says_so(client):
    response = client.get("/")
    assert response.status_code == 200
    assert "Chưa theo dõi tỉnh nào" in response.content.decode()


def test_writing_is_refused(client):
    assert client.post("/").status_code == 405


def test_of_many_provinces_the_first_are_shown_and_the_others_one_step_away(client):
    files = make.indicator()
    for number in range(8):
        place = cast.province(f"tinh-{number}", f"Tỉnh {number}", sort_order=number)
        make.published(files, place, "2025-Q4", 21)
        make.target(files, place, 90, "2030-Q4", baseline="20@2020-Q4")
    response = client.get("/", headers={"Cookie": "django_language=en"})
    assert [each.province.slug for each in response.context["blocks"]] == [f"tinh-{number}" for number in range(6)]
    assert '<a href="/provinces/">2 more provinces, in the list of provinces</a>' in response.content.decode()
