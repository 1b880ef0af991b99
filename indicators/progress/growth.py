"""Growth of at least g a year: a constant target, judged year by year (section 3)."""

from decimal import Context, Decimal

from indicators.progress.case import Case
from indicators.progress.inputs import Observation

_ROOT = Context(prec=40)


def is_closed_year(case: Case, item: Observation) -> bool:
    """A whole year, or the year to date after its fourth quarter."""
    return case.measure.is_yearly or case.measure.place(item.period).quarter == 4


def years_met(case: Case) -> tuple[int, int] | None:
    """How many of the closed years of the stage reached the rate, and how many are closed."""
    closed = _closed_years(case)
    return (sum(case.meets(item.value) for item in closed), len(closed)) if closed else None


def growth_needed(case: Case) -> Decimal | None:
    """Percent a year in the years left that still gives (1+g)^n over the stage.

    None without a start year, with a gap among the closed years, or when no year is left.
    """
    closed = _closed_years(case)
    if case.history_ends is None or not closed:
        return None
    first = case.history_ends if case.measure.is_yearly else (case.history_ends - 1) // 4
    last, end = closed[-1].period.year, case.goal.period.year
    is_complete = len(closed) == last - first
    factors = [1 + item.value / 100 for item in closed]
    planned = 1 + case.goal.value / 100
    if not is_complete or end <= last or min(*factors, planned) <= 0:
        return None
    return _rate_for(planned, end - first, factors, end - last)


def _rate_for(planned: Decimal, years: int, factors: list[Decimal], years_left: int) -> Decimal:
    logarithm = _ROOT.multiply(years, _ROOT.ln(planned))
    for factor in factors:
        logarithm = _ROOT.subtract(logarithm, _ROOT.ln(factor))
    return _ROOT.multiply(100, _ROOT.subtract(_ROOT.exp(_ROOT.divide(logarithm, years_left)), 1))


def _closed_years(case: Case) -> list[Observation]:
    inside = (item for item in case.counted if case.measure.ordinal(item.period) <= case.ordinal)
    return [item for item in inside if is_closed_year(case, item)]
