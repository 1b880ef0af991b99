"""Obstacles, advice, promises and disagreements as folded lists."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from django.utils.translation import gettext as _

from agreements.enums import ObstacleState, Side
from agreements.queries.log import Entry, Log
from agreements.tables.sources import Sources, sources_of
from dtracker.formats.dates import format_date


@dataclass(frozen=True)
class LogLine:
    """One obstacle, advice, promise or disagreement: the sentence, and under it who and when."""

    text: str
    about: str
    detail: str
    is_outside: bool = False
    url: str = ""


@dataclass(frozen=True)
class Folded:
    """A list whose first lines stand open and whose rest unfolds. `scope` says when no line is of one agreement."""

    shown: Sequence[LogLine]
    rest: Sequence[LogLine]
    sources: Sources
    scope: str = ""

    @property
    def count(self) -> int:
        return len(self.shown) + len(self.rest)


OPEN_LINES = 4


def folded(entries: Sequence[Entry], line: Callable[[Entry], LogLine], shown: int = OPEN_LINES) -> Folded:
    lines = [line(each) for each in entries]
    # One more line costs less than a fold that hides a single one.
    cut = len(lines) if len(lines) <= shown + 1 else shown
    scope = "" if any(each.agreement_id for each in entries) else _("for the whole province")
    return Folded(lines[:cut], lines[cut:], log_sources(entries), scope)


def obstacle_line(entry: Entry) -> LogLine:
    state = ObstacleState(entry.state)
    about = [entry.more, str(state.label) if state != ObstacleState.OPEN else "", entry.by]
    return LogLine(entry.text, " · ".join(each for each in about if each), entry.detail, entry.is_outside, entry.url)


def recommendation_line(entry: Entry) -> LogLine:
    to = _("to: %(who)s") % {"who": entry.more} if entry.more else ""
    return LogLine(
        entry.text, " · ".join(each for each in (entry.by, to) if each), entry.detail, entry.is_outside, entry.url
    )


def commitment_line(entry: Entry) -> LogLine:
    due = _("by %(day)s") % {"day": format_date(entry.on)} if entry.on else ""
    return LogLine(entry.text, " · ".join(each for each in (entry.by, due) if each), "", entry.is_outside)


def commitments_of(log: Log) -> list[tuple[str, Folded]]:
    """Who promised, and what, in the order of the sides."""
    order = list(Side)
    ordered = sorted(log.commitments, key=lambda each: order.index(Side(each.state)))
    return [
        (str(Side(side).label), folded(list(group), commitment_line))
        for side, group in groupby(ordered, key=lambda each: each.state)
    ]


def log_sources(entries: Iterable[Entry]) -> Sources:
    return sources_of((each.text, each, each.source) for each in entries)
