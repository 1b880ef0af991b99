"""The day a page shows, and what it says where the day asked for cannot be shown."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from dtracker.formats.dates import format_date
from tests import cast, make

pytestmark = pytest.mark.django_db
PAGE, FILE = "/provinces/", "/provinces/hai-duong/indicators/ho-so-tinh/figures.csv"
FIRST = date(2021, 3, 26)


@pytest.fixture(autouse=True)
def english(client):
    client.cookies["django_language"] = "en"
    make.published(make.indicator(), cast.hai_duong(), "2020-Q4", 40, public_on=FIRST)


def page_of(client, text: str, address: str = PAGE, **more: str) -> tuple[date | None, str]:
    """The past day that the page says it shows, None where it shows today, and its words."""
    response = client.get(address, {**more, "as_of": text})
    assert response.status_code == 200
    return response.context["as_of"], response.content.decode()


def shows_today() -> str:
    return f"This page shows today, {format_date(timezone.localdate())}."


def test_today_can_be_asked_for(client):
    today = timezone.localdate()
    assert page_of(client, today.isoformat())[0] == today


def test_a_day_that_has_not_come_is_said_to_be_so(client):
    tomorrow = timezone.localdate() + timedelta(days=1)
    day, page = page_of(client, tomorrow.isoformat())
    assert day is None
    assert f"{format_date(tomorrow)} has not come yet." in page
    assert shows_today() in page


@pytest.mark.parametrize(
    "text", ["0000-01-01", "2023-13-01", "2023-12-32x", "\uff12\uff10\uff12\uff13-12-31", "yesterday", "9" * 400]
)
def test_what_is_no_date_is_said_with_how_to_write_it(client, text):
    day, page = page_of(client, text)
    assert day is None
    assert f"“{text[:20]}” is not a date. Write it as 2023-12-31." in page
    assert shows_today() in page


@pytest.mark.parametrize(
    ("text", "last", "written"),
    [
        ("2023-02-30", "2023-02-28", "28/2/2023"),
        ("2024-2-30", "2024-02-29", "29/2/2024"),
        ("31/2/2023", "2023-02-28", "28/2/2023"),
    ],
)
def test_a_day_that_is_in_no_calendar_leads_to_the_last_of_its_month(client, text, last, written):
    day, page = page_of(client, text)
    assert day is None
    assert f"There is no day “{text}”: that month ends on {written}." in page
    assert f'<a href="?as_of={last}" data-any-day>Show {written}</a>' in page
    assert shows_today() in page


@pytest.mark.parametrize("text", ["2023-1-5", "5/1/2023", "05.01.2023"])
def test_a_day_written_otherwise_is_offered(client, text):
    day, page = page_of(client, text)
    assert day is None
    assert f"In an address a day is written as 2023-01-05, not as “{text}”." in page
    assert '<a href="?as_of=2023-01-05" data-any-day>Show 5/1/2023</a>' in page
    assert "<a href" not in page_of(client, "1/1/2999")[1].split("not as “1/1/2999”.")[1].split("</div>")[0]


def test_before_the_first_publication_the_page_says_when_that_was(client):
    day, page = page_of(client, "2021-03-25")
    assert day == date(2021, 3, 25)
    assert "On 25/3/2021 nothing had been published yet; the first figure is of 26/3/2021." in page
    assert '<a href="?as_of=2021-03-26" data-any-day>Show 26/3/2021</a>' in page
    assert shows_today() not in page
    assert "nothing had been published yet" not in page_of(client, "2021-03-26")[1]


def test_the_first_of_all_days_can_be_asked_for(client):
    assert page_of(client, date.min.isoformat(), "/provinces/hai-duong/")[0] == date.min


@pytest.mark.parametrize("text", ["2023-02-30", "2999-01-01", "yesterday"])
def test_there_is_no_file_of_a_day_that_cannot_be(client, text):
    assert client.get(FILE, {"as_of": text}).status_code == 404
    assert client.get(FILE, {"as_of": "2021-03-26"}).status_code == 200


def test_the_rest_of_the_address_goes_along_to_another_day(client):
    _day, page = page_of(client, "2023-12-31", region="", q="hai dương", page="2")
    assert '<input type="hidden" name="q" value="hai dương">' in page
    assert '<input type="hidden" name="page"' not in page
    assert '<a href="?region=&amp;q=hai+d%C6%B0%C6%A1ng" data-any-day>Show today</a>' in page


def test_other_days_are_offered_and_the_chosen_one_is_marked(client):
    year = timezone.localdate().year - 1
    page = page_of(client, f"{year}-12-31")[1]
    assert f'<a href="?as_of={year}-12-31" data-any-day aria-current="true">end of {year}</a>' in page
    assert f'<a href="?as_of={year - 1}-12-31" data-any-day>end of {year - 1}</a>' in page
    assert '<a href="?as_of=last-meeting" data-any-day>last meeting</a>' in page


def test_a_page_of_no_day_says_that_it_shows_today(client):
    page = client.get("/method/?as_of=2023-12-31").content.decode()
    assert "What stands on this page is not kept day by day." in page
    assert shows_today() in page
    assert "not kept day by day" not in client.get("/method/").content.decode()
