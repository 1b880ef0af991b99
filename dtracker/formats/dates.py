"""How dates are written outside templates."""

import re
from datetime import date

from dtracker.formats.language import is_english
from dtracker.formats.quarters import FIRST_YEAR, LAST_TYPED_YEAR

PRINTED = (
    ("không muộn hơn ", "no later than "),
    ("trước ", "before "),
    ("sau ", "after "),
    ("tháng ", ""),
    ("năm ", ""),
)
"""How sources begin a date that is no day, with the English; the month or day that follows reads alike in both."""
DAY_OR_MONTH = re.compile(r"\d{1,2}(/\d{1,2})?/\d{4}|\d{4}")


def format_date(day: date, language: str | None = None) -> str:
    """The written date, "26/3/2021": day, month, year without leading zeros.

    Both languages of the product write it alike, so that a number never means the month in one and the
    day in the other; `language` is taken so that callers treat dates as they treat numbers.
    """
    return f"{day.day}/{day.month}/{day.year}"


def has_whole_year(day: date) -> bool:
    """Whether its year was typed in full: a browser makes the year 26 of a year in two digits."""
    return FIRST_YEAR <= day.year <= LAST_TYPED_YEAR


def printed_date(text: str) -> str:
    """A date as a source prints it ("tháng 2/2025", "không muộn hơn 9/5/2024"), in the reader's language.

    What is worded otherwise stays as it is printed.
    """
    if is_english():
        for vietnamese, english in PRINTED:
            if text.startswith(vietnamese) and DAY_OR_MONTH.fullmatch(text.removeprefix(vietnamese)):
                return english + text.removeprefix(vietnamese)
    return text
