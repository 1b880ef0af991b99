"""What a person may do with a task: her permissions for its province or unit, whose task it is, who keeps its group."""

from collections.abc import Collection

from agreements import workflow
from agreements.enums import TaskState
from agreements.models import Task, TaskKeeper
from agreements.workflow import CONFIRM, EDIT, REPORT
from dtracker.accounts.access import NotAllowed, can_for, is_admin, own_units
from dtracker.accounts.roles import Permission


def closed_groups(user) -> set[int]:
    """The groups (by pk) that have keepers, none of whom is this person; she keeps no task of theirs. One read."""
    if is_admin(user):
        return set()
    kept: dict[int, set[int]] = {}
    for body, keeper in TaskKeeper.objects.values_list("body", "user"):
        kept.setdefault(body, set()).add(keeper)
    return {body for body, keepers in kept.items() if user.pk not in keepers}


def permissions_for(user, task: Task, closed: Collection[int]) -> set[Permission]:
    """What the person may do with this task; `closed` are the groups closed to her."""
    held = {each for each in (EDIT, REPORT, CONFIRM) if can_for(user, each, task)}
    if task.body_id in closed:
        held.discard(EDIT)
    if EDIT in held:
        held.add(REPORT)
    elif task.assignee_id != user.pk and not is_of_her_unit(user, task):
        held.discard(REPORT)
    return held


def is_of_her_unit(user, task: Task) -> bool:
    """Whether the task is of a unit for which the person works; who works for the whole province is not meant."""
    return task.unit_id in own_units(user, Permission.TASK_WORK)


def sees(user, task: Task) -> bool:
    """Whether the person may see the task: it is of her province, or of her unit where she belongs to one."""
    return can_for(user, Permission.TASK_READ, task)


def barred_for(user, task: Task) -> dict:
    """The steps the person may not take because of what she did before, each with the sentence that says why."""
    return workflow.barred(has_handed_in=task.state == TaskState.HANDED_IN and _gave(user, task))


def _gave(user, task: Task) -> bool:
    """Whether the product that waits is the person's: handed in by her, or handed in anew by others as she gave it."""
    newest = task.products.order_by("-pk").values_list("added_by", flat=True).first()
    return user.pk in (task.handed_in_by_id, newest)


def steps_for(user, task: Task, closed: Collection[int]) -> list[str]:
    """The steps the person may take from where the task stands."""
    return workflow.offered(TaskState(task.state), permissions_for(user, task, closed), barred_for(user, task))


def require_step(step: str, user, task: Task, closed: Collection[int]) -> None:
    """Raise NotAllowed where the person may not take this step, wherever the task stands."""
    permission = workflow.STEPS[step].permission
    if permission not in permissions_for(user, task, closed):
        raise NotAllowed(permission.label)
