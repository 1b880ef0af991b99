"""Bytes into rows: what each cell means, and what is refused before it can do harm."""

import os
import resource
import unicodedata
import zipfile
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.xml.functions import fromstring

from dtracker.files.sheets import archive, delimited, reading, xlsx
from dtracker.files.sheets.cells import Limits, SheetError, cleaned, letter_of
from dtracker.files.sheets.reading import read_table
from dtracker.files.sheets.writing import csv_lines
from tests.dtracker.files.books import book, hand_made, row_xml, sheet_xml

HEAD = ("mã", "số")


def is_header(texts: list[str]) -> bool:
    return set(HEAD) <= set(texts)


def table(file, limits: Limits = reading.USUAL):
    return read_table(file if hasattr(file, "read") else BytesIO(file), is_header=is_header, limits=limits)


def rows(file, limits: Limits = reading.USUAL) -> list:
    return list(table(file, limits).rows)


def texts(file) -> list[list[str]]:
    return [[cell.text for cell in row.cells.values()] for row in rows(file)]


def cell(value, form: str = "General"):
    """The cell as it is read when it is written with this number format."""
    (row,) = rows(book(HEAD, ("a", value), formats={"B2": form}))
    return row.cells.get(1)


def refusal(file, limits: Limits = reading.USUAL) -> str:
    with pytest.raises(SheetError) as refused:
        rows(file, limits)
    return str(refused.value.sentence)


# --- Cells of a workbook -------------------------------------------------------------------------

NUMBERS = [
    (0.8053, "0.00%", "80.53"),
    (0.8053, "0%", "80.53"),
    (0.8053, "General", "0.8053"),
    (1, "General", "1"),
    (1, "0%", "100"),
    (0.30000000000000004, "General", "0.3"),
    (0.1 + 0.7, "General", "0.8"),
    (1930.6, "0", "1930.6"),
    (1931, "#,##0", "1931"),
    (1e5, "General", "100000"),
    (-0.4, "0.0", "-0.4"),
    (80.53, "General", "80.53"),
    (12345678.25, "#,##0.00", "12345678.25"),
    (0, "General", "0"),
    (0.5, '0.0" %"', "0.5"),
    (0.5, "[Red]0%", "50"),
    (1931, "@", "1931"),
]


@pytest.mark.parametrize(("value", "form", "expected"), NUMBERS)
def test_numbers_are_the_decimals_that_excel_shows(value, form, expected):
    assert cell(value, form).number == Decimal(expected)


@pytest.mark.parametrize(
    ("value", "form", "is_rounded"),
    [
        (1930.6, "0", True),
        (1930.6, "0.0", False),
        (0.8053, "0%", True),
        (0.8053, "0.00%", False),
        (80.53, "General", False),
        (1930.6, "#,##0", True),
        (1931, "#,##0", False),
    ],
)
def test_a_cell_that_shows_less_than_it_holds_is_told(value, form, is_rounded):
    assert cell(value, form).is_rounded is is_rounded


@pytest.mark.parametrize(
    ("value", "form", "fault", "text"),
    [
        (True, "General", xlsx.IS_TRUTH, "TRUE"),
        (False, "General", xlsx.IS_TRUTH, "FALSE"),
        (datetime(2025, 1, 2), "dd/mm/yyyy", xlsx.IS_DATE, "2/1/2025"),
        (date(2025, 2, 1), "d-mmm", xlsx.IS_DATE, "1/2/2025"),
        (45000, "dd/mm/yyyy", xlsx.IS_DATE, "15/3/2023"),
        ("#N/A", "General", xlsx.IS_ERROR, "#N/A"),
        ("#DIV/0!", "General", xlsx.IS_ERROR, "#DIV/0!"),
        ("=1+1", "General", xlsx.IS_FORMULA, ""),
        (1e60, "General", xlsx.NO_NUMBER, ""),
    ],
)
def test_what_is_no_number_says_what_it_is(value, form, fault, text):
    found = cell(value, form)
    assert (found.fault, found.text, found.number) == (fault, text, None)


