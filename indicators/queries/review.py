"""What a reviewer decides on: the sheets that wait, and the lines of one of them."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import cached_property

from django.db.models import Count, Exists, Max, Min, OuterRef, Prefetch, Q, QuerySet
from django.urls import reverse
from django.utils import timezone

from dtracker.accounts.access import places_for
from dtracker.accounts.roles import Permission
from dtracker.formats.quarters import Period
from dtracker.places.models import OrgUnit, Province
from indicators.doubts import Doubt
from indicators.enums import FigureStatus, Shape, Status
from indicators.models import Evidence, Figure, Publication, ReportingRound
from indicators.progress import Observation, judge_track
from indicators.queries.asked import HANDED_OVER, Respondent, rounds_by_period
from indicators.queries.entry import STAMPS, active_goals, last_with_value, standings_of
from indicators.queries.history import history_from
from indicators.queries.judging import Standing, measure_of
from indicators.queries.publications import Reading, series_on
from indicators.queries.story import said, said_change, said_exactly
from indicators.queries.timeliness import due_dates
from indicators.rounds import sheet_period

WAITING = (FigureStatus.SUBMITTED, FigureStatus.APPROVED, FigureStatus.RETURNED)
OF_A_SHEET = ("province", "unit", "year", "quarter")
OF_PROVINCE = tuple(
    f"province__{name}" for name in ("slug", "name_vi", "name_en", "sort_order", "started_on", "ended_on")
)
OF_UNIT = tuple(f"unit__{name}" for name in ("code", "name_vi", "name_en", "started_on", "ended_on"))


@dataclass(frozen=True)
class Queued:
    """The figures of one province, or unit of it, and one period that wait for a decision."""

    respondent: Respondent
    period: Period
    submitted: int
    approved: int
    returned: int
    submitted_at: datetime | None
    due_on: date | None
    handed_over_on: date | None
    """The day its last line was handed over for the first time; corrections of what is public have no due date."""

    @property
    def days_late(self) -> int | None:
        """Days after the due date, 0 in time; None where nothing was due."""
        if self.due_on is None or self.handed_over_on is None:
            return None
        return max((self.handed_over_on - self.due_on).days, 0)

    @property
    def url(self) -> str:
        return reverse("indicators:review_sheet", args=self.respondent.url_args(self.period))


@dataclass(frozen=True)
class ReviewLine:
    """A proposed figure beside what readers see now, and the status it would bring."""

    figure: Figure
    published: Publication | None
    before: Reading | None
    status_before: Status | None
    status_after: Status | None
    is_late: bool
    is_entered_by_reader: bool
    is_submitted_by_reader: bool
    silent: Reading | None = None
    """The publication after `before` that says there is no figure, where there is one."""
    returned: object | None = None
    """The state of the figure when it was last returned, for one that came back."""
    doubts: list[Doubt] = field(default_factory=list)
    """What is unusual about the proposed value; the officer's note says why."""

    @property
    def is_own(self) -> bool:
        """Whether somebody else has to decide."""
        return self.is_entered_by_reader or self.is_submitted_by_reader

    @property
    def compared(self) -> Publication | None:
        """What the proposal is compared with: this cell's published value, else that of the period before."""
        return self.published or (self.before.publication if self.before else None)

    @property
    def compared_period(self) -> Period | None:
        if self.published:
            return self.figure.period
        return self.before.period if self.before else None

    @property
    def change(self):
        """None unless both are numbers on the same base (ranks among the same number of units)."""
        other = self.compared
        if other is None or other.value is None or self.figure.value is None:
            return None
        return self.figure.value - other.value if other.rank_of == self.figure.rank_of else None

    @property
    def is_milestone(self) -> bool:
        return self.figure.indicator.shape == Shape.MILESTONE

    @property
    def proposed_said(self) -> str:
        return said(self.figure, self.figure.indicator, with_unit=False)

    @property
    def exactly_said(self) -> str:
        """What is approved, where the decimals of the indicator do not show all of it."""
        return said_exactly(self.figure, self.figure.indicator)

    @property
    def compared_said(self) -> str:
        """ "" where it has no value."""
        other = self.compared
        return "" if other is None or other.value is None else said(other, self.figure.indicator, with_unit=False)

    @property
    def returned_said(self) -> str:
        return said(self.returned, self.figure.indicator, with_unit=False)

    @property
    def change_said(self) -> str:
        return said_change(self.change, self.figure.indicator)

    @property
    def is_worse(self) -> bool:
        return self.change is not None and self.change * self.figure.indicator.direction < 0

    @property
    def status_changes(self) -> bool:
        return self.status_after is not None and self.status_before != self.status_after

    @property
    def has_no_proof(self) -> bool:
        return self.figure.value is not None and not self.figure.evidence.all()

    @property
    def is_correction(self) -> bool:
        return self.published is not None

    @property
    def is_changed(self) -> bool:
        """Whether readers would read another number than now."""
        return self.compared is None or self.change != 0

    @property
    def came_back_unchanged(self) -> bool:
        return self.returned is not None and self.returned.value == self.figure.value

    @property
    def needs_a_look(self) -> bool:
        """Whether anything about it is out of the ordinary; the others may be approved together."""
        odd = (self.is_correction, self.returned, self.is_worse, self.has_no_proof, self.status_changes, self.doubts)
        return any(odd) or self.figure.value is None or self.figure.is_withdrawn

    @property
    def waits_for_approval(self) -> bool:
        return self.figure.status == FigureStatus.SUBMITTED

    @property
    def waits_for_publication(self) -> bool:
        return self.figure.status == FigureStatus.APPROVED


