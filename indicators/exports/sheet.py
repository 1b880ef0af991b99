"""The sheet of a period as a workbook to be filled in, which the import takes back as it is."""

from dataclasses import dataclass
from decimal import Decimal
from io import BytesIO

from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.worksheet.datavalidation import DataValidation

from dtracker.files.sheets.cells import letter_of
from dtracker.files.sheets.writing import Value, fit_paper, put
from dtracker.formats.quarters import Period
from indicators.checks import whole_numbers_only
from indicators.enums import FigureStatus, Shape
from indicators.forms.figures import unused_fields
from indicators.imports.columns import BY_NAME
from indicators.imports.milestones import word_of, words
from indicators.imports.reading import key_of
from indicators.queries.asked import Respondent
from indicators.queries.entry import Line

LAYOUT = (
    ("key", 14), ("province", 18), ("unit", 22), ("indicator", 22), ("title", 52), ("measure", 12), ("period", 12),
    ("value", 14),
    ("numerator", 14), ("denominator", 14), ("rank_of", 12), ("observed_on", 14),
    ("no_data_reason", 30), ("remark", 40), ("state", 16),
)  # fmt: skip
"""Columns of the template with their width."""

INPUT = ("value", "numerator", "denominator", "rank_of", "observed_on", "no_data_reason", "remark")

HEAD = PatternFill("solid", start_color="FFDCE9F2")
OPEN = PatternFill("solid", start_color="FFFFFBEB")
SHUT = PatternFill("solid", start_color="FFF1F1EE")
EDGE = Border(*(Side("thin", color="FFC9C5BC"),) * 4)
UNLOCKED = Protection(locked=False)


@dataclass(frozen=True)
class Sheet:
    """What the workbook is made from: the lines of one sheet, as `queries.entry.lines_of` gives them."""

    respondent: Respondent
    period: Period
    lines: list[Line]


def sheet_workbook(sheet: Sheet) -> bytes:
    """The .xlsx in the language of the moment: instructions, the table with its hidden keys, hidden lists."""
    book = Workbook()
    book.properties.creator = "dtracker"
    guide, table, lists = book.active, book.create_sheet(_("Figures")), book.create_sheet("lists")
    _fill_guide(guide, sheet)
    _fill_lists(lists)
    _fill_table(table, sheet)
    _add_checks(table, sheet)
    fit_paper(guide)
    fit_paper(table)
    table.print_title_rows = "1:1"
    book.active = table
    guide.sheet_view.tabSelected = False
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def file_name(sheet: Sheet) -> str:
    unit = f"-{sheet.respondent.unit.code}" if sheet.respondent.unit else ""
    return f"dtracker-{sheet.respondent.province.slug}{unit}-{sheet.period.code}.xlsx"


def _fill_guide(guide, sheet: Sheet) -> None:
    guide.title = _("Instructions")
    guide.column_dimensions["A"].width = 30
    guide.column_dimensions["B"].width = 96
    whose = sheet.respondent
    name = whose.title if whose.unit else whose.province.full_name
    title = _("%(province)s, %(period)s") % {"province": name, "period": sheet.period.label()}
    put(guide["A1"], title)
    guide["A1"].font = Font(bold=True, size=14)
    for number, sentence in enumerate(_steps(), start=3):
        put(guide.cell(number, 1), f"{number - 2}.")
        guide.cell(number, 1).alignment = Alignment(horizontal="right", vertical="top")
        put(guide.cell(number, 2), sentence)
    start = 3 + len(_steps()) + 1
    for number, name in enumerate((name for name, _width in LAYOUT), start=start):
        put(guide.cell(number, 1), str(BY_NAME[name].header))
        put(guide.cell(number, 2), str(BY_NAME[name].meaning))
        guide.cell(number, 1).font = Font(bold=True)
    for row in guide.iter_rows(min_row=3):
        row[1].alignment = Alignment(wrap_text=True, vertical="top")
    guide.protection.enable()


def _steps() -> list[str]:
    return [
        _("Fill in the yellow cells of the sheet “Figures”. Rows without a value are left out; nothing is deleted."),
        _("Write numbers as usual in Excel. A share may be 80.53, or 80.53% in a cell formatted as a percentage."),
        _("Of a milestone choose “%(done)s” or “%(not_done)s” in the list; one that is done needs its day.") % words(),
        _("Where there is no figure, leave the value empty and say why. Never write 0 for a missing figure."),
        _("Save the file, upload it on the page “Import from Excel”, look at the preview, then confirm."),
        _("Grey rows are submitted, approved or published and cannot be changed here."),
    ]


def _fill_lists(lists) -> None:
    """What may be chosen in a cell, a column each on a hidden sheet: reasons why there is no figure, milestones."""
    for column, texts in enumerate((_reasons(), words().values()), start=1):
        for number, text in enumerate(texts, start=1):
            put(lists.cell(number, column), text)
    lists.sheet_state = "hidden"


