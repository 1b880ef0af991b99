"""The steps of a request for explanation, who waits for whom, and which falls of a status suggest one.

As with figures, the same table decides which buttons a page offers, what an action refuses, and what the tests
enumerate.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from dtracker.accounts.roles import Permission
from indicators.enums import WORST_FIRST, Group, RequestState, Status
from indicators.workflow import WrongStep

ASKED, ANSWERED = RequestState.ASKED, RequestState.ANSWERED
CLOSED, WITHDRAWN = RequestState.CLOSED, RequestState.WITHDRAWN
OPEN_STATES = (ASKED, ANSWERED)
JUDGED = (Group.BAD, Group.WATCH, Group.GOOD)

ANSWER_DAYS = 14
"""Days to answer that the form suggests."""


@dataclass(frozen=True)
class Step:
    """From where to where, by whom. A source of None: there is no request yet."""

    sources: tuple[RequestState | None, ...]
    target: RequestState
    permission: Permission


STEPS: dict[str, Step] = {
    "ask": Step((None,), ASKED, Permission.EXPLANATION_ASK),
    "answer": Step((ASKED,), ANSWERED, Permission.EXPLANATION_ANSWER),
    "ask-again": Step((ANSWERED,), ASKED, Permission.EXPLANATION_ASK),
    # Also without a written answer: what was said in a meeting is kept as the note of the closing.
    "close": Step((ASKED, ANSWERED), CLOSED, Permission.EXPLANATION_ASK),
    "withdraw": Step((ASKED,), WITHDRAWN, Permission.EXPLANATION_ASK),
}


def next_state(step: str, state: RequestState | None) -> RequestState:
    """Where the step leads from here; WrongStep when it does not begin here."""
    taken = STEPS[step]
    if state not in taken.sources:
        raise WrongStep(step, state)
    return taken.target


def offered(
    state: RequestState, permissions: Collection[Permission], *, is_asker: bool, is_answerer: bool
) -> list[str]:
    """The steps somebody with these permissions may take, in the order of the work.

    Nobody answers what they asked or decides on what they answered; only who asked takes a request back.
    """
    barred = set()
    if is_asker:
        barred.add("answer")
    else:
        barred.add("withdraw")
    if is_answerer and state == ANSWERED:
        barred |= {"ask-again", "close"}
    return [
        name
        for name, step in STEPS.items()
        if state in step.sources and step.permission in permissions and name not in barred
    ]


def days_late(state: RequestState, due_on: date, today: date) -> int:
    """Days since the answer was due; 0 while there is time, or when it was given."""
    return max(0, (today - due_on).days) if state == ASKED else 0


def has_fallen(before: Status | None, after: Status) -> bool:
    """Whether the status became a bad one, or a worse one among the bad: reason enough to ask."""
    if before is None or before.group not in JUDGED or after.group != Group.BAD:
        return False
    return WORST_FIRST.index(after) < WORST_FIRST.index(before)
