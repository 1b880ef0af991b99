from datetime import date, timedelta

import pytest
from django.utils import timezone

from indicators.enums import Status
from indicators.models import Publication
from tests import cast, make

pytestmark = pytest.mark.django_db


@pytest.fixture
def client(client):
    client.cookies["django_language"] = "en"
    return client


@pytest.fixture
def place():
    """Hà Giang: on track with the figure of mid-2023, backward with that of the third quarter."""
    place = cast.ha_giang()
    files = make.indicator("files", name_en="Files")
    make.target(files, place, 50, "2025-Q4", baseline="20@2020-Q4")
    make.published(files, place, "2023-Q2", 37, public_on=date(2023, 7, 20))
    make.published(files, place, "2023-Q3", 19, public_on=date(2023, 10, 20))
    return place


ON = "as_of=2023-11-20"


def test_a_status_that_moved_stands_with_both_words_and_its_cause(client, place):
    response = client.get(f"/changes/?{ON}&since=2023-08-14")
    assert response.status_code == 200
    (line,) = response.context["moves"]
    assert (line.before, line.after, line.course) == (Status.ON_TRACK, Status.BACKWARD, "worse")
    assert (line.before_label, line.after_label) == ("On track", "Going backward")
    assert line.goal == "at least 50%, by the end of Q4 2025"
    assert line.causes == ["new figure 19.0% (Q3 2023), before 37.0%"]
    assert line.url == "/provinces/ha-giang/indicators/files/?as_of=2023-11-20"
    assert response.context["summary"] == ["1 target changed its status, 1 for the worse", "1 new figure"]


def test_a_correction_shows_what_stood_before_and_why(client, place):
    first = Publication.objects.get(figure__quarter=2)
    Publication.objects.create(figure=first.figure, version=2, value=29, public_on=date(2023, 9, 1), reason="Đếm lại")
    response = client.get("/changes/?as_of=2023-10-01&since=2023-08-14")
    (line,) = response.context["corrected"]
    assert (line.before, line.value, line.period, line.when) == ("37.0%", "29.0%", "Q2 2023", "1/9/2023")
    assert '<span lang="vi">Đếm lại</span>' in response.content.decode()
    assert response.context["moves"][0].causes == ["corrected from 37.0% to 29.0% (Q2 2023)"]


def test_a_target_of_a_new_document_is_said_to_be_new(client, place):
    plan = make.document("plan", title_en="Plan", short_en="Plan of 2023", issued_on=date(2023, 9, 1))
    make.target(place.targets.get().indicator, place, 90, "2030-Q4", document=plan)
    response = client.get(f"/changes/?{ON}&since=2023-08-14")
    (line,) = response.context["edits"]
    assert (line.before, line.after, line.when, line.document) == ("", "at least 90%", "1/9/2023", plan)


def test_it_begins_ninety_days_ago(client, place):
    assert client.get(f"/changes/?{ON}").context["span"].since == date(2023, 8, 22)


def test_it_begins_with_the_last_meeting_where_there_was_one(client, place):
    for day in (date(2023, 5, 3), date(2023, 8, 14), date(2023, 11, 20)):
        make.meeting(place, day)
    span = client.get(f"/changes/?{ON}").context["span"]
    assert (span.since, span.meeting.title) == (date(2023, 8, 14), "Meeting")
    assert [(each.label, each.since, each.is_on) for each in span.presets] == [
        ("three months", date(2023, 8, 22), False),
        ("start of the year", date(2023, 1, 1), False),
        ("meeting of 14/8/2023", date(2023, 8, 14), True),
    ]


def test_an_event_without_a_conclusion_is_no_meeting(client, place):
    make.event(place, title_vi="Phiên họp Ban Chỉ đạo", on=date(2023, 8, 14))
    assert client.get(f"/changes/?{ON}").context["span"].meeting is None


def test_a_meeting_of_long_ago_is_offered_only(client, place):
    make.meeting(place, date(2021, 5, 3))
    span = client.get(f"/changes/?{ON}").context["span"]
    assert span.since == date(2023, 8, 22)
    assert span.presets[-1].label == "meeting of 3/5/2021"


@pytest.mark.parametrize(
    ("since", "sentence"),
    [
        ("yesterday", "“yesterday” is not a date, so 22/8/2023 is taken. Write it as 2026-08-14."),
        ("2023-02-31", "“2023-02-31” is not a date, so 22/8/2023 is taken. Write it as 2026-08-14."),
        (
            "2031-01-01",
            "1/1/2031 is not before 20/11/2023, up to which this page looks, so 22/8/2023 is taken.",
        ),
    ],
)
def test_a_day_that_cannot_be_is_said_and_the_usual_one_taken(client, place, since, sentence):
    response = client.get(f"/changes/?{ON}&since={since}")
    assert (response.status_code, response.context["span"].problem) == (200, sentence)
    assert sentence in response.content.decode()
    assert len(response.context["moves"]) == 1


