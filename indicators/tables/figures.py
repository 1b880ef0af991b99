"""The figures of one series as rows: each period, what it replaced, and what has no date."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from dtracker.formats.numbers import format_number
from indicators.enums import Origin, Shape
from indicators.explain import figure_words, public_words, value_words
from indicators.models import Document, Evidence, Indicator, Publication, SeriesBreak
from indicators.queries.publications import Reading
from indicators.queries.series import SeriesPage
from indicators.tables.quoted import quoted

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
class Undated:
    value: str
    period: str
    source: Document | None
    quote: str
    note: str
    origin: Origin


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
        period=short_period(reading, page.indicator),
        value=_no_figure(row) or figure_in_words(row, page.indicator, with_unit=page.indicator.unit.startswith("%")),
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


def short_period(reading: Reading, indicator: Indicator) -> str:
    return str(reading.period.year) if indicator.yearly else reading.period.short


def value_heading(indicator: Indicator) -> str:
    """The heading of the values, with the unit that the rows leave out."""
    if indicator.is_rank:
        return pgettext("figures", "Rank")
    if not indicator.unit or indicator.unit.startswith("%"):
        return _("Value")
    return _("Value, %(unit)s") % {"unit": indicator.unit}


def figure_in_words(row: Publication, indicator: Indicator, *, with_unit: bool = True) -> str:
    if row.value is None:
        return _("No figure: %(reason)s") % {"reason": row.no_data_reason} if row.no_data_reason else "–"
    if indicator.shape == Shape.MILESTONE and row.denominator:
        return f"{format_number(row.numerator or 0)}/{format_number(row.denominator)}"
    return figure_words(row, indicator, with_unit=with_unit)


def _no_figure(row: Publication) -> str:
    """Why there is none, as it was written; "" where there is one or nobody said why."""
    if row.value is not None or not row.no_data_reason:
        return ""
    return format_html(_("No figure: %(reason)s") % {"reason": "{}"}, quoted(row.no_data_reason))


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
    return Correction(figure_in_words(row, indicator), public_words(row) or "–", row.reason)


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
        value=figure_in_words(row, indicator),
        period=reading.figure.printed_period,
        source=row.source,
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
