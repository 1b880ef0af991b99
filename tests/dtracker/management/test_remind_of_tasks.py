"""`manage.py remind` and tasks: told to whom they are assigned, once for each deadline and stage, in one mail."""

from datetime import date
from io import StringIO

import pytest
from django.core import mail
from django.core.management import call_command
from django.utils import translation

from agreements.enums import TaskState
from agreements.models import Task, TaskKeeper, TaskReminder
from agreements.queries.task_reminders import tasks_due
from dtracker.accounts.models import Membership, User
from dtracker.places.models import Province
from tests import cast, make

pytestmark = pytest.mark.django_db
DUE = date(2025, 4, 15)


class World:
    def __init__(self):
        self.place = cast.hai_duong()
        self.lan = cast.person("lan", "officer", self.place, email="lan@example.vn", language="en")
        self.task = make.task(self.place, code="t1", assignee=self.lan, deadline=DUE)


def remind(day: str) -> list[tuple[str, str]]:
    """What was sent: to whom, and the subject."""
    mail.outbox.clear()
    printed(day)
    return [(message.to[0].partition("@")[0], message.subject) for message in mail.outbox]


def printed(day: str) -> list[str]:
    """What the command said."""
    out = StringIO()
    with translation.override("en"):
        call_command("remind", "--today", day, stdout=out, stderr=out)
    return out.getvalue().splitlines()


def test_each_stage_of_a_deadline_is_told_once(world):
    days = ["2025-04-09", "2025-04-10", "2025-04-11", "2025-04-15", "2025-04-16", "2025-05-16"]
    assert [remind(day) for day in days] == [
        [],
        [("lan", "Task “Open 45 support points”: due on 15/4/2025, 5 days left")],
        [],
        [("lan", "Task “Open 45 support points”: due today")],
        [("lan", "Task “Open 45 support points”: 1 day overdue")],
        [],
    ]
    Task.objects.update(deadline=date(2025, 5, 20))
    assert remind("2025-05-21") == [("lan", "Task “Open 45 support points”: 1 day overdue")]
    assert TaskReminder.objects.count() == 4


def test_many_tasks_of_a_person_cost_no_more_reads(world, django_assert_num_queries):
    make.task(world.place, code="t2", assignee=world.lan, deadline=DUE)
    with django_assert_num_queries(3):
        assert [len(tasks) for tasks in tasks_due(DUE).by_person.values()] == [2]


def test_the_mail_leads_to_the_task(world):
    make.task(world.place, code="t2", work_en="Another", assignee=world.lan, deadline=date(2025, 4, 20))
    assert remind("2025-04-16") == [("lan", "Task “Open 45 support points”: 1 day overdue; and 1 more task")]
    body = mail.outbox[0].body
    assert "- Another, Hai Duong: due on 20/4/2025, 4 days left\n  http" in body
    assert "/tasks/t2/" in body


def test_tasks_stand_in_the_mail_of_the_sheet(world):
    make.indicator()
    make.open_round("2025-Q1", opens_on=date(2025, 4, 1), due_on=DUE)
    ((who, subject),) = remind("2025-04-15")
    assert (who, subject.startswith("Sheet of Q1 2025")) == ("lan", True)
    assert "- Open 45 support points, Hai Duong: due today" in mail.outbox[0].body


@pytest.mark.parametrize(
    "fields",
    [{"state": TaskState.HANDED_IN}, {"deadline": None}, {"assignee": None}, {"state": "stopped", "stop_reason": "x"}],
)
def test_what_is_owed_by_nobody_is_told_to_nobody(world, fields):
    Task.objects.update(**fields)
    assert remind("2025-04-15") == []


