import unicodedata
from copy import copy
from datetime import date

import pytest
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from dtracker.formats.quarters import Period, PeriodError, parse_period

quarters = st.builds(Period, st.integers(1950, 2099), st.integers(1, 4))
years = st.builds(Period, st.integers(1950, 2099))
periods = quarters | years


@pytest.mark.parametrize(
    ("period", "start", "end"),
    [
        (Period(2024, 1), date(2024, 1, 1), date(2024, 3, 31)),
        (Period(2024, 2), date(2024, 4, 1), date(2024, 6, 30)),
        (Period(2024, 3), date(2024, 7, 1), date(2024, 9, 30)),
        (Period(2024, 4), date(2024, 10, 1), date(2024, 12, 31)),
        (Period(2024), date(2024, 1, 1), date(2024, 12, 31)),
        (Period(2200, 4), date(2200, 10, 1), date(2200, 12, 31)),
    ],
)
def test_a_period_reaches_from_its_first_to_its_last_day(period, start, end):
    assert (period.start, period.end) == (start, end)


@pytest.mark.parametrize(("year", "quarter"), [(1899, None), (2201, None), (2023, 0), (2023, 5), (2023, -1), (0, 4)])
def test_a_period_that_cannot_be_is_refused(year, quarter):
    with pytest.raises(ValueError, match="is outside"):
        Period(year, quarter)


@pytest.mark.parametrize(
    ("day", "yearly", "period"),
    [
        (date(2023, 1, 1), False, Period(2023, 1)),
        (date(2023, 3, 31), False, Period(2023, 1)),
        (date(2023, 4, 1), False, Period(2023, 2)),
        (date(2024, 2, 29), False, Period(2024, 1)),
        (date(2023, 12, 31), False, Period(2023, 4)),
        (date(2038, 1, 19), False, Period(2038, 1)),
        (date(2023, 12, 31), True, Period(2023)),
    ],
)
def test_the_period_of_a_day(day, yearly, period):
    assert Period.of(day, yearly) == period


def test_the_codes_of_paths():
    assert [Period(2023, 4).code, str(Period(2023, 1)), Period(2023).code] == ["2023-Q4", "2023-Q1", "2023"]
    assert [Period.from_code("2023-Q4"), Period.from_code("2023")] == [Period(2023, 4), Period(2023)]


@pytest.mark.parametrize(
    "code",
    ["", "2023-Q0", "2023-Q5", "2023-q4", "2023Q4", " 2023", "2023\n", "23-Q4", "٢٠٢٣", "0000", "9999-Q1"],
)
def test_a_path_that_is_no_period_is_refused(code):
    with pytest.raises(ValueError, match=r"period code|is outside"):
        Period.from_code(code)


def test_a_year_stands_as_its_fourth_quarter():
    assert Period(2023).as_quarter() == Period(2023, 4)
    assert Period(2023, 2).as_quarter() == Period(2023, 2)
    assert [Period(2023, 2).as_year(), Period(2023).as_year()] == [Period(2023), Period(2023)]
    assert [Period(2023).is_year, Period(2023, 4).is_year] == [True, False]
    assert sorted([Period(2024, 1), Period(2023), Period(2023, 4), Period(2023, 3)]) == [
        Period(2023, 3),
        Period(2023, 4),
        Period(2023),
        Period(2024, 1),
    ]


def test_a_period_is_not_compared_with_something_else():
    with pytest.raises(TypeError):
        assert Period(2023) < 2023


def test_a_period_can_be_copied_and_kept_in_a_set():
    assert copy(Period(2023, 4)) == Period(2023, 4)
    assert len({Period(2023, 4), Period(2023, 4), Period(2023)}) == 2


def test_steps_over_the_turn_of_the_year():
    assert Period(2023, 4).next() == Period(2024, 1)
    assert Period(2024, 1).previous() == Period(2023, 4)
    assert Period(2023).next() == Period(2024)
    assert Period(2023, 2).shift(-6) == Period(2021, 4)
    assert Period(2024, 2).same_period_last_year() == Period(2023, 2)
    assert Period(2024).same_period_last_year() == Period(2023)


