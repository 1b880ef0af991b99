"""The day a page shows."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from tests import cast

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def english(client):
    client.cookies["django_language"] = "en"
    cast.hai_duong()


def test_today_can_be_asked_for(client):
    today = timezone.localdate()
    assert client.get("/provinces/", {"as_of": today.isoformat()}).context["as_of"] == today


def test_a_day_that_has_not_come_is_said_to_be_so(client):
    tomorrow = timezone.localdate() + timedelta(days=1)
    response = client.get("/provinces/", {"as_of": tomorrow.isoformat()})
    assert response.status_code == 404
    assert f"{tomorrow.day}/{tomorrow.month}/{tomorrow.year} has not come yet." in response.content.decode()


@pytest.mark.parametrize("text", ["31-02-2023", "2023-02-30", "yesterday", "9" * 400])
def test_what_is_no_date_is_refused_with_how_to_write_it(client, text):
    response = client.get("/provinces/", {"as_of": text})
    assert response.status_code == 404
    assert "is not a date. Write it as 2023-12-31." in response.content.decode()


def test_the_first_of_all_days_has_no_figures(client):
    assert client.get("/provinces/hai-duong/", {"as_of": date.min.isoformat()}).status_code == 200
