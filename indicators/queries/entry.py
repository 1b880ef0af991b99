"""What an officer fills in: the lines of one sheet."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Count, Exists, Q, QuerySet, prefetch_related_objects
from django.utils import timezone

from dtracker.accounts.access import places_for, provinces_for, units_for
from dtracker.accounts.roles import Permission
from dtracker.formats.quarters import Period
from indicators.doubts import Doubt, is_explained
from indicators.enums import FigureStatus, Shape, TargetKind
from indicators.models import Figure, Indicator, Publication, ReportingRound
from indicators.queries.asked import (
    HANDED_OVER,
    Assignment,
    Respondent,
    asked_on,
    can_be_asked,
    claims_of,
    figure_period,
    indicators_of,
)
from indicators.queries.history import history_from
from indicators.queries.judging import BREAKS, Standing, judge
from indicators.queries.publications import Reading, series_on
from indicators.queries.standings import targets_on, with_snapshots
from indicators.queries.timeliness import first_submitted
from indicators.workflow import can_be_edited

STAMPS = ("entered", "submitted", "returned", "approved", "published")


@dataclass(frozen=True)
class Line:
    """One indicator on a sheet: the cell, what was published before it, and the target it works towards."""

    indicator: Indicator
    period: Period
    figure: Figure | None
    before: Reading | None
    year_before: Reading | None
    goal: Standing | None
    silent: Reading | None = None
    """The publication after `before` that says there is no figure, where there is one."""
    public: Publication | None = None
    """What readers see of this cell, even while a correction of it is being worked on."""
    doubts: list[Doubt] = field(default_factory=list)
    """What is unusual about the stored value, while it can still be changed."""

    @property
    def needs_comment(self) -> bool:
        """Whether it cannot be submitted before the note says why."""
        return bool(self.doubts) and not is_explained(self.figure)

    @property
    def is_open(self) -> bool:
        return can_be_edited(self.figure.status if self.figure else None)

    @property
    def is_entered(self) -> bool:
        return self.figure is not None and not self.figure.is_emptied

    @property
    def is_answered(self) -> bool:
        return self.is_entered and self.figure.status != FigureStatus.RETURNED

    @property
    def is_handed_over(self) -> bool:
        return self.public is not None or (self.figure is not None and self.figure.status in HANDED_OVER)

    @property
    def expected(self):
        """The value the way to the target asks for now, None where nothing is expected yet."""
        return self.goal.verdict.expected if self.goal else None

    @property
    def reached(self):
        """What is judged against it where the cell holds a part: the published sum since the start of the year."""
        if self.expected is None or self.indicator.yearly or self.indicator.shape != Shape.YEARLY_FLOW:
            return None
        return self.goal.verdict.actual

    @property
    def change(self):
        """The figure against the one published before it; None unless both are numbers on the same base."""
        if not self.figure or self.figure.value is None or not self.before:
            return None
        if self.figure.rank_of != self.before.publication.rank_of:
            return None
        return self.figure.value - self.before.value


def visible_to(user) -> QuerySet[Figure]:
    """Working figures the person may see: those of provinces and units where she may see drafts."""
    return Figure.objects.filter(places_for(user, Permission.DRAFT_READ), province__isnull=False)


def sheet_figures(respondent: Respondent, sheet: Period, indicators: Iterable[Indicator]) -> dict[int, Figure]:
    """Working figures of the sheet by indicator. One read."""
    cells = {each.pk: figure_period(each, sheet) for each in indicators}
    own = Q(year=sheet.year, quarter=sheet.quarter)
    own |= Q(year__in={cell.year for cell in cells.values() if cell.is_year}, quarter=None)
    rows = (
        Figure.objects.filter(own, province=respondent.province, unit=respondent.unit)
        .select_related("indicator", "province", "unit", *(f"{stamp}_by" for stamp in STAMPS))
        .annotate(proofs=Count("evidence"))
    )
    return {row.indicator_id: row for row in rows if row.period == cells.get(row.indicator_id)}


def versions_seen(figures: Iterable[Figure], versions: dict[int, int | None]) -> dict[int, object]:
    """Per indicator the figure as it was in the version somebody saw ({indicator: version}).

    Every version has its line of history. One read, and none when all saw the present version.
    """
    seen: dict[int, object] = {}
    older = Q(pk=None)
    for figure in figures:
        version = versions.get(figure.indicator_id)
        if version == figure.version:
            seen[figure.indicator_id] = figure
        elif version is not None:
            older |= Q(id=figure.pk, version=version)
    if older != Q(pk=None):
        seen |= {row.indicator_id: row for row in Figure.history.filter(older)}
    return seen


def lines_of(assignment: Assignment, *, on: date, typed: Collection[int] = ()) -> list[Line]:
    """The sheet in catalogue order: what it asks for, and what was given without being asked. Six reads.

    `typed`: indicators (by pk) somebody has before them, whether they are still asked for or not.
    """
    respondent, sheet = assignment.respondent, assignment.period
    possible = indicators_of(sheet)
    figures = sheet_figures(respondent, sheet, possible)
    claims = claims_of([respondent.province], rounds=[assignment.round] if assignment.round else [])
    kept = {pk for pk, figure in figures.items() if not figure.is_emptied} | {*typed}
    indicators = [each for each in possible if each.pk in kept or claims.asks(assignment, each)]
    series = series_on(on, provinces=[respondent.province], indicators=indicators, unit=respondent.unit)
    standings = standings_of(respondent, on=on, series=series)
    goals = _next_goals(standings, sheet) | active_goals(standings)
    return [
        _line(each, sheet, figures.get(each.pk), series.get((respondent.province.pk, each.pk), []), goals.get(each.pk))
        for each in indicators
    ]


def line_of(assignment: Assignment, code: str, *, on: date) -> Line:
    """One line of a sheet, asked for or not, without its target; Indicator.DoesNotExist where it can never stand on it.

    Four reads at most.
    """
    respondent, sheet = assignment.respondent, assignment.period
    indicator = can_be_asked().get(code=code)
    if not asked_on(sheet, indicator):
        raise Indicator.DoesNotExist
    figure = sheet_figures(respondent, sheet, [indicator]).get(indicator.pk)
    found = series_on(on, provinces=[respondent.province], indicators=[indicator], unit=respondent.unit)
    readings = found.get((respondent.province.pk, indicator.pk), [])
    prefetch_related_objects([each.figure.indicator for each in readings[-1:]], BREAKS)
    return _line(indicator, sheet, figure, readings, None)


def standings_of(respondent: Respondent, *, on: date, series: dict) -> list[Standing]:
    """The respondent's own targets, judged on its own series. Two reads."""
    targets = targets_on(on).filter(province=respondent.province, unit=respondent.unit)
    return judge(with_snapshots(targets, on), on=on, series=series)


