"""Why a target has its status, and every value, target and verdict in words."""

from indicators.explain.why import Explanation, explain
from indicators.explain.words import (
    MISSING,
    amount_words,
    change_words,
    due_words,
    edition_words,
    flag_words,
    flags_beside,
    gap_words,
    milestone_words,
    need_words,
    period_words,
    printed_words,
    public_words,
    short_status,
    status_words,
    target_words,
    value_words,
)

__all__ = [
    "MISSING",
    "Explanation",
    "amount_words",
    "change_words",
    "due_words",
    "edition_words",
    "explain",
    "flag_words",
    "flags_beside",
    "gap_words",
    "milestone_words",
    "need_words",
    "period_words",
    "printed_words",
    "public_words",
    "short_status",
    "status_words",
    "target_words",
    "value_words",
]
