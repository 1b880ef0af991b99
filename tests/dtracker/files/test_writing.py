"""Rows into files: nothing runs, nothing is lost, what comes back is what went out."""

import csv
from decimal import Decimal
from io import BytesIO, StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from dtracker.files.sheets.cells import DANGEROUS, cleaned, defused, undefused, writable
from dtracker.files.sheets.writing import csv_lines, put

FORMULAS = ["=1+1", "+84", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1", "=cmd|' /C calc'!A0", "'=1", "''=1"]


@pytest.mark.parametrize("text", FORMULAS)
def test_formulas_are_shown_and_come_back(text):
    assert defused(text) == f"'{text}"
    assert undefused(defused(text)) == text


@pytest.mark.parametrize("text", ["", "1931", "Hòa Bình", "a=1", "'quoted'", "80,53", "5-7"])
def test_other_texts_stay_as_they_are(text):
    assert (defused(text), undefused(text)) == (text, text)


@given(st.text(max_size=30))
def test_every_text_comes_back_and_none_can_run(text):
    assert undefused(defused(text)) == text
    assert not writable(text).startswith(DANGEROUS)


@pytest.mark.parametrize("sign", ["\x00", "\x0b", "\x1f", "\ufffe", "\uffff", "\ud800", "\x7f"])
def test_signs_that_no_file_can_hold_are_dropped(sign):
    assert (writable(f"a{sign}b"), cleaned(f"a{sign}b")) == ("ab", "ab")


def test_a_csv_file_is_marked_and_quoted_and_exact():
    text = "".join(csv_lines([["Tỉnh", "=1"], [Decimal("80.50"), -3], ["a;=2", None]]))
    assert text == '\ufeff"Tỉnh","\'=1"\r\n"80.5","-3"\r\n"a;=2",""\r\n'


def test_a_formula_stays_inert_where_excel_parts_at_semicolons():
    text = "".join(csv_lines([["a;=1+1", "b"]]))[1:]
    assert [each for line in csv.reader(StringIO(text), delimiter=";") for each in line if each.startswith("=")] == []


def written(value):
    book = Workbook()
    put(book.active["A1"], value)
    file = BytesIO()
    book.save(file)
    return load_workbook(file).active["A1"]


@pytest.mark.parametrize(
    ("value", "kind", "stored"),
    [
        ("=1+1", "s", "'=1+1"),
        ("Hòa Bình", "s", "Hòa Bình"),
        ("a\x0bb", "s", "ab"),
        (Decimal("80.53"), "n", 80.53),
        (1931, "n", 1931),
        (Decimal("123456789012.345678"), "s", "123456789012,345678"),
        (None, "n", None),
    ],
)
def test_cells(value, kind, stored):
    cell = written(value)
    assert (cell.data_type, cell.value) == (kind, stored)