def test_a_formula_with_a_result_is_its_result():
    data = sheet_xml(
        row_xml(1, *HEAD) + '<row r="2"><c r="A2" t="str"><v>a</v></c><c r="B2"><f>1+1</f><v>2</v></c></row>'
    )
    (row,) = rows(hand_made(data))
    assert (row.cells[1].number, row.cells[1].fault) == (2, "")


@pytest.mark.parametrize("value", ["1e400", "-1e400", "9" * 60])
def test_numbers_beyond_reason_are_refused_by_cell(value):
    data = sheet_xml(row_xml(1, *HEAD) + f'<row r="2"><c r="B2"><v>{value}</v></c></row>')
    (row,) = rows(hand_made(data))
    assert row.cells[1].fault == xlsx.NO_NUMBER


@pytest.mark.parametrize("value", ["", None, " ", "\u00a0", "'"])
def test_nothing_is_no_cell(value):
    found = cell(value)
    assert found is None or found.text == "'"


@pytest.mark.parametrize("text", ["=1+1", "+84", "-1", "@x", "＝1", "'=1"])
def test_what_was_defused_comes_back(text):
    assert cell(f"'{text}").text == text


def test_text_is_cleaned():
    assert cell("Hoa\u0300 Bi\u0300nh\u00a0").text == "Hoà Bình"


def test_places_and_numbers_of_rows():
    file = book(("Báo cáo",), (), ("mã", None, "số"), ("a", "x", 1), (), ("b", None, 2))
    found = table(file)
    assert found.header == {0: "mã", 2: "số"}
    assert [(row.number, {place: each.text for place, each in row.cells.items()}) for row in found.rows] == [
        (4, {0: "a", 1: "x", 2: "1"}),
        (6, {0: "b", 2: "2"}),
    ]


