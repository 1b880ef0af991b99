"""Which falls suggest a request, and whom the reminders of requests go to."""

from datetime import date, timedelta

import pytest

from dtracker.accounts.models import Membership
from dtracker.accounts.roles import Role
from indicators.actions.reminders import send_reminder
from indicators.mails import reminder
from indicators.models import ExplanationReminder
from indicators.queries.explanations import falls_after
from indicators.queries.reminders import digests
from tests import cast, make

pytestmark = pytest.mark.django_db
DUE = make.ANSWER_DUE
TODAY = date(2026, 11, 22)


class World:
    def __init__(self):
        self.place = cast.hai_duong()
        self.lan, self.thu, self.nam = cast.lan(self.place), cast.thu(self.place), cast.nam(self.place)
        for person in (self.lan, self.thu):
            person.email, person.language = f"{person.username}@example.vn", "en"
            person.save()
        self.of = make.indicator(name_en="Share", short_en="Share")
        self.target = make.target(self.of, self.place, 90, "2027-Q4", baseline="20@2020-Q4")

    def falls(self) -> list[tuple]:
        found = falls_after(self.place, [self.of.pk], TODAY)
        return [(each.before, each.after) for each in found]


def told(day: date) -> list[tuple]:
    return [(each.user.username, [due.stage for due in each.requests]) for each in digests(day)]


def test_a_fall_by_the_newest_figure(world):
    make.published(world.of, world.place, "2026-Q2", 85)
    assert world.falls() == []
    make.published(world.of, world.place, "2026-Q3", 30)
    assert world.falls() == [("on-track", "slow")]


def test_a_rise_is_no_fall(world):
    make.published(world.of, world.place, "2026-Q2", 10)
    make.published(world.of, world.place, "2026-Q3", 30)
    assert world.falls() == []


def test_a_milestone_does_not_fall(world):
    of = make.indicator("buoc", shape="milestone", unit_vi="", unit_en="", maximum=1)
    make.target(of, world.place, 1, "2026-Q1")
    for period in ("2026-Q1", "2026-Q2"):
        make.published(of, world.place, period, 0)
    assert falls_after(world.place, [of.pk], TODAY) == []


@pytest.mark.parametrize(
    ("day", "stage"),
    [
        (DUE - timedelta(days=6), None),
        (DUE - timedelta(days=5), "due-soon"),
        (DUE, "due"),
        (DUE + timedelta(days=1), "overdue"),
        (DUE + timedelta(days=60), "overdue"),
    ],
)
def test_officers_and_the_secretary_are_reminded_when_the_day_is_near(world, day, stage):
    make.explanation(world.target, world.nam)
    assert told(day) == ([("lan", [stage]), ("thu", [stage])] if stage else [])


def test_nobody_is_reminded_of_their_own_question_or_of_an_answered_one(world):
    Membership.objects.create(user=world.lan, role=Role.READER, province=world.place)
    make.explanation(world.target, world.lan)
    now = make.explanation(world.target, world.nam).asked_at
    make.explanation(world.target, world.nam, state="answered", answer="a", answered_by=world.thu, answered_at=now)
    assert told(DUE) == [("lan", ["due"]), ("thu", ["due", "due"])]


def test_each_stage_is_told_once_and_a_new_day_begins_anew(world):
    found = make.explanation(world.target, world.nam)
    for digest in digests(DUE):
        assert send_reminder(digest=digest, message=reminder(digest))
        assert not send_reminder(digest=digest, message=reminder(digest))
    assert told(DUE) == []
    assert told(DUE + timedelta(days=1)) == [("lan", ["overdue"]), ("thu", ["overdue"])]
    found.due_on = DUE + timedelta(days=7)
    found.save()
    assert told(found.due_on) == [("lan", ["due"]), ("thu", ["due"])]
    assert ExplanationReminder.objects.count() == 2


def test_what_a_reminder_of_requests_says(world):
    first = make.explanation(world.target, world.nam, question="Vì sao\nchậm?")
    make.explanation(world.target, world.nam, question="Khi nào?")
    digest = digests(DUE + timedelta(days=2))[0]
    message = reminder(digest)
    assert message.subject == "Explanation of Share, Hai Duong: 2 days overdue; and 1 more request"
    lines = message.body.splitlines()
    assert lines[:5] == [
        "To Lan",
        "",
        "Request for explanation of Share, Hai Duong: 2 days overdue",
        "Vì sao chậm?",
        f"https://dtracker.example.vn/explanations/{first.pk}/",
    ]
    assert lines[-1] == "This mail is sent once before the day of the answer, once on it, and once after it."


def test_a_merged_province_is_reminded_of_nothing(world):
    make.explanation(world.target, world.nam)
    world.place.ended_on = DUE - timedelta(days=1)
    world.place.save()
    assert told(DUE) == []
