"""Values and differences as they are told to those who decide on them: with the decimals and unit of the indicator."""

from datetime import date
from decimal import Decimal
from types import SimpleNamespace

import pytest
from django.utils import translation

from indicators.enums import Shape
from indicators.models import Figure
from indicators.queries.story import said, said_change, said_exactly, story_of
from tests import cast, make

SHARE = SimpleNamespace(shape=Shape.PERCENT, unit="%", decimals=1)
GROWTH = SimpleNamespace(shape=Shape.GROWTH, unit="%/năm", decimals=1)
COUNT = SimpleNamespace(shape=Shape.STOCK, unit="DN", decimals=0)
SCORE = SimpleNamespace(shape=Shape.SCORE, unit="", decimals=4)
DONE = SimpleNamespace(shape=Shape.MILESTONE, unit="hợp phần", decimals=0)
RANK = SimpleNamespace(shape=Shape.RANK, unit="hạng", decimals=0)


@pytest.mark.parametrize(
    ("change", "indicator", "vietnamese", "english"),
    [
        (None, SHARE, "", ""),
        ("0", SHARE, "0,0 điểm %", "0.0 points"),
        ("1.600000", SHARE, "+1,6 điểm %", "+1.6 points"),
        ("0.03", SHARE, "+0,03 điểm %", "+0.03 points"),
        ("-0.4", SHARE, "\u22120,4 điểm %", "\u22120.4 points"),
        ("-2", GROWTH, "\u22122,0 điểm %", "\u22122.0 points"),
        ("1931", COUNT, "+1.931 DN", "+1,931 DN"),
        ("0.0012", SCORE, "+0,0012", "+0.0012"),
        ("3.333334", SHARE, "+3,3 điểm %", "+3.3 points"),
        ("-0.000033", SHARE, "0,0 điểm %", "0.0 points"),
        ("1", DONE, "", ""),
    ],
)
def test_a_difference_has_its_unit_and_no_more_decimals_than_it_needs(change, indicator, vietnamese, english):
    value = None if change is None else Decimal(change)
    for language, words in (("vi", vietnamese), ("en", english)):
        with translation.override(language):
            assert said_change(value, indicator) == words


@pytest.mark.parametrize(
    ("change", "english"),
    [("-13", "up 13 places"), ("1", "down 1 place"), ("-1", "up 1 place"), ("0", "same")],
)
def test_a_better_rank_goes_up(change, english):
    with translation.override("en"):
        assert said_change(Decimal(change), RANK) == english


def row(value, **more) -> SimpleNamespace:
    given = {"rank_of": None, "numerator": None, "denominator": None, "observed_on": None} | more
    return SimpleNamespace(value=None if value is None else Decimal(value), **given)


@pytest.mark.parametrize(
    ("of", "indicator", "with_unit", "without"),
    [
        (row("46.666667", denominator=30), SHARE, "46,7%", "46,7"),
        (row("4"), GROWTH, "4,0%/năm", "4,0"),
        (row("1931"), COUNT, "1.931 DN", "1.931"),
        (row("15", rank_of=34), RANK, "15/34", "15/34"),
        (row("0"), DONE, "chưa xong", "chưa xong"),
        (row("0", numerator=2, denominator=3), DONE, "chưa xong, 2/3 hợp phần", "chưa xong, 2/3"),
        (row("1", observed_on=date(2026, 3, 26)), DONE, "đã xong, 26/3/2026", "đã xong, 26/3/2026"),
        (row(None), SHARE, "không có số liệu", "không có số liệu"),
    ],
)
def test_a_value_has_the_decimals_of_its_indicator(of, indicator, with_unit, without):
    with translation.override("vi"):
        assert (said(of, indicator), said(of, indicator, with_unit=False)) == (with_unit, without)


@pytest.mark.parametrize(
    ("of", "words"),
    [(row("80.53"), "80,53"), (row("80.5"), ""), (row("46.666667", denominator=30), ""), (row(None), "")],
)
def test_what_was_typed_with_more_decimals_is_told_exactly(of, words):
    with translation.override("vi"):
        assert said_exactly(of, SHARE) == words


@pytest.mark.django_db
def test_what_came_by_a_file_says_so_with_old_and_new():
    place = cast.hai_duong()
    lan = cast.lan(place)
    figure = Figure(indicator=make.indicator(), province=place, year=2025, quarter=1)
    for value, remark in (("61.4", "Báo cáo quý"), ("63", "Đếm lại"), (None, "")):
        figure.value, figure.remark = None if value is None else Decimal(value), remark
        figure.no_data_reason = "" if value else "Chờ công bố"
        figure._change_reason, figure._history_user = "import", lan
        figure.save()
    with translation.override("en"):
        told = [(event.sentence, event.why) for event in story_of(figure)]
    assert told == [
        ("Lan changed 63.0% to no figure by a file.", "Chờ công bố"),
        ("Lan changed 61.4% to 63.0% by a file.", "Đếm lại"),
        ("Lan brought 61.4% by a file.", "Báo cáo quý"),
    ]
