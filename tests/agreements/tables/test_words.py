"""How an agreement was signed, for how long, and who sits in a body."""

from datetime import date

import pytest
from django.utils import translation

from agreements.models import Agreement, BodyMember
from agreements.queries.agreements import OutsideDate, Register
from agreements.tables.words import member_words, signed_words, since_words, state_words, term_words
from indicators.enums import Origin
from indicators.models import Document

ARTICLE = Document(pk=1, origin=Origin.ARTICLE)


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


def register(outside=None, **fields) -> Register:
    return Register(Agreement(**fields), 0, 0, outside, "", "")


@pytest.mark.parametrize(
    ("found", "words"),
    [
        (register(signed_on=date(2021, 6, 23)), "signed on 23/6/2021"),
        (register(signed_on=date(2021, 6, 23), signed_mode_vi="signed online"), "signed online on 23/6/2021"),
        (register(), "no date is given"),
        (
            register(OutsideDate(date(2021, 8, 24), "", ""), source=ARTICLE, signed_mode_vi="signed online"),
            "signed online; the source article gives no date; another source: 24/8/2021",
        ),
        (
            register(OutsideDate(date(2021, 8, 24), "sáng 24/8/2021", "morning of 24/8/2021")),
            "no date is given; another source: morning of 24/8/2021",
        ),
    ],
)
def test_signed(found, words):
    assert signed_words(found) == words


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [(2021, 2025, "2021–2025"), (2021, None, "from 2021"), (None, 2025, "until 2025"), (None, None, "")],
)
def test_term(first, last, words):
    assert term_words(Agreement(starts_year=first, ends_year=last)) == words


def changed(extended_to=None, ended_on=None, **fields) -> Agreement:
    """An agreement of 2021–2025 with what a query adds of the changes of its term."""
    found = Agreement(**({"starts_year": 2021, "ends_year": 2025} | fields))
    found.extended_to, found.ended_on = extended_to, ended_on
    return found


@pytest.mark.parametrize(
    ("agreement", "term", "state"),
    [
        (changed(), "2021–2025", "term over since the end of 2025"),
        (changed(2027), "2021–2025, extended to 2027", ""),
        (changed(2027, starts_year=None, ends_year=None), "extended to 2027", ""),
        (changed(2027, date(2026, 5, 31)), "2021–2025, extended to 2027", "ended on 31/5/2026"),
        (changed(2027, date(2026, 9, 30)), "2021–2025, extended to 2027", "ends on 30/9/2026"),
        (changed(2027, status="draft"), "2021–2025, extended to 2027", "Draft"),
    ],
)
def test_what_became_of_the_term(agreement, term, state):
    assert (term_words(agreement), state_words(agreement, date(2026, 6, 1))) == (term, state)


@pytest.mark.parametrize(
    ("since", "until", "words"),
    [
        (date(2021, 8, 24), None, "since 24/8/2021"),
        (None, date(2025, 6, 30), "until 30/6/2025"),
        (date(2021, 8, 24), date(2025, 6, 30), "24/8/2021 to 30/6/2025"),
        (None, None, ""),
    ],
)
def test_since(since, until, words):
    assert since_words(since, until) == words


def test_an_office_stands_alone_where_no_person_is_named():
    assert member_words(BodyMember(office_vi="Chủ tịch UBND tỉnh")) == "Chủ tịch UBND tỉnh"
    assert member_words(BodyMember(person="Lan", office_vi="Giám đốc Sở")) == "Lan, Giám đốc Sở"
