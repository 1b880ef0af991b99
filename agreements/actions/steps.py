"""How every step of a task is taken: lock, permission, the version seen, the next state; row and history in one.

Callers open the transaction.
"""

from collections.abc import Callable

from agreements import workflow
from agreements.access import Groups, barred_for, groups_for, require_step
from agreements.actions.refusals import StaleTask
from agreements.models import Task
from indicators.actions.refusals import Barred, Faulty

Tell = Callable[..., None]
"""Told of a step once it is committed: the task, the step, who took it, and of a product sent back who gave it."""


def locked():
    """Tasks to be changed, with what the rules about them ask for."""
    # `of` keeps the lock off the joined rows: PostgreSQL cannot lock the empty side of an outer join.
    return Task.objects.select_for_update(of=("self",)).select_related(
        "province", "agreement", "programme", "body", "unit"
    )


def taken(step: str, task: Task, version: int | None, by) -> Task:
    """The locked task after permission, version and step were checked, its state already the next one."""
    found = locked().get(pk=task.pk)
    check(step, found, version, by, groups_for(by))
    return found


def check(step: str, found: Task, version: int | None, by, groups: Groups) -> None:
    """Whether the person may take the step on the version she saw; the state of the row becomes the next one.

    NotAllowed, StaleTask, Barred or WrongStep say why not.
    """
    require_step(step, by, found, groups)
    if found.version != version:
        raise StaleTask(found)
    if reason := barred_for(by, found).get(step):
        raise Barred(reason)
    found.state = workflow.next_state(step, found.state)


def store(found: Task, step: str, by, words: str = "") -> Task:
    """Save the row and its line of history; the step's name is its reason, put into words when read."""
    if found.pk and not found.history.exists():
        _begin_history(found)
    found.version += 1
    found.said = words
    found._change_reason = step
    found._history_user = by
    found.save()
    return found


def _begin_history(found: Task) -> None:
    """Rows that were loaded in bulk have no history: they are kept as they were, before their first change."""
    before = Task.objects.get(pk=found.pk)
    before._history_user = None  # who changes it now is not who wrote it
    Task.history.bulk_history_create([before])


def nobody(*_told) -> None:
    """Where nobody is told of a step."""


def required(text: str, field: str, sentence: str) -> str:
    """The words without blanks around them; Faulty with the sentence where there are none."""
    if not text.strip():
        raise Faulty([(field, sentence)])
    return text.strip()
