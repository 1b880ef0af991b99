"""How many targets stand how: what counts and orders need, without the rows themselves."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import cache

from django.db.models import Count
from django.utils import timezone

from indicators.enums import WORST_FIRST, Status, TargetKind
from indicators.models import Pillar
from indicators.queries.snapshots import is_current
from indicators.queries.standings import in_force, standings

COLUMNS = (
    "pk", "province_id", "indicator_id", "document_id", "kind", "snapshot__status", "snapshot__is_stale",
    "snapshot__lacking", "snapshot__shown__value", "due_year", "snapshot__terms", "snapshot__terms__due_year",
)  # fmt: skip
PILLAR = ("code", "name_vi", "name_en", "order")
OF_PILLAR = tuple(f"indicator__pillar__{name}" for name in PILLAR)
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
    horizon: int | None
    pillar: Pillar

    @property
    def sort_key(self) -> tuple[int, Fraction]:
        return WORST_FIRST.index(self.status), -Fraction(self.lacking)


def outlines_on(provinces: Iterable, on: date) -> list[Outline] | None:
    """The targets of the provinces in catalogue order; None where not all are kept as of the day.

    One read; none for a past day, of which nothing is kept.
    """
    provinces = list(provinces)
    if on < timezone.localdate():
        return None
    rows = list(in_force(on).filter(province__in=provinces).values_list(*KEPT, *OF_PILLAR, *COLUMNS))
    if not all(is_current(judged_on, method, on) for judged_on, method, *_rest in rows):
        return None
    pillar_of = cache(lambda *values: Pillar(**dict(zip(PILLAR, values, strict=True))))
    named = len(KEPT) + len(PILLAR)
    return [_outline(pillar_of(*row[len(KEPT) : named]), *row[named:]) for row in rows]


def _outline(pillar, pk, province, indicator, document, kind, status, is_stale, lacking, value, *due) -> Outline:
    own_year, revision, revised_year = due
    year = own_year if revision is None else revised_year
    known = value is not None
    return Outline(pk, province, indicator, document, kind, Status(status), is_stale, lacking, known, year, pillar)


def statuses_on(provinces: Iterable, on: date) -> dict[int, Counter[Status]]:
    """By province how many of its targets have which status; what is no target is left out.

    One read of a few numbers, whatever their number; four where something is judged anew, and three for a past day.
    """
    provinces = list(provinces)
    if on < timezone.localdate():
        return _judged_anew(provinces, on)
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
