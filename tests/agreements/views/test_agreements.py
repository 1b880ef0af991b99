"""The list of agreements."""

from datetime import date

import pytest
from django.urls import reverse

from agreements.enums import AgreementStatus
from tests import cast, make

URL = "/agreements/"
pytestmark = pytest.mark.django_db


def titles(response, table: str = "real") -> list[str]:
    return [line.title for line in getattr(response.context["listing"], table).shown]


def with_missed_goal(province, code: str, **fields):
    paper = make.document(f"paper-{code}")
    rank = make.rank_indicator(f"rank-{code}")
    make.published(rank, province, "2023", 26)
    goal = make.target(rank, province, 15, "2023", document=paper)
    return make.agreement(province, code, goals=[goal], document=paper, **fields)


def test_a_visitor_reads_the_list(client, hai_duong):
    make.agreement(hai_duong)
    response = client.get(URL)
    assert (response.status_code, titles(response)) == (200, ["Thỏa thuận hợp tác chuyển đổi số"])
    assert reverse("agreements:agreements") == URL


def test_a_closed_deployment_asks_to_sign_in(client, settings):
    settings.OPEN_READING = False
    response = client.get(URL)
    assert (response.status_code, response.url) == (302, "/accounts/login/?next=/agreements/")


def test_writing_is_refused(client):
    assert client.post(URL).status_code == 405


def test_nothing_held_says_so(english):
    response = english.get(URL)
    assert "No agreement is held here yet" in response.content.decode()
    assert response.context["listing"].illustration is None


@pytest.mark.parametrize("count", [1, 5])
def test_the_list_costs_the_same_whatever_its_length(client, hai_duong, count, django_assert_num_queries):
    for number in range(count):
        with_missed_goal(hai_duong, f"hd-{number}")
    client.force_login(cast.nam(hai_duong))
    with django_assert_num_queries(7):  # 2 for the person, 1 for the agreements, 4 for their goals
        client.get(URL)


def test_goals_are_counted_by_status(english, hai_duong):
    with_missed_goal(hai_duong, "hd-1")
    (line,) = english.get(URL).context["listing"].real.shown
    assert [each.label for each in line.goal_counts] == ["Not met: milestone 2023"]


def test_illustration_stands_apart(client, hai_duong):
    made_up = cast.province("minh-hoa", "Minh Hoạ", is_illustration=True)
    make.agreement(hai_duong, title_vi="Thật")
    make.agreement(made_up, "mh", title_vi="Minh hoạ")
    response = client.get(URL)
    assert titles(response) == ["Thật"]
    assert titles(response, "illustration") == ["Minh hoạ"]
    assert response.content.decode().count("banner--demo") == 1


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", ["FPT", "Viettel", "Hà Giang"]),
        ("?q=ha giang", ["Hà Giang"]),
        ("?q=VIETTEL", ["Viettel"]),
        ("?province=hai-duong", ["FPT", "Viettel"]),
        ("?partner=viettel", ["Viettel"]),
        ("?status=ended", ["Viettel"]),
        ("?province=ha-giang&partner=viettel", []),
    ],
)
def test_filters(client, hai_duong, query, found):
    make.agreement(hai_duong, "a", title_vi="FPT")
    viettel = make.partner("viettel", name_vi="Viettel", short="Viettel")
    make.agreement(hai_duong, "b", title_vi="Viettel", partner=viettel, status=AgreementStatus.ENDED)
    make.agreement(cast.ha_giang(), "c", title_vi="Hà Giang")
    assert sorted(titles(client.get(URL + query))) == sorted(found)


def test_a_value_that_is_no_choice_is_told_and_left_out(english, hai_duong):
    make.agreement(hai_duong)
    response = english.get(f"{URL}?province=atlantis")
    assert len(titles(response)) == 1
    assert response.context["filter"].left_out == ["“atlantis” is not among the choices; it was left out."]


@pytest.mark.parametrize("column", ["title", "place", "partner", "signed", "term", "programmes", "goals"])
def test_every_column_sorts_both_ways(client, hai_duong, column):
    ha_giang = cast.ha_giang()
    signed = {"signed_on": date(2021, 6, 23), "starts_year": 2021, "ends_year": 2025}
    first = make.agreement(ha_giang, "a", title_vi="Ấ", partner=make.partner("bkav", name_vi="BKAV"), **signed)
    second = make.agreement(hai_duong, "b", title_vi="B")
    make.programme(second)
    second.goals.add(make.target(make.rank_indicator(), hai_duong, 15, "2023"))
    up = client.get(f"{URL}?sort={column}").context["listing"].shown
    down = client.get(f"{URL}?sort=-{column}").context["listing"].shown
    assert (up, down) == ([first, second], [second, first])


@pytest.mark.parametrize("query", ["?sort=nope", "?page=999", "?page=x", "?m-page=9"])
def test_a_strange_order_or_page_shows_the_list(client, hai_duong, query):
    make.agreement(hai_duong)
    assert len(titles(client.get(URL + query))) == 1
