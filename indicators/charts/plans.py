"""The ways that documents prescribe, as corners on the two axes. Places and values in, corners out."""

from collections.abc import Iterable, Sequence
from decimal import Decimal

from indicators.charts.axes import Calendar
from indicators.queries.judging import Standing

Corner = tuple[float, Decimal]


def way(standings: Sequence[Standing], calendar: Calendar) -> list[Corner]:
    """From the baseline of the first target straight through all of them, in the order of their days."""
    corners = {
        calendar.place(each.terms.baseline_period): each.terms.baseline_value
        for each in standings[:1]
        if each.terms.baseline_period and each.terms.baseline_value is not None
    }
    corners |= {calendar.place(each.terms.due): each.terms.value for each in standings}
    return sorted(corners.items())


def levels(standings: Iterable[Standing], calendar: Calendar, first: int) -> list[Corner]:
    """A rate of growth is asked of every year: level to the day it is due, then as the next target asks.

    It begins with the period after the baseline, without one with that of the document, at the earliest at `first`.
    """
    corners: list[Corner] = []
    for each in standings:
        start = corners[-1][0] if corners else max(_start(each, calendar, first), first)
        due = calendar.place(each.terms.due)
        if start < due:
            corners += [(start, each.terms.value), (due + 0.5, each.terms.value)]
    # Only between two targets the rate of a year reaches to its end: the last line ends in its diamond.
    return [*corners[:-1], (corners[-1][0] - 0.5, corners[-1][1])] if corners else []


def _start(standing: Standing, calendar: Calendar, first: int) -> float:
    since, document = standing.terms.baseline_period, standing.target.document
    if since:
        return calendar.place(since) + 1
    return calendar.at(document.issued_on) if document and document.issued_on else first


def until(corners: Sequence[Corner], stop: float | None) -> list[Corner]:
    """The part before `stop`: what follows belongs to another series. All of it without one."""
    if stop is None or not corners or corners[-1][0] <= stop:
        return list(corners)
    kept = [each for each in corners if each[0] < stop]
    if not kept:
        return []
    (left, low), (right, high) = kept[-1], corners[len(kept)]
    share = Decimal(str((stop - left) / (right - left)))
    return [*kept, (stop, low + (high - low) * share)]
