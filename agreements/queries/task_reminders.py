"""Whom to remind of which tasks: due soon, due today or overdue, and not told at that stage."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import F, OuterRef, Q, QuerySet, Subquery

from agreements.access import heads_today
from agreements.enums import TaskState
from agreements.models import Task, TaskReminder
from agreements.queries.people import officers_of
from agreements.queries.tasks import OWED
from agreements.workflow import REPORT
from dtracker.accounts.access import can_for
from dtracker.accounts.models import User
from indicators.enums import Stage
from indicators.rounds import stage_of

OF_UNIT = Q(assignee=None, unit__isnull=False)
OF_HEAD = Q(state=TaskState.HANDED_IN, head__isnull=False) & (Q(handed_in_by=None) | ~Q(handed_in_by=F("head")))


@dataclass(frozen=True)
class DueTask:
    """A task whose product is owed, or waits for the head of its group, and how near its deadline is on `on`."""

    task: Task
    stage: Stage
    on: date


def tasks_due(today: date) -> dict[User, list[DueTask]]:
    """Per person the tasks that she answers for and is to be told of, the longest overdue first.

    A task of a unit that is assigned to no account is told to the officers of the unit, a product that waits to the
    head of the group. A stage is told once for each deadline and person; a moved deadline begins anew. At most four
    reads, and one for each person with tasks of her own.
    """
    head = heads_today().filter(body=OuterRef("body")).values("user")
    owed = Task.objects.annotate(head=Subquery(head)).filter(
        (OWED & (Q(assignee__is_active=True) | OF_UNIT)) | OF_HEAD, deadline__isnull=False
    )
    told = set(TaskReminder.objects.filter(task__in=owed).values_list("task", "user", "deadline", "stage"))
    found: dict[User, list[DueTask]] = defaultdict(list)
    for task, person in _whom(owed, today):
        stage = stage_of(date.min, task.deadline, today)
        if stage != Stage.OPENED and (task.pk, person.pk, task.deadline, stage) not in told:
            found[person].append(DueTask(task, stage, today))
    return {person: found[person] for person in sorted(found, key=lambda each: each.username)}


def _whom(owed: QuerySet[Task], today: date) -> Iterator[tuple[Task, User]]:
    """Each task with each person who answers for it, by deadline."""
    tasks = list(owed.select_related("assignee", "province").order_by("deadline", "pk"))
    heads = User.objects.in_bulk({each.head for each in tasks if each.state == TaskState.HANDED_IN})
    units = {each.unit_id for each in tasks if each.assignee is None and each.unit_id}
    officers = officers_of(units, today) if units else {}
    # One object for each person, since it remembers what she may do.
    people: dict[int, User] = {}
    for task in tasks:
        if task.state == TaskState.HANDED_IN:
            yield task, people.setdefault(task.head, heads[task.head])
            continue
        if task.assignee is None:
            yield from ((task, each) for each in officers.get(task.unit_id, ()))
            continue
        person = people.setdefault(task.assignee_id, task.assignee)
        if can_for(person, REPORT, task):
            yield task, person
