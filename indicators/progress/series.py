"""The series that is judged: newest versions in order, and sums of quarters where the shape asks."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from decimal import ROUND_FLOOR, Context, Decimal
from itertools import groupby

from dtracker.formats.quarters import Period
from indicators.progress.inputs import Measure, Observation

Series = tuple[Observation, ...]

_SUM = Context(prec=60)
# Rounding down keeps the order exact: growth of just under 20 % never becomes 20 %.
_GROWTH = Context(prec=40, rounding=ROUND_FLOOR)


def published(
    observations: Iterable[Observation], measure: Measure, *, today: date, ended_on: date | None = None
) -> Series:
    """The figures public by today, in order, each period once in its newest version.

    Of a unit that ended only the periods count in which it existed to the last day (ruling 5).
    """
    newest: dict[int, Observation] = {}
    for item in sorted(observations, key=_oldest_version_first):
        is_public = item.public_on is None or item.public_on <= today
        if is_public and (ended_on is None or item.period.end <= ended_on):
            newest[_slot(item.period, measure)] = item
    return tuple(newest[slot] for slot in sorted(newest))


def _oldest_version_first(item: Observation) -> tuple[int, int, date, Decimal]:
    return item.period.as_quarter().ordinal, item.version, item.public_on or date.min, item.value


def _slot(period: Period, measure: Measure) -> int:
    # A year typed for a yearly flow is the sum of its quarters, not its fourth one: it has its own slot.
    if measure.sums_quarters_of_a_year:
        return 2 * period.as_quarter().ordinal + period.is_year
    return measure.ordinal(period)


def year_totals(flows: Series) -> Series:
    """Year-to-date sums of quarterly flows; a year stops at its first missing quarter.

    A typed whole year stands as the sum of its four quarters.
    """
    totals: list[Observation] = []
    for _, items in groupby(flows, key=lambda item: item.period.year):
        of_year = list(items)
        whole = [replace(item, period=item.period.as_quarter()) for item in of_year if item.period.is_year]
        quarters = [item for item in of_year if not item.period.is_year]
        sums = _running(quarters, start=quarters[0].period.year * 4 + 1) if quarters else []
        totals += [item for item in sums if not whole or item.period.quarter != 4] + whole
    return tuple(totals)


def running_totals(flows: Series, measure: Measure, *, first: Period, start_value: Decimal) -> Series:
    """Totals since the start from flows per period, up to the last period before the first missing one."""
    placed = (replace(item, period=measure.place(item.period)) for item in flows)
    after = [item for item in placed if item.period.ordinal >= first.ordinal]
    return tuple(_running(after, start=first.ordinal, start_value=start_value))


def _running(flows: Sequence[Observation], *, start: int, start_value: Decimal = Decimal(0)) -> list[Observation]:
    totals: list[Observation] = []
    total, is_provisional = start_value, False
    for expected, item in enumerate(flows, start=start):
        if item.period.ordinal != expected:
            break
        total, is_provisional = _SUM.add(total, item.value), is_provisional or item.provisional
        totals.append(replace(item, value=total, provisional=is_provisional))
    return totals


def growth_of_levels(levels: Iterable[Observation]) -> Series:
    """Growth in percent from a series of levels: full years, and year to date against the same quarters.

    A year to date needs all its quarters in both years. A base of zero or below gives no growth at all.
    Growth of an open year is provisional.
    """
    newest = {item.period: item for item in sorted(levels, key=_oldest_version_first)}
    ordered = [newest[period] for period in sorted(newest)]
    sums = {item.period: item for item in year_totals(tuple(i for i in ordered if not i.period.is_year))}
    years = {item.period: item for item in ordered if item.period.is_year}
    grown = (_growth(item, known) for known in (sums, years) for item in known.values())
    return tuple(sorted((item for item in grown if item is not None), key=lambda item: item.period))


def _growth(item: Observation, known: dict[Period, Observation]) -> Observation | None:
    base = known.get(item.period.same_period_last_year())
    if base is None or base.value <= 0:
        return None
    rate = _GROWTH.divide(_SUM.multiply(100, _SUM.subtract(item.value, base.value)), base.value)
    is_open = item.period.quarter in (1, 2, 3)
    return replace(item, value=rate, provisional=item.provisional or base.provisional or is_open)
