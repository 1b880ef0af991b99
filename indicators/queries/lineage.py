"""What a province of today was formed from, and the sums of its predecessors' counts.

Only counts that the catalogue says can be added are summed, and only of periods in which every predecessor has a
figure. No rank, score, share or rate is ever combined.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Q

from dtracker.formats.quarters import Period
from dtracker.places.models import Province
from dtracker.places.queries import REFORM
from indicators.models import Indicator
from indicators.queries.editions import period_in
from indicators.queries.publications import Reading, publications_on


@dataclass(frozen=True)
class Sum:
    """One period: the figures of the predecessors in their order, and their sum; None while one is missing."""

    period: Period
    parts: Sequence[Reading | None]
    total: Decimal | None


@dataclass(frozen=True)
class SummedSeries:
    """One indicator: the sums, oldest first, and the successor's own figures, which go on from there."""

    indicator: Indicator
    sums: Sequence[Sum]
    own: Sequence[Reading]


@dataclass(frozen=True)
class Relatives:
    """What a province became, known on the day, and what it was formed from, in official order."""

    successor: Province | None
    predecessors: Sequence[Province]


def family_of(slug: str) -> Province | None:
    """The province that a merger made, with `.family`, its predecessors in official order; for one of these their
    successor's. A province that no merger touched has an empty family. Two reads."""
    found = Province.objects.filter(slug=slug).select_related("successor").first()
    if found is None:
        return None
    head = found.successor or found
    head.family = list(head.predecessors.order_by("sort_order", "pk"))
    return head


def relatives_of(province: Province, on: date) -> Relatives:
    """Of a province that ended by the day or was made by a merger. One read of what was merged, none for all others,
    whose successor comes with them.
    """
    after = province.successor
    before = province.predecessors.order_by("sort_order", "pk") if province.started_on >= REFORM else ()
    return Relatives(after if after and on >= after.started_on else None, list(before))


def summed_series(head: Province, on: date, indicator: Indicator | None = None) -> list[SummedSeries]:
    """The counts that can be added, in the order of the catalogue; of one indicator, if given. One read.

    `head` has its predecessors in `.family`.
    """
    wanted = Q(figure__indicator__is_additive=True, figure__unit=None, figure__year__isnull=False)
    if indicator is not None:
        wanted &= Q(figure__indicator=indicator)
    rows = publications_on(on).filter(wanted, figure__province__in=[head, *head.family])
    found: dict[Indicator, dict[Period, dict[int, Reading]]] = defaultdict(lambda: defaultdict(dict))
    for row in {row.figure_id: row for row in rows}.values():
        figure = row.figure
        period = period_in(figure.indicator, figure.year, figure.quarter)
        if row.value is not None:
            found[figure.indicator][period][figure.province_id] = Reading(period, row, figure)
    series = [_summed(each, held, head) for each, held in found.items()]
    ordered = sorted(series, key=lambda each: (each.indicator.pillar.order, each.indicator.order, each.indicator.code))
    return [each for each in ordered if each.sums]


def _summed(indicator: Indicator, held: dict[Period, dict[int, Reading]], head: Province) -> SummedSeries:
    sums = []
    for period in sorted(held):
        parts = [held[period].get(each.pk) for each in head.family]
        if any(parts):
            total = sum((each.value for each in parts), Decimal(0)) if all(parts) else None
            sums.append(Sum(period, parts, total))
    own = [held[period][head.pk] for period in sorted(held) if head.pk in held[period]]
    return SummedSeries(indicator, sums, own)
