"""What an officer fills in: rounds, and the lines of one sheet."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, prefetch_related_objects

from dtracker.accounts.access import provinces_for
from dtracker.accounts.roles import Permission
from dtracker.formats.quarters import Period
from dtracker.places.models import Province
from indicators.doubts import Doubt, is_explained
from indicators.enums import FigureStatus, Shape
from indicators.models import Figure, Indicator, Publication, ReportingRound
from indicators.queries.history import history_from
from indicators.queries.publications import Reading, series_on
from indicators.queries.standings import BREAKS, Standing, standings
from indicators.rounds import DUE_SOON_DAYS, asked_period, sheet_period
from indicators.workflow import can_be_edited

ROUNDS_SHOWN = 4
"""Rounds listed per province: this one and the three before."""
STAMPS = ("entered", "submitted", "returned", "approved", "published")
HANDED_OVER = frozenset({FigureStatus.SUBMITTED, FigureStatus.APPROVED, FigureStatus.PUBLISHED})


@dataclass(frozen=True)
class RoundLine:
    """One round of one province, with how much of its sheet is answered."""

    province: Province
    period: Period
    opens_on: date
    due_on: date
    days_left: int
    answered: int
    handed_over: int
    returned: int
    total: int

    @property
    def is_done(self) -> bool:
        return self.total > 0 and self.handed_over == self.total

    @property
    def is_overdue(self) -> bool:
        return self.days_left < 0 and not self.is_done

    @property
    def is_due_soon(self) -> bool:
        return 0 <= self.days_left <= DUE_SOON_DAYS and not self.is_done

    @property
    def days_over(self) -> int:
        return -self.days_left


@dataclass(frozen=True)
class Line:
    """One indicator on a sheet: the cell, what was published before it, and the target it works towards."""

    indicator: Indicator
    period: Period
    figure: Figure | None
    before: Reading | None
    year_before: Reading | None
    goal: Standing | None
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
    def is_answered(self) -> bool:
        return self.figure is not None and self.figure.status != FigureStatus.RETURNED

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
        if not self.figure or self.figure.value is None or not self.before or not self.before.has_value:
            return None
        if self.figure.rank_of != self.before.publication.rank_of:
            return None
        return self.figure.value - self.before.value


def visible_to(user) -> QuerySet[Figure]:
    """Working figures the person may see: those of provinces where she may see drafts."""
    return Figure.objects.filter(province__in=provinces_for(user, Permission.DRAFT_READ), unit=None)


def existed_in(province: Province, period: Period) -> bool:
    """Whether the province existed on at least one day of the period."""
    ended_before = province.ended_on is not None and province.ended_on < period.start
    return province.started_on <= period.end and not ended_before


def figure_period(indicator: Indicator, sheet: Period) -> Period:
    """The period of the indicator's cell on a sheet: for a yearly one the year that is asked for there."""
    asked = asked_period(sheet, is_yearly=indicator.yearly, delay_days=indicator.delay_days)
    return asked or (sheet.as_year() if indicator.yearly else sheet)


def sheet_of(indicator: Indicator, period: Period) -> Period:
    """The quarter on whose sheet the indicator's figure of this period stands."""
    return sheet_period(period, is_yearly=indicator.yearly, delay_days=indicator.delay_days)


def round_for(province: Province, period: Period, indicator: Indicator | None = None) -> ReportingRound | None:
    """The round of a sheet; with an indicator, the round in which its figure of this period is reported."""
    same = Q(year=period.year, quarter=period.quarter)
    if indicator is not None:
        sheet = sheet_of(indicator, period)
        same |= Q(year=sheet.year, quarter=sheet.quarter)
    rounds = ReportingRound.objects.filter(Q(province=province) | Q(province=None), same)
    # A round of the whole year before that of a quarter, and the own round before the common one.
    return rounds.order_by(F("quarter").asc(nulls_first=True), F("province").asc(nulls_last=True)).first()


def indicators_of(sheet: Period) -> list[Indicator]:
    """Indicators on a sheet, in catalogue order: quarterly ones, and yearly ones expected in that quarter. One read."""
    reported = Indicator.objects.filter(is_reported=True).select_related("pillar")
    return [
        each
        for each in reported.order_by("pillar__order", "pillar__pk", "order", "code")
        if asked_period(sheet, is_yearly=each.yearly, delay_days=each.delay_days)
    ]


