"""One change to many tasks: in one transaction, each refused one told with why."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from agreements.actions import progress, tasks
from agreements.actions.steps import locked
from agreements.models import Task
from agreements.workflow import WrongStep
from dtracker.accounts.access import NotAllowed
from indicators.actions.refusals import NothingToDo, Refused

_ROW = re.compile(r"([0-9]{1,9}):([0-9]{1,9})")
Change = Callable[[Task, int], Task]
"""Makes the change to one task on the version that was seen."""


@dataclass(frozen=True)
class Outcome:
    """What became of each chosen task: changed, or left as it was with the sentence that says why."""

    changed: list[Task] = field(default_factory=list)
    refused: list[tuple[Task, str]] = field(default_factory=list)


def set_fields(*, fields: Mapping, by) -> Change:
    """Person, account or unit of the tasks."""
    return lambda task, seen: tasks.edit(
        task=task, fields=fields, indicators=task.indicators.all(), version=seen, by=by
    )


def move(*, deadline: date, reason: str, by) -> Change:
    return lambda task, seen: tasks.move_deadline(task=task, deadline=deadline, reason=reason, version=seen, by=by)


def start(*, by, today: date) -> Change:
    return lambda task, seen: progress.start(task=task, version=seen, by=by, today=today)


def stop(*, reason: str, by) -> Change:
    return lambda task, seen: tasks.stop(task=task, reason=reason, version=seen, by=by)


def reopen(*, reason: str, by) -> Change:
    return lambda task, seen: tasks.reopen(task=task, reason=reason, version=seen, by=by)


def change_many(*, versions: Mapping[int, int], change: Change) -> Outcome:
    """Make the change to the tasks ({pk: version seen}); those it does not fit stay as they were.

    NothingToDo where none is chosen. Whatever else goes wrong leaves all of them as they were.
    """
    if not versions:
        raise NothingToDo
    outcome = Outcome()
    with transaction.atomic():
        # In the order of their keys: two such changes cannot wait for each other.
        for task in list(locked().filter(pk__in=versions).order_by("pk")):
            _change_one(task, versions[task.pk], change, outcome)
    return outcome


def _change_one(task: Task, seen: int, change: Change, outcome: Outcome) -> None:
    try:
        with transaction.atomic():
            outcome.changed.append(change(task, seen))
    except NotAllowed as refusal:
        outcome.refused.append((task, _("Your role does not allow: %(step)s.") % {"step": refusal}))
    except WrongStep:
        outcome.refused.append((task, _("The task does not stand where this step begins.")))
    except Refused as refusal:
        outcome.refused.append((task, str(refusal)))


def chosen(tasks: Sequence[str]) -> dict[int, int]:
    """What a page sends of its chosen rows ("pk:version"); what is no such thing is left out."""
    found = filter(None, map(_ROW.fullmatch, tasks))
    return {int(each[1]): int(each[2]) for each in found}
