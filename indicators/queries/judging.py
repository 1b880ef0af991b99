"""Where rows meet the progress method: targets, their terms and published series become verdicts."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from django.db.models import Prefetch, prefetch_related_objects

from dtracker.formats.quarters import Period
from indicators.enums import BreakKind, Comparator, Direction, Frequency, Shape, Status, TargetKind
from indicators.models import Pillar, SeriesBreak, Target, TargetRevision
from indicators.models.targets import Terms, is_revised
from indicators.progress import Break, Goal, Measure, Milestone, Verdict, judge_track, sort_key
from indicators.queries.publications import Cell, Reading, series_on

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
    def first_terms(self) -> Terms | None:
        """What was first set, where the terms in force are a revision of it."""
        return self.target.first_revision if is_revised(self.terms) else None

    @property
    def horizon(self) -> int | None:
        """The year it is due, by the terms in force; None where the document gives no day."""
        return self.terms.due_year

    @property
    def pillar(self) -> Pillar:
        return self.indicator.pillar

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


def judge(targets: list[Target], *, on: date, series: dict[Cell, list[Reading]] | None = None) -> list[Standing]:
    """Verdicts for loaded targets (see `targets_on`), whose revisions, breaks and published series are read here.

    A series given is not read again, and gets its breaks along with those of the targets. Of targets that bring their
    terms of the day (`standings.with_snapshots`) no revisions are read.
    """
    prefetch_related_objects([each for each in targets if not _has_terms(each, on)], REVISIONS)
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
    if day in target.known_terms:
        return target.known_terms[day]
    in_force = [each for each in target.known_revisions if each.effective_on is None or each.effective_on <= day]
    return in_force[-1] if in_force else target


def _has_terms(target: Target, day: date) -> bool:
    return day in target.known_terms or "known_revisions" in vars(target)


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
