"""The steps of a figure: every pair of state and step."""

import pytest

from dtracker.accounts.roles import PERMISSIONS, Permission, Role
from indicators.enums import FigureStatus
from indicators.workflow import STEPS, WrongStep, can_be_edited, next_status, offered

ALLOWED = {
    ("save", None): "draft",
    ("save", "draft"): "draft",
    ("save", "returned"): "draft",
    ("submit", "draft"): "submitted",
    ("return", "submitted"): "returned",
    ("return", "approved"): "returned",
    ("approve", "submitted"): "approved",
    ("withdraw", "approved"): "submitted",
    ("publish", "approved"): "published",
    ("correct", "published"): "draft",
    ("empty", "draft"): "draft",
    ("empty", "returned"): "draft",
    ("discard", "draft"): "published",
    ("discard", "returned"): "published",
}
STATES = [None, *FigureStatus.values]


def test_there_are_nine_steps():
    steps = ["save", "submit", "return", "approve", "withdraw", "publish", "correct", "empty", "discard"]
    assert list(STEPS) == steps


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("status", STATES)
def test_every_pair_of_state_and_step(step, status):
    if (step, status) in ALLOWED:
        assert next_status(step, status) == ALLOWED[step, status]
    else:
        with pytest.raises(WrongStep) as refusal:
            next_status(step, status)
        assert (refusal.value.step, refusal.value.status) == (step, status)


@pytest.mark.parametrize(
    ("role", "status", "steps"),
    [
        (Role.OFFICER, None, ["save"]),
        (Role.OFFICER, "draft", ["save", "submit", "empty", "discard"]),
        (Role.OFFICER, "submitted", []),
        (Role.OFFICER, "returned", ["save", "empty", "discard"]),
        (Role.OFFICER, "approved", []),
        (Role.OFFICER, "published", ["correct"]),
        (Role.REVIEWER, "draft", []),
        (Role.REVIEWER, "submitted", ["return", "approve"]),
        (Role.REVIEWER, "approved", ["return", "withdraw", "publish"]),
        (Role.REVIEWER, "published", []),
        (Role.READER, "submitted", []),
        (Role.SECRETARY, "approved", []),
        (Role.ADMIN, "approved", ["return", "withdraw", "publish"]),
    ],
)
def test_offered_steps_follow_from_state_and_permissions(role, status, steps):
    assert offered(status, PERMISSIONS[role]) == steps


def test_only_what_is_not_handed_over_can_be_edited():
    assert [state for state in STATES if can_be_edited(state)] == [None, "draft", "returned"]


def test_publishing_needs_its_own_permission():
    assert offered("approved", {Permission.FIGURE_REVIEW}) == ["return", "withdraw"]
