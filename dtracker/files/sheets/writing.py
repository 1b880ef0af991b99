"""Rows into files that a spreadsheet opens and never runs."""

import csv
from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from io import StringIO

from dtracker.files.sheets.cells import writable
from dtracker.formats.numbers import plain

BYTE_ORDER_MARK = "\ufeff"
"""Without it Excel takes UTF-8 for the code page of the machine."""

Value = str | Decimal | int | date | None


def csv_lines(rows: Iterable[Iterable[Value]]) -> Iterator[str]:
    """Lines of a CSV file, the mark of UTF-8 before the first: numbers as plain decimals, text defused.

    Everything stands in quotation marks, so that texts stay whole in an Excel that parts at semicolons.
    """
    buffer = StringIO()
    writer = csv.writer(buffer, quoting=csv.QUOTE_ALL)
    yield BYTE_ORDER_MARK
    for row in rows:
        writer.writerow([plain(each) if isinstance(each, Decimal | int) else writable(each or "") for each in row])
        yield buffer.getvalue()
        buffer.seek(0)
        buffer.truncate()


def put(cell, value: Value) -> None:
    """Write a value into a cell of a workbook; text never becomes a formula, numbers stay exact.

    A number of more than 15 digits is written as text: Excel would round it.
    """
    if isinstance(value, Decimal) and len(value.as_tuple().digits) > 15:
        value = plain(value).replace(".", ",")
    if isinstance(value, str):
        cell.value = writable(value)
        cell.data_type = "s"
    elif value is not None:
        cell.value = value


def fit_paper(table) -> None:
    """Of a worksheet: A4 lying down, all columns side by side on one page."""
    table.page_setup.orientation, table.page_setup.paperSize = "landscape", table.PAPERSIZE_A4
    table.page_setup.fitToWidth, table.page_setup.fitToHeight = 1, 0
    table.sheet_properties.pageSetUpPr.fitToPage = True
