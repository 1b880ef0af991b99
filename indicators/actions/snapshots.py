"""Keeping the snapshots of targets in step with what they rest on."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date

from django.db import transaction

from indicators.models import Figure, Snapshot, Target
from indicators.queries.judging import judge
from indicators.queries.kept import taken
from indicators.queries.snapshots import METHOD, Cell, cell_of, of_cells
from indicators.queries.standings import targets_on

BATCH = 500
KEPT = ("judged_on", "method", "status", "is_stale", "lacking", "verdict", "terms", "shown")


@contextmanager
def in_step(cells: Iterable[Cell], today: date) -> Iterator[None]:
    """Around a change of these cells: afterwards, in the same transaction, their snapshots say what is true now.

    Locks the targets first. Two changes of one cell at once must not each keep a verdict without the other's value,
    and whoever writes a snapshot takes these locks before, all at once and in one order.
    """
    cells = set(cells)
    with transaction.atomic():
        locked = Target.objects.select_for_update().filter(of_cells(cells)).order_by("pk")
        list(locked.values_list("pk"))
        yield
        _take(cells, today)


def cells_of(figures: Iterable[Figure]) -> set[Cell]:
    return {cell_of(each) for each in figures}


def rebuild(today: date) -> int:
    """Judge every target as of today and keep it, a province at a time. The number of targets."""
    by_province: dict[int | None, set[Cell]] = {}
    for cell in Target.objects.order_by().values_list("province", "indicator").distinct():
        by_province.setdefault(cell[0], set()).add(cell)
    for cells in by_province.values():
        with in_step(cells, today):
            pass
    Snapshot.objects.exclude(judged_on=today, method=METHOD).delete()
    return Snapshot.objects.count()


def _take(cells: set[Cell], today: date) -> None:
    targets = Target.objects.filter(of_cells(cells))
    standings = judge(list(targets_on(today).filter(of_cells(cells))), on=today)
    Snapshot.objects.filter(target__in=targets).exclude(target__in=[each.target.pk for each in standings]).delete()
    Snapshot.objects.bulk_create(
        [taken(each, today) for each in standings],
        batch_size=BATCH,
        update_conflicts=True,
        unique_fields=["target"],
        update_fields=KEPT,
    )
