"""Bodies with their members, as a tree."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby

from django.db.models import Q

from agreements.models import Agreement, Body, BodyMember, Programme
from agreements.queries.rows import SOURCE, columns, known_by, picked
from indicators.models import Document

BODY = (
    "pk", "code", "name_vi", "name_en", "kind", "scope", "established_on", "parent_id", "agreement_id",
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
