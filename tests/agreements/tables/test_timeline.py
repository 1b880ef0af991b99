"""The line of time: order, hollow dots, due days, the merger."""

from datetime import date

import pytest
from django.utils import translation

from agreements.queries.agreements import agreement_page
from agreements.tables.timeline import legend_words, moments_of_agreement
from indicators.enums import Origin
from tests import cast, make

pytestmark = pytest.mark.django_db


def drawn(on: date):
    page = agreement_page("hd-fpt", on)
    with translation.override("en"):
        moments = moments_of_agreement(page.agreement, page.log, page.goals, on)
        return [(each.when, each.text, each.is_outside) for each in moments], legend_words(moments)


@pytest.fixture
def signed():
    successor = cast.province("hai-phong", "Hải Phòng", kind="city", started_on=date(2025, 7, 1))
    place = cast.hai_duong(ended_on=cast.MERGED, successor=successor)
    goal = make.target(make.rank_indicator(), place, 15, "2023", label_vi="Nhóm 15", label_en="Top 15")
    made = make.agreement(place, goals=[goal])
    press = make.document("press", origin=Origin.OUTSIDE)
    make.event(place, agreement=made, on=date(2021, 8, 24), source=press)
    make.event(place, agreement=made, title_en="Review", date_text_en="in June")
    return made


def test_events_due_days_and_the_merger_stand_in_order_and_undated_ones_last(signed):
    rows, legend = drawn(date(2026, 1, 1))
    assert rows == [
        ("24/8/2021", "Signing", True),
        ("31/12/2023", "Due: Top 15", False),
        ("1/7/2025", "The province merged into City of Hai Phong", False),
        ("undated", "Review", False),
    ]
    assert legend == "Hollow dot: a source outside the source article."


def test_the_merger_is_unknown_before_it_happens(signed):
    rows, _legend = drawn(cast.MERGED)
    assert "1/7/2025" not in [when for when, _text, _outside in rows]


def test_a_signing_day_without_an_event_is_added(signed):
    signed.signed_on = date(2021, 8, 20)
    signed.save()
    rows, _legend = drawn(date(2026, 1, 1))
    assert rows[0] == ("20/8/2021", "Agreement signed", False)
    signed.signed_on = date(2021, 8, 24)
    signed.save()
    rows, _legend = drawn(date(2026, 1, 1))
    assert [text for _when, text, _outside in rows].count("Agreement signed") == 0