REASONS, MILESTONE = "lists!$A$1:$A$4", "lists!$B$1:$B$2"
"""Where they stand, for the checks."""


def _reasons() -> list[str]:
    return [
        _("Not collected in this period"),
        _("The publishing authority has not released it yet"),
        _("Not applicable to the province"),
        _("Being checked against the source"),
    ]


def _fill_table(table, sheet: Sheet) -> None:
    for place, (name, width) in enumerate(LAYOUT):
        head = table.cell(1, place + 1)
        put(head, str(BY_NAME[name].header))
        head.font, head.fill, head.border = Font(bold=True), HEAD, EDGE
        head.alignment = Alignment(wrap_text=True, vertical="center")
        table.column_dimensions[letter_of(place)].width = width
    table.column_dimensions["A"].hidden = True
    # Only a sheet of a unit has something to say there.
    table.column_dimensions[letter_of(_place("unit"))].hidden = sheet.respondent.unit is None
    for number, line in enumerate(sheet.lines, start=2):
        _fill_row(table, number, line, sheet.respondent)
    table.freeze_panes = f"{letter_of(_place('value'))}2"
    table.protection.enable()
    # The frame is locked against slips, not against people: no password, and columns may be made wider.
    table.protection.formatColumns = table.protection.formatRows = table.protection.autoFilter = False


def _fill_row(table, number: int, line: Line, whose: Respondent) -> None:
    unused = unused_fields(line.indicator)
    texts = _texts(line, whose)
    for place, (name, _width) in enumerate(LAYOUT):
        cell = table.cell(number, place + 1)
        put(cell, texts[name])
        if name == "observed_on":
            cell.number_format = "dd/mm/yyyy"
        is_input = name in INPUT and name not in unused and line.is_open
        cell.fill = OPEN if is_input else SHUT if name in INPUT else PatternFill()
        cell.border = EDGE
        cell.alignment = Alignment(wrap_text=name in ("title", "remark", "no_data_reason"), vertical="top")
        if is_input:
            cell.protection = UNLOCKED


def _texts(line: Line, whose: Respondent) -> dict[str, Value]:
    figure, indicator = line.figure, line.indicator
    given = {name: getattr(figure, name) if figure else None for name in INPUT}
    if indicator.shape == Shape.MILESTONE:
        given["value"] = word_of(given["value"])
    state = FigureStatus(figure.status).label if line.is_entered else _("Not entered yet")
    return given | {
        "key": key_of(figure, whose, indicator, line.period),
        "province": whose.province.name,
        "unit": whose.unit.code if whose.unit else None,
        "indicator": indicator.code,
        "title": indicator.name,
        "measure": indicator.unit,
        "period": line.period.code,
        "state": str(state),
    }


def _place(name: str) -> int:
    return [each for each, _width in LAYOUT].index(name)


def _add_checks(table, sheet: Sheet) -> None:
    """What Excel itself can say while the person types; the import checks everything again."""
    for number, line in enumerate(sheet.lines, start=2):
        if line.is_open:
            _check_value(table, number, line)
            if line.indicator.shape == Shape.RANK:
                _add(table, "rank_of", number, "whole", "greaterThanOrEqual", 1, None)
    if sheet.lines:
        reason = DataValidation("list", formula1=REASONS, allow_blank=True, showErrorMessage=False)
        letter = letter_of(_place("no_data_reason"))
        reason.add(f"{letter}2:{letter}{len(sheet.lines) + 1}")
        table.add_data_validation(reason)


def _check_value(table, number: int, line: Line) -> None:
    indicator = line.indicator
    if indicator.shape == Shape.MILESTONE:
        _add(table, "value", number, "list", None, MILESTONE, None)
        return
    kind = "whole" if whole_numbers_only(indicator) else "decimal"
    least, most = indicator.minimum, indicator.maximum
    if indicator.unit_vi == "%" and most is not None:
        # Excel sees 80.53% as 0.8053: both writings lie between 0 and the maximum.
        least = min(least or Decimal(0), Decimal(0))
    if least is not None and most is not None:
        _add(table, "value", number, kind, "between", least, most)
    elif least is not None:
        _add(table, "value", number, kind, "greaterThanOrEqual", least, None)


def _add(table, name: str, number: int, kind: str, operator: str | None, least, most) -> None:
    check = DataValidation(
        kind,
        operator=operator,
        formula1=f"{least.normalize():f}" if isinstance(least, Decimal) else str(least),
        formula2=None if most is None else f"{most.normalize():f}",
        allow_blank=True,
        showErrorMessage=True,
        errorStyle="warning",
        errorTitle=_("Check this value"),
        error=_("It lies outside what the indicator allows."),
    )
    check.add(f"{letter_of(_place(name))}{number}")
    table.add_data_validation(check)
