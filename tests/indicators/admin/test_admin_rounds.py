"""Reporting rounds in the admin: of a unit, with what they also ask for, and who changed that."""

from datetime import date

import pytest

from indicators.models import ReportingRound
from tests import cast, make

pytestmark = pytest.mark.django_db
ADD = "/admin/indicators/reportinground/add/"


@pytest.fixture(autouse=True)
def hoa(client):
    made = cast.hoa()
    client.force_login(made)
    return made


def sent(**fields) -> dict:
    days = {"data_from": "1/1/2026", "data_to": "31/3/2026", "opens_on": "1/4/2026", "due_on": "15/4/2026"}
    return {"year": "2026", "quarter": "1", "rule": "calendar", **days, **fields}


def test_a_round_of_a_unit_that_asks_for_one_more(client, hoa):
    unit, of = make.unit(cast.hai_duong()), make.indicator()
    assert client.post(ADD, sent(province=unit.province_id, unit=unit.pk, indicators=[of.pk])).status_code == 302
    made = ReportingRound.objects.get()
    assert (made.unit, made.due_on, list(made.indicators.all())) == (unit, date(2026, 4, 15), [of])
    newest = made.history.first()
    assert (newest.history_user, [each.indicator for each in newest.indicators.all()]) == (hoa, [of])
    page = client.get(f"/admin/indicators/reportinground/{made.pk}/history/")
    assert page.status_code == 200


@pytest.mark.parametrize("place", ["", "ha-giang"])
def test_a_unit_needs_its_own_province(client, place):
    unit, elsewhere = make.unit(cast.hai_duong()), cast.ha_giang()
    response = client.post(ADD, sent(province=elsewhere.pk if place else "", unit=unit.pk))
    assert (response.status_code, ReportingRound.objects.count()) == (200, 0)
    assert response.context["adminform"].form.errors
