"""The preview of a file of tasks in words."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.text import capfirst
from django.utils.translation import pgettext

from agreements.actions.task_imports import JudgedTask, print_of
from agreements.imports.columns import BY_NAME
from agreements.models import Task
from agreements.tables.task_page import outside_words
from agreements.tables.task_values import written
from dtracker.formats.numbers import format_number
from indicators.queries.imported import Kind

ORDER = (Kind.ERROR, Kind.CHANGED, Kind.NEW, Kind.SAME)


@dataclass(frozen=True)
class ImportLine:
    """One row of the file: what it would do, in words."""

    row: int
    kind: Kind
    work: str
    province: str
    changes: Sequence[str]
    faults: Sequence[str]
    warnings: Sequence[str]


@dataclass(frozen=True)
class TaskPreview:
    """What the whole file would do; `seen` is its print. Errors stand first."""

    lines: Sequence[ImportLine]
    seen: str
    counts: Counter
    not_read: Sequence[str]
    sheet: str

    @property
    def total(self) -> int:
        return len(self.lines)

    @property
    def errors(self) -> int:
        return self.counts[Kind.ERROR]

    @property
    def warned(self) -> int:
        return sum(1 for line in self.lines if line.warnings and line.kind != Kind.ERROR)

    @property
    def to_store(self) -> int:
        return self.counts[Kind.NEW] + self.counts[Kind.CHANGED]

    @property
    def can_be_confirmed(self) -> bool:
        return not self.errors and self.to_store > 0

    @property
    def kpis(self) -> list[tuple[str, str]]:
        labels = (
            (Kind.ERROR, pgettext("rows of a file", "errors")),
            (Kind.NEW, pgettext("rows of a file", "new")),
            (Kind.CHANGED, pgettext("rows of a file", "changed")),
            (Kind.SAME, pgettext("rows of a file", "unchanged")),
        )
        return [(format_number(self.counts[kind]), label) for kind, label in labels]


def preview_of(items: Sequence[JudgedTask], *, not_read: Sequence[str], sheet: str) -> TaskPreview:
    ordered = sorted(items, key=lambda item: (ORDER.index(item.kind), not _warnings(item), item.entry.row))
    return TaskPreview(
        lines=list(_lines(ordered)),
        seen=print_of(items),
        counts=Counter(item.kind for item in items),
        not_read=not_read,
        sheet=sheet,
    )


def _lines(items: Iterable[JudgedTask]):
    for item in items:
        entry = item.entry
        yield ImportLine(
            row=entry.row,
            kind=item.kind,
            work=entry.given.get("work_vi") or (item.task.work if item.task else ""),
            province=entry.province.name if entry.province else "",
            changes=[_change(item.kind, *each) for each in item.changes if item.task or each[0] != "work_vi"],
            faults=item.faults,
            warnings=_warnings(item),
        )


def _warnings(item: JudgedTask) -> list[str]:
    """What is said of a row and keeps nobody from importing it."""
    outside = outside_words(item.after) if item.after and item.kind != Kind.ERROR else ""
    return [*item.entry.warnings, *([outside] if outside else [])]


def _change(kind: Kind, name: str, old, new) -> str:
    head = BY_NAME[name].header if name in BY_NAME else capfirst(Task._meta.get_field(name).verbose_name)
    return f"{head}: {written(new)}" if kind == Kind.NEW else f"{head}: {written(old)} → {written(new)}"
