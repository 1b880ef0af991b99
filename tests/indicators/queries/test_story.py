"""Values and differences as they are told to those who decide on them: exact, with their unit."""

from decimal import Decimal
from types import SimpleNamespace

import pytest
from django.utils import translation

from indicators.enums import Shape
from indicators.models import Figure
from indicators.queries.story import said_change, story_of
from tests import cast, make

SHARE = SimpleNamespace(shape=Shape.PERCENT, unit="%", decimals=1)
GROWTH = SimpleNamespace(shape=Shape.GROWTH, unit="%/năm", decimals=1)
COUNT = SimpleNamespace(shape=Shape.STOCK, unit="DN", decimals=0)
SCORE = SimpleNamespace(shape=Shape.SCORE, unit="", decimals=4)
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
        ("-13", RANK, "\u221213 bậc", "\u221213 places"),
        ("1", RANK, "+1 bậc", "+1 place"),
    ],
)
def test_a_difference_is_exact_and_has_its_unit(change, indicator, vietnamese, english):
    value = None if change is None else Decimal(change)
    for language, words in (("vi", vietnamese), ("en", english)):
        with translation.override(language):
            assert said_change(value, indicator) == words


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
        ("Lan changed 63% to no figure by a file.", "Chờ công bố"),
        ("Lan changed 61.4% to 63% by a file.", "Đếm lại"),
        ("Lan brought 61.4% by a file.", "Báo cáo quý"),
    ]
