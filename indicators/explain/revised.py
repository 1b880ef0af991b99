"""What the revision of a target changed, in few words, for whatever shows its status."""

from django.utils.translation import gettext as _

from dtracker.formats.dates import format_date
from indicators.enums import Comparator, Shape
from indicators.explain.words import milestone_words, printed_words, target_words
from indicators.models import Indicator
from indicators.models.targets import Terms
from indicators.queries.judging import Standing

_HALF_OPEN = (Comparator.AT_LEAST, Comparator.MORE_THAN, Comparator.AT_MOST, Comparator.LESS_THAN)


def revised_words(standing: Standing) -> str:
    """ "Đã sửa: 80% → 75%": what was first set and what is in force; "" for terms never revised."""
    change = _change(standing)
    if change:
        return _("Revised: %(change)s") % {"change": change}
    return _since(standing) if standing.first_terms else ""


def revised_in_full(standing: Standing) -> str:
    """The same with the day of the last revision: "Đã sửa: 80% → 75% (từ 15/7/2024)"."""
    change = _change(standing)
    if not change:
        return revised_words(standing)
    return _("Revised: %(change)s (from %(day)s)") % {"change": change, "day": _day(standing)}


def _since(standing: Standing) -> str:
    # Where value and due period are as before, a base or a rule was revised: the history says which.
    return _("Revised from %(day)s") % {"day": _day(standing)}


def _day(standing: Standing) -> str:
    return format_date(standing.terms.effective_on)


def _change(standing: Standing) -> str:
    """Only what differs of value and due period, first the old, then the new."""
    first, terms = standing.first_terms, standing.terms
    if first is None:
        return ""
    goals = _pair(first, terms, standing.indicator)
    dues = _due(first), _due(terms)
    changed = [pair for pair in (goals, dues) if pair[0] != pair[1]]
    return " → ".join(", ".join(side) for side in zip(*changed, strict=True))


def _pair(first: Terms, terms: Terms, indicator: Indicator) -> tuple[str, str]:
    """The bare values, where these tell the two apart."""
    bare = _bare(first, indicator), _bare(terms, indicator)
    return bare if bare[0] != bare[1] else (target_words(first, indicator), target_words(terms, indicator))


def _bare(terms: Terms, indicator: Indicator) -> str:
    is_bare = terms.value is not None and terms.comparator in _HALF_OPEN
    if not is_bare or indicator.is_rank or indicator.shape == Shape.MILESTONE:
        return target_words(terms, indicator)
    return printed_words(terms.value, indicator)


def _due(terms: Terms) -> str:
    if terms.due is None:
        return _("no due date")
    return format_date(terms.due_on) if terms.due_on and terms.due_on != terms.due.end else milestone_words(terms.due)
