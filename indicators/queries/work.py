"""What waits for a person: returned figures, figures to approve or publish, rounds that are overdue or close soon."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import BigIntegerField, DateField, DateTimeField, Exists, F, OuterRef, Q, QuerySet, Value
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext_lazy

from dtracker.accounts.access import grants, is_of_a_unit, memberships_of
from dtracker.accounts.roles import Permission
from dtracker.formats.quarters import Period
from indicators.enums import FigureStatus
from indicators.models import Figure, Indicator, Publication, ReportingRound
from indicators.queries.asked import (
    HANDED_OVER,
    OF_INDICATOR,
    Assignment,
    Respondent,
    asked_on,
    cell_of,
    claims_of,
    rounds_by_period,
    sheet_of,
)
from indicators.queries.scoring_waiting import COLUMNS, RoundAtWork, concerns_index, index_lines, rounds_at_work
from indicators.queries.waiting import Waiting
from indicators.workflow import STEPS

SOON_DAYS = 14
FORGOTTEN_DAYS = 365
"""A round that has been overdue for longer is on the page of rounds only."""
OVERDUE_SHOWN = 2
"""Overdue rounds named one by one; more of them become one line."""

RETURNED = ngettext_lazy("%(count)s figure was returned", "%(count)s figures were returned", "count")
TO_APPROVE = ngettext_lazy("%(count)s figure waits for approval", "%(count)s figures wait for approval", "count")
TO_PUBLISH = ngettext_lazy("%(count)s figure waits for publication", "%(count)s figures wait for publication", "count")
DUE = ngettext_lazy(
    "The sheet of %(period)s is due in %(days)s day",
    "The sheet of %(period)s is due in %(days)s days",
    "days",
)
OVERDUE = ngettext_lazy(
    "The sheet of %(period)s is %(days)s day overdue",
    "The sheet of %(period)s is %(days)s days overdue",
    "days",
)
MANY_OVERDUE = ngettext_lazy("%(count)s sheet is overdue", "%(count)s sheets are overdue", "count")
ENTRY = ("indicators:sheet", "indicators:entry")
REVIEW = ("indicators:review_sheet", "indicators:review")
OF_ROUND = {"asked": BigIntegerField(), "place": BigIntegerField(), "part": BigIntegerField(), "opened": DateField()}
"""Columns of a round of figures that one of an index has not."""
KINDS = (
    (FigureStatus.RETURNED, STEPS["save"].permission, RETURNED, *ENTRY),
    (FigureStatus.SUBMITTED, STEPS["approve"].permission, TO_APPROVE, *REVIEW),
    (FigureStatus.APPROVED, STEPS["publish"].permission, TO_PUBLISH, *REVIEW),
)
"""State, who acts on it, the words, and the addresses for one sheet and for several."""


def waiting_for(user, today: date) -> list[Waiting]:
    """Returned first, then what is to be decided, then rounds overdue or due soon; then those of an index of units.

    At most three reads.
    """
    if not any(grants(each, Permission.DRAFT_READ) for each in memberships_of(user)):
        return []
    own = _own(user, today)
    rows = _read(user, own, today)
    opened, of_index = _opened(user, own, today)
    return [*_figures(user, rows), *_rounds(rows, own, opened, today), *index_lines(of_index, today)]


def _own(user, today: date) -> list[Respondent]:
    """For whom the person enters figures: provinces or units; a merged one owes nothing any more."""
    found = [
        Respondent(each.province, each.unit)
        for each in memberships_of(user)
        if each.province_id and grants(each, Permission.FIGURE_ENTER)
    ]
    return [each for each in found if each.exists_on(today)]


@dataclass(frozen=True)
class _Scope:
    """Where a person holds a permission; `provinces` None: in the whole country."""

    provinces: frozenset[int] | None
    units: frozenset[int]

    def __contains__(self, row: dict) -> bool:
        return self.provinces is None or row["province"] in self.provinces or row["unit"] in self.units

    @property
    def rows(self) -> Q:
        return Q() if self.provinces is None else Q(province__in=self.provinces) | Q(unit__in=self.units)


def _scope(user, permission: Permission) -> _Scope:
    granting = [each for each in memberships_of(user) if grants(each, permission)]
    whole = {each.province_id for each in granting if not is_of_a_unit(each, permission)}
    units = frozenset(each.unit_id for each in granting if each.unit_id)
    return _Scope(None if None in whole else frozenset(whole), units)


OF_FIGURE = ("province", "province__slug", "unit", "unit__code", "indicator", "year", "quarter", "status", "is_public")


def _read(user, own: list[Respondent], today: date) -> list[dict]:
    """Figures that wait for the person, and the recent ones of her own sheets in any state. One read."""
    provinces = [each.province.pk for each in own if each.unit is None]
    units = [each.unit.pk for each in own if each.unit]
    mine = (Q(province__in=provinces, unit=None) | Q(unit__in=units)) & Q(year__gte=today.year - 2)
    for status, permission, *_words in KINDS:
        mine |= Q(status=status) & _scope(user, permission).rows
    is_public = Exists(Publication.objects.filter(figure=OuterRef("pk")))
    rows = Figure.objects.given().filter(mine, province__isnull=False, year__isnull=False).order_by()
    return list(rows.annotate(is_public=is_public).values(*OF_FIGURE, *(f"indicator__{name}" for name in OF_INDICATOR)))


def _figures(user, rows: list[dict]) -> Iterable[Waiting]:
    """What was returned, waits for approval, waits for publication; with the sheet when it is only one."""
    for status, permission, label, one, many in KINDS:
        scope = _scope(user, permission)
        found = Counter(_sheet_url(one, row) for row in rows if row["status"] == status and row in scope)
        if found:
            count = sum(found.values())
            url = next(iter(found)) if len(found) == 1 else reverse(many)
            yield Waiting(label % {"count": count}, count, url, is_late=status == FigureStatus.RETURNED)


def _sheet_url(name: str, row: dict) -> str:
    """The page of a figure's sheet: officers have one for a round, reviewers one for a period."""
    period = Period(row["year"], row["quarter"])
    if name == ENTRY[0]:
        period = sheet_of(_indicator(row), period)
    return reverse(name, args=[row["province__slug"], period, *([row["unit__code"]] if row["unit"] else [])])


