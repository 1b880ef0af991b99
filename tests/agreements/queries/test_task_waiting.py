"""What waits for a person on the first page: her own late tasks, products to confirm, tasks due soon."""

from datetime import date

import pytest
from django.utils import timezone, translation

from agreements.enums import TaskState
from agreements.models import TaskKeeper
from agreements.queries.task_waiting import Waiting, tasks_waiting_for
from agreements.tables.task_waiting import waiting_lines
from tests import cast, make

TODAY = date(2026, 11, 22)
pytestmark = pytest.mark.django_db


def test_each_hears_of_the_own_work(client):
    place, elsewhere = cast.hai_duong(), cast.ha_giang()
    lan, minh, nam = cast.lan(place), cast.minh(place), cast.nam(place)
    late, soon = date(2026, 11, 21), date(2026, 12, 6)
    make.task(place, assignee=lan, deadline=late)
    make.task(place, person="Lan", deadline=soon)
    make.task(place, assignee=lan, deadline=late, state=TaskState.HANDED_IN, handed_in_by=lan)
    make.task(place, deadline=late, state=TaskState.HANDED_IN, handed_in_by=minh)
    make.task(elsewhere, assignee=lan, deadline=late, state=TaskState.HANDED_IN)
    assert tasks_waiting_for(lan, TODAY) == Waiting(late=1, soon=1, to_confirm=0)
    assert tasks_waiting_for(minh, TODAY) == Waiting(to_confirm=1)
    assert tasks_waiting_for(nam, TODAY) == tasks_waiting_for(cast.hoa(), TODAY) == Waiting()


def test_a_product_waits_for_the_head_of_its_group_and_for_nobody_else(client, django_assert_num_queries):
    place = cast.hai_duong()
    lan, minh, nam = cast.lan(place), cast.minh(place), cast.nam(place)
    group = make.body(place)
    TaskKeeper.objects.create(body=group, user=nam, role="head")
    handed = {"body": group, "state": TaskState.HANDED_IN}
    make.task(place, code="t1", work_en="By Lan", handed_in_by=lan, **handed)
    make.task(place, code="t2", work_en="By nobody", **handed)
    make.task(place, code="t3", work_en="By the head", handed_in_by=nam, **handed)
    assert tasks_waiting_for(nam, TODAY) == Waiting(to_confirm=2)
    assert tasks_waiting_for(minh, TODAY) == Waiting(to_confirm=1)
    client.cookies["django_language"] = "en"
    for person, works in ((nam, ["By Lan", "By nobody"]), (minh, ["By the head"]), (lan, [])):
        client.force_login(person)
        # With rows two more: their notes, and what they serve.
        with django_assert_num_queries(8 if works else 6):
            assert [row.line.work for row in client.get("/tasks/?confirm=on").context["rows"]] == works


def test_the_first_page_leads_to_them(client):
    place = cast.hai_duong()
    make.task(place, assignee=cast.lan(place), deadline=timezone.localdate())
    client.force_login(place.memberships.get().user)
    assert [(each.count, each.url) for each in client.get("/").context["waiting"]] == [(1, "/tasks/?mine=on&soon=on")]


def test_the_lines_name_what_is_late_first():
    with translation.override("en"):
        lines = list(waiting_lines(Waiting(late=1, soon=2, to_confirm=3)))
    assert [(each.label, each.is_late) for each in lines] == [
        ("1 task of yours overdue", True),
        ("3 products to confirm", False),
        ("2 tasks of yours due soon", False),
    ]
