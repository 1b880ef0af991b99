"""What an officer fills in: rounds, and the lines of one sheet."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, F, Q, QuerySet

from dtracker.accounts.access import provinces_for
from dtracker.accounts.roles import Permission
from dtracker.formats.quarters import Period
from dtracker.places.models import Province
from indicators.enums import FigureStatus, Frequency
from indicators.models import Figure, Indicator, ReportingRound
from indicators.queries.publications import Reading, series_on
from indicators.queries.standings import Standing, standings
from indicators.workflow import can_be_edited

DUE_SOON_DAYS = 7
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


def figure_period(indicator: Indicator, period: Period) -> Period:
    """The period of the indicator's cell on a sheet: a yearly one stands on that of the fourth quarter."""
    return period.as_year() if indicator.yearly else period


def round_for(province: Province, period: Period) -> ReportingRound | None:
    """The round in which a cell of this period is reported; the province's own before the common one."""
    same = Q(year=period.year, quarter=period.quarter)
    if period.is_year:
        same |= Q(year=period.year, quarter=4)
    rounds = ReportingRound.objects.filter(Q(province=province) | Q(province=None), same)
    # The yearly round first for a year, and the own round before the common one.
    return rounds.order_by(F("quarter").asc(nulls_first=True), F("province").asc(nulls_last=True)).first()


def indicators_of(period: Period) -> QuerySet[Indicator]:
    """Indicators on a sheet: quarterly ones of a quarter; yearly ones of a year or a fourth quarter."""
    frequencies = []
    if not period.is_year:
        frequencies.append(Frequency.QUARTER)
    if period.is_year or period.quarter == 4:
        frequencies.append(Frequency.YEAR)
    return (
        Indicator.objects.filter(is_reported=True, frequency__in=frequencies)
        .select_related("pillar")
        .order_by("pillar__order", "pillar__pk", "order", "code")
    )


def sheet_figures(province: Province, period: Period) -> dict[int, Figure]:
    """Working figures of the sheet by indicator. One read."""
    own = Q(quarter=period.quarter)
    if period.quarter == 4:
        own |= Q(quarter=None)
    rows = (
        Figure.objects.filter(own, province=province, unit=None, year=period.year)
        .select_related("indicator", "province", *(f"{stamp}_by" for stamp in STAMPS))
        .annotate(proofs=Count("evidence"))
    )
    return {row.indicator_id: row for row in rows if row.period == figure_period(row.indicator, period)}


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
    """The sheet in catalogue order. Seven reads, whatever its length."""
    indicators = list(indicators_of(period))
    figures = sheet_figures(province, period)
    series = series_on(on, provinces=[province], indicators=indicators)
    goals = active_goals(standings(provinces=[province], on=on))
    return [
        _line(each, period, figures.get(each.pk), series.get((province.pk, each.pk), []), goals.get(each.pk))
        for each in indicators
    ]


def rounds_of(user, *, on: date) -> list[RoundLine]:
    """Rounds of the person's provinces that have opened, newest first. Four reads."""
    provinces = list(provinces_for(user, Permission.DRAFT_READ))
    chosen = _chosen_rounds(provinces, ReportingRound.objects.filter(opens_on__lte=on).order_by("pk"))
    frequencies = list(Indicator.objects.filter(is_reported=True).values_list("pk", "frequency"))
    years = {each.period.year for each in chosen}
    counts = _counts({each.province for each in chosen}, years, dict(frequencies))
    return [_round_line(each, frequencies, counts, on) for each in chosen]


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
        by_period: dict[Period, ReportingRound] = {}
        for each in rounds:
            if each.province_id not in (None, province.pk) or not existed_in(province, each.period):
                continue
            if each.period not in by_period or each.province_id:
                by_period[each.period] = each
        newest = sorted(by_period, reverse=True)[:most]
        found += [_Chosen(province, period, by_period[period]) for period in newest]
    return sorted(found, key=_newest_first)


def _newest_first(chosen: _Chosen) -> tuple[int, int, int]:
    return -chosen.period.as_quarter().ordinal, chosen.province.sort_order, chosen.province.pk


def _counts(provinces, years, frequencies: dict[int, str]) -> dict[tuple, dict[str, int]]:
    """Number of figures by state, for (province, year, quarter); only of reported indicators. One read."""
    rows = Figure.objects.filter(province__in=provinces, unit=None, year__in=years, indicator__is_reported=True)
    counts: dict[tuple, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for province, indicator, year, quarter, status in rows.order_by().values_list(
        "province", "indicator", "year", "quarter", "status"
    ):
        cell = None if frequencies.get(indicator) == Frequency.YEAR else quarter
        counts[province, year, cell][status] += 1
    return counts


def _round_line(chosen: _Chosen, frequencies: list[tuple[int, str]], counts: dict, on: date) -> RoundLine:
    period = chosen.period
    cells = [(period.year, period.quarter)] + ([(period.year, None)] if period.quarter == 4 else [])
    states: dict[str, int] = defaultdict(int)
    for year, quarter in cells:
        for status, number in counts.get((chosen.province.pk, year, quarter), {}).items():
            states[status] += number
    on_sheet = {Frequency.YEAR} if period.is_year else {Frequency.QUARTER}
    if period.quarter == 4:
        on_sheet.add(Frequency.YEAR)
    returned = states[FigureStatus.RETURNED]
    return RoundLine(
        province=chosen.province,
        period=period,
        opens_on=chosen.round.opens_on,
        due_on=chosen.round.due_on,
        days_left=(chosen.round.due_on - on) // timedelta(days=1),
        answered=sum(states.values()) - returned,
        handed_over=sum(states[status] for status in HANDED_OVER),
        returned=returned,
        total=sum(frequency in on_sheet for _pk, frequency in frequencies),
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
    return Line(
        indicator=indicator,
        period=period,
        figure=figure,
        before=earlier[-1] if earlier else None,
        year_before=next((each for each in dated if each.period == last_year), None),
        goal=goal,
    )
