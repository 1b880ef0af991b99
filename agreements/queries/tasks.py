"""Tasks, as questions to the database."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import (
    Case,
    Count,
    Exists,
    F,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
    prefetch_related_objects,
)
from django.db.models.functions import Coalesce, NullIf

from agreements.access import heads_today
from agreements.deadlines import OPEN_STATES, OWED_STATES, SOON, days_overdue, is_due_soon
from agreements.enums import Clear, KeeperRole, TaskState
from agreements.models import Body, Task, TaskKeeper, TaskNote
from agreements.queries.rows import columns, picked
from agreements.queries.task_days import in_order, is_past, was_there, with_lines
from dtracker.accounts.access import own_units, places_for
from dtracker.accounts.models import User
from dtracker.accounts.roles import Permission
from dtracker.places.models import Province

OPEN = Q(state__in=OPEN_STATES)
OWED = Q(state__in=OWED_STATES)
UNCLEAR = Q(person="") | Q(work_vi="") | Q(deadline=None) | Q(unit=None, unit_vi="") | Q(product_vi="")
"""The same as `Task.clear` with fewer than five parts, for the database."""
HAS_UNIT = Q(unit__isnull=False) | ~Q(unit_vi="")
CLEAR = Q(deadline__isnull=False) & ~Q(person="") & ~Q(work_vi="") & HAS_UNIT & ~Q(product_vi="")
"""The tasks that `UNCLEAR` leaves."""
NAMED = ("province", "agreement", "programme", "body", "unit")
NOTE = ("on", "text_vi", "text_en", "percent")
CHOICES = {
    "province": ("slug", "name_vi", "name_en"),
    "agreement": ("code", "title_vi", "title_en"),
    "programme": ("code", "title_vi", "title_en"),
    "body": ("code", "name_vi", "name_en"),
}
"""What a list of tasks can be narrowed to, with the columns that name it."""


@dataclass(frozen=True)
class Wanted:
    """What a list of tasks is narrowed to; empty values narrow nothing.

    `person` is a name as written in the tasks; `me` somebody whose own tasks are wanted (see `mine`), `confirmer`
    somebody for whom products wait (see `to_confirm_by`).
    """

    province: str = ""
    agreement: str = ""
    programme: str = ""
    group: str = ""
    state: str = ""
    person: str = ""
    me: User | None = None
    confirmer: User | None = None
    is_overdue: bool = False
    is_soon: bool = False
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
        if self.me:
            wanted &= mine(self.me)
        if self.confirmer:
            wanted &= to_confirm_by(self.confirmer)
        if self.is_overdue:
            wanted &= overdue(today)
        if self.is_soon:
            wanted &= due_soon(today)
        return wanted & OPEN & UNCLEAR if self.is_unclear else wanted


@dataclass(frozen=True)
class Tally:
    """Of all tasks in the scope: how many, how many open, and of the open ones overdue and not yet clear."""

    total: int
    open: int
    overdue: int
    unclear: int


@dataclass(frozen=True)
class Clearness:
    """How many of the open tasks of a group are clear in all five. `group` is None for tasks of no group."""

    place: Province
    group: Body | None
    clear: int
    open: int


def overdue(today: date) -> Q:
    return OWED & Q(deadline__lt=today)


def due_soon(today: date) -> Q:
    return OWED & Q(deadline__range=(today, today + SOON))


def mine(user) -> Q:
    """The person's own tasks, by account or by name; and those of her unit that nobody's account answers for."""
    own = Q(assignee=user) | Q(person=user.get_full_name())
    units = own_units(user, Permission.TASK_WORK)
    return own | Q(assignee=None, unit__in=units) if units else own


def visible_to(user) -> QuerySet[Task]:
    """The tasks of the provinces and units whose tasks the person may see."""
    return Task.objects.filter(places_for(user, Permission.TASK_READ))


def with_keepers(tasks: QuerySet[Task], user) -> QuerySet[Task]:
    """With `is_closed`, whether the group of a task is kept by others, and who confirms for it: `head` (pk) and
    `head_name`. No read of its own.
    """
    keepers = TaskKeeper.objects.filter(body=OuterRef("body"), role=KeeperRole.SECRETARY)
    head = heads_today().filter(body=OuterRef("body"))
    return tasks.annotate(
        is_closed=Exists(keepers) & ~Exists(keepers.filter(user=user)),
        head=Subquery(head.values("user")),
        head_name=Subquery(head.values(name=Coalesce(NullIf("user__full_name", Value("")), "user__username"))),
    )


def to_confirm_by(user) -> Q:
    """The products that wait for the person: as the head of their group, or as a reviewer where no head confirms."""
    head = heads_today().filter(body=OuterRef("body"))
    left_to_reviewers = ~Exists(head) | Exists(head.filter(user=OuterRef("handed_in_by")))
    hers = Exists(head.filter(user=user)) | (places_for(user, Permission.TASK_CONFIRM) & left_to_reviewers)
    return hers & Q(state=TaskState.HANDED_IN) & ~Q(handed_in_by=user)


def fits(wanted: Wanted, task: Task, on: date) -> bool:
    """What `Wanted.q` asks the database, asked of a task that was put together here.

    Whom its product waited for then is told by the history alone, so `confirmer` narrows nothing.
    """
    named = (
        (wanted.province, task.province.slug),
        (wanted.agreement, task.agreement.code if task.agreement else ""),
        (wanted.programme, task.programme.code if task.programme else ""),
        (wanted.group, task.body.code if task.body else ""),
        (wanted.state, task.state),
        (wanted.person, task.person),
    )
    asked = (
        all(value in ("", held) for value, held in named),
        wanted.me is None or is_mine(wanted.me, task),
        not wanted.is_overdue or days_overdue(task.deadline, task.state, on) > 0,
        not wanted.is_soon or is_due_soon(task.deadline, task.state, on),
        not wanted.is_unclear or (task.state in OPEN_STATES and len(task.clear) < len(Clear)),
    )
    return all(asked)


def is_mine(user, task: Task) -> bool:
    """The same as `mine`, of one task."""
    of_unit = task.assignee_id is None and task.unit_id in own_units(user, Permission.TASK_WORK)
    return task.assignee_id == user.pk or task.person == user.get_full_name() or of_unit


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


def clearness(tasks: QuerySet[Task]) -> list[Clearness]:
    """The share of clear tasks of each group, in the order of the provinces. One read."""
    place, group = ("slug", "name_vi", "name_en"), ("code", "name_vi", "name_en")
    named = [*columns("province", ("pk", *place)), *columns("body", ("pk", *group))]
    last = F("body").asc(nulls_last=True)
    counted = tasks.filter(OPEN).order_by("province__sort_order", "province", last).values(*named)
    return [
        Clearness(
            place=picked(row, "province", Province, ("pk", *place)),
            group=picked(row, "body", Body, ("pk", *group)),
            clear=row["clear"],
            open=row["open"],
        )
        for row in counted.annotate(open=Count("pk"), clear=Count("pk", filter=CLEAR))
    ]


def by_urgency(tasks: QuerySet[Task], today: date) -> QuerySet[Task]:
    """Overdue first, the longest overdue at the top; then open ones by deadline; then the others. See `with_notes`."""
    urgency = Case(When(overdue(today), then=Value(0)), When(OPEN, then=Value(1)), default=Value(2))
    return with_notes(tasks).annotate(urgency=urgency).order_by("urgency", F("deadline").asc(nulls_last=True), "pk")


def with_notes(tasks: QuerySet[Task]) -> QuerySet[Task]:
    """With all that a row shows, and the newest note (`note_on`, `note_text_vi`, …). Two reads when evaluated."""
    notes = TaskNote.objects.filter(task=OuterRef("pk")).order_by("-on", "-pk")
    return (
        tasks.select_related(*NAMED)
        .prefetch_related("indicators")
        .annotate(**{f"note_{name}": Subquery(notes.values(name)[:1]) for name in NOTE})
    )


def add_notes(tasks: Sequence[Task], on: date) -> None:
    """The same for tasks that are loaded with the rows they name, of a past day. Two reads."""
    prefetch_related_objects(tasks, "indicators")
    notes = TaskNote.objects.filter(task__in=tasks, on__lte=on).order_by("on", "pk")
    newest = {each.task_id: each for each in notes}
    for task in tasks:
        for name in NOTE:
            setattr(task, f"note_{name}", getattr(newest.get(task.pk), name, None))


def choices_among(tasks: QuerySet[Task]) -> list[dict]:
    """Which provinces, programmes, groups and persons occur among the tasks. One read."""
    named = [f"{noun}__{field}" for noun, fields in CHOICES.items() for field in fields]
    order = ("province__sort_order", "agreement", "programme__order", "body", "person")
    return list(tasks.order_by(*order).values(*named, "person").distinct())


def tasks_serving(indicators: Iterable[int], provinces: Iterable[int], on: date) -> dict[tuple[int, int], list[Task]]:
    """Tasks by (province, indicator) they serve, as they stood on the day, with their working groups. One read."""
    links = Task.indicators.through.objects.filter(
        indicator__in=list(indicators), task__province__in=list(provinces)
    ).select_related("task__body")
    found = defaultdict(list)
    past = is_past(on)
    for link in with_lines(links, on, task="task").order_by("task__deadline", "task_id"):
        if not past or was_there(link.task, link.told, on):
            found[link.task.province_id, link.indicator_id].append(link.task)
    return {cell: in_order(tasks) for cell, tasks in found.items()} if past else dict(found)
