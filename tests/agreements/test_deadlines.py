"""Days overdue and the five clears: every edge as a case."""

from datetime import date

import pytest

from agreements.deadlines import clear_parts, days_overdue
from agreements.enums import Clear, TaskState

DUE = date(2026, 10, 30)
FILLED = {"person": "Lan", "work": "Mở tài khoản", "deadline": DUE, "unit": "Sở", "product": "Danh sách"}


@pytest.mark.parametrize(
    ("deadline", "state", "today", "days"),
    [
        (DUE, TaskState.IN_PROGRESS, date(2026, 10, 29), 0),
        (DUE, TaskState.IN_PROGRESS, DUE, 0),
        (DUE, TaskState.IN_PROGRESS, date(2026, 10, 31), 1),
        (DUE, TaskState.PLANNED, date(2026, 11, 22), 23),
        (DUE, TaskState.DONE, date(2026, 11, 22), 0),
        (DUE, TaskState.STOPPED, date(2026, 11, 22), 0),
        (None, TaskState.IN_PROGRESS, date(2026, 11, 22), 0),
        (date(2024, 2, 28), TaskState.PLANNED, date(2024, 3, 1), 2),
    ],
)
def test_days_overdue(deadline, state, today, days):
    assert days_overdue(deadline, state, today) == days


def test_a_task_with_everything_is_clear_in_all_five():
    assert clear_parts(**FILLED) == frozenset(Clear)


@pytest.mark.parametrize("name", FILLED)
def test_what_is_empty_is_not_clear(name):
    empty = FILLED | {name: None if name == "deadline" else ""}
    assert clear_parts(**empty) == frozenset(Clear) - {Clear(name)}


def test_nothing_filled_is_nothing_clear():
    assert clear_parts(person="", work="", deadline=None, unit="", product="") == frozenset()
