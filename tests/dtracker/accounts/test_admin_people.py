"""People in the admin: rights come from the roles given below the name."""

import pytest

from dtracker.accounts.models import User
from dtracker.accounts.roles import Role
from tests import cast, make

pytestmark = pytest.mark.django_db
ADD = "/admin/accounts/user/add/"
NEW = {
    "username": "vy",
    "full_name": "Trần Vy",
    "password1": "a long enough password",
    "password2": "a long enough password",
    "usable_password": "true",
}


@pytest.fixture
def hai_duong():
    return cast.hai_duong()


def with_role(role=None, place=None) -> dict:
    rows = {} if role is None else {"memberships-0-role": role, "memberships-0-province": place.pk if place else ""}
    return {"memberships-TOTAL_FORMS": "0" if role is None else "1", "memberships-INITIAL_FORMS": "0"} | rows


@pytest.fixture
def hoa(client):
    client.force_login(cast.hoa())


@pytest.fixture
def van(client, hai_duong):
    person = cast.person("van", Role.ADMIN, hai_duong, is_staff=True)
    client.force_login(person)
    return person


def test_a_person_is_added_with_role_and_password(client, hai_duong, hoa):
    assert client.post(ADD, NEW | with_role(Role.OFFICER, hai_duong)).status_code == 302
    person = User.objects.get(username="vy")
    assert (person.check_password("a long enough password"), person.is_staff, person.is_superuser) == (
        True,
        False,
        False,
    )
    assert [(each.role, each.province) for each in person.memberships.all()] == [("officer", hai_duong)]


def test_the_role_of_admin_opens_the_admin(client, hai_duong, hoa):
    client.post(ADD, NEW | with_role(Role.ADMIN, hai_duong))
    person = User.objects.get(username="vy")
    client.force_login(person)
    assert client.get("/admin/").status_code == 200


def test_taking_the_role_away_closes_it(client, hai_duong, van):
    other = cast.person("vy", Role.ADMIN, hai_duong, is_staff=True)
    membership = other.memberships.get()
    sent = {
        "username": "vy",
        "language": "vi",
        "is_active": "on",
        "memberships-TOTAL_FORMS": "1",
        "memberships-INITIAL_FORMS": "1",
        "memberships-0-id": membership.pk,
        "memberships-0-user": other.pk,
        "memberships-0-role": Role.READER,
        "memberships-0-province": hai_duong.pk,
    }
    assert client.post(f"/admin/accounts/user/{other.pk}/change/", sent).status_code == 302
    other.refresh_from_db()
    assert other.is_staff is False


def test_nobody_is_deleted(client, hai_duong, hoa):
    lan = cast.lan(hai_duong)
    assert client.post(f"/admin/accounts/user/{lan.pk}/delete/", {"post": "yes"}).status_code == 403
    client.post("/admin/accounts/user/", {"action": "delete_selected", "_selected_action": [lan.pk], "post": "yes"})
    assert User.objects.filter(pk=lan.pk).exists()


@pytest.mark.parametrize("sent", [with_role(), with_role(Role.ADMIN)], ids=["no role", "whole country"])
def test_a_provincial_admin_gives_roles_in_her_province_only(client, van, sent):
    assert client.post(ADD, NEW | sent).status_code == 200
    assert not User.objects.filter(username="vy").exists()


def test_a_provincial_admin_gives_no_role_elsewhere(client, van):
    assert client.post(ADD, NEW | with_role(Role.READER, cast.ha_giang())).status_code == 200
    assert not User.objects.filter(username="vy").exists()


def test_a_provincial_admin_gives_a_role_in_her_province(client, hai_duong, van):
    assert client.post(ADD, NEW | with_role(Role.READER, hai_duong)).status_code == 302
    assert User.objects.get(username="vy").memberships.get().province == hai_duong


def test_a_unit_is_one_of_the_province_and_an_admin_is_of_none(client, hai_duong, hoa):
    here, elsewhere = make.unit(hai_duong), make.unit(cast.ha_giang(), "so-tttt-hg")
    refused = {
        "This unit belongs to another province than the role.": (Role.OFFICER, elsewhere),
        "An admin is one of a province or of the whole country.": (Role.ADMIN, here),
    }
    client.cookies["django_language"] = "en"
    for sentence, (role, unit) in refused.items():
        page = client.post(ADD, NEW | with_role(role, hai_duong) | {"memberships-0-unit": unit.pk})
        assert page.context["inline_admin_formsets"][0].formset.errors == [{"unit": [sentence]}]
    assert (
        client.post(ADD, NEW | with_role(Role.OFFICER, hai_duong) | {"memberships-0-unit": here.pk}).status_code == 302
    )
    assert User.objects.get(username="vy").memberships.get().unit == here


def test_nobody_makes_themselves_a_superuser(client, hai_duong, van):
    membership = van.memberships.get()
    sent = {
        "username": "van",
        "language": "vi",
        "is_active": "on",
        "is_superuser": "on",
        "is_staff": "on",
        "memberships-TOTAL_FORMS": "1",
        "memberships-INITIAL_FORMS": "1",
        "memberships-0-id": membership.pk,
        "memberships-0-user": van.pk,
        "memberships-0-role": Role.ADMIN,
        "memberships-0-province": "",
    }
    assert client.post(f"/admin/accounts/user/{van.pk}/change/", sent).status_code == 200
    assert (
        client.post(
            f"/admin/accounts/user/{van.pk}/change/", sent | {"memberships-0-province": hai_duong.pk}
        ).status_code
        == 302
    )
    van.refresh_from_db()
    assert (van.is_superuser, van.memberships.get().province) == (False, hai_duong)


def test_a_national_admin_cannot_take_over_a_superuser(client):
    root = cast.person("root", None, is_staff=True, is_superuser=True)
    client.force_login(cast.person("binh", Role.ADMIN, is_staff=True))
    assert client.get(f"/admin/accounts/user/{root.pk}/password/").status_code == 403
    assert client.post(f"/admin/accounts/user/{root.pk}/change/", {"username": "root"}).status_code == 403
