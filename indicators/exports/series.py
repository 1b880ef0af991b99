"""The figures of one series as a CSV file that Excel opens as it is."""

from django.utils.translation import gettext as _

from dtracker.files.sheets.writing import Value, csv_lines
from indicators.explain import public_words
from indicators.queries.publications import Reading
from indicators.queries.series import SeriesPage


def series_csv(page: SeriesPage) -> str:
    """One line for every published figure, oldest first, undated ones last; numbers as plain decimals."""
    rows = (_line(page, each) for each in [*page.readings, *page.undated])
    return "".join(csv_lines([_header(), *rows]))


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


def _line(page: SeriesPage, reading: Reading) -> list[Value]:
    row = reading.publication
    return [
        page.province.full_name,
        page.indicator.name,
        reading.period.code if reading.period else reading.figure.printed_period,
        row.value,
        row.rank_of,
        page.indicator.unit,
        _("yes") if row.is_approximate else "",
        row.no_data_reason,
        public_words(row),
        row.version,
        row.source.label if row.source else "",
        str(_origin(row)),
        row.quote,
    ]


def _origin(row) -> str:
    return row.source.get_origin_display() if row.source else _("Entered in dtracker")
