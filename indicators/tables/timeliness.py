"""Who reported when, as rows of a table and as a strip of the last rounds."""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import django_tables2 as tables
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, npgettext, pgettext_lazy

from dtracker.formats.dates import format_date
from dtracker.formats.numbers import format_percent
from dtracker.formats.quarters import Period
from indicators.enums import Punctuality
from indicators.queries.asked import Respondent
from indicators.queries.timeliness import Report
from indicators.rounds import DUE_SOON_DAYS, punctuality_of
from indicators.tables.units import unit_url

ICONS = {
    Punctuality.OVERDUE: "warning",
    Punctuality.LATE: "clock",
    Punctuality.WAITING: "calendar",
    Punctuality.ON_TIME: "check",
    Punctuality.ENDED: "st-unit-ended",
}
WORST_FIRST = tuple(Punctuality)
NOTHING_ASKED = len(WORST_FIRST)


@dataclass(frozen=True)
class Mark:
    """Punctuality as colour, sign and words. `state` None: no round, or, with words, one that asks for nothing."""

    state: Punctuality | None = None
    icon: str = ""
    words: str = ""
    url: str = ""


@dataclass(frozen=True)
class Row:
    """One province or unit in one round; what ends in `_order` is sorted by."""

    report: Report
    place: str
    place_order: tuple
    period: Period
    due_on: object
    mark: Mark
    url: str
    state_order: tuple[int, int]
    answered: Decimal
    handed_over: Decimal
    published: Decimal
    late: int
    evidence: Decimal | None
    evidence_order: Decimal


@dataclass(frozen=True)
class Strip:
    """A province or unit with the periods of rounds and its marks, newest first."""

    respondent: Respondent
    marks: Sequence[tuple[Period, Mark]]


def _said(label, style: str = "") -> dict:
    """Attributes of a column whose cells name their head where rows become blocks."""
    return {"th": {"class": style}, "td": {"class": f"{style} nowrap".strip(), "data-label": label}}


WIDE = "num hide-phone"
"""What a phone leaves out: it shows whose sheet, when it was due and how much of it came."""


class TimelinessTable(tables.Table):
    """Rows are `Row`s, the worst first until the reader sorts them."""

    caption = gettext_lazy("Who reported, how much and when")

    place = tables.Column(gettext_lazy("Province or unit"), order_by="place_order")
    period = tables.Column(gettext_lazy("Round"), attrs={"td": {"class": "nowrap"}})
    mark = tables.TemplateColumn(
        template_name="indicators/timeliness_mark.html",
        verbose_name=gettext_lazy("Punctuality"),
        order_by="state_order",
    )
    due_on = tables.Column(gettext_lazy("Due"), attrs=_said(gettext_lazy("Due")))
    answered = tables.Column(gettext_lazy("Answered"), attrs=_said(gettext_lazy("Answered"), WIDE))
    handed_over = tables.Column(gettext_lazy("Handed over"), attrs=_said(gettext_lazy("Handed over"), "num"))
    published = tables.Column(
        pgettext_lazy("figure", "Published"), attrs=_said(pgettext_lazy("figure", "Published"), WIDE)
    )
    late = tables.Column(
        gettext_lazy("Figures late"), initial_sort_descending=True, attrs=_said(gettext_lazy("Figures late"), WIDE)
    )
    evidence = tables.Column(
        gettext_lazy("With evidence"), order_by="evidence_order", attrs=_said(gettext_lazy("With evidence"), WIDE)
    )

    class Meta:
        attrs = {"class": "table table--tight table--late table--stack"}
        empty_text = gettext_lazy("No round matches the filter.")
        default = "–"

    def render_place(self, record: Row) -> str:
        unit, province = record.report.unit, record.report.province
        url = unit_url(province, unit) if unit else province.get_absolute_url()
        return format_html('<a href="{}">{}</a>', url, record.place)

    def render_period(self, record: Row) -> str:
        label = record.period.label()
        return format_html('<a href="{}">{}</a>', record.url, label) if record.url else label

    def render_due_on(self, value, record: Row) -> str:
        return format_date(value) if record.mark.state else "–"

    def render_answered(self, record: Row) -> str:
        return _of(record.report.answered, record.report)

    def render_handed_over(self, record: Row) -> str:
        return _of(record.report.handed_over, record.report)

    def render_published(self, record: Row) -> str:
        return _of(record.report.published, record.report)

    def render_late(self, value: int) -> str:
        return str(value) if value else "–"

    def render_evidence(self, value: Decimal) -> str:
        return format_percent(value, 0)


def rows(reports: Iterable[Report], can_open: Callable[[Report], bool]) -> list[Row]:
    """The worst first; equally bad ones newest first, then in official order. Sheets one `can_open` are linked."""
    found = [row(each, linked=can_open(each)) for each in reports]
    return sorted(found, key=lambda row: (row.state_order, -row.period.as_quarter().ordinal, row.place_order))


