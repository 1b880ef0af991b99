"""Bodies with their members, as a tree."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby

from django.db.models import Count, F, Q

from agreements.deadlines import OPEN_STATES, days_overdue
from agreements.enums import Clear
from agreements.models import Agreement, Body, BodyMember, Programme, Task
from agreements.queries.rows import SOURCE, columns, known_by, picked
from agreements.queries.task_days import as_they_stood, by_day, ever, is_past, with_lines
from agreements.queries.tasks import OPEN, UNCLEAR, overdue
from dtracker.places.models import Province
from indicators.models import Document

BODY = (
    "pk", "code", "name_vi", "name_en", "kind", "scope", "established_on", "parent_id", "agreement_id", "province_id",
    "quote", "note_vi", "note_en",
)  # fmt: skip
MEMBER = (
    "pk", "person", "office_vi", "office_en", "role_vi", "role_en", "order", "since", "until",
    "quote", "note_vi", "note_en",
)  # fmt: skip
PROGRAMME = ("pk", "order", "title_vi", "title_en")


@dataclass(frozen=True)
class Seat:
    """A member as of a day. Former ones have left by then."""

    member: BodyMember
    source: Document | None
    is_former: bool


@dataclass(frozen=True)
class Node:
    """A body with its members, those in office first, and the bodies under it."""

    body: Body
    document: Document | None
    source: Document | None
    programme: Programme | None
    seats: Sequence[Seat]
    children: list["Node"] = field(default_factory=list)

    @property
    def heads(self) -> list[Seat]:
        """Who leads: the first member in office, and whoever another source names in the same role."""
        serving = [each for each in self.seats if not each.is_former]
        return [each for each in serving if each.member.role_vi == serving[0].member.role_vi]


@dataclass(frozen=True)
class Work:
    """The tasks of a body: how many, how many still open, and of the open ones overdue and clear."""

    total: int
    open: int
    overdue: int
    clear: int


@dataclass(frozen=True)
class BodyPage:
    """One body as of a day: itself with what is under it, what it belongs to, and its tasks.

    `node` is None before the day of its founding: then there is neither a member nor a task.
    """

    body: Body
    node: Node | None
    tasks: Sequence[Task]


def bodies_by_province(on: date) -> list[tuple[Province, list[Node]]]:
    """All bodies of the day as trees, the provinces in official order, those of illustration last. Two reads."""
    found: dict[int, list[Node]] = defaultdict(list)
    for node in _tree(Q(), on):
        found[node.body.province_id].append(node)
    provinces = Province.objects.filter(pk__in=found).order_by("is_illustration", "sort_order", "pk")
    return [(each, found[each.pk]) for each in provinces]


def body_page(code: str, on: date) -> BodyPage | None:
    """The body at an address with its members and tasks of the day; None where there is none. Three reads."""
    related = ("province", "agreement", "programme__agreement", "parent", "document", "source")
    body = Body.objects.filter(code=code).select_related(*related).first()
    if body is None:
        return None
    everyone = _everyone(bodies_of_province(body.province, on))
    node = next((each for each in everyone if each.body.pk == body.pk), None)
    return BodyPage(body, node, _tasks_of(body, on) if node else [])


def _tasks_of(body: Body, on: date) -> list[Task]:
    of_it = Q(body=body) | Q(pk__in=ever(body=body)) if is_past(on) else Q(body=body)
    tasks = with_lines(Task.objects.filter(of_it), on).select_related("body", "programme__agreement", "unit")
    found = by_day(tasks.order_by(F("deadline").asc(nulls_last=True), "pk"), on)
    return [each for each in found if each.body_id == body.pk]


def work_of_bodies(on: date) -> dict[int, Work]:
    """The tasks of each body (by its key) on the day, counted. One read."""
    if is_past(on):
        stood: dict[int, list[Task]] = defaultdict(list)
        for each in as_they_stood(with_lines(Task.objects.all(), on), on):
            stood[each.body_id].append(each)
        return {body: counted(tasks, on) for body, tasks in stood.items() if body}
    numbers = {
        "total": Count("pk"),
        "open": Count("pk", filter=OPEN),
        "overdue": Count("pk", filter=overdue(on)),
        "clear": Count("pk", filter=OPEN & ~UNCLEAR),
    }
    rows = Task.objects.filter(body__isnull=False).order_by().values_list("body").annotate(**numbers)
    return {body: Work(*counts) for body, *counts in rows}


def counted(tasks: Sequence[Task], on: date) -> Work:
    still = [each for each in tasks if each.state in OPEN_STATES]
    late = [each for each in still if days_overdue(each.deadline, each.state, on)]
    return Work(len(tasks), len(still), len(late), sum(len(each.clear) == len(Clear) for each in still))


def _everyone(nodes: Iterable[Node]) -> Iterator[Node]:
    for node in nodes:
        yield node
        yield from _everyone(node.children)


def bodies_of_agreement(agreement: Agreement, on: date) -> list[Node]:
    """The agreement's own bodies and those of the whole province, tops of the tree in order. One read."""
    return _tree(Q(agreement=agreement) | Q(agreement=None, province=agreement.province_id), on)


def bodies_of_province(province, on: date) -> list[Node]:
    """All bodies of the province, tops of the tree in order. One read."""
    return _tree(Q(province=province), on)


def _tree(which: Q, on: date) -> list[Node]:
    rows = (
        Body.objects.filter(which & known_by("established_on", on))
        .order_by("pk", "members__order", "members__pk")
        .values(
            *BODY,
            *columns("members", MEMBER),
            *columns("programme", PROGRAMME),
            *[f"{name}__{each}" for name in ("document", "source", "members__source") for each in SOURCE],
        )
    )
    nodes = {pk: _node(list(group), on) for pk, group in groupby(rows, key=lambda row: row["pk"])}
    return _grown(nodes)


def _node(rows: list[dict], on: date) -> Node:
    first = rows[0]
    return Node(
        body=picked(first, "", Body, BODY),
        document=picked(first, "document", Document, SOURCE),
        source=picked(first, "source", Document, SOURCE),
        programme=picked(first, "programme", Programme, PROGRAMME),
        seats=sorted(filter(None, (_seat(row, on) for row in rows)), key=lambda each: each.is_former),
    )


def _seat(row: dict, on: date) -> Seat | None:
    member = picked(row, "members", BodyMember, MEMBER)
    if member is None or (member.since and member.since > on):
        return None
    left = member.until is not None and member.until < on
    if is_past(on) and member.until and member.until > on:
        # Nobody knew by then how long it would last.
        member.until = None
    return Seat(member, picked(row, "members__source", Document, SOURCE), left)


def _grown(nodes: dict[int, Node]) -> list[Node]:
    """Every node under its parent; a body whose parent is not among them stands at the top."""
    tops: list[Node] = []
    under: dict[int, list[Node]] = defaultdict(list)
    for node in nodes.values():
        parent = node.body.parent_id
        (under[parent] if parent in nodes else tops).append(node)
    for pk, children in under.items():
        nodes[pk].children.extend(children)
    return tops
