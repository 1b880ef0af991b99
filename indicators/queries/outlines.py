"""How many targets stand how: what counts and orders need, without the rows themselves."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from django.db.models import Count

from indicators.enums import WORST_FIRST, Status, TargetKind
from indicators.queries.judging import Standing
from indicators.queries.snapshots import is_current
from indicators.queries.standings import in_force, standings

COLUMNS = (
    "pk", "province_id", "indicator_id", "document_id", "kind", "snapshot__status", "snapshot__is_stale",
    "snapshot__lacking", "snapshot__shown__value",
)  # fmt: skip
KEPT = ("snapshot__judged_on", "snapshot__method")


@dataclass(frozen=True, slots=True)
class Outline:
    """A target and its status; for whatever asks for no more it stands in the place of a `Standing`."""

    pk: int
    province_id: int | None
    indicator_id: int
    document_id: int | None
    kind: str
    status: Status
    is_stale: bool
    lacking: str
    has_value: bool

    @property
    def sort_key(self) -> tuple[int, Fraction]:
        return WORST_FIRST.index(self.status), -Fraction(self.lacking)


def outlines_on(provinces: Iterable, on: date) -> Sequence[Outline] | Sequence[Standing]:
    """The targets of the provinces in catalogue order: outlines where all are kept as of the day, else standings.

    One read; five where something is judged anew.
    """
    provinces = list(provinces)
    rows = list(in_force(on).filter(province__in=provinces).values_list(*KEPT, *COLUMNS))
    if not all(is_current(judged_on, method, on) for judged_on, method, *_rest in rows):
        return standings(provinces=provinces, on=on)
    return [_outline(*each) for _judged_on, _method, *each in rows]


def _outline(pk, province, indicator, document, kind, status, is_stale, lacking, value) -> Outline:
    return Outline(pk, province, indicator, document, kind, Status(status), is_stale, lacking, value is not None)


def statuses_on(provinces: Iterable, on: date) -> dict[int, Counter[Status]]:
    """By province how many of its targets have which status; what is no target is left out.

    One read of a few numbers, whatever their number; five where something is judged anew.
    """
    provinces = list(provinces)
    rows = (
        in_force(on)
        .filter(province__in=provinces, kind=TargetKind.TARGET)
        .order_by()
        .values_list(*KEPT, "province_id", "snapshot__status")
        .annotate(Count("pk"))
    )
    found: dict[int, Counter[Status]] = {}
    for judged_on, method, province, status, count in rows:
        if not is_current(judged_on, method, on):
            return _judged_anew(provinces, on)
        found.setdefault(province, Counter())[Status(status)] += count
    return found


def _judged_anew(provinces: list, on: date) -> dict[int, Counter[Status]]:
    found: dict[int, Counter[Status]] = {}
    for each in standings(provinces=provinces, on=on):
        if each.kind == TargetKind.TARGET:
            found.setdefault(each.province_id, Counter())[each.status] += 1
    return found
