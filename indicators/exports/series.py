"""The figures of one series as a CSV file that Excel opens as it is."""

from django.utils.translation import gettext as _

from dtracker.files.sheets.writing import Value, csv_lines
from indicators.explain import public_words
from indicators.queries.publications import Reading
from indicators.queries.series import SeriesPage

COLUMNS = (
    "province", "province_name", "indicator", "indicator_name", "period", "value", "rank_of", "unit", "approximate",
    "no_data_reason", "public_on", "public_as_printed", "version", "source", "source_name", "origin", "quote",
    "as_of", "illustration",
)  # fmt: skip
"""The names of the columns: the same in every language and every release, new ones at the end, so that programs can
read them; docs/how-to/read-a-chart.md says what they hold."""


def series_csv(page: SeriesPage) -> str:
    """One line for every figure published by the day of the page, oldest first, undated ones last.

    Numbers as plain decimals, days as 2023-12-31, periods as 2023-Q4 or 2023; working values never.
    """
    rows = (_line(page, each) for each in [*page.readings, *page.undated])
    return "".join(csv_lines([COLUMNS, *rows]))


def _line(page: SeriesPage, reading: Reading) -> list[Value]:
    row = reading.publication
    return [
        page.province.slug,
        page.province.full_name,
        page.indicator.code,
        page.indicator.name,
        reading.period.code if reading.period else reading.figure.printed_period,
        row.value,
        row.rank_of,
        page.indicator.unit,
        "yes" if row.is_approximate else "",
        row.no_data_reason,
        row.public_on.isoformat() if row.public_on else "",
        public_words(row),
        row.version,
        row.source.code if row.source else "",
        row.source.label if row.source else "",
        row.source.get_origin_display() if row.source else _("Entered in dtracker"),
        row.quote,
        page.day.isoformat(),
        _("Illustrative figures, not to be quoted.") if page.province.is_illustration else "",
    ]
