"""Bodies and their members as a nested list."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from agreements.queries.bodies import Node, Seat
from agreements.tables.sources import Sources, sources_of
from agreements.tables.words import member_words, since_words
from dtracker.formats.dates import format_date
from indicators.enums import Origin


@dataclass(frozen=True)
class SeatLine:
    role: str
    who: str
    when: str
    is_former: bool
    is_outside: bool


@dataclass(frozen=True)
class BodyLine:
    name: str
    about: str
    seats: Sequence[SeatLine]
    children: Sequence["BodyLine"]
    is_outside: bool


def is_of_agreement(node: Node) -> bool:
    """Whether the body, or one under it, was set up for an agreement."""
    return bool(node.body.agreement_id) or any(is_of_agreement(each) for each in node.children)


def body_line(node: Node) -> BodyLine:
    return BodyLine(
        name=node.body.name,
        about=_about(node),
        seats=[seat_line(each) for each in node.seats],
        children=[body_line(each) for each in node.children],
        is_outside=bool(node.source) and node.source.origin == Origin.OUTSIDE,
    )


def _about(node: Node) -> str:
    """Programme, founding day, deciding document."""
    parts = []
    if node.programme:
        parts.append(_("programme %(number)s") % {"number": node.programme.order})
    if node.body.established_on:
        parts.append(_("set up on %(day)s") % {"day": format_date(node.body.established_on)})
    if node.document:
        parts.append(node.document.label)
    return " · ".join(parts)


def seat_line(seat: Seat) -> SeatLine:
    member = seat.member
    return SeatLine(
        role=member.role,
        who=member_words(member),
        when=since_words(member.since, member.until),
        is_former=seat.is_former,
        is_outside=bool(seat.source) and seat.source.origin == Origin.OUTSIDE,
    )


def body_sources(nodes: Iterable[Node]) -> Sources:
    return sources_of(fact for node in nodes for fact in _body_facts(node))


def _body_facts(node: Node):
    yield node.body.name, node.body, node.source
    for seat in node.seats:
        yield member_words(seat.member), seat.member, seat.source
    for child in node.children:
        yield from _body_facts(child)
