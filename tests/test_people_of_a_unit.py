"""People of one unit: what the province keeps for itself is theirs only where it is about their unit."""

from io import BytesIO
from zipfile import ZipFile, is_zipfile

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from agreements.models import Conclusion, Event, Obstacle
from dtracker.accounts.models import Membership, User
from dtracker.accounts.roles import Role
from indicators.access import answers_for
from indicators.actions.explanations import ask
from indicators.models import ExplanationRequest, Target
from indicators.notices import concerned
from indicators.queries.explanations import open_requests
from indicators.queries.reminders import digests
from tests import cast, make
from tests.scene import CANARY_TALK, CANARY_TASK, SECRETS, Scene
from tests.url_rules import RULES
from tests.writing import nothing_written

pytestmark = pytest.mark.django_db
ROLES = (Role.READER, Role.OFFICER, Role.REVIEWER, Role.SECRETARY)
OF_A_REQUEST = [f"indicators:{each}" for each in ("explanation", "explanation_file", "ask", "answer_explanation")]
OF_A_REQUEST += [f"indicators:{each}" for each in ("ask_again", "close_explanation", "withdraw_explanation")]


def member(made: Scene, unit, *roles: Role, username: str) -> User:
    """Somebody whose memberships are all of this unit."""
    person = cast.person(username, None, email=f"{username}@example.vn")
    for role in roles:
        Membership.objects.create(user=person, role=role, province=made.hai_duong.province, unit=unit)
    return person


def called(person: User | None) -> Client:
    client = Client()
    client.cookies["django_language"] = "en"
    if person:
        client.force_login(person)
    return client


def address(name: str, made: Scene) -> str:
    return reverse(name, kwargs=RULES[name].args(made))


def words(response) -> str:
    """What a page or a file says."""
    content = b"".join(response.streaming_content) if response.streaming else response.content
    if not is_zipfile(BytesIO(content)):
        return content.decode(errors="replace")
    with ZipFile(BytesIO(content)) as packed:
        return "".join(packed.read(name).decode(errors="replace") for name in packed.namelist())


@pytest.fixture
def finance(made):
    """A unit that is named as the one that answers for the target Nam asked about."""
    Target.objects.filter(pk=made.asked.target_id).update(owner_vi="Sở Tài chính")
    return make.unit(made.hai_duong.province, "so-tai-chinh-hd", name_vi="Sở Tài chính", name_en="Finance")


@pytest.fixture
def health(made):
    return make.unit(made.hai_duong.province, "so-y-te-hd", name_vi="Sở Y tế", name_en="Health")


def test_no_page_and_no_file_tells_people_of_a_unit_what_is_of_others(made, finance, health):
    Conclusion.objects.filter(event__code="hai-duong-e1").update(text=CANARY_TASK, task=made.hai_duong.task)
    stranger = member(made, health, *ROLES, username="la")
    client, told = called(stranger), {}
    for name, rule in RULES.items():
        if rule.has_get and not name.startswith("accounts:"):
            said = words(client.get(address(name, made), follow=True))
            told[name] = [secret for secret in SECRETS if secret in said]
    assert {name: secrets for name, secrets in told.items() if secrets} == {}
    assert len(told) > 60
    paths = ("/explanations/?state=open", "/search/?q=CANARY", "/log/?kind=event", "/log/event/hai-duong-e1/")
    assert [path for path in paths if any(secret in words(client.get(path)) for secret in SECRETS)] == []
    page = client.get("/explanations/")
    assert page.context["page"].paginator.count == 0
    assert "What the committee asks about the targets that Health answers for" in page.text
    assert open_requests(stranger, [made.hai_duong.province]) == []


def test_for_people_of_another_unit_a_request_is_not_there(made, finance, health):
    client = called(member(made, health, *ROLES, username="la"))
    for name in OF_A_REQUEST:
        rule = RULES[name]
        sent = rule.post(made) if rule.post else {}
        with nothing_written():
            if rule.has_get:
                assert (name, client.get(address(name, made)).status_code) == (name, 404)
            if rule.post:
                assert (name, client.post(address(name, made), sent).status_code) == (name, 404)


