"""What a round asks of whom: the one rule behind sheet, template, import, lists and reminders.

A figure is asked for where the respondent has a target for it, or a published series of its own, or where the round
asks for it besides; a yearly one only in the round in which its publication is expected, or in that of its year where
there is one.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from django.db.models import DateField, Exists, F, Min, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Coalesce

from dtracker.formats.quarters import Period
from dtracker.places.models import OrgUnit, Province
from indicators.enums import FigureStatus, Shape, TargetKind
from indicators.models import Figure, Indicator, Publication, ReportingRound, Target
from indicators.queries.publications import PUBLIC_SINCE
from indicators.rounds import asked_period, round_dates, sheet_period

HANDED_OVER = frozenset({FigureStatus.SUBMITTED, FigureStatus.APPROVED, FigureStatus.PUBLISHED})
ALWAYS = Value(date.min, output_field=DateField())
OF_INDICATOR = ("frequency", "delay_days", "is_reported", "shape")
COLUMNS = ("what", "place", "part", "of", "day", "done", *(f"of_{name}" for name in OF_INDICATOR))
Key = tuple[int | None, int | None, int]
"""(province, unit, indicator)."""


@dataclass(frozen=True)
class Respondent:
    """Who answers a sheet: a province itself, or one unit of it."""

    province: Province
    unit: OrgUnit | None = None

    @classmethod
    def of(cls, figure: Figure) -> "Respondent":
        return cls(figure.province, figure.unit)

    @property
    def key(self) -> tuple[int, int | None]:
        return self.province.pk, self.unit.pk if self.unit else None

    @property
    def name(self) -> str:
        return self.unit.name if self.unit else self.province.name

    @property
    def title(self) -> str:
        """The name, a unit's with its province."""
        return f"{self.unit.name} ({self.province.name})" if self.unit else self.province.name

    @property
    def official_order(self) -> tuple:
        """A province before its units."""
        province, unit = self.province, self.unit
        return province.sort_order, province.pk, unit is not None, unit.name if unit else ""

    def url_args(self, period: Period) -> list:
        """What the addresses of its sheet take, `indicators:sheet` and `indicators:review_sheet` among them."""
        return [self.province.slug, period, *([self.unit.code] if self.unit else [])]

    @property
    def ended_on(self) -> date | None:
        """The last day of the province or the unit, whichever came first."""
        return min((each.ended_on for each in (self.province, self.unit) if each and each.ended_on), default=None)

    def exists_on(self, day: date) -> bool:
        """Whether neither the province nor the unit has ended."""
        return self.ended_on is None or self.ended_on >= day

    def existed_in(self, period: Period) -> bool:
        return existed_in(self.province, period) and (self.unit is None or existed_in(self.unit, period))


@dataclass(frozen=True)
class Assignment:
    """One sheet: who answers it, for which period, in which round (None where none is set)."""

    respondent: Respondent
    period: Period
    round: ReportingRound | None

    @property
    def province(self) -> Province:
        return self.respondent.province

    @property
    def unit(self) -> OrgUnit | None:
        return self.respondent.unit

    @property
    def url_args(self) -> list:
        return self.respondent.url_args(self.period)

    @property
    def label(self) -> str:
        """The period, and whose it is for a unit: nobody keeps many provinces, but many units."""
        return f"{self.period.label()} ({self.unit.name})" if self.unit else self.period.label()

    @property
    def opens_on(self) -> date:
        return self.round.opens_on if self.round else round_dates(self.period).opens_on

    @property
    def due_on(self) -> date:
        return self.round.due_on if self.round else round_dates(self.period).due_on


