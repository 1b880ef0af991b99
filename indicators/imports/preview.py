"""What a file would do, row by row, kept beside the file: read once, looked at page by page."""

import json
import os
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from pathlib import Path
from types import SimpleNamespace
from typing import BinaryIO

from django.conf import settings
from django.utils.translation import get_language

from dtracker.accounts.access import provinces_for, units_for
from dtracker.accounts.roles import Permission
from indicators.imports.changed import changes_of
from indicators.imports.reading import FileRead, read_file
from indicators.imports.references import References
from indicators.models import ImportBatch
from indicators.queries.imported import VALUES, Judged, Kind
from indicators.queries.imports import (
    judged,
    province_names,
    reported_indicators,
    state_of_figures,
    units_by_code,
)
from indicators.queries.story import said

PAGE = 100
ORDER = {Kind.ERROR: 0, Kind.CHANGED: 2, Kind.NEW: 3, Kind.SAME: 4, Kind.BLANK: 5}
WARNED = 1
"""Rows with a doubt come after the errors, whatever they would do."""


@dataclass(frozen=True)
class Preview:
    """The summary of a file; its rows stand in a file of their own, `starts` are the places where pages begin."""

    token: str
    seen: str
    counts: dict[str, int]
    warned: int
    not_read: list[str]
    sheet: str
    starts: list[int]
    path: str

    @property
    def total(self) -> int:
        return sum(self.counts.values())

    @property
    def errors(self) -> int:
        return self.counts.get(Kind.ERROR, 0)

    @property
    def to_store(self) -> int:
        return self.counts.get(Kind.NEW, 0) + self.counts.get(Kind.CHANGED, 0)

    @property
    def has_no_figures(self) -> bool:
        """Whether the file is a form nobody filled in."""
        return set(self.counts) <= {Kind.BLANK}

    @property
    def can_be_confirmed(self) -> bool:
        return not self.errors and self.to_store > 0

    def page(self, number: int) -> list[dict]:
        """The rows of a page, 1 the first; errors first, then doubts, then what changes."""
        with open(self.path, encoding="utf-8") as file:
            file.seek(self.starts[number - 1])
            lines = (file.readline() for _ in range(PAGE))
            return [json.loads(line) for line in lines if line]


def entries_of(batch: ImportBatch, report: Callable[[int], None] = lambda done: None) -> FileRead:
    """The file once more. SheetError when it cannot be read."""
    references = References(province_names(), reported_indicators(), units_by_code)
    with batch.file.open("rb") as file:
        return read_file(file, references, report)


def preview_of(batch: ImportBatch, *, by, today: date, report: Callable[[int], None] = lambda done: None) -> Preview:
    """The kept preview while it still holds; otherwise the file is read and judged again."""
    token = _token(by, today)
    kept = _kept(batch)
    return kept if kept and kept.token == token else _made(batch, token, by, today, report)


def forget_preview(batch: ImportBatch) -> None:
    """Nothing stays beside the file once it is imported or given up."""
    for ending in ("json", "rows", "progress"):
        Path(f"{batch.file.path}.{ending}").unlink(missing_ok=True)


def progress_file(batch: ImportBatch) -> Path:
    return Path(f"{batch.file.path}.progress")


def _token(by, today: date) -> str:
    provinces = provinces_for(by, Permission.FIGURE_ENTER).order_by("pk").values_list("pk", flat=True)
    units = units_for(by, Permission.FIGURE_ENTER).order_by("pk").values_list("pk", flat=True)
    parts = (settings.VERSION, get_language(), today, state_of_figures(), list(provinces), list(units))
    return sha256(repr(parts).encode()).hexdigest()


def _kept(batch: ImportBatch) -> Preview | None:
    try:
        return Preview(**json.loads(Path(f"{batch.file.path}.json").read_text()))
    except (OSError, ValueError, TypeError):
        return None


def _made(batch: ImportBatch, token: str, by, today: date, report: Callable[[int], None]) -> Preview:
    read = entries_of(batch, report)
    total, counts, lines = sha256(), Counter(), []
    for item in judged(read.entries, by=by, today=today):
        total.update(item.print)
        counts[item.kind] += 1
        place = WARNED if item.warnings and item.kind != Kind.ERROR else ORDER[item.kind]
        lines.append((place, item.entry.row, json.dumps(_shown(item), ensure_ascii=False).encode()))
    lines.sort()
    path = f"{batch.file.path}.rows"
    starts = _write_rows(Path(path), (line for _place, _row, line in lines))
    warned = sum(place == WARNED for place, _row, _line in lines)
    preview = Preview(token, total.hexdigest(), dict(counts), warned, read.not_read, read.sheet, starts, path)
    with _replacing(Path(f"{batch.file.path}.json")) as file:
        file.write(json.dumps(vars(preview)).encode())
    return preview


def _write_rows(path: Path, lines: Iterable[bytes]) -> list[int]:
    """Write the lines, one at a time since they are many, and say where each page begins, in bytes."""
    starts, place = [], 0
    with _replacing(path) as file:
        for number, line in enumerate(lines):
            if number % PAGE == 0:
                starts.append(place)
            place += file.write(line + b"\n")
    return starts or [0]


@contextmanager
def _replacing(path: Path) -> Iterator[BinaryIO]:
    """All of it or what was there: somebody may be reading."""
    part = path.with_name(f"{path.name}.{os.getpid()}")
    with part.open("wb") as file:
        yield file
    part.chmod(0o600)
    part.replace(path)


def _shown(item: Judged) -> dict:
    """One row of the preview, in the language of the person."""
    entry, figure = item.entry, item.figure
    indicator, given, old, new = entry.indicator, entry.given, None, None
    if item.values and indicator:
        new = _said(item.values, indicator)
    elif indicator and (given.get("value") is not None or given.get("no_data_reason")):
        new = _said(dict.fromkeys(VALUES) | given, indicator)
    if figure and indicator and not figure.is_emptied:
        old = _said({name: getattr(figure, name) for name in VALUES}, indicator)
    return {
        "row": entry.row,
        "kind": item.kind,
        "province": entry.respondent.title if entry.province else "",
        "indicator": indicator.name if indicator else "",
        "code": indicator.code if indicator else "",
        "period": entry.period.short if entry.period else "",
        "old": old or "",
        "new": new or "",
        "remark": item.remark if item.kind == Kind.NEW else "",
        "changes": list(changes_of(item)) if item.kind == Kind.CHANGED else [],
        "faults": item.faults,
        "warnings": item.warnings,
    }


def _said(values: dict, indicator) -> str:
    written = said(SimpleNamespace(**values), indicator)
    return f"{written}: {values['no_data_reason']}" if values["no_data_reason"] else written
