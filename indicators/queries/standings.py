"""Targets with their verdicts as of a day: as their snapshots keep them, else judged anew."""

import math
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from fractions import Fraction
from functools import cache, cached_property, partial

from django.db.models import FilteredRelation, Q, QuerySet

from indicators.enums import WORST_FIRST, Status
from indicators.models import Snapshot, Target
from indicators.models.targets import Terms
from indicators.progress import Verdict
from indicators.progress.written import read
from indicators.queries.judging import Standing, judge, terms_on
from indicators.queries.publications import WORKING, Cell, Reading, period_of, series_on
from indicators.queries.snapshots import cell_of, is_current, of_cells


class Kept(Standing):
    """A standing as its snapshot has it. Verdict and series are read only where somebody asks for them."""

    def __init__(self, target: Target, series: Callable[[], dict[Cell, list[Reading]]]):
        vars(self).update(target=target, _series=series)

    @property
    def _snapshot(self) -> Snapshot:
        return self.target.snapshot

    @property
    def terms(self) -> Terms:
        return terms_on(self.target, self._snapshot.judged_on)

    @cached_property
    def verdict(self) -> Verdict:
        return read(self._snapshot.verdict)

    @property
    def readings(self) -> Sequence[Reading]:
        return self._series().get((self.target.province_id, self.target.indicator_id), [])

    @property
    def status(self) -> Status:
        return Status(self._snapshot.status)

    @property
    def is_stale(self) -> bool:
        return self._snapshot.is_stale

    @property
    def sort_key(self) -> tuple[int, Fraction]:
        return WORST_FIRST.index(self.status), -Fraction(self._snapshot.lacking)

    @cached_property
    def actual(self) -> Reading | None:
        row = self._snapshot.shown
        if row is None:
            return None
        row.figure.indicator = self.target.indicator
        return Reading(period_of(row.figure), row, row.figure)


def in_force(day: date) -> QuerySet[Target]:
    """Targets of provinces whose document was in force by the day, in catalogue order.

    Those of a unit are not among them: the series of its province says nothing of it.
    """
    return Target.objects.filter(
        Q(document=None) | Q(document__issued_on=None) | Q(document__issued_on__lte=day), unit=None
    ).order_by("indicator__pillar__order", "indicator__order", "indicator__code", "due_year", "due_quarter", "pk")


def targets_on(day: date) -> QuerySet[Target]:
    """The same with everything a row shows. One read when evaluated."""
    return in_force(day).select_related("indicator__pillar", "province", "document", "source")


def standings(
    *, provinces: Iterable, on: date, indicator=None, series: dict[Cell, list[Reading]] | None = None
) -> list[Standing]:
    """Targets of the provinces as they stand on the day, in catalogue order.

    One read where all have a snapshot of the day; else three, whatever their number, and as many when the caller has
    loaded the series of these provinces already.
    """
    targets = targets_on(on).filter(province__in=provinces)
    if indicator is not None:
        targets = targets.filter(indicator=indicator)
    if series is not None:
        return judge(list(targets), on=on, series=series)
    return standings_of(targets, on=on, whole=True)


def standings_of(targets: QuerySet[Target], *, on: date, whole: bool = False) -> list[Standing]:
    """The targets (chosen from `targets_on`) as they stand on the day: from their snapshots, as far as there are any.

    Where the snapshot of one is missing, all targets of its cell are judged anew, also those that were not asked for.
    `whole`: the cells, or at least the tracks, are asked for as a whole, so nothing else need be read for that.
    """
    found = with_snapshots(targets, on)
    unknown = {cell_of(each) for each in found if not is_kept(each, on)}
    judged = {}
    if unknown:
        theirs = found if whole else targets_on(on).filter(of_cells(unknown))
        judged = {each.pk: each for each in judge([one for one in theirs if cell_of(one) in unknown], on=on)}
    return [judged.get(each.target.pk, each) for each in kept(found, on)]


def with_snapshots(targets: QuerySet[Target], on: date) -> list[Target]:
    """The targets with what is kept of them, and with their terms of the day, should they be judged anew. One read."""
    shown = ("snapshot__shown__figure", "snapshot__shown__source")
    first = FilteredRelation("revisions", condition=Q(revisions__version=1))
    by_then = Q(revisions__effective_on=None) | Q(revisions__effective_on__lte=on)
    terms = FilteredRelation("revisions", condition=by_then)
    unread = [f"snapshot__shown__{each}" for each in WORKING]
    rows = targets.annotate(first_revision=first, revision_in_force=terms).select_related(
        "indicator__pillar", "first_revision", "revision_in_force__document", *shown
    )
    # Put in order here: Django looks up each of some 150 columns to put the rows of the database in order.
    return sorted(_with_terms(rows.defer(*unread).order_by(), on), key=_place_in_catalogue)


def _place_in_catalogue(target: Target) -> tuple:
    """The order of `in_force`; due in a year is due at its end, and what has no date comes last."""
    of = target.indicator
    due = (target.due_year or math.inf, target.due_quarter or math.inf)
    return of.pillar.order, of.order, of.code, *due, target.pk


def _with_terms(rows: Iterable[Target], on: date) -> list[Target]:
    """Of a target that was revised there is a row for each revision in force; the last of them holds.

    Django leaves out what a row has none of: of a target saved past the actions there is no revision at all.
    """
    newest: dict[int, Target] = {}
    for row in rows:
        vars(row).setdefault("first_revision", None)
        row.known_terms = {on: vars(row).setdefault("revision_in_force", None) or row}
        known = newest.get(row.pk)
        if known is None or row.revision_in_force.version > known.revision_in_force.version:
            newest[row.pk] = row
    return list(newest.values())


def is_kept(target: Target, on: date) -> bool:
    """Whether a target `with_snapshots` has one of the day."""
    found = getattr(target, "snapshot", None)
    return found is not None and is_current(found.judged_on, found.method, on)


def kept(targets: Sequence[Target], on: date) -> list[Standing]:
    """Targets `with_snapshots` as these say they stand; whose series is asked for, all of theirs is read at once."""
    series = cache(partial(_series_of, targets, on))
    return [Kept(each, series) for each in targets]


def _series_of(targets: Sequence[Target], on: date) -> dict[Cell, list[Reading]]:
    provinces = {each.province_id for each in targets if each.province_id}
    return series_on(on, provinces=provinces, indicators={each.indicator for each in targets})
