"""A revised target as steps: each value from the day it was in force to the day another one was."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import pairwise

from indicators.charts.axes import Calendar
from indicators.models import Document, TargetRevision
from indicators.queries.standings import Standing


@dataclass(frozen=True)
class Step:
    """One version of a target, from place to place on the time axis; `successor` is what replaced it, if anything."""

    standing: Standing
    terms: TargetRevision
    successor: TargetRevision | None
    start: float
    end: float

    @property
    def value(self) -> Decimal:
        return self.terms.value

    @property
    def next_value(self) -> Decimal:
        """Where the step leads up or down to."""
        following = self.successor.value if self.successor else None
        return self.value if following is None else following

    @property
    def document(self) -> Document | None:
        return self.standing.target.decided_by(self.terms)


def steps_of(standing: Standing, day: date, calendar: Calendar, edges: tuple[float, float]) -> list[Step]:
    """All versions of a target in force by the day, oldest first, inside the axis; none of a target never revised.

    The last one leads to its due period. What took effect after its due period has no step, only its diamond.
    """
    versions = [each for each in standing.target.known_revisions if is_in_force(each, day)]
    if len(versions) < 2:
        return []
    found = []
    for terms, successor in pairwise([*versions, None]):
        if terms.value is None:
            continue
        start = _within(_start(standing, terms, calendar), edges)
        end = _within(_end(terms, successor, calendar), edges, otherwise=1)
        found.append(Step(standing, terms, successor, min(start, end), end))
    return found


def is_in_force(terms: TargetRevision, day: date) -> bool:
    return terms.effective_on is None or terms.effective_on <= day


def _start(standing: Standing, terms: TargetRevision, calendar: Calendar) -> float | None:
    """From the day it is in force; without one, from the day of the document that set it, else from its baseline."""
    document = standing.target.document
    since = terms.effective_on or (document.issued_on if document else None)
    if since:
        return calendar.at(since)
    return calendar.place(terms.baseline_period) if terms.baseline_period else None


def _end(terms: TargetRevision, successor: TargetRevision | None, calendar: Calendar) -> float | None:
    if successor is not None:
        return calendar.at(successor.effective_on)
    return calendar.place(terms.due) if terms.due else None


def _within(place: float | None, edges: tuple[float, float], *, otherwise: int = 0) -> float:
    return edges[otherwise] if place is None else min(max(place, edges[0]), edges[1])
