"""Mails about products: who confirms hears of one handed in, who gave it of one sent back."""

from datetime import date

import pytest
from django.core import mail

from agreements.actions import progress
from agreements.models import Task, TaskKeeper
from agreements.notices import concerned, tell
from dtracker.accounts.models import Membership, User
from indicators.actions.refusals import Faulty
from tests import cast, make

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 22)


def test_each_is_told_what_concerns_her(django_capture_on_commit_callbacks):
    place, elsewhere = cast.hai_duong(), cast.ha_giang()
    lan = cast.person("lan", "officer", place, email="lan@example.vn", language="en")
    minh = cast.person("minh", "reviewer", place, email="minh@example.vn", language="en")
    cast.person("ngoc", "reviewer", place)
    cast.person("binh", "reviewer", elsewhere, email="binh@example.vn")
    cast.person("thu", "secretary", place, email="thu@example.vn")
    task = make.task(place, code="t1", assignee=lan)
    of_a_unit = cast.person("uyen", None, email="uyen@example.vn")
    Membership.objects.create(user=of_a_unit, role="reviewer", province=place, unit=make.unit(place))
    with django_capture_on_commit_callbacks(execute=True):
        progress.hand_in(task=task, url="https://example.vn/", version=1, by=lan, today=TODAY, tell=tell)
    with django_capture_on_commit_callbacks(execute=True):
        progress.send_back(task=task, reason="Thiếu chữ ký", version=2, by=minh, tell=tell)
    handed, back = mail.outbox
    assert (handed.to, handed.subject) == (["minh@example.vn"], "To confirm: the product of “Open 45 support points”")
    assert (back.to, back.subject) == (["lan@example.vn"], "Sent back: the product of “Open 45 support points”")
    assert back.body.splitlines()[2:5] == [
        "Open 45 support points, Hai Duong Province",
        "Minh sent the product back:",
        "Thiếu chữ ký",
    ]
    assert back.body.rstrip().endswith("/tasks/t1/")
    lan.memberships.all().delete()
    assert concerned(Task.objects.get(), "send_back", minh, User.objects.get(pk=lan.pk)) == []


def test_the_head_of_the_group_hears_of_a_product_in_place_of_the_reviewers():
    place = cast.hai_duong()
    lan, minh, nam = cast.lan(place), cast.minh(place), cast.nam(place)
    task = make.task(place, assignee=lan, body=make.body(place), handed_in_by=lan)
    assert concerned(task, "hand_in", lan, None) == [minh]
    TaskKeeper.objects.create(body=task.body, user=nam, role="head")
    assert concerned(task, "hand_in", lan, None) == [nam]
    task.handed_in_by = nam
    assert concerned(task, "hand_in", nam, None) == [minh]


def test_what_is_refused_is_told_to_nobody(django_capture_on_commit_callbacks):
    place = cast.hai_duong()
    lan = cast.person("lan", "officer", place, email="lan@example.vn")
    cast.person("minh", "reviewer", place, email="minh@example.vn")
    task = make.task(place, assignee=lan)
    with django_capture_on_commit_callbacks(execute=True), pytest.raises(Faulty):
        progress.hand_in(task=task, version=1, by=lan, today=TODAY, tell=tell)
    assert mail.outbox == []


def test_a_mail_that_cannot_be_sent_keeps_nobody_from_anything(settings, caplog):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "localhost", 1
    place = cast.hai_duong()
    cast.person("minh", "reviewer", place, email="minh@example.vn")
    tell(make.task(place, code="t1"), "hand_in", cast.lan(place))
    assert "task t1: minh was not told of “hand_in”" in caplog.text
