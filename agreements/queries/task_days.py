"""Tasks as they stood on a past day, put together from their lines of history. No read of its own.

A line is written with every change and never changed itself, so the newest one by the end of the day says how the task
stood. Which indicators it serves has no history and is said as of today. Of a task that was loaded with the facts
nothing is known before its first change here: it stands as it was loaded, and the page says so.
"""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta

from django.db.models import F, Func, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce, JSONObject
from django.utils import timezone

from agreements.enums import TaskState
from agreements.models import Agreement, Body, Programme, Task
from dtracker.places.models import OrgUnit

Line = Task.history.model
DAYS = ("starts_on", "deadline", "done_on")
TEXTS = (
    "work_vi", "work_en", "person", "unit_vi", "unit_en", "product_vi", "product_en", "authority_vi", "authority_en",
    "state", "stop_reason", "assignee_id", "handed_in_by_id",
)  # fmt: skip
ROWS = {
    "unit": (OrgUnit, ("pk", "code", "name_vi", "name_en")),
    "body": (Body, ("pk", "code", "name_vi", "name_en")),
    "programme": (Programme, ("pk", "code", "order", "title_vi", "title_en", "agreement_id")),
    "agreement": (Agreement, ("pk", "code", "title_vi", "title_en")),
}
"""What a task names, with as much of it as lists show."""


class OneColumn(JSONObject):
    """Several columns of a row as one, so that a subquery can give them all.

    Django asks each connection of SQLite first whether it knows JSON, in three statements that no page counts on.
    """

    def as_sqlite(self, compiler, connection, **context):
        return Func.as_sql(self, compiler, connection, **context)


def is_past(day: date) -> bool:
    return day < timezone.localdate()


def with_lines(rows: QuerySet, day: date, *, task: str = "pk") -> QuerySet:
    """Tasks, or rows that name one in the field `task`, with the line (`told`) that says how it stood on a past day."""
    if not is_past(day):
        return rows
    lines = Line.objects.filter(id=OuterRef(task))
    newest = lines.filter(history_date__lt=end_of(day)).order_by("-history_id")
    first = lines.order_by("history_id")
    told = Coalesce(Subquery(newest.values(line=_line(0))[:1]), Subquery(first.values(line=_line(1))[:1]))
    return rows.annotate(told=told)


def as_they_stood(tasks: Iterable[Task], day: date) -> list[Task]:
    """The tasks (see `with_lines`) that were there on the day, each as it stood then. They are not to be saved."""
    if not is_past(day):
        return list(tasks)
    return [each for each in tasks if was_there(each, each.told, day)]


def was_there(task: Task, told: dict | None, day: date) -> bool:
    """Whether there was the task by the day; if so it says from now on how it stood."""
    if told is None:
        _as_loaded(task, day)
        return True
    is_later = told["is_later"]
    if is_later and (told["step"] == "create" or told["by"]):
        return False
    for name in TEXTS:
        setattr(task, name, told[name])
    for name in DAYS:
        setattr(task, name, date.fromisoformat(told[name]) if told[name] else None)
    for name, (model, fields) in ROWS.items():
        if told[f"{name}_pk"] != getattr(task, f"{name}_id"):
            values = {field: told[f"{name}_{field}"] for field in fields}
            setattr(task, name, model(**values) if values["pk"] else None)
    if is_later:
        _as_loaded(task, day)
    return True


def by_day(tasks: Iterable[Task], day: date) -> list[Task]:
    """The same, by deadline: what stands in this order today need not have stood so then."""
    found = as_they_stood(tasks, day)
    return in_order(found) if is_past(day) else found


def in_order(tasks: Iterable[Task]) -> list[Task]:
    return sorted(tasks, key=lambda each: (each.deadline or date.max, each.pk))


def ever(**named) -> QuerySet:
    """The tasks (pk) of which some line of history says this."""
    return Line.objects.filter(**named).values("id")


def _as_loaded(task: Task, day: date) -> None:
    """What a source calls done by a later day was not done yet."""
    if task.state == TaskState.DONE and task.done_on and task.done_on > day:
        has_begun = task.starts_on is None or task.starts_on <= day
        task.state = TaskState.IN_PROGRESS if has_begun else TaskState.PLANNED
        task.done_on = None


def end_of(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day + timedelta(days=1), time.min))


def _line(is_later: int) -> OneColumn:
    named = {f"{row}_{field}": F(f"{row}__{field}") for row, (_model, fields) in ROWS.items() for field in fields}
    plain = {name: F(name) for name in (*TEXTS, *DAYS)}
    step, by = F("history_change_reason"), F("history_user_id")
    return OneColumn(step=step, by=by, is_later=Value(is_later), **plain, **named)
