"""The board and the roadmap: the same tasks as the list, by state and along the calendar."""

from datetime import timedelta

import pytest
from django.utils import timezone

from agreements.enums import TaskState
from agreements.queries.task_board import ON_BOARD
from agreements.views.tasks import ON_ROADMAP
from tests import cast, make

pytestmark = pytest.mark.django_db
BOARD, ROADMAP = "/tasks/board/", "/tasks/timeline/"


def in_days(days: int):
    return timezone.localdate() + timedelta(days=days)


def test_a_column_for_each_state_by_deadline(english, hai_duong):
    for number in range(ON_BOARD + 1):
        make.task(hai_duong, work_en=f"n{number}", deadline=in_days(30 - number))
    make.task(hai_duong, work_en="first", state=TaskState.DONE, done_on=in_days(-9))
    make.task(hai_duong, work_en="last", state=TaskState.DONE, done_on=in_days(-1))
    make.task(cast.ha_giang(), work_en="elsewhere")
    english.force_login(cast.nam(hai_duong))
    response = english.get(f"{BOARD}?person=Trần Văn An")
    planned, begun, handed_in, done, stopped = response.context["columns"]
    assert (planned.count, len(planned.lines), planned.lines[0].line.work) == (21, ON_BOARD, "n20")
    assert planned.more_url == "/tasks/?person=Tr%E1%BA%A7n+V%C4%83n+An&state=planned"
    assert [each.line.work for each in done.lines] == ["last", "first"]
    assert (done.more_url, begun.lines, handed_in.lines, stopped.count) == ("", [], [], 0)
    assert response.context["query"] == "?person=Tr%E1%BA%A7n+V%C4%83n+An"


def test_the_roadmap_opens_at_today_and_groups_by_quarter(english, hai_duong):
    for number in range(ON_ROADMAP + 2):
        make.task(hai_duong, deadline=in_days(-100 + number), work_en=f"past{number}")
    make.task(hai_duong, deadline=in_days(400), starts_on=in_days(3), work_en="to come")
    make.task(hai_duong, deadline=None, work_en="some day")
    english.force_login(cast.nam(hai_duong))
    response = english.get(ROADMAP)
    assert response.context["page"].number == 2
    works = [row.line.work for quarter in response.context["quarters"] for row in quarter.rows]
    assert works == [f"past{ON_ROADMAP}", f"past{ON_ROADMAP + 1}", "to come", "some day"]
    assert response.context["quarters"][-1].title == "Without a deadline"
    assert len(response.context["figure"]["data"][0]["y"]) + len(response.context["figure"]["data"][1]["y"]) == 3
    assert english.get(f"{ROADMAP}?page=1").context["quarters"][0].rows[0].line.work == "past0"
    empty = english.get(f"{ROADMAP}?overdue=on&state=done")
    assert (empty.context["figure"], empty.context["quarters"]) == (None, [])


@pytest.mark.parametrize(("path", "queries"), [(BOARD, 6), (ROADMAP, 7)])
@pytest.mark.parametrize("count", [1, 5])
def test_they_cost_the_same_whatever_there_is(client, hai_duong, path, queries, count, django_assert_num_queries):
    for number in range(count):
        make.task(hai_duong, serves=[make.indicator(f"share-{number}")])
    client.force_login(cast.thu(hai_duong))
    with django_assert_num_queries(queries):
        client.get(path)