def test_the_unit_that_answers_for_a_target_reads_and_answers_what_is_asked_about_it(made, finance, health):
    officer, leader = (member(made, finance, role, username=role) for role in (Role.OFFICER, Role.READER))
    stranger = member(made, health, Role.OFFICER, username="la")
    client = called(officer)
    page = client.get("/explanations/")
    assert (page.context["page"].paginator.count, page.context["units"]) == (2, ["Finance"])
    assert called(made.lan).get("/explanations/").context["units"] == []
    assert CANARY_TALK in words(client.get(address("indicators:series", made)))
    assert [each.pk for each in open_requests(officer, [made.hai_duong.province])] == [made.asked.pk, made.answered.pk]
    assert {officer, leader, stranger}.intersection(
        concerned(ExplanationRequest.objects.get(pk=made.asked.pk), "ask", made.nam)
    ) == {officer}
    due = made.asked.due_on
    assert [len(each.requests) for each in digests(due) if each.user in (officer, leader, stranger)] == [1]
    mail.outbox.clear()
    answered = client.post(f"/explanations/{made.asked.pk}/answer/", {"version": 1, "text": "Thiếu cán bộ"})
    assert (answered.status_code, ExplanationRequest.objects.get(pk=made.asked.pk).answered_by) == (302, officer)
    path = address("indicators:ask", made)
    assert (client.get(path).status_code, called(leader).get(path).status_code) == (403, 200)


def test_a_target_of_a_unit_is_that_units_alone(made, finance, health):
    of_it = Target.objects.get(pk=made.asked.target_id)
    of_it.unit = health
    of_it.save()
    theirs, others = (member(made, each, Role.OFFICER, username=each.code) for each in (health, finance))
    assert [called(each).get(made.asked.get_absolute_url()).status_code for each in (theirs, others)] == [200, 404]
    assert {theirs, others}.intersection(
        concerned(ExplanationRequest.objects.get(pk=made.asked.pk), "ask", made.nam)
    ) == {theirs}


def test_a_leader_of_the_unit_asks_about_what_it_answers_for(made, finance, health):
    asker = member(made, finance, Role.READER, username="hung")
    target = Target.objects.get(pk=made.asked.target_id)
    due = timezone.localdate()
    asked = {"question": "Vì sao?", "due_on": due, "by": asker, "today": due, "tell": lambda *_step: None}
    assert ask(target=target, **asked).asked_by == asker
    beside = called(asker).get(address("indicators:series", made)).context["beside"]
    assert list(beside.ask_urls) == [f"why-{target.pk}"]


def test_a_conclusion_that_became_a_task_is_read_by_who_sees_the_task(made, health):
    event = Event.objects.get(code="hai-duong-e1")
    Conclusion.objects.create(event=event, order=2, text="Họp lại")
    Conclusion.objects.filter(event=event, order=1).update(task=made.hai_duong.task)
    people = (made.thu, member(made, health, Role.SECRETARY, username="la"), None)
    pages = [called(each).get(event.get_absolute_url()) for each in people]
    assert [[row.text for row in page.context["conclusions"]] for page in pages] == [
        ["Giao Sở TTTT số hóa hồ sơ", "Họp lại"],
        ["Họp lại"],
        ["Họp lại"],
    ]
    sentence = "Conclusions that became tasks are read by those who see the tasks."
    assert [sentence in words(page) for page in pages] == [False, True, True]
    # What the event itself says, everybody reads.
    Event.objects.filter(pk=event.pk).update(conclusions="1. Giao Sở TTTT số hóa hồ sơ")
    assert len(called(None).get(event.get_absolute_url()).context["conclusions"]) == 2


def test_the_log_of_the_province_is_read_by_people_of_a_unit_without_its_history(made, health):
    client = called(member(made, health, *ROLES, username="la"))
    Obstacle.objects.get(code="hai-duong-o1").save()
    assert [row.text for row in client.get("/log/").context["rows"]] == ["Lack of staff"]
    page = client.get("/log/obstacle/hai-duong-o1/")
    assert (page.context["told"], page.context["may_keep"]) == ([], False)
    assert len(called(made.nam).get("/log/obstacle/hai-duong-o1/").context["told"]) > 0


def test_a_target_of_a_unit_is_not_of_the_unit_it_names(made, finance, health):
    target = Target.objects.get(pk=made.asked.target_id)
    assert [answers_for(unit, target) for unit in (finance, health)] == [True, False]
    target.unit = health
    assert [answers_for(unit, target) for unit in (finance, health)] == [False, True]
