"""The outlook in words: where each open target would stand at the recent pace, and what that rests on."""

from dataclasses import dataclass

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from dtracker.formats.dates import format_date
from dtracker.formats.numbers import format_number
from indicators.explain import change_words, due_words, edition_words, target_words, value_words
from indicators.models import Document
from indicators.projection import LEAST_POINTS, REACH, RECENT, Refusal
from indicators.queries.projections import Ahead, Outlook


@dataclass(frozen=True)
class OutlookRow:
    """A sentence about one target, and the document that decided it."""

    sentence: str
    document: Document | None


def outlook_rows(ahead: Ahead) -> list[OutlookRow]:
    """One for each open target that the projection reaches, in the order they are due."""
    return [
        OutlookRow(_sentence(each), each.standing.target.decided_by(each.standing.terms)) for each in ahead.outlooks
    ]


def _sentence(outlook: Outlook) -> str:
    standing = outlook.standing
    words = {
        "value": _value(outlook),
        "due": due_words(standing.target, standing.terms),
        "target": target_words(standing.terms, standing.indicator),
    }
    if outlook.reached is None:
        sentence = _("at the recent pace about %(value)s %(due)s; the target (%(target)s) may or may not be reached")
    elif outlook.reached:
        sentence = _("at the recent pace about %(value)s %(due)s, which reaches the target (%(target)s)")
    else:
        sentence = _("at the recent pace about %(value)s %(due)s, which does not reach the target (%(target)s)")
    return capfirst(sentence % words)


def _value(outlook: Outlook) -> str:
    low, high, indicator = outlook.at.low, outlook.at.high, outlook.standing.indicator
    text = value_words(high, indicator, rank_of=outlook.rank_of)
    if low != high:
        text = f"{format_number(low, indicator.decimals)}–{text}"
    return _("rank %(rank)s") % {"rank": text} if indicator.is_rank else text


def why_none(ahead: Ahead) -> str:
    """Why nothing is said, in a sentence; "" where something is."""
    if ahead.refusal is None:
        return ""
    return _refusals()[ahead.refusal] % {
        "day": format_date(ahead.page.ended_on) if ahead.page.ended_on else "",
        "period": edition_words(ahead.stretch[-1].period, ahead.page.indicator) if ahead.stretch else "",
        "known": ahead.points,
        "least": LEAST_POINTS,
        "recent": RECENT,
        "reach": REACH,
    }


def _refusals() -> dict[Refusal, str]:
    return {
        Refusal.MILESTONE: _("No outlook: a milestone is either done or not done."),
        Refusal.GROWTH: _("No outlook: the growth of one year says nothing of the next."),
        Refusal.COUNTS_AFRESH: _("No outlook: the count starts again every year."),
        Refusal.ENDED: _("No outlook: the province ended on %(day)s."),
        Refusal.NO_FIGURE: _("No outlook yet: no figure is published."),
        Refusal.NO_TARGET: _("No outlook: no dated target lies ahead of the latest figure."),
        Refusal.OUT_OF_DATE: _("No outlook: the latest figure (%(period)s) is out of date."),
        Refusal.OTHER_BASE: _("No outlook: the latest figure does not compare with the target."),
        Refusal.TOO_FEW: _(
            "No outlook yet: %(known)s of the %(least)s figures it needs, from the latest %(recent)s periods "
            "without a break."
        ),
        Refusal.TOO_FAR: _(
            "The line ends before the target is due: that is more than %(reach)s times as far ahead as the figures "
            "reach back."
        ),
    }


def basis(ahead: Ahead) -> str:
    """What the outlook was taken from; "" where there is none."""
    if ahead.projection is None:
        return ""
    if ahead.page.indicator.yearly:
        sentence = _("Recent pace: %(pace)s a year, from the latest %(count)s figures. It never changes a status.")
    else:
        sentence = _("Recent pace: %(pace)s a quarter, from the latest %(count)s figures. It never changes a status.")
    return sentence % {"pace": _pace(ahead), "count": ahead.projection.points}


def _pace(ahead: Ahead) -> str:
    pace = ahead.projection.pace
    low, high = (change_words(each, ahead.page.indicator) for each in (pace.low, pace.high))
    return low if low == high else _("%(low)s to %(high)s") % {"low": low, "high": high}
