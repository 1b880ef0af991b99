"""Whom to remind of which tasks: due soon, due today or overdue, and not told at that stage."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from agreements.models import Task, TaskReminder
from agreements.queries.people import officers_of
from agreements.queries.tasks import OWED
from agreements.workflow import REPORT
from dtracker.accounts.access import can_for
from dtracker.accounts.models import User
from indicators.enums import Stage
from indicators.rounds import stage_of

OF_UNIT = Q(assignee=None, unit__isnull=False)


@dataclass(frozen=True)
class DueTask:
    """A task whose product is owed, and how near its deadline is on `on`."""

    task: Task
    stage: Stage
    on: date


def tasks_due(today: date) -> dict[User, list[DueTask]]:
    """Per person the tasks that she answers for and is to be told of, the longest overdue first.

    A task of a unit that is assigned to no account is told to the officers of the unit. A stage is told once for each
    deadline and person; a moved deadline begins anew. Three reads, and one for each person with tasks of her own.
    """
    owed = Task.objects.filter(OWED, Q(assignee__is_active=True) | OF_UNIT, deadline__isnull=False)
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
    units = {each.unit_id for each in tasks if each.assignee is None}
    officers = officers_of(units, today) if units else {}
    # One object for each person, since it remembers what she may do.
    people: dict[int, User] = {}
    for task in tasks:
        if task.assignee is None:
            yield from ((task, each) for each in officers.get(task.unit_id, ()))
            continue
        person = people.setdefault(task.assignee_id, task.assignee)
        if can_for(person, REPORT, task):
            yield task, person
