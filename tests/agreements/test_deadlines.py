"""Days overdue and the five clears: every edge as a case."""

from datetime import date

import pytest

from agreements.deadlines import clear_parts, days_overdue, is_due_soon, is_outside_term
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
        (DUE, TaskState.HANDED_IN, date(2026, 11, 22), 0),
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


@pytest.mark.parametrize(
    ("today", "state", "is_soon"),
    [
        (date(2026, 10, 15), TaskState.PLANNED, False),
        (date(2026, 10, 16), TaskState.PLANNED, True),
        (DUE, TaskState.IN_PROGRESS, True),
        (DUE, TaskState.HANDED_IN, False),
        (date(2026, 10, 31), TaskState.PLANNED, False),
    ],
)
def test_due_soon_is_the_two_weeks_before_the_deadline(today, state, is_soon):
    assert is_due_soon(DUE, state, today) is is_soon
    assert is_due_soon(None, state, today) is False


@pytest.mark.parametrize(
    ("years", "is_outside"),
    [
        ((2021, 2025), True),
        ((2027, None), True),
        ((2021, 2026), False),
        ((None, 2026), False),
        ((None, None), False),
    ],
)
def test_a_deadline_outside_the_term_of_the_agreement(years, is_outside):
    assert is_outside_term(DUE, *years) is is_outside
    assert is_outside_term(None, *years) is False
