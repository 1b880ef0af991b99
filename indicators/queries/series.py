"""Everything about one indicator of one province: published series, targets with verdicts, evidence."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from django.db.models import Q
from django.utils import timezone

from dtracker.formats.quarters import Period
from dtracker.places.models import Province
from dtracker.places.queries import read_as_named_on
from indicators.enums import FigureStatus, Shape, TargetKind
from indicators.models import Annotation, Contradiction, Evidence, Figure, Indicator, Publication, SeriesBreak, Target
from indicators.progress.series import year_totals
from indicators.queries.annotations import notes_on
from indicators.queries.contradictions import concerning
from indicators.queries.editions import breaks_known
from indicators.queries.evidence import PUBLISHED_WITH
from indicators.queries.judging import BREAKS, Standing, judge, worst_first
from indicators.queries.publications import Reading, by_cell, newest_of, versions_on
from indicators.queries.standings import targets_on


@dataclass(frozen=True)
class Subject:
    """The pair that a page is about, with its targets as of the day."""

    province: Province
    indicator: Indicator
    targets: list[Target]


@dataclass(frozen=True)
class SeriesPage:
    """One indicator of one province as of a day.

    `standings` are the judged targets, worst first; `others` what is only shown, such as aspirations and
    steps on the way. `readings` are dated, oldest first, and hold periods without data too.
    `values` are those that a rank ranks, by period. `earlier` are superseded publications and `evidence`
    further proofs, both by figure. `drafts` are working values, for people who may see them.
    """

    province: Province
    indicator: Indicator
    day: date
    standings: list[Standing]
    others: list[Standing]
    readings: list[Reading]
    undated: list[Reading]
    values: dict[Period, Reading]
    breaks: list[SeriesBreak]
    earlier: dict[int, list[Publication]]
    evidence: dict[int, list[Evidence]]
    contradictions: list[Contradiction]
    drafts: list[Figure]
    notes: list[Annotation] = field(default_factory=list)

    @property
    def ended_on(self) -> date | None:
        """The last day of the province, once it is past."""
        last = self.province.ended_on
        return last if last and last < self.day else None

    @property
    def sums(self) -> dict[Period, Decimal]:
        """Of a yearly flow reported by quarters: what the year had reached after each quarter; else empty."""
        if self.indicator.yearly or self.indicator.shape != Shape.YEARLY_FLOW:
            return {}
        flows = tuple(each.observation() for each in self.readings if each.has_value)
        return {item.period: item.value for item in year_totals(flows)}

    @property
    def is_empty(self) -> bool:
        return not (self.readings or self.undated or self.standings or self.others)


def find_series(slug: str, code: str, *, on: date) -> Subject | None:
    """Province with its successor, indicator and targets; None when one of the first two does not exist. At most four
    reads.
    """
    asked = targets_on(on).filter(province__slug=slug, indicator__code=code, unit=None)
    targets = list(asked.select_related("indicator__rank_of", "province__successor"))
    if targets:
        return Subject(targets[0].province, targets[0].indicator, targets)
    places = Province.objects.filter(slug=slug).select_related("successor").order_by()
    # Of a past day under its name then, which the page would else read after it.
    province = next(iter(places if on >= timezone.localdate() else read_as_named_on(places, on)), None)
    indicator = Indicator.objects.filter(code=code).select_related("pillar", "rank_of").prefetch_related(BREAKS).first()
    return Subject(province, indicator, []) if province and indicator else None


def series_page(subject: Subject, *, on: date, with_drafts: bool = False, with_proofs: bool = True) -> SeriesPage:
    """Figures, verdicts and evidence of the pair as of the day. At most six reads, seven with drafts; four without
    what proves and contradicts the figures.
    """
    province, indicator = subject.province, subject.indicator
    wanted = [each for each in (indicator, indicator.rank_of) if each is not None]
    versions = versions_on(on, provinces=[province], indicators=wanted)
    series = by_cell(newest_of(versions))
    readings = series.get((province.pk, indicator.pk), [])
    standings = judge(subject.targets, on=on, series=series) if subject.targets else []
    of_it = Q(figure__province=province, figure__indicator=indicator, figure__unit=None)
    return SeriesPage(
        province=province,
        indicator=indicator,
        day=on,
        standings=worst_first(each for each in standings if _is_judged(each.target)),
        others=[each for each in standings if not _is_judged(each.target)],
        readings=[each for each in readings if each.period],
        undated=[each for each in readings if not each.period],
        values=by_period(series.get((province.pk, indicator.rank_of_id), [])),
        breaks=_breaks(indicator, [each.period for each in readings if each.period], on),
        earlier=earlier_versions(versions),
        evidence=proofs(of_it, on) if with_proofs and readings else {},
        contradictions=_contradictions(province, indicator) if with_proofs else [],
        notes=notes_on(indicator, province, on),
        drafts=_drafts(province, indicator) if with_drafts else [],
    )


def _breaks(indicator: Indicator, public: list[Period], on: date) -> list[SeriesBreak]:
    """As of a past day those that were known."""
    return indicator.known_breaks if on >= timezone.localdate() else breaks_known(indicator.known_breaks, public)


def _is_judged(target: Target) -> bool:
    return target.kind == TargetKind.TARGET and not target.is_decreed_step


def by_period(readings: Iterable[Reading]) -> dict[Period, Reading]:
    return {each.period: each for each in readings if each.period}


def earlier_versions(versions: Iterable[Publication]) -> dict[int, list[Publication]]:
    """Superseded publications by figure, newest first, of versions in their order."""
    found: dict[int, list[Publication]] = defaultdict(list)
    for each in versions:
        found[each.figure_id].insert(0, each)
    return {figure: earlier for figure, (_newest, *earlier) in found.items() if earlier}


def proofs(figures: Q, on: date) -> dict[int, list[Evidence]]:
    """What proves these published figures, by figure. A file belongs to what it was published with; documents and
    links may be added to a published figure later. What was added for a correction waits until that is published too.
    Documents issued after the day are left out. One read.
    """
    later = Q(figure__status=FigureStatus.PUBLISHED, file="")
    rows = Evidence.objects.filter(later | PUBLISHED_WITH, figures).select_related("document")
    rows = rows.exclude(document__issued_on__gt=on)
    found: dict[int, list[Evidence]] = defaultdict(list)
    for row in rows.order_by("figure_id", "pk"):
        found[row.figure_id].append(row)
    return found


def _contradictions(province: Province, indicator: Indicator) -> list[Contradiction]:
    concerned = Q(province=None) | concerning(province)
    return list(Contradiction.objects.filter(concerned, indicators=indicator).order_by("pk"))


def figures_of_unknown_day(page: SeriesPage) -> int:
    """How many published figures are left out as of the day because nobody knows since when they are public.

    They count from the day they were recorded here. One read.
    """
    figures = Publication.objects.filter(
        figure__province=page.province, figure__indicator=page.indicator, figure__unit=None,
        version=1, public_on=None, source__issued_on=None, recorded_at__date__gt=page.day,
    )  # fmt: skip
    return figures.count()


def _drafts(province: Province, indicator: Indicator) -> list[Figure]:
    """Working values with a period that are not published as they stand."""
    return list(
        Figure.objects.filter(province=province, indicator=indicator, unit=None, year__isnull=False)
        .exclude(status=FigureStatus.PUBLISHED)
        .exclude(value=None)
        .select_related("indicator")
        .order_by("year", "quarter")
    )
