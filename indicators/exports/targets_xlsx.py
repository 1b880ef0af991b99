"""The targets of one province as a workbook: one row for each, with why it stands so."""

from collections.abc import Callable, Sequence
from decimal import Decimal
from html import unescape
from io import BytesIO

from django.utils.html import strip_tags
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side

from dtracker.files.sheets.cells import letter_of
from dtracker.files.sheets.writing import Value, fit_paper, put
from dtracker.formats.dates import format_date
from indicators.exports.targets import Line, TargetSheet, mark_of
from indicators.exports.why import why_lines
from indicators.tables.answers import answer

Column = tuple[str, int, Callable[[TargetSheet, Line], Value]]
"""Heading, width in characters, and what stands there."""

HEAD = PatternFill("solid", start_color="FFDCE9F2")
EDGE = Border(*(Side("thin", color="FFC9C5BC"),) * 4)
HEAD_ROW = 6
LINE_HEIGHT = 15
"""Points of a line of text."""
MOST_HEIGHT = 400
"""Points: Excel shows rows no higher than 409."""


def targets_workbook(sheet: TargetSheet) -> bytes:
    """The .xlsx in the language of the moment. Numbers are numbers, text is never a formula."""
    book = Workbook()
    book.properties.creator = "dtracker"
    table = book.active
    table.title = _("Targets")
    _fill_top(table, sheet)
    _fill_head(table)
    for number, line in enumerate(sheet.lines, start=HEAD_ROW + 1):
        _fill_row(table, number, sheet, line)
    _set_up(table, len(sheet.lines))
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def _fill_top(table, sheet: TargetSheet) -> None:
    """Of what and of when, the answer, and that a fictional province is one."""
    names = {"province": sheet.province.full_name, "day": format_date(sheet.on)}
    put(table["A1"], _("%(province)s: targets as of %(day)s") % names)
    table["A1"].font = Font(bold=True, size=14)
    put(table["A2"], unescape(strip_tags(answer(sheet.standings).line)))
    put(table["A3"], mark_of(sheet.province) or _("Published figures only."))
    table["A3"].font = Font(bold=sheet.province.is_illustration)
    put(table["A4"], sheet.narrowed)


def _fill_head(table) -> None:
    for place, (heading, width, _of) in enumerate(COLUMNS):
        cell = table.cell(HEAD_ROW, place + 1)
        put(cell, str(heading))
        cell.font, cell.fill, cell.border = Font(bold=True), HEAD, EDGE
        cell.alignment = Alignment(wrap_text=True, vertical="center")
        table.column_dimensions[letter_of(place)].width = width


def _fill_row(table, number: int, sheet: TargetSheet, line: Line) -> None:
    for place, (_heading, _width, of) in enumerate(COLUMNS):
        cell, value = table.cell(number, place + 1), of(sheet, line)
        put(cell, value)
        cell.border = EDGE
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        if isinstance(value, Decimal):
            cell.number_format = _number_format(line)
    link = table.cell(number, len(COLUMNS))
    link.hyperlink = link.value
    lines = sum(1 + len(each) // WHY_WIDTH for each in why_lines(line.why))
    table.row_dimensions[number].height = min(MOST_HEIGHT, LINE_HEIGHT * lines)


def _number_format(line: Line) -> str:
    """As the page shows it; the cell holds the exact number."""
    decimals = line.indicator.decimals
    return "#,##0." + "0" * decimals if decimals else "#,##0"


def _set_up(table, count: int) -> None:
    """The heads stay in sight and on every sheet of paper."""
    table.freeze_panes = f"D{HEAD_ROW + 1}"
    table.auto_filter.ref = f"A{HEAD_ROW}:{letter_of(len(COLUMNS) - 1)}{HEAD_ROW + count}"
    fit_paper(table)
    table.print_title_rows = f"{HEAD_ROW}:{HEAD_ROW}"


def _actual_number(_sheet: TargetSheet, line: Line) -> Decimal | None:
    return line.verdict.actual.value if line.verdict.actual else None


def _why(_sheet: TargetSheet, line: Line) -> str:
    return "\n".join(why_lines(line.why))


WHY_WIDTH = 90
COLUMNS: Sequence[Column] = (
    (gettext_lazy("Pillar"), 20, lambda _sheet, line: line.indicator.pillar.name),
    (pgettext_lazy("column", "Indicator code"), 16, lambda _sheet, line: line.indicator.code),
    (gettext_lazy("Indicator"), 40, lambda _sheet, line: line.indicator.name),
    (gettext_lazy("Target code"), 18, lambda _sheet, line: line.standing.target.code),
    (gettext_lazy("Document"), 28, lambda _sheet, line: line.document.label if line.document else ""),
    (gettext_lazy("Target"), 22, lambda _sheet, line: line.target),
    (gettext_lazy("Target as a number"), 12, lambda _sheet, line: line.terms.value),
    (gettext_lazy("Unit"), 12, lambda _sheet, line: line.indicator.unit),
    (gettext_lazy("Due"), 20, lambda _sheet, line: line.due),
    (gettext_lazy("Due period"), 11, lambda _sheet, line: line.terms.due.code if line.terms.due else ""),
    (gettext_lazy("Latest figure"), 20, lambda _sheet, line: line.value),
    (gettext_lazy("Figure as a number"), 12, _actual_number),
    (gettext_lazy("Period"), 20, lambda _sheet, line: line.period),
    (pgettext_lazy("figure", "Public since"), 14, lambda _sheet, line: line.public),
    (gettext_lazy("Status"), 20, lambda _sheet, line: line.status),
    (gettext_lazy("Remarks on the status"), 22, lambda _sheet, line: "; ".join(line.flags)),
    (gettext_lazy("Gap"), 26, lambda _sheet, line: line.gap),
    (gettext_lazy("Needed from now on"), 28, lambda _sheet, line: line.needed),
    (gettext_lazy("Who answers for it"), 24, lambda _sheet, line: line.owner),
    (gettext_lazy("Why this status"), WHY_WIDTH, _why),
    (gettext_lazy("Illustration"), 16, lambda sheet, _line: mark_of(sheet.province)),
    (gettext_lazy("Page"), 30, lambda sheet, line: sheet.page_of(line)),
)
"""One row holds one target. New columns go before the last, which is the link."""
