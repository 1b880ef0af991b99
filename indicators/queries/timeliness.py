"""Who reported, how much of it, and when: completeness and punctuality of the sheets."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db.models import Exists, Min, OuterRef, Q
from django.utils import timezone

from dtracker.formats.quarters import Period
from dtracker.places.models import Province
from indicators.enums import FigureStatus, Punctuality
from indicators.models import Evidence, Figure, Indicator, Publication, ReportingRound
from indicators.queries.entry import HANDED_OVER, asked_cells, rounds_by_period, sheet_of
from indicators.rounds import punctuality_of

ROUNDS_SHOWN = 8


@dataclass(frozen=True, slots=True)
class Cell:
    """One line of a sheet. `is_public`: readers see a value of it, even while a correction is being worked on.

    `handed_over_on` is the first day it was handed over, None while it is not.
    """

    indicator: Indicator
    status: FigureStatus | None = None
    is_answered: bool = False
    is_public: bool = False
    has_evidence: bool = False
    handed_over_on: date | None = None
    return_note: str = ""

    @property
    def is_handed_over(self) -> bool:
        return self.is_public or self.status in HANDED_OVER


@dataclass(frozen=True)
class Report:
    """What a province gave in one round, as of a day. An answer is a value or the reason why there is none."""

    province: Province
    round: ReportingRound
    on: date
    cells: tuple[Cell, ...]

    @property
    def period(self) -> Period:
        return self.round.period

    @property
    def due_on(self) -> date:
        return self.round.due_on

    @property
    def expected(self) -> int:
        return len(self.cells)

    @property
    def answered(self) -> int:
        return sum(each.is_answered for each in self.cells)

    @property
    def handed_over(self) -> int:
        return sum(each.is_handed_over for each in self.cells)

    @property
    def published(self) -> int:
        return sum(each.is_public for each in self.cells)

    @property
    def waiting(self) -> int:
        """Figures that wait for approval."""
        return sum(each.status == FigureStatus.SUBMITTED for each in self.cells)

    @property
    def returned(self) -> list[Cell]:
        return [each for each in self.cells if each.status == FigureStatus.RETURNED]

    @property
    def not_handed_over(self) -> list[Cell]:
        """Lines nobody has handed over yet, those that were returned left out."""
        return [each for each in self.cells if not each.is_handed_over and each.status != FigureStatus.RETURNED]

    @property
    def late(self) -> int:
        """Figures that were handed over after the due date."""
        return sum(each.handed_over_on is not None and each.handed_over_on > self.due_on for each in self.cells)

    @property
    def evidence_share(self) -> Decimal | None:
        """Percentage of the answers with evidence; None without an answer."""
        with_evidence = sum(each.is_answered and each.has_evidence for each in self.cells)
        return Decimal(100 * with_evidence) / self.answered if self.answered else None

    @property
    def is_complete(self) -> bool:
        return self.handed_over == self.expected

    @property
    def state(self) -> Punctuality | None:
        """None where the round asks for nothing."""
        if not self.cells:
            return None
        return punctuality_of(
            self.due_on, self.on, is_complete=self.is_complete, last_handed_over=self._last_handed_over
        )

    @property
    def days_late(self) -> int:
        """Days after the due date until the last line came, or until today while lines are missing; 0 in time."""
        if self.state == Punctuality.LATE:
            return (self._last_handed_over - self.due_on).days
        return (self.on - self.due_on).days if self.state == Punctuality.OVERDUE else 0

    @property
    def _last_handed_over(self) -> date | None:
        return max((each.handed_over_on for each in self.cells if each.handed_over_on), default=None)


def reports(provinces: Collection[Province], *, on: date, most: int = ROUNDS_SHOWN) -> list[Report]:
    """The newest `most` opened rounds with what each province gave, newest first. Five reads, whatever their number.

    A figure counts from the day it was first handed over: being returned, or corrected years later, makes no
    punctual province late. A figure that was loaded instead counts from the day it became public.
    """
    opened = list(ReportingRound.objects.filter(opens_on__lte=on).order_by("pk"))
    rounds = {each: rounds_by_period(each, opened) for each in provinces}
    newest = sorted({period for found in rounds.values() for period in found}, reverse=True)[:most]
    indicators = list(
        Indicator.objects.filter(is_reported=True).order_by("pillar__order", "pillar__pk", "order", "code")
    )
    asked = {period: asked_cells(period, indicators) for period in newest}
    by_pk = {each.pk: each for each in indicators}
    given = _given(provinces, {year for cells in asked.values() for _pk, year, _quarter in cells}, by_pk)
    return [
        Report(
            province=province,
            round=rounds[province][period],
            on=on,
            cells=tuple(given.get((province.pk, *cell)) or Cell(by_pk[cell[0]]) for cell in asked[period]),
        )
        for period in newest
        for province in provinces
        if period in rounds[province]
    ]


def due_dates(province: Province, figures: Iterable[Figure]) -> dict[int, date]:
    """Per figure (by pk) the due date of the round in which it is reported; without a round it has none. One read."""
    figures = list(figures)
    sheets = {each.pk: sheet_of(each.indicator, each.period) for each in figures}
    opened = ReportingRound.objects.filter(Q(province=None) | Q(province=province))
    years = {each.year for each in sheets.values()} | {each.year for each in figures}
    rounds = rounds_by_period(province, opened.filter(year__in=years).order_by("pk"))
    found = {each.pk: rounds.get(each.period) or rounds.get(sheets[each.pk]) for each in figures}
    return {pk: each.due_on for pk, each in found.items() if each}


def _given(provinces: Collection[Province], years: set[int], indicators: dict[int, Indicator]) -> dict[tuple, Cell]:
    """What was given, by (province, indicator, year, quarter of a quarterly indicator). Three reads."""
    scope = {"province__in": [each.pk for each in provinces], "year__in": years, "unit": None}
    public, stamped = _public_since(scope), _first_submitted(scope)
    rows = (
        Figure.objects.filter(**scope, indicator__is_reported=True)
        .annotate(has_evidence=Exists(Evidence.objects.filter(figure=OuterRef("pk"))))
        .order_by()
        .values("pk", "province", "indicator", "year", "quarter", *OF_A_CELL)
    )
    found = {}
    for row in rows:
        indicator = indicators[row["indicator"]]
        key = (row["province"], indicator.pk, row["year"], None if indicator.yearly else row["quarter"])
        found[key] = _cell(indicator, row, public.get(row["pk"]), stamped.get(row["pk"]))
    return found


OF_A_CELL = ("status", "value", "no_data_reason", "return_note", "has_evidence")


def _cell(indicator: Indicator, row: dict, public_since: date | None, submitted_on: date | None) -> Cell:
    is_handed_over = public_since is not None or row["status"] in HANDED_OVER
    is_given = row["value"] is not None or bool(row["no_data_reason"])
    return Cell(
        indicator=indicator,
        status=FigureStatus(row["status"]),
        is_answered=public_since is not None or (is_given and row["status"] != FigureStatus.RETURNED),
        is_public=public_since is not None,
        has_evidence=row["has_evidence"],
        handed_over_on=(submitted_on or public_since) if is_handed_over else None,
        return_note=row["return_note"],
    )


def _public_since(scope: dict) -> dict[int, date]:
    """By figure the day its first publication became public. One read."""
    first = Publication.objects.filter(version=1, **{f"figure__{name}": value for name, value in scope.items()})
    rows = first.order_by().values_list("figure", "public_on", "recorded_at")
    return {pk: day or _day(moment) for pk, day, moment in rows}


def _first_submitted(scope: dict) -> dict[int, date]:
    """By figure the day it was handed over for the first time: a return or a correction wipes the stamp. One read."""
    stamped = Figure.history.filter(**scope, submitted_at__isnull=False).order_by()
    return {pk: _day(moment) for pk, moment in stamped.values_list("id").annotate(Min("submitted_at"))}


def _day(moment: datetime) -> date:
    return timezone.localtime(moment).date()