@dataclass(frozen=True)
class Claims:
    """From which day on there is a reason to ask; `also`: what a round (by pk) asks for besides."""

    targets: Mapping[Key, date] = field(default_factory=dict)
    series: Mapping[Key, date] = field(default_factory=dict)
    done: Mapping[Key, date] = field(default_factory=dict)
    also: Mapping[int, set[int]] = field(default_factory=dict)
    years: Mapping[Key, date] = field(default_factory=dict)
    """When the rounds of whole years open, by (province, unit, year); of the common ones the province is None."""
    indicators: Mapping[int, Indicator] = field(default_factory=dict)
    """Those named above, as far as the rule needs to know them."""

    def can_name(self, indicator: Indicator) -> bool:
        """Whether the indicator can stand on a sheet of these rounds: see `can_be_asked`."""
        is_named = any(indicator.pk in named for named in self.also.values())
        return indicator.is_reported or indicator.shape == Shape.MILESTONE or is_named

    def asks(self, assignment: Assignment, indicator: Indicator) -> bool:
        """Whether the sheet asks for the indicator, as things stood when the round was due.

        A target or a first figure of later adds nothing to rounds that are over, so nobody becomes late by it.
        """
        asked = asked_on(assignment.period, indicator)
        if asked is None:
            return False
        if assignment.round and indicator.pk in self.also.get(assignment.round.pk, ()):
            return True
        if asked.is_year and not assignment.period.is_year and self._in_the_round_of(asked, assignment):
            return False
        own = (*assignment.respondent.key, indicator.pk)
        if self.done.get(own, date.max) < assignment.opens_on:
            return False
        if not indicator.is_reported and indicator.shape != Shape.MILESTONE:
            return False
        national = self.targets.get((None, None, indicator.pk)) if assignment.unit is None else None
        # A milestone that is not reported otherwise is asked for by a target alone.
        series = self.series.get(own) if indicator.is_reported else None
        known = (self.targets.get(own), national, series)
        return any(day is not None and day <= assignment.due_on for day in known)

    def _in_the_round_of(self, year: Period, assignment: Assignment) -> bool:
        """Whether a round of the whole year asks the same figure of the same people: nobody is asked twice."""
        place, unit = assignment.respondent.key
        whose = ((place, None), (None, None)) if unit is None else ((place, unit),)
        opened = (self.years.get((*each, year.year)) for each in whose)
        return any(day is not None and day <= assignment.due_on for day in opened)


def claims_of(provinces: Collection[Province], *, rounds: Iterable[ReportingRound] = ()) -> Claims:
    """Why these provinces and their units are asked, and what these rounds ask for besides. One read."""
    found = Claims()
    for what, place, unit, pk, day, done, *settings in _series(provinces).union(
        _targets(provinces), _also(rounds), _years(provinces), all=True
    ):
        if what == "year":
            found.years[place, unit, pk] = day
            continue
        found.indicators[pk] = Indicator(pk=pk, **dict(zip(OF_INDICATOR, settings, strict=True)))
        if what == "also":
            found.also.setdefault(place, set()).add(pk)
        elif what == "target":
            found.targets[place, unit, pk] = day
        else:
            found.series[place, unit, pk] = day
            if done:
                found.done[place, unit, pk] = done
    return found


def _series(provinces: Collection[Province]) -> QuerySet:
    """The first day of each published series, and for a milestone the day it was first told to be done."""
    rows = Publication.objects.filter(figure__province__in=provinces)
    is_done = Q(value__gte=1, figure__indicator__shape=Shape.MILESTONE)
    return (
        rows.order_by()
        .values(
            what=Value("series"),
            place=F("figure__province"),
            part=F("figure__unit"),
            of=F("figure__indicator"),
            **_settings("figure__indicator"),
        )
        .annotate(day=Min(PUBLIC_SINCE), done=Min(PUBLIC_SINCE, filter=is_done))
        .values_list(*COLUMNS)
    )


def _targets(provinces: Collection[Province]) -> QuerySet:
    rows = Target.objects.filter(Q(province__in=provinces) | Q(province=None), kind=TargetKind.TARGET)
    nothing = Value(None, output_field=DateField())
    return (
        rows.order_by()
        .values(what=Value("target"), place=F("province"), part=F("unit"), of=F("indicator"), **_settings("indicator"))
        .annotate(day=Min(Coalesce("document__issued_on", ALWAYS)), done=nothing)
        .values_list(*COLUMNS)
    )


def _also(rounds: Iterable[ReportingRound]) -> QuerySet:
    nothing = Value(None, output_field=DateField())
    rows = ReportingRound.indicators.through.objects.filter(reportinground__in=rounds).order_by()
    columns = {
        "what": Value("also"),
        "place": F("reportinground"),
        "part": F("reportinground__unit"),
        "of": F("indicator"),
    }
    return rows.values(**columns, day=nothing, done=nothing, **_settings("indicator")).values_list(*COLUMNS)


def _years(provinces: Collection[Province]) -> QuerySet:
    rows = ReportingRound.objects.filter(Q(province__in=provinces) | Q(province=None), quarter=None).order_by()
    columns = {"what": Value("year"), "place": F("province"), "part": F("unit"), "of": F("year"), "day": F("opens_on")}
    nothing = {"done": Value(None, output_field=DateField())}
    nothing |= {f"of_{name}": Value(None, output_field=Indicator._meta.get_field(name)) for name in OF_INDICATOR}
    return rows.values(**columns, **nothing).values_list(*COLUMNS)


