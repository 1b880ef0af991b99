"""What the forms of the admin let an admin of one province do: Vân, of Hải Dương."""

import pytest

from dtracker.accounts.models import User
from dtracker.accounts.roles import Role
from indicators.enums import DocumentKind
from indicators.models import Document, Target
from tests import cast, make
from tests.admin_rows import url

pytestmark = pytest.mark.django_db


@pytest.fixture
def hai_duong():
    return cast.hai_duong()


@pytest.fixture
def van(client, hai_duong):
    person = cast.person("van", Role.ADMIN, hai_duong, is_staff=True)
    client.force_login(person)
    return person


def test_a_document_of_another_province_can_be_read_only(client, van):
    paper = make.document(province=cast.ha_giang())
    assert client.get(url(Document, "change", paper.pk)).status_code == 200
    assert client.post(url(Document, "change", paper.pk), {}).status_code == 403


def test_a_document_of_hers_needs_the_province(client, hai_duong, van):
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


def test_she_is_offered_her_own_provinces_only(client, hai_duong, van):
    cast.ha_giang()
    offered = client.get(
        "/admin/autocomplete/", {"app_label": "indicators", "model_name": "target", "field_name": "province"}
    )
    assert [each["text"] for each in offered.json()["results"]] == ["Hải Dương"]


def test_a_set_form_cannot_reach_another_province(client, hai_duong, van):
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


def test_the_people_of_her_province_are_hers(client, hai_duong, van):
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
