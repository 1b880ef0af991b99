"""The steps of a request for explanation, who waits for whom, and which falls of a status suggest one.

As with figures, the same table decides which buttons a page offers, what an action refuses, and what the tests
enumerate.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from dtracker.accounts.roles import Permission
from indicators.enums import WORST_FIRST, Group, RequestState, Status
from indicators.workflow import WrongStep

ASKED, ANSWERED = RequestState.ASKED, RequestState.ANSWERED
CLOSED, WITHDRAWN = RequestState.CLOSED, RequestState.WITHDRAWN
OPEN_STATES = (ASKED, ANSWERED)
JUDGED = (Group.BAD, Group.WATCH, Group.GOOD)

ANSWER_DAYS = 14
"""Days to answer that the form suggests."""
LONGEST_WAIT = 365
"""Days within which an answer is due; a later date is a slip of the pen."""

OWN_REQUEST = _("Nobody answers a request that they asked themselves.")
OWN_ANSWER = _("Nobody decides on an answer that they gave themselves.")
ASKERS_ONLY = _("A request is taken back by who asked it, before it is answered. Close it instead.")


@dataclass(frozen=True)
class Step:
    """From where to where, by whom. A source of None: there is no request yet."""

    sources: tuple[RequestState | None, ...]
    target: RequestState
    permission: Permission


STEPS: dict[str, Step] = {
    "ask": Step((None,), ASKED, Permission.EXPLANATION_ASK),
    "answer": Step((ASKED,), ANSWERED, Permission.EXPLANATION_ANSWER),
    "ask_again": Step((ANSWERED,), ASKED, Permission.EXPLANATION_ASK),
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


def barred(*, has_asked: bool, has_answered: bool, was_answered: bool) -> dict[str, Promise]:
    """The steps somebody may not take whatever her permissions, each with the sentence that says why.

    `has_asked` and `has_answered` say what she did herself in this request, `was_answered` whether anybody did.
    """
    found = {}
    if has_asked:
        found["answer"] = OWN_REQUEST
    if has_answered:
        found |= {"ask_again": OWN_ANSWER, "close": OWN_ANSWER}
    if was_answered or not has_asked:
        found["withdraw"] = ASKERS_ONLY
    return found


def offered(state: RequestState, permissions: Collection[Permission], barred_steps: Collection[str]) -> list[str]:
    """The steps somebody may take from here, in the order of the work."""
    return [
        name
        for name, step in STEPS.items()
        if state in step.sources and step.permission in permissions and name not in barred_steps
    ]


def days_late(state: RequestState, due_on: date, today: date) -> int:
    """Days since the answer was due; 0 while there is time, or when it was given."""
    return max(0, (today - due_on).days) if state == ASKED else 0


def has_fallen(before: Status | None, after: Status) -> bool:
    """Whether the status became a bad one, or a worse one among the bad: reason enough to ask."""
    if before is None or before.group not in JUDGED or after.group != Group.BAD:
        return False
    return WORST_FIRST.index(after) < WORST_FIRST.index(before)
