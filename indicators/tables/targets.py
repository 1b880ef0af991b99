"""The targets of one series as rows: how each stands and why, what is shown but not judged, every version."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from dtracker.formats.dates import format_date
from indicators.charts.steps import is_in_force
from indicators.enums import WORST_FIRST, Origin, Status
from indicators.explain import (
    MISSING,
    Explanation,
    actual_words,
    due_words,
    edition_note,
    explain,
    flag_words,
    flags_beside,
    gap_words,
    milestone_words,
    revised_in_full,
    short_status,
    status_words,
    target_words,
)
from indicators.models import Document, TargetRevision
from indicators.queries.judging import Standing
from indicators.queries.series import SeriesPage

NAMED_MILESTONE = frozenset({Status.MET, Status.NOT_MET})
"""Statuses whose words name the milestone already; the others of one kind share a chip."""


@dataclass(frozen=True)
class TargetRow:
    """One judged target in a line. `document` decided it as it stands; `revises`: the one that set it, if another."""

    anchor: str
    document: Document | None
    revises: Document | None
    words: str
    status: Status
    status_label: str
    stale: bool
    last: str
    edition: str
    revised: str


@dataclass(frozen=True)
class Chip:
    status: Status
    label: str
    stale: bool


@dataclass(frozen=True)
class Wish:
    """What is shown but not judged, as what it is and with who said it."""

    kind: str
    words: str
    said_by: str
    quote: str
    origin: Origin


@dataclass(frozen=True)
class Revision:
    """One version of a target, with what decided it."""

    words: str
    since: str
    document: Document | None
    reason: str
    in_force: bool


def target_rows(page: SeriesPage) -> list[TargetRow]:
    """Judged targets by document, in the order in which they are due."""
    first_due: dict[int, int] = {}
    for each in sorted(page.standings, key=_due_key):
        first_due.setdefault(each.target.document_id, _due_key(each))
    ordered = sorted(
        page.standings,
        key=lambda each: (first_due[each.target.document_id], each.target.document_id, _due_key(each)),
    )
    return [_target_row(each) for each in ordered]


def _due_key(standing: Standing) -> int:
    due = standing.terms.due
    return due.as_quarter().ordinal if due else 0


def _target_row(standing: Standing) -> TargetRow:
    verdict, target = standing.verdict, standing.target
    words = f"{target_words(standing.terms, standing.indicator)}, {due_words(target, standing.terms)}"
    document = target.decided_by(standing.terms)
    return TargetRow(
        anchor=f"why-{target.pk}",
        document=document,
        revises=target.document if document != target.document else None,
        words=words,
        status=verdict.status,
        status_label=status_words(verdict),
        stale=verdict.is_stale,
        last=_last(standing),
        edition=edition_note(standing),
        revised=revised_in_full(standing),
    )


def _flags(standing: Standing) -> list[str]:
    """What is said beside the status; first, whether the target was revised."""
    revised = revised_in_full(standing)
    return [*([revised] if revised else []), *(flag_words(each) for each in flags_beside(standing.verdict))]


def _last(standing: Standing) -> str:
    value, gap = actual_words(standing), gap_words(standing.verdict, standing.indicator)
    return f"{value}, {gap}" if gap and value != MISSING else value


def document_count(page: SeriesPage) -> int:
    return len({each.target.document_id for each in page.standings})


def chips(page: SeriesPage) -> Iterator[Chip]:
    """Worst first; targets of one status share a chip with their milestones, unless its words name one."""
    for (status, stale), group in groupby(page.standings, key=_chip_key):
        standings = list(group)
        if status in NAMED_MILESTONE or len(page.standings) == 1:
            labels = dict.fromkeys(status_words(each.verdict) for each in standings)
            yield from (Chip(status, label, stale) for label in labels)
        elif status == Status.NO_DATA:
            yield from (Chip(status, label, stale) for label in _lacking(standings))
        else:
            yield Chip(status, _shared(standings, short_status(status)), stale)


def _chip_key(standing: Standing) -> tuple[Status, bool]:
    return standing.verdict.status, standing.verdict.is_stale


def _lacking(standings: Iterable[Standing]) -> list[str]:
    """One label for each thing that is lacking, with the milestones that lack it."""
    groups: dict[str, list[Standing]] = defaultdict(list)
    for each in standings:
        groups[status_words(each.verdict)].append(each)
    return [_shared(group, words) for words, group in groups.items()]


def _shared(standings: Sequence[Standing], word: str) -> str:
    periods = sorted({each.verdict.milestone for each in standings if each.verdict.milestone})
    if not periods:
        return word
    names = ", ".join(milestone_words(each) for each in periods)
    return _("Milestone %(milestones)s: %(status)s") % {
        "milestones": names,
        "status": word[:1].lower() + word[1:],
    }


def reasons(page: SeriesPage) -> list[tuple[str, Explanation, Sequence[str]]]:
    """Anchor, explanation and flags of each judged target, worst first, within a status by due date."""
    ordered = sorted(page.standings, key=lambda each: (WORST_FIRST.index(each.verdict.status), _due_key(each)))
    return [
        (
            f"why-{each.target.pk}",
            explain(each),
            _flags(each),
        )
        for each in ordered
    ]


def wishes(page: SeriesPage) -> list[Wish]:
    return [_wish(each) for each in page.others]


def _wish(standing: Standing) -> Wish:
    target = standing.target
    words = f"{target_words(standing.terms, standing.indicator)}, {due_words(target, standing.terms)}"
    label = "" if standing.first_terms else target.label
    return Wish(
        kind=_("Step on the way") if target.is_decreed_step else target.get_kind_display(),
        words=label or capfirst(words),
        said_by=target.stated_by or (target.document.label if target.document else ""),
        quote=target.quote,
        origin=Origin(target.origin),
    )


def histories(page: SeriesPage) -> list[tuple[str, list[Revision]]]:
    """Targets whose terms were revised, with every version known on the day of the page, newest first."""
    found = []
    for standing in [*page.standings, *page.others]:
        versions = [each for each in standing.target.known_revisions if _is_known(each, page.day)]
        if len(versions) > 1:
            found.append((_name(standing), [_revision(standing, each) for each in reversed(versions)]))
    return found


def _is_known(version: TargetRevision, day: date) -> bool:
    """In force by the day, or decided by then and in force later."""
    issued_on = version.document.issued_on if version.document else None
    return is_in_force(version, day) or (issued_on is not None and issued_on <= day)


def _name(standing: Standing) -> str:
    """Without a value: the wording of a target may name the one that was revised."""
    document, due = standing.target.document, standing.terms.due
    if document is None or due is None:
        return str(standing.target)
    names = {"document": document.label, "milestone": milestone_words(due)}
    return _("%(document)s, milestone %(milestone)s") % names


def _revision(standing: Standing, version: TargetRevision) -> Revision:
    words = target_words(version, standing.indicator)
    return Revision(
        words=f"{words}, {due_words(standing.target, version)}",
        since=format_date(version.effective_on) if version.effective_on else _("from the start"),
        document=standing.target.decided_by(version),
        reason=version.reason,
        in_force=version == standing.terms,
    )
