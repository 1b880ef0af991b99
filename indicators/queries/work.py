"""What waits for a person: returned figures, rounds that close, figures to approve or publish."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext_lazy

from dtracker.accounts.access import memberships_of, provinces_for
from dtracker.accounts.roles import PERMISSIONS, Permission, Role
from dtracker.formats.quarters import Period
from dtracker.places.models import Province
from indicators.enums import FigureStatus
from indicators.models import Figure, ReportingRound
from indicators.queries.entry import existed_in
from indicators.workflow import STEPS

SOON_DAYS = 14

RETURNED = ngettext_lazy("%(count)s figure was returned", "%(count)s figures were returned", "count")
TO_APPROVE = ngettext_lazy("%(count)s figure waits for approval", "%(count)s figures wait for approval", "count")
TO_PUBLISH = ngettext_lazy("%(count)s figure waits for publication", "%(count)s figures wait for publication", "count")
DUE = ngettext_lazy(
    "The sheet of %(period)s is due in %(days)s day",
    "The sheet of %(period)s is due in %(days)s days",
    "days",
)
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
    """Returned first, then what is to be decided, then rounds that close soon. At most two reads."""
    if not any(_works_on_figures(each) for each in memberships_of(user)):
        return []
    return [*_figures(user), *_rounds(user, today)]


def _works_on_figures(membership) -> bool:
    return Permission.DRAFT_READ in PERMISSIONS[Role(membership.role)]


def _figures(user) -> Iterable[Waiting]:
    scopes = {status: provinces_for(user, permission) for status, permission, *_rest in KINDS}
    mine = Q()
    for status, provinces in scopes.items():
        mine |= Q(status=status, province__in=provinces)
    rows = (
        Figure.objects.filter(mine, unit=None, year__isnull=False)
        .order_by()
        .values("status", "province__slug", "year", "quarter")
        .annotate(count=Count("pk"))
    )
    by_status: dict[str, list[dict]] = defaultdict(list)
    for row in rows:
        by_status[row["status"]].append(row)
    for status, _permission, label, one, many in KINDS:
        if found := by_status[status]:
            count = sum(row["count"] for row in found)
            url = _sheet_url(one, found[0]) if len(found) == 1 else reverse(many)
            yield Waiting(label % {"count": count}, count, url, is_late=status == FigureStatus.RETURNED)


def _sheet_url(name: str, row: dict) -> str:
    return reverse(name, args=[row["province__slug"], Period(row["year"], row["quarter"])])


def _rounds(user, today: date) -> Iterable[Waiting]:
    """Rounds of the person's own provinces that are open and close within two weeks. One read."""
    own = [
        each.province
        for each in memberships_of(user)
        if each.province_id and Permission.FIGURE_ENTER in PERMISSIONS[Role(each.role)]
    ]
    if not own:
        return
    rounds = ReportingRound.objects.filter(
        Q(province=None) | Q(province__in=own),
        opens_on__lte=today,
        due_on__gte=today,
        due_on__lte=today + timedelta(days=SOON_DAYS),
    ).order_by("due_on", "pk")
    for each in rounds:
        province = _whose(each, own)
        if province:
            days = (each.due_on - today).days
            url = reverse("indicators:sheet", args=[province.slug, each.period])
            yield Waiting(_closes(each.period, days), days, url)


def _whose(found: ReportingRound, own: list[Province]) -> Province | None:
    fitting = [each for each in own if found.province_id in (None, each.pk)]
    return next((each for each in fitting if existed_in(each, found.period)), None)


def _closes(period: Period, days: int) -> str:
    if days == 0:
        return _("The sheet of %(period)s is due today") % {"period": period.label()}
    return DUE % {"period": period.label(), "days": days}
