"""Editions of an indicator: the periods for which provinces have published figures, and who can be compared.

An edition compares the 63 units up to 30/6/2025 or the 34 since, never both.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Count, Q

from dtracker.formats.quarters import Period
from dtracker.places.queries import NEW_LAYOUT, OLD_LAYOUT, REFORM, layout_on
from indicators.enums import BreakKind
from indicators.models import Indicator, SeriesBreak
from indicators.queries.publications import with_value_on

NEARLY_ALL = Decimal("0.8")
"""An edition with at least this share of the fullest one is as good to start with as the fullest."""

REAL = Q(figure__province__is_illustration=False)
AMONG_34 = Q(rank_of__lte=NEW_LAYOUT)
OLD_UNIT = Q(figure__province__started_on__lt=REFORM)
ENDED_UNIT = Q(figure__province__ended_on__lt=REFORM)


@dataclass(frozen=True)
class Edition:
    """A period, and for each layout in which it can be read the number of provinces with a figure."""

    period: Period
    counts: dict[int, int]

    @property
    def count(self) -> int:
        return max(self.counts.values(), default=0)

    @property
    def layout(self) -> int:
        """The layout to start with: the one with more figures, of two equal ones the older."""
        layouts = sorted(self.counts, reverse=True)
        return max(layouts, key=self.counts.__getitem__, default=layout_on(self.period.end))


@dataclass
class _Units:
    """How many provinces of each kind have a figure in a period."""

    old: int = 0
    ended: int = 0
    lasting: int = 0
    new: int = 0


def editions_of(indicator: Indicator, on: date) -> list[Edition]:
    """Periods for which a province has a published figure by the day, newest first. One read."""
    rows = (
        with_value_on(on)
        .filter(figure__indicator=indicator, figure__unit=None, figure__year__isnull=False)
        .exclude(figure__province=None)
        .order_by()
        .values("figure__year", "figure__quarter")
        .annotate(
            old=_provinces(REAL & OLD_UNIT & ~AMONG_34),
            ended=_provinces(REAL & ENDED_UNIT),
            lasting=_provinces(REAL & ~ENDED_UNIT),
            new=_provinces(REAL & ~OLD_UNIT),
        )
    )
    found: dict[Period, _Units] = defaultdict(_Units)
    for row in rows:
        units = found[period_in(indicator, row["figure__year"], row["figure__quarter"])]
        for kind in ("old", "ended", "lasting", "new"):
            setattr(units, kind, getattr(units, kind) + row[kind])
    return [Edition(period, _counts(period, found[period])) for period in sorted(found, reverse=True)]


def usual_edition(editions: Sequence[Edition]) -> Edition | None:
    """The newest edition that has nearly as many provinces as the fullest."""
    most = max((each.count for each in editions), default=0)
    return next((each for each in editions if each.count >= most * NEARLY_ALL), None)


def breaks_known(breaks: Iterable[SeriesBreak], public: Iterable[Period]) -> list[SeriesBreak]:
    """Those that a reader of these periods can know: a new method is made known with its first figures."""
    newest = max((each.end for each in public), default=date.min)
    return [each for each in breaks if each.kind == BreakKind.DEFINITION or each.period.start <= newest]


def period_in(indicator: Indicator, year: int | None, quarter: int | None) -> Period | None:
    """The period of a stored cell in the frequency of its indicator; None where the source gives no date."""
    if year is None:
        return None
    return Period(year) if indicator.yearly else Period(year, quarter).as_quarter()


def cells_of(period: Period) -> Q:
    """The stored cells that belong to a period: a year holds all its quarters, a fourth quarter its year."""
    same_year = Q(figure__year=period.year)
    if period.is_year:
        return same_year
    quarter = Q(figure__quarter=period.quarter)
    return same_year & (quarter | Q(figure__quarter=None) if period.quarter == 4 else quarter)


def _provinces(which: Q) -> Count:
    return Count("figure__province", filter=which, distinct=True)


def _counts(period: Period, units: _Units) -> dict[int, int]:
    """A period before the reform can also be read for the 34, where it was published for them again."""
    counts = {}
    if units.old and (period.end < REFORM or units.ended):
        counts[OLD_LAYOUT] = units.old
    if units.lasting and (period.end >= REFORM or units.new or not counts):
        counts[NEW_LAYOUT] = units.lasting
    return counts
