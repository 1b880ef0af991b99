"""Arithmetic of deadlines and of the five clears. Pure: values only."""

from datetime import date, timedelta

from agreements.enums import Clear, TaskState

OPEN_STATES = frozenset({TaskState.PLANNED, TaskState.IN_PROGRESS, TaskState.HANDED_IN})
OWED_STATES = frozenset({TaskState.PLANNED, TaskState.IN_PROGRESS})
"""Where the product is still owed: once it is handed in, the days are those of who confirms."""
SOON = timedelta(days=14)
"""How near the deadline of a task is that is due soon."""


def days_overdue(deadline: date | None, state: str, today: date) -> int:
    """Whole days past the deadline while the product is owed; 0 when not overdue or without a deadline."""
    if deadline is None or state not in OWED_STATES or today <= deadline:
        return 0
    return (today - deadline).days


def is_due_soon(deadline: date | None, state: str, today: date) -> bool:
    """Whether the product is owed and due within the next days, today included."""
    return deadline is not None and state in OWED_STATES and today <= deadline <= today + SOON


def is_outside_term(deadline: date | None, starts_year: int | None, ends_year: int | None) -> bool:
    """Whether the deadline lies before the first or after the last year of an agreement; unknown ends bound nothing."""
    if deadline is None:
        return False
    return bool(starts_year and deadline.year < starts_year) or bool(ends_year and deadline.year > ends_year)


def clear_parts(*, person: str, work: str, deadline: date | None, unit: int | str, product: str) -> frozenset[Clear]:
    """Which of the five are filled; a task is clear only with all five."""
    filled = {
        Clear.PERSON: person,
        Clear.WORK: work,
        Clear.DEADLINE: deadline,
        Clear.UNIT: unit,
        Clear.PRODUCT: product,
    }
    return frozenset(part for part, value in filled.items() if value)
