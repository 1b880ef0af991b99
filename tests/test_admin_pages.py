"""Every page of the admin: for whom it opens, in both languages, and that it holds no inline code."""

import re
from dataclasses import dataclass
from datetime import date

import pytest

from agreements.models import Agreement, Event, Partner, Task
from dtracker.accounts.models import User
from dtracker.accounts.roles import Role
from dtracker.places.models import OrgUnit, Province
from indicators.models import Contradiction, Document, Figure, IndexMethod, Indicator, Pillar, Target
from tests import cast
from tests.admin_rows import LOOKED_AT_ONLY, MODELS, NATIONAL, name, rows_of, statuses, url

pytestmark = pytest.mark.django_db


@dataclass
class Rows:
    """One row of every model in Hải Dương, and the people who open them: Vân is admin there, Vũ in Hà Giang."""

    hai_duong: Province
    lan: User
    nam: User
    hoa: User
    van: User
    vu: User


def rows_and_people() -> Rows:
    place, elsewhere = cast.hai_duong(), cast.ha_giang()
    rows_of(place)
    van = cast.person("van", Role.ADMIN, place, is_staff=True)
    vu = cast.person("vu", Role.ADMIN, elsewhere, is_staff=True)
    return Rows(place, User.objects.get(username="lan"), cast.nam(place), cast.hoa(), van, vu)


@pytest.fixture(scope="module")
def written(write) -> bytes:
    return write(rows_and_people)


@pytest.fixture
def rows(made) -> Rows:
    return made


@pytest.mark.parametrize("model", MODELS, ids=name)
def test_pages_open_for_the_admin(client, rows, model):
    client.force_login(rows.hoa)
    may_add = 403 if model in LOOKED_AT_ONLY else 200
    may_delete = 403 if model in {*LOOKED_AT_ONLY, Target, User} else 200
    assert statuses(client, model) == {
        "changelist": 200,
        "add": may_add,
        "change": 200,
        "history": 200,
        "delete": may_delete,
    }
    client.cookies["django_language"] = "en"
    assert statuses(client, model, ("changelist", "change")) == {"changelist": 200, "change": 200}


@pytest.mark.parametrize("model", MODELS, ids=name)
def test_nobody_else_comes_in(client, rows, model):
    for kind in ("changelist", "add"):
        address = url(model, kind)
        client.logout()
        assert client.get(address)["Location"] == f"/admin/login/?next={address}"
        for person in (rows.lan, rows.nam):
            client.force_login(person)
            response = client.get(address)
            assert (response.status_code, response["Location"]) == (302, f"/admin/login/?next={address}")
            assert client.get(response["Location"]).status_code == 403


def test_being_staff_opens_nothing(client, rows):
    client.force_login(cast.person("vy", Role.OFFICER, rows.hai_duong, is_staff=True))
    assert client.get("/admin/").status_code == 302


def test_a_role_of_admin_that_has_ended_opens_nothing(client, rows):
    person = cast.person("vy", Role.ADMIN, rows.hai_duong, is_staff=True)
    person.memberships.update(until=date(2020, 1, 1))
    client.force_login(person)
    assert client.get("/admin/").status_code == 302


@pytest.mark.parametrize(
    ("language", "heading", "link"),
    [
        ("vi", "Chỉ tiêu, chỉ số, văn bản, tỉnh, người dùng", "Về trang chính"),
        ("en", "Targets, indicators, documents, provinces, people", "Back to the pages"),
    ],
)
def test_the_first_page_is_in_the_persons_language(client, rows, language, heading, link):
    client.force_login(rows.hoa)
    client.cookies["django_language"] = language
    page = client.get("/admin/").text
    assert re.findall(r"<h1>([^<]+)</h1>", page) == [heading]
    assert f'<a href="/">{link}</a>' in page


@pytest.mark.parametrize(
    ("model", "query", "found"),
    [
        (Province, "hai duong", 1),
        (Province, "ha noi", 0),
        (Indicator, "ho so cong viec", 1),
        (Indicator, "HO-SO-TINH", 1),
        (Target, "hai duong ho so", 1),
        (Document, "nghi quyet chuyen doi so", 1),
        (Agreement, "thoa thuan vnpt", 1),
        (Task, "xay dung kho", 1),
        (OrgUnit, "so tt", 1),
        (Figure, "ho so hai duong", 1),
        (Event, "le ky", 1),
        (Event, "!!!", 0),
    ],
    ids=str,
)
def test_search_does_without_diacritics(client, rows, model, query, found):
    client.force_login(rows.hoa)
    page = client.get(url(model, "changelist"), {"q": query})
    assert page.context["cl"].result_count == found


@pytest.mark.parametrize("model", [each for each in MODELS if each not in NATIONAL | {User}], ids=name)
def test_an_admin_of_the_province_sees_its_rows(client, rows, model):
    Document.objects.update(province=rows.hai_duong)
    Contradiction.objects.update(province=rows.hai_duong)
    client.force_login(rows.van)
    may = 403 if model in LOOKED_AT_ONLY else 200
    assert statuses(client, model) == {
        "changelist": 200,
        "add": may,
        "change": 200,
        "history": 200,
        "delete": 403 if model is Target else may,
    }


@pytest.mark.parametrize(
    "model", [each for each in MODELS if each not in NATIONAL | {User, Document, Contradiction}], ids=name
)
def test_of_another_province_there_is_nothing(client, rows, model):
    client.force_login(rows.vu)
    row = model.objects.get()
    assert client.get(url(model, "changelist")).context["cl"].result_count == 0
    for page in ("change", "history", "delete"):
        response = client.get(url(model, page, row.pk))
        assert response.status_code in (302, 404) or (page == "delete" and response.status_code == 403)
    assert client.post(url(model, "change", row.pk), {}).status_code in (302, 403)


@pytest.mark.parametrize("model", [IndexMethod, Indicator, Pillar, Partner, Document, Contradiction], ids=name)
def test_what_is_national_an_admin_of_a_province_reads_only(client, rows, model):
    client.force_login(rows.van)
    row = model.objects.get()
    assert client.get(url(model, "change", row.pk)).status_code == 200
    assert client.post(url(model, "change", row.pk), {}).status_code == 403
    assert client.get(url(model, "delete", row.pk)).status_code == 403


@pytest.mark.parametrize("model", [IndexMethod, Indicator, Pillar, Partner, Province], ids=name)
def test_an_admin_of_a_province_adds_nothing_to_the_national_catalogue(client, rows, model):
    client.force_login(rows.van)
    assert client.get(url(model, "add")).status_code == 403
    assert client.post(url(model, "add"), {}).status_code == 403
