"""How dates are written outside templates."""

from datetime import date


def format_date(day: date, language: str | None = None) -> str:
    """The written date, "26/3/2021": day, month, year without leading zeros.

    Both languages of the product write it alike, so that a number never means the month in one and the
    day in the other; `language` is taken so that callers treat dates as they treat numbers.
    """
    return f"{day.day}/{day.month}/{day.year}"
