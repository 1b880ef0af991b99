"""The days of rounds, stages, and where a yearly figure is asked for: tables of cases."""

from datetime import UTC, date, datetime

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from dtracker.formats.quarters import Period
from indicators.enums import Punctuality, RoundRule, Stage
from indicators.rounds import (
    RoundDates,
    asked_period,
    data_days,
    punctuality_of,
    reporting_quarter,
    round_dates,
    sheet_period,
    stage_of,
    year_reported_in,
)

CALENDAR, ADMINISTRATIVE = RoundRule.CALENDAR, RoundRule.ADMINISTRATIVE
periods = st.builds(Period, st.integers(1950, 2150), st.integers(1, 4))
years = st.builds(Period, st.integers(1950, 2150))
delays = st.integers(0, 32767)


@pytest.mark.parametrize(
    ("code", "rule", "first", "last"),
    [
        ("2026-Q1", CALENDAR, date(2026, 1, 1), date(2026, 3, 31)),
        ("2026-Q2", CALENDAR, date(2026, 4, 1), date(2026, 6, 30)),
        ("2026-Q4", CALENDAR, date(2026, 10, 1), date(2026, 12, 31)),
        ("2026", CALENDAR, date(2026, 1, 1), date(2026, 12, 31)),
        ("2026-Q1", ADMINISTRATIVE, date(2025, 12, 15), date(2026, 3, 14)),
        ("2026-Q2", ADMINISTRATIVE, date(2026, 3, 15), date(2026, 6, 14)),
        ("2026-Q3", ADMINISTRATIVE, date(2026, 6, 15), date(2026, 9, 14)),
        ("2026-Q4", ADMINISTRATIVE, date(2026, 9, 15), date(2026, 12, 14)),
        ("2024-Q1", ADMINISTRATIVE, date(2023, 12, 15), date(2024, 3, 14)),
        ("2026", ADMINISTRATIVE, date(2025, 12, 15), date(2026, 12, 14)),
    ],
)
def test_the_days_of_the_data(code, rule, first, last):
    assert data_days(Period.from_code(code), rule) == (first, last)


@pytest.mark.parametrize(
    ("code", "rule", "due_days", "opens", "due"),
    [
        ("2026-Q3", CALENDAR, 15, date(2026, 10, 1), date(2026, 10, 15)),
        ("2026-Q4", CALENDAR, 15, date(2027, 1, 1), date(2027, 1, 15)),
        ("2026-Q4", ADMINISTRATIVE, 15, date(2026, 12, 15), date(2026, 12, 29)),
        ("2026-Q4", ADMINISTRATIVE, 1, date(2026, 12, 15), date(2026, 12, 15)),
        # 60 days reach 29 February only in a leap year.
        ("2023-Q4", CALENDAR, 60, date(2024, 1, 1), date(2024, 2, 29)),
        ("2024-Q4", CALENDAR, 60, date(2025, 1, 1), date(2025, 3, 1)),
    ],
)
def test_a_round_opens_when_its_data_are_complete(code, rule, due_days, opens, due):
    period = Period.from_code(code)
    first, last = data_days(period, rule)
    assert round_dates(period, rule, due_days) == RoundDates(first, last, opens, due)


@pytest.mark.parametrize("days", [0, -1])
def test_nobody_can_report_before_the_data_are_complete(days):
    with pytest.raises(ValueError, match="too few"):
        round_dates(Period(2026, 1), CALENDAR, days)


@given(periods, st.sampled_from(RoundRule))
def test_rounds_follow_each_other_without_gap_or_overlap(period, rule):
    _first, last = data_days(period, rule)
    after, _last = data_days(period.next(), rule)
    assert (after - last).days == 1


@pytest.mark.parametrize(
    ("today", "stage"),
    [
        (date(2026, 9, 30), None),
        (date(2026, 10, 1), Stage.OPENED),
        (date(2026, 10, 9), Stage.OPENED),
        (date(2026, 10, 10), Stage.DUE_SOON),
        (date(2026, 10, 14), Stage.DUE_SOON),
        (date(2026, 10, 15), Stage.DUE),
        (date(2026, 10, 16), Stage.OVERDUE),
        (date(2030, 1, 1), Stage.OVERDUE),
    ],
)
def test_stages(today, stage):
    assert stage_of(date(2026, 10, 1), date(2026, 10, 15), today) == stage


def test_a_round_of_one_day_is_due_when_it_opens():
    day = date(2026, 12, 15)
    assert stage_of(day, day, day) == Stage.DUE


@pytest.mark.parametrize(
    ("moment", "stage"),
    [
        # Asia/Ho_Chi_Minh turns to the next day at 17:00 UTC.
        (datetime(2026, 9, 30, 16, 59, 59, tzinfo=UTC), None),
        (datetime(2026, 9, 30, 17, 0, tzinfo=UTC), Stage.OPENED),
        (datetime(2026, 10, 14, 17, 0, tzinfo=UTC), Stage.DUE),
        (datetime(2026, 10, 15, 16, 59, 59, tzinfo=UTC), Stage.DUE),
        (datetime(2026, 10, 15, 17, 0, tzinfo=UTC), Stage.OVERDUE),
    ],
)
def test_the_day_turns_at_midnight_in_vietnam(moment, stage):
    assert stage_of(date(2026, 10, 1), date(2026, 10, 15), timezone.localdate(moment)) == stage


