"""What a person may do with a task or the log: her permissions there, whose task it is, who keeps its group."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from agreements import workflow
from agreements.enums import BodyKind, KeeperRole, TaskState
from agreements.models import Agreement, Body, Task, TaskKeeper
from agreements.workflow import CONFIRM, EDIT, REPORT
from dtracker.accounts.access import NotAllowed, can, can_for, own_units
from dtracker.accounts.models import Membership
from dtracker.accounts.roles import PERMISSIONS, Permission, Role
from dtracker.places.models import Province

READERS = [role for role in Role if Permission.TASK_READ in PERMISSIONS[role]]


@dataclass(frozen=True)
class Groups:
    """What is settled for single groups (by pk), as one person meets it.

    `closed` are kept by others: she keeps no task of theirs. `heads`: who confirms what they hand in, by account (pk).
    """

    closed: frozenset[int] = frozenset()
    heads: Mapping[int, int] = field(default_factory=dict)


def groups_for(user) -> Groups:
    """One read."""
    kept: dict[Body, set[int]] = {}
    heads = {}
    serving = Exists(heads_today().filter(pk=OuterRef("pk")))
    for each in TaskKeeper.objects.select_related("body__province").annotate(serves=serving):
        if each.role == KeeperRole.SECRETARY:
            kept.setdefault(each.body, set()).add(each.user_id)
        elif each.serves:
            heads[each.body_id] = each.user_id
    others = (body for body, keepers in kept.items() if user.pk not in keepers)
    return Groups(frozenset(body.pk for body in others if not is_admin_of(user, body.province)), heads)


def is_admin_of(user, province: Province | None) -> bool:
    """Only admins hold this permission, each for their provinces."""
    return can(user, Permission.TARGET_REVISE, province=province)


def heads_today() -> QuerySet[TaskKeeper]:
    """The heads of groups who can confirm: their account is on, and today they see all tasks of the province."""
    here = Q(province=None) | Q(province=OuterRef("body__province"))
    theirs = Membership.objects.on(timezone.localdate()).filter(here, unit=None, role__in=READERS)
    serves = Exists(theirs.filter(user=OuterRef("user")))
    return TaskKeeper.objects.filter(serves, role=KeeperRole.HEAD, user__is_active=True)


def permissions_for(user, task: Task, groups: Groups) -> set[Permission]:
    """What the person may do with this task."""
    held = {each for each in (EDIT, REPORT, CONFIRM) if can_for(user, each, task)}
    if task.body_id in groups.closed:
        held.discard(EDIT)
    if EDIT in held:
        held.add(REPORT)
    elif task.assignee_id != user.pk and not is_of_her_unit(user, task):
        held.discard(REPORT)
    return _with_head(held, user, task, groups.heads.get(task.body_id))


def _with_head(held: set[Permission], user, task: Task, head: int | None) -> set[Permission]:
    """A group with a head has its products confirmed by her, or by an admin; her own ones by reviewers."""
    if head == user.pk:
        return held | {CONFIRM}
    if head is None or head == task.handed_in_by_id or is_admin_of(user, task.province):
        return held
    return held - {CONFIRM}


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


def steps_for(user, task: Task, groups: Groups) -> list[str]:
    """The steps the person may take from where the task stands."""
    return workflow.offered(TaskState(task.state), permissions_for(user, task, groups), barred_for(user, task))


def require_step(step: str, user, task: Task, groups: Groups) -> None:
    """Raise NotAllowed where the person may not take this step, wherever the task stands."""
    permission = workflow.STEPS[step].permission
    if permission not in permissions_for(user, task, groups):
        raise NotAllowed(permission.label)


def keeps_log(user, province: Province | None, agreement: Agreement | None) -> bool:
    """Whether the person keeps entries of the log about the agreement, or of the province. At most two reads.

    Where every working group of an agreement has secretaries of its own, what is logged of it is theirs.
    """
    if not can(user, Permission.LOG_KEEP, province=province):
        return False
    if agreement is None or is_admin_of(user, province):
        return True
    groups = set(agreement.bodies.filter(kind=BodyKind.WORKING_GROUP).values_list("pk", flat=True))
    return not groups or not groups <= groups_for(user).closed
