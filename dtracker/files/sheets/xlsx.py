"""Rows of an Excel workbook, with what Excel means by each cell.

openpyxl reads the parts; its parser of a worksheet is used row by row, because what it hands out otherwise
hides two things that matter: that an empty cell is a formula never worked out, and that a row is hidden.
"""

import re
import warnings
import zipfile
from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from itertools import chain, islice
from math import isfinite
from typing import BinaryIO

from django.utils.translation import gettext_lazy as _
from openpyxl import load_workbook
from openpyxl.styles.numbers import BUILTIN_FORMATS
from openpyxl.utils.cell import coordinate_to_tuple
from openpyxl.utils.datetime import from_excel
from openpyxl.worksheet._reader import FORMULA_TAG, INLINE_STRING, MERGE_TAG, ROW_TAG, WorkSheetParser
from openpyxl.xml.constants import SHEET_MAIN_NS
from openpyxl.xml.functions import iterparse

from dtracker.files.sheets.archive import DAMAGED, TOO_LARGE, check_archive
from dtracker.files.sheets.cells import Cell, IsHeader, Limits, Row, SheetError, Table, cleaned, letter_of, undefused
from dtracker.formats.dates import format_date
from dtracker.formats.numbers import MINUS, format_number

CELL_TAG = f"{{{SHEET_MAIN_NS}}}c"
TEXT_TAG = f"{{{SHEET_MAIN_NS}}}t"
DIMENSION_TAG = f"{{{SHEET_MAIN_NS}}}dimension"
MOST_DIGITS = 40

IS_FORMULA = _("This is a formula without a result. Copy the cells and paste them as values.")
IS_ERROR = _("Excel shows an error here.")
IS_TRUTH = _("This is TRUE or FALSE, not a number.")
IS_DATE = _("Excel keeps a date here. Format the cell as a number or text and type it again.")
NO_NUMBER = _("This number is too large or has no value.")
MERGED = _("Cells are merged (%(where)s). Unmerge them: each row needs its own cells.")
TWO_SHEETS = _("The table of figures stands on more than one sheet: %(sheets)s. Leave one.")
NO_TABLE = _(
    "No sheet has a header with the columns of the table. Use the template, or write the headers as listed below."
)
TOO_MANY_ROWS = _("This file has too many rows. At most %(most)s are taken at once.")
TOO_MANY_COLUMNS = _("The table has too many columns. Delete what lies beside it.")


def read_xlsx(file: BinaryIO, is_header: IsHeader, limits: Limits) -> Table:
    """The one visible sheet with such a header. SheetError for everything that cannot be read safely."""
    try:
        with zipfile.ZipFile(file) as archive:
            check_archive(archive, limits)
        file.seek(0)
        found = _found_sheets(_opened(file), is_header, limits)
    except SheetError:
        raise
    except Exception as error:  # the parser meets files made by anybody; whatever it stumbles over is no workbook
        raise SheetError(DAMAGED) from error
    if not found:
        raise SheetError(NO_TABLE)
    if len(found) > 1:
        raise SheetError(TWO_SHEETS % {"sheets": ", ".join(cleaned(table.sheet)[:40] for table in found[:5])})
    return found[0]


def _opened(file: BinaryIO):
    with warnings.catch_warnings():
        # openpyxl warns of styles and extensions it leaves out; none of them is a figure.
        warnings.simplefilter("ignore")
        return load_workbook(file, read_only=True, data_only=True, keep_links=False)


def _found_sheets(workbook, is_header: IsHeader, limits: Limits) -> list[Table]:
    sheets = [each for each in workbook.worksheets if each.sheet_state == "visible"]
    if len(sheets) > limits.sheets:
        raise SheetError(TOO_LARGE)
    found = []
    for sheet in sheets:
        rows = _rows(sheet, limits)
        first = list(islice(rows, limits.header_within))
        for place, row in enumerate(first):
            header = {column: cell.text for column, cell in row.cells.items()}
            if is_header(list(header.values())):
                found.append(Table(header, chain(first[place + 1 :], rows), sheet.title))
                break
    return found


def _rows(sheet, limits: Limits) -> Iterator[Row]:
    """Rows that are not empty. Counts the empty ones too: a formatted column is a million of them."""
    parser = _Rows(sheet)
    with sheet._get_source() as parser.source:
        try:
            for seen, (number, cells, is_hidden) in enumerate(parser.rows()):
                if seen >= limits.rows + limits.header_within:
                    raise SheetError(TOO_MANY_ROWS % {"most": format_number(limits.rows)})
                read = {each["column"] - 1: cell for each in cells if (cell := parser.cell(each))}
                if read and max(read) >= limits.columns:
                    raise SheetError(TOO_MANY_COLUMNS)
                if read:
                    yield Row(number, read, is_hidden)
        except SheetError:
            raise
        except Exception as error:  # as above: rows are parsed while they are asked for
            raise SheetError(DAMAGED) from error


