"""Tasks as a workbook to be read or filled in, which the import takes back as it is."""

from collections.abc import Iterable
from io import BytesIO

from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font, PatternFill

from agreements.enums import TaskState
from agreements.imports.columns import BY_NAME
from agreements.imports.reading import key_of
from agreements.models import Task
from dtracker.files.sheets.cells import letter_of
from dtracker.files.sheets.writing import Value, put

LAYOUT = (
    ("key", 14), ("province", 18), ("work_vi", 60), ("person", 26), ("unit", 32), ("starts_on", 14),
    ("deadline", 14), ("reason", 30), ("product_vi", 40), ("authority_vi", 28), ("agreement", 20), ("programme", 22),
    ("body", 22), ("indicators", 28), ("state", 20),
)  # fmt: skip
"""Columns with their width."""
HEAD = PatternFill("solid", start_color="FFDCE9F2")


def tasks_workbook(tasks: Iterable[Task]) -> bytes:
    """The .xlsx in the language of the moment; text is never a formula, days are days."""
    book = Workbook(write_only=True)
    book.properties.creator = "dtracker"
    table = book.create_sheet(_("Tasks"))
    for place, (_name, width) in enumerate(LAYOUT):
        table.column_dimensions[letter_of(place)].width = width
    table.column_dimensions["A"].hidden = True
    table.freeze_panes = "D2"
    table.append([_head(table, name) for name, _width in LAYOUT])
    for task in tasks:
        texts = _texts(task)
        table.append([_cell(table, texts.get(name)) for name, _width in LAYOUT])
    guide = book.create_sheet(_("Instructions"))
    guide.column_dimensions["A"].width, guide.column_dimensions["B"].width = 30, 96
    for name, _width in LAYOUT:
        guide.append([_cell(guide, str(BY_NAME[name].header)), _cell(guide, str(BY_NAME[name].meaning))])
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def _head(table, name: str) -> WriteOnlyCell:
    cell = _cell(table, str(BY_NAME[name].header))
    cell.font, cell.fill = Font(bold=True), HEAD
    return cell


def _cell(table, value: Value) -> WriteOnlyCell:
    cell = WriteOnlyCell(table)
    put(cell, value or None)
    if hasattr(value, "year"):
        cell.number_format = "dd/mm/yyyy"
    return cell


def _texts(task: Task) -> dict[str, Value]:
    return {
        "key": key_of(task),
        # The old and the new of a merger may share a name.
        "province": f"{task.province.name} ({task.province.slug})",
        "work_vi": task.work_vi,
        "person": task.person,
        "unit": task.unit_name_vi,
        "starts_on": task.starts_on,
        "deadline": task.deadline,
        "product_vi": task.product_vi,
        "authority_vi": task.authority_vi,
        "agreement": task.agreement.code if task.agreement else "",
        "programme": task.programme.code if task.programme else "",
        "body": task.body.code if task.body else "",
        "indicators": ", ".join(each.code for each in task.indicators.all()),
        "state": str(TaskState(task.state).label),
    }