def test_a_task_of_a_unit_without_an_account_is_told_to_the_officers_of_the_unit(world):
    unit = make.unit(world.place)
    for name, role, where in (("ha", "officer", unit), ("hong", "officer", unit), ("hue", "reader", unit)):
        person = cast.person(name, None, email=f"{name}@example.vn", language="en")
        Membership.objects.create(user=person, role=role, province=world.place, unit=where)
    Membership.objects.filter(user__username="hong").update(until=date(2025, 1, 1))
    Task.objects.update(assignee=None, unit=unit)
    assert [remind(day) for day in ("2025-04-15", "2025-04-15", "2025-04-16")] == [
        [("ha", "Task “Open 45 support points”: due today")],
        [],
        [("ha", "Task “Open 45 support points”: 1 day overdue")],
    ]
    Task.objects.update(assignee=world.lan)
    assert [who for who, _subject in remind("2025-04-16")] == ["lan"]


def test_a_product_that_waits_is_told_to_the_head_of_its_group(world):
    nam = cast.person("nam", "reader", world.place, email="nam@example.vn", language="en")
    group = make.body(world.place)
    TaskKeeper.objects.create(body=group, user=nam, role="head")
    Task.objects.update(body=group, state=TaskState.HANDED_IN, handed_in_by=world.lan)
    waits = "Task “Open 45 support points”: the product waits for you to confirm it; due today"
    assert [remind(day) for day in ("2025-04-15", "2025-04-15")] == [[("nam", waits)], []]
    Task.objects.update(handed_in_by=nam)
    assert remind("2025-04-16") == []


def test_tasks_of_who_can_no_longer_report_are_told_to_who_keeps_them(world):
    group = make.body(world.place)
    Task.objects.update(body=group)
    world.lan.memberships.update(until=date(2025, 1, 1))
    assert printed("2025-04-15") == [
        "There is nothing to remind anybody of.",
        "Nobody is told of tasks given to accounts that can no longer report, of: Steering Committee (Hai Duong). "
        "Give somebody there the role of secretary.",
    ]
    people = {"admin": "hai", "secretary": "thu"}
    for role, name in people.items():
        people[role] = cast.person(name, role, world.place, email=f"{name}@example.vn", language="en")
        assert remind("2025-04-15") == [(name, "Task “Open 45 support points”: due today")]
    words = "  Lan can no longer report on it, so you are told as who keeps it. Give it to somebody else."
    assert words in mail.outbox[0].body.splitlines()
    # Switched off, she is told nothing either; a group with keepers of its own has these told.
    world.lan.memberships.update(until=None)
    User.objects.filter(pk=world.lan.pk).update(is_active=False)
    TaskKeeper.objects.create(body=group, user=people["admin"])
    assert [who for who, _subject in remind("2025-04-16")] == ["hai"]
    User.objects.filter(pk=world.lan.pk).update(is_active=True)
    assert [who for who, _subject in remind("2025-04-16")] == ["lan"]


def test_a_task_of_a_unit_without_an_officer_is_told_to_those_of_the_province_once_a_stage(world):
    unit = make.unit(world.place)
    Task.objects.update(assignee=None, unit=unit)
    reader = cast.person("hue", None, email="hue@example.vn")
    Membership.objects.create(user=reader, role="reader", province=world.place, unit=unit)
    words = "  Department of Information has no officer of its own, so you are told."
    for day, state in (("2025-04-15", "due today"), ("2025-04-16", "1 day overdue")):
        assert remind(day) == [("lan", f"Task “Open 45 support points”: {state}")]
        assert words in mail.outbox[0].body.splitlines()
        assert remind(day) == []
    ha = cast.person("ha", None, email="ha@example.vn", language="en")
    Membership.objects.create(user=ha, role="officer", province=world.place, unit=unit)
    assert remind("2025-04-16") == [("ha", "Task “Open 45 support points”: 1 day overdue")]
    assert words not in mail.outbox[0].body


def test_tasks_of_a_unit_that_nobody_hears_of_are_named(world):
    Task.objects.update(assignee=None, unit=make.unit(world.place))
    world.lan.memberships.update(role="reader")
    assert printed("2025-04-16") == [
        "There is nothing to remind anybody of.",
        "Nobody is told of the tasks of: Department of Information (Hai Duong). "
        "Give somebody there the role of officer.",
    ]
    Province.objects.update(ended_on=date(2025, 4, 15))
    assert printed("2025-04-16") == ["There is nothing to remind anybody of."]
