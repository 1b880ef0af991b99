"""What the page of one series prints: rows of figures, of targets and of their history, in words."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from dtracker.formats.dates import format_date
from dtracker.formats.numbers import format_number
from indicators.charts.series import Chart
from indicators.enums import WORST_FIRST, Direction, Origin, Shape, Status
from indicators.explain import (
    MISSING,
    Explanation,
    actual_words,
    due_words,
    edition_note,
    explain,
    figure_words,
    flag_words,
    flags_beside,
    gap_words,
    milestone_words,
    public_words,
    short_status,
    status_words,
    target_words,
    value_words,
)
from indicators.models import Document, Evidence, Indicator, Publication, SeriesBreak, TargetRevision
from indicators.queries.publications import Reading
from indicators.queries.series import SeriesPage
from indicators.queries.standings import Standing

NAMED_MILESTONE = frozenset({Status.MET, Status.NOT_MET})
"""Statuses whose words name the milestone already; the others of one kind share a chip."""


MOST_ROWS = 12
"""Rows of figures shown before the earlier ones are folded."""


@dataclass(frozen=True)
class Correction:
    """A superseded value: what it was, since when it was public, and why it was replaced."""

    value: str
    public: str
    reason: str


@dataclass(frozen=True)
class FigureRow:
    """One period. `other` is the value that a rank ranks, or the rank that goes with a score."""

    period: str
    value: str
    is_missing: bool
    other: str
    public: str
    marks: Sequence[str]
    source: Document | None
    origin: Origin
    quote: str
    note: str
    remark: str
    printed: str
    evidence: Sequence[Evidence]
    corrections: Sequence[Correction]
    correction_reason: str

    @property
    def has_more(self) -> bool:
        """Whether there is something to unfold besides the name of the source."""
        return bool(self.quote or self.note or self.remark or self.evidence or self.corrections or self.printed)


@dataclass(frozen=True)
class BreakRow:
    """Stands between the figures that a break parts."""

    reason: str


@dataclass(frozen=True)
class TargetRow:
    """One judged target in a line."""

    anchor: str
    document: str
    words: str
    status: Status
    status_label: str
    stale: bool
    last: str
    edition: str
    flags: Sequence[str]


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
class Undated:
    value: str
    period: str
    source: str
    quote: str
    note: str
    origin: Origin


@dataclass(frozen=True)
class Revision:
    """One version of a target, with what decided it."""

    words: str
    since: str
    document: str
    reason: str
    in_force: bool


# Figures


def figure_rows(page: SeriesPage) -> list[FigureRow | BreakRow]:
    """Newest first, with a row where the series breaks."""
    rows: list[FigureRow | BreakRow] = []
    for newer, reading in pairwise([None, *reversed(page.readings)]):
        if newer is not None:
            rows += [BreakRow(words) for words in _break_words(page, reading, newer)]
        rows.append(_figure_row(page, reading))
    return rows


def _break_words(page: SeriesPage, older: Reading, newer: Reading) -> list[str]:
    words = [each.reason for each in _breaks_between(page.breaks, older, newer)]
    before, after = older.publication.rank_of, newer.publication.rank_of
    if before and after and before != after:
        numbers = {"before": before, "after": after}
        words.append(_("ranked among %(after)s units, before among %(before)s") % numbers)
    return words


def _breaks_between(breaks: Iterable[SeriesBreak], older: Reading, newer: Reading) -> list[SeriesBreak]:
    first, last = older.period.as_quarter(), newer.period.as_quarter()
    found = [each for each in breaks if first < each.period.as_quarter() <= last]
    return sorted(found, key=lambda each: each.period, reverse=True)


def _figure_row(page: SeriesPage, reading: Reading) -> FigureRow:
    row = reading.publication
    return FigureRow(
        period=_short_period(reading, page.indicator),
        value=_figure_words(row, page.indicator, with_unit=page.indicator.unit.startswith("%")),
        is_missing=row.value is None,
        other=_other_value(page, reading),
        public=public_words(row) or "–",
        marks=_marks(row),
        source=row.source,
        origin=Origin(row.origin),
        quote=row.quote,
        note=row.note,
        remark=row.remark,
        printed=row.value_text,
        evidence=page.evidence.get(reading.figure.pk, ()),
        corrections=[_correction(each, page.indicator) for each in page.earlier.get(reading.figure.pk, ())],
        correction_reason=row.reason,
    )


def _short_period(reading: Reading, indicator: Indicator) -> str:
    return str(reading.period.year) if indicator.yearly else reading.period.short


def value_heading(indicator: Indicator) -> str:
    """The heading of the values, with the unit that the rows leave out."""
    if indicator.is_rank:
        return pgettext("figures", "Rank")
    if not indicator.unit or indicator.unit.startswith("%"):
        return _("Value")
    return _("Value, %(unit)s") % {"unit": indicator.unit}


def _figure_words(row: Publication, indicator: Indicator, *, with_unit: bool = True) -> str:
    if row.value is None:
        return _("No figure: %(reason)s") % {"reason": row.no_data_reason} if row.no_data_reason else "–"
    if indicator.shape == Shape.MILESTONE and row.denominator:
        return f"{format_number(row.numerator or 0)}/{format_number(row.denominator)}"
    return figure_words(row, indicator, with_unit=with_unit)


def _other_value(page: SeriesPage, reading: Reading) -> str:
    if page.indicator.rank_of_id:
        ranked = page.values.get(reading.period)
        return value_words(ranked.value, page.indicator.rank_of, with_unit=False) if ranked else "–"
    if reading.period in page.sums:
        return value_words(page.sums[reading.period], page.indicator, with_unit=False)
    row = reading.publication
    return f"{row.rank}/{row.rank_of}" if row.rank else ""


def _marks(row: Publication) -> list[str]:
    marks = [
        (row.is_provisional, _("provisional")),
        (row.version > 1, _("corrected")),
    ]
    return [words for holds, words in marks if holds]


def _correction(row: Publication, indicator: Indicator) -> Correction:
    return Correction(_figure_words(row, indicator), public_words(row) or "–", row.reason)


def other_heading(page: SeriesPage) -> str:
    """The heading of the second value; "" when no row has one."""
    if page.indicator.rank_of_id and page.values:
        return _("Value")
    if page.sums:
        return _("Since the start of the year")
    if any(each.publication.rank for each in page.readings):
        return pgettext("figures", "Rank")
    return ""


def split_rows(rows: list[FigureRow | BreakRow]) -> tuple[list, list]:
    """The newest periods, and the earlier ones that are unfolded on demand."""
    return (rows, []) if len(rows) <= MOST_ROWS + 3 else (rows[:MOST_ROWS], rows[MOST_ROWS:])


def undated_rows(page: SeriesPage) -> list[Undated]:
    return [_undated(each, page.indicator) for each in page.undated]


def _undated(reading: Reading, indicator: Indicator) -> Undated:
    row = reading.publication
    return Undated(
        value=_figure_words(row, indicator),
        period=reading.figure.printed_period,
        source=row.source.label if row.source else "",
        quote=row.quote,
        note=row.note,
        origin=Origin(row.origin),
    )


def sources_of(page: SeriesPage) -> list[Document]:
    """The documents of the figures, each once, in the order of the rows."""
    found = {
        each.publication.source_id: each.publication.source
        for each in reversed(page.readings)
        if each.publication.source
    }
    return list(found.values())


# Targets


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
    return TargetRow(
        anchor=f"why-{target.pk}",
        document=target.document.label if target.document else "",
        words=words,
        status=verdict.status,
        status_label=status_words(verdict),
        stale=verdict.is_stale,
        last=_last(standing),
        edition=edition_note(standing),
        flags=[flag_words(each) for each in flags_beside(verdict)],
    )


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
            [flag_words(raised) for raised in flags_beside(each.verdict)],
        )
        for each in ordered
    ]


def wishes(page: SeriesPage) -> list[Wish]:
    return [_wish(each) for each in page.others]


def _wish(standing: Standing) -> Wish:
    target = standing.target
    words = target_words(standing.terms, standing.indicator)
    return Wish(
        kind=_("Step on the way") if target.is_decreed_step else target.get_kind_display(),
        words=target.label or capfirst(f"{words}, {due_words(target, standing.terms)}"),
        said_by=target.stated_by or (target.document.label if target.document else ""),
        quote=target.quote,
        origin=Origin(target.origin),
    )


def histories(page: SeriesPage) -> list[tuple[str, list[Revision]]]:
    """Targets whose terms were revised, with every version, newest first."""
    found = []
    for standing in [*page.standings, *page.others]:
        versions = list(standing.target.known_revisions)
        if len(versions) > 1:
            found.append((str(standing.target), [_revision(standing, each) for each in reversed(versions)]))
    return found


def _revision(standing: Standing, version: TargetRevision) -> Revision:
    words = target_words(version, standing.indicator)
    return Revision(
        words=f"{words}, {due_words(standing.target, version)}",
        since=format_date(version.effective_on) if version.effective_on else _("from the start"),
        document=_deciding(standing, version),
        reason=version.reason,
        in_force=version == standing.terms,
    )


def _deciding(standing: Standing, version: TargetRevision) -> str:
    first = standing.target.document if version.version == 1 else None
    document = version.document or first
    return document.label if document else ""


# Head and legend


def subtitle(page: SeriesPage) -> list[str]:
    """Province with its last day, what is better, how often, and who publishes."""
    place = page.province.full_name
    if page.province.ended_on:
        place = _("%(province)s (until %(day)s)") % {
            "province": place,
            "day": format_date(page.province.ended_on),
        }
    parts = [place, _direction(page.indicator), _frequency(page.indicator), page.indicator.publisher]
    return [each for each in parts if each]


def _direction(indicator: Indicator) -> str:
    if indicator.shape in (Shape.MILESTONE, Shape.RANGE):
        return ""
    if indicator.is_rank:
        return _("a lower rank is better")
    return _("higher is better") if indicator.direction == Direction.HIGHER else _("lower is better")


def _frequency(indicator: Indicator) -> str:
    return _("yearly") if indicator.yearly else _("quarterly")


def legend(page: SeriesPage, chart: Chart) -> list[tuple[str, str]]:
    """Sign and words of everything on the drawing; the sign is the name of a small drawing."""
    names = {trace["name"] for trace in chart.data}
    entries = [
        ("series", _("published figures"), _("published figures") in names),
        ("series", _("sum since the start of the year"), _("sum since the start of the year") in names),
        ("draft", _("not published yet"), _("not published yet") in names),
        ("target", pgettext("legend", "target"), bool(chart.documents)),
        ("old", _("earlier target value"), _("earlier target value") in names),
        ("path", _("expected way"), _("expected way") in names),
    ]
    found = [(sign, words) for sign, words, holds in entries if holds]
    found += [(f"plan-{trace['line']['dash']}", trace["name"]) for trace in chart.data if _is_plan(trace)]
    if _("break in the series") in names:
        found.append(("break", _("series breaks, the line is not joined")))
    if chart.layout["shapes"]:
        found.append(("merger", _("after the merger")))
    return found


def _is_plan(trace: dict) -> bool:
    return trace["mode"] == "lines" and "dash" in trace.get("line", {})


def caption(page: SeriesPage) -> str:
    """The chart in a sentence, for people who do not see it."""
    values = "; ".join(
        f"{_short_period(each, page.indicator)}: {_figure_words(each.publication, page.indicator)}"
        for each in page.readings
    )
    return _("%(indicator)s of %(province)s: %(values)s.") % {
        "indicator": page.indicator.name,
        "province": page.province.full_name,
        "values": values or "–",
    }
