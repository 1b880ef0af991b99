"""What waits for a person: returned figures, figures to approve or publish, rounds that are overdue or close soon."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Exists, F, FilteredRelation, OuterRef, Q, Subquery
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext_lazy

from dtracker.accounts.access import memberships_of
from dtracker.accounts.roles import PERMISSIONS, Permission, Role
from dtracker.formats.quarters import Period
from dtracker.places.models import Province
from indicators.enums import FigureStatus
from indicators.models import Indicator, Publication, ReportingRound
from indicators.queries.entry import HANDED_OVER, asked_cells, rounds_by_period, sheet_of
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
KINDS = (
    (FigureStatus.RETURNED, STEPS["save"].permission, RETURNED, *ENTRY),
    (FigureStatus.SUBMITTED, STEPS["approve"].permission, TO_APPROVE, *REVIEW),
    (FigureStatus.APPROVED, STEPS["publish"].permission, TO_PUBLISH, *REVIEW),
)
"""State, who acts on it, the words, and the addresses for one sheet and for several."""


@dataclass(frozen=True)
class Waiting:
    """One line of the list: what, how many (days, for a round), where to go. `is_late`: do it first."""

    label: str
    count: int
    url: str
    is_late: bool = False


def waiting_for(user, today: date) -> list[Waiting]:
    """Returned first, then what is to be decided, then rounds overdue or due soon. At most two reads."""
    if not any(_works_on_figures(each) for each in memberships_of(user)):
        return []
    own = _own(user, today)
    rows = _read(user, own, today)
    return [*_figures(user, rows), *_rounds(rows, own, today)]


def _works_on_figures(membership) -> bool:
    return Permission.DRAFT_READ in PERMISSIONS[Role(membership.role)]


def _own(user, today: date) -> list[Province]:
    """The provinces for which the person enters figures; a merged one owes nothing any more."""
    return [
        each.province
        for each in memberships_of(user)
        if each.province_id
        and Permission.FIGURE_ENTER in PERMISSIONS[Role(each.role)]
        and (each.province.ended_on is None or each.province.ended_on >= today)
    ]


def _scope(user, permission: Permission) -> set[int] | None:
    """Provinces (pk) for which the person holds the permission; None: the whole country."""
    granting = {each.province_id for each in memberships_of(user) if permission in PERMISSIONS[Role(each.role)]}
    return None if None in granting else granting


OF_INDICATOR = ("pk", "is_reported", "frequency", "delay_days")
OF_FIGURE = ("mine__province", "mine__year", "mine__quarter", "mine__status", "slug", "is_public")


def _read(user, own: list[Province], today: date) -> list[dict]:
    """Figures that wait for the person, and the recent ones of her own provinces in any state. One read.

    It starts from the indicators: a sheet is complete when nothing that is asked for is missing, so for an officer
    each reported indicator comes at least once, with or without a figure.
    """
    mine = Q(figures__province__in=own, figures__year__gte=today.year - 2)
    for status, permission, *_words in KINDS:
        scope = _scope(user, permission)
        mine |= Q(figures__status=status) & (Q() if scope is None else Q(figures__province__in=scope))
    rows = Indicator.objects.order_by().annotate(
        mine=FilteredRelation("figures", condition=mine & Q(figures__unit=None, figures__year__isnull=False)),
        figure=F("mine__pk"),
        # As a subquery: a join behind the filtered one would be written before it.
        slug=Subquery(Province.objects.filter(pk=OuterRef("mine__province")).values("slug")[:1]),
        is_public=Exists(Publication.objects.filter(figure=OuterRef("mine__pk"))),
    )
    needed = Q(figure__isnull=False) | Q(is_reported=True) if own else Q(figure__isnull=False)
    return list(rows.filter(needed).values(*OF_INDICATOR, *OF_FIGURE))


def _figures(user, rows: list[dict]) -> Iterable[Waiting]:
    """What was returned, waits for approval, waits for publication; with the sheet when it is only one."""
    by_status: dict[str, Counter] = defaultdict(Counter)
    for row in rows:
        by_status[row["mine__status"]][row["mine__province"], row["slug"], *_periods(row)] += 1
    for status, permission, label, one, many in KINDS:
        scope = _scope(user, permission)
        found = {key: count for key, count in by_status[status].items() if scope is None or key[0] in scope}
        if found:
            count = sum(found.values())
            url = _sheet_url(one, *next(iter(found))[1:]) if len(found) == 1 else reverse(many)
            yield Waiting(label % {"count": count}, count, url, is_late=status == FigureStatus.RETURNED)


def _indicator(row: dict) -> Indicator:
    return Indicator(pk=row["pk"], frequency=row["frequency"], delay_days=row["delay_days"])


def _periods(row: dict) -> tuple[Period | None, Period | None]:
    """The period of the figure, and that of the sheet on which it is entered."""
    if row["mine__year"] is None:
        return None, None
    period = Period(row["mine__year"], row["mine__quarter"])
    return period, sheet_of(_indicator(row), period)


def _sheet_url(name: str, slug: str, period: Period, sheet: Period) -> str:
    return reverse(name, args=[slug, sheet if name == ENTRY[0] else period])


def _rounds(rows: list[dict], own: list[Province], today: date) -> Iterable[Waiting]:
    """Rounds of the person's own provinces that are not complete: overdue, or closing within two weeks. One read."""
    if not own:
        return
    opened = ReportingRound.objects.filter(
        Q(province=None) | Q(province__in=own),
        opens_on__lte=today,
        due_on__gte=today - timedelta(days=FORGOTTEN_DAYS),
        due_on__lte=today + timedelta(days=SOON_DAYS),
    )
    found = sorted(_incomplete(rows, own, list(opened.order_by("due_on", "pk"))), key=lambda each: each[1].due_on)
    overdue = [each for each in found if each[1].due_on < today]
    if len(overdue) > OVERDUE_SHOWN:
        label = MANY_OVERDUE % {"count": len(overdue)}
        yield Waiting(label, len(overdue), reverse("indicators:entry"), is_late=True)
    else:
        yield from (_due(*each, today) for each in overdue)
    yield from (_due(*each, today) for each in found if each[1].due_on >= today)


def _incomplete(rows: list[dict], own: list[Province], opened: list[ReportingRound]):
    """(province, round) of the sheets on which something is not handed over yet."""
    reported = list({row["pk"]: _indicator(row) for row in rows if row["is_reported"]}.values())
    handed_over = {
        (row["mine__province"], row["pk"], row["mine__year"], row["mine__quarter"])
        for row in rows
        if row["is_public"] or row["mine__status"] in HANDED_OVER
    }
    for province in own:
        for period, found in rounds_by_period(province, opened).items():
            if any((province.pk, *cell) not in handed_over for cell in asked_cells(period, reported)):
                yield province, found


def _due(province: Province, found: ReportingRound, today: date) -> Waiting:
    days = (found.due_on - today).days
    url = reverse("indicators:sheet", args=[province.slug, found.period])
    if days < 0:
        label = OVERDUE % {"period": found.period.label(), "days": -days}
    elif days == 0:
        label = _("The sheet of %(period)s is due today") % {"period": found.period.label()}
    else:
        label = DUE % {"period": found.period.label(), "days": days}
    return Waiting(label, abs(days), url, is_late=days < 0)
