"""Arithmetic of deadlines and of the five clears. Pure: values only."""

from datetime import date

from agreements.enums import Clear, TaskState

OPEN_STATES = frozenset({TaskState.PLANNED, TaskState.IN_PROGRESS})


def days_overdue(deadline: date | None, state: str, today: date) -> int:
    """Whole days past the deadline of work still open; 0 when not overdue or without a deadline."""
    if deadline is None or state not in OPEN_STATES or today <= deadline:
        return 0
    return (today - deadline).days


def clear_parts(*, person: str, work: str, deadline: date | None, unit: str, product: str) -> frozenset[Clear]:
    """Which of the five are filled; a task is clear only with all five."""
    filled = {
        Clear.PERSON: person,
        Clear.WORK: work,
        Clear.DEADLINE: deadline,
        Clear.UNIT: unit,
        Clear.PRODUCT: product,
    }
    return frozenset(part for part, value in filled.items() if value)