@pytest.mark.parametrize(
    ("year", "delay", "quarter"),
    [
        (2025, 0, "2025-Q4"),
        (2025, 1, "2026-Q1"),
        (2025, 60, "2026-Q1"),
        (2025, 90, "2026-Q1"),
        (2025, 91, "2026-Q2"),
        # 2024 is a leap year: its 31 March is the 91st day.
        (2023, 91, "2024-Q1"),
        (2023, 92, "2024-Q2"),
        (2025, 120, "2026-Q2"),
        (2025, 300, "2026-Q4"),
        (2025, 365, "2026-Q4"),
        (2025, 366, "2027-Q1"),
        (2023, 366, "2024-Q4"),
        (2025, 800, "2028-Q1"),
    ],
)
def test_a_yearly_figure_is_asked_for_when_its_publication_is_expected(year, delay, quarter):
    assert reporting_quarter(Period(year), delay) == Period.from_code(quarter)
    assert year_reported_in(Period.from_code(quarter), delay) == Period(year)


@pytest.mark.parametrize("quarter", ["2025-Q4", "2026-Q2", "2026-Q3", "2026-Q4"])
def test_in_the_other_quarters_it_is_not_asked_for(quarter):
    assert year_reported_in(Period.from_code(quarter), 60) is None


@given(years, delays.filter(lambda days: days < 18000))
def test_every_year_is_asked_for_exactly_once(year, delay):
    quarter = reporting_quarter(year, delay)
    near = [quarter.shift(count) for count in range(-4, 5)]
    assert [each for each in near if year_reported_in(each, delay) == year] == [quarter]


@given(st.builds(Period, st.integers(1900, 2200), st.integers(1, 4)), delays)
def test_any_quarter_and_any_delay_give_an_answer(quarter, delay):
    year = year_reported_in(quarter, delay)
    assert year is None or reporting_quarter(year, delay) == quarter


@pytest.mark.parametrize(
    ("sheet", "is_yearly", "delay", "asked"),
    [
        ("2026-Q1", False, 15, "2026-Q1"),
        ("2026", False, 15, None),
        ("2026", True, 60, "2026"),
        ("2026-Q1", True, 60, "2025"),
        ("2026-Q4", True, 60, None),
        ("2026-Q4", True, 0, "2026"),
    ],
)
def test_what_a_sheet_asks_for(sheet, is_yearly, delay, asked):
    found = asked_period(Period.from_code(sheet), is_yearly=is_yearly, delay_days=delay)
    assert found == (Period.from_code(asked) if asked else None)


def test_on_which_sheet_a_figure_stands():
    assert sheet_period(Period(2026, 1), is_yearly=False, delay_days=15) == Period(2026, 1)
    assert sheet_period(Period(2025), is_yearly=True, delay_days=60) == Period(2026, 1)


DUE = date(2026, 10, 15)


@pytest.mark.parametrize(
    ("today", "is_complete", "last", "expected"),
    [
        (DUE, True, DUE, Punctuality.ON_TIME),
        (date(2027, 1, 1), True, DUE, Punctuality.ON_TIME),
        (date(2027, 1, 1), True, date(2026, 10, 16), Punctuality.LATE),
        (date(2027, 1, 1), True, None, Punctuality.ON_TIME),
        (DUE, False, None, Punctuality.WAITING),
        (date(2026, 10, 16), False, None, Punctuality.OVERDUE),
    ],
)
def test_punctuality(today, is_complete, last, expected):
    assert punctuality_of(DUE, today, is_complete=is_complete, last_handed_over=last) == expected


MERGED = date(2025, 6, 30)


@pytest.mark.parametrize(
    ("due_on", "today", "expected"),
    [
        # Due after its end: it waits until its last day, and owes nothing from the day after.
        (date(2025, 7, 15), MERGED, Punctuality.WAITING),
        (date(2025, 7, 15), date(2025, 7, 1), Punctuality.ENDED),
        (date(2025, 7, 15), date(2026, 11, 22), Punctuality.ENDED),
        (date(2025, 7, 1), date(2025, 7, 1), Punctuality.ENDED),
        # Due by its last day: overdue as long as it is there.
        (MERGED, MERGED, Punctuality.WAITING),
        (MERGED, date(2025, 7, 1), Punctuality.ENDED),
        (date(2025, 4, 15), date(2025, 4, 16), Punctuality.OVERDUE),
        (date(2025, 4, 15), MERGED, Punctuality.OVERDUE),
        (date(2025, 4, 15), date(2026, 11, 22), Punctuality.ENDED),
    ],
)
def test_who_has_ended_is_not_overdue(due_on, today, expected):
    found = punctuality_of(due_on, today, is_complete=False, last_handed_over=None, ended_on=MERGED)
    assert found == expected


@pytest.mark.parametrize(("last", "expected"), [(MERGED, Punctuality.ON_TIME), (date(2025, 8, 1), Punctuality.LATE)])
def test_what_was_handed_over_counts_as_ever(last, expected):
    due_on, today = date(2025, 7, 15), date(2026, 1, 1)
    found = punctuality_of(due_on, today, is_complete=True, last_handed_over=last, ended_on=MERGED)
    assert found == expected
