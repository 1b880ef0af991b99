"""The catalogue of indicators and the sheet of one, as their pages show them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from django.utils.html import format_html
from django.utils.translation import gettext as _

from dtracker.formats.addresses import path_to
from indicators.enums import Direction, Frequency, Shape, Status, TargetKind
from indicators.explain import (
    due_words,
    edition_note,
    figure_words,
    public_words,
    revised_words,
    status_words,
    target_words,
)
from indicators.models import Document, Indicator, Pillar, Publication
from indicators.queries.catalogue import Entry
from indicators.queries.judging import Standing
from indicators.queries.publications import Reading
from indicators.queries.ranking import Ranking
from indicators.tables.quoted import said_instead
from indicators.tables.why import why_url


@dataclass(frozen=True)
class Group:
    """The indicators of one pillar."""

    pillar: Pillar
    entries: Sequence[Entry]


def by_pillar(entries: Iterable[Entry]) -> list[Group]:
    """Groups in the order of the entries, which is that of the catalogue."""
    return [Group(pillar, list(group)) for pillar, group in groupby(entries, key=lambda each: each.indicator.pillar)]


def facts_of(indicator: Indicator) -> list[tuple[str, str]]:
    """What the indicator is, as label and text; what is not known is left out."""
    known = [
        (_("Definition"), indicator.definition),
        (_("How it is computed"), indicator.method),
        (_("Published by"), indicator.publisher),
        (_("Unit"), indicator.unit),
        (_("Kind of value"), Shape(indicator.shape).label),
        (_("Better when"), better_words(indicator)),
        (_("Reported"), Frequency(indicator.frequency).label),
        (_("Component of"), indicator.parent.name if indicator.parent else ""),
        (_("Ranks the values of"), indicator.rank_of.name if indicator.rank_of else ""),
        (_("Code"), indicator.code),
        (_("Note"), indicator.note),
    ]
    return [(label, str(text)) for label, text in known if text]


def better_words(indicator: Indicator) -> str:
    if indicator.shape in (Shape.MILESTONE, Shape.RANGE):
        return ""
    return _("higher") if indicator.direction == Direction.HIGHER else _("lower")


@dataclass(frozen=True)
class GoalRow:
    """One target that a province set for the indicator."""

    place: str
    url: str
    is_illustration: bool
    goal: str
    due: str
    document: Document | None
    stated_by: str
    actual: str
    status: Status | None
    status_label: str
    edition: str
    kind: str
    why_url: str
    revised: str


def goal_rows(standings: Iterable[Standing]) -> list[GoalRow]:
    """Targets in the order given. Only targets carry a status; wishes and forecasts say what they are."""
    return [_goal_row(each) for each in standings]


def _goal_row(standing: Standing) -> GoalRow:
    target, terms, indicator = standing.target, standing.terms, standing.indicator
    judged = target.kind == TargetKind.TARGET
    place = standing.province
    return GoalRow(
        place=place.name if place else _("Whole country"),
        url=path_to("indicators:series", place.slug, indicator.code) if place else "",
        is_illustration=bool(place and place.is_illustration),
        goal=target_words(terms, indicator) if terms.value is not None else target.label,
        due=due_words(target, terms),
        document=target.decided_by(terms),
        stated_by=target.stated_by,
        actual=reading_words(standing.actual),
        status=standing.verdict.status if judged and place else None,
        status_label=status_words(standing.verdict),
        edition=edition_note(standing) if judged and place else "",
        kind="" if judged else TargetKind(target.kind).label,
        why_url=why_url(standing) if judged and place else "",
        revised=revised_words(standing),
    )


def reading_words(reading: Reading | None) -> str:
    """A published value with its period: "26/63 · Năm 2023"; a dash without one."""
    if reading is None:
        return "–"
    row = reading.publication
    when = reading.period.label() if reading.period else reading.figure.printed_period or _("undated")
    if row.value is None:
        return format_html("{} · {}", said_instead(row), when)
    value = figure_words(row, reading.figure.indicator)
    return f"{value} · {when}"


@dataclass(frozen=True)
class Replaced:
    """A value that stood before a correction, since when it was public, and where it was read."""

    value: str
    public: str
    source: Document | None


@dataclass(frozen=True)
class FigureRow:
    """One published value outside the ranking: of the country, undated, or of the fictional province."""

    place: str
    url: str
    text: str
    source: Document | None
    note: str
    reason: str
    replaced: Sequence[Replaced]


def figure_rows(
    readings: Iterable[Reading], replaced: Mapping[int, Sequence[Publication]] | None = None
) -> list[FigureRow]:
    """Each value with those that it replaced (by figure, oldest first), the newest of them first."""
    earlier = replaced or {}
    return [_figure_row(each, earlier.get(each.figure.pk, ())) for each in readings]


def _figure_row(reading: Reading, earlier: Sequence[Publication]) -> FigureRow:
    figure, row = reading.figure, reading.publication
    place = figure.province
    return FigureRow(
        place=place.name if place else _("Whole country"),
        url=path_to("indicators:series", place.slug, figure.indicator.code) if place else "",
        text=reading_words(reading),
        source=row.source,
        note=row.note,
        reason=row.reason,
        replaced=[
            Replaced(figure_words(each, figure.indicator), public_words(each), each.source)
            for each in reversed(earlier)
            if each.value is not None
        ],
    )


def ranking_sources(ranking: Ranking) -> list[Document]:
    """The documents of the values ranked, each once, in the order of the places."""
    found = {each.reading.publication.source_id: each.reading.publication.source for each in ranking.places}
    return [source for source in found.values() if source]
