"""What the forms of the admin let an admin of one province do: Vân, of Hải Dương."""

import pytest
from django.contrib import admin

from agreements.models import Agreement, Conclusion, Event, Task
from dtracker.accounts.elsewhere import MAY_LIE_ELSEWHERE, is_of_a_province
from dtracker.accounts.models import User
from dtracker.accounts.roles import Role
from dtracker.places.models import OrgUnit
from indicators.enums import DocumentKind
from indicators.models import Document, Target
from tests import cast, make
from tests.admin_rows import rows_of, url

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


def chosen_fields(site) -> dict[str, tuple]:
    """Per form of the admin and field that leads to rows of provinces: the admin or inline, and the field."""
    found = {}
    for model, kept in site._registry.items():
        for shown in (kept, *(each(model, site) for each in kept.inlines)):
            for field in shown.model._meta.get_fields():
                related = field.related_model if field.is_relation and not field.auto_created else None
                is_above = shown is not kept and related is model
                if is_of_a_province(related, site) and field.name not in MAY_LIE_ELSEWHERE and not is_above:
                    found[f"{shown.model._meta.object_name}.{field.name} of {model._meta.object_name}"] = shown, field
    return found


def test_every_form_offers_rows_of_its_own_province_and_refuses_others(rf, hai_duong):
    request = rf.get("/")
    request.user = cast.hoa()
    rows_of(hai_duong)
    walked, of_no_province, wrong = set(), [], []
    for name, (shown, field) in chosen_fields(admin.site).items():
        is_inline = not isinstance(shown, admin.ModelAdmin)
        above = admin.site.get_model_admin(shown.parent_model if is_inline else shown.model)
        if not above.province_path:
            of_no_province.append(name)
            continue
        row = above.model.objects.filter(**{above.province_path: hai_duong}).first()
        form = shown.get_formset(request, row).form if is_inline else shown.get_form(request, row)
        asked = form.base_fields.get(field.name)
        # What is fixed has no field; what the product writes is only shown.
        if asked is not None and shown.has_change_permission(request, row):
            walked.add(name)
            is_narrow = getattr(asked.widget.widget, "province_id", None) == hai_duong.pk
            if not is_narrow or "OfOneProvince" not in {each.__name__ for each in form.__mro__}:
                wrong.append(name)
    assert wrong == []
    assert {"Conclusion.task of Event", "Task.body of Task", "Agreement.goals of Agreement"} < walked
    # A role of a unit is refused by the membership itself.
    assert of_no_province == ["Membership.unit of User"]


def test_a_conclusion_is_linked_to_no_task_of_another_province(client, hai_duong):
    client.force_login(cast.hoa())
    client.cookies["django_language"] = "en"
    ours, theirs = make.task(hai_duong), make.task(cast.ha_giang(), work_en="Theirs")
    event = make.event(hai_duong)
    sent = {"province": hai_duong.pk, "title_vi": "Lễ ký", "decided-TOTAL_FORMS": "1", "decided-INITIAL_FORMS": "0"}
    sent |= {"decided-0-order": "1", "decided-0-text": "Giao việc"}
    refused = client.post(url(Event, "change", event.pk), sent | {"decided-0-task": theirs.pk})
    (inline,) = refused.context["inline_admin_formsets"]
    assert inline.formset.errors == [{"task": ["“Theirs” belongs to another province: Ha Giang."]}]
    assert not Conclusion.objects.exists()
    assert client.post(url(Event, "change", event.pk), sent | {"decided-0-task": ours.pk}).status_code == 302
    assert Conclusion.objects.get().task == ours
    asked = {"app_label": "agreements", "model_name": "conclusion", "field_name": "task"}
    found = client.get("/admin/autocomplete/", asked | {"of_province": hai_duong.pk}).json()["results"]
    assert [each["id"] for each in found] == [str(ours.pk)]
    # What is no key narrows nothing.
    assert client.get("/admin/autocomplete/", asked | {"of_province": "9" * 30}).status_code == 200
    # Of the whole country there is no task at all.
    national = make.event(None)
    refused = client.post(url(Event, "change", national.pk), sent | {"province": "", "decided-0-task": theirs.pk})
    assert refused.context["inline_admin_formsets"][0].formset.errors[0].keys() == {"task"}


def test_what_a_row_points_at_is_of_its_province(client, hai_duong):
    client.force_login(cast.hoa())
    elsewhere = cast.ha_giang()
    theirs = make.target(make.indicator(), elsewhere, 80, "2025")
    agreement, group = make.agreement(elsewhere, "hg-fpt"), make.body(elsewhere)
    inlines = {"notes-TOTAL_FORMS": "0", "notes-INITIAL_FORMS": "0"}
    inlines |= {f"{each}-{what}_FORMS": "0" for each in ("products", "reminders") for what in ("TOTAL", "INITIAL")}
    new = {"code": "t", "province": hai_duong.pk, "work_vi": "Mở lớp", "state": "planned"} | inlines
    page = client.post(url(Task, "add"), new | {"agreement": agreement.pk, "body": group.pk})
    assert page.context["adminform"].form.errors.keys() == {"agreement", "body"}
    inlines = {f"{each}-{what}_FORMS": "0" for each in ("terms", "programmes") for what in ("TOTAL", "INITIAL")}
    sent = {"code": "a", "title_vi": "A", "province": hai_duong.pk, "partner": agreement.partner_id} | inlines
    page = client.post(url(Agreement, "add"), sent | {"status": "signed", "goals": [theirs.pk]})
    assert "goals" in page.context["adminform"].form.errors
    unit = make.unit(elsewhere, "cu")
    sent = {"province": hai_duong.pk, "code": "moi", "name_vi": "Sở Y tế", "kind": "department"}
    assert client.post(url(OrgUnit, "add"), sent | {"parent": unit.pk}).context["adminform"].form.errors.keys() == {
        "parent"
    }
    # A merger leads across.
    assert client.post(url(OrgUnit, "add"), sent | {"successor": unit.pk}).status_code == 302
