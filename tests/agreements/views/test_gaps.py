"""What is missing between agreements and work."""

from datetime import date

import pytest

from tests import cast, make

URL = "/gaps/"
pytestmark = pytest.mark.django_db


@pytest.fixture
def broken(hai_duong):
    """A missed target, a task without a person, a programme that serves nothing, an agreement ended early."""
    rank = make.rank_indicator()
    make.published(rank, hai_duong, "2023", 26)
    make.target(rank, hai_duong, 15, "2023")
    agreement = make.agreement(hai_duong, starts_year=2021, ends_year=2030)
    make.programme(agreement)
    agreement.changes.create(step="ended", on=date(2024, 5, 31), reason_vi="Thôi hợp tác")
    make.task(hai_duong, code="t1", work_en="Open 45 points", person="")
    make.task(hai_duong, person="", state="done", done_on=date(2024, 1, 1))
    return rank


def lists(response) -> dict:
    return {each.key: each for each in response.context["lists"]}


def test_each_list_names_what_is_missing_and_how_to_mend_it(english, broken, hai_duong):
    english.force_login(cast.thu(hai_duong))
    found = lists(english.get(URL))
    assert {key: each.count for key, each in found.items()} == {
        "unserved": 1,
        "nameless": 1,
        "aimless": 1,
        "early": 1,
        "beyond": 0,
    }
    (red,), (task,) = found["unserved"].lines, found["nameless"].lines
    assert (red.url, red.mend) == (
        "/provinces/hai-duong/indicators/dti-rank/",
        ("Add a task", "/tasks/new/?province=hai-duong&indicator=dti-rank"),
    )
    assert (task.name, task.about, task.mend) == ("Open 45 points", "no person", ("Complete it", "/tasks/t1/edit/"))
    assert (found["aimless"].lines[0].name, found["aimless"].lines[0].mend) == ("1. Programme 1", ("", ""))
    assert found["early"].lines[0].about == "ended on 31/5/2024; term 2021–2030"


def test_a_task_that_others_keep_is_theirs_to_complete(english, hai_duong):
    group = make.body(hai_duong)
    group.keepers.create(user=cast.hoa())
    make.task(hai_duong, person="", body=group)
    english.force_login(cast.thu(hai_duong))
    assert lists(english.get(URL))["nameless"].lines[0].mend == ("", "")


def test_work_that_is_open_serves_a_target_and_work_that_is_closed_does_not(english, broken, hai_duong):
    english.force_login(cast.nam(hai_duong))
    done = make.task(hai_duong, serves=[broken], state="done", done_on=date(2024, 1, 1))
    (red,) = lists(english.get(URL))["unserved"].lines
    assert (red.about, red.mend) == ("1 task for it is closed", ("", ""))
    type(done).objects.filter(pk=done.pk).update(state="planned")
    assert lists(english.get(URL))["unserved"].count == 0


def test_what_is_due_after_the_end_of_its_agreement(english, broken, hai_duong):
    agreement = hai_duong.agreements.get()
    agreement.goals.set(
        [
            make.target(broken, hai_duong, 15, "2023", code="before"),
            make.target(broken, hai_duong, 12, "2025", label_en="Rank 12"),
        ]
    )
    make.commitment(hai_duong, agreement=agreement, text_en="12 experts", due_on=date(2024, 6, 1))
    make.commitment(hai_duong, agreement=agreement, due_on=date(2024, 5, 31))
    make.task(hai_duong, code="t2", agreement=agreement, work_en="Train", deadline=date(2026, 12, 31))
    english.force_login(cast.nam(hai_duong))
    assert [(each.name, each.url, each.about) for each in lists(english.get(URL))["beyond"].lines] == [
        ("12 experts", "/agreements/hd-fpt/", "commitment, due on 1/6/2024; the agreement ends on 31/5/2024"),
        (
            "Rank 12",
            "/provinces/hai-duong/indicators/dti-rank/",
            "goal, due on 31/12/2025; the agreement ends on 31/5/2024",
        ),
        ("Train", "/tasks/t2/", "task, due on 31/12/2026; the agreement ends on 31/5/2024"),
    ]


def test_an_agreement_ends_with_its_province(english, hai_duong):
    make.agreement(hai_duong, starts_year=2021, ends_year=2025)
    make.agreement(hai_duong, "khong-ro")
    type(hai_duong).objects.filter(pk=hai_duong.pk).update(ended_on=cast.MERGED)
    english.force_login(cast.nam(hai_duong))
    found = lists(english.get(f"{URL}?province=hai-duong"))
    assert found["unserved"].nothing.endswith("Provinces that have ended are not counted.")
    (line,) = found["early"].lines
    assert line.about == "its province ended on 30/6/2025; term 2021–2025"


def test_everybody_sees_the_own_provinces_and_the_fictional_one_apart(english, broken):
    fictional = cast.province("minh-hoa", "Minh Hoạ", is_illustration=True)
    make.programme(make.agreement(fictional, "mh"))
    english.force_login(cast.quang(cast.ha_giang()))
    assert [each.count for each in lists(english.get(URL)).values()] == [0, 0, 0, 0, 0]
    assert english.get(f"{URL}?province=hai-duong").status_code == 404
    english.force_login(cast.hoa())
    page = english.get(URL)
    assert ([each.name for each in page.context["places"]], lists(page)["aimless"].count) == (["Hai Duong"], 1)
    (programme,) = lists(page)["aimless"].lines
    assert (programme.mend[0], programme.mend[1][:28]) == ("Name its indicators", "/admin/agreements/programme/")
    page = english.get(f"{URL}?province=minh-hoa")
    assert (lists(page)["aimless"].lines[0].place, page.content.decode().count("banner--demo")) == ("Minh Hoa", 1)


def test_long_lists_turn_their_pages_each_for_itself(english, hai_duong, django_assert_num_queries):
    for number in range(120):
        make.task(hai_duong, work_en=f"Task {number:03}", person="")
    make.programme(make.agreement(hai_duong))
    english.force_login(cast.nam(hai_duong))

    def page(query: str) -> tuple:
        with django_assert_num_queries(7):
            found = lists(english.get(f"{URL}{query}"))
        each = found["nameless"]
        return each.lines[0].name, each.first, each.last, each.count, each.before, each.after

    second = "?province=hai-duong&nameless=2#nameless"
    assert page("?province=hai-duong") == ("Task 000", 1, 50, 120, "", second)
    assert page("?province=hai-duong&nameless=x")[:3] == ("Task 000", 1, 50)
    third = "?province=hai-duong&nameless=3#nameless"
    first = "?province=hai-duong&nameless=1#nameless"
    assert page("?province=hai-duong&nameless=2") == ("Task 050", 51, 100, 120, first, third)
    assert page("?province=hai-duong&nameless=9999") == ("Task 100", 101, 120, 120, second, "")


def test_a_visitor_is_asked_to_sign_in(client):
    assert client.get(URL).url == f"/accounts/login/?next={URL}"
