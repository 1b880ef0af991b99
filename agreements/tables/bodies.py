"""Bodies and their members as a nested list."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from agreements.enums import BodyKind
from agreements.queries.bodies import BodyPage, Node, Seat, Work, counted
from agreements.tables.chain import Sees
from agreements.tables.sources import Sources, sources_of
from agreements.tables.tasks import TaskLine, named_of, task_line
from agreements.tables.words import member_words, since_words
from dtracker.formats.dates import format_date
from indicators.enums import Origin

NO_WORK: Mapping[int, Work] = MappingProxyType({})


@dataclass(frozen=True)
class SeatLine:
    role: str
    who: str
    when: str
    is_former: bool
    is_outside: bool


@dataclass(frozen=True)
class BodyLine:
    """A body in a list. `work`: its tasks counted, where the list says so."""

    name: str
    url: str
    about: str
    seats: Sequence[SeatLine]
    children: Sequence["BodyLine"]
    is_outside: bool
    work: str = ""


def is_of_agreement(node: Node) -> bool:
    """Whether the body, or one under it, was set up for an agreement."""
    return bool(node.body.agreement_id) or any(is_of_agreement(each) for each in node.children)


@dataclass(frozen=True)
class BodySheet:
    """The page of one body. `answers_for`: programmes (name, address); `tasks`: (address, task), for members only."""

    kind: str
    about: str
    seats: Sequence[SeatLine]
    former: Sequence[SeatLine]
    children: Sequence[BodyLine]
    answers_for: Sequence[tuple[str, str]]
    tasks: Sequence[tuple[str, TaskLine]]
    more: str
    work: str
    sources: Sources


def body_line(node: Node, work: Mapping[int, Work] = NO_WORK) -> BodyLine:
    work_of = work.get(node.body.pk)
    return BodyLine(
        name=node.body.name,
        url=node.body.get_absolute_url(),
        about=_about(node),
        seats=[seat_line(each) for each in node.seats],
        children=[body_line(each, work) for each in node.children],
        is_outside=bool(node.source) and node.source.origin == Origin.OUTSIDE,
        work=counted_words(work_of) if work_of else "",
    )


def counted_words(work: Work) -> str:
    """ "5 nhiệm vụ · 1 quá hạn · 4/5 việc đang làm đủ 5 rõ"."""
    parts = [ngettext("%(count)s task", "%(count)s tasks", work.total) % {"count": work.total}]
    if work.overdue:
        parts.append(_("%(count)s overdue") % {"count": work.overdue})
    if work.open:
        parts.append(_("5 clears: %(clear)s of %(open)s open tasks") % {"clear": work.clear, "open": work.open})
    return " · ".join(parts)


def body_sheet(page: BodyPage, on: date, *, sees: Sees) -> BodySheet:
    node, tasks = page.node, page.tasks
    shown, more = named_of([each for each in tasks if sees(each)])
    seats = [seat_line(each) for each in node.seats]
    programmes = [page.body.programme, *(each.programme for each in tasks)]
    ordered = sorted(filter(None, programmes), key=lambda each: (each.agreement_id, each.order))
    named = {each.pk: (f"{each.order}. {each.title}", each.agreement.get_absolute_url()) for each in ordered}
    return BodySheet(
        kind=str(BodyKind(node.body.kind).label),
        about=_about(node),
        seats=[each for each in seats if not each.is_former],
        former=[each for each in seats if each.is_former],
        children=[body_line(each) for each in node.children],
        answers_for=list(named.values()),
        tasks=[(each.get_absolute_url(), task_line(each, on)) for each in shown],
        more=more,
        work=counted_words(counted(tasks, on)) if tasks else "",
        sources=sources_of(_own_facts(node)),
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


def _own_facts(node: Node):
    yield node.body.name, node.body, node.source
    for seat in node.seats:
        yield member_words(seat.member), seat.member, seat.source


def _body_facts(node: Node):
    yield from _own_facts(node)
    for child in node.children:
        yield from _body_facts(child)