@pytest.mark.parametrize(("place", "letter"), [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA")])
def test_letters_of_columns(place, letter):
    assert letter_of(place) == letter


def hide_row(workbook) -> None:
    workbook.active.row_dimensions[2].hidden = True


def test_hidden_rows_are_read_and_told():
    assert [row.is_hidden for row in rows(book(HEAD, ("a", 1), ("b", 2), change=hide_row))] == [True, False]


# --- Which sheet ---------------------------------------------------------------------------------


def hide_sheet(workbook) -> None:
    workbook["Khác"].sheet_state = "hidden"


def test_the_sheet_is_found_by_its_header():
    found = table(book(("Hướng dẫn",), also={"Số liệu": [HEAD, ("a", 1)]}))
    assert (found.sheet, [row.number for row in found.rows]) == ("Số liệu", [2])


def test_two_sheets_with_the_table_are_refused_by_name():
    assert refusal(book(HEAD, also={"Khác": [HEAD]})) == str(xlsx.TWO_SHEETS % {"sheets": "Sheet, Khác"})


def test_hidden_sheets_do_not_count():
    assert texts(book(HEAD, ("a", 1), also={"Khác": [HEAD]}, change=hide_sheet)) == [["a", "1"]]


def test_a_header_that_comes_too_late_is_none():
    assert refusal(book(*[("x",)] * 20, HEAD)) == str(xlsx.NO_TABLE)


# --- Files that are refused ----------------------------------------------------------------------


def merge(where: str):
    return lambda workbook: workbook.active.merge_cells(where)


def test_merged_rows_are_refused_with_the_place():
    assert refusal(book(HEAD, ("a", 1), ("b", 2), change=merge("A2:A3"))) == str(xlsx.MERGED % {"where": "A2:A3"})


def test_a_merged_title_is_fine():
    assert texts(book(("Báo cáo", None), HEAD, ("a", 1), change=merge("A1:B1"))) == [["a", "1"]]


def zipped(members: dict[str, bytes]) -> BytesIO:
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as made:
        for name, content in members.items():
            made.writestr(name, content)
    return file


def packed_well(size: int) -> str:
    """So many letters that pack to a fiftieth: not enough to be refused for that."""
    return "".join(os.urandom(20).hex() * 50 for _ in range(size // 2000))


def encrypted() -> BytesIO:
    data = bytearray(book(HEAD).getvalue())
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        start = 0
        while (start := data.find(mark, start)) >= 0:
            data[start + offset] |= 1
            start += 4
    return BytesIO(bytes(data))


ENTITY = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">]>'
OUTSIDE = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
GOOD = sheet_xml(row_xml(1, *HEAD) + row_xml(2, "a", "1"))


def in_utf16() -> BytesIO:
    text = GOOD.replace('<?xml version="1.0"?>', '<?xml version="1.0" encoding="UTF-16"?>')
    return hand_made(text.encode("utf-16"))


BOMBS = {
    "zip bomb": (lambda: hand_made(b"<x>" + b" " * 100_000_000 + b"</x>"), archive.TOO_LARGE),
    "many members": (
        lambda: hand_made(GOOD, **{f"xl/media/{n}.png": b"" for n in range(1_100)}),
        archive.TOO_LARGE,
    ),
    "claims more than it may": (lambda: zipped({"xl/workbook.xml": b"\0" * 200_000_000}), archive.TOO_LARGE),
    "a text of 30 MB": (
        lambda: hand_made(sheet_xml(row_xml(1, *HEAD) + row_xml(2, packed_well(30_000_000), "1"))),
        archive.TOO_LARGE,
    ),
    "shared strings": (
        lambda: hand_made(GOOD, **{"xl/sharedStrings.xml": packed_well(40_000_000)}),
        archive.TOO_LARGE,
    ),
    "entity": (lambda: hand_made(GOOD.replace('<?xml version="1.0"?>', ENTITY)), archive.FORBIDDEN_XML),
    "external entity": (lambda: hand_made(GOOD.replace('<?xml version="1.0"?>', OUTSIDE)), archive.FORBIDDEN_XML),
    "entity in the styles": (
        lambda: hand_made(GOOD, **{"xl/styles.xml": ENTITY + "<x/>"}),
        archive.FORBIDDEN_XML,
    ),
    "UTF-16 XML": (in_utf16, archive.FORBIDDEN_XML),
    "encrypted": (encrypted, archive.LOCKED),
    "no workbook": (lambda: zipped({"word/document.xml": b"<x/>"}), archive.NO_WORKBOOK),
    "cut off": (lambda: BytesIO(book(HEAD).getvalue()[:-200]), archive.DAMAGED),
    "only the mark": (lambda: BytesIO(b"PK\x03\x04"), archive.DAMAGED),
    "broken XML": (lambda: hand_made(GOOD[:-30]), archive.DAMAGED),
    "row without a number": (lambda: hand_made(GOOD.replace('row r="2"', 'row r="x"')), archive.DAMAGED),
    "string that is not there": (
        lambda: hand_made(sheet_xml(row_xml(1, *HEAD) + '<row r="2"><c r="A2" t="s"><v>7</v></c></row>')),
        archive.DAMAGED,
    ),
    "two hundred thousand empty rows": (
        lambda: hand_made(
            sheet_xml(row_xml(1, *HEAD) + "".join(f'<row r="{n}" a="{n * 7919}"/>' for n in range(2, 200_100)))
        ),
        None,
    ),
    "17 billion cells": (
        lambda: hand_made(GOOD.replace("<sheetData>", '<dimension ref="A1:XFD1048576"/><sheetData>')),
        None,
    ),
    "far to the right": (
        lambda: hand_made(sheet_xml(row_xml(1, *HEAD) + '<row r="2"><c r="XFD2"><v>1</v></c></row>')),
        xlsx.TOO_MANY_COLUMNS,
    ),
}


@pytest.mark.parametrize("name", BOMBS)
def test_bombs_and_damaged_files_are_refused_in_words(name):
    build, expected = BOMBS[name]
    file = build()
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    assert refusal(file) == str(expected or xlsx.TOO_MANY_ROWS % {"most": "200.000"})
    grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
    assert grown < 256


STARTS = [
    (b"", reading.EMPTY),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, reading.OLD_EXCEL),
    (b"%PDF-1.7 ...", delimited.NO_TEXT),
    (b"\x89PNG\r\n\x1a\n", delimited.NO_TEXT),
    (b"\xff\xd8\xff\xe0", delimited.NO_TEXT),
    (b"GIF89a", delimited.NO_TEXT),
    (b"\x7fELF\x02\x01\x00\x00", delimited.NO_TEXT),
    (b"<html><table><tr><td>x</td></tr></table></html>", delimited.NO_HEADER),
    ("xin chào".encode(), delimited.NO_HEADER),
]


@pytest.mark.parametrize(("data", "expected"), STARTS)
def test_what_is_no_table_says_so(data, expected):
    assert refusal(BytesIO(data)) == str(expected)


def test_rows_beyond_the_limit_are_refused():
    few = Limits(rows=3, header_within=2)
    assert refusal(book(HEAD, *[("a", n) for n in range(9)]), few) == str(xlsx.TOO_MANY_ROWS % {"most": "3"})
    text = "mã,số\n" + "a,1\n" * 9
    assert refusal(BytesIO(text.encode()), few) == str(xlsx.TOO_MANY_ROWS % {"most": "3"})


def test_a_text_file_beyond_the_limit_is_refused():
    assert refusal(BytesIO(b"x" * 2_000_001), Limits(size=2_000_000)) == str(reading.TOO_BIG % {"most": "1"})


# --- Text files ----------------------------------------------------------------------------------

TEXT = "mã{0}số{0}tỉnh\nHòa Bình{0}1{0}Đắk Lắk\n"


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le+mark", "utf-16-be+mark"])
def test_encodings_separators_and_ends_of_lines(encoding, delimiter, end):
    text = TEXT.format(delimiter).replace("\n", end)
    mark = "\ufeff" if encoding.endswith("+mark") else ""
    data = (mark + text).encode(encoding.removesuffix("+mark"))
    assert texts(BytesIO(data)) == [["Hòa Bình", "1", "Đắk Lắk"]]


def in_windows_1258(text: str) -> bytes:
    """As Vietnamese Windows writes it: base letters with their hat, then the mark of the tone."""
    data = b""
    for sign in text:
        for form in (sign, *_split(sign)):
            try:
                data += form.encode("cp1258")
                break
            except UnicodeEncodeError:
                continue
        else:
            raise AssertionError(unicodedata.name(sign))
    return data


def _split(sign: str) -> list[str]:
    parts = unicodedata.normalize("NFD", sign)
    return [unicodedata.normalize("NFC", parts[:end]) + parts[end:] for end in range(len(parts), 0, -1)] + [
        unicodedata.normalize("NFC", parts[0] + "".join(mark for mark in parts[1:] if mark not in tones))
        + "".join(mark for mark in parts[1:] if mark in tones)
        for tones in ["\u0300\u0301\u0303\u0309\u0323"]
    ]


@pytest.mark.parametrize(
    "words",
    [
        "Hòa Bình",
        "Đắk Lắk",
        "Thừa Thiên Huế",
        "Bà Rịa – Vũng Tàu",
        "Quảng Ngãi",
        "tỷ lệ hồ sơ xử lý trên mạng",
        "“đã nộp”",
    ],
)
def test_windows_1258_is_read_as_vietnamese(words):
    data = in_windows_1258(f"mã;số\n{words};1\n")
    assert texts(BytesIO(data)) == [[words, "1"]]


OLD = {
    "TCVN3": [b"m\xb7;s\xe8\nH\xb6i D\xad\xacng;1\n", b"m\xb7;s\xe8\nH\xb5 Giang;1\n", b"m\xb7;s\xe8\nB\xbec Ninh;1\n"],
    "VNI": [b"ma\xf5;so\xe1\nHa\xfbi D\xf6\xf4ng;1\n", b"ma\xf5;so\xe1\nHa\xf8 No\xe4i;1\n"],
    "latin": ["mã;số;ß;þ\n".encode("latin-1", "ignore") + b"\xfe\xdf;1\n"],
}


@pytest.mark.parametrize("data", [each for group in OLD.values() for each in group])
def test_old_fonts_are_refused_with_advice(data):
    assert refusal(BytesIO(data)) == str(delimited.OLD_FONTS)


@pytest.mark.parametrize("data", [b"\xff\xfem\x00\xe3\x00\x00\xd8", b"m\x00\xff\x00", b"a,b\n\x00,1"])
def test_broken_text_is_no_text(data):
    assert refusal(BytesIO(data)) == str(delimited.NO_TEXT)


def lines(text: str) -> list[tuple[int, list[str], bool]]:
    return [
        (row.number, [each.text for each in row.cells.values()], bool(row.fault))
        for row in rows(BytesIO(text.encode()))
    ]


LINES = [
    ("sep=;\nmã;số\na;1\n", [(2, ["a", "1"], False)]),
    ('"sep=;"\nmã;số\na;1\n', [(2, ["a", "1"], False)]),
    ("sep=,\nmã,số\na,1\n", [(2, ["a", "1"], False)]),
    ("Báo cáo\n\nmã,số\n\na,1\n", [(5, ["a", "1"], False)]),
    ('mã,số\n"a\nb",1\nc,2\n', [(2, ["a\nb", "1"], False), (3, ["c", "2"], False)]),
    ('mã,số\na,"80,53"\n', [(2, ["a", "80,53"], False)]),
    ("mã,số\na,80,53\n", [(2, ["a", "80", "53"], True)]),
    ("mã,số,khác\na,1\n", [(2, ["a", "1"], True)]),
    ("mã,số\na,1,,,\n", [(2, ["a", "1"], False)]),
    ("mã,số\na,1,,x\n", [(2, ["a", "1", "x"], True)]),
    ("mã;số\na;1,5\n", [(2, ["a", "1,5"], False)]),
    ("mã,số\n,\n,,\n  ,\t\n", []),
    ("mã,số\n\u00a0a\u00a0,'=1\n", [(2, ["a", "=1"], False)]),
]


@pytest.mark.parametrize(("text", "expected"), LINES)
def test_lines(text, expected):
    assert lines(text) == expected


@pytest.mark.parametrize("text", ['mã,số\na,"1\nb,2\n', f"mã,số\na,{'x' * 200_000}\n", 'mã,số\na,"1"2\n'])
def test_a_line_that_swallows_others_is_refused_by_number(text):
    assert refusal(BytesIO(text.encode())) == str(delimited.BAD_LINE % {"row": 2})


@given(st.binary(max_size=400))
def test_no_bytes_make_it_fall_over(data):
    for start in (b"", b"PK\x03\x04", "mã,số\n".encode(), "mã,số\n".encode("utf-16")):
        try:
            rows(BytesIO(start + data))
        except SheetError as refused:
            assert str(refused.sentence)


@given(st.lists(st.tuples(st.text(max_size=12), st.text(max_size=12)), max_size=6))
def test_text_of_any_kind_comes_through_whole_or_cleaned(pairs):
    data = "".join(csv_lines([HEAD, *pairs])).encode()
    expected = [[text for text in map(cleaned, pair) if text] for pair in pairs]
    assert texts(BytesIO(data)) == [each for each in expected if each]


def test_uploads_are_parsed_by_defusedxml_although_lxml_is_installed():
    assert fromstring.__module__ == "defusedxml.common"
