"""The goals of an agreement as lines of a table."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from indicators.enums import Flag, Status
from indicators.explain import (
    actual_period,
    actual_words,
    due_words,
    edition_note,
    edition_words,
    flag_words,
    flags_beside,
    gap_words,
    need_words,
    revised_in_full,
    starts_each_year,
    status_words,
    target_words,
)
from indicators.queries.judging import Standing
from indicators.tables.why import why_url


@dataclass(frozen=True)
class GoalLine:
    """A goal and how it stands. `wording`: of a revised one that of the document that first set it, `worded_in`."""

    name: str
    url: str
    terms: str
    value: str
    gap: str
    status: Status
    label: str
    stale: bool
    flags: Sequence[str]
    why_url: str
    revised: str
    wording: str
    worded_in: str


def goal_name(standing: Standing) -> str:
    """As its document words it; the wording of a revised one names the value that it no longer has."""
    if standing.first_terms:
        return standing.indicator.name
    return standing.target.label or standing.indicator.name


def goal_line(standing: Standing) -> GoalLine:
    verdict, indicator, document = standing.verdict, standing.indicator, standing.target.document
    said = gap_words(verdict, indicator), need_words(verdict, indicator), edition_note(standing)
    raised = [each for each in flags_beside(verdict) if each.flag != Flag.STALE]
    return GoalLine(
        name=goal_name(standing),
        url=reverse("indicators:series", args=[standing.province.slug, indicator.code]),
        terms=_terms(standing),
        value=_value(standing),
        gap=" · ".join(each for each in said if each),
        status=verdict.status,
        label=status_words(verdict),
        stale=any(each.flag == Flag.STALE for each in verdict.flags),
        flags=[flag_words(each) for each in raised][:2],
        why_url=why_url(standing),
        revised=revised_in_full(standing),
        wording=standing.target.label if standing.first_terms else "",
        worded_in=document.label if document else "",
    )


def _terms(standing: Standing) -> str:
    due = due_words(standing.target, standing.terms)
    if standing.terms.value is None:
        return due
    return f"{target_words(standing.terms, standing.indicator)}, {due}"


def _value(standing: Standing) -> str:
    reading = standing.actual
    if reading is None or not reading.has_value:
        reason = standing.verdict.reason
        return str(reason.label) if reason else _("no figure yet")
    words = actual_words(standing)
    if reading.period is None:
        return words
    return _("%(value)s (%(period)s)") % {"value": words, "period": _when(standing)}


def _when(standing: Standing) -> str:
    if starts_each_year(standing.indicator):
        return actual_period(standing)
    return edition_words(standing.actual.period, standing.indicator)
