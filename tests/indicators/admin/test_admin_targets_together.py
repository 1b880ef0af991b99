"""Two admins and one target: who saves second is refused and sees both values; nothing is lost on either side."""

from decimal import Decimal

import pytest
from django.test import Client

from dtracker.accounts.roles import Role
from indicators.models import Target
from tests import cast, make
from tests.indicators.admin.test_admin_targets import form_of

pytestmark = pytest.mark.django_db
LIST = "/admin/indicators/target/"


@pytest.fixture
def target():
    return make.target(make.indicator(), cast.hai_duong(), "80", "2025-Q4", baseline="20@2020-Q4")


def admin(username: str) -> Client:
    client = Client()
    client.force_login(cast.person(username, Role.ADMIN, is_staff=True, is_superuser=True))
    client.cookies["django_language"] = "en"
    return client


def post(client, target, form, **changes):
    return client.post(f"{LIST}{target.pk}/change/", form | changes)


def decided(value: str) -> dict:
    document = make.document()
    return {
        "value": value,
        "revision_reason": "Điều chỉnh",
        "revision_document": document.pk,
        "effective_on": "1/3/2025",
    }


def errors(response) -> dict[str, list[str]]:
    return dict(response.context["adminform"].form.errors)


def stored() -> tuple:
    row = Target.objects.get()
    return row.value, row.label_vi, row.revisions.count()


def test_the_second_sees_both_values_and_changes_nothing(target):
    hoa, mai = admin("hoa"), admin("mai")
    first, second = form_of(hoa, target), form_of(mai, target)
    assert post(hoa, target, first, **decided("85")).status_code == 302
    answer = post(mai, target, second, **decided("70"))
    assert answer.status_code == 200
    assert stored() == (Decimal(85), "", 2)
    assert errors(answer)["value"] == ["Saved meanwhile: 85. In your form: 70."]
    assert errors(answer)["__all__"][0].startswith("Hoa saved this target at ")


def test_what_the_second_did_not_touch_is_not_set_back(target):
    """The form carries every field: saving a word would bring the old value back."""
    hoa, mai = admin("hoa"), admin("mai")
    first, second = form_of(hoa, target), form_of(mai, target)
    post(hoa, target, first, **decided("85"))
    answer = post(mai, target, second, label_vi="Bốn phần năm số hồ sơ")
    assert errors(answer)["value"][-1] == "Saved meanwhile: 85. In your form: 80."
    assert stored() == (Decimal(85), "", 2)


def test_saving_once_more_is_the_choice_to_replace(target):
    hoa, mai = admin("hoa"), admin("mai")
    first, second = form_of(hoa, target), form_of(mai, target)
    post(hoa, target, first, **decided("85"))
    changes = decided("70")
    page = post(mai, target, second, **changes)
    seen = page.context["adminform"].form["seen"].value()
    assert post(mai, target, second, **changes, seen=seen).status_code == 302
    assert stored() == (Decimal(70), "", 3)


def test_wording_and_chosen_entries_are_told_in_words(target):
    hoa, mai = admin("hoa"), admin("mai")
    first, second = form_of(hoa, target), form_of(mai, target)
    post(hoa, target, first, label_vi="Tám mươi phần trăm", comparator="more-than", **decided("80"))
    answer = post(mai, target, second)
    assert errors(answer)["label_vi"] == ["Saved meanwhile: Tám mươi phần trăm. In your form: nothing."]
    assert errors(answer)["comparator"][-1] == "Saved meanwhile: more than. In your form: at least."


def test_a_double_click_has_one_effect(target):
    hoa = admin("hoa")
    form, changes = form_of(hoa, target), decided("85")
    answers = [post(hoa, target, form, **changes).status_code for _click in range(2)]
    assert (answers, stored()) == ([302, 200], (Decimal(85), "", 2))


@pytest.mark.parametrize("seen", ["", "x", "999999"])
def test_a_form_without_its_version_is_not_read(target, seen):
    hoa = admin("hoa")
    answer = post(hoa, target, form_of(hoa, target), **decided("85"), seen=seen)
    assert errors(answer)["__all__"] == ["This form cannot be read. Load the page again."]
    assert stored() == (Decimal(80), "", 1)
