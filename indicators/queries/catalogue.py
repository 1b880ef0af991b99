"""The list of indicators with what is held of each. The fictional province is counted apart."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Case, Count, F, IntegerField, Max, Q, When

from dtracker.formats.quarters import Period
from dtracker.places.queries import has_words
from indicators.enums import TargetKind
from indicators.models import Indicator
from indicators.queries.publications import with_value_on

ILLUSTRATED = Q(figure__province__is_illustration=True)
REAL = Q(figure__province__is_illustration=False)


@dataclass(frozen=True)
class Entry:
    """One indicator with the number of real provinces that have a figure, its newest period, its targets."""

    indicator: Indicator
    provinces: int
    newest: Period | None
    is_national: bool
    is_illustrated: bool
    targets: int
    illustrated_targets: int


def catalogue(on: date) -> list[Entry]:
    """All indicators in the order of the catalogue. Two reads."""
    held = {row["figure__indicator"]: row for row in _held(on)}
    rows = (
        Indicator.objects.select_related("pillar")
        .annotate(
            real_targets=_targets(~Q(targets__province__is_illustration=True), on),
            made_up_targets=_targets(Q(targets__province__is_illustration=True), on),
        )
        .order_by("pillar__order", "pillar", "order", "code")
    )
    return [_entry(row, held.get(row.pk)) for row in rows]


def indicators_found(query: str, limit: int) -> list[Indicator]:
    """Indicators whose names have all words of the query, in any order and without marks. One read."""
    found = Indicator.objects.filter(has_words(query)).select_related("pillar")
    return list(found.order_by("pillar__order", "pillar", "order", "code")[:limit])


def _held(on: date):
    # A running number orders quarters and years alike; a year stands as its fourth quarter.
    ordinal = F("figure__year") * 4 + Case(
        When(figure__quarter=None, then=4), default="figure__quarter", output_field=IntegerField()
    )
    return (
        with_value_on(on)
        .filter(figure__unit=None)
        .order_by()
        .values("figure__indicator")
        .annotate(
            provinces=Count("figure__province", filter=REAL, distinct=True),
            national=Count("pk", filter=Q(figure__province=None)),
            illustrated=Count("pk", filter=ILLUSTRATED),
            newest=Max(ordinal, filter=Q(figure__province=None) | REAL),
        )
    )


def _targets(which: Q, on: date) -> Count:
    known = Q(targets__document__issued_on=None) | Q(targets__document__issued_on__lte=on)
    return Count("targets", filter=which & known & Q(targets__kind=TargetKind.TARGET), distinct=True)


def _entry(indicator: Indicator, held: dict | None) -> Entry:
    held = held or {"provinces": 0, "national": 0, "illustrated": 0, "newest": None}
    return Entry(
        indicator=indicator,
        provinces=held["provinces"],
        newest=_period(indicator, held["newest"]),
        is_national=held["national"] > 0,
        is_illustrated=held["illustrated"] > 0,
        targets=indicator.real_targets,
        illustrated_targets=indicator.made_up_targets,
    )


def _period(indicator: Indicator, ordinal: int | None) -> Period | None:
    if ordinal is None:
        return None
    year, quarter = divmod(ordinal - 1, 4)
    return Period(year) if indicator.yearly else Period(year, quarter + 1)
