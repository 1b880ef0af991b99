"""Provinces in the admin: called by their newest dated name."""

import pytest

from dtracker.places.models import REFORM, Province
from tests import cast, make

pytestmark = pytest.mark.django_db
NAME = {
    "names-TOTAL_FORMS": "1",
    "names-INITIAL_FORMS": "0",
    "names-0-name_vi": "Tây Ninh",
    "names-0-name_en": "Tay Ninh",
    "names-0-kind": "province",
    "names-0-code": "80",
    "names-0-region_vi": "Đông Nam Bộ",
    "names-0-valid_from": "01/07/2025",
}
NEW = {"slug": "tay-ninh", "register_id": "tay-ninh-2025", "started_on": "01/07/2025", "sort_order": "34"}


@pytest.fixture(autouse=True)
def hoa(client):
    client.force_login(cast.hoa())


def test_a_new_province_takes_its_name_from_the_dated_one(client):
    assert client.post("/admin/places/province/add/", NEW | NAME).status_code == 302
    made = Province.objects.get()
    assert (made.name_vi, made.code, made.region_vi, made.search_key) == (
        "Tây Ninh",
        "80",
        "Đông Nam Bộ",
        "tay ninh tay ninh",
    )


def test_a_province_without_a_name_is_refused(client):
    page = client.post("/admin/places/province/add/", NEW | {"names-TOTAL_FORMS": "0", "names-INITIAL_FORMS": "0"})
    assert page.status_code == 200
    assert not Province.objects.exists()


def test_a_new_dated_name_becomes_the_name(client):
    place = cast.hai_duong()
    old = place.names.get()
    sent = {
        "started_on": "01/08/2008",
        "sort_order": "21",
        "names-TOTAL_FORMS": "2",
        "names-INITIAL_FORMS": "1",
        "names-0-id": old.pk,
        "names-0-province": place.pk,
        "names-0-name_vi": "Hải Dương",
        "names-0-name_en": "Hai Duong",
        "names-0-kind": "province",
        "names-0-code": "30",
        "names-0-valid_from": "01/08/2008",
        "names-0-valid_to": "30/06/2025",
    }
    sent |= {key.replace("-0-", "-1-"): value for key, value in NAME.items() if "-0-" in key}
    response = client.post(f"/admin/places/province/{place.pk}/change/", sent)
    assert response.status_code == 302
    place.refresh_from_db()
    assert (place.name_vi, place.code) == ("Tây Ninh", "80")
    assert place.slug == "hai-duong"


def test_saving_without_a_change_of_names_writes_one_line_of_history(client):
    place = cast.hai_duong()
    before = place.history.count()
    sent = {"started_on": "01/08/2008", "sort_order": "9", "names-TOTAL_FORMS": "0", "names-INITIAL_FORMS": "0"}
    assert client.post(f"/admin/places/province/{place.pk}/change/", sent).status_code == 302
    assert place.history.count() == before + 1


def test_the_chooser_says_which_of_the_same_name_is_which(client):
    client.cookies["django_language"] = "en"
    new = cast.province("hcm", "TP. HCM", name_en="Ho Chi Minh City", started_on=REFORM)
    cast.province("hcm-2008", "TP. HCM", name_en="Ho Chi Minh City", ended_on=cast.MERGED, successor=new)
    cast.hai_duong()
    asked = {"app_label": "agreements", "model_name": "agreement", "field_name": "province"}
    offered = client.get("/admin/autocomplete/", asked).json()["results"]
    assert sorted(each["text"] for each in offered) == [
        "Hai Duong",
        "Ho Chi Minh City (from 1/7/2025)",
        "Ho Chi Minh City (until 30/6/2025)",
    ]


def sent_of(client, address: str) -> dict:
    """What the browser would send if nothing was changed."""
    form = client.get(address).context["adminform"].form
    values = {name: form[name].value() for name in form.fields}
    sent = {name: f"{each:%d/%m/%Y}" if hasattr(each, "strftime") else each for name, each in values.items()}
    return {name: each for name, each in sent.items() if each is not None and each is not False}


def refused(client, address: str, **changes) -> list[str]:
    response = client.post(address, sent_of(client, address) | NAME | {"names-TOTAL_FORMS": "0"} | changes)
    return list(response.context["adminform"].form.errors) if response.status_code == 200 else []


def test_a_successor_is_a_later_province_and_the_old_one_has_a_last_day(client):
    old = cast.hai_duong(ended_on=None)
    new = cast.province("hai-phong", "Hải Phòng", started_on=REFORM)
    address = f"/admin/places/province/{old.pk}/change/"
    assert refused(client, address, successor=old.pk, ended_on="30/06/2025") == ["successor"]
    assert refused(client, address, successor=new.pk) == ["ended_on"]
    assert refused(client, address, successor=new.pk, ended_on="30/06/2025") == []
    assert refused(client, f"/admin/places/province/{new.pk}/change/", successor=old.pk) == ["successor"]


def test_a_unit_leads_to_no_unit_that_leads_back_to_it(client):
    place = cast.hai_duong(ended_on=None)
    upper = make.unit(place, "upper")
    lower = make.unit(place, "lower", parent=upper)
    address = f"/admin/places/orgunit/{upper.pk}/change/"
    assert refused(client, address, parent=upper.pk) == ["parent"]
    assert refused(client, address, parent=lower.pk) == ["parent"]
    assert refused(client, address, successor=upper.pk) == ["successor"]
    assert refused(client, address, successor=lower.pk) == []
