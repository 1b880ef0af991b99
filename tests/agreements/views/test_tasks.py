"""The tasks of the provinces a person works for."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from agreements.enums import TaskState
from tests import cast, make

URL = "/tasks/"
pytestmark = pytest.mark.django_db


def works(response) -> list[str]:
    return [row.line.work for row in response.context["rows"]]


def days_ago(days: int) -> date:
    return timezone.localdate() - timedelta(days=days)


def test_a_visitor_is_asked_to_sign_in(client):
    response = client.get(URL)
    assert (response.status_code, response.url) == (302, "/accounts/login/?next=/tasks/")


def test_who_may_see_tasks_nowhere_is_refused(client):
    client.force_login(cast.person("vu", None))
    assert client.get(URL).status_code == 403


def test_writing_is_refused(client, hai_duong):
    client.force_login(cast.thu(hai_duong))
    assert client.post(URL).status_code == 405


def test_tasks_of_another_province_do_not_exist(client, hai_duong):
    make.task(hai_duong, work_vi="Của Hải Dương", person="Người Hải Dương")
    client.force_login(cast.quang(cast.ha_giang()))
    response = client.get(f"{URL}?province=hai-duong")
    assert works(response) == []
    assert "Người Hải Dương" not in response.content.decode()
    assert response.context["filter"].has_several_provinces is False


def test_the_secretary_sees_overdue_first(english, hai_duong):
    make.task(hai_duong, work_en="later", deadline=days_ago(-30))
    make.task(hai_duong, work_en="late", deadline=days_ago(3))
    make.task(hai_duong, work_en="latest", deadline=days_ago(40), person="")
    english.force_login(cast.thu(hai_duong))
    response = english.get(URL)
    assert works(response) == ["latest", "late", "later"]
    assert response.context["answer"] == "2 tasks overdue, 1 not yet clear."
    assert [row.line.late for row in response.context["rows"]] == ["40 days overdue", "3 days overdue", ""]


def test_the_sentence_counts_the_whole_scope_whatever_the_filter(english, hai_duong):
    make.task(hai_duong, deadline=days_ago(3))
    make.task(hai_duong, deadline=days_ago(-3), work_en="mine", person="Thu")
    english.force_login(cast.thu(hai_duong))
    response = english.get(f"{URL}?mine=on")
    assert works(response) == ["mine"]
    assert response.context["answer"] == "1 task overdue; every open task is clear."


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("?overdue=on", ["late"]),
        ("?soon=on", ["soon"]),
        ("?mine=on", ["soon"]),
        ("?sort=work", ["done", "late", "soon", "vague"]),
        ("?sort=-deadline", ["done", "soon", "late", "vague"]),
        ("?unclear=on", ["vague"]),
        ("?state=done", ["done"]),
        ("?person=Lê Thị Bình", ["late"]),
        ("?agreement=hd-fpt", ["vague"]),
        ("?programme=hd-fpt-p1", ["vague"]),
        ("?group=to-1", ["done"]),
        ("?province=hai-duong&state=planned", ["late", "soon", "vague"]),
    ],
)
def test_filters(client, hai_duong, query, found):
    made, thu = make.agreement(hai_duong), cast.thu(hai_duong)
    make.task(hai_duong, work_vi="late", person="Lê Thị Bình", deadline=days_ago(1))
    make.task(hai_duong, work_vi="soon", assignee=thu, deadline=days_ago(-14))
    make.task(hai_duong, work_vi="vague", unit_vi="", agreement=made, programme=make.programme(made), deadline=None)
    group = make.body(hai_duong, code="to-1")
    done = {"state": TaskState.DONE, "done_on": days_ago(0), "deadline": days_ago(-30)}
    make.task(hai_duong, work_vi="done", body=group, **done)
    client.force_login(thu)
    assert works(client.get(URL + query)) == found


def test_a_value_that_is_no_choice_is_told_and_left_out(english, hai_duong):
    make.task(hai_duong)
    english.force_login(cast.thu(hai_duong))
    response = english.get(f"{URL}?group=nope&state=sleeping")
    assert len(works(response)) == 1
    assert response.context["filter"].left_out == [
        "“nope” is not among the choices; it was left out.",
        "“sleeping” is not among the choices; it was left out.",
    ]


def test_the_admin_chooses_among_provinces(client, hai_duong):
    make.task(hai_duong, work_vi="HD")
    make.task(cast.ha_giang(), work_vi="HG")
    client.force_login(cast.hoa())
    response = client.get(f"{URL}?province=ha-giang")
    assert (works(response), response.context["filter"].has_several_provinces) == (["HG"], True)


@pytest.mark.parametrize("count", [1, 5])
def test_the_page_costs_the_same_whatever_its_length(client, hai_duong, count, django_assert_num_queries):
    share = make.indicator()
    made = make.agreement(hai_duong)
    for number in range(1, count + 1):
        make.task(hai_duong, agreement=made, programme=make.programme(made, number), serves=[share])
    client.force_login(cast.thu(hai_duong))
    with django_assert_num_queries(8):  # 2 for the person; choices, sentence, count, rows, indicators, shares
        client.get(URL)


def test_fifty_stand_on_a_page(client, hai_duong):
    for _ in range(51):
        make.task(hai_duong)
    client.force_login(cast.thu(hai_duong))
    assert len(works(client.get(URL))) == 50
    assert len(works(client.get(f"{URL}?page=2"))) == 1
    assert len(works(client.get(f"{URL}?page=99"))) == 1
    assert len(works(client.get(f"{URL}?page=x"))) == 50


def test_no_task_says_so(english, hai_duong):
    english.force_login(cast.thu(hai_duong))
    assert english.get(URL).context["answer"] == "No task is held here yet."


def test_a_page_of_made_up_tasks_is_marked(client):
    made_up = cast.province("minh-hoa", "Minh Hoạ", is_illustration=True)
    make.task(made_up)
    client.force_login(cast.thu(made_up))
    assert client.get(URL).context["illustration"] is True


def test_how_many_are_clear_by_group(english, hai_duong):
    group, done = make.body(hai_duong, name_en="Group 1"), {"state": TaskState.DONE, "done_on": days_ago(0)}
    for fields in ({}, {"person": ""}, {"deadline": None}, done):
        make.task(hai_duong, body=group, **fields)
    make.task(hai_duong)
    english.force_login(cast.nam(hai_duong))
    response = english.get(URL)
    assert [(each.place, each.group, each.words) for each in response.context["clear_lines"]] == [
        ("", "All groups", "2 of 4 clear"),
        ("", "Group 1", "1 of 3 clear"),
        ("", "No working group", "1 of 1 clear"),
    ]
    # A reader chooses no rows: there is nothing she could do with them.
    assert 'name="rows"' not in response.text
    english.force_login(cast.thu(hai_duong))
    assert english.get(URL).text.count('name="rows"') == 5
