"""Tasks, as questions to the database."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Case, Count, F, OuterRef, Q, QuerySet, Subquery, Value, When

from agreements.deadlines import OPEN_STATES
from agreements.models import Agreement, Task, TaskNote
from dtracker.accounts.access import provinces_for
from dtracker.accounts.roles import Permission

OPEN = Q(state__in=OPEN_STATES)
UNCLEAR = Q(person="") | Q(work_vi="") | Q(deadline=None) | Q(unit_vi="") | Q(product_vi="")
"""The same as `Task.clear` with fewer than five parts, for the database."""
NOTE = ("on", "text_vi", "text_en", "percent")


@dataclass(frozen=True)
class Wanted:
    """What a list of tasks is narrowed to; empty values narrow nothing. `person` is a name as written in the tasks."""

    province: str = ""
    agreement: str = ""
    programme: str = ""
    group: str = ""
    state: str = ""
    person: str = ""
    is_overdue: bool = False
    is_unclear: bool = False

    def q(self, today: date) -> Q:
        named = {
            "province__slug": self.province,
            "agreement__code": self.agreement,
            "programme__code": self.programme,
            "body__code": self.group,
            "state": self.state,
            "person": self.person,
        }
        wanted = Q(**{field: value for field, value in named.items() if value})
        if self.is_overdue:
            wanted &= overdue(today)
        return wanted & OPEN & UNCLEAR if self.is_unclear else wanted


@dataclass(frozen=True)
class Tally:
    """Of all tasks in the scope: how many, how many open, and of the open ones overdue and not yet clear."""

    total: int
    open: int
    overdue: int
    unclear: int


def overdue(today: date) -> Q:
    return OPEN & Q(deadline__lt=today)


def visible_to(user) -> QuerySet[Task]:
    """The tasks of the provinces whose tasks the person may see."""
    return Task.objects.filter(province__in=provinces_for(user, Permission.TASK_READ))


def tally(tasks: QuerySet[Task], today: date) -> Tally:
    """One read."""
    return Tally(
        **tasks.order_by().aggregate(
            total=Count("pk"),
            open=Count("pk", filter=OPEN),
            overdue=Count("pk", filter=overdue(today)),
            unclear=Count("pk", filter=OPEN & UNCLEAR),
        )
    )


def by_urgency(tasks: QuerySet[Task], today: date) -> QuerySet[Task]:
    """Overdue first, the longest overdue at the top; then open ones by deadline; then the others.

    With all that a row shows, and the newest note (`note_on`, `note_text_vi`, …). Two reads when evaluated.
    """
    notes = TaskNote.objects.filter(task=OuterRef("pk")).order_by("-on", "-pk")
    urgency = Case(When(overdue(today), then=Value(0)), When(OPEN, then=Value(1)), default=Value(2))
    return (
        tasks.select_related("province", "agreement", "programme", "body")
        .prefetch_related("indicators")
        .annotate(urgency=urgency, **{f"note_{name}": Subquery(notes.values(name)[:1]) for name in NOTE})
        .order_by("urgency", F("deadline").asc(nulls_last=True), "pk")
    )


def choices_among(tasks: QuerySet[Task]) -> list[dict]:
    """Which provinces, programmes, groups and persons occur among the tasks. One read."""
    named = [
        f"{noun}__{field}"
        for noun, fields in {
            "province": ("slug", "name_vi", "name_en"),
            "agreement": ("code", "title_vi", "title_en"),
            "programme": ("code", "title_vi", "title_en"),
            "body": ("code", "name_vi", "name_en"),
        }.items()
        for field in fields
    ]
    order = ("province__sort_order", "agreement", "programme__order", "body", "person")
    return list(tasks.order_by(*order).values(*named, "person").distinct())


def tasks_of_agreement(agreement: Agreement) -> list[Task]:
    """Tasks of the agreement or of its programmes, by deadline. One read."""
    of_it = Q(agreement=agreement) | Q(programme__agreement=agreement)
    return list(Task.objects.filter(of_it).select_related("body").order_by(F("deadline").asc(nulls_last=True), "pk"))


def tasks_serving(indicators: Iterable[int], provinces: Iterable[int]) -> dict[tuple[int, int], list[Task]]:
    """Tasks by (province, indicator) they serve, with their working groups. One read."""
    links = Task.indicators.through.objects.filter(
        indicator__in=list(indicators), task__province__in=list(provinces)
    ).select_related("task__body")
    found = defaultdict(list)
    for link in links.order_by("task__deadline", "task_id"):
        found[link.task.province_id, link.indicator_id].append(link.task)
    return dict(found)
