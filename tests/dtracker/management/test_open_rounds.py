"""`manage.py open_rounds`: says what it did, and refuses in words."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import translation

from indicators.models import ReportingRound
from tests import cast, make

pytestmark = pytest.mark.django_db


def open_rounds(*arguments: str) -> list[str]:
    out = StringIO()
    with translation.override("en"):
        call_command("open_rounds", *arguments, stdout=out)
    return out.getvalue().splitlines()


def refused(*arguments: str) -> str:
    with pytest.raises(CommandError) as problem:
        open_rounds(*arguments)
    assert not ReportingRound.objects.exists()
    return str(problem.value)


LINE = "Q4 2026, all provinces: data 1/10/2026–31/12/2026, opens 1/1/2027, due 15/1/2027"


@pytest.mark.parametrize("typed", ["2026-Q4", "Quý IV/2026", "Q4/2026"])
def test_opens_what_is_missing_and_says_so(typed):
    assert open_rounds(typed) == [f"Opened: {LINE}"]
    assert open_rounds(typed) == [f"There already, unchanged: {LINE}"]


def test_the_administrative_quarter_of_one_province():
    make.target(make.indicator(), cast.hai_duong(), 90, "2030-Q4")
    assert open_rounds("2026-Q1", "--rule", "administrative", "--province", "hai-duong", "--due-days", "2") == [
        "Opened: Q1 2026, Hai Duong: data 15/12/2025–14/3/2026, opens 15/3/2026, due 16/3/2026"
    ]


def test_speaks_vietnamese_by_default():
    out = StringIO()
    call_command("open_rounds", "2026-Q4", stdout=out)
    assert "Quý IV/2026" in out.getvalue()


@pytest.mark.parametrize("typed", ["2026-Q5", "IV", "2026-13", "", "Q4"])
def test_what_is_no_period_is_refused_in_words(typed):
    assert refused(typed) in (
        "A year has four quarters: write I, II, III, IV or 1, 2, 3, 4.",
        "Write a quarter as “Quý IV/2023” or “2023-Q4”, or a year as “2023”.",
    )


@pytest.mark.parametrize("days", ["0", "-3", "367"])
def test_an_impossible_due_date_is_refused(days):
    assert refused("2026-Q4", f"--due-days={days}") == "The days to the due date are 1 to 366."


def test_an_unknown_province_is_named_and_none_is_opened():
    cast.hai_duong()
    words = refused("2026-Q4", "--province", "hai-duong", "--province", "hai-duogn")
    assert words == "There is no province called hai-duogn."


def test_a_province_that_had_ended_is_refused():
    cast.hai_duong(ended_on=cast.MERGED)
    unit = make.unit(cast.ha_giang(), ended_on=cast.MERGED)
    assert refused("2026-Q4", "--province", "hai-duong", "--province", "ha-giang", "--unit", unit.code) == (
        "In Q4 2026 there was no longer, or not yet: Hai Duong (last day 30/6/2025), "
        "Department of Information (Ha Giang) (last day 30/6/2025)."
    )


def test_for_one_unit_and_for_every_unit_of_a_kind():
    place = cast.hai_duong()
    make.unit(place)
    for number, ended in (("1", None), ("2", cast.MERGED)):
        make.unit(place, f"huyen-{number}", kind="district", name_en=f"District {number}", ended_on=ended)
    assert open_rounds("2026-Q4", "--unit", "so-tttt-hd")[0].startswith(
        "Opened: Q4 2026, Department of Information (Hai Duong): data 1/10/2026"
    )
    opened = open_rounds("2026-Q4", "--units", "district", "--province", "hai-duong")
    assert [line.partition(":")[2].partition(":")[0] for line in opened[:-1]] == [" Q4 2026, District 1 (Hai Duong)"]
    assert set(ReportingRound.objects.values_list("province__slug", "unit__code")) == {
        ("hai-duong", "so-tttt-hd"),
        ("hai-duong", "huyen-1"),
    }


def test_what_a_new_round_also_asks_for():
    of = make.indicator(asked=False)
    open_rounds("2026-Q4", "--also", of.code)
    assert list(ReportingRound.objects.get().indicators.all()) == [of]
    ReportingRound.objects.get().indicators.clear()
    open_rounds("2026-Q4", "--also", of.code)
    assert not ReportingRound.objects.get().indicators.exists()


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("--unit", "so-x"), "There is no unit called so-x."),
        (("--also", "x"), "There is no indicator called x."),
        (("--units", "commune"), "There is no unit of this kind in the period."),
    ],
)
def test_unknown_units_and_indicators_are_named(arguments, sentence):
    cast.hai_duong()
    assert refused("2026-Q4", *arguments) == sentence


def test_says_who_is_asked_for_nothing():
    """A province with its own round, one that has ended, and one that is asked by a target are not among them."""
    asked, own = cast.hai_duong(), cast.ha_giang()
    make.target(make.indicator(), asked, 90, "2030-Q4")
    make.unit(asked)
    cast.province("ha-tay", "Hà Tây", ended_on=cast.MERGED, code="28")
    cast.province("ha-nam", "Hà Nam", code="35")
    words = "Asked for nothing, having neither a target nor a published series: "
    assert open_rounds("2026-Q4", "--province", "ha-giang")[1:] == [f"{words}{own.name_en}"]
    assert open_rounds("2026-Q4")[1:] == [f"{words}Ha Nam"]
    assert open_rounds("2026-Q4", "--unit", "so-tttt-hd")[1:] == [f"{words}Department of Information (Hai Duong)"]
    assert open_rounds("2027-Q1", "--province", "ha-giang", "--also", "ho-so-tinh")[1:] == []
