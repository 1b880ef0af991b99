"""Tasks as rows of a list: five clears, deadline, state, what they serve."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from agreements.deadlines import OPEN_STATES, days_overdue
from agreements.enums import Clear, TaskState
from agreements.models import Task
from agreements.queries.tasks import Tally
from dtracker.formats.bilingual import bilingual
from dtracker.formats.dates import format_date
from dtracker.formats.numbers import format_number

NAMED = 10
"""Tasks that a page names of one programme, indicator or body; the list of tasks has all of them."""
TONES = {TaskState.PLANNED: "outside", TaskState.HANDED_IN: "warn"}


@dataclass(frozen=True)
class Meter:
    """The five clears in their fixed order, and how many are filled."""

    parts: Sequence[tuple[str, bool]]
    count: int


@dataclass(frozen=True)
class TaskLine:
    """One task in a list. `late` says how many days overdue, "" when not; `closing`: done or stopped, with its day."""

    work: str
    url: str
    meter: Meter
    unit: str
    person: str
    deadline: str
    late: str
    state: str
    tone: str
    closing: str
    is_open: bool
    group: str
    product: str


@dataclass(frozen=True)
class TaskRow:
    """A task on the page of tasks: its line, where it belongs, what it serves, what was reported last.

    `key` names it with the version that is shown: what is done with chosen rows is done with what was seen.
    """

    key: str
    url: str
    line: TaskLine
    place: str
    place_url: str
    agreement: str
    agreement_url: str
    programme: str
    served: Sequence[tuple[str, str]]
    report: str
    is_made_up: bool


def meter_of(task: Task) -> Meter:
    parts = [(str(part.label), part in task.clear) for part in Clear]
    return Meter(parts, sum(clear for _label, clear in parts))


def task_line(task: Task, today: date) -> TaskLine:
    state = TaskState(task.state)
    return TaskLine(
        work=task.work,
        url=task.get_absolute_url(),
        meter=meter_of(task),
        unit=task.unit_name,
        person=task.person,
        deadline=format_date(task.deadline) if task.deadline else "",
        late=_late(days_overdue(task.deadline, state, today)),
        state=str(state.label),
        tone=TONES.get(state, ""),
        closing=_closing(task),
        is_open=state in OPEN_STATES,
        group=task.body.name if task.body else "",
        product=task.product,
    )


def task_rows(tasks: Iterable[Task], today: date) -> list[TaskRow]:
    """Rows of loaded tasks (see `by_urgency`)."""
    return [_row(each, today) for each in tasks]


def answer_words(found: Tally) -> str:
    """The sentence a member takes away: "4 nhiệm vụ quá hạn, 5 chưa rõ." """
    if not found.total:
        return _("No task is held here yet.")
    if not found.overdue and not found.unclear:
        return _("No task is overdue, and every open task is clear.")
    late = ngettext("%(count)s task overdue", "%(count)s tasks overdue", found.overdue) % {"count": found.overdue}
    if not found.overdue:
        late = _("No task overdue")
    if not found.unclear:
        return _("%(late)s; every open task is clear.") % {"late": late}
    return _("%(late)s, %(unclear)s not yet clear.") % {"late": late, "unclear": found.unclear}


def clear_words(tasks: Iterable[Task]) -> str:
    """How many of the open tasks are clear in all five: "3 of 5 clear"; "" where none is open."""
    open_ones = [each for each in tasks if each.state in OPEN_STATES]
    clear = sum(len(each.clear) == len(Clear) for each in open_ones)
    return share_words(clear, len(open_ones)) if open_ones else ""


def share_words(clear: int, total: int) -> str:
    """Of a group of open tasks: "3 of 5 clear"."""
    return _("%(clear)s of %(open)s clear") % {"clear": clear, "open": total}


def _row(task: Task, today: date) -> TaskRow:
    return TaskRow(
        key=f"{task.pk}:{task.version}",
        url=task.get_absolute_url(),
        line=task_line(task, today),
        place=task.province.name,
        place_url=task.province.get_absolute_url(),
        agreement=task.agreement.title if task.agreement else "",
        agreement_url=task.agreement.get_absolute_url() if task.agreement else "",
        programme=task.programme.title if task.programme else "",
        served=[
            (each.short, reverse("indicators:series", args=[task.province.slug, each.code]))
            for each in task.indicators.all()
        ],
        report=_report(task),
        is_made_up=task.province.is_illustration,
    )


def _late(days: int) -> str:
    return ngettext("%(days)s day overdue", "%(days)s days overdue", days) % {"days": days} if days else ""


def _closing(task: Task) -> str:
    if task.state == TaskState.DONE and task.done_on:
        return _("done on %(day)s") % {"day": format_date(task.done_on)}
    return task.stop_reason if task.state == TaskState.STOPPED else ""


def _report(task: Task) -> str:
    """The newest progress note in one line: "28/9/2026 · 65% · Đã mở 24.600 tài khoản." """
    if task.note_on is None:
        return ""
    percent = "" if task.note_percent is None else f"{task.note_percent}%"
    text = bilingual("note_text").fget(task)
    return " · ".join(part for part in (format_date(task.note_on), percent, text) if part)


def named_of(tasks: Sequence[Task]) -> tuple[list[Task], str]:
    """The tasks that a page names, open ones first where not all are named, and how many more there are in words."""
    if len(tasks) <= NAMED:
        return list(tasks), ""
    left = len(tasks) - NAMED
    words = ngettext("%(count)s more task", "%(count)s more tasks", left) % {"count": format_number(left, 0)}
    return sorted(tasks, key=lambda each: each.state not in OPEN_STATES)[:NAMED], words
