"""The steps of a sheet from self-scoring to assessment: the one table for pages, actions and tests."""

from dataclasses import dataclass

from dtracker.accounts.roles import Permission
from indicators.scoring.enums import SheetState
from indicators.workflow import WrongStep

DRAFT, SUBMITTED, ASSESSED = SheetState.DRAFT, SheetState.SUBMITTED, SheetState.ASSESSED


@dataclass(frozen=True)
class Step:
    """From where to where, by whom."""

    source: SheetState
    target: SheetState
    permission: Permission


STEPS: dict[str, Step] = {
    "save": Step(DRAFT, DRAFT, Permission.INDEX_SCORE),
    "submit": Step(DRAFT, SUBMITTED, Permission.INDEX_SCORE),
    # When the day is over and the unit has not submitted: it is assessed with what there is.
    "collect": Step(DRAFT, SUBMITTED, Permission.INDEX_ASSESS),
    "assess": Step(SUBMITTED, SUBMITTED, Permission.INDEX_ASSESS),
    "return": Step(SUBMITTED, DRAFT, Permission.INDEX_ASSESS),
    "confirm": Step(SUBMITTED, ASSESSED, Permission.INDEX_ASSESS),
    "reopen": Step(ASSESSED, SUBMITTED, Permission.INDEX_ASSESS),
}


def next_state(step: str, state: str) -> SheetState:
    """Where the step leads from here; WrongStep when it does not begin here."""
    taken = STEPS[step]
    if state != taken.source:
        raise WrongStep(step, state)
    return taken.target
