"""The steps of a request for explanation, who is barred from which, and the falls that suggest one."""

from datetime import date

import pytest

from dtracker.accounts.roles import Permission
from indicators.enums import RequestState, Status
from indicators.explanations import STEPS, barred, days_late, has_fallen, next_state, offered
from indicators.workflow import WrongStep

ASKED, ANSWERED = RequestState.ASKED, RequestState.ANSWERED
CLOSED, WITHDRAWN = RequestState.CLOSED, RequestState.WITHDRAWN
ASK, ANSWER = Permission.EXPLANATION_ASK, Permission.EXPLANATION_ANSWER
LEADS = {
    ("ask", None): ASKED,
    ("answer", ASKED): ANSWERED,
    ("ask_again", ANSWERED): ASKED,
    ("close", ASKED): CLOSED,
    ("close", ANSWERED): CLOSED,
    ("withdraw", ASKED): WITHDRAWN,
}


@pytest.mark.parametrize("state", [None, *RequestState])
@pytest.mark.parametrize("step", STEPS)
def test_every_step_from_every_state(step, state):
    if (step, state) in LEADS:
        assert next_state(step, state) == LEADS[step, state]
    else:
        with pytest.raises(WrongStep):
            next_state(step, state)


@pytest.mark.parametrize(
    ("state", "permissions", "found"),
    [
        (ASKED, {ASK}, ["close", "withdraw"]),
        (ASKED, {ANSWER}, ["answer"]),
        (ANSWERED, {ASK}, ["ask_again", "close"]),
        (ANSWERED, {ANSWER}, []),
        (CLOSED, {ASK, ANSWER}, []),
        (WITHDRAWN, {ASK, ANSWER}, []),
    ],
)
def test_offered_by_state_and_permission(state, permissions, found):
    assert offered(state, permissions, ()) == found


def test_what_is_barred_is_not_offered():
    assert offered(ASKED, {ASK, ANSWER}, {"answer", "withdraw"}) == ["close"]


@pytest.mark.parametrize(
    ("has_asked", "has_answered", "was_answered", "steps"),
    [
        (True, False, False, {"answer"}),
        (True, False, True, {"answer", "withdraw"}),
        (False, False, False, {"withdraw"}),
        (False, True, True, {"ask_again", "close", "withdraw"}),
    ],
)
def test_nobody_decides_on_their_own_words(has_asked, has_answered, was_answered, steps):
    assert set(barred(has_asked=has_asked, has_answered=has_answered, was_answered=was_answered)) == steps


@pytest.mark.parametrize(
    ("state", "today", "days"),
    [
        (ASKED, date(2026, 12, 5), 0),
        (ASKED, date(2026, 12, 6), 1),
        (ASKED, date(2026, 11, 1), 0),
        (ANSWERED, date(2026, 12, 31), 0),
    ],
)
def test_the_last_day_is_still_in_time(state, today, days):
    assert days_late(state, date(2026, 12, 5), today) == days


@pytest.mark.parametrize(
    ("before", "after", "fell"),
    [
        (Status.ON_TRACK, Status.SLOW, True),
        (Status.SPEED_UP, Status.BACKWARD, True),
        (Status.MET, Status.BELOW_KEEP, True),
        (Status.SLOW, Status.BACKWARD, True),
        (Status.BACKWARD, Status.SLOW, False),
        (Status.SLOW, Status.SLOW, False),
        (Status.MET, Status.SPEED_UP, False),
        (Status.NO_DATA, Status.SLOW, False),
        (Status.TOO_EARLY, Status.BACKWARD, False),
        (None, Status.SLOW, False),
    ],
)
def test_a_fall_is_from_a_judged_status_to_a_worse_bad_one(before, after, fell):
    assert has_fallen(before, after) is fell
