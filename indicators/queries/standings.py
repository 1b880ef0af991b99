"""Targets with their verdicts as of a day: the one place where rows meet the progress method."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import cache, cached_property, partial

from django.db.models import Prefetch, Q, QuerySet, prefetch_related_objects

from dtracker.formats.quarters import Period
from indicators.enums import WORST_FIRST, BreakKind, Comparator, Direction, Frequency, Shape, Status, TargetKind
from indicators.models import SeriesBreak, Snapshot, Target, TargetRevision
from indicators.models.targets import Terms
from indicators.progress import Break, Goal, Measure, Milestone, Verdict, judge_track, sort_key
from indicators.progress.written import read
from indicators.queries.publications import Cell, Reading, period_of, series_on
from indicators.queries.snapshots import cell_of, is_current, of_cells

BREAKS = Prefetch(
    "breaks", SeriesBreak.objects.select_related("document").order_by("year", "quarter"), to_attr="known_breaks"
)
REVISIONS = Prefetch(
    "revisions", TargetRevision.objects.select_related("document", "by").order_by("version"), to_attr="known_revisions"
)
"""As plain lists: a query set for every one of a hundred rows would cost more than the reading itself."""


@dataclass(frozen=True)
class Standing:
    """One target, the terms in force on the day, its verdict, and the series it was judged on."""

    target: Target
    terms: Terms
    verdict: Verdict
    readings: Sequence[Reading]

    @property
    def indicator(self):
        return self.target.indicator

    @property
    def province(self):
        return self.target.province

    @property
    def pk(self) -> int:
        return self.target.pk

    @property
    def province_id(self) -> int | None:
        return self.target.province_id

    @property
    def indicator_id(self) -> int:
        return self.target.indicator_id

    @property
    def document_id(self) -> int | None:
        return self.target.document_id

    @property
    def kind(self) -> str:
        return self.target.kind

    @property
    def has_value(self) -> bool:
        return self.actual is not None and self.actual.has_value

    @property
    def status(self) -> Status:
        return self.verdict.status

    @property
    def is_stale(self) -> bool:
        return self.verdict.is_stale

    @property
    def sort_key(self) -> tuple[int, Fraction]:
        """Worst first, as `progress.sort_key` orders verdicts."""
        return sort_key(self.verdict)

    @property
    def undated(self) -> Reading | None:
        """The newest figure whose source gives no date: shown, never judged."""
        return next((each for each in reversed(self.readings) if each.period is None), None)

    @property
    def actual(self) -> Reading | None:
        """The reading that was judged, else the latest dated one, else an undated one."""
        dated = [each for each in self.readings if each.period and each.has_value]
        judged = self.verdict.actual or self.verdict.latest
        for each in dated:
            if judged and each.period == judged.period:
                return each
        return dated[-1] if dated else self.undated


class Kept(Standing):
    """A standing as its snapshot has it. Verdict and series are read only where somebody asks for them."""

    def __init__(self, target: Target, series: Callable[[], dict[Cell, list[Reading]]]):
        vars(self).update(target=target, _series=series)

    @property
    def _snapshot(self) -> Snapshot:
        return self.target.snapshot

    @property
    def terms(self) -> Terms:
        return self._snapshot.terms or self.target

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
    """Targets whose document was in force by the day, in catalogue order."""
    return Target.objects.filter(
        Q(document=None) | Q(document__issued_on=None) | Q(document__issued_on__lte=day)
    ).order_by("indicator__pillar__order", "indicator__order", "indicator__code", "due_year", "due_quarter", "pk")


def targets_on(day: date) -> QuerySet[Target]:
    """The same with everything a row shows. One read when evaluated."""
    return in_force(day).select_related("indicator__pillar", "province", "unit", "document", "source")


def standings(
    *, provinces: Iterable, on: date, indicator=None, series: dict[Cell, list[Reading]] | None = None
) -> list[Standing]:
    """Targets of the provinces as they stand on the day, in catalogue order.

    One read where all have a snapshot of the day; else four, whatever their number, and three when the caller has
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
    `whole`: the cells are asked for as a whole, so nothing else need be read for that.
    """
    found = with_snapshots(targets)
    unknown = {cell_of(each) for each in found if not is_kept(each, on)}
    judged = {}
    if unknown:
        theirs = found if whole else targets_on(on).filter(of_cells(unknown))
        judged = {each.pk: each for each in judge([one for one in theirs if cell_of(one) in unknown], on=on)}
    return [judged.get(each.target.pk, each) for each in kept(found, on)]


def with_snapshots(targets: QuerySet[Target]) -> list[Target]:
    """The targets with what is kept of them. One read."""
    return list(targets.select_related("indicator__pillar", "snapshot__terms", "snapshot__shown__figure"))


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


def judge(targets: list[Target], *, on: date, series: dict[Cell, list[Reading]] | None = None) -> list[Standing]:
    """Verdicts for loaded targets (see `targets_on`), whose revisions, breaks and published series are read here.

    A series given is not read again, and gets its breaks along with those of the targets.
    """
    prefetch_related_objects([each for each in targets if "known_revisions" not in vars(each)], REVISIONS)
    given = [readings[-1].figure.indicator for readings in (series or {}).values()]
    wanted = [*(each.indicator for each in targets), *given]
    prefetch_related_objects([each for each in wanted if "known_breaks" not in vars(each)], BREAKS)
    if series is None:
        series = series_on(
            on,
            provinces={each.province_id for each in targets if each.province_id},
            indicators={each.indicator for each in targets},
        )
    tracks: dict[tuple, list[Target]] = defaultdict(list)
    for each in targets:
        tracks[
            each.kind == TargetKind.TARGET,
            each.document_id,
            each.indicator_id,
            each.province_id,
            each.unit_id,
        ].append(each)
    judged = {}
    for track in tracks.values():
        readings = series.get((track[0].province_id, track[0].indicator_id), [])
        judged |= _judge_track(track, readings, on)
    return [judged[each.pk] for each in targets]


def worst_first(found: Iterable[Standing]) -> list[Standing]:
    return sorted(found, key=lambda each: (*each.sort_key, each.pk))


def terms_on(target: Target, day: date) -> Terms:
    """The terms in force on the day: the last revision in force by then, else the target as it stands."""
    in_force = [each for each in target.known_revisions if each.effective_on is None or each.effective_on <= day]
    return in_force[-1] if in_force else target


def goal_of(target: Target, terms: Terms) -> Goal:
    """The target as a value of the progress method."""
    return Goal(
        key=target.pk,
        period=_in_frequency(terms.due, target.indicator),
        comparator=Comparator(terms.comparator),
        value=terms.value,
        value_max=terms.value_max,
        rank_of=terms.rank_of,
        baseline=terms.baseline_value,
        baseline_period=_in_frequency(terms.baseline_period, target.indicator),
        kind=TargetKind(target.kind),
        edition_rule=terms.edition_rule,
        due_on=terms.due_on,
        decreed=target.is_decreed_step,
        stated_in=_stated_in(target),
    )


def measure_of(indicator) -> Measure:
    """The indicator's settings as a value of the progress method."""
    return Measure(
        shape=Shape(indicator.shape),
        direction=Direction(indicator.direction),
        frequency=Frequency(indicator.frequency),
        decimals=indicator.decimals,
        tolerance=indicator.tolerance,
        scale=indicator.scale,
        delay_days=indicator.delay_days,
        grace_days=indicator.grace_days,
        breaks=tuple(
            Break(_in_frequency(each.period, indicator), BreakKind(each.kind)) for each in indicator.known_breaks
        ),
    )


