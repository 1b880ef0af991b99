"""What a snapshot keeps of a standing, and whether what is kept is still true."""

from collections.abc import Iterator
from datetime import date

from indicators.models import Snapshot, Target, TargetRevision
from indicators.progress.written import write
from indicators.queries.judging import Standing, judge
from indicators.queries.snapshots import METHOD
from indicators.queries.standings import targets_on

COMPARED = ("status", "is_stale", "lacking", "verdict", "terms_id", "shown_id")


def taken(standing: Standing, on: date) -> Snapshot:
    """The snapshot of a standing that was judged as of the day; not saved."""
    shown = standing.actual
    return Snapshot(
        target=standing.target,
        judged_on=on,
        method=METHOD,
        status=standing.status,
        is_stale=standing.is_stale,
        lacking=str(-standing.sort_key[1]),
        verdict=write(standing.verdict),
        terms=standing.terms if isinstance(standing.terms, TargetRevision) else None,
        shown=shown.publication if shown else None,
    )


def differences(on: date) -> Iterator[tuple[Target, list[str]]]:
    """Targets whose snapshot of the day says anything else than judging anew, with the columns that differ.

    Targets without a snapshot that would be believed are left out: lists judge them when they are asked for.
    """
    kept = {each.target_id: each for each in Snapshot.objects.filter(judged_on=on, method=METHOD)}
    for standing in judge(list(targets_on(on)), on=on):
        if standing.target.pk in kept:
            now, then = taken(standing, on), kept[standing.target.pk]
            if wrong := [name for name in COMPARED if getattr(now, name) != getattr(then, name)]:
                yield standing.target, wrong
