"""The answer in one sentence, and the strip of counts under it."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from indicators.enums import WORST_FIRST, Group, Status
from indicators.progress import Counts, counts
from indicators.queries.judging import Standing
from indicators.queries.outlines import Outline


@dataclass(frozen=True)
class Segment:
    status: Status
    count: int
    url: str
    label: str = ""


@dataclass(frozen=True)
class Answer:
    """What a member who reads one line takes away: sentence, side note, counts worst first (zeros left out)."""

    line: SafeString
    side: str
    segments: Sequence[Segment]


def answer(standings: Sequence[Standing | Outline], *, url: str = "", without_task: int | None = None) -> Answer:
    """The answer for judged targets. `url` is the list a segment leads to, with a query or none; it gets `status=…`."""
    found = counts(standings)
    joint = "&" if "?" in url else "?"
    segments = [
        Segment(status, found.by_status[status], f"{url}{joint}status={status}#targets" if url else "")
        for status in WORST_FIRST
        if found.by_status.get(status) and status != Status.NOT_APPLICABLE
    ]
    return Answer(_line(found, without_task), _side(found), segments)


def _line(found: Counts, without_task: int | None) -> SafeString:
    if not found.total:
        return format_html("{}", _("No document held here sets a target."))
    bad = sum(found.by_status.get(each, 0) for each in WORST_FIRST if each.group == Group.BAD)
    ended = found.by_status.get(Status.UNIT_ENDED, 0)
    if ended:
        return _line_of_ended(found.total, bad, ended)
    if not bad:
        return format_html("{}", _nothing_bad(found))
    lead = ngettext("%(bad)s of %(total)s targets needs action", "%(bad)s of %(total)s targets need action", bad) % {
        "bad": bad,
        "total": found.total,
    }
    if without_task:
        rest = ngettext("%(count)s has no task.", "%(count)s have no task.", without_task) % {"count": without_task}
        return format_html("<em>{}</em>; {}", lead, rest)
    return format_html("<em>{}</em>.", lead)


def _line_of_ended(total: int, bad: int, ended: int) -> SafeString:
    start = ngettext("Of %(total)s target,", "Of %(total)s targets,", total) % {"total": total}
    rest = ngettext(
        "%(ended)s was not yet due when the province merged.",
        "%(ended)s were not yet due when the province merged.",
        ended,
    ) % {"ended": ended}
    if not bad:
        return format_html("{} {}", start, rest)
    missed = ngettext("%(bad)s was missed", "%(bad)s were missed", bad) % {"bad": bad}
    return format_html("{} <em>{}</em>; {}", start, missed, rest)


def _nothing_bad(found: Counts) -> str:
    watch = found.by_status.get(Status.SPEED_UP, 0)
    if watch:
        return ngettext(
            "No target is behind. %(count)s needs to speed up.",
            "No target is behind. %(count)s need to speed up.",
            watch,
        ) % {"count": watch}
    return _("No target is behind.") if found.assessed else _("No target can be judged yet.")


def _side(found: Counts) -> str:
    if not found.assessed:
        return ""
    numbers = {"good": found.good, "assessed": found.assessed, "total": found.total}
    if found.good_share is None:
        return _("%(assessed)s of %(total)s targets judged: too few for a share") % numbers
    sentence = _("Good: %(good)s of %(assessed)s targets judged") % numbers
    stale = _stale_good(found)
    if not stale:
        return sentence
    apart = ngettext("%(count)s old figure counted apart", "%(count)s old figures counted apart", stale)
    return f"{sentence} ({apart % {'count': stale}})"


def _stale_good(found: Counts) -> int:
    """Targets that would be good but for a figure that is old."""
    return sum(found.by_status.get(each, 0) for each in WORST_FIRST if each.group == Group.GOOD) - found.good
