"""Every page of the admin: for whom it opens, in both languages, and that it holds no inline code."""

import re
from datetime import date

import pytest
from django.contrib import admin
from django.urls import reverse

from agreements.models import Agreement, Body, Commitment, Event, Obstacle, Partner, Programme, Recommendation, Task
from dtracker.accounts.models import User
from dtracker.accounts.roles import Role
from dtracker.places.models import OrgUnit, Province
from indicators.enums import DocumentKind
from indicators.models import (
    Annotation,
    Contradiction,
    Document,
    ExplanationRequest,
    Figure,
    ImportBatch,
    IndexMethod,
    Indicator,
    Pillar,
    Reminder,
    Target,
)
from indicators.models.contradictions import Severity
from tests import cast, make

pytestmark = pytest.mark.django_db

MODELS = sorted(admin.site._registry, key=lambda model: model._meta.label)
INLINE_CODE = re.compile(
    r"<script(?![^>]*\bsrc=)(?![^>]*application/json)|<style\b|<[^>]+\s(?:style|on[a-z]+)\s*=", re.IGNORECASE
)
LOOKED_AT_ONLY = {ExplanationRequest, Figure, ImportBatch, Reminder}
NATIONAL = {ImportBatch, IndexMethod, Indicator, Pillar, Partner, Province}


@pytest.fixture
def hai_duong():
    return cast.hai_duong()


@pytest.fixture
def hoa():
    return cast.hoa()


def rows_of(place):
    """One row of every registered model, inside the province."""
    of = make.indicator()
    Annotation.objects.create(
        code="n1", indicator=of, province=place, on=date(2025, 3, 1), text_vi="Đường truyền đứt hai tuần"
    )
    IndexMethod.objects.create(code="m1", indicator=of, name_vi="Quyết định 922", from_year=2021)
    goal = make.target(of, place, "80.53")
    make.published(of, place, "2025-Q1", "71.5")
    opened = make.open_round(province=place)
    officer = cast.lan(place)
    make.explanation(goal, officer)
    Reminder.objects.create(round=opened, user=officer, stage="due")
    ImportBatch.objects.create(file_name="so-lieu.xlsx", size=1, digest="x", uploaded_by=officer)
    OrgUnit.objects.create(province=place, code="so-tttt", name_vi="Sở TT&TT", kind="department")
    Contradiction.objects.create(code="k1", severity=Severity.LOW, text_vi="Hai số khác nhau", text_en="Two numbers")
    partner = Partner.objects.create(code="vnpt", name_vi="VNPT")
    agreement = Agreement.objects.create(code="hd-vnpt", title_vi="Thỏa thuận", province=place, partner=partner)
    Programme.objects.create(agreement=agreement, code="p1", order=1, title_vi="Chương trình 1")
    Commitment.objects.create(code="c1", province=place, agreement=agreement, side="partner", text_vi="Đầu tư")
    Body.objects.create(code="b1", province=place, name_vi="Ban", kind="working-group", scope="province")
    Task.objects.create(code="t1", province=place, work_vi="Xây dựng kho dữ liệu", deadline=date(2025, 6, 30))
    Obstacle.objects.create(code="o1", province=place, text_vi="Thiếu người")
    Recommendation.objects.create(code="r1", province=place, text_vi="Bổ sung kinh phí")
    Event.objects.create(code="e1", province=place, title_vi="Lễ ký", on=date(2021, 3, 26))


def url(model, page: str, *args) -> str:
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{page}", args=args)


def statuses(client, model) -> dict[str, int]:
    row = model.objects.order_by("pk").first()
    pages = {
        "changelist": url(model, "changelist"),
        "add": url(model, "add"),
        "change": url(model, "change", row.pk),
        "history": url(model, "history", row.pk),
        "delete": url(model, "delete", row.pk),
    }
    return {page: client.get(address).status_code for page, address in pages.items()}


def name(model) -> str:
    return model._meta.model_name


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("model", MODELS, ids=name)
def test_pages_open_for_the_admin(client, hai_duong, hoa, model, language):
    rows_of(hai_duong)
    client.force_login(hoa)
    client.cookies["django_language"] = language
    may_add = 403 if model in LOOKED_AT_ONLY else 200
    may_delete = 403 if model in {*LOOKED_AT_ONLY, Target, User} else 200
    assert statuses(client, model) == {
        "changelist": 200,
        "add": may_add,
        "change": 200,
        "history": 200,
        "delete": may_delete,
    }


@pytest.mark.parametrize("model", MODELS, ids=name)
def test_pages_hold_no_inline_code(client, hai_duong, hoa, model):
    rows_of(hai_duong)
    client.force_login(hoa)
    row = model.objects.order_by("pk").first()
    found = []
    for page, args in (("changelist", ()), ("add", ()), ("change", (row.pk,)), ("history", (row.pk,))):
        found += INLINE_CODE.findall(client.get(url(model, page, *args)).text)
    assert found == []


@pytest.mark.parametrize("model", MODELS, ids=name)
@pytest.mark.parametrize("kind", ["changelist", "add"])
def test_nobody_else_comes_in(client, hai_duong, model, kind):
    address = url(model, kind)
    assert client.get(address)["Location"] == f"/admin/login/?next={address}"
    for person in (cast.lan(hai_duong), cast.nam(hai_duong)):
        client.force_login(person)
        response = client.get(address)
        assert (response.status_code, response["Location"]) == (302, f"/admin/login/?next={address}")
        assert client.get(response["Location"]).status_code == 403


def test_being_staff_opens_nothing(client, hai_duong):
    client.force_login(cast.person("vy", Role.OFFICER, hai_duong, is_staff=True))
    assert client.get("/admin/").status_code == 302