def _settings(path: str) -> dict[str, F]:
    return {f"of_{name}": F(f"{path}__{name}") for name in OF_INDICATOR}


def existed_in(place: Province | OrgUnit, period: Period) -> bool:
    """Whether the province or unit existed on at least one day of the period."""
    ended_before = place.ended_on is not None and place.ended_on < period.start
    return (place.started_on is None or place.started_on <= period.end) and not ended_before


def asked_on(sheet: Period, indicator: Indicator) -> Period | None:
    """The period of the figure that a sheet can ask for; None when the indicator never stands on it."""
    return asked_period(sheet, is_yearly=indicator.yearly, delay_days=indicator.delay_days)


def figure_period(indicator: Indicator, sheet: Period) -> Period:
    """The period of the indicator's cell on a sheet: for a yearly one the year that is asked for there."""
    return asked_on(sheet, indicator) or (sheet.as_year() if indicator.yearly else sheet)


def sheet_of(indicator: Indicator, period: Period) -> Period:
    """The quarter on whose sheet the indicator's figure of this period stands."""
    return sheet_period(period, is_yearly=indicator.yearly, delay_days=indicator.delay_days)


def can_be_asked() -> QuerySet[Indicator]:
    """Indicators that stand on anybody's sheet, in catalogue order: reported ones, milestones, those rounds name."""
    named = ReportingRound.indicators.through.objects.filter(indicator=OuterRef("pk"))
    rows = Indicator.objects.filter(Q(is_reported=True) | Q(shape=Shape.MILESTONE) | Exists(named))
    return rows.select_related("pillar").order_by("pillar__order", "pillar__pk", "order", "code")


def indicators_of(sheet: Period) -> list[Indicator]:
    """Those that can stand on a sheet of this period. One read."""
    return [each for each in can_be_asked() if asked_on(sheet, each)]


def cell_of(sheet: Period, indicator: Indicator) -> tuple[int, int, int | None]:
    """(indicator, year, quarter) of the indicator's cell on a sheet."""
    period = figure_period(indicator, sheet)
    return indicator.pk, period.year, period.quarter


def round_for(
    province: Province, period: Period, indicator: Indicator | None = None, unit: OrgUnit | None = None
) -> ReportingRound | None:
    """The round of a sheet; with an indicator, the round in which its figure of this period is reported."""
    same = Q(year=period.year, quarter=period.quarter)
    if indicator is not None:
        sheet = sheet_of(indicator, period)
        same |= Q(year=sheet.year, quarter=sheet.quarter)
    # The common round is that of provinces: a unit is asked only by a round of its own.
    whose = Q(unit=unit) if unit else Q(province=province, unit=None) | Q(province=None)
    # A round of the whole year before that of a quarter, and the own round before the common one.
    rounds = ReportingRound.objects.filter(whose, same)
    return rounds.order_by(F("quarter").asc(nulls_first=True), F("province").asc(nulls_last=True)).first()


def assignment_of(respondent: Respondent, period: Period) -> Assignment:
    """One sheet with its round. One read."""
    return Assignment(respondent, period, round_for(respondent.province, period, unit=respondent.unit))


def rounds_by_period(respondent: Respondent, rounds: Iterable[ReportingRound]) -> dict[Period, ReportingRound]:
    """Which of the rounds are the respondent's: a province's own one before the common one of the same period."""
    place, unit = respondent.key
    found: dict[Period, ReportingRound] = {}
    for each in rounds:
        if each.unit_id != unit or each.province_id not in (None, place) or not respondent.existed_in(each.period):
            continue
        if each.period not in found or each.province_id:
            found[each.period] = each
    return found


def respondents(
    provinces: Iterable[Province], units: QuerySet[OrgUnit], rounds: Iterable[ReportingRound]
) -> list[Respondent]:
    """The provinces, each followed by those of the units for which there is a round. One read, none without one."""
    asked = {each.unit_id for each in rounds if each.unit_id}
    found = [Respondent(each) for each in provinces]
    if asked:
        rows = units.filter(pk__in=asked).select_related("province")
        found += [Respondent(each.province, each) for each in rows]
    return sorted(found, key=lambda each: each.official_order)
