"""The table of steps: who may do what from where."""

import pytest

from agreements.enums import TaskState
from agreements.workflow import CONFIRM, EDIT, OWN_PRODUCT, REPORT, STEPS, WrongStep, barred, next_state, offered

P, I, H, D, S = TaskState  # noqa: E741


@pytest.mark.parametrize(
    ("state", "held", "steps"),
    [
        (P, {REPORT}, ["start", "report", "hand_in"]),
        (I, {REPORT}, ["report", "hand_in"]),
        (P, {EDIT, REPORT}, ["start", "report", "hand_in", "move", "edit", "stop"]),
        (I, {EDIT, REPORT}, ["report", "hand_in", "move", "edit", "stop"]),
        (H, {EDIT, REPORT}, ["edit", "stop"]),
        (H, {CONFIRM}, ["confirm", "send_back"]),
        (D, {EDIT, REPORT, CONFIRM}, ["reopen"]),
        (S, {EDIT, REPORT, CONFIRM}, ["reopen"]),
        (P, set(), []),
    ],
)
def test_what_is_offered(state, held, steps):
    assert offered(state, held) == steps


def test_nobody_confirms_the_own_product():
    own = barred(has_handed_in=True)
    assert own == {"confirm": OWN_PRODUCT, "send_back": OWN_PRODUCT}
    assert offered(H, {CONFIRM}, own) == []
    assert barred(has_handed_in=False) == {}


@pytest.mark.parametrize("step", STEPS)
def test_a_step_leads_on_from_its_sources_only(step):
    taken = STEPS[step]
    for state in (None, *TaskState):
        if state in taken.sources:
            assert next_state(step, state) == (taken.target or state)
        else:
            with pytest.raises(WrongStep):
                next_state(step, state)
