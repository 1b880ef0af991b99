"""Who is late: who sees whose rounds, what the filters keep, in which order."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone, translation

from dtracker.accounts.models import Membership
from dtracker.accounts.roles import Role
from indicators.enums import Punctuality
from indicators.models import ReportingRound
from tests import cast, make

pytestmark = pytest.mark.django_db
PATH = "/timeliness/"


class World:
    """Hải Dương handed over late in 2025-Q1 and nothing in 2025-Q2; Hà Giang is on time and not yet due."""

    def __init__(self):
        today = timezone.localdate()
        self.place, self.elsewhere = cast.hai_duong(), cast.ha_giang()
        self.lan, self.quang, self.hoa = cast.lan(self.place), cast.quang(self.elsewhere), cast.hoa()
        self.of = make.indicator()
        self.due = today - timedelta(days=100)
        opened = {"opens_on": today - timedelta(days=120), "due_on": self.due}
        make.open_round("2025-Q1", **opened)
        make.open_round("2025-Q2", **opened)
        make.open_round("2025-Q2", province=self.elsewhere, opens_on=today, due_on=today + timedelta(days=3))
        make.published(self.of, self.place, "2025-Q1", 10, public_on=self.due + timedelta(days=4))
        make.published(self.of, self.elsewhere, "2025-Q1", 10, public_on=self.due)


def page(person, query: str = "", language: str = "vi"):
    client = Client()
    client.cookies["django_language"] = language
    client.force_login(person)
    return client.get(PATH + query)


def rows(answer) -> list[tuple]:
    return [(row.record.report.province.slug, row.record.period.code) for row in answer.context["table"].rows]


def test_lan_sees_the_rounds_of_her_province_worst_first(world):
    answer = page(world.lan)
    found = [row.record for row in answer.context["table"].rows]
    assert [(each.period.code, each.report.state, each.report.days_late) for each in found] == [
        ("2025-Q2", Punctuality.OVERDUE, 100),
        ("2025-Q1", Punctuality.LATE, 4),
    ]
    [strip] = answer.context["strips"]
    assert [(period.code, mark.words) for period, mark in strip.marks] == [
        ("2025-Q2", "Quá hạn 100 ngày"),
        ("2025-Q1", "Nộp muộn 4 ngày"),
    ]


def test_the_words_in_english(world):
    [strip] = page(world.lan, language="en").context["strips"]
    assert [mark.words for _period, mark in strip.marks] == ["100 days overdue", "4 days late"]
    assert page(world.lan, language="en").context["summary"] == (
        "Q2 2025, Hai Duong: 100 days overdue; 0 of 1 figures handed over."
    )


def test_who_looks_after_the_country_sees_the_newest_round_of_all_and_the_strip(world):
    answer = page(world.hoa, language="en")
    assert rows(answer) == [("hai-duong", "2025-Q2"), ("ha-giang", "2025-Q2")]
    assert [
        (each.respondent.province.slug, [mark.state for _period, mark in each.marks])
        for each in answer.context["strips"]
    ] == [
        ("ha-giang", [Punctuality.WAITING, Punctuality.ON_TIME]),
        ("hai-duong", [Punctuality.OVERDUE, Punctuality.LATE]),
    ]
    assert answer.context["summary"] == (
        "Q2 2025, 2 provinces: 1 overdue, 0 handed over late, 1 not yet due, 0 on time."
    )


def test_quang_sees_nothing_of_hai_duong(world):
    answer = page(world.quang, "?province=hai-duong&period=2025-Q1")
    assert rows(answer) == [("ha-giang", "2025-Q1")]
    assert "Hải Dương" not in answer.content.decode()


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("?period=2025-Q1", [("hai-duong", "2025-Q1"), ("ha-giang", "2025-Q1")]),
        ("?period=all&state=on-time", [("ha-giang", "2025-Q1")]),
        ("?province=ha-giang", [("ha-giang", "2025-Q2"), ("ha-giang", "2025-Q1")]),
        ("?state=overdue", [("hai-duong", "2025-Q2")]),
        ("?state=nonsense&period=1999-Q1&province=x", [("hai-duong", "2025-Q2"), ("ha-giang", "2025-Q2")]),
        ("?sort=place", [("ha-giang", "2025-Q2"), ("hai-duong", "2025-Q2")]),
        ("?period=all&sort=-late", [("hai-duong", "2025-Q1")]),
        ("?page=999", [("hai-duong", "2025-Q2"), ("ha-giang", "2025-Q2")]),
    ],
)
def test_filters_and_order_stand_in_the_address(world, query, expected):
    assert rows(page(world.hoa, query))[: len(expected)] == expected


def test_a_merged_province_is_said_to_have_ended_and_stands_last(world):
    merged = cast.province("ha-tay", "Hà Tây", ended_on=cast.MERGED, code="28")
    make.published(world.of, merged, "2024-Q4", 10)
    assert rows(page(world.hoa))[-1] == ("ha-tay", "2025-Q2")
    assert rows(page(cast.person("ha", "officer", merged))) == [("ha-tay", "2025-Q2"), ("ha-tay", "2025-Q1")]
    answer = page(world.hoa, "?state=ended", language="en")
    assert [row.record.mark.words for row in answer.context["table"].rows] == ["Ended on 30/6/2025"]
    assert "2 provinces: 1 overdue, 0 handed over late, 1 not yet due" in answer.context["summary"]


def test_both_pages_list_the_same_sheets(world):
    cast.province("ha-tay", "Hà Tây", ended_on=cast.MERGED, code="28")
    client = Client()
    client.force_login(world.hoa)
    entered = {(line.report.province.slug, line.period.code) for line in client.get("/entry/").context["lines"]}
    assert entered == set(rows(page(world.hoa, "?period=all")))
    assert entered == {(slug, code) for slug in ("hai-duong", "ha-giang", "ha-tay") for code in ("2025-Q1", "2025-Q2")}
    for number in range(2):
        cast.province(f"tinh-{number}", f"Tỉnh {number}")
    newest = [(line.report.province.slug, line.period.code) for line in client.get("/entry/").context["lines"]]
    assert sorted(newest) == sorted(rows(page(world.hoa)))
    assert set(newest) == {(each.slug, "2025-Q2") for each in world.place.__class__.objects.all()}


def test_who_can_see_many_provinces_sees_whose_a_sheet_is(world):
    """Also while only one of them has rounds."""
    for found in world.place.rounds.model.objects.filter(province=None):
        found.province = world.place
        found.save()
    assert rows(page(world.hoa, "?province=hai-duong")) == [("hai-duong", "2025-Q2"), ("hai-duong", "2025-Q1")]
    for person, is_shown in ((world.hoa, True), (world.lan, False)):
        columns = [column.name for column in page(person, "?province=hai-duong").context["table"].columns]
        assert ("place" in columns) is is_shown


def test_before_the_first_round_the_page_says_so(world):
    ReportingRound.objects.all().delete()
    answer = page(world.lan)
    assert (answer.status_code, answer.context["strips"]) == (200, [])
    assert page(world.hoa).status_code == 200


@pytest.mark.parametrize("role", ["nam", "thu"])
def test_a_reader_and_a_secretary_see_counts_and_days_of_their_province_and_no_way_to_a_sheet(world, role):
    person = getattr(cast, role)(world.place)
    answer = page(person)
    assert rows(answer) == [("hai-duong", "2025-Q2"), ("hai-duong", "2025-Q1")]
    assert [each.respondent.province for each in answer.context["strips"]] == [world.place]
    body = answer.content.decode()
    assert "Hà Giang" not in body
    assert "/entry/" not in body
    assert [entry.url for entry in answer.context["navigation"] if entry.current] == [PATH]
    client = Client()
    client.force_login(person)
    assert client.get("/entry/hai-duong/2025-Q2/").status_code == 403


def test_who_is_member_here_and_officer_there_opens_the_sheets_there_only(world):
    person = cast.nam(world.place)
    Membership.objects.create(user=person, role=Role.OFFICER, province=world.elsewhere)
    body = page(person).content.decode()
    assert "/entry/ha-giang/2025-Q2/" in body
    assert "/entry/hai-duong/" not in body


def test_visitors_are_asked_to_sign_in():
    assert Client().get(PATH).status_code == 302


def test_both_lists_lead_here(world):
    for path, person in (("/entry/", world.lan), ("/review/", cast.minh(world.place))):
        client = Client()
        client.force_login(person)
        assert f'href="{PATH}"' in client.get(path).content.decode()


def test_every_state_has_a_sign_and_words(world):
    ended = cast.province("ha-tay", "Hà Tây", ended_on=cast.MERGED, code="28")
    make.published(world.of, ended, "2024-Q4", 10)
    with translation.override("vi"):
        body = page(world.hoa).content.decode()
    for state in Punctuality:
        assert f"late--{state.value}" in body, state


def test_no_deadline_where_nothing_is_asked(world):
    """An empty sheet is neither late nor due, on the list, on the page of who is late and on the sheet itself."""
    make.open_round("2023", province=world.place, opens_on=world.due, due_on=world.due, asks=[])
    answer = page(world.lan, language="en")
    [found] = [row.record for row in answer.context["table"].rows if row.record.period.code == "2023"]
    assert (found.mark.state, found.mark.words) == (None, "Nothing is asked for")
    client = Client()
    client.cookies["django_language"] = "en"
    client.force_login(world.lan)
    body = client.get("/entry/").content.decode()
    line = body[body.index("/entry/hai-duong/2023/") :].partition("</tr>")[0]
    assert "Nothing is asked for" in line
    assert "overdue" not in line
    assert "0 of 0" not in line
    sheet = client.get("/entry/hai-duong/2023/").content.decode()
    assert "This sheet has no lines" in sheet
    assert "overdue" not in sheet
    assert "due on" not in sheet


def test_the_strip_leaves_out_whom_nobody_asks(world):
    world.of.rounds.clear()
    cast.province("ha-nam", "Hà Nam", code="35")
    assert [each.respondent.province for each in page(world.hoa).context["strips"]] == [world.elsewhere, world.place]
    assert ("ha-nam", "2025-Q2") in rows(page(world.hoa))