def _judge_track(track: list[Target], readings: list[Reading], on: date) -> dict[int, Standing]:
    first = track[0]
    terms = {each.pk: terms_on(each, on) for each in track}
    verdicts = judge_track(
        [goal_of(each, terms[each.pk]) for each in track],
        [each.observation() for each in readings if each.period and each.has_value],
        measure_of(first.indicator),
        today=on,
        unit_ended_on=_ended_by(first, on),
        milestone=_milestone(first, readings),
    )
    return {each.pk: Standing(each, terms[each.pk], verdicts[each.pk], readings) for each in track}


def _ended_by(target: Target, on: date) -> date | None:
    """The last day of the unit or province, once it is past: before that day nobody knew of it."""
    days = [each.ended_on for each in (target.unit, target.province) if each and each.ended_on and each.ended_on < on]
    return min(days, default=None)


def _milestone(target: Target, readings: list[Reading]) -> Milestone | None:
    if target.indicator.shape != Shape.MILESTONE or not readings:
        return None
    row = readings[-1].publication
    done = row.value is not None and row.value >= 1
    return Milestone(
        done_on=row.observed_on if done else None,
        parts_done=None if row.numerator is None else int(row.numerator),
        parts_total=None if row.denominator is None else int(row.denominator),
        evidenced=True,
    )


def _stated_in(target: Target) -> Period | None:
    """The period in whose definition the document speaks: that of its date."""
    if target.document is None or target.document.issued_on is None:
        return None
    return Period.of(target.document.issued_on, target.indicator.yearly)


def _in_frequency(period, indicator):
    if period is None:
        return None
    return period.as_year() if indicator.yearly else period.as_quarter()
