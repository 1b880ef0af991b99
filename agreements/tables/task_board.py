"""The board of tasks and their roadmap in words."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _

from agreements.enums import TaskState
from agreements.models import Task
from agreements.queries.task_board import Column
from agreements.tables.tasks import TaskLine, TaskRow, task_line, task_rows
from dtracker.formats.dates import format_date
from dtracker.formats.quarters import Period


@dataclass(frozen=True)
class ColumnLines:
    """A column of the board. `more_url` leads to the list of its tasks, where the board does not show them all."""

    state: TaskState
    label: str
    count: int
    lines: Sequence[TaskRow]
    more_url: str


@dataclass(frozen=True)
class RoadLine:
    """A task of the roadmap."""

    url: str
    line: TaskLine
    place: str
    programme: str
    agreement: str
    begins: str


@dataclass(frozen=True)
class Quarter:
    """The tasks of the page whose deadline lies in the quarter, or those without one."""

    title: str
    rows: Sequence[RoadLine]


def column_lines(columns: Iterable[Column], narrowed: QueryDict, today: date) -> list[ColumnLines]:
    return [
        ColumnLines(
            state=each.state,
            label=str(each.state.label),
            count=each.count,
            lines=task_rows(each.tasks, today),
            more_url=_list_of(each.state, narrowed) if each.count > len(each.tasks) else "",
        )
        for each in columns
    ]


def quarters(tasks: Iterable[Task], today: date) -> list[Quarter]:
    """Tasks in the order of their deadlines, by quarter."""
    groups = groupby(tasks, key=lambda each: Period.of(each.deadline, yearly=False) if each.deadline else None)
    return [
        Quarter(period.label() if period else _("Without a deadline"), [_road_line(each, today) for each in group])
        for period, group in groups
    ]


def _list_of(state: TaskState, narrowed: QueryDict) -> str:
    kept = narrowed.copy()
    kept["state"] = state.value
    return f"{reverse('agreements:tasks')}?{kept.urlencode()}"


def _road_line(task: Task, today: date) -> RoadLine:
    return RoadLine(
        url=task.get_absolute_url(),
        line=task_line(task, today),
        place=task.province.name,
        programme=task.programme.title if task.programme else "",
        agreement=task.agreement.title if task.agreement else "",
        begins=format_date(task.starts_on) if task.starts_on else "",
    )
