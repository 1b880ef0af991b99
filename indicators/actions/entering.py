"""From an empty cell to a figure handed over for review, and the correction of a published one.

Every function asks for the permission, locks the row, compares the version the form carried, takes the step
of `indicators.workflow`, and writes value and history in one transaction. Refusals stand in
`indicators.actions.refusals`; besides them come NotAllowed (no permission here) and WrongStep (the figure
does not stand where the step begins).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from dtracker.accounts.access import require
from dtracker.formats.quarters import Period
from indicators import workflow
from indicators.actions.refusals import (
    Faulty,
    MissingReason,
    NeedsComment,
    NoSuchProvince,
    NothingToDo,
    Refused,
    RoundNotOpen,
    Stale,
)
from indicators.actions.steps import check_version, forget, locked, stamp, store, taken
from indicators.checks import completed, figure_faults, future_faults
from indicators.doubts import falling_total, is_explained
from indicators.enums import FigureStatus, Shape
from indicators.models import Figure, Indicator
from indicators.queries.asked import Respondent, figure_period, indicators_of, round_for
from indicators.queries.history import doubts_of, histories
from indicators.workflow import WrongStep

ENTERED = ("value", "numerator", "denominator", "rank_of", "no_data_reason", "is_provisional", "observed_on")
"""What an officer may give; everything else of a figure comes from the steps."""
BLANK = {"no_data_reason": "", "is_provisional": False}
"""What is stored where nothing was given; of every other field None."""


@dataclass(frozen=True)
class Row:
    """One changed line of a sheet. `version` is that of the figure seen, None where there was none."""

    indicator: Indicator
    values: Mapping
    remark: str
    version: int | None
    figure: Figure | None = None

    @property
    def empties(self) -> bool:
        """Whether it takes back what was stored: neither a value nor a reason why there is none is left."""
        told = ("value", "numerator", "denominator", "no_data_reason")
        return self.figure is not None and all(self.values.get(field) in (None, "") for field in told)


@dataclass(frozen=True)
class Saved:
    """What became of the rows of a sheet: figures saved, and per indicator (by pk) why it was not."""

    figures: list[Figure]
    refused: dict[int, Refused | WrongStep]


def save_figure(
    *,
    indicator: Indicator,
    province,
    period: Period,
    values: Mapping,
    remark: str = "",
    version: int | None,
    by,
    today: date,
    unit=None,
) -> Figure:
    """Store a draft: the first value of a cell, or a change of one that is draft or returned.

    Saving what is already stored changes nothing and writes no history, so a double click has one effect.
    A share is worked out from its parts where the value itself is not given. `unit`: the figure is that of one unit
    of the province.
    """
    require(by, workflow.STEPS["save"].permission, province=province, unit=unit)
    given = _checked(values, indicator, today)
    whose = Respondent(province, unit)
    _check_period(indicator, whose, period, today)
    _check_total(given, indicator, whose, period)
    with transaction.atomic():
        figure = _locked_cell(indicator, whose, period)
        if figure is None:
            workflow.next_status("save", None)
            return _first_saved(indicator, whose, period, given, remark, by)
        if _same(figure, given, remark):
            return figure
        check_version(figure, version)
        figure.status = workflow.next_status("save", figure.status)
        _fill(figure, given, remark, by)
        return store(figure, "save", by)


def save_sheet(*, province, period: Period, rows: list[Row], by, today: date, unit=None) -> Saved:
    """Save each row in a transaction of its own: a faulty or stale one does not keep the others from it."""
    require(by, workflow.STEPS["save"].permission, province=province, unit=unit)
    done = Saved([], {})
    for row in rows:
        try:
            figure = _save_row(row, Respondent(province, unit), period, by, today)
        except (Refused, WrongStep) as refusal:
            done.refused[row.indicator.pk] = refusal
        else:
            done.figures.append(figure)
    return done


def _save_row(row: Row, whose: Respondent, period: Period, by, today: date) -> Figure:
    if row.empties:
        return empty(figure=row.figure, remark=row.remark, version=row.version, by=by)
    return save_figure(
        indicator=row.indicator,
        province=whose.province,
        period=figure_period(row.indicator, period),
        values=row.values,
        remark=row.remark,
        version=row.version,
        by=by,
        today=today,
        unit=whose.unit,
    )


def empty(*, figure: Figure, remark: str | None = None, version: int | None, by) -> Figure:
    """Take back a value that was never published: nothing is entered in the cell any more.

    The row stays, so that the history goes on, the evidence has its place, and who still sees the value is told.
    `remark` None keeps the note. Emptying twice has one effect. Faulty for the correction of a published figure.
    """
    with transaction.atomic():
        figure = taken("empty", figure, version, by)
        remark = figure.remark if remark is None else remark
        if figure.is_emptied and figure.remark == remark:
            return figure
        if figure.publications.exists():
            sentence = _("This corrects a published figure: give the corrected value, or drop the correction.")
            raise Faulty([("value", sentence)])
        _fill(figure, dict.fromkeys(ENTERED) | BLANK, remark, by)
        return store(figure, "empty", by)


def discard(*, figure: Figure, version: int, by) -> Figure:
    """Drop the correction of a published figure: the cell is again what readers see. WrongStep without one."""
    with transaction.atomic():
        status = figure.status
        figure = taken("discard", figure, version, by)
        public = figure.publications.order_by("-version").first()
        if public is None:
            raise WrongStep("discard", status)
        for field in Figure.MEASURED:
            setattr(figure, field, getattr(public, field))
        figure.remark, figure.reason, figure.return_note = public.remark, public.reason, ""
        _stamp_as_published(figure)
        return store(figure, "discard", by)


def _stamp_as_published(figure: Figure) -> None:
    """Who entered, submitted and approved what is public; what was loaded knows nobody."""
    forget(figure, "entered", "submitted", "returned", "approved")
    told = figure.history.filter(status=FigureStatus.PUBLISHED).order_by("-version").first()
    for what in ("entered", "submitted", "approved") if told else ():
        setattr(figure, f"{what}_at", getattr(told, f"{what}_at"))
        setattr(figure, f"{what}_by", getattr(told, f"{what}_by"))


def submit(*, figure: Figure, version: int, by) -> Figure:
    """Hand a draft over for review. Forgets the note of an earlier return only once it is approved.

    NeedsComment where the value is unusual and the note empty.
    """
    with transaction.atomic():
        figure = taken("submit", figure, version, by)
        _check_given(figure)
        _check_explained([figure])
        return _submitted(figure, by)


def submit_sheet(*, province, period: Period, by, unit=None) -> list[Figure]:
    """Hand over every draft of the sheet, all or none. NothingToDo when there is none.

    NeedsComment names every line whose value is unusual and whose note is empty.
    """
    require(by, workflow.STEPS["submit"].permission, province=province, unit=unit)
    with transaction.atomic():
        sheet = _locked_sheet(Respondent(province, unit), period)
        drafts = [each for each in sheet if each.status == FigureStatus.DRAFT and not each.is_emptied]
        if not drafts:
            raise NothingToDo
        _check_explained(drafts)
        for figure in drafts:
            figure.status = workflow.next_status("submit", figure.status)
            _submitted(figure, by)
    return drafts


def correct(*, figure: Figure, values: Mapping, remark: str = "", reason: str, version: int, by) -> Figure:
    """Propose another value for a published figure. Readers see the old one until this one is published."""
    require(by, workflow.STEPS["correct"].permission, province=figure.province, unit=figure.unit)
    if not reason.strip():
        raise MissingReason(_("Say why the published figure is corrected."))
    with transaction.atomic():
        figure = taken("correct", figure, version, by)
        given = _corrected(figure, values, timezone.localdate())
        forget(figure, "submitted", "approved", "returned")
        figure.return_note = ""
        figure.reason = reason.strip()
        _fill(figure, given, remark, by)
        return store(figure, "correct", by)


def correction_faults(*, figure: Figure, values: Mapping, today: date) -> list[tuple[str, str]]:
    """Why the values cannot stand in place of the published ones; a form tells it together with faults of its own."""
    try:
        _corrected(figure, values, today)
    except Faulty as refusal:
        return refusal.faults
    return []


def _corrected(figure: Figure, values: Mapping, today: date) -> dict:
    given = _checked(values, figure.indicator, today)
    if figure.period:
        _check_total(given, figure.indicator, Respondent(figure.province, figure.unit), figure.period)
    if _same(figure, given, figure.remark):
        raise Faulty([("value", _("The corrected value is the published one."))])
    return given


def _checked(values: Mapping, indicator: Indicator, today: date) -> dict:
    if unknown := set(values) - set(ENTERED):
        raise ValueError(f"not for an officer to give: {sorted(unknown)}")
    if faults := [*figure_faults(values, indicator), *future_faults(values, today)]:
        raise Faulty(faults)
    return completed({field: values.get(field, BLANK.get(field)) for field in ENTERED}, indicator)


def _check_period(indicator: Indicator, whose: Respondent, period: Period, today: date) -> None:
    if not whose.existed_in(period):
        raise NoSuchProvince
    found = round_for(whose.province, period, indicator, whose.unit)
    # After the due date a figure is still taken: late is better than missing, and the page says so.
    if found is None or found.opens_on > today:
        raise RoundNotOpen


def _check_total(given: Mapping, indicator: Indicator, whose: Respondent, period: Period) -> None:
    if indicator.shape != Shape.RUNNING_TOTAL or given["value"] is None:
        return
    before = histories(whose.province, [indicator], whose.unit)[indicator.pk].before(period)
    if faults := falling_total(given, before, indicator):
        raise Faulty(faults)


def _check_given(figure: Figure) -> None:
    if figure.value is None and not figure.no_data_reason:
        raise Faulty([("value", _("Give a value, or say why there is none."))])


def _check_explained(figures: list[Figure]) -> None:
    silent = [each for each in figures if not is_explained(each)]
    doubts = doubts_of(silent)
    if doubts:
        raise NeedsComment({each: doubts[each.pk] for each in silent if each.pk in doubts})


def _locked_cell(indicator: Indicator, whose: Respondent, period: Period) -> Figure | None:
    return locked().of(period).filter(indicator=indicator, province=whose.province, unit=whose.unit).first()


def _locked_sheet(whose: Respondent, period: Period) -> list[Figure]:
    """Figures of the sheet of a period, in a fixed order so that two sheets cannot lock crosswise."""
    cells = {(each.pk, figure_period(each, period)) for each in indicators_of(period)}
    years = {cell.year for _pk, cell in cells}
    rows = locked().filter(province=whose.province, unit=whose.unit, year__in=years).order_by("pk")
    return [row for row in rows if (row.indicator_id, Period(row.year, row.quarter)) in cells]


def _first_saved(indicator, whose: Respondent, period: Period, given: Mapping, remark: str, by) -> Figure:
    cell = {"province": whose.province, "unit": whose.unit, "year": period.year, "quarter": period.quarter}
    figure = Figure(indicator=indicator, version=0, **cell)
    _fill(figure, given, remark, by)
    try:
        with transaction.atomic():
            return store(figure, "save", by)
    except IntegrityError:
        # Two people saved an empty cell at once and the other one came first.
        other = _locked_cell(indicator, whose, period)
        if other is None:
            raise
        raise Stale(other) from None


def _submitted(figure: Figure, by) -> Figure:
    stamp(figure, "submitted", by)
    return store(figure, "submit", by)


def _same(figure: Figure, given: Mapping, remark: str) -> bool:
    return figure.remark == remark and all(getattr(figure, field) == value for field, value in given.items())


def _fill(figure: Figure, given: Mapping, remark: str, by) -> None:
    for field, value in given.items():
        setattr(figure, field, value)
    # What was printed elsewhere no longer says what this figure is.
    figure.value_text = ""
    figure.is_approximate = False
    figure.rank = None
    figure.remark = remark
    stamp(figure, "entered", by)
