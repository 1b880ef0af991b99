"""The page of one task as it is drawn."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from agreements.deadlines import OPEN_STATES, is_due_soon, is_outside_term
from agreements.enums import Clear, TaskState
from agreements.models import Task, TaskNote, TaskProduct
from agreements.queries.task_page import TaskPage, last_year_of
from agreements.tables.goals import GoalLine, goal_line
from agreements.tables.task_history import Moved, Told, moves, told
from agreements.tables.tasks import TaskLine, task_line
from dtracker.formats.dates import format_date

Mark = tuple[str, str]
"""Words and tone of a flag."""


@dataclass(frozen=True)
class Product:
    name: str
    url: str
    size: int | None
    added: str


@dataclass(frozen=True)
class Report:
    """One progress note. `head`: day, percent, who."""

    head: str
    text: str


@dataclass(frozen=True)
class Fact:
    """One line of facts; `url` where it leads somewhere."""

    name: str
    value: str
    url: str = ""


@dataclass(frozen=True)
class TaskSheet:
    line: TaskLine
    marks: Sequence[Mark]
    missing: str
    outside: str
    waits: str
    facts: Sequence[Fact]
    reports: Sequence[Report]
    products: Sequence[Product]
    moves: Sequence[Moved]
    told: Sequence[Told]
    goals: Sequence[GoalLine]
    untargeted: Sequence[tuple[str, str]]


def task_sheet(page: TaskPage, today: date) -> TaskSheet:
    task = page.task
    line = task_line(task, today)
    return TaskSheet(
        line=line,
        marks=_marks(task, line, today),
        missing=missing_words(task),
        outside=outside_words(task),
        waits="" if page.is_past else waits_words(task),
        facts=[each for each in _facts(page, line) if each.value],
        reports=[_report(each) for each in page.notes],
        products=[_product(each) for each in page.products],
        moves=moves(page.history),
        told=told(page.history),
        goals=[goal_line(each) for each in page.standings],
        untargeted=[
            (each.short, reverse("indicators:series", args=[task.province.slug, each.code])) for each in page.untargeted
        ],
    )


def missing_words(task: Task) -> str:
    """Which of the five clears are missing: "Chưa rõ: người, sản phẩm."; "" when all are there."""
    missing = [str(each.label) for each in Clear if each not in task.clear]
    return _("Not yet clear: %(parts)s.") % {"parts": ", ".join(missing).lower()} if missing else ""


def outside_words(task: Task) -> str:
    """That the deadline lies after the end of the agreement or outside its term; "" where neither. See `with_terms`."""
    agreement = task.agreement
    if agreement is None or task.deadline is None:
        return ""
    day = format_date(task.deadline)
    if task.over_on and task.deadline > task.over_on:
        said = {"day": day, "end": format_date(task.over_on)}
        return _("The deadline %(day)s lies after the agreement ended, on %(end)s.") % said
    if not is_outside_term(task.deadline, agreement.starts_year, last_year_of(task)):
        return ""
    return _("The deadline %(day)s lies outside the term of the agreement (%(start)s–%(end)s).") % {
        "day": day,
        "start": agreement.starts_year or "?",
        "end": last_year_of(task) or "?",
    }


def waits_words(task: Task) -> str:
    """Whose turn it is with a product that was handed in; "" where none waits. Needs `head` and `head_name`."""
    if task.state != TaskState.HANDED_IN:
        return ""
    if not task.head:
        return _("Waits for a reviewer of the province.")
    if task.head == task.handed_in_by_id:
        words = _("The head of the group, %(name)s, also handed it in: it waits for a reviewer of the province.")
        return words % {"name": task.head_name}
    return _("Waits for the head of the group: %(name)s.") % {"name": task.head_name}


def _confirms(task: Task) -> str:
    """Who is to confirm that an open task is done."""
    if task.state not in OPEN_STATES:
        return ""
    if task.head:
        return _("%(name)s, head of the group") % {"name": task.head_name}
    return _("a reviewer of the province")


def _marks(task: Task, line: TaskLine, today: date) -> list[Mark]:
    marks = [(line.state, "")]
    if line.late:
        marks.append((line.late, "bad"))
    elif is_due_soon(task.deadline, task.state, today):
        marks.append((soon_words(task.deadline, today), "warn"))
    return marks


def soon_words(deadline: date, today: date) -> str:
    left = (deadline - today).days
    if not left:
        return _("due today")
    return ngettext("%(days)s day left", "%(days)s days left", left) % {"days": left}


def _facts(page: TaskPage, line: TaskLine) -> list[Fact]:
    task = page.task
    agreement, programme = task.agreement, task.programme
    meeting = task.conclusion.event if hasattr(task, "conclusion") else None
    agreement_url = agreement.get_absolute_url() if agreement else ""
    return [
        Fact(_("Person"), _person(page)),
        Fact(_("Responsible unit"), task.unit_name),
        Fact(_("Begins on"), format_date(task.starts_on) if task.starts_on else ""),
        Fact(_("Deadline"), line.deadline or (_("none") if task.state in OPEN_STATES else "")),
        Fact(_("Product"), task.product),
        Fact(_("Approving authority"), task.authority),
        Fact(
            _("Working group"), task.body.name if task.body else "", task.body.get_absolute_url() if task.body else ""
        ),
        Fact(_("Confirms that it is done"), "" if page.is_past else _confirms(task)),
        Fact(_("Agreement"), agreement.title if agreement else "", agreement_url),
        Fact(_("Programme"), f"{programme.order}. {programme.title}" if programme else "", agreement_url),
        Fact(_("Concluded at"), meeting.title if meeting else "", meeting.get_absolute_url() if meeting else ""),
        Fact(_("Closed"), line.closing),
    ]


def _person(page: TaskPage) -> str:
    """Who answers for the task, by which account; and that nobody reports by it any more."""
    task = page.task
    words = task.person or _("person not named")
    if task.assignee and task.assignee.get_full_name() != task.person:
        words = _("%(person)s; reports: %(account)s") % {"person": words, "account": task.assignee}
    if task.assignee and not task.assignee.is_active and task.state in OPEN_STATES and not page.is_past:
        is_off = _("(account switched off: give the task to somebody else)")
        words = f"{words} {is_off}"
    return words


def _report(note: TaskNote) -> Report:
    percent = "" if note.percent is None else f"{note.percent}%"
    parts = (format_date(note.on), percent, str(note.by) if note.by else "")
    return Report(" · ".join(each for each in parts if each), note.text)


def _product(product: TaskProduct) -> Product:
    day = format_date(localtime(product.added_at).date())
    who = str(product.added_by) if product.added_by else ""
    return Product(
        name=str(product),
        url=reverse("agreements:task_product", args=[product.pk]) if product.file else product.url,
        size=product.size,
        added=" · ".join(each for each in (day, who) if each),
    )
