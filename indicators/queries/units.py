"""What the units of a province have published: its departments, districts, communes and centres."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, F, Max, Q, Value, prefetch_related_objects
from django.db.models.functions import Coalesce

from dtracker.formats.quarters import Period
from dtracker.places.models import OrgUnit, Province
from indicators.models import Indicator, Publication
from indicators.queries.judging import BREAKS
from indicators.queries.publications import (
    PUBLIC_SINCE,
    Reading,
    bare_on,
    by_cell,
    newest_of,
    period_of,
    versions_on,
    with_indicators,
)
from indicators.queries.series import SeriesPage, by_period, earlier_versions, proofs

WHOLE_YEAR = 5
"""Stands where a quarter would: a year is over after its fourth."""


@dataclass(frozen=True)
class UnitFigures:
    """One unit: how many of its figures are published, the newest period among them, and the day the last came."""

    unit: OrgUnit
    count: int = 0
    latest: Period | None = None
    published_on: date | None = None


def units_of(province: Province, on: date) -> list[UnitFigures]:
    """The units there were on the day, and those that had ended but have published figures. Two reads."""
    period = F("figure__year") * 10 + Coalesce("figure__quarter", Value(WHOLE_YEAR))
    rows = (
        Publication.objects.public_on(on)
        .filter(figure__unit__province=province)
        .order_by()
        .values("figure__unit")
        .annotate(count=Count("figure", distinct=True), period=Max(period), since=Max(PUBLIC_SINCE))
    )
    given = {row["figure__unit"]: row for row in rows}
    there = Q(started_on=None) | Q(started_on__lte=on)
    lives = there & (Q(ended_on=None) | Q(ended_on__gte=on))
    found = OrgUnit.objects.filter(lives | Q(pk__in=given), province=province)
    return [_with_figures(each, given.get(each.pk)) for each in found]


def _with_figures(unit: OrgUnit, row: dict | None) -> UnitFigures:
    if row is None:
        return UnitFigures(unit)
    return UnitFigures(unit, row["count"], _period(row["period"]), row["since"])


def _period(code: int | None) -> Period | None:
    if code is None:
        return None
    year, quarter = divmod(code, 10)
    return Period(year, None if quarter == WHOLE_YEAR else quarter)


def find_unit(slug: str, code: str) -> OrgUnit | None:
    """The unit of this code in the province of this slug. One read."""
    return OrgUnit.objects.filter(code=code, province__slug=slug).select_related("province", "successor").first()


def unit_series(unit: OrgUnit, on: date) -> list[SeriesPage]:
    """The published series of a unit, in the order of the catalogue. At most three reads."""
    versions = versions_on(on, provinces=[unit.province_id], unit=unit)
    series = by_cell(newest_of(versions))
    found = [readings for _cell, readings in sorted(series.items(), key=_in_catalogue)]
    prefetch_related_objects([each[-1].figure.indicator for each in found], BREAKS)
    earlier, evidence = earlier_versions(versions), proofs(Q(figure__unit=unit), on) if found else {}
    return [_page(unit, readings, series, on, earlier, evidence) for readings in found]


def _in_catalogue(item: tuple[tuple, list[Reading]]) -> tuple:
    indicator = item[1][-1].figure.indicator
    return indicator.pillar.order, indicator.pillar_id, indicator.order, indicator.code


def _page(unit: OrgUnit, readings: list[Reading], series: dict, on: date, earlier: dict, evidence: dict) -> SeriesPage:
    indicator = readings[-1].figure.indicator
    ranked = series.get((unit.province_id, indicator.rank_of_id), [])
    if ranked:
        indicator.rank_of = ranked[-1].figure.indicator
    return SeriesPage(
        province=unit.province,
        indicator=indicator,
        day=on,
        standings=[],
        others=[],
        readings=[each for each in readings if each.period],
        undated=[each for each in readings if not each.period],
        values=by_period(ranked),
        breaks=indicator.known_breaks,
        earlier=earlier,
        evidence=evidence,
        contradictions=[],
        drafts=[],
    )


def newest_by_unit(province: Province, indicator: Indicator, on: date) -> list[tuple[OrgUnit, Reading]]:
    """The newest published value of the indicator in each unit that has one. One read."""
    rows = bare_on(on).filter(figure__unit__province=province, figure__indicator=indicator, figure__year__isnull=False)
    published = {row.figure_id: row for row in rows.select_related("figure__unit", "source")}
    newest: dict[OrgUnit, Reading] = {}
    for row in with_indicators(list(published.values()), [indicator]):
        reading = Reading(period_of(row.figure), row, row.figure)
        before = newest.get(row.figure.unit)
        if before is None or before.period < reading.period:
            newest[row.figure.unit] = reading
    return list(newest.items())