def strips(reports: Iterable[Report], periods: Sequence[Period], can_open: Callable[[Report], bool]) -> list[Strip]:
    """Each province, then its units, with one mark for each of the periods (newest first), in official order.

    Whom no round asks for anything is left out, unless that is everybody.
    """
    by_place: dict[Respondent, dict[Period, Report]] = {}
    for each in reports:
        by_place.setdefault(each.respondent, {})[each.period] = each
    found = [
        Strip(each, [(one, mark(by_place[each].get(one), can_open)) for one in periods])
        for each in sorted(by_place, key=_official)
    ]
    return [each for each in found if any(mark.state for _period, mark in each.marks)] or found


def mark(report: Report | None, can_open: Callable[[Report], bool] = lambda _report: False) -> Mark:
    """The sign and words of a report; it leads to the sheet where one `can_open` it."""
    if report is None:
        return Mark()
    if report.state is None:
        return Mark(words=_("Nothing is asked for"))
    return Mark(report.state, ICONS[report.state], words(report), sheet_url(report) if can_open(report) else "")


def due_mark(due_on: date, today: date, *, last_handed_over: date | None, ended_on: date | None = None) -> Mark:
    """How near the due date of a sheet is; for a complete one (`last_handed_over`) whether it came in time."""
    state = punctuality_of(
        due_on,
        today,
        is_complete=last_handed_over is not None,
        last_handed_over=last_handed_over,
        ended_on=ended_on,
    )
    if last_handed_over:
        words = _handed_over_words((last_handed_over - due_on).days)
    else:
        words = _ended_words(ended_on) if state == Punctuality.ENDED else _due_words((due_on - today).days)
    return Mark(state, ICONS[state], words)


def _handed_over_words(days_late: int) -> str:
    if days_late <= 0:
        return _("All handed over")
    words = npgettext("sheet", "All handed over, %(days)s day late", "All handed over, %(days)s days late", days_late)
    return words % {"days": days_late}


def words(report: Report) -> str:
    """The punctuality in words, with its days."""
    days = report.days_late
    if report.state == Punctuality.LATE:
        return npgettext("sheet", "%(days)s day late", "%(days)s days late", days) % {"days": days}
    if report.state in (Punctuality.OVERDUE, Punctuality.WAITING):
        return _due_words(report.days_left)
    if report.state == Punctuality.ENDED:
        return _ended_words(report.respondent.ended_on)
    return str(report.state.label) if report.state else ""


def _ended_words(last_day: date) -> str:
    """In place of being overdue: nobody is there any more who could hand the sheet over."""
    return _("Ended on %(day)s") % {"day": format_date(last_day)}


def _due_words(days: int) -> str:
    """For a sheet that is not complete: overdue, due today, due soon, or how many days there are."""
    if days < 0:
        return npgettext("sheet", "%(days)s day overdue", "%(days)s days overdue", -days) % {"days": -days}
    if days == 0:
        return _("Due today")
    if days <= DUE_SOON_DAYS:
        return npgettext("sheet", "Due soon: %(days)s day left", "Due soon: %(days)s days left", days) % {"days": days}
    return npgettext("sheet", "Not yet due: %(days)s day left", "Not yet due: %(days)s days left", days) % {
        "days": days
    }


def summary(reports: Collection[Report], period: Period) -> str:
    """The newest round in one sentence, for one province or for many."""
    if len(reports) == 1:
        [only] = reports
        state = words(only) or "–"
        return _("%(period)s, %(province)s: %(state)s; %(done)s of %(total)s figures handed over.") % {
            "period": period.label(),
            "province": only.respondent.title,
            "state": state[0].lower() + state[1:],
            "done": only.handed_over,
            "total": only.expected,
        }
    counts = {state: sum(each.state == state for each in reports) for state in Punctuality}
    return _(
        "%(period)s, %(total)s provinces: "
        "%(overdue)s overdue, %(late)s handed over late, %(waiting)s not yet due, %(on_time)s on time."
    ) % {
        "period": period.label(),
        "total": len(reports),
        "on_time": counts[Punctuality.ON_TIME],
        "late": counts[Punctuality.LATE],
        "overdue": counts[Punctuality.OVERDUE],
        "waiting": counts[Punctuality.WAITING],
    }


def sheet_url(report: Report) -> str:
    return reverse("indicators:sheet", args=report.assignment.url_args)


def row(report: Report, *, linked: bool = True) -> Row:
    place = WORST_FIRST.index(report.state) if report.state else NOTHING_ASKED
    share = report.evidence_share
    return Row(
        report=report,
        place=report.respondent.title,
        place_order=_official(report.respondent),
        period=report.period,
        due_on=report.due_on,
        mark=mark(report),
        url=sheet_url(report) if linked else "",
        state_order=(place, -report.days_late),
        answered=_share(report.answered, report),
        handed_over=_share(report.handed_over, report),
        published=_share(report.published, report),
        late=report.late,
        evidence=share,
        evidence_order=Decimal(-1) if share is None else share,
    )


def _official(respondent: Respondent) -> tuple:
    # The fictional province stands last: it is no part of the country.
    return respondent.province.is_illustration, respondent.official_order


def _share(count: int, report: Report) -> Decimal:
    return Decimal(count) / report.expected if report.expected else Decimal(-1)


def _of(count: int, report: Report) -> str:
    return f"{count}/{report.expected}" if report.expected else "–"
