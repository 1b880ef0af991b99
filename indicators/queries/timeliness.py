"""Who reported, how much of it, and when: completeness and punctuality of the sheets, by province and by unit."""

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import TypeVar

from django.db.models import Exists, Min, OuterRef, Q, QuerySet
from django.utils import timezone

from dtracker.accounts.access import provinces_for, units_for
from dtracker.accounts.roles import Permission
from dtracker.formats.quarters import Period
from dtracker.places.models import OrgUnit, Province
from indicators.enums import FigureStatus, Punctuality
from indicators.models import Evidence, Figure, Indicator, Publication, ReportingRound
from indicators.queries.asked import (
    HANDED_OVER,
    Assignment,
    Respondent,
    asked_on,
    can_be_asked,
    cell_of,
    claims_of,
    respondents,
    rounds_by_period,
    sheet_of,
)
from indicators.rounds import DUE_SOON_DAYS, punctuality_of

ROUNDS_SHOWN = 8
"""Periods counted back from the newest one; what is older stands on no list."""
ROUNDS_LISTED = 4
"""Rounds on the list of sheets to fill in: this one and the three before."""


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
    """What was given on one sheet, as of a day. An answer is a value or the reason why there is none."""

    assignment: Assignment
    on: date
    cells: tuple[Cell, ...]

    @property
    def respondent(self) -> Respondent:
        return self.assignment.respondent

    @property
    def province(self) -> Province:
        return self.assignment.province

    @property
    def unit(self) -> OrgUnit | None:
        return self.assignment.unit

    @property
    def round(self) -> ReportingRound:
        return self.assignment.round

    @property
    def period(self) -> Period:
        return self.assignment.period

    @property
    def due_on(self) -> date:
        return self.assignment.due_on

    @property
    def days_left(self) -> int:
        """Days to the due date, negative after it."""
        return (self.due_on - self.on).days

    @property
    def is_due_soon(self) -> bool:
        return self.state == Punctuality.WAITING and self.days_left <= DUE_SOON_DAYS

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
            self.due_on,
            self.on,
            is_complete=self.is_complete,
            last_handed_over=self._last_handed_over,
            ended_on=self.respondent.ended_on,
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


def rounds_of(user, *, on: date) -> list[Report]:
    """The newest opened sheets of the person's provinces and units, newest first. Seven reads, eight with units.

    Of the same provinces and rounds as the page of who is late.
    """
    provinces = list(provinces_for(user, Permission.DRAFT_READ))
    # Who looks after the whole country sees the newest round only: 63 provinces times four is no list.
    most = ROUNDS_LISTED if len(provinces) <= ROUNDS_LISTED else 1
    sheets = _sheets(provinces, units_for(user, Permission.DRAFT_READ), on, ROUNDS_SHOWN)
    return _reports(newest_of_each(sheets, most), on)


def reports(
    provinces: Collection[Province], *, on: date, units: QuerySet[OrgUnit] | None = None, most: int = ROUNDS_SHOWN
) -> list[Report]:
    """The newest `most` opened rounds with what each province and unit gave, newest first.

    Six reads, whatever their number; seven where units have rounds. A figure counts from the day it was first handed
    over: being returned, or corrected years later, makes no punctual province late. A figure that was loaded instead
    counts from the day it became public.
    """
    return _reports(_sheets(provinces, OrgUnit.objects.none() if units is None else units, on, most), on)


def _sheets(provinces: Iterable[Province], units: QuerySet[OrgUnit], on: date, most: int) -> list[Assignment]:
    """The one rule which rounds of whom are listed: the newest `most` periods that anybody among them was asked in.

    Newest first, then in official order. A province or unit that has ended is listed with the rounds of its time.
    One read, two where units have rounds.
    """
    opened = opened_rounds(on)
    whose = respondents(provinces, units, opened)
    rounds = {each: rounds_by_period(each, opened) for each in whose}
    newest = sorted({period for found in rounds.values() for period in found}, reverse=True)[:most]
    return [
        Assignment(each, period, rounds[each][period]) for period in newest for each in whose if period in rounds[each]
    ]


Listed = TypeVar("Listed", Assignment, Report)