class _Rows(WorkSheetParser):
    """openpyxl's parser of a worksheet, asked for rows only."""

    def __init__(self, sheet) -> None:
        book = sheet.parent
        super().__init__(None, sheet._shared_strings, data_only=True, epoch=book.epoch)
        # Dates are told by their style, below; openpyxl would turn the number into a day.
        self.days = book._date_formats | book._timedelta_formats
        self.book = book
        self.formats: dict[int, str] = {}

    def rows(self) -> Iterator[tuple[int, list[dict], bool]]:
        for _event, element in iterparse(self.source):
            if element.tag == ROW_TAG:
                number, cells = self.parse_row(element)
                yield number, cells, element.get("hidden") in ("1", "true")
                element.clear()
            elif element.tag == MERGE_TAG:
                where = ", ".join(cleaned(each.get("ref", ""))[:20] for each in list(element)[:3])
                self._check_merged(element, where)
            elif element.tag == DIMENSION_TAG:
                _check_dimension(element.get("ref", ""))

    def parse_row(self, row):
        self.row_counter = int(row.get("r", self.row_counter + 1))
        self.col_counter = 0
        return self.row_counter, [self.parse_cell(each) for each in row if each.tag == CELL_TAG]

    def parse_cell(self, element):
        simple = element.find(f"{INLINE_STRING}/{TEXT_TAG}") if element.get("t") == "inlineStr" else None
        if simple is not None:
            # As below, but without an object for each text: files of 100,000 rows are written in this way.
            self.col_counter = coordinate_to_tuple(element.get("r"))[1] if element.get("r") else self.col_counter + 1
            return {"column": self.col_counter, "value": simple.text, "data_type": "s", "style_id": 0}
        cell = super().parse_cell(element)
        if cell["value"] is None and element.find(FORMULA_TAG) is not None:
            cell["data_type"] = "f"
        return cell

    def cell(self, raw: dict) -> Cell | None:
        """The cell as it is meant; None where nothing stands."""
        value, kind, letter = raw["value"], raw["data_type"], letter_of(raw["column"] - 1)
        if kind == "f":
            return Cell(letter, "", fault=IS_FORMULA)
        if value is None:
            return None
        if kind == "e":
            return Cell(letter, cleaned(str(value)), fault=IS_ERROR)
        if kind == "b":
            return Cell(letter, "TRUE" if value else "FALSE", fault=IS_TRUTH)
        if kind == "d" or (kind == "n" and raw["style_id"] in self.days):
            return Cell(letter, self._day(value), fault=IS_DATE)
        if kind == "n":
            return _number(letter, value, self._format(raw["style_id"]))
        text = undefused(cleaned(str(value)))
        return Cell(letter, text) if text else None

    def _format(self, style: int) -> str:
        if style not in self.formats:
            number = self.book._cell_styles[style].numFmtId
            custom = self.book._number_formats
            self.formats[style] = BUILTIN_FORMATS.get(number) if number < 164 else custom[number - 164]
        return self.formats[style] or "General"

    def _day(self, value) -> str:
        try:
            day = value if isinstance(value, date) else from_excel(value, self.epoch)
        except (ValueError, OverflowError, TypeError):
            return ""
        return format_date(day) if isinstance(day, date | datetime) else str(day)

    def _check_merged(self, element, where: str) -> None:
        # A title over the table may be merged; below it, an empty half of a cell would count as nothing given.
        for each in element:
            first, _colon, last = each.get("ref", "").partition(":")
            if first[-1:].isdigit() and re.sub(r"[A-Z]", "", first) != re.sub(r"[A-Z]", "", last):
                raise SheetError(MERGED % {"where": where})


def _check_dimension(reference: str) -> None:
    """A sheet that claims a million rows and thousands of columns is formatted to its end, or made to harm."""
    match = re.fullmatch(r"([A-Z]{1,3})([0-9]{1,8}):([A-Z]{1,3})([0-9]{1,8})", reference)
    if match and len(match[3]) == 3 and int(match[4]) - int(match[2]) > 500_000:
        raise SheetError(TOO_MANY_ROWS % {"most": format_number(Limits.rows)})


def _number(letter: str, value: int | float, form: str) -> Cell:
    # Excel shows 15 digits and computes in binary: 0.30000000000000004 is 0.3.
    if isinstance(value, float) and not isfinite(value):
        return Cell(letter, "", fault=NO_NUMBER)
    number = Decimal(value) if isinstance(value, int) else Decimal(f"{value:.15g}")
    if abs(number.adjusted()) > MOST_DIGITS:
        return Cell(letter, "", fault=NO_NUMBER)
    is_percent = "%" in re.sub(r'"[^"]*"|\[[^\]]*\]|\\.', "", form)
    shown = number = number * 100 if is_percent else number
    if (decimals := _decimals_shown(form)) is not None:
        shown = round(number, decimals)
    return Cell(letter, _written(number), number, is_percent, is_rounded=shown != number)


def _written(number: Decimal) -> str:
    return format_number(number, language="vi").replace(MINUS, "-")


def _decimals_shown(form: str) -> int | None:
    """How many decimals a plain number format shows; None where it says nothing of it."""
    match = re.fullmatch(r"[#,0?]*[0#?](?:\.([0#?]+))?%?", form.partition(";")[0])
    return len(match[1] or "") if match else None
