"""The steps of a figure from draft to publication: the only module that knows them.

The same table decides which buttons a page offers, what an action refuses, and what the tests enumerate.
"""

from collections.abc import Collection
from dataclasses import dataclass

from dtracker.accounts.roles import Permission
from indicators.enums import FigureStatus

DRAFT, SUBMITTED, RETURNED = FigureStatus.DRAFT, FigureStatus.SUBMITTED, FigureStatus.RETURNED
APPROVED, PUBLISHED = FigureStatus.APPROVED, FigureStatus.PUBLISHED


class WrongStep(Exception):
    """The figure does not stand where this step begins."""

    def __init__(self, step: str, status: FigureStatus | None) -> None:
        super().__init__(f"{step} is no step from {status}")
        self.step = step
        self.status = status


@dataclass(frozen=True)
class Step:
    """From where to where, by whom. A source of None: the figure does not exist yet."""

    sources: tuple[FigureStatus | None, ...]
    target: FigureStatus
    permission: Permission


STEPS: dict[str, Step] = {
    "save": Step((None, DRAFT, RETURNED), DRAFT, Permission.FIGURE_ENTER),
    "submit": Step((DRAFT,), SUBMITTED, Permission.FIGURE_ENTER),
    "return": Step((SUBMITTED, APPROVED), RETURNED, Permission.FIGURE_REVIEW),
    "approve": Step((SUBMITTED,), APPROVED, Permission.FIGURE_REVIEW),
    "withdraw": Step((APPROVED,), SUBMITTED, Permission.FIGURE_REVIEW),
    "publish": Step((APPROVED,), PUBLISHED, Permission.FIGURE_PUBLISH),
    "correct": Step((PUBLISHED,), DRAFT, Permission.FIGURE_ENTER),
    # Of a figure that was never published, and of the correction of one that was.
    "empty": Step((DRAFT, RETURNED), DRAFT, Permission.FIGURE_ENTER),
    "discard": Step((DRAFT, RETURNED), PUBLISHED, Permission.FIGURE_ENTER),
}


def next_status(step: str, status: FigureStatus | None) -> FigureStatus:
    """Where the step leads from here; WrongStep when it does not begin here."""
    taken = STEPS[step]
    if status not in taken.sources:
        raise WrongStep(step, status)
    return taken.target


def offered(status: FigureStatus | None, permissions: Collection[Permission]) -> list[str]:
    """The steps somebody with these permissions may take from here, in the order of the work."""
    return [name for name, step in STEPS.items() if status in step.sources and step.permission in permissions]


def can_be_edited(status: FigureStatus | None) -> bool:
    """Whether the officer may still type over the value; everything else is locked."""
    return status in STEPS["save"].sources
