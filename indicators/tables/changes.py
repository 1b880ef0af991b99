"""What changed between two days, in words."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from dtracker.formats.dates import format_date
from indicators.enums import Status
from indicators.explain import (
    MISSING,
    actual_words,
    due_words,
    figure_words,
    period_words,
    public_words,
    status_words,
    target_words,
)
from indicators.models import Document, Indicator, Publication
from indicators.queries.changes import Cause, Changes, Edit, Move, NewValue
from indicators.tables.quoted import said_instead
from indicators.tables.why import why_url


@dataclass(frozen=True)
class Line:
    """One thing that changed: of what, and where it is shown; `place` is empty where there is only one province."""

    name: str
    url: str
    place: str


@dataclass(frozen=True)
class MoveLine(Line):
    """A status before and after, and why it changed. `course`: “worse”, “better” or nothing."""

    goal: str
    before: Status
    before_label: str
    after: Status
    after_label: str
    course: str
    causes: Sequence[str]
    why_url: str


@dataclass(frozen=True)
class ValueLine(Line):
    """A value that was published or corrected; `before` and `reason` are those of a correction."""

    value: str
    period: str
    before: str
    reason: str
    when: str
    source: Document | None


@dataclass(frozen=True)
class EditLine(Line):
    """Terms of a target before and after; `before` is empty for a new target."""

    before: str
    after: str
    due: str
    when: str
    reason: str
    document: Document | None


def summary(found: Changes) -> list[str]:
    """How many of each kind, in the order of weight; what there is none of is left out."""
    counted = (
        _moved(found.moves),
        ngettext("%(count)s target set or edited", "%(count)s targets set or edited", len(found.edits)),
        ngettext("%(count)s corrected figure", "%(count)s corrected figures", len(found.corrected)),
        ngettext("%(count)s new figure", "%(count)s new figures", len(found.new)),
    )
    numbers = [len(each) for each in (found.moves, found.edits, found.corrected, found.new)]
    return [words % {"count": number} for words, number in zip(counted, numbers, strict=True) if number]


def _moved(moves: Sequence[Move]) -> str:
    worse, better = (sum(1 for each in moves if each.course == course) for course in (-1, 1))
    parts = [
        ngettext("%(count)s target changed its status", "%(count)s targets changed their status", len(moves)),
        ngettext("%(worse)s for the worse", "%(worse)s for the worse", worse) % {"worse": worse} if worse else "",
        ngettext("%(better)s for the better", "%(better)s for the better", better) % {"better": better}
        if better
        else "",
    ]
    return ", ".join(part for part in parts if part)


def move_lines(found: Sequence[Move], *, with_place: bool, query: str = "") -> list[MoveLine]:
    """In the order given; `query` goes along in the addresses."""
    return [_move(each, with_place, query) for each in found]


def _move(move: Move, with_place: bool, query: str) -> MoveLine:
    now = move.now
    words = target_words(now.terms, now.indicator) if now.terms.value is not None else now.target.label
    return MoveLine(
        *_line(now.indicator, now.province, with_place, query),
        goal=", ".join(part for part in (words, due_words(now.target, now.terms)) if part),
        before=move.then.status,
        before_label=status_words(move.then.verdict),
        after=now.status,
        after_label=status_words(now.verdict),
        course={-1: _("worse"), 1: _("better")}.get(move.course, ""),
        causes=[_cause(each, move) for each in move.causes],
        why_url=why_url(now),
    )


def _line(indicator: Indicator, province, with_place: bool, query: str) -> tuple[str, str, str]:
    url = reverse("indicators:series", args=[province.slug, indicator.code]) + query
    return indicator.name, url, province.name if with_place else ""


def _cause(cause: Cause, move: Move) -> str:
    """One reason in a few words."""
    if cause in (Cause.NEW, Cause.CORRECTED):
        return _by_value(cause, move)
    if cause == Cause.EDITED:
        names = {
            "before": target_words(move.then.terms, move.then.indicator),
            "after": target_words(move.now.terms, move.now.indicator),
        }
        return _("target edited from %(before)s to %(after)s") % names
    if cause == Cause.ENDED:
        return _("the unit ended on %(day)s") % {"day": format_date(move.now.verdict.unit_ended_on)}
    return _("time passed, nothing else changed")


def _by_value(cause: Cause, move: Move) -> str:
    reading, indicator = move.value.reading, move.now.indicator
    names = {
        "value": value_of(reading.publication, indicator),
        "period": period_words(reading.period) if reading.period else reading.figure.printed_period or _("undated"),
        "before": value_of(move.value.before, indicator) if cause == Cause.CORRECTED else actual_words(move.then),
    }
    if cause == Cause.CORRECTED:
        return _("corrected from %(before)s to %(value)s (%(period)s)") % names
    if names["before"] == MISSING:
        return _("new figure %(value)s (%(period)s)") % names
    return _("new figure %(value)s (%(period)s), before %(before)s") % names


def value_of(row: Publication, indicator: Indicator) -> str:
    """A published value in words; without one the reason."""
    if row.value is None:
        return row.value_text or row.no_data_reason or MISSING
    return figure_words(row, indicator)


def _shown(row: Publication, indicator: Indicator) -> str:
    """The same where it stands alone."""
    return said_instead(row) if row.value is None else value_of(row, indicator)


def value_lines(found: Sequence[NewValue], *, with_place: bool, query: str = "") -> list[ValueLine]:
    return [_value(each, with_place, query) for each in found]


def _value(value: NewValue, with_place: bool, query: str) -> ValueLine:
    row, figure, period = value.reading.publication, value.reading.figure, value.reading.period
    entered = _("entered on %(day)s") % {"day": format_date(row.known_since)}
    return ValueLine(
        *_line(figure.indicator, figure.province, with_place, query),
        value=_shown(row, figure.indicator),
        period=period.label() if period else figure.printed_period or _("undated"),
        before=_shown(value.before, figure.indicator) if value.before else "",
        reason=row.reason,
        when=public_words(row) or (format_date(row.known_since) if value.has_day else entered),
        source=row.source,
    )


def edit_lines(found: Sequence[Edit], *, with_place: bool, query: str = "") -> list[EditLine]:
    return [_edit(each, with_place, query) for each in found]


def _edit(edit: Edit, with_place: bool, query: str) -> EditLine:
    target, indicator = edit.target, edit.target.indicator
    revision = edit.revision
    return EditLine(
        *_line(indicator, target.province, with_place, query),
        before=_terms(edit.before, indicator, target.label) if edit.before else "",
        after=_terms(edit.after, indicator, target.label),
        due=_due(edit),
        when=_day(edit.on),
        reason=revision.reason if revision else "",
        document=revision.document if revision else target.document,
    )


def _terms(terms, indicator: Indicator, label: str) -> str:
    return target_words(terms, indicator) if terms.value is not None else label


def _due(edit: Edit) -> str:
    after = due_words(edit.target, edit.after)
    before = due_words(edit.target, edit.before) if edit.before else after
    return after if before == after else _("%(after)s (before: %(before)s)") % {"after": after, "before": before}


def _day(day: date | None) -> str:
    return format_date(day) if day else MISSING