def next_round(user, *, on: date) -> ReportingRound | None:
    """The round that opens next for one of the person's provinces or units, as far as these exist. One read."""
    provinces = provinces_for(user, Permission.DRAFT_READ).on(on)
    common = Q(Exists(provinces), province=None)
    units = units_for(user, Permission.DRAFT_READ).filter(
        Q(ended_on=None) | Q(ended_on__gte=on), Q(province__ended_on=None) | Q(province__ended_on__gte=on)
    )
    mine = common | Q(province__in=provinces, unit=None) | Q(unit__in=units)
    return ReportingRound.objects.filter(mine, opens_on__gt=on).order_by("opens_on", "pk").first()


def last_handed_over(lines: Collection[Line]) -> date | None:
    """The day on which the last line of a complete sheet was handed over for the first time.

    What was loaded counts from the day it became public. None while a line is missing. One read, none for None.
    """
    if not lines or not all(each.is_handed_over for each in lines):
        return None
    submitted = first_submitted(Q(id__in=[each.figure.pk for each in lines if each.figure]))
    days = (submitted.get(each.figure.pk) if each.figure else None for each in lines)
    known = [day or _public_day(each.public) for day, each in zip(days, lines, strict=True) if day or each.public]
    return max(known, default=None)


def _public_day(publication: Publication) -> date:
    return publication.public_on or timezone.localtime(publication.recorded_at).date()


def last_with_value(readings: list[Reading]) -> Reading | None:
    """What a new figure is held against: a period published without a figure is passed over."""
    return next((each for each in reversed(readings) if each.has_value), None)


def active_goals(found: Iterable[Standing]) -> dict[int, Standing]:
    """Per indicator the target worked towards now: the first active one, of any document."""
    goals: dict[int, Standing] = {}
    for each in found:
        if each.verdict.is_active and each.indicator.pk not in goals:
            goals[each.indicator.pk] = each
    return goals


def _next_goals(found: Iterable[Standing], sheet: Period) -> dict[int, Standing]:
    """Per indicator the first target due in the sheet's period or later, whether it is still worked towards or not."""
    due = [each for each in found if each.target.kind == TargetKind.TARGET and each.terms.due]
    later = [each for each in due if each.terms.due.as_quarter() >= sheet.as_quarter()]
    by_due = sorted(later, key=lambda each: each.terms.due.as_quarter(), reverse=True)
    return {each.indicator.pk: each for each in by_due}


def _line(indicator, sheet: Period, figure, readings: list[Reading], goal: Standing | None) -> Line:
    period = figure_period(indicator, sheet)
    dated = [each for each in readings if each.period]
    earlier = [each for each in dated if each.period < period]
    before = last_with_value(earlier)
    last_year = period.same_period_last_year()
    is_open = figure is not None and can_be_edited(figure.status)
    return Line(
        indicator=indicator,
        period=period,
        figure=figure,
        before=before,
        silent=earlier[-1] if earlier and earlier[-1] is not before else None,
        year_before=next((each for each in dated if each.period == last_year), None),
        goal=goal,
        public=next((each.publication for each in dated if each.period == period), None),
        doubts=history_from(readings).doubts_of(figure) if is_open else [],
    )
