"""Rows of a file of tasks into entries: what each says of which task, or why it cannot be read."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import BinaryIO

from django.utils.translation import gettext as _

from agreements.imports.columns import BY_NAME, is_header, name_of, state_named
from agreements.models import Task
from agreements.queries.imported_tasks import Known, TaskEntry
from dtracker.files.sheets.cells import Cell, Limits, Row, letter_of
from dtracker.files.sheets.headers import not_read, placed
from dtracker.files.sheets.reading import read_table
from dtracker.files.sheets.xlsx import IS_DATE
from indicators.imports.reading import GARBLED, TURNING, written_day

TEXTS = ("work_vi", "person", "product_vi", "authority_vi")
DAYS = ("starts_on", "deadline")
ROWS = ("agreement", "programme", "body")
LONGEST_REASON = 300
LIMITS = Limits(rows=5000)
"""The tasks of the province wait until all rows are written."""
_KEY = re.compile(r"([a-z0-9-]+)@([0-9]{1,9})")


@dataclass(frozen=True)
class TasksRead:
    """A whole file, read: its entries in order, and the headers of columns that were left out."""

    entries: list[TaskEntry]
    not_read: list[str]
    sheet: str


def key_of(task: Task) -> str:
    """What the file keeps in its hidden column: which task the row is about, and the version seen."""
    return f"{task.code}@{task.version}"


def read_file(file: BinaryIO, known: Known) -> TasksRead:
    """The entries of a file. SheetError where it is no table of tasks. Empty rows are left out."""
    table = read_table(file, is_header=is_header, limits=LIMITS)
    places = placed(table.header, name_of)
    entries = [_entry(row, places, known) for row in table.rows if row.cells or row.fault]
    return TasksRead(entries, not_read(table.header, name_of), table.sheet)


def _entry(row: Row, places: Mapping[str, int], known: Known) -> TaskEntry:
    entry = TaskEntry(row.number)
    if row.fault:
        entry.faults.append(str(row.fault))
        return entry
    if row.is_hidden:
        entry.warnings.append(_("This row is hidden in the file."))
    cells = {name: row.cells.get(place) for name, place in places.items()}
    _read_key(entry, cells.get("key"))
    _read_province(entry, cells.get("province"), known)
    for name in TEXTS:
        if name in places:
            longest = Task._meta.get_field(name).max_length
            entry.given[name] = _text(entry, name, cells[name], places[name], longest)
    for name in DAYS:
        if name in places:
            entry.given[name] = _day(entry, name, cells[name], places[name])
    for name in ROWS:
        if name in places:
            entry.given[name] = _row(entry, name, cells[name], places[name], known)
    if "unit" in places:
        _read_unit(entry, cells["unit"], places["unit"], known)
    if cell := cells.get("state"):
        entry.state_words, entry.state = cell.text.strip()[:60], state_named(cell.text)
    if "indicators" in places:
        entry.indicators = _indicators(entry, cells["indicators"], places["indicators"], known)
    if "reason" in places:
        entry.reason = _text(entry, "reason", cells["reason"], places["reason"], LONGEST_REASON)
    return entry


def _read_key(entry: TaskEntry, cell: Cell | None) -> None:
    if cell is None:
        return
    if match := _KEY.fullmatch(cell.text.strip()):
        entry.code, entry.version = match[1], int(match[2])
    else:
        entry.faults.append(
            _("The key of the row says “%(key)s”, which is none. Download the file again.") % {"key": cell.text[:80]}
        )


def _read_province(entry: TaskEntry, cell: Cell | None, known: Known) -> None:
    entry.province = known.province(cell.text) if cell else known.only
    if entry.province is None:
        words = _("No province whose tasks you keep is called “%(text)s”.") % {"text": cell.text[:60] if cell else ""}
        entry.faults.append(words if cell else _("Write the province: you keep the tasks of several."))


def _text(entry: TaskEntry, name: str, cell: Cell | None, place: int, longest: int) -> str:
    if cell is None:
        return ""
    text = " ".join(TURNING.sub("", cell.text).split())
    if cell.fault:
        _refuse(entry, name, cell, place, str(cell.fault))
    elif len(text) > longest:
        _refuse(entry, name, cell, place, _("The text is longer than %(most)s characters.") % {"most": longest})
    elif GARBLED.search(text):
        words = _("The letters are garbled or not Unicode. Convert the text to Unicode.")
        _refuse(entry, name, cell, place, words)
    return text


def _day(entry: TaskEntry, name: str, cell: Cell | None, place: int) -> date | None:
    """A date cell of Excel, or a day as it is written here; never a month before a day."""
    if cell is None:
        return None
    day = written_day(cell.text.strip()) if cell.fault in ("", IS_DATE) else None
    if day is None:
        _refuse(entry, name, cell, place, _("Write a day as 26/3/2025."))
    return day


def _row(entry: TaskEntry, name: str, cell: Cell | None, place: int, known: Known):
    if cell is None:
        return None
    found = known.row(name, cell.text, entry.province)
    if found is None:
        _refuse(entry, name, cell, place, _("The province has none, or more than one, of this code or name."))
    return found


def _read_unit(entry: TaskEntry, cell: Cell | None, place: int, known: Known) -> None:
    """A unit of the province; words that name none stay words."""
    entry.unit_words = _text(entry, "unit", cell, place, Task._meta.get_field("unit_vi").max_length)
    found = known.named("unit", entry.unit_words, entry.province) if entry.unit_words else []
    if len(found) > 1:
        _refuse(entry, "unit", cell, place, _("The province has several units of this name. Write the code."))
    entry.given |= {"unit": found[0] if found else None, "unit_vi": "" if found else entry.unit_words}


def _indicators(entry: TaskEntry, cell: Cell | None, place: int, known: Known) -> list:
    codes = re.split(r"[,;\s]+", cell.text.strip()) if cell else []
    unknown = [code for code in codes if code not in known.indicators]
    if unknown:
        words = _("There is no indicator with the code %(codes)s.") % {"codes": ", ".join(unknown)[:80]}
        _refuse(entry, "indicators", cell, place, words)
    return [known.indicators[code] for code in codes if code in known.indicators]


def _refuse(entry: TaskEntry, name: str, cell: Cell, place: int, sentence: str) -> None:
    """With the sentence: where it holds, and what stands there."""
    where = f"{letter_of(place)} · {BY_NAME[name].header}"
    entry.faults.append(f"{where} “{cell.text[:40]}”: {sentence}" if cell.text else f"{where}: {sentence}")
