"""One target in a list, as the component `target_row` draws it."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import partial

from django.utils.translation import gettext as _

from dtracker.formats.addresses import path_to
from dtracker.formats.quarters import LAST_YEAR, Period
from indicators.charts.inline import Bullet, bullet
from indicators.enums import Direction, Flag, Status
from indicators.explain import (
    actual_period,
    actual_words,
    due_words,
    edition_note,
    flag_words,
    flags_beside,
    gap_words,
    need_words,
    revised_words,
    status_words,
    target_words,
    value_words,
)
from indicators.queries.judging import Standing
from indicators.queries.outlines import Outline
from indicators.tables.why import why_url

Mark = tuple[str, str]
"""What is said beside a status: text and tone ("bad", "warn", "outside" or "")."""

TONES = {Flag.OVERDUE: "bad", Flag.MISSED_MILESTONE: "bad", Flag.STALE: "warn", Flag.AWAITING_FINAL: "warn"}
MOST_FLAGS = 3
LAST = Period(LAST_YEAR)
WITHOUT_BAR = frozenset({Status.UNIT_ENDED, Status.NO_DATA, Status.NOT_APPLICABLE})


@dataclass(frozen=True)
class Row:
    name: str
    url: str
    status: Status
    status_label: str
    stale: bool
    unit: str
    flags: Sequence[Mark]
    bar: Bullet | None
    left_text: str
    right_text: str
    target_line: str
    actual_text: str
    is_illustration: bool
    lines: Sequence[str] = field(default_factory=tuple)
    revised: str = ""
    why_url: str = ""


def unit_of(standing: Standing) -> str:
    """The unit that answers for it, as its document or the admin names it; may be empty."""
    return standing.target.owner


def target_rows(
    standings: Iterable[Standing],
    marks: Callable[[Standing], Sequence[Mark]] = lambda _: (),
    owner: Callable[[Standing], str] = unit_of,
) -> list[Row]:
    """Rows in the order given. Targets of one track which cannot carry a bar and have one status share a row."""
    groups: dict[tuple, list[Standing]] = defaultdict(list)
    for each in standings:
        groups[row_key(each)].append(each)
    return [_row(sorted(group, key=_due), marks, owner) for group in groups.values()]


def row_key(standing: Standing | Outline) -> tuple:
    """What is the same of all targets in one row."""
    track = (standing.province_id, standing.indicator_id, standing.document_id, standing.status)
    return track if standing.status in WITHOUT_BAR else (*track, standing.pk)


def _due(standing: Standing) -> tuple[bool, Period, int]:
    return standing.terms.due is None, standing.terms.due or LAST, standing.target.pk


def _row(group: list[Standing], marks, owner) -> Row:
    first = group[0]
    verdict, indicator = first.verdict, first.indicator
    bar = _bar(first)
    left_text, right_text = _scale_texts(first, bar) if bar else ("", "")
    return Row(
        name=indicator.name,
        url=path_to("indicators:series", first.province.slug, indicator.code),
        status=verdict.status,
        status_label=status_words(verdict),
        stale=any(raised.flag == Flag.STALE for raised in verdict.flags),
        unit=owner(first),
        flags=_flags(first, marks),
        bar=bar,
        left_text=left_text,
        right_text=right_text,
        target_line=_target_line(group),
        actual_text=actual_words(first),
        is_illustration=first.province.is_illustration,
        lines=_lines(first),
        revised=_revised(group),
        why_url=why_url(first),
    )


def _revised(group: list[Standing]) -> str:
    """What was revised of the targets in the row, each change once."""
    return " · ".join(dict.fromkeys(words for each in group if (words := revised_words(each))))


def _flags(standing: Standing, marks) -> list[Mark]:
    raised = [(flag_words(each), TONES.get(each.flag, "")) for each in flags_beside(standing.verdict)]
    return [*marks(standing), *raised][:MOST_FLAGS]


def _bar(standing: Standing) -> Bullet | None:
    verdict = standing.verdict
    if verdict.status in WITHOUT_BAR or verdict.leg_start is None or verdict.actual is None:
        return None
    return bullet(
        status=verdict.status,
        baseline=verdict.leg_start[1],
        target=standing.terms.value,
        actual=verdict.actual.value,
        expected=verdict.expected,
        direction=Direction(standing.indicator.direction),
        write=partial(value_words, indicator=standing.indicator),
    )


def _scale_texts(standing: Standing, bar: Bullet) -> tuple[str, str]:
    """What stands under the left and the right end: better is to the right, so a level to keep comes first."""
    texts = _base_text(standing), _goal_text(standing)
    return texts if bar.has_base else texts[::-1]


def _base_text(standing: Standing) -> str:
    value = value_words(standing.verdict.leg_start[1], standing.indicator)
    return _("baseline %(value)s") % {"value": value}


def _goal_text(standing: Standing) -> str:
    value = value_words(standing.terms.value, standing.indicator)
    return f"{value} · {standing.verdict.goal.period.label()}"


def _target_line(group: list[Standing]) -> str:
    """All goals of the track with their dates, then the document that sets them."""
    goals = "; ".join(_goal(each) for each in group)
    document = group[0].target.decided_by(group[0].terms)
    return f"{goals} · {document.label}" if document else goals


def _goal(standing: Standing) -> str:
    target, terms = standing.target, standing.terms
    words = target_words(terms, standing.indicator) if terms.value is not None else target.label
    due = due_words(target, terms)
    return ", ".join(each for each in (words, due) if each)


def _lines(standing: Standing) -> list[str]:
    reading, verdict = standing.actual, standing.verdict
    if reading is None:
        return [verdict.reason.label if verdict.reason else _("no published figure")]
    said = (
        actual_period(standing),
        gap_words(verdict, standing.indicator),
        need_words(verdict, standing.indicator),
        edition_note(standing),
    )
    return [each for each in said if each][:3]
