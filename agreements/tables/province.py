"""What the page of a province shows of its agreements and of the work under them."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from agreements.queries.agreements import Listed, ProvincePart
from agreements.queries.bodies import Node
from agreements.tables.bodies import SeatLine, seat_line
from agreements.tables.log import (
    Folded,
    commitments_of,
    folded,
    log_sources,
    obstacle_line,
    recommendation_line,
)
from agreements.tables.sources import Sources
from agreements.tables.timeline import Moment, legend_words, moments_of_events, timeline
from agreements.tables.words import signed_words, term_words
from indicators.enums import Origin


@dataclass(frozen=True)
class AgreementLine:
    partner: str
    url: str
    signed: str
    contents: str
    origin: Origin


@dataclass(frozen=True)
class HeadLine:
    """A body with who leads it; `depth` counts the bodies above it."""

    name: str
    url: str
    heads: Sequence[SeatLine]
    members: str
    depth: int
    is_outside: bool


@dataclass(frozen=True)
class Side:
    """The side cards of a province."""

    agreements: Sequence[AgreementLine]
    bodies: Sequence[HeadLine]
    obstacles: Folded
    recommendations: Folded
    commitments: Sequence[tuple[str, Folded]]
    events: Sequence[Moment]
    events_note: str
    event_sources: Sources


def side_of(found: ProvincePart) -> Side:
    log = found.log
    moments = timeline(moments_of_events(log.events))
    return Side(
        agreements=[_agreement(each) for each in found.agreements],
        bodies=[line for node in found.bodies for line in _heads(node, 0)],
        obstacles=folded(log.obstacles, obstacle_line),
        recommendations=folded(log.recommendations, recommendation_line, shown=3),
        commitments=commitments_of(log),
        events=moments,
        events_note=legend_words(moments),
        event_sources=log_sources(log.events),
    )


def _agreement(found: Listed) -> AgreementLine:
    agreement = found.agreement
    term = term_words(agreement)
    signed = signed_words(found)
    return AgreementLine(
        partner=agreement.partner.name,
        url=agreement.get_absolute_url(),
        signed=" · ".join([signed, _("term %(term)s") % {"term": term}] if term else [signed]),
        contents=_contents(found),
        origin=Origin(agreement.origin),
    )


def _contents(found: Listed) -> str:
    if not found.programmes and not found.goals:
        return _("contents not stated")
    programmes = ngettext("%(count)s programme", "%(count)s programmes", found.programmes)
    goals = ngettext("%(count)s goal", "%(count)s goals", found.goals)
    parts = [programmes % {"count": found.programmes}] if found.programmes else []
    parts.append(goals % {"count": found.goals} if found.goals else _("no goal stated"))
    return ", ".join(parts)


def _heads(node: Node, depth: int):
    heads = [seat_line(each) for each in node.heads]
    others = len([each for each in node.seats if not each.is_former]) - len(heads)
    members = ngettext("%(count)s more member", "%(count)s more members", others) % {"count": others} if others else ""
    outside = bool(node.source) and node.source.origin == Origin.OUTSIDE
    yield HeadLine(node.body.name, node.body.get_absolute_url(), heads, members, depth, outside)
    for child in node.children:
        yield from _heads(child, depth + 1)
