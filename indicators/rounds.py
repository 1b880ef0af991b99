"""The days of a reporting round, how near its due date is, and in which round a yearly figure is asked for.

Pure: periods, dates and numbers of days in, the same out.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from dtracker.formats.quarters import FIRST_YEAR, Period
from indicators.enums import Punctuality, RoundRule, Stage

DUE_DAYS = 15
"""Days from the last day of the data to the due date, unless the round says otherwise."""
DUE_SOON_DAYS = 5
CUT_OFF = 14
"""Last day of the data in the last month of an administrative quarter (Nghị định 09/2019/NĐ-CP, article 12)."""


@dataclass(frozen=True, slots=True)
class RoundDates:
    """First and last day of the data, the day officers can begin, and the last day that is on time."""

    data_from: date
    data_to: date
    opens_on: date
    due_on: date


def round_dates(period: Period, rule: RoundRule = RoundRule.CALENDAR, due_days: int = DUE_DAYS) -> RoundDates:
    """The days of the round of a period: it opens when its data are complete and is due `due_days` after their end.

    Raises ValueError for due_days below 1: nobody can report before the last day is over.
    """
    if due_days < 1:
        raise ValueError(f"{due_days} days are too few to report in")
    data_from, data_to = data_days(period, rule)
    return RoundDates(data_from, data_to, data_to + timedelta(days=1), data_to + timedelta(days=due_days))


def data_days(period: Period, rule: RoundRule) -> tuple[date, date]:
    """First and last day whose data a round covers.

    An administrative quarter runs from the 15th of the month before it to the 14th of its last month, so the first
    quarter of 2026 is 15/12/2025–14/3/2026; an administrative year is 15/12–14/12.
    """
    if rule == RoundRule.CALENDAR:
        return period.start, period.end
    last_month_before = period.start - timedelta(days=1)
    return last_month_before.replace(day=CUT_OFF + 1), period.end.replace(day=CUT_OFF)


def stage_of(opens_on: date, due_on: date, today: date) -> Stage | None:
    """How near the due date is; None before the round opens. The due date itself is still on time."""
    if today < opens_on:
        return None
    left = (due_on - today).days
    if left < 0:
        return Stage.OVERDUE
    if left == 0:
        return Stage.DUE
    return Stage.DUE_SOON if left <= DUE_SOON_DAYS else Stage.OPENED


def reporting_quarter(year: Period, delay_days: int) -> Period:
    """The quarter in whose round a yearly figure is asked for: the one in which its publication is expected.

    Expected is the day `delay_days` after the end of the year: with 60 days the figure of 2025 is asked for in the
    round of the first quarter of 2026. Only with a delay of 0 it stays in the fourth quarter of its own year.
    """
    return Period.of(year.end + timedelta(days=delay_days), yearly=False)


def year_reported_in(quarter: Period, delay_days: int) -> Period | None:
    """The year whose figure is asked for in the round of this quarter; None in the three other quarters."""
    day_after = quarter.end - timedelta(days=delay_days) + timedelta(days=1)
    if day_after.year - 1 < FIRST_YEAR:
        return None
    ended = Period(day_after.year - 1)
    return ended if reporting_quarter(ended, delay_days) == quarter else None


def asked_period(sheet: Period, *, is_yearly: bool, delay_days: int) -> Period | None:
    """The period of the figure that the sheet of a round asks for; None when the indicator does not stand on it.

    A quarterly indicator stands on each quarter's sheet; a yearly one on that of a whole year, and on that of the
    quarter in which its publication is expected: of these two, who has a round of the year is asked in that one alone.
    """
    if not is_yearly:
        return None if sheet.is_year else sheet
    return sheet if sheet.is_year else year_reported_in(sheet, delay_days)


def sheet_period(period: Period, *, is_yearly: bool, delay_days: int) -> Period:
    """The quarter on whose sheet the figure of a period stands."""
    return reporting_quarter(period.as_year(), delay_days) if is_yearly else period


def punctuality_of(
    due_on: date, today: date, *, is_complete: bool, last_handed_over: date | None, ended_on: date | None = None
) -> Punctuality:
    """Whether a sheet was in time. `last_handed_over`: when its last line was, for a complete one.

    `ended_on`: the last day of the province or unit. From the day after it nobody is there to hand a sheet over, so
    none of its sheets is overdue, whenever it was due.
    """
    if is_complete:
        return Punctuality.LATE if last_handed_over and last_handed_over > due_on else Punctuality.ON_TIME
    if ended_on and today > ended_on:
        return Punctuality.ENDED
    return Punctuality.OVERDUE if today > due_on else Punctuality.WAITING
