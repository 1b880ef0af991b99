"""The newest published values of a few yearly indices for all provinces at once, as plain numbers."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from dtracker.formats.quarters import Period
from indicators.models import Publication


@dataclass(frozen=True)
class Newest:
    """One value with the edition it stands in."""

    period: Period
    value: Decimal
    rank_of: int | None


def newest_values(codes: Collection[str], on: date) -> dict[tuple[int, str], Newest]:
    """The newest value known by the day, by province and indicator code. One read, of columns only."""
    rows = (
        Publication.objects.public_on(on)
        .filter(figure__indicator__code__in=codes, figure__unit=None, value__isnull=False)
        .filter(figure__province__isnull=False, figure__year__isnull=False)
        .order_by("figure__year", "figure_id", "version")
        .values_list("figure__province", "figure__indicator__code", "figure__year", "value", "rank_of")
    )
    return {(place, code): Newest(Period(year), value, rank_of) for place, code, year, value, rank_of in rows}
