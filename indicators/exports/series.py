"""The figures of one series as a CSV file that Excel opens as it is."""

import csv
from io import StringIO

from django.utils.translation import gettext as _

from dtracker.formats.numbers import plain
from indicators.explain import public_words
from indicators.queries.publications import Reading
from indicators.queries.series import SeriesPage

BYTE_ORDER_MARK = "\ufeff"
DANGEROUS = ("=", "+", "-", "@", "\t", "\r")
"""First characters that make Excel read a text as a formula."""


def series_csv(page: SeriesPage) -> str:
    """One line for every published figure, oldest first, undated ones last; numbers as plain decimals."""
    file = StringIO()
    writer = csv.writer(file)
    writer.writerow(_header())
    writer.writerows(_line(page, each) for each in [*page.readings, *page.undated])
    return BYTE_ORDER_MARK + file.getvalue()


def _header() -> list[str]:
    return [
        _("Province"),
        _("Indicator"),
        _("Period"),
        _("Value"),
        _("Number of units ranked"),
        _("Unit"),
        _("Approximate"),
        _("No data because"),
        _("Public since"),
        _("Version"),
        _("Source"),
        _("Origin"),
        _("Quotation"),
    ]


def _line(page: SeriesPage, reading: Reading) -> list[str]:
    row = reading.publication
    return [
        defused(page.province.full_name),
        defused(page.indicator.name),
        reading.period.code if reading.period else defused(reading.figure.period_text),
        plain(row.value) if row.value is not None else "",
        str(row.rank_of or ""),
        defused(page.indicator.unit),
        _("yes") if row.is_approximate else "",
        defused(row.no_data_reason),
        defused(public_words(row)),
        str(row.version),
        defused(row.source.label if row.source else ""),
        str(_origin(row)),
        defused(row.quote),
    ]


def _origin(row) -> str:
    return row.source.get_origin_display() if row.source else _("Entered in dtracker")


def defused(text: str) -> str:
    """Text that Excel shows and never runs: an apostrophe before what looks like a formula."""
    return f"'{text}" if text.startswith(DANGEROUS) else text