@pytest.mark.parametrize(
    ("language", "period", "label", "short"),
    [
        ("vi", Period(2023, 4), "Quý IV/2023", "IV/2023"),
        ("vi", Period(2023, 1), "Quý I/2023", "I/2023"),
        ("vi", Period(2023), "Năm 2023", "2023"),
        ("en", Period(2023, 4), "Q4 2023", "Q4 2023"),
        ("en", Period(2023), "2023", "2023"),
    ],
)
def test_the_written_form_follows_the_language(language, period, label, short):
    with override(language):
        assert (period.label(), period.short) == (label, short)
    with override("vi"):
        assert period.label(language) == label


@pytest.mark.parametrize(
    ("typed", "period"),
    [
        ("2023-Q4", Period(2023, 4)),
        ("2023-q4", Period(2023, 4)),
        ("2023Q4", Period(2023, 4)),
        ("2023 Q4", Period(2023, 4)),
        ("Quý IV/2023", Period(2023, 4)),
        (unicodedata.normalize("NFD", "Quý IV/2023"), Period(2023, 4)),
        ("Qúy IV/2023", Period(2023, 4)),
        (unicodedata.normalize("NFD", "Qúy IV/2023"), Period(2023, 4)),
        ("QUÝ IV/2023", Period(2023, 4)),
        ("quý iii / 2023", Period(2023, 3)),
        ("Quý\u00a0II/2023", Period(2023, 2)),
        ("Quý Ⅳ/2023", Period(2023, 4)),
        ("Ⅰ/2023", Period(2023, 1)),
        ("I/2023", Period(2023, 1)),
        ("Q4/2023", Period(2023, 4)),
        ("Q4 2023", Period(2023, 4)),
        ("Quý 4 năm 2023", Period(2023, 4)),
        ("Quý I năm 2023", Period(2023, 1)),
        ("Quý 4, năm 2023", Period(2023, 4)),
        ("2023", Period(2023)),
        (" năm 2023 ", Period(2023)),
        ("Năm 2023", Period(2023)),
        (unicodedata.normalize("NFD", "Năm 2023"), Period(2023)),
        ("2099", Period(2099)),
    ],
)
def test_typed_periods_are_read(typed, period):
    assert parse_period(typed) == period


FORM = "Write a quarter as “Quý IV/2023” or “2023-Q4”, or a year as “2023”."
QUARTER = "A year has four quarters: write I, II, III, IV or 1, 2, 3, 4."
YEAR = "Write the year with four digits, from 1900 to 2099."


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("", FORM),
        ("Quý lV/2023", FORM),  # a small L instead of the numeral I
        ("Quý ІV/2023", FORM),  # the Cyrillic letter І
        ("Quý IV", FORM),
        ("4/2023", FORM),  # could be April
        ("31/12/2023", FORM),
        ("quý này", FORM),
        ("２０２３", FORM),
        ("٢٠٢٣", FORM),
        ("2023-2024", FORM),
        ("Q0/2023", QUARTER),
        ("2023-Q5", QUARTER),
        ("Quý V/2023", QUARTER),
        ("Quý 04/2023", QUARTER),
        ("Quý IIII/2023", QUARTER),
        ("Q4/23", YEAR),
        ("0", YEAR),
        ("0000", YEAR),
        ("Quý I/0000", YEAR),
        ("1899", YEAR),
        ("2100", YEAR),
        ("20233", YEAR),
        ("9" * 5000, YEAR),
    ],
)
def test_what_is_no_period_is_refused_with_what_would_be_right(typed, sentence):
    with pytest.raises(PeriodError) as caught:
        parse_period(typed)
    with override("en"):
        assert str(caught.value.sentence) == sentence


@given(periods)
def test_every_written_form_is_read_back(period):
    assert {parse_period(form) for form in (period.code, period.label("vi"), period.label("en"))} == {period}
    assert Period.from_code(period.code) == period


@given(periods, st.integers(-50, 50))
def test_steps_can_be_taken_back(period, count):
    moved = period.shift(count)
    assert moved.shift(-count) == period
    assert moved.ordinal - period.ordinal == count
    assert (moved > period) == (count > 0)


@given(periods)
def test_periods_follow_each_other_without_a_gap(period):
    assert (period.next().start - period.end).days == 1
    assert period.next().previous() == period
    assert Period.of(period.start, period.is_year) == Period.of(period.end, period.is_year) == period
    assert period.same_period_last_year().end.year == period.year - 1


@given(st.text(max_size=20))
def test_any_text_is_a_period_or_refused(text):
    try:
        period = parse_period(text)
    except PeriodError:
        return
    assert str(period.year) in text
