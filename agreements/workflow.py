"""The steps of a task from plan to confirmed product: the only module that knows them.

The same table decides which buttons a page offers, what an action refuses, and what the tests enumerate.
"""

from collections.abc import Collection
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from agreements.enums import TaskState
from dtracker.accounts.roles import Permission

PLANNED, IN_PROGRESS, HANDED_IN = TaskState.PLANNED, TaskState.IN_PROGRESS, TaskState.HANDED_IN
DONE, STOPPED = TaskState.DONE, TaskState.STOPPED
OPEN = (PLANNED, IN_PROGRESS, HANDED_IN)

EDIT, REPORT, CONFIRM = Permission.TASK_EDIT, Permission.TASK_REPORT, Permission.TASK_CONFIRM

OWN_PRODUCT = _("Nobody confirms a product that they handed in themselves.")


class WrongStep(Exception):
    """The task does not stand where this step begins."""

    def __init__(self, step: str, state: TaskState | None) -> None:
        super().__init__(f"{step} is no step from {state}")
        self.step = step
        self.state = state


@dataclass(frozen=True)
class Step:
    """From where to where, by whom. A source of None: there is no task yet; a target of None: it stays where it is.

    `permission` REPORT is for tasks assigned to the person; who keeps the tasks may take these steps for all.
    """

    sources: tuple[TaskState | None, ...]
    target: TaskState | None
    permission: Permission


STEPS: dict[str, Step] = {
    "create": Step((None,), PLANNED, EDIT),
    "start": Step((PLANNED,), IN_PROGRESS, REPORT),
    # Who reports on planned work has begun it.
    "report": Step((PLANNED, IN_PROGRESS), IN_PROGRESS, REPORT),
    "hand_in": Step((PLANNED, IN_PROGRESS), HANDED_IN, REPORT),
    "confirm": Step((HANDED_IN,), DONE, CONFIRM),
    "send_back": Step((HANDED_IN,), IN_PROGRESS, CONFIRM),
    "move": Step((PLANNED, IN_PROGRESS), None, EDIT),
    "edit": Step(OPEN, None, EDIT),
    "stop": Step(OPEN, STOPPED, EDIT),
    "reopen": Step((DONE, STOPPED), IN_PROGRESS, EDIT),
}


def next_state(step: str, state: TaskState | None) -> TaskState:
    """Where the step leads from here; WrongStep when it does not begin here."""
    taken = STEPS[step]
    if state not in taken.sources:
        raise WrongStep(step, state)
    return taken.target or state


def barred(*, has_handed_in: bool) -> dict[str, Promise]:
    """The steps somebody may not take whatever her permissions, each with the sentence that says why."""
    return {"confirm": OWN_PRODUCT, "send_back": OWN_PRODUCT} if has_handed_in else {}


def offered(state: TaskState, permissions: Collection[Permission], barred_steps: Collection[str] = ()) -> list[str]:
    """The steps somebody with these permissions may take from here, in the order of the work."""
    return [
        name
        for name, step in STEPS.items()
        if state in step.sources and step.permission in permissions and name not in barred_steps
    ]