def sheet_figures(province: Province, sheet: Period, indicators: Iterable[Indicator]) -> dict[int, Figure]:
    """Working figures of the sheet by indicator. One read."""
    cells = {each.pk: figure_period(each, sheet) for each in indicators}
    own = Q(year=sheet.year, quarter=sheet.quarter)
    own |= Q(year__in={cell.year for cell in cells.values() if cell.is_year}, quarter=None)
    rows = (
        Figure.objects.filter(own, province=province, unit=None)
        .select_related("indicator", "province", *(f"{stamp}_by" for stamp in STAMPS))
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


def lines_of(province: Province, period: Period, *, on: date) -> list[Line]:
    """The sheet in catalogue order. Six reads, whatever its length."""
    indicators = list(indicators_of(period))
    figures = sheet_figures(province, period, indicators)
    series = series_on(on, provinces=[province], indicators=indicators)
    goals = active_goals(standings(provinces=[province], on=on, series=series))
    return [
        _line(each, period, figures.get(each.pk), series.get((province.pk, each.pk), []), goals.get(each.pk))
        for each in indicators
    ]


def line_of(province: Province, sheet: Period, code: str, *, on: date) -> Line:
    """One line of the sheet, without its target; Indicator.DoesNotExist where it is not on it. Four reads at most."""
    indicator = Indicator.objects.select_related("pillar").get(code=code, is_reported=True)
    if not asked_period(sheet, is_yearly=indicator.yearly, delay_days=indicator.delay_days):
        raise Indicator.DoesNotExist
    figure = sheet_figures(province, sheet, [indicator]).get(indicator.pk)
    readings = series_on(on, provinces=[province], indicators=[indicator]).get((province.pk, indicator.pk), [])
    prefetch_related_objects([each.figure.indicator for each in readings[-1:]], BREAKS)
    return _line(indicator, sheet, figure, readings, None)


def rounds_of(user, *, on: date) -> list[RoundLine]:
    """Rounds of the person's provinces that have opened, newest first. Four reads."""
    provinces = list(provinces_for(user, Permission.DRAFT_READ))
    chosen = _chosen_rounds(provinces, ReportingRound.objects.filter(opens_on__lte=on).order_by("pk"))
    reported = list(Indicator.objects.filter(is_reported=True).only("frequency", "delay_days"))
    states = _states(chosen, reported)
    return [_round_line(each, reported, states, on) for each in chosen]


def rounds_by_period(province: Province, rounds: Iterable[ReportingRound]) -> dict[Period, ReportingRound]:
    """Which of the rounds are those of the province: the own one before the common one of the same period."""
    found: dict[Period, ReportingRound] = {}
    for each in rounds:
        if each.province_id not in (None, province.pk) or not existed_in(province, each.period):
            continue
        if each.period not in found or each.province_id:
            found[each.period] = each
    return found


def next_round(user, *, on: date) -> ReportingRound | None:
    """The round that opens next for one of the person's provinces. One read."""
    mine = Q(province=None) | Q(province__in=provinces_for(user, Permission.DRAFT_READ))
    return ReportingRound.objects.filter(mine, opens_on__gt=on).order_by("opens_on", "pk").first()


@dataclass(frozen=True)
class _Chosen:
    province: Province
    period: Period
    round: ReportingRound


def _chosen_rounds(provinces: list[Province], opened: Iterable[ReportingRound]) -> list[_Chosen]:
    """Per province its newest rounds, the own one instead of the common one of the same period."""
    rounds = list(opened)
    # Who looks after the whole country sees the newest round only: 63 provinces times four is no list.
    most = ROUNDS_SHOWN if len(provinces) <= ROUNDS_SHOWN else 1
    found = []
    for province in provinces:
        by_period = rounds_by_period(province, rounds)
        newest = sorted(by_period, reverse=True)[:most]
        found += [_Chosen(province, period, by_period[period]) for period in newest]
    return sorted(found, key=_newest_first)


def _newest_first(chosen: _Chosen) -> tuple[int, int, int]:
    return -chosen.period.as_quarter().ordinal, chosen.province.sort_order, chosen.province.pk


def asked_cells(sheet: Period, reported: Iterable[Indicator]) -> list[tuple[int, int, int | None]]:
    """(indicator, year, quarter) of the cells of a sheet."""
    asked = [(each, asked_period(sheet, is_yearly=each.yearly, delay_days=each.delay_days)) for each in reported]
    return [(each.pk, period.year, period.quarter) for each, period in asked if period]


def _states(chosen: list[_Chosen], reported: list[Indicator]) -> dict[tuple, tuple[FigureStatus, bool]]:
    """By (province, indicator, year, quarter) of these sheets: state, and whether readers see a value. One read."""
    years = {year for each in chosen for _pk, year, _quarter in asked_cells(each.period, reported)}
    rows = Figure.objects.filter(province__in={each.province for each in chosen}, unit=None, year__in=years)
    yearly = {each.pk for each in reported if each.yearly}
    is_public = Exists(Publication.objects.filter(figure=OuterRef("pk")))
    found = rows.filter(indicator__is_reported=True).order_by().annotate(is_public=is_public)
    return {
        (province, indicator, year, None if indicator in yearly else quarter): (FigureStatus(status), is_public)
        for province, indicator, year, quarter, status, is_public in found.values_list(
            "province", "indicator", "year", "quarter", "status", "is_public"
        )
    }


def _round_line(chosen: _Chosen, reported: list[Indicator], states: dict, on: date) -> RoundLine:
    cells = asked_cells(chosen.period, reported)
    given = [states[chosen.province.pk, *cell] for cell in cells if (chosen.province.pk, *cell) in states]
    returned = sum(status == FigureStatus.RETURNED for status, _is_public in given)
    return RoundLine(
        province=chosen.province,
        period=chosen.period,
        opens_on=chosen.round.opens_on,
        due_on=chosen.round.due_on,
        days_left=(chosen.round.due_on - on) // timedelta(days=1),
        answered=len(given) - returned,
        # A published figure under correction has been handed over: its round is not late again.
        handed_over=sum(is_public or status in HANDED_OVER for status, is_public in given),
        returned=returned,
        total=len(cells),
    )


def active_goals(found: Iterable[Standing]) -> dict[int, Standing]:
    """Per indicator the target worked towards now: the first active one, of any document."""
    goals: dict[int, Standing] = {}
    for each in found:
        if each.verdict.is_active and each.indicator.pk not in goals:
            goals[each.indicator.pk] = each
    return goals


def _line(indicator, sheet: Period, figure, readings: list[Reading], goal: Standing | None) -> Line:
    period = figure_period(indicator, sheet)
    dated = [each for each in readings if each.period]
    earlier = [each for each in dated if each.period < period]
    last_year = period.same_period_last_year()
    is_open = figure is not None and can_be_edited(figure.status)
    return Line(
        indicator=indicator,
        period=period,
        figure=figure,
        before=earlier[-1] if earlier else None,
        year_before=next((each for each in dated if each.period == last_year), None),
        goal=goal,
        doubts=history_from(readings).doubts_of(figure) if is_open else [],
    )
