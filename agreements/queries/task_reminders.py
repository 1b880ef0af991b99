"""Whom to remind of which tasks: due soon, due today or overdue, and not told at that stage."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import F, OuterRef, Q, QuerySet, Subquery

from agreements.access import heads_today
from agreements.enums import TaskState
from agreements.models import Task, TaskReminder
from agreements.queries.people import keepers_of, officers_of, officers_of_provinces
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
    """A task whose product is owed, or waits for the head of its group, and how near its deadline is on `on`.

    `is_instead`: its unit has no officer of its own, so those of the province are told; or its account can no longer
    report on it, so those who keep it are.
    """

    task: Task
    stage: Stage
    on: date
    is_instead: bool = False


@dataclass(frozen=True)
class Due:
    """What each person is to be told of; the units whose tasks are due without anybody to tell, and the groups whose
    tasks were given to accounts that can no longer report, without anybody who keeps them.
    """

    by_person: dict[User, list[DueTask]]
    unheard: list[str]
    unkept: list[str]


def tasks_due(today: date) -> Due:
    """Per person the tasks that she answers for and is to be told of, the longest overdue first.

    A task of a unit that is assigned to no account is told to the officers of the unit, or where it has none to those
    of the province; one whose account is switched off or has lost its role to whoever keeps it; a product that waits
    to the head of the group. A stage is told once for each deadline and person; a moved deadline begins anew. At most
    seven reads, and one for each person with tasks of her own.
    """
    head = heads_today().filter(body=OuterRef("body")).values("user")
    owed = Task.objects.annotate(head=Subquery(head)).filter(
        (OWED & (Q(assignee__isnull=False) | OF_UNIT)) | OF_HEAD, deadline__isnull=False
    )
    told = set(TaskReminder.objects.filter(task__in=owed).values_list("task", "user", "deadline", "stage"))
    found: dict[User, list[DueTask]] = defaultdict(list)
    unheard: dict[bool, set[str]] = {True: set(), False: set()}
    for task, person, is_instead in _whom(owed, today):
        stage = stage_of(date.min, task.deadline, today)
        if stage == Stage.OPENED:
            continue
        if person is None and task.province.ended_on and task.province.ended_on < today:
            # Nobody can be given a role there any more.
            continue
        if person is None:
            unheard[task.assignee_id is None].add(_whose(task))
        elif (task.pk, person.pk, task.deadline, stage) not in told:
            found[person].append(DueTask(task, stage, today, is_instead))
    ordered = sorted(found, key=lambda each: each.username)
    return Due({person: found[person] for person in ordered}, sorted(unheard[True]), sorted(unheard[False]))


def _whose(task: Task) -> str:
    """The unit or the group of a task of which nobody is told, with its province; or the province alone."""
    whose = task.unit if task.assignee_id is None else task.body
    return f"{whose.name} ({task.province.name})" if whose else task.province.name


def _whom(owed: QuerySet[Task], today: date) -> Iterator[tuple[Task, User | None, bool]]:
    """Each task with each person who answers for it, by deadline; whether she does so instead of others.

    With None once where nobody does.
    """
    tasks = list(owed.select_related("assignee", "province", "unit", "body").order_by("deadline", "pk"))
    # One object for each person, since it remembers what she may do.
    people: dict[int, User] = {}
    for each in tasks:
        if each.assignee:
            each.assignee = people.setdefault(each.assignee_id, each.assignee)
    waiting = [each for each in tasks if each.state == TaskState.HANDED_IN]
    heads = User.objects.in_bulk({each.head for each in waiting})
    open_ones = [each for each in tasks if each.state != TaskState.HANDED_IN]
    officers = _officers([each for each in open_ones if each.assignee is None], today)
    left = [each for each in open_ones if each.assignee and not can_for(each.assignee, REPORT, each)]
    keepers = keepers_of(left, today) if left else {}
    for task in tasks:
        if task.state == TaskState.HANDED_IN:
            yield task, people.setdefault(task.head, heads[task.head]), False
        elif task.pk in keepers:
            yield from ((task, each, True) for each in keepers[task.pk] or [None])
        elif task.assignee:
            yield task, task.assignee, False
        else:
            told, is_instead = officers[task.unit_id]
            yield from ((task, each, is_instead) for each in told or [None])


def _officers(tasks: list[Task], today: date) -> dict[int, tuple[list[User], bool]]:
    """By unit (pk) its officers, or those of its province, and whether it is these. At most two reads."""
    units = {each.unit_id: each.province_id for each in tasks}
    own = officers_of(units, today) if units else {}
    places = {place for unit, place in units.items() if unit not in own}
    above = officers_of_provinces(places, today) if places else {}
    return {unit: (own[unit], False) if unit in own else (above.get(place, []), True) for unit, place in units.items()}
