"""The page of one task: what it tells, which steps it offers to whom, and that nothing typed is lost."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from agreements.actions import tasks
from agreements.enums import TaskState, TermStep
from agreements.models import Task, TaskKeeper, TaskNote
from dtracker.accounts.roles import Role
from tests import cast, make

pytestmark = pytest.mark.django_db


@pytest.fixture
def task(hai_duong):
    agreement = make.agreement(hai_duong, starts_year=2021, ends_year=2025)
    share = make.indicator(short_en="Files")
    make.target(share, hai_duong, 90, "2030-Q4", baseline="20@2020-Q4")
    make.published(share, hai_duong, "2025-Q1", 40)
    fields = {"programme": make.programme(agreement), "body": make.body(hai_duong), "product_vi": "", "product_en": ""}
    return make.task(hai_duong, code="t1", agreement=agreement, serves=[share, make.rank_indicator()], **fields)


def url(step: str = "") -> str:
    return f"/tasks/t1/{step}/" if step else "/tasks/t1/"


def take(client, step: str, **data):
    return client.post(url(step), {"version": Task.objects.get().version} | data)


def test_a_member_reads_everything_about_it(english, hai_duong, task):
    thu = cast.thu(hai_duong)
    TaskNote.objects.create(task=task, on=date(2026, 9, 28), text_vi="Được nửa", percent=50, by=thu)
    tasks.move_deadline(task=task, deadline=date(2027, 3, 31), reason="Chờ kinh phí", version=1, by=thu)
    english.force_login(cast.nam(hai_duong))
    response = english.get(url())
    sheet = response.context["sheet"]
    assert sheet.missing == "Not yet clear: product."
    assert sheet.outside == "The deadline 31/3/2027 lies outside the term of the agreement (2021–2025)."
    assert [(each.head, each.text) for each in sheet.reports] == [("28/9/2026 · 50% · Thu", "Được nửa")]
    assert [(each.old, each.new, each.why, each.who) for each in sheet.moves] == [
        ("31/12/2026", "31/3/2027", "Chờ kinh phí", "Thu")
    ]
    assert [each.sentence for each in sheet.told] == [
        "Thu moved the deadline from 31/12/2026 to 31/3/2027.",
        "The task was loaded with the facts.",
    ]
    assert [each.on is None for each in sheet.told] == [False, True]
    assert [goal.url for goal in sheet.goals] == ["/provinces/hai-duong/indicators/ho-so-tinh/"]
    assert [link for _name, link in sheet.untargeted] == ["/provinces/hai-duong/indicators/dti-rank/"]
    assert (response.context["forms"], response.context["may_edit"]) == ({}, False)


@pytest.mark.parametrize(
    ("who", "state", "steps"),
    [
        ("thu", "planned", ["start", "report", "hand_in", "move", "stop"]),
        ("lan", "planned", ["start", "report", "hand_in"]),
        ("nam", "planned", []),
        ("minh", "handed-in", ["confirm", "send_back"]),
        ("thu", "handed-in", ["stop"]),
        ("thu", "stopped", ["reopen"]),
    ],
)
def test_the_steps_offered(client, hai_duong, task, who, state, steps):
    person = getattr(cast, who)(hai_duong)
    assigned = person if who == "lan" else None
    Task.objects.update(state=state, stop_reason="x" if state == "stopped" else "", assignee=assigned)
    client.force_login(person)
    assert list(client.get(url()).context["forms"]) == steps


def test_every_step_by_its_form(english, hai_duong, task):
    thu, minh = cast.thu(hai_duong), cast.minh(hai_duong)
    english.force_login(thu)
    day = timezone.localdate().isoformat()
    for step, data in {
        "start": {},
        "report": {"text": "Được nửa", "on": day, "percent": "50"},
        "move": {"deadline": "2027-03-31", "reason": "Chờ kinh phí"},
        "hand_in": {"url": "example.vn/bien-ban", "title": "Biên bản"},
    }.items():
        assert take(english, step, **data).status_code == 302, step
    english.force_login(minh)
    assert take(english, "send_back", reason="Thiếu chữ ký").status_code == 302
    english.force_login(thu)
    assert take(english, "hand_in").status_code == 302
    english.force_login(minh)
    response = english.post(url("confirm"), {"version": Task.objects.get().version}, follow=True)
    sheet = response.context["sheet"]
    assert [(each.name, each.url) for each in sheet.products] == [("Biên bản", "https://example.vn/bien-ban")]
    assert [each.sentence for each in sheet.told][:3] == [
        "Minh confirmed that it is done.",
        "Thu handed in the product.",
        "Minh sent the product back.",
    ]
    assert Task.objects.get().state == TaskState.DONE


def test_a_move_out_of_the_term_is_saved_and_said(english, hai_duong, task):
    english.force_login(cast.thu(hai_duong))
    data = {"version": 1, "deadline": "2027-03-31", "reason": "Chờ kinh phí"}
    response = english.post(url("move"), data, follow=True)
    assert [str(each) for each in response.context["messages"]] == ["The deadline is moved."]
    outside = "The deadline 31/3/2027 lies outside the term of the agreement (2021–2025)."
    assert response.context["sheet"].outside == outside


def test_a_deadline_after_the_end_of_the_agreement_is_said_from_that_end_on(english, hai_duong, task):
    ended = timezone.localdate() - timedelta(days=10)
    task.agreement.changes.create(step=TermStep.EXTENDED, on=ended - timedelta(days=50), until_year=2040, reason_vi="x")
    task.agreement.changes.create(step=TermStep.ENDED, on=ended, reason_vi="Đối tác rút")
    for rows in (Task.objects, Task.history):
        rows.update(deadline=date(2039, 3, 31))
    english.force_login(cast.thu(hai_duong))
    days = (ended, ended - timedelta(days=1), ended - timedelta(days=51))
    said = [english.get(f"{url()}?as_of={day}").context["sheet"].outside for day in days]
    words = f"The deadline 31/3/2039 lies after the agreement ended, on {ended.day}/{ended.month}/{ended.year}."
    outside = "The deadline 31/3/2039 lies outside the term of the agreement (2021–2025)."
    assert (english.get(url()).context["sheet"].outside, said) == (words, [words, "", outside])


def test_what_is_wrong_is_said_at_its_field_and_stays_typed(english, hai_duong, task):
    english.force_login(cast.thu(hai_duong))
    tomorrow = timezone.localdate() + timedelta(days=1)
    response = take(english, "report", text="Được nửa", on=tomorrow.isoformat())
    form = response.context["forms"]["report"]
    assert (response.status_code, form.errors) == (422, {"on": ["A report cannot be of a day to come."]})
    assert form["text"].value() == "Được nửa"
    assert "on" in take(english, "report", text="x", on="31/2/2026").context["forms"]["report"].errors
    assert "upload" not in take(english, "hand_in").context["forms"]["hand_in"].errors


def test_who_was_slower_is_told_and_loses_no_word(english, hai_duong, task):
    english.force_login(cast.thu(hai_duong))
    take(english, "start")
    response = english.post(url("stop"), {"version": 1, "reason": "Không còn cần"})
    assert response.status_code == 409
    assert response.context["unsent"] == "Không còn cần"
    data = {"version": 1, "title": "Biên bản", "url": "https://example.vn/"}
    assert english.post(url("hand_in"), data).context["unsent"] == "Biên bản\nhttps://example.vn/"
    assert "was changed meanwhile" in response.context["refusal"]
    response = take(english, "start")
    assert (response.status_code, response.context["refusal"]) == (
        409,
        "The task no longer stands where this step begins.",
    )


def test_the_own_product_is_confirmed_by_somebody_else(english, hai_duong, task):
    english.force_login(cast.hoa())
    take(english, "hand_in", url="https://example.vn/")
    response = take(english, "confirm")
    assert (response.status_code, response.context["refusal"]) == (
        403,
        "Nobody confirms a product that they handed in themselves.",
    )


def test_a_step_there_is_not_and_one_that_others_take(client, hai_duong, task):
    client.force_login(cast.thu(hai_duong))
    assert take(client, "fly").status_code == 404
    assert take(client, "create").status_code == 404
    TaskKeeper.objects.create(body=task.body, user=cast.person("lien", Role.SECRETARY, hai_duong))
    assert take(client, "start").status_code == 403
    assert list(client.get(url()).context["forms"]) == []
    client.force_login(cast.hoa())
    assert take(client, "start").status_code == 302


def test_the_page_says_who_confirms_and_who_is_told(english, hai_duong, task):
    lan = cast.person("lan", Role.OFFICER, hai_duong)
    Task.objects.update(assignee=lan)
    nam = cast.person("nam", Role.READER, hai_duong, email="nam@example.vn")
    english.force_login(lan)
    handed = {"version": 1, "url": "https://example.vn/", "follow": True}
    response = english.post(url("hand_in"), handed, follow=True)
    assert [str(each) for each in response.context["messages"]] == [
        "Handed in. Nobody is named here who may confirm it: ask an admin."
    ]
    assert response.context["sheet"].waits == "Waits for a reviewer of the province."
    Task.objects.update(state=TaskState.IN_PROGRESS)
    head = TaskKeeper.objects.create(body=task.body, user=nam, role="head")
    response = english.post(url("hand_in"), handed | {"version": 2}, follow=True)
    assert [str(each) for each in response.context["messages"]] == ["Handed in. A mail goes to: Nam."]
    assert response.context["sheet"].waits == "Waits for the head of the group: Nam."
    assert "Nam, head of the group" in [each.value for each in response.context["sheet"].facts]
    head.user = lan
    head.save()
    assert english.get(url()).context["sheet"].waits == (
        "The head of the group, Lan, also handed it in: it waits for a reviewer of the province."
    )
    assert list(english.get(url()).context["forms"]) == []


def test_a_file_that_was_handed_in_is_saved_under_its_name(client, hai_duong, task):
    product = make.task_product(task)
    client.force_login(cast.nam(hai_duong))
    response = client.get(f"/tasks/products/{product.pk}/")
    assert b"".join(response.streaming_content) == make.PDF
    assert response["Content-Disposition"].startswith("attachment; filename")
    client.force_login(cast.quang(cast.ha_giang()))
    assert client.get(f"/tasks/products/{product.pk}/").status_code == 404


@pytest.mark.parametrize("count", [1, 4])
def test_the_page_costs_the_same_however_much_it_tells(client, hai_duong, task, count, django_assert_num_queries):
    thu = cast.thu(hai_duong)
    for number in range(count):
        share = make.indicator(f"share-{number}")
        make.target(share, hai_duong, 90, "2030-Q4", baseline="20@2020-Q4")
        task.indicators.add(share)
        TaskNote.objects.create(task=task, on=date(2026, 9, 28), text_vi="x", by=thu)
        make.task_product(task)
        found = Task.objects.get()
        tasks.move_deadline(task=found, deadline=date(2027, 1, 1 + number), reason="x", version=found.version, by=thu)
    client.force_login(thu)
    with django_assert_num_queries(11):
        client.get(url())


def test_the_page_says_that_the_account_of_a_task_is_switched_off(english, hai_duong, task):
    lan = cast.lan(hai_duong)
    Task.objects.update(assignee=lan)
    english.force_login(cast.thu(hai_duong))
    seen = []
    for fields in ({"is_active": True}, {"is_active": False}):
        type(lan).objects.filter(pk=lan.pk).update(**fields)
        seen.append(english.get(url()).context["sheet"].facts[0].value)
    assert seen == [
        "Trần Văn An; reports: Lan",
        "Trần Văn An; reports: Lan (account switched off: give the task to somebody else)",
    ]
