"""The published results of an index as a workbook: one row for each unit, one column for each criterion."""

from decimal import Decimal
from io import BytesIO

from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from openpyxl import Workbook
from openpyxl.styles import Alignment, Font

from dtracker.files.sheets.cells import letter_of
from dtracker.files.sheets.writing import Value, fit_paper, put
from indicators.exports.targets import mark_of
from indicators.models import Criterion, IndexResult
from indicators.models.scoring_results import WHOLE
from indicators.queries.scoring_results import PublishedIndex
from indicators.tables.scoring import in_order
from indicators.tables.scoring_words import rule_words, version_words

HEAD_ROW = 5
FIRST = 8
"""Columns before those of the criteria."""


def results_workbook(found: PublishedIndex) -> bytes:
    """The .xlsx in the language of the moment. Points are numbers; empty where the unit does not have the criterion."""
    book = Workbook()
    book.properties.creator = "dtracker"
    table = book.active
    table.title = _("Results")
    criteria = [each for each, _depth in found.method.ordered]
    _fill_top(table, found)
    _fill_head(table, criteria)
    for number, result in enumerate(in_order(found), start=HEAD_ROW + 1):
        for place, value in enumerate(_row(result, criteria), start=1):
            put(table.cell(number, place), value)
    _set_up(table, len(criteria), len(found.results))
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def _fill_top(table, found: PublishedIndex) -> None:
    index = found.round.index
    put(table["A1"], f"{index.name}: {found.round.period.label()}")
    table["A1"].font = Font(bold=True, size=14)
    put(table["A2"], f"{index.province.full_name}. {version_words(found)}")
    put(table["A3"], mark_of(index.province) or " ".join(rule_words(found.method)))
    table["A3"].font = Font(bold=index.province.is_illustration)


def _fill_head(table, criteria: list[Criterion]) -> None:
    names = [
        _("Kind of unit"),
        pgettext("rank", "Place"),
        _("Units ranked"),
        pgettext("of a province", "Unit"),
        _("Points"),
        _("Grade"),
        _("Sum"),
        _("Most possible"),
    ]
    heads = [*names, *(f"{each.number} {each.name}" for each in criteria)]
    for place, name in enumerate(heads, start=1):
        cell = table.cell(HEAD_ROW, place)
        put(cell, name)
        cell.font, cell.alignment = Font(bold=True), Alignment(wrap_text=True, vertical="top")


def _row(result: IndexResult, criteria: list[Criterion]) -> list[Value]:
    added, possible, _total = (Decimal(each) for each in result.lines[WHOLE])
    lines = [result.lines.get(each.number) for each in criteria]
    return [
        str(result.unit.get_kind_display()),
        result.place,
        result.place_of,
        result.unit.name,
        result.total,
        result.grade,
        added,
        possible,
        *(Decimal(each[2]) if each else None for each in lines),
    ]


def _set_up(table, criteria: int, count: int) -> None:
    for place in range(FIRST + criteria):
        table.column_dimensions[letter_of(place)].width = 34 if place == 3 else 16
    table.freeze_panes = f"E{HEAD_ROW + 1}"
    table.auto_filter.ref = f"A{HEAD_ROW}:{letter_of(FIRST + criteria - 1)}{HEAD_ROW + count}"
    fit_paper(table)
    table.print_title_rows = f"{HEAD_ROW}:{HEAD_ROW}"


def file_name(found: PublishedIndex) -> str:
    return f"{found.round.index.code}-{found.round.period.code}-{found.publication.version}.xlsx".lower()
