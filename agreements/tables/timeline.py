"""What happened and what falls due, on one line of time."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _

from agreements.models import Agreement
from agreements.queries.log import Entry, Log
from agreements.tables.goals import goal_name
from agreements.tables.words import change_words
from dtracker.formats.dates import format_date
from indicators.queries.judging import Standing


@dataclass(frozen=True)
class Moment:
    """One row. `on` is None for what no source dates; such rows stand last. `outside`: a hollow dot."""

    on: date | None
    when: str
    text: str
    note: str = ""
    detail: str = ""
    is_outside: bool = False
    url: str = ""


def timeline(moments: Iterable[Moment]) -> list[Moment]:
    """Oldest first, undated ones at the end."""
    return sorted(moments, key=lambda each: (each.on is None, each.on or date.max))


def legend_words(moments: Iterable[Moment]) -> str:
    """What the hollow dots mean; "" where there is none."""
    return _("Hollow dot: a source outside the source article.") if any(each.is_outside for each in moments) else ""


def moments_of_events(events: Iterable[Entry]) -> list[Moment]:
    return [_moment(each) for each in events]


def moments_of_agreement(agreement: Agreement, log: Log, goals: Iterable[Standing], on: date) -> list[Moment]:
    """Events of the agreement, changes of its term, due dates of its goals, and the end of the province."""
    found = [*moments_of_events(log.events), *map(_term, log.terms)]
    if agreement.signed_on and all(each.on != agreement.signed_on for each in log.events):
        found.append(_on(agreement.signed_on, _("Agreement signed")))
    return timeline([*found, *_dues(goals), *_merger(agreement, on)])


def _moment(event: Entry) -> Moment:
    when = format_date(event.on) if event.on else _("undated")
    return Moment(
        on=event.on,
        when=when,
        text=event.text,
        note=" · ".join(each for each in (event.more, event.by) if each and each != when),
        detail=event.detail,
        is_outside=event.is_outside,
        url=event.url,
    )


def _term(change: Entry) -> Moment:
    decided_by = change.source.label if change.source else ""
    return Moment(
        on=change.on,
        when=format_date(change.on),
        text=change_words(change.state, change.more),
        note=" · ".join(each for each in (change.text, decided_by) if each),
    )


def _dues(goals: Iterable[Standing]) -> list[Moment]:
    by_day: dict[date, list[str]] = {}
    for each in goals:
        due = each.terms.due_on or (each.terms.due.end if each.terms.due else None)
        if due:
            by_day.setdefault(due, []).append(goal_name(each))
    return [_on(day, _("Due: %(goals)s") % {"goals": "; ".join(names)}) for day, names in by_day.items()]


def _merger(agreement: Agreement, on: date) -> list[Moment]:
    province = agreement.province
    if province.ended_on is None or province.ended_on >= on:
        return []
    successor = province.successor
    text = (
        _("The province merged into %(successor)s") % {"successor": successor.full_name}
        if successor
        else _("The province ceased to exist")
    )
    return [_on(province.ended_on + timedelta(days=1), text)]


def _on(day: date, text: str) -> Moment:
    return Moment(on=day, when=format_date(day), text=text)