def _indicator(row: dict) -> Indicator:
    return Indicator(pk=row["indicator"], **{name: row[f"indicator__{name}"] for name in OF_INDICATOR})


def _opened(user, own: list[Respondent], today: date) -> tuple[list[ReportingRound], list[RoundAtWork]]:
    """Rounds of figures and of an index that are open for the person. One read for both."""
    since = today - timedelta(days=FORGOTTEN_DAYS)
    parts = [_reporting(own, today, since)] if own else []
    if concerns_index(user):
        nothing = {name: Value(None, output_field=field) for name, field in OF_ROUND.items()}
        parts.append(rounds_at_work(user, today, since=since, beside=nothing))
    rows = list(parts[0].union(*parts[1:], all=True)) if parts else []
    of_index = [RoundAtWork(*row[: len(COLUMNS)]) for row in rows if row[0]]
    opened = [_round(dict(zip((*COLUMNS, *OF_ROUND), row, strict=True))) for row in rows if not row[0]]
    return sorted(opened, key=lambda each: (each.due_on, each.pk)), of_index


def _reporting(own: list[Respondent], today: date, since: date) -> QuerySet:
    """Rounds of figures in the same columns as those of an index: without a code."""
    rows = ReportingRound.objects.filter(
        Q(province=None) | Q(province__in={each.province for each in own}),
        opens_on__lte=today,
        due_on__gte=since,
        due_on__lte=today + timedelta(days=SOON_DAYS),
    )
    none = {name: Value(None, output_field=DateTimeField()) for name in ("newest", "published")}
    counts = {name: Value(0) for name in ("to_score", "unsent", "to_assess", "unfinished", "assessed")}
    texts = {"code": Value(""), "first_unit": Value("")}
    named = {"asked": F("pk"), "place": F("province"), "part": F("unit"), "opened": F("opens_on")}
    return rows.order_by().values(**texts, **counts, **none, **named).values_list(*COLUMNS, *OF_ROUND)


def _round(row: dict) -> ReportingRound:
    return ReportingRound(
        pk=row["asked"],
        province_id=row["place"],
        unit_id=row["part"],
        year=row["year"],
        quarter=row["quarter"],
        opens_on=row["opened"],
        due_on=row["due_on"],
    )


def _rounds(rows: list[dict], own: list[Respondent], opened: list[ReportingRound], today: date) -> Iterable[Waiting]:
    """The person's own sheets that are not complete: overdue, or closing within two weeks. One read."""
    found = sorted(_incomplete(rows, own, opened), key=lambda each: each.due_on)
    overdue = [each for each in found if each.due_on < today]
    if len(overdue) > OVERDUE_SHOWN:
        label = MANY_OVERDUE % {"count": len(overdue)}
        yield Waiting(label, len(overdue), reverse("indicators:entry"), is_late=True)
    else:
        yield from (_due(each, today) for each in overdue)
    yield from (_due(each, today) for each in found if each.due_on >= today)


def _incomplete(rows: list[dict], own: list[Respondent], opened: list[ReportingRound]) -> list[Assignment]:
    """The sheets on which something is not handed over yet. One read, none without a round."""
    sheets = [
        Assignment(each, period, found) for each in own for period, found in rounds_by_period(each, opened).items()
    ]
    if not sheets:
        return []
    claims = claims_of({each.province for each in own}, rounds=opened)
    given_too = {row["indicator"]: _indicator(row) for row in rows}
    indicators = [each for each in ({**given_too, **claims.indicators}).values() if claims.can_name(each)]
    given: dict[tuple, bool] = {
        (row["province"], row["unit"], row["indicator"], row["year"], row["quarter"]): (
            row["is_public"] or row["status"] in HANDED_OVER
        )
        for row in rows
    }
    return [each for each in sheets if any(_missing(each, indicators, claims, given))]


def _missing(assignment: Assignment, indicators: list[Indicator], claims, given: dict[tuple, bool]) -> Iterable[bool]:
    """For each line of the sheet whether it is not handed over."""
    for indicator in indicators:
        if asked_on(assignment.period, indicator) is None:
            continue
        done = given.get((*assignment.respondent.key, *cell_of(assignment.period, indicator)))
        if done is not None or claims.asks(assignment, indicator):
            yield not done


def _due(assignment: Assignment, today: date) -> Waiting:
    days = (assignment.due_on - today).days
    url = reverse("indicators:sheet", args=assignment.url_args)
    if days < 0:
        label = OVERDUE % {"period": assignment.label, "days": -days}
    elif days == 0:
        label = _("The sheet of %(period)s is due today") % {"period": assignment.label}
    else:
        label = DUE % {"period": assignment.label, "days": days}
    return Waiting(label, abs(days), url, is_late=days < 0)
