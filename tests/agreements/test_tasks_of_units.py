"""People of a unit and its tasks: theirs alone, on every page, in every file and step."""

from datetime import date
from io import BytesIO

import pytest
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from agreements.models import Task
from agreements.queries.task_waiting import Waiting, tasks_waiting_for
from dtracker.accounts.models import Membership, User
from dtracker.accounts.roles import Role
from dtracker.places.models import OrgUnit
from tests import cast, make
from tests.scene import CANARY_TASK, Scene
from tests.url_rule import Door
from tests.url_rules import RULES
from tests.writing import nothing_written

pytestmark = pytest.mark.django_db

OF_ONE_TASK = ("task", "edit_task", "task_step", "task_product", "change_tasks", "import_preview", "import_confirm")
OF_THE_PROVINCE = {"agreements:new_entry": 403, "agreements:edit_entry": 404, "agreements:assign": 404}
"""The log is kept for the whole province."""
PAGES = [
    name
    for name, rule in RULES.items()
    if rule.has_get and rule.door != Door.OPEN and name.startswith(("agreements:", "home", "province"))
]


def member(made: Scene, unit, *roles: Role, username: str) -> User:
    """Somebody whose memberships are all of this unit."""
    person = cast.person(username, None)
    for role in roles:
        Membership.objects.create(user=person, role=role, province=made.hai_duong.province, unit=unit)
    return person


@pytest.fixture
def units(made):
    """The unit of the task with the canary, and another one of the same province."""
    health = make.unit(made.hai_duong.province, "so-y-te-hd", name_vi="Sở Y tế", name_en="Health")
    Task.objects.filter(pk=made.hai_duong.task.pk).update(unit=health, unit_vi="", unit_en="")
    return health, OrgUnit.objects.get(code="so-tttt-hd")


def called(person: User) -> Client:
    client = Client()
    client.cookies["django_language"] = "en"
    client.force_login(person)
    return client


def address(name: str, made: Scene) -> str:
    return reverse(name, kwargs=RULES[name].args(made))


def test_for_people_of_another_unit_a_task_is_not_there(made, units):
    stranger = member(made, units[1], Role.OFFICER, Role.REVIEWER, Role.SECRETARY, username="la")
    client = called(stranger)
    for name in (f"agreements:{each}" for each in OF_ONE_TASK):
        rule = RULES[name]
        path, data = address(name, made), rule.post(made) if rule.post else {}
        with nothing_written():
            assert not rule.has_get or (name, client.get(path).status_code) == (name, 404)
            assert not rule.post or (name, client.post(path, data).status_code) == (name, 404)
    assert tasks_waiting_for(stranger, made.hai_duong.task.deadline) == Waiting()


def test_no_page_and_no_file_names_the_task_of_another_unit(made, units):
    client = called(member(made, units[1], Role.OFFICER, Role.SECRETARY, username="la"))
    found = Task.objects.filter(pk=made.hai_duong.task.pk)
    # Among what is missing it would stand twice: without a person, and due after its agreement.
    found.update(person="", deadline=date(2030, 6, 30))
    for name in PAGES:
        if name.removeprefix("agreements:") not in OF_ONE_TASK:
            response = client.get(address(name, made))
            assert (name, response.status_code) == (name, OF_THE_PROVINCE.get(name, 200))
            assert (name, CANARY_TASK in response.content.decode(errors="replace")) == (name, False)
    found.update(person=CANARY_TASK)
    assert [path for path in ("/", "/provinces/hai-duong/") if CANARY_TASK in client.get(path).content.decode()] == []
    sheet = load_workbook(BytesIO(client.get("/tasks/tasks.xlsx").content)).worksheets[0]
    assert sheet.max_row == 1


def test_an_officer_sees_and_reports_on_the_tasks_of_the_unit(made, units):
    officer, reader = (member(made, units[0], role, username=role) for role in (Role.OFFICER, Role.READER))
    make.task(made.hai_duong.province, work_en="of no unit")
    client, task = called(officer), Task.objects.get(pk=made.hai_duong.task.pk)
    assert [row.line.unit for row in client.get("/tasks/?mine=on").context["rows"]] == ["Health"]
    assert CANARY_TASK in client.get(address("agreements:agreement", made)).content.decode()
    assert tasks_waiting_for(officer, task.deadline) == Waiting(soon=1)
    told = {"version": task.version, "text": "Được nửa", "on": "2024-06-01"}
    path = f"/tasks/{task.code}/report/"
    assert called(reader).post(path, told).status_code == 403
    assert client.post(path, told).status_code == 302
    assert client.get(f"/tasks/{task.code}/edit/").status_code == 403
    task.refresh_from_db()
    assert (task.state, task.said) == ("in-progress", "Được nửa")


def test_a_secretary_of_a_unit_keeps_its_tasks_alone(made, units):
    client = called(member(made, units[0], Role.SECRETARY, username="ty"))
    form = client.get("/tasks/new/").context["form"]
    assert (list(form.fields["unit"].queryset), form["unit"].initial) == ([units[0]], units[0])
    for unit, words in (("", "Choose one of the list."), (units[1].pk, "This is not among the choices. Choose again.")):
        response = client.post("/tasks/new/", {"work_vi": "Mở lớp", "unit": unit})
        assert (response.status_code, response.context["form"].errors) == (422, {"unit": [words]})
    assert client.post("/tasks/new/", {"work_vi": "Mở lớp", "unit": units[0].pk}).status_code == 302
    assert Task.objects.get(work_vi="Mở lớp").unit == units[0]
