"""What changed between two days: where targets stand, which values were published or corrected, which terms edited.

Both days are judged from the publications, as they were and are; nothing is taken from a list of events.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property

from indicators.enums import Group, Shape, Status, TargetKind
from indicators.models import Publication, Target, TargetRevision
from indicators.models.targets import Terms
from indicators.queries.judging import Standing, judge, worst_first
from indicators.queries.publications import Cell, Reading, by_cell, newest_of, period_of, publications_on
from indicators.queries.standings import is_kept, kept, targets_on, with_snapshots


class Cause(StrEnum):
    """Why a status is another one than on the first day."""

    NEW = "new figure"
    CORRECTED = "corrected figure"
    EDITED = "edited target"
    ENDED = "end of the unit"
    TIME = "time"


@dataclass(frozen=True)
class NewValue:
    """A figure whose newest version became public between the days.

    `before`: what was public on the first day (`was_public`), else the version before this one, if there is one.
    """

    reading: Reading
    before: Publication | None
    was_public: bool

    @property
    def is_correction(self) -> bool:
        return self.before is not None

    @property
    def has_day(self) -> bool:
        return has_day(self.reading.publication)

    @property
    def cell(self) -> Cell:
        return self.reading.figure.province_id, self.reading.figure.indicator_id


@dataclass(frozen=True)
class Edit:
    """Terms of a target that came into force between the days. `before` is None for a target that is new."""

    target: Target
    before: Terms | None
    after: Terms
    revision: TargetRevision | None

    @property
    def on(self) -> date | None:
        return self.revision.effective_on if self.revision else self.target.document.issued_on


@dataclass(frozen=True)
class Move:
    """A target whose status is another one than on the first day, and why.

    `value`: the new or corrected value behind it, where there is one.
    """

    then: Standing
    now: Standing
    causes: Sequence[Cause]
    value: NewValue | None

    @property
    def course(self) -> int:
        """−1 for worse, 1 for better; 0 where one of the two is no assessment."""
        if {self.then.status.group, self.now.status.group} & {Group.NOT_ASSESSED, Group.EXCLUDED}:
            return 0
        return 1 if self.now.sort_key[0] > self.then.sort_key[0] else -1


@dataclass(frozen=True)
class Changes:
    """All of it, after `since` and up to `until`. Moves worst first, values by day, the latest first.

    `first_public` and `last_public`: when the first and the newest value of these provinces became public, as far as
    that is known.
    """

    since: date
    until: date
    first_public: date | None
    last_public: date | None
    moves: Sequence[Move]
    values: Sequence[NewValue]
    edits: Sequence[Edit]

    @cached_property
    def new(self) -> list[NewValue]:
        return [each for each in self.values if each.has_day and not each.is_correction]

    @cached_property
    def corrected(self) -> list[NewValue]:
        return [each for each in self.values if each.has_day and each.is_correction]

    @cached_property
    def undated(self) -> list[NewValue]:
        """Entered here between the days, though nobody knows since when they are public."""
        return [each for each in self.values if not each.has_day]

    @property
    def is_empty(self) -> bool:
        """Whether nothing changed that has a day between the two."""
        return not (self.moves or self.new or self.corrected or self.edits)


def changes(provinces: Iterable, since: date, until: date) -> Changes:
    """What changed in these provinces after the one day and up to the other.

    Four reads, whatever their number: targets, publications, revisions, breaks.
    """
    provinces = list(provinces)
    targets = with_snapshots(targets_on(until).filter(province__in=provinces, kind=TargetKind.TARGET), until)
    rows = list(publications_on(until).filter(figure__province__in=provinces, figure__unit=None))
    rows = _with_one_indicator_each(rows, targets, provinces)
    earlier = newest_of(row for row in rows if row.known_since <= since)
    values = _values(rows, {row.figure_id: row for row in earlier}, since)
    days = [row.known_since for row in rows if has_day(row)]
    then, now = _standings(targets, by_cell(earlier), by_cell(newest_of(rows)), since, until)
    return Changes(
        since,
        until,
        first_public=min(days, default=None),
        last_public=max(days, default=None),
        moves=_moves(then, now, values),
        values=values,
        edits=[edit for each in targets for edit in _edits(each, since, until)],
    )


def has_day(row: Publication) -> bool:
    """Whether it is known when it was published; else the day it was entered here stands for it."""
    return row.public_on is not None or bool(row.source and row.source.issued_on)


def _with_one_indicator_each(rows: list[Publication], targets: list[Target], provinces: list) -> list[Publication]:
    """Every row with the same object for the same indicator and province: what is read of it, is read once."""
    indicators = {each.indicator_id: each.indicator for each in targets}
    places = {each.pk: each for each in provinces}
    for row in rows:
        row.figure.indicator = indicators.setdefault(row.figure.indicator_id, row.figure.indicator)
        row.figure.province = places[row.figure.province_id]
    return rows


def _values(rows: list[Publication], earlier: dict[int, Publication], since: date) -> list[NewValue]:
    versions = {(row.figure_id, row.version): row for row in rows}
    found = []
    for row in newest_of(rows):
        if row.known_since > since:
            then = earlier.get(row.figure_id)
            before = then or versions.get((row.figure_id, row.version - 1))
            found.append(NewValue(Reading(period_of(row.figure), row, row.figure), before, then is not None))
    return sorted(found, key=_latest_first)


def _latest_first(value: NewValue) -> tuple[int, int]:
    row = value.reading.publication
    return -row.known_since.toordinal(), -row.pk


def _standings(targets: list[Target], earlier, later, since: date, until: date):
    """Where the targets stand on both days: those in force on the first one, and all of them on the other."""
    # Judged in this order, the second asks for no revisions and breaks that the first has read.
    before = judge(targets, on=since, series=earlier)
    in_force = [each for each in before if _sets_since(each.target) is None or _sets_since(each.target) <= since]
    if all(is_kept(each, until) for each in targets):
        return in_force, kept(targets, until)
    return in_force, judge(targets, on=until, series=later)


def _sets_since(target: Target) -> date | None:
    return target.document.issued_on if target.document else None


def _moves(then: list[Standing], now: list[Standing], values: list[NewValue]) -> list[Move]:
    before = {each.pk: each for each in then}
    by_publication = {each.reading.publication.pk: each for each in values}
    corrected = {each.cell: each for each in values if each.was_public}
    found = {}
    for each in now:
        earlier = before.get(each.pk)
        if earlier is not None and earlier.status != each.status:
            shown = by_publication.get(each.actual.publication.pk) if each.actual else None
            value = shown or corrected.get((each.province_id, each.indicator_id))
            found[each.pk] = Move(earlier, each, _causes(earlier, each, value), value)
    return [found[each.pk] for each in worst_first(now) if each.pk in found]


def _causes(then: Standing, now: Standing, value: NewValue | None) -> list[Cause]:
    if now.status == Status.UNIT_ENDED:
        return [Cause.ENDED]
    causes = []
    if any(getattr(then.terms, name) != getattr(now.terms, name) for name in now.target.TERMS):
        causes.append(Cause.EDITED)
    if value is not None and not _says_the_same(value, then):
        causes.append(Cause.CORRECTED if value.was_public else Cause.NEW)
    return causes or [Cause.TIME]


def _edits(target: Target, since: date, until: date) -> list[Edit]:
    found = []
    day = _sets_since(target)
    if day is not None and since < day <= until:
        found.append(Edit(target, None, target.known_revisions[0] if target.known_revisions else target, None))
    for before, after in zip(target.known_revisions, target.known_revisions[1:], strict=False):
        if after.effective_on and since < after.effective_on <= until:
            found.append(Edit(target, before, after, after))
    return found


def _says_the_same(value: NewValue, then: Standing) -> bool:
    """A milestone that was not done and is reported as not done: only the days passed."""
    if then.indicator.shape != Shape.MILESTONE:
        return False
    was_done = then.actual is not None and (then.actual.value or 0) >= 1
    return was_done == ((value.reading.value or 0) >= 1)