def to_review(user) -> QuerySet[Figure]:
    """Figures of the provinces and units where the person reviews."""
    return Figure.objects.filter(places_for(user, Permission.FIGURE_REVIEW), province__isnull=False)


class Desk:
    """What waits for a reviewer. Each part is read once, when it is asked for: the queue and a sheet need the same."""

    def __init__(self, user) -> None:
        self.user = user

    @cached_property
    def rows(self) -> list[dict]:
        """One for each sheet with figures that wait or were returned."""
        rows = to_review(self.user).filter(status__in=WAITING, year__isnull=False).order_by()
        return list(
            rows.values(*OF_A_SHEET, *OF_PROVINCE, *OF_UNIT).annotate(
                delay=Max("indicator__delay_days"),
                submitted=Count("pk", filter=Q(status=FigureStatus.SUBMITTED)),
                approved=Count("pk", filter=Q(status=FigureStatus.APPROVED)),
                returned=Count("pk", filter=Q(status=FigureStatus.RETURNED)),
                submitted_at=Max("submitted_at"),
            )
        )

    @cached_property
    def opened(self) -> list[ReportingRound]:
        """The rounds of their provinces."""
        provinces = {row["province"] for row in self.rows}
        return list(ReportingRound.objects.filter(Q(province=None) | Q(province__in=provinces)).order_by("pk"))

    @cached_property
    def first_days(self) -> dict[int, tuple[tuple, date]]:
        """By figure that waits and is not public yet: its sheet, and the day it was handed over for the first time."""
        is_public = Publication.objects.filter(figure=OuterRef("pk"))
        waiting = to_review(self.user).filter(~Exists(is_public), status__in=HANDED_OVER, year__isnull=False)
        first = Figure.history.filter(id__in=waiting.values("pk"), submitted_at__isnull=False).order_by()
        rows = first.values_list("id", *OF_A_SHEET).annotate(Min("submitted_at"))
        return {
            pk: ((province, unit, Period(year, quarter)), _day(moment))
            for pk, province, unit, year, quarter, moment in rows
        }


def queue(desk: Desk) -> list[Queued]:
    """Sheets with something to approve or publish, newest period first, a province before its units.

    Two reads, and one where something came late: it may have been in time at first.
    """
    waiting = [row for row in desk.rows if row["submitted"] or row["approved"]]
    found = [_queued(row, _respondent(row), desk.opened) for row in waiting]
    if any(each.days_late for each in found):
        days = _days_handed_over(desk)
        found = [replace(each, handed_over_on=days.get((*each.respondent.key, each.period))) for each in found]
    return sorted(found, key=lambda each: (-each.period.as_quarter().ordinal, each.respondent.official_order))


def _respondent(row: dict) -> Respondent:
    """As far as a list names it."""
    province = Province(pk=row["province"], **{name.partition("__")[2]: row[name] for name in OF_PROVINCE})
    if row["unit"] is None:
        return Respondent(province)
    unit = {name.partition("__")[2]: row[name] for name in OF_UNIT}
    return Respondent(province, OrgUnit(pk=row["unit"], province=province, **unit))


def review_lines(whose: Respondent, period: Period, *, desk: Desk, on: date) -> list[ReviewLine]:
    """The waiting lines of a sheet in catalogue order. At most nine reads, whatever its length."""
    figures = list(
        Figure.objects.of(period)
        .filter(province=whose.province, unit=whose.unit, status__in=WAITING)
        .select_related("indicator__pillar", "province", "unit", *(f"{stamp}_by" for stamp in STAMPS))
        .prefetch_related(Prefetch("evidence", Evidence.objects.select_related("document")))
        .order_by("indicator__pillar__order", "indicator__order", "indicator__code")
    )
    indicators = {each.indicator_id for each in figures}
    series = series_on(on, provinces=[whose.province], indicators=indicators, unit=whose.unit)
    goals = active_goals(standings_of(whose, on=on, series=series))
    due = due_dates(whose, figures, desk.opened)
    returned = _when_returned(figures)
    seen = _Seen(due=due, handed_over=_when_handed_over(figures, due, desk), by=desk.user, on=on, returned=returned)
    return [
        _line(each, series.get((whose.province.pk, each.indicator_id), []), goals.get(each.indicator_id), seen)
        for each in figures
    ]


