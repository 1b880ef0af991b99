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


NO_DAYS = dict.fromkeys(("data_from", "data_to", "opens_on", "due_on"), "")


def errors(response) -> dict:
    assert response.status_code == 200
    return response.context["adminform"].form.errors


def test_days_left_empty_follow_from_the_rule(client):
    assert client.post(ADD, sent(rule="administrative", **NO_DAYS)).status_code == 302
    made = ReportingRound.objects.get()
    assert (made.data_from, made.data_to) == (date(2025, 12, 15), date(2026, 3, 14))
    assert (made.opens_on, made.due_on) == (date(2026, 3, 15), date(2026, 3, 29))


def test_days_of_another_rule_are_refused_with_the_right_ones(client):
    client.cookies["django_language"] = "en"
    found = errors(client.post(ADD, sent(rule="administrative")))
    assert dict(found) == {
        "data_from": ["By this rule the data of Q1 2026 begin on 15/12/2025."],
        "data_to": ["By this rule the data of Q1 2026 end on 14/3/2026."],
    }
    assert not ReportingRound.objects.exists()


def test_nobody_reports_before_the_data_are_complete(client):
    found = errors(client.post(ADD, sent(opens_on="1/3/2026", due_on="31/3/2026")))
    assert list(found) == ["due_on"]
    assert client.post(ADD, sent(opens_on="1/3/2026", due_on="1/4/2026")).status_code == 302


@pytest.mark.parametrize("fields", [{"year": ""}, {"quarter": "5"}, {"data_to": "31/31/2026"}, {"rule": "x"}])
def test_what_cannot_be_read_is_said_once(client, fields):
    found = errors(client.post(ADD, sent(**fields)))
    assert list(found) == list(fields)
    assert [len(each) for each in found.values()] == [1]


def test_a_round_that_is_there_can_be_changed(client):
    client.post(ADD, sent())
    made, place = ReportingRound.objects.get(), cast.hai_duong()
    address = f"/admin/indicators/reportinground/{made.pk}/change/"
    assert client.post(address, sent(due_on="20/4/2026")).status_code == 302
    made.refresh_from_db()
    assert made.due_on == date(2026, 4, 20)
    assert client.post(ADD, sent(province=place.pk)).status_code == 302
    own = ReportingRound.objects.get(province=place)
    assert client.post(f"/admin/indicators/reportinground/{own.pk}/change/", sent()).status_code == 200
    assert client.post(ADD, sent(province=place.pk)).status_code == 200
    assert ReportingRound.objects.count() == 2


def test_a_common_round_beside_that_of_a_province(client):
    make.open_round("2026-Q1", province=cast.hai_duong())
    assert client.post(ADD, sent(**NO_DAYS)).status_code == 302
