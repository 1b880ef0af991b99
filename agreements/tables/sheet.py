"""The page of one agreement as it is drawn."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _

from agreements.models import Agreement
from agreements.queries.agreements import AgreementPage, Register
from agreements.tables.bodies import BodyLine, body_line, body_sources, is_of_agreement
from agreements.tables.chain import LinkLine, Sees, link_lines
from agreements.tables.goals import GoalLine, goal_line, goal_name
from agreements.tables.log import (
    Folded,
    LogLine,
    commitments_of,
    folded,
    log_sources,
    obstacle_line,
    recommendation_line,
)
from agreements.tables.programmes import (
    ProgrammeLine,
    programme_line,
    programme_note,
    programme_sources,
    programme_title,
    task_words,
)
from agreements.tables.sources import Sources, sources_of
from agreements.tables.tasks import TaskLine, named_of, task_line
from agreements.tables.timeline import Moment, legend_words, moments_of_agreement
from agreements.tables.words import parties_words, signed_words, state_words, term_words
from dtracker.formats.dates import format_date
from indicators.enums import Origin


@dataclass(frozen=True)
class Merged:
    """What became of the province that signed."""

    text: str
    link: str
    link_label: str


@dataclass(frozen=True)
class Sheet:
    title: str
    subtitle: str
    origin: Origin
    state: str
    place: str
    place_now: str
    lineage: Merged | None
    goals: Sequence[GoalLine]
    goal_sources: Sources
    chain: Sequence[LinkLine]
    programmes: Sequence[ProgrammeLine]
    programme_title: str
    programme_note: str
    programme_sources: Sources
    loose_tasks: Sequence[TaskLine]
    more_loose: str
    task_words: str
    sees_tasks: bool
    commitments: Sequence[tuple[str, Folded]]
    bodies: Sequence[BodyLine]
    province_bodies: Sequence[BodyLine]
    body_sources: Sources
    timeline: Sequence[Moment]
    timeline_note: str
    event_sources: Sources
    obstacles: Folded
    recommendations: Folded
    contradictions: Sequence[LogLine]
    own_sources: Sources


def sheet(page: AgreementPage, *, on: date, sees: Sees) -> Sheet:
    """Everything the page shows; tasks themselves only where the reader `sees` them, else how many there are."""
    agreement, log = page.agreement, page.log
    moments = moments_of_agreement(agreement, log, page.goals, on)
    own = [node for node in page.bodies if is_of_agreement(node)]
    loose, more_loose = named_of([each for each in page.tasks if each.programme_id is None and sees(each)])
    return Sheet(
        title=parties_words(page.registered),
        subtitle=_subtitle(page),
        origin=Origin(agreement.origin),
        state=state_words(agreement, on),
        place=page.registered.place,
        place_now=_place_now(page.registered),
        lineage=merged(agreement, on),
        goals=[goal_line(each) for each in page.goals],
        goal_sources=sources_of((goal_name(each), each.target, each.target.source) for each in page.goals),
        chain=link_lines(page.links, agreement.province, on, sees=sees),
        programmes=[programme_line(each, page, on, sees) for each in page.contents],
        programme_title=programme_title(page.contents),
        programme_note=programme_note(agreement, page.contents),
        programme_sources=programme_sources(page.contents),
        loose_tasks=[task_line(each, on) for each in loose],
        more_loose=more_loose,
        task_words=task_words(page.tasks, on),
        sees_tasks=any(map(sees, page.tasks)),
        commitments=commitments_of(log),
        bodies=[body_line(each) for each in own],
        province_bodies=[body_line(each) for each in page.bodies if each not in own],
        body_sources=body_sources(page.bodies),
        timeline=moments,
        timeline_note=legend_words(moments),
        event_sources=log_sources([*log.events, *log.terms]),
        obstacles=folded(log.obstacles, obstacle_line),
        recommendations=folded(log.recommendations, recommendation_line),
        contradictions=[LogLine(each.text, "", each.detail) for each in log.contradictions],
        own_sources=sources_of([(agreement.title, agreement, agreement.source)]),
    )


def _subtitle(page: AgreementPage) -> str:
    term = term_words(page.agreement)
    words = [page.agreement.title, signed_words(page.registered)]
    if term:
        words.append(_("term %(term)s") % {"term": term})
    return " · ".join(words)


def _place_now(found: Register) -> str:
    """The province under its name of the day, where it signed under another."""
    return found.place_now if found.place_now != found.place else ""


def merged(agreement: Agreement, on: date) -> Merged | None:
    """What is known of the agreement after the province that signed it had ended by the day."""
    province, successor = agreement.province, agreement.province.successor
    if province.ended_on is None or successor is None or on <= province.ended_on:
        return None
    return Merged(
        text=_(
            "since %(day)s %(old)s belongs to the new %(new)s. The sources held here contain no document "
            "by which it takes over this agreement."
        )
        % {
            "day": format_date(province.ended_on + timedelta(days=1)),
            "old": province.full_name,
            "new": successor.full_name,
        },
        link=successor.get_absolute_url(),
        link_label=_("Open %(name)s") % {"name": successor.full_name},
    )
