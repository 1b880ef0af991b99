"""Whom to remind of which tasks: due soon, due today or overdue, and not told at that stage."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from agreements.models import Task, TaskReminder
from agreements.queries.tasks import OWED
from agreements.workflow import REPORT
from dtracker.accounts.access import can
from dtracker.accounts.models import User
from indicators.enums import Stage
from indicators.rounds import stage_of


@dataclass(frozen=True)
class DueTask:
    """A task whose product is owed, and how near its deadline is on `on`."""

    task: Task
    stage: Stage
    on: date


def tasks_due(today: date) -> dict[User, list[DueTask]]:
    """Per person the tasks assigned to her that she is to be told of, the longest overdue first.

    A stage is told once for each deadline; a moved deadline begins anew. Two reads, and one for each person.
    """
    owed = Task.objects.filter(OWED, assignee__is_active=True, deadline__isnull=False)
    told = set(TaskReminder.objects.filter(task__in=owed).values_list("task", "user", "deadline", "stage"))
    # One object for each person, since it remembers what she may do.
    people: dict[int, User] = {}
    found: dict[User, list[DueTask]] = defaultdict(list)
    for task in owed.select_related("assignee", "province").order_by("assignee__username", "deadline", "pk"):
        stage = stage_of(date.min, task.deadline, today)
        key = task.pk, task.assignee_id, task.deadline, stage
        person = people.setdefault(task.assignee_id, task.assignee)
        if stage != Stage.OPENED and key not in told and can(person, REPORT, province=task.province):
            found[person].append(DueTask(task, stage, today))
    return dict(found)
