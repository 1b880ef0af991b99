"""Units of a province and what they have published, as rows."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from django.urls import reverse

from dtracker.formats.dates import format_date
from dtracker.formats.text import sort_key
from dtracker.places.models import OrgUnit, Province, UnitKind
from indicators.explain import public_words
from indicators.queries.publications import Reading
from indicators.queries.series import SeriesPage
from indicators.queries.units import UnitFigures
from indicators.tables.figures import (
    BreakRow,
    FigureRow,
    Undated,
    figure_in_words,
    figure_rows,
    other_heading,
    short_period,
    split_rows,
    undated_rows,
    value_heading,
)

KINDS = tuple(UnitKind)


@dataclass(frozen=True)
class UnitRow:
    """One unit; `until` is its last day once that is known, `published` the day its newest figure came."""

    name: str
    url: str
    until: date | None
    count: int
    period: str
    published: str


@dataclass(frozen=True)
class UnitCard:
    """The published figures of one indicator, newest first; `url` leads to the same indicator of the province."""

    anchor: str
    name: str
    url: str
    history_url: str
    is_yearly: bool
    value_heading: str
    other_heading: str
    rows: Sequence[FigureRow | BreakRow]
    older_rows: Sequence[FigureRow | BreakRow]
    undated: Sequence[Undated]


@dataclass(frozen=True)
class UnitValue:
    """The newest figure of one unit, beside those of the others."""

    name: str
    url: str
    anchor: str
    period: str
    value: str
    is_missing: bool
    published: str


def unit_groups(province: Province, found: Iterable[UnitFigures], on: date) -> list[tuple[str, list[UnitRow]]]:
    """By kind of unit; those with figures first, then in the order of the alphabet."""
    ordered = sorted(found, key=lambda each: (KINDS.index(each.unit.kind), not each.count, sort_key(each.unit.name)))
    grouped = groupby(ordered, key=lambda each: each.unit.get_kind_display())
    return [(str(kind), [_row(province, each, on) for each in members]) for kind, members in grouped]


def _row(province: Province, found: UnitFigures, on: date) -> UnitRow:
    unit = found.unit
    return UnitRow(
        name=unit.name,
        url=unit_url(province, unit),
        until=last_day(unit, on),
        count=found.count,
        period=found.latest.short if found.latest else "–",
        published=format_date(found.published_on) if found.published_on else "–",
    )


def unit_url(province: Province, unit: OrgUnit) -> str:
    return reverse("indicators:unit", args=[province.slug, unit.code])


def last_day(unit: OrgUnit, on: date) -> date | None:
    """The last day of a unit that had ended by the day."""
    return unit.ended_on if unit.ended_on and unit.ended_on <= on else None


def unit_cards(pages: Iterable[SeriesPage], *, with_history: bool) -> list[UnitCard]:
    """`with_history`: with a link to how the newest figure came about, for people who may see it."""
    return [_card(each, with_history) for each in pages]


def _card(page: SeriesPage, with_history: bool) -> UnitCard:
    newest, older = split_rows(figure_rows(page))
    figure = (page.readings or page.undated)[-1].figure
    return UnitCard(
        anchor=page.indicator.code,
        name=page.indicator.name,
        url=reverse("indicators:series", args=[page.province.slug, page.indicator.code]),
        history_url=reverse("indicators:figure", args=[figure.pk]) if with_history else "",
        is_yearly=page.indicator.yearly,
        value_heading=value_heading(page.indicator),
        other_heading=other_heading(page),
        rows=newest,
        older_rows=older,
        undated=undated_rows(page),
    )


def unit_values(province: Province, found: Iterable[tuple[OrgUnit, Reading]]) -> list[UnitValue]:
    """The units of one indicator in the order of the alphabet."""
    ordered = sorted(found, key=lambda pair: sort_key(pair[0].name))
    return [_value(province, unit, reading) for unit, reading in ordered]


def _value(province: Province, unit: OrgUnit, reading: Reading) -> UnitValue:
    indicator, row = reading.figure.indicator, reading.publication
    return UnitValue(
        name=unit.name,
        url=unit_url(province, unit),
        anchor=indicator.code,
        period=short_period(reading, indicator),
        value=figure_in_words(row, indicator),
        is_missing=row.value is None,
        published=public_words(row) or "–",
    )