def test_before_the_first_publication_it_says_when_that_was(client, place):
    response = client.get(f"/changes/?{ON}&since=2019-12-31")
    text = response.content.decode()
    assert "On 31/12/2019 nothing had been published yet; the first figure is of 20/7/2023." in text
    assert '<a href="?since=2023-07-20&amp;province=ha-giang&amp;as_of=2023-11-20">Begin there</a>' in text


def test_nothing_changed_is_a_sentence_and_the_card_leaves_the_page_as_it_is(client, place):
    text = client.get(f"/changes/?{ON}&since=2023-11-01").content.decode()
    assert "Nothing changed." in text
    assert "The newest figure was published on 20/10/2023." in text
    assert '<a href="?since=2023-10-19&amp;province=ha-giang&amp;as_of=2023-11-20">Show what it changed</a>' in text
    assert client.get(f"/changes/card/?{ON}&since=2023-11-01").content.strip() == b""


def test_an_old_or_written_out_name_is_the_province_and_an_unknown_one_is_not_found(client, place):
    assert client.get("/changes/?province=tinh-ha-giang").context["place"] == place
    assert client.get("/changes/?province=nowhere%00").status_code == 404


def test_a_province_of_the_address_and_its_name_where_there_are_several(client, place):
    other = cast.hai_duong()
    roads = make.indicator("roads", name_en="Roads")
    make.target(roads, other, 50, "2025-Q4", baseline="20@2020-Q4")
    make.published(roads, other, "2023-Q3", 40, public_on=date(2023, 10, 20))
    both = client.get(f"/changes/?{ON}").context
    assert {(each.name, each.place) for each in both["values"]} == {("Files", "Ha Giang"), ("Roads", "Hai Duong")}
    one = client.get(f"/changes/?{ON}&province=hai-duong").context
    assert [(each.name, each.place) for each in one["values"]] == [("Roads", "")]


def test_the_fictional_province_stays_out_unless_asked_for(client, place):
    fiction = cast.province("minh-hoa", "Minh Hoạ", is_illustration=True)
    make.target(place.targets.get().indicator, fiction, 50)
    whole = client.get("/changes/").context
    assert (whole["illustration"], whole["leaves_out"]) == (False, True)
    response = client.get("/changes/?province=minh-hoa")
    assert (response.context["illustration"], response.context["leaves_out"]) == (True, False)
    assert "Illustrative figures, not to be quoted." in response.content.decode()


def test_home_and_the_province_ask_for_the_card_of_their_day(client, place):
    home, page = (client.get(f"{path}?{ON}").content.decode() for path in ("/", "/provinces/ha-giang/"))
    assert 'data-part="/changes/card/?as_of=2023-11-20"' in home
    assert 'data-part="/changes/card/?province=ha-giang&amp;as_of=2023-11-20"' in page
    # Without a script the page still leads there.
    assert '<a href="/changes/?province=ha-giang&amp;as_of=2023-11-20">What changed</a>' in page


def test_the_card_names_the_first_and_leads_to_all(client, place):
    make.meeting(place, date(2023, 8, 14))
    text = client.get(f"/changes/card/?{ON}&province=ha-giang").content.decode()
    assert "Changed since the meeting of 14/8/2023" in text
    assert "new figure 19.0% (Q3 2023), before 37.0%" in text
    assert 'href="/changes/?since=2023-08-14&amp;province=ha-giang&amp;as_of=2023-11-20"' in text
    assert "<html" not in text


def test_a_past_day_leads_to_what_changed_since(client, place):
    assert (
        'href="/changes/?since=2023-08-01&amp;province=ha-giang"'
        in client.get("/provinces/ha-giang/?as_of=2023-08-01").content.decode()
    )


def test_what_is_not_published_is_no_change(client, place):
    since = timezone.localdate() - timedelta(days=1)
    before = client.get(f"/changes/?since={since}").context["summary"]
    make.Figure.objects.create(indicator=place.targets.get().indicator, province=place, year=2025, quarter=1, value=88)
    assert client.get(f"/changes/?since={since}").context["summary"] == before == []


def test_very_many_new_figures_are_folded(client, place):
    assert '<details class="fold">' not in client.get(f"/changes/?{ON}&since=2023-08-14").content.decode()
    for number in range(30):
        make.published(make.indicator(f"more-{number}"), place, "2023-Q3", 40, public_on=date(2023, 10, 20))
    text = client.get(f"/changes/?{ON}&since=2023-08-14").content.decode()
    assert '<details class="fold"><summary>Show 31 figures</summary>' in text
