"""Rounds of the fictional province, so that somebody who tries the product finds them in time, late and open."""

from collections.abc import Iterable
from datetime import date, timedelta

from dtracker.formats.quarters import Period
from dtracker.places.models import OrgUnit, Province
from indicators.actions.rounds import open_rounds
from indicators.actions.snapshots import in_step
from indicators.enums import FigureStatus
from indicators.models import Document, Figure, Publication, ReportingRound
from indicators.queries.asked import Respondent, figure_period
from indicators.queries.timeliness import Report, reports

PLACE = "minh-hoa"
PAST = 8
"""Rounds before the open one that are put in order."""
LATE = (2, 5)
"""Which of them, counted back, came late; the others came in time."""
APART = timedelta(days=5)
"""Days between the due date and the day the last line came."""
LEFT = timedelta(days=4)
"""Days that are left of the open round: it is due soon."""
OVERDUE = timedelta(days=3)
UNITS = {"mh-so-tai-chinh": False, "mh-so-y-te": True, "mh-so-noi-vu": True, "mh-p-trung-tam": False}
"""Units that have a round of the open period, and whether they are late."""
NOTHING = "(Minh hoạ) Kỳ này chưa tổ chức thu thập."


def create_rounds(today: date) -> None:
    """The round of the last full quarter is open and due in four days; those before it are complete, some too late.

    Reckoned from today: run again later, it opens a newer round and moves the due dates along. Values are not touched;
    past lines without one are answered with a reason. Nothing where the province or its figures are not loaded.
    """
    province = Province.objects.filter(slug=PLACE, is_illustration=True).first()
    source = Document.objects.filter(code=PLACE).first()
    if province is None or source is None:
        return
    period = Period.of(today, yearly=False).previous()
    units = OrgUnit.objects.filter(code__in=UNITS, province=province)
    whose = [Respondent(province), *(Respondent(province, each) for each in units)]
    open_rounds(period=period, whose=[each for each in whose if each.existed_in(period)])
    found = reports([province], on=today, units=units, most=PAST)
    for each in found:
        if each.unit:
            _of_unit(each, today, is_late=UNITS[each.unit.code])
        elif each.period == period:
            _due(each.round, today + LEFT)
    past = [each for each in found if each.unit is None and each.period < period and each.answered]
    with in_step({(province.pk, cell.indicator.pk) for each in past for cell in each.not_handed_over}, today):
        _past(past, source)


def _of_unit(report: Report, today: date, *, is_late: bool) -> None:
    if report.is_complete:
        _due(report.round, _came_on(report) - APART if is_late else _came_on(report) + APART)
    else:
        _due(report.round, today - OVERDUE if is_late else today + LEFT)


def _past(found: Iterable[Report], source: Document) -> None:
    """Newest first: answer what is missing on the day the rest came, and put the due date before or after it."""
    for back, report in enumerate(found, start=1):
        came_on = _came_on(report)
        for cell in report.not_handed_over:
            # What somebody has begun to enter is theirs.
            if cell.status is None:
                _answer(report, cell.indicator, came_on, source)
        _due(report.round, came_on - APART if back in LATE else came_on + APART)


def _came_on(report: Report) -> date:
    return max(each.handed_over_on for each in report.cells if each.handed_over_on)


def _answer(report: Report, indicator, day: date, source: Document) -> None:
    period = figure_period(indicator, report.period)
    given = {"no_data_reason": NOTHING, "source": source}
    figure = Figure.objects.create(
        indicator=indicator,
        province=report.province,
        year=period.year,
        quarter=period.quarter,
        status=FigureStatus.PUBLISHED,
        **given,
    )
    Publication.objects.create(figure=figure, version=1, public_on=day, **given)


def _due(found: ReportingRound, day: date) -> None:
    due_on = max(day, found.opens_on)
    if found.due_on != due_on:
        found.due_on = due_on
        found.save()
