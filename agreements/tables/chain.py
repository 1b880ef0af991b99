"""The chain in both directions: what an agreement comes down to, and who works on what is measured."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from agreements.deadlines import OPEN_STATES, days_overdue
from agreements.models import Programme, Task
from agreements.queries.chain import Link, Service
from agreements.tables.tasks import TaskLine, named_of, task_line
from dtracker.places.models import Province
from indicators.enums import Flag, Group, Status
from indicators.explain import due_words, status_words
from indicators.queries.judging import Standing

Sees = Callable[[Task], bool]
"""Whether the reader may see a task; of the others only the number is said."""


@dataclass(frozen=True)
class Chip:
    """The status of one target, with the day it is due; `document` where targets of several stand side by side."""

    status: Status
    label: str
    stale: bool
    due: str
    document: str = ""


@dataclass(frozen=True)
class LinkLine:
    """One indicator of an agreement: how its targets stand and what serves it. `gap`: a bad target, and no work."""

    name: str
    url: str
    chips: Sequence[Chip]
    programmes: Sequence[str]
    groups: Sequence[str]
    tasks: str
    named_tasks: Sequence[tuple[str, str]]
    more: str
    gap: str


@dataclass(frozen=True)
class ProgrammeOf:
    """A programme that serves an indicator, with its agreement."""

    name: str
    agreement: str
    url: str
    place: str


@dataclass(frozen=True)
class ServiceLines:
    """Who works on an indicator: programmes, groups (name, address), and tasks as far as the reader may see them.

    `hidden`: how many tasks others keep, in words.
    """

    programmes: Sequence[ProgrammeOf]
    groups: Sequence[tuple[str, str]]
    tasks: Sequence[tuple[str, TaskLine]]
    hidden: str

    @property
    def is_empty(self) -> bool:
        return not (self.programmes or self.tasks or self.hidden)


def link_lines(links: Iterable[Link], province: Province, on: date, *, sees: Sees) -> list[LinkLine]:
    return [_line(each, province, on, sees) for each in links]


def _line(link: Link, province: Province, on: date, sees: Sees) -> LinkLine:
    named, more = named_of([each for each in link.tasks if sees(each)])
    return LinkLine(
        name=link.indicator.short,
        url=reverse("indicators:series", args=[province.slug, link.indicator.code]),
        chips=_chips(link.standings),
        programmes=[f"{each.order}. {each.title}" for each in link.programmes],
        groups=_names(each.body.name for each in link.tasks if each.body),
        tasks=work_words(link.tasks, on),
        named_tasks=[(each.work, each.get_absolute_url()) for each in named],
        more=more,
        gap=gap_words(link.standings, link.tasks) if province.ended_on is None else "",
    )


def chip_of(standing: Standing) -> Chip:
    verdict = standing.verdict
    stale = any(each.flag == Flag.STALE for each in verdict.flags)
    return Chip(verdict.status, status_words(verdict), stale, due_words(standing.target, standing.terms))


def _chips(standings: Sequence[Standing]) -> list[Chip]:
    names = [decided.label if (decided := each.target.decided_by(each.terms)) else "" for each in standings]
    if len(set(names)) < 2:
        return [chip_of(each) for each in standings]
    return [replace(chip_of(each), document=name) for each, name in zip(standings, names, strict=True)]


def gap_words(standings: Iterable[Standing], tasks: Sequence[Task]) -> str:
    """What is said of a bad target that nobody works on; "" where somebody does, or no target is bad."""
    if not any(each.status.group == Group.BAD for each in standings):
        return ""
    if not tasks:
        return _("No task serves it")
    return "" if any(each.state in OPEN_STATES for each in tasks) else _("Every task for it is closed")


def work_words(tasks: Sequence[Task], on: date) -> str:
    """ "5 nhiệm vụ, 2 quá hạn"; "" where there is none."""
    if not tasks:
        return ""
    count = ngettext("%(count)s task", "%(count)s tasks", len(tasks)) % {"count": len(tasks)}
    late = sum(1 for each in tasks if days_overdue(each.deadline, each.state, on))
    return _("%(tasks)s, %(late)s overdue") % {"tasks": count, "late": late} if late else count


def service_lines(found: Service, on: date, *, sees: Sees) -> ServiceLines:
    groups = {each.body.code: each.body for each in found.tasks if each.body}
    return ServiceLines(
        programmes=[_programme(each) for each in found.programmes],
        groups=[(each.name, each.get_absolute_url()) for each in groups.values()],
        tasks=[(each.get_absolute_url(), task_line(each, on)) for each in found.tasks if sees(each)],
        hidden=work_words([each for each in found.tasks if not sees(each)], on),
    )


def _programme(programme: Programme) -> ProgrammeOf:
    agreement = programme.agreement
    name = f"{programme.order}. {programme.title}"
    return ProgrammeOf(name, agreement.title, agreement.get_absolute_url(), agreement.province.name)


def _names(names: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(names))