@dataclass(frozen=True)
class _Seen:
    """From where the lines are looked at."""

    due: dict[int, date]
    handed_over: dict[int, date]
    by: object
    on: date
    returned: dict[int, object]


def _when_handed_over(figures: Iterable[Figure], due: dict[int, date], desk: Desk) -> dict[int, date]:
    """Per figure (by pk) the day it was handed over for the first time; of what is public already, for the last."""
    days = {each.pk: _day(each.submitted_at) for each in figures if each.submitted_at}
    late = [pk for pk, day in days.items() if pk in due and day > due[pk]]
    return days | {pk: desk.first_days[pk][1] for pk in late if pk in desk.first_days}


def _day(moment: datetime | None) -> date | None:
    return timezone.localtime(moment).date() if moment else None


def _when_returned(figures: Iterable[Figure]) -> dict[int, object]:
    """Per figure (by pk) that came back, how it stood when it was returned. One read, none if nothing came back."""
    again = [each.pk for each in figures if each.returned_at and each.status != FigureStatus.RETURNED]
    if not again:
        return {}
    rows = Figure.history.filter(id__in=again, history_change_reason="return").order_by("history_date", "history_id")
    return {row.id: row for row in rows}


def _days_handed_over(desk: Desk) -> dict[tuple, date]:
    """By (province, unit, period) the day the last line that waits was handed over for the first time."""
    days: dict[tuple, date] = {}
    for sheet, day in desk.first_days.values():
        days[sheet] = max(days.get(sheet, day), day)
    return days


def _due_on(respondent: Respondent, period: Period, delay_days: int, opened: list[ReportingRound]) -> date | None:
    """That of the round in which figures of the period are reported."""
    rounds = rounds_by_period(respondent, opened)
    sheet = sheet_period(period, is_yearly=period.is_year, delay_days=delay_days)
    found = rounds.get(period) or rounds.get(sheet)
    return found.due_on if found else None


def _queued(row: dict, respondent: Respondent, opened: list[ReportingRound]) -> Queued:
    period = Period(row["year"], row["quarter"])
    return Queued(
        respondent=respondent,
        period=period,
        due_on=_due_on(respondent, period, row["delay"], opened),
        handed_over_on=_day(row["submitted_at"]),
        submitted=row["submitted"],
        approved=row["approved"],
        returned=row["returned"],
        submitted_at=row["submitted_at"],
    )


def _line(figure: Figure, readings: Iterable[Reading], goal: Standing | None, seen: _Seen) -> ReviewLine:
    dated = [each for each in readings if each.period]
    earlier = [each for each in dated if each.period < figure.period]
    before = last_with_value(earlier)
    own = next((each.publication for each in dated if each.period == figure.period), None)
    handed_over, due_on = seen.handed_over.get(figure.pk), seen.due.get(figure.pk)
    return ReviewLine(
        figure=figure,
        published=own,
        before=before,
        silent=earlier[-1] if earlier and earlier[-1] is not before else None,
        status_before=goal.verdict.status if goal else None,
        status_after=_status_with(goal, figure, seen.on) if goal else None,
        # A correction has no due date; its figure was in time or late when it first came.
        is_late=bool(handed_over and due_on and handed_over > due_on and not own),
        is_entered_by_reader=seen.by.pk == figure.entered_by_id,
        is_submitted_by_reader=seen.by.pk == figure.submitted_by_id,
        returned=seen.returned.get(figure.pk),
        doubts=history_from(readings).doubts_of(figure),
    )


def _status_with(goal: Standing, figure: Figure, on: date) -> Status | None:
    """The status of the target if the proposed value were published today; None where it cannot be said."""
    if figure.value is None or figure.indicator.shape == Shape.MILESTONE:
        return None
    kept = [each.observation() for each in goal.readings if each.period and each.has_value]
    proposed = Observation(
        period=figure.period,
        value=figure.value,
        rank_of=figure.rank_of,
        public_on=on,
        provisional=figure.is_provisional,
    )
    others = [each for each in kept if each.period != figure.period]
    verdicts = judge_track(
        goal.verdict.track,
        sorted([*others, proposed], key=lambda each: each.period),
        measure_of(goal.indicator),
        today=on,
        unit_ended_on=goal.verdict.unit_ended_on,
    )
    return verdicts[goal.target.pk].status
