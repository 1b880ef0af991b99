"""One change to many tasks: what fits is changed together, what does not is told with why."""

from datetime import date

import pytest

from agreements.enums import TaskState, TermStep
from agreements.models import Task, TaskKeeper
from tests import cast, make

pytestmark = pytest.mark.django_db
URL = "/tasks/change/"


def send(client, *tasks: Task, **data):
    return client.post(URL, {"rows": [f"{each.pk}:{each.version}" for each in tasks], **data}, follow=True)


@pytest.fixture
def secretary(english, hai_duong):
    english.force_login(cast.thu(hai_duong))
    return english


def test_first_what_is_to_change_is_asked(secretary, hai_duong):
    one, two = make.task(hai_duong), make.task(hai_duong)
    response = send(secretary, one, two)
    assert [row.key for row in response.context["rows"]] == [f"{one.pk}:1", f"{two.pk}:1"]
    none = send(secretary, list="state=planned&page=2")
    assert [str(each) for each in none.context["messages"]] == ["No task was chosen."]
    assert none.redirect_chain == [("/tasks/?state=planned&page=2", 302)]
    assert send(secretary, one, list="state=planned").context["list_url"] == "/tasks/?state=planned"


def test_a_person_with_an_account_is_given_to_all(secretary, hai_duong):
    lan, tasks = cast.lan(hai_duong), [make.task(hai_duong), make.task(hai_duong)]
    response = send(secretary, *tasks, what="person", assignee=lan.pk)
    assert [str(each) for each in response.context["messages"]] == ["2 tasks changed."]
    assert set(Task.objects.values_list("person", "assignee", "version")) == {("Lan", lan.pk, 2)}
    send(secretary, *Task.objects.all(), what="unit", unit_vi="Sở Tài chính")
    assert set(Task.objects.values_list("unit_vi", "unit_en")) == {("Sở Tài chính", "")}


def test_each_refused_row_is_told_with_why(secretary, hai_duong):
    group = make.body(hai_duong)
    TaskKeeper.objects.create(body=group, user=cast.hoa())
    fits = make.task(hai_duong, work_en="fits")
    same = make.task(hai_duong, work_en="same", deadline=date(2027, 3, 31))
    done = make.task(hai_duong, work_en="done", state=TaskState.DONE, done_on=date(2026, 1, 1))
    closed = make.task(hai_duong, work_en="closed", body=group)
    stale = make.task(hai_duong, work_en="stale")
    Task.objects.filter(pk=stale.pk).update(version=5)
    data = {"what": "move", "deadline": "2027-03-31", "reason": "Chờ kinh phí"}
    response = send(secretary, fits, same, done, closed, stale, **data)
    assert response.context["done"] == "1 task changed."
    assert [(task.work, why) for task, why in response.context["refused"]] == [
        ("same", "This is the deadline already."),
        ("done", "The task does not stand where this step begins."),
        ("closed", "Your role does not allow: Keep the tasks of working groups."),
        ("stale", "“stale” was changed meanwhile. Look at it again before you decide."),
    ]
    assert Task.objects.get(pk=fits.pk).said == "Chờ kinh phí"
    assert set(Task.objects.exclude(pk=fits.pk).values_list("version", flat=True)) == {1, 5}


@pytest.mark.parametrize(
    ("data", "field"),
    [
        ({"what": "person"}, "person"),
        ({"what": "unit"}, "unit"),
        ({"what": "move", "reason": "x"}, "deadline"),
        ({"what": "move", "deadline": "2027-03-31"}, "reason"),
        ({"what": "stop"}, "reason"),
        ({"what": "fly"}, "what"),
    ],
)
def test_what_is_missing_is_said(secretary, hai_duong, data, field):
    response = send(secretary, make.task(hai_duong), **data)
    assert (response.status_code, list(response.context["form"].errors)) == (422, [field])


def test_states_of_many(secretary, hai_duong):
    tasks = [make.task(hai_duong), make.task(hai_duong)]
    for what, state in (("start", "in-progress"), ("stop", "stopped"), ("reopen", "in-progress")):
        send(secretary, *Task.objects.all(), what=what, reason="Vì vậy")
        assert set(Task.objects.values_list("state", flat=True)) == {state}
    assert len(tasks) == 2


def test_what_no_page_sends_chooses_nothing(secretary, hai_duong):
    for row in ("9" * 5000 + ":1", "1:" + "9" * 30, "1", ":", "x:1"):
        response = secretary.post("/tasks/change/", {"rows": [row], "what": "start"})
        assert (response.status_code, response["Location"]) == (302, "/tasks/")


def test_a_task_of_another_province_is_not_there(secretary, hai_duong):
    mine, other = make.task(hai_duong), make.task(cast.ha_giang())
    assert send(secretary, mine, other, what="start").status_code == 404
    assert set(Task.objects.values_list("version", flat=True)) == {1}


def test_a_unit_of_the_province_is_given_to_all(secretary, hai_duong):
    health, ended = make.unit(hai_duong, "so-y-te-hd"), make.unit(hai_duong, "so-cu-hd", ended_on=date(2025, 2, 28))
    task = make.task(hai_duong)
    assert send(secretary, task, what="unit", unit=ended.pk).status_code == 422
    send(secretary, task, what="unit", unit=health.pk)
    task.refresh_from_db()
    assert (task.unit, task.unit_vi, task.unit_en, len(task.clear)) == (health, "", "", 5)
    assert secretary.get(task.get_absolute_url()).context["sheet"].told[0].changes == [
        "responsible unit: – → Department of Information",
        "unit in words: Sở Nội vụ → –",
        "unit in words, in English: Department of Home Affairs → –",
    ]


def test_a_deadline_outside_the_term_is_saved_and_said(secretary, hai_duong):
    agreement = make.agreement(hai_duong, starts_year=2021, ends_year=2026)
    inside, outside = make.task(hai_duong), make.task(hai_duong, agreement=agreement, work_en="outside")
    response = send(secretary, inside, outside, what="move", deadline="2027-03-31", reason="Chờ kinh phí")
    assert response.context["done"] == "2 tasks changed."
    assert [(task.work, words) for task, words in response.context["outside"]] == [
        ("outside", "The deadline 31/3/2027 lies outside the term of the agreement (2021–2026).")
    ]
    assert set(Task.objects.values_list("deadline", flat=True)) == {date(2027, 3, 31)}
    agreement.changes.create(step=TermStep.ENDED, on=date(2026, 8, 1), reason_vi="Đối tác rút")
    outside.refresh_from_db()
    response = send(secretary, outside, what="move", deadline="2026-08-02", reason="Chờ kinh phí")
    assert [words for _task, words in response.context["outside"]] == [
        "The deadline 2/8/2026 lies after the agreement ended, on 1/8/2026."
    ]
