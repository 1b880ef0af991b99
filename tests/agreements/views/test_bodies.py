"""The bodies of the provinces, and one with its members, as of a day."""

from datetime import date

import pytest

from tests import cast, make

pytestmark = pytest.mark.django_db


@pytest.fixture
def board(hai_duong):
    """A committee with a board under it, which has a member, a former one, a programme and two tasks."""
    agreement = make.agreement(hai_duong)
    paper = make.document("quyet-dinh", title_en="Decision 10")
    top = make.body(hai_duong, code="bcd", name_en="Committee", agreement=agreement)
    made = make.body(
        hai_duong, code="bdh", name_en="Board", parent=top, agreement=agreement, kind="executive-board",
        programme=make.programme(agreement), established_on=date(2021, 8, 24), document=paper,
    )  # fmt: skip
    make.member(made, "Lê Văn Cũ", role_en="Head", since=date(2021, 8, 24), until=date(2023, 5, 31))
    make.member(made, "Bùi Thị Mới", role_en="Head", since=date(2023, 6, 1))
    make.member(made, office_vi="lãnh đạo các sở", office_en="leaders of departments", role_en="Members")
    make.task(hai_duong, body=made, code="t1", work_en="Open 45 points", deadline=date(2024, 1, 1))
    make.task(hai_duong, body=made, person="")
    return made


def sheet(response):
    return response.context["sheet"]


def test_the_list_nests_bodies_and_counts_their_tasks(english, board):
    make.body(cast.province("minh-hoa", "Minh Hoạ", is_illustration=True), name_en="Fictional")
    page = english.get("/bodies/")
    (province, (top,)), (last, _lines) = page.context["found"]
    assert (province.slug, last.slug, page.content.decode().count("banner--demo")) == ("hai-duong", "minh-hoa", 1)
    (under,) = top.children
    assert (top.url, under.url, under.about) == (
        "/bodies/bcd/",
        "/bodies/bdh/",
        "programme 1 · set up on 24/8/2021 · Decision 10",
    )
    assert (top.work, under.work) == ("", "2 tasks · 1 overdue · 5 clears: 1 of 2 open tasks")
    assert [each.slug for each, _lines in english.get("/bodies/?province=minh-hoa").context["found"]] == ["minh-hoa"]
    assert "No body is held here" in english.get("/bodies/?province=nope").content.decode()


def test_a_body_says_who_sits_in_it_and_what_it_answers_for(english, board, hai_duong):
    found = sheet(english.get("/bodies/bdh/"))
    assert [(each.who, each.when) for each in found.seats] == [
        ("Bùi Thị Mới, Secretary", "since 1/6/2023"),
        ("leaders of departments", ""),
    ]
    assert [each.who for each in found.former] == ["Lê Văn Cũ, Secretary"]
    assert (found.kind, found.answers_for) == ("Executive board", [("1. Programme 1", "/agreements/hd-fpt/")])
    assert (found.work, found.tasks) == ("2 tasks · 1 overdue · 5 clears: 1 of 2 open tasks", [])
    english.force_login(cast.nam(hai_duong))
    page = english.get("/bodies/bdh/")
    assert (sheet(page).tasks[0][0], 'href="/tasks/?group=bdh"' in page.content.decode()) == ("/tasks/t1/", True)
    edit = f'href="/admin/agreements/body/{board.pk}/change/"'
    assert edit not in page.content.decode()
    english.force_login(cast.hoa())
    assert edit in english.get("/bodies/bdh/").content.decode()
    assert "/admin/agreements/agreement/" in english.get("/agreements/hd-fpt/").content.decode()


def test_it_is_the_body_of_the_day(english, board):
    page = english.get("/bodies/bdh/?as_of=2022-12-31")
    assert "obstacles have no history by day and stand as they are today" in page.content.decode()
    found = sheet(page)
    first = found.seats[0]
    assert (first.who, first.when, found.former) == ("Lê Văn Cũ, Secretary", "since 24/8/2021", [])
    last = sheet(english.get("/bodies/bdh/?as_of=2023-05-31")).seats[0]
    assert last.when == "24/8/2021 to 31/5/2023"
    assert english.get("/bodies/bcd/?as_of=2021-01-31").context["sheet"].children == []
    assert english.get("/bodies/nope/").status_code == 404


def test_before_its_founding_the_page_says_so_and_leads_to_its_first_day(english, board):
    page = english.get("/bodies/bdh/?as_of=2021-08-23")
    assert (page.status_code, page.context["sheet"]) == (200, None)
    assert "On 23/8/2021 there was no Board yet; it begins on 24/8/2021." in page.text
    assert '<a href="?as_of=2021-08-24" data-any-day>Show 24/8/2021</a>' in page.text
    assert "there was no" not in english.get("/bodies/bdh/?as_of=2021-08-24").text


@pytest.mark.parametrize("path", ["/bodies/", "/bodies/bdh/"])
def test_writing_is_refused_and_a_closed_deployment_asks_to_sign_in(client, board, settings, path):
    assert client.post(path).status_code == 405
    settings.OPEN_READING = False
    assert client.get(path).url == f"/accounts/login/?next={path}"
