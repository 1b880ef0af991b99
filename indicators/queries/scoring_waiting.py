"""What of an index of units waits for a person: sheets to score, units late or to assess, results to publish."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, F, Max, Min, Q, QuerySet, Value
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from dtracker.accounts.access import can_anywhere, places_for, provinces_for
from dtracker.accounts.roles import Permission
from dtracker.formats.dates import format_date
from dtracker.formats.quarters import Period
from indicators.models import ScoreSheet
from indicators.queries.scoring import LAST_RESULTS
from indicators.queries.scoring_rounds import belongs_to_index
from indicators.queries.waiting import Waiting
from indicators.scoring.enums import SheetState

PERMISSIONS = (Permission.INDEX_SCORE, Permission.INDEX_ASSESS, Permission.INDEX_PUBLISH)
DRAFT, SUBMITTED, ASSESSED = SheetState.DRAFT, SheetState.SUBMITTED, SheetState.ASSESSED


@dataclass(frozen=True)
class RoundAtWork:
    """A round with the sheets in it that concern a person."""

    code: str
    year: int
    quarter: int | None
    due_on: date
    to_score: int
    first_unit: str | None
    unsent: int
    to_assess: int
    unfinished: int
    assessed: int
    newest: datetime | None
    published: datetime | None

    @property
    def period(self) -> Period:
        return Period(self.year, self.quarter)

    @property
    def can_be_published(self) -> bool:
        """Whether every unit is assessed, some of them after the last results. Counted of whole provinces only."""
        is_new = self.published is None or (self.newest is not None and self.newest > self.published)
        return bool(self.assessed) and not self.unfinished and is_new


COLUMNS = tuple(RoundAtWork.__dataclass_fields__)


def concerns_index(user) -> bool:
    """Whether anything of an index can wait for the person. Reads nothing that is not read anyway."""
    return belongs_to_index(user) and any(can_anywhere(user, each) for each in PERMISSIONS)


def rounds_at_work(user, today: date, *, since: date, beside: Mapping[str, Value]) -> QuerySet:
    """The rounds that are open and due on a day or later, as rows of `COLUMNS` and what stands `beside` them."""
    mine = places_for(user, Permission.INDEX_SCORE)
    assessed = Q(province__in=provinces_for(user, Permission.INDEX_ASSESS))
    kept = Q(province__in=provinces_for(user, Permission.INDEX_PUBLISH))
    rows = ScoreSheet.objects.filter(mine | assessed | kept, round__opens_on__lte=today, round__due_on__gte=since)
    return (
        rows.order_by()
        .values(
            code=F("round__index__code"),
            year=F("round__year"),
            quarter=F("round__quarter"),
            due_on=F("round__due_on"),
            published=LAST_RESULTS,
            **beside,
        )
        .annotate(
            to_score=Count("pk", filter=mine & Q(state=DRAFT)),
            first_unit=Min("unit__code", filter=mine & Q(state=DRAFT)),
            unsent=Count("pk", filter=assessed & Q(state=DRAFT)),
            to_assess=Count("pk", filter=assessed & Q(state=SUBMITTED) & ~Q(submitted_by=user)),
            unfinished=Count("pk", filter=~Q(state=ASSESSED)),
            assessed=Count("pk", filter=kept & Q(state=ASSESSED)),
            newest=Max("assessed_at"),
        )
        .values_list(*COLUMNS, *beside)
    )


def index_lines(rounds: Iterable[RoundAtWork], today: date) -> Iterator[Waiting]:
    """Overdue sheets are late; a single one is led to at once."""
    for each in sorted(rounds, key=lambda each: (each.due_on, each.code)):
        if each.to_score:
            yield _to_score(each, today)
        assess = reverse("indicators:assess", args=[each.code, each.period])
        said = {"count": each.to_assess, "period": each.period.label()}
        # Whoever scores these units too was told of them as hers.
        if each.unsent and not each.to_score and each.due_on < today:
            yield _unsent(each, assess)
        if each.to_assess:
            label = ngettext(
                "%(count)s unit waits for its assessment by the index of %(period)s",
                "%(count)s units wait for their assessment by the index of %(period)s",
                each.to_assess,
            )
            yield Waiting(label % said, each.to_assess, assess)
        if each.can_be_published:
            label = _("The results of the index of %(period)s can be published")
            yield Waiting(label % said, each.assessed, assess)


def _unsent(found: RoundAtWork, url: str) -> Waiting:
    label = ngettext(
        "%(count)s unit has not handed over its sheet of the index of %(period)s, due on %(day)s",
        "%(count)s units have not handed over their sheets of the index of %(period)s, due on %(day)s",
        found.unsent,
    )
    said = {"count": found.unsent, "period": found.period.label(), "day": format_date(found.due_on)}
    return Waiting(label % said, found.unsent, url, is_late=True)


def _to_score(found: RoundAtWork, today: date) -> Waiting:
    said = {"count": found.to_score, "period": found.period.label(), "day": format_date(found.due_on)}
    is_late = found.due_on < today
    if is_late:
        label = ngettext(
            "%(count)s sheet of the index of %(period)s was due on %(day)s",
            "%(count)s sheets of the index of %(period)s were due on %(day)s",
            found.to_score,
        )
    else:
        label = ngettext(
            "%(count)s sheet of the index of %(period)s is due on %(day)s",
            "%(count)s sheets of the index of %(period)s are due on %(day)s",
            found.to_score,
        )
    alone = [found.code, found.period, found.first_unit]
    url = reverse("indicators:score", args=alone) if found.to_score == 1 else reverse("indicators:indexes")
    return Waiting(label % said, found.to_score, url, is_late)
