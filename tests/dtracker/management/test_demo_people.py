"""`manage.py demo_people`: only for a demonstration, once, and never over somebody's own password."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import translation

from agreements.models import Task, TaskKeeper
from dtracker.accounts.models import Membership, User
from dtracker.accounts.roles import Role
from dtracker.management.demo_talks import ANSWERED, OF_A_UNIT, QUESTIONS, WAITING
from dtracker.management.demo_work import GIVEN, GROUP, HANDED_IN
from dtracker.places.models import Province
from indicators.models import ExplanationRequest
from tests import cast, make

pytestmark = pytest.mark.django_db


@pytest.fixture
def demonstration(settings):
    settings.DEMO = True
    cast.hai_duong()
    cast.ha_giang()
    place = cast.province("minh-hoa", "Minh Hoạ", code="MH", is_illustration=True)
    make.unit(place, "mh-so-tai-chinh")


def demo_people() -> str:
    out = StringIO()
    call_command("demo_people", stdout=out)
    return out.getvalue()


@pytest.mark.parametrize("debug", [True, False])
def test_refused_outside_of_a_demonstration(settings, debug):
    settings.DEBUG, settings.DEMO = debug, False
    with translation.override("en"), pytest.raises(CommandError) as problem:
        demo_people()
    assert str(problem.value) == "Demo people exist only where DEMO is on."
    assert not User.objects.exists()


def test_needs_the_provinces(settings):
    settings.DEMO = True
    with translation.override("en"), pytest.raises(CommandError) as problem:
        demo_people()
    assert str(problem.value) == "Load the provinces first: manage.py seed."


def test_one_of_each_role_for_three_provinces_and_an_admin(demonstration):
    demo_people()
    members = Membership.objects.values_list("user__username", "role", "province__slug")
    slugs = {"hd": "hai-duong", "hg": "ha-giang", "mh": "minh-hoa"}
    expected = {
        (f"{role}.{letters}", role, slug)
        for letters, slug in slugs.items()
        for role in ("reader", "officer", "reviewer", "secretary")
    }
    narrow = {("department.mh", "officer"), ("group.mh", "secretary"), ("head.mh", "reader")}
    expected |= {(username, role, "minh-hoa") for username, role in narrow}
    assert set(members) == expected | {("admin", Role.ADMIN, None)}
    of_units = Membership.objects.exclude(unit=None).values_list("user__username", "unit__code")
    assert list(of_units) == [("department.mh", "mh-so-tai-chinh")]
    assert User.objects.get(username="officer.mh").email == "officer.mh@example.vn"
    assert not User.objects.exclude(email__endswith="@example.vn").exists()
    assert list(User.objects.filter(is_staff=True).values_list("username", flat=True)) == ["admin"]


def test_everybody_can_sign_in_with_the_printed_password(demonstration):
    printed = demo_people().splitlines()[1:]
    assert [line.split()[0] for line in printed] == [
        "reader.hd", "officer.hd", "reviewer.hd", "secretary.hd",
        "reader.hg", "officer.hg", "reviewer.hg", "secretary.hg",
        "reader.mh", "officer.mh", "reviewer.mh", "secretary.mh",
        "department.mh", "group.mh", "head.mh",
        "admin",
    ]  # fmt: skip
    assert {line.split()[1] for line in printed} == {"dtracker-demo"}
    assert all(user.check_password("dtracker-demo") for user in User.objects.all())


def test_second_run_changes_nobody(demonstration):
    demo_people()
    lan = User.objects.get(username="officer.hd")
    lan.set_password("her own password")
    lan.save()
    lan.memberships.all().delete()
    demo_people()
    lan.refresh_from_db()
    assert lan.check_password("her own password")
    assert not lan.memberships.exists()
    assert User.objects.count() == 16


def test_made_up_requests_of_the_fictional_province_once(demonstration):
    place = Province.objects.get(slug="minh-hoa")
    for number, code in enumerate(QUESTIONS):
        make.target(make.indicator(f"i-{number}"), place, 90, "2027-Q4", code=code)
    demo_people()
    demo_people()
    made = ExplanationRequest.objects.order_by("target__code")
    assert [(each.target.code, each.state) for each in made] == [
        (WAITING, "asked"),
        (OF_A_UNIT, "asked"),
        (ANSWERED, "answered"),
    ]
    assert all(each.question.startswith("(Minh hoạ)") for each in made)


def test_the_officer_has_tasks_of_the_own_once(demonstration):
    place = Province.objects.get(slug="minh-hoa")
    for code in GIVEN:
        make.task(place, code=code)
    demo_people()
    demo_people()
    given = Task.objects.filter(assignee__username="officer.mh")
    assert set(given.values_list("code", "version")) == {(code, 2) for code in GIVEN}


def test_a_group_has_keeper_and_head_and_a_product_that_waits_for_her_once(demonstration):
    place = Province.objects.get(slug="minh-hoa")
    group = make.body(place, code=GROUP)
    make.task(place, code=HANDED_IN, body=group)
    demo_people()
    demo_people()
    keepers = TaskKeeper.objects.values_list("user__username", "role")
    assert set(keepers) == {("group.mh", "secretary"), ("head.mh", "head")}
    task = Task.objects.get()
    assert (task.state, task.handed_in_by.username, task.products.count()) == ("handed-in", "group.mh", 1)