def test_a_role_of_admin_that_has_ended_opens_nothing(client, hai_duong):
    person = cast.person("vy", Role.ADMIN, hai_duong, is_staff=True)
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
def test_the_first_page_is_in_the_persons_language(client, hoa, language, heading, link):
    client.force_login(hoa)
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
def test_search_does_without_diacritics(client, hai_duong, hoa, model, query, found):
    rows_of(hai_duong)
    client.force_login(hoa)
    page = client.get(url(model, "changelist"), {"q": query})
    assert page.context["cl"].result_count == found


class TestProvincialAdmin:
    """Vân is the admin of Hải Dương only."""

    @pytest.fixture
    def van(self, client, hai_duong):
        person = cast.person("van", Role.ADMIN, hai_duong, is_staff=True)
        client.force_login(person)
        return person

    @pytest.mark.parametrize("model", [each for each in MODELS if each not in NATIONAL | {User}], ids=name)
    def test_sees_her_own_rows(self, client, hai_duong, van, model):
        rows_of(hai_duong)
        Document.objects.update(province=hai_duong)
        Contradiction.objects.update(province=hai_duong)
        may = 403 if model in LOOKED_AT_ONLY else 200
        assert statuses(client, model) == {
            "changelist": 200,
            "add": may,
            "change": 200,
            "history": 200,
            "delete": 403 if model is Target else may,
        }

    @pytest.mark.parametrize(
        "model",
        [each for each in MODELS if each not in NATIONAL | {User, Document, Contradiction}],
        ids=name,
    )
    def test_of_another_province_there_is_nothing(self, client, van, model):
        rows_of(cast.ha_giang())
        row = model.objects.get()
        assert client.get(url(model, "changelist")).context["cl"].result_count == 0
        for page in ("change", "history", "delete"):
            response = client.get(url(model, page, row.pk))
            assert response.status_code in (302, 404) or (page == "delete" and response.status_code == 403)
        assert client.post(url(model, "change", row.pk), {}).status_code in (302, 403)

    @pytest.mark.parametrize("model", [IndexMethod, Indicator, Pillar, Partner, Document, Contradiction], ids=name)
    def test_what_is_national_she_reads_only(self, client, hai_duong, van, model):
        rows_of(hai_duong)
        row = model.objects.get()
        assert client.get(url(model, "change", row.pk)).status_code == 200
        assert client.post(url(model, "change", row.pk), {}).status_code == 403
        assert client.get(url(model, "delete", row.pk)).status_code == 403

    @pytest.mark.parametrize("model", [IndexMethod, Indicator, Pillar, Partner, Province], ids=name)
    def test_she_adds_nothing_to_the_national_catalogue(self, client, van, model):
        assert client.get(url(model, "add")).status_code == 403
        assert client.post(url(model, "add"), {}).status_code == 403

    def test_a_document_of_another_province_can_be_read_only(self, client, van):
        paper = make.document(province=cast.ha_giang())
        assert client.get(url(Document, "change", paper.pk)).status_code == 200
        assert client.post(url(Document, "change", paper.pk), {}).status_code == 403

    def test_a_document_of_hers_needs_the_province(self, client, hai_duong, van):
        sent = {
            "code": "kh-1",
            "kind": DocumentKind.PLAN,
            "title_vi": "Kế hoạch",
            "status": "issued",
            "origin": "entered",
        }
        refused = client.post(url(Document, "add"), sent)
        assert list(refused.context["adminform"].form.errors) == ["province"]
        foreign = client.post(url(Document, "add"), sent | {"province": cast.ha_giang().pk})
        assert list(foreign.context["adminform"].form.errors) == ["province"]
        assert client.post(url(Document, "add"), sent | {"province": hai_duong.pk}).status_code == 302
        assert Document.objects.get().province == hai_duong

    def test_she_is_offered_her_own_provinces_only(self, client, hai_duong, van):
        cast.ha_giang()
        offered = client.get(
            "/admin/autocomplete/", {"app_label": "indicators", "model_name": "target", "field_name": "province"}
        )
        assert [each["text"] for each in offered.json()["results"]] == ["Hải Dương"]

    def test_a_set_form_cannot_reach_another_province(self, client, hai_duong, van):
        of = make.indicator()
        sent = {
            "code": "x",
            "indicator": of.pk,
            "province": cast.ha_giang().pk,
            "kind": "target",
            "document": make.document().pk,
            "comparator": "at-least",
            "value": "80",
            "due_year": "2025",
            "edition_rule": "data-year",
            "revisions-TOTAL_FORMS": "0",
            "revisions-INITIAL_FORMS": "0",
        }
        page = client.post(url(Target, "add"), sent)
        assert list(page.context["adminform"].form.errors) == ["province"]
        assert Target.objects.count() == 0
        assert client.post(url(Target, "add"), sent | {"province": hai_duong.pk}).status_code == 302
        assert Target.objects.get().province == hai_duong

    def test_the_people_of_her_province_are_hers(self, client, hai_duong, van):
        lan, quang = cast.lan(hai_duong), cast.quang(cast.ha_giang())
        both = cast.minh(hai_duong)
        both.memberships.create(role=Role.READER, province=quang.memberships.get().province)
        hoa = cast.hoa()
        listed = client.get(url(User, "changelist")).context["cl"].queryset
        assert [person.username for person in listed] == ["lan", "van"]
        assert client.get(url(User, "change", lan.pk)).status_code == 200
        for other in (quang, both, hoa):
            assert client.get(url(User, "change", other.pk)).status_code == 302
            assert client.get(f"/admin/accounts/user/{other.pk}/password/").status_code == 404