def newest_of_each(found: Iterable[Listed], most: int = 1) -> list[Listed]:
    """Of sheets or reports, newest first, the first few of each province or unit."""
    seen: Counter[Respondent] = Counter()
    kept = []
    for each in found:
        seen[each.respondent] += 1
        if seen[each.respondent] <= most:
            kept.append(each)
    return kept


def opened_rounds(on: date) -> list[ReportingRound]:
    return list(ReportingRound.objects.filter(opens_on__lte=on).order_by("pk"))


def _reports(assignments: list[Assignment], on: date) -> list[Report]:
    """What was given on each of these sheets. Five reads."""
    indicators = list(can_be_asked())
    asked = {each.period: _possible(each.period, indicators) for each in assignments}
    whose = {each.respondent for each in assignments}
    claims = claims_of({each.province for each in whose}, rounds={each.round for each in assignments})
    years = {cell[1] for cells in asked.values() for cell in cells}
    given = _given(whose, years, {each.pk: each for each in indicators})
    return [Report(each, on, tuple(_cells(each, asked[each.period], given, claims))) for each in assignments]


def _possible(sheet: Period, indicators: list[Indicator]) -> dict[tuple, Indicator]:
    """By (indicator, year, quarter) what can stand on the sheet."""
    return {cell_of(sheet, each): each for each in indicators if asked_on(sheet, each)}


def _cells(assignment: Assignment, possible: dict, given: dict, claims) -> Iterable[Cell]:
    key = assignment.respondent.key
    for cell, indicator in possible.items():
        found = given.get((*key, *cell))
        if found or claims.asks(assignment, indicator):
            yield found or Cell(indicator)


def due_dates(respondent: Respondent, figures: Iterable[Figure], opened: Iterable[ReportingRound]) -> dict[int, date]:
    """Per figure (by pk) the due date of the round in which it is reported; without a round it has none."""
    figures = list(figures)
    sheets = {each.pk: sheet_of(each.indicator, each.period) for each in figures}
    rounds = rounds_by_period(respondent, opened)
    found = {each.pk: rounds.get(each.period) or rounds.get(sheets[each.pk]) for each in figures}
    return {pk: each.due_on for pk, each in found.items() if each}


def _given(whose: Collection[Respondent], years: set[int], indicators: dict[int, Indicator]) -> dict[tuple, Cell]:
    """What was given, by (province, unit, indicator, year, quarter of a quarterly indicator). Three reads."""
    public, stamped = _public_since(_of(whose, years, "figure__")), first_submitted(_of(whose, years))
    rows = (
        Figure.objects.given()
        .filter(_of(whose, years), indicator__in=indicators)
        .annotate(has_evidence=Exists(Evidence.objects.filter(figure=OuterRef("pk"))))
        .order_by()
        .values("pk", "province", "unit", "indicator", "year", "quarter", *OF_A_CELL)
    )
    found = {}
    for row in rows:
        indicator = indicators[row["indicator"]]
        quarter = None if indicator.yearly else row["quarter"]
        key = (row["province"], row["unit"], indicator.pk, row["year"], quarter)
        found[key] = _cell(indicator, row, public.get(row["pk"]), stamped.get(row["pk"]))
    return found


def _of(whose: Collection[Respondent], years: set[int], prefix: str = "") -> Q:
    """Figures of these provinces and units in these years."""
    provinces = [each.province.pk for each in whose if each.unit is None]
    units = [each.unit.pk for each in whose if each.unit]
    own = Q(**{f"{prefix}province__in": provinces, f"{prefix}unit": None})
    if units:
        own |= Q(**{f"{prefix}unit__in": units})
    return own & Q(**{f"{prefix}year__in": years})


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


def _public_since(scope: Q) -> dict[int, date]:
    """By figure the day its first publication became public. One read."""
    first = Publication.objects.filter(scope, version=1)
    rows = first.order_by().values_list("figure", "public_on", "recorded_at")
    return {pk: day or _day(moment) for pk, day, moment in rows}


def first_submitted(scope: Q) -> dict[int, date]:
    """By figure the day it was handed over for the first time: a return or a correction wipes the stamp. One read."""
    stamped = Figure.history.filter(scope, submitted_at__isnull=False).order_by()
    return {pk: _day(moment) for pk, moment in stamped.values_list("id").annotate(Min("submitted_at"))}


def _day(moment: datetime) -> date:
    return timezone.localtime(moment).date()
