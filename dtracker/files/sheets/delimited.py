"""Rows of a CSV file, in whatever encoding and with whatever separator a Vietnamese office saved it."""

import csv
import re
import unicodedata
from collections.abc import Iterator
from io import StringIO
from itertools import islice

from django.utils.translation import gettext_lazy as _

from dtracker.files.sheets.cells import Cell, IsHeader, Limits, Row, SheetError, Table, cleaned, letter_of, undefused
from dtracker.files.sheets.xlsx import TOO_MANY_COLUMNS, TOO_MANY_ROWS
from dtracker.formats.numbers import format_number

DELIMITERS = (",", ";", "\t")
_SEPARATOR_LINE = re.compile(r'\A"?sep=([,;\t|])"?,*\n', re.IGNORECASE)

NO_TEXT = _("This is neither an Excel workbook nor a text file. Save the table as .xlsx or as CSV UTF-8.")
OLD_FONTS = _(
    "The letters of this file are not Unicode; perhaps they are in a font of TCVN3 (ABC) or VNI. "
    "Convert the text to Unicode, then save as .xlsx or as CSV UTF-8."
)
NO_HEADER = _("No line has the columns of the table. Use the template, or write the headers as listed below.")
BAD_LINE = _("Row %(row)s cannot be read: a quotation mark is left open, or a text is too long.")
OTHER_WIDTH = _(
    "The row has %(cells)s cells and the header has %(columns)s. A number with a comma needs quotation marks."
)

# The letters of Vietnamese, for telling a right reading of old bytes from a wrong one.
_VOWELS = "aăâeêioôơuưy"
_TONES = "\u0300\u0301\u0303\u0309\u0323"
_LETTERS = frozenset(
    unicodedata.normalize("NFC", case(vowel) + tone)
    for vowel in _VOWELS
    for tone in ("", *_TONES)
    for case in (str.lower, str.upper)
) | frozenset("đĐ")
# What an old font has in the place of a letter (· « » § ×) is left out.
_PUNCTUATION = frozenset("\u00a0“”‘’–—…•°€₫²³")


Lines = Iterator[tuple[int, list[str]]]
"""Numbered lines, as the csv module parts them."""


def read_csv(data: bytes, is_header: IsHeader, limits: Limits) -> Table:
    """The lines below the first one with such a header. SheetError for text that cannot be read for certain."""
    text = decoded(data)
    declared = _SEPARATOR_LINE.match(text)
    if declared:
        text = text[declared.end() :]
    for delimiter in declared[1] if declared else DELIMITERS:
        lines = enumerate(csv.reader(StringIO(text, newline=""), delimiter=delimiter, strict=True), start=1)
        if found := _header(lines, is_header, limits):
            number, header = found
            return Table(header, _rows(lines, number, header, limits))
    raise SheetError(NO_HEADER)


def decoded(data: bytes) -> str:
    """The text, its lines ended alike. UTF-8, UTF-16 with its mark, or windows-1258 that reads as Vietnamese."""
    text = _decoded(data)
    if "\x00" in text:
        raise SheetError(NO_TEXT)
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _decoded(data: bytes) -> str:
    try:
        if data.startswith((b"\xff\xfe", b"\xfe\xff")):
            return data.decode("utf-16")
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        if b"\x00" in data or data.startswith((b"\xff\xfe", b"\xfe\xff")):
            raise SheetError(NO_TEXT) from None
    try:
        text = unicodedata.normalize("NFC", data.decode("cp1258"))
    except UnicodeDecodeError:
        raise SheetError(OLD_FONTS) from None
    if all(sign.isascii() or sign in _LETTERS or sign in _PUNCTUATION for sign in set(text)):
        return text
    raise SheetError(OLD_FONTS)


def _header(
    lines: Iterator[tuple[int, list[str]]], is_header: IsHeader, limits: Limits
) -> tuple[int, dict[int, str]] | None:
    """The first line that is one, with its number."""
    try:
        for number, line in islice(lines, limits.header_within):
            texts = [cleaned(text) for text in line]
            if is_header(texts):
                return number, {place: text for place, text in enumerate(texts) if text}
    except csv.Error:
        return None
    return None


def _rows(lines: Lines, number: int, header: dict[int, str], limits: Limits) -> Iterator[Row]:
    width = max(header) + 1
    if width > limits.columns:
        raise SheetError(TOO_MANY_COLUMNS)
    try:
        for number, line in lines:
            if number > limits.rows + limits.header_within:
                raise SheetError(TOO_MANY_ROWS % {"most": format_number(limits.rows)})
            cells = {place: Cell(letter_of(place), text) for place, text in enumerate(map(_text, line)) if text}
            if cells:
                yield Row(number, cells, fault=_width_fault(line, cells, width))
    except csv.Error as error:
        raise SheetError(BAD_LINE % {"row": number + 1}) from error


def _width_fault(line: list[str], cells: dict[int, Cell], width: int) -> str:
    if len(line) >= width and max(cells) < width:
        return ""
    return OTHER_WIDTH % {"cells": len(line), "columns": width}


def _text(text: str) -> str:
    return undefused(cleaned(text))
