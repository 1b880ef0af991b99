"""From an agreement down to the targets, and from a target up: who works on what is measured."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db.models import F, Q

from agreements.models import Agreement, Programme, Task
from agreements.queries.programmes import INDICATOR, Content
from agreements.queries.rows import known_by, picked
from agreements.queries.task_days import by_day, ever, is_past, with_lines
from dtracker.places.models import Province
from indicators.enums import TargetKind
from indicators.models import Indicator
from indicators.queries.judging import Standing, worst_first

BY_DEADLINE = (F("deadline").asc(nulls_last=True), "pk")
SERVED = {f"served_{name}": F(f"indicators__{name}") for name in INDICATOR}


@dataclass(frozen=True)
class Link:
    """One indicator of an agreement: the targets of its province, worst first, and what serves it."""

    indicator: Indicator
    standings: Sequence[Standing]
    programmes: list[Programme] = field(default_factory=list)
    tasks: list[Task] = field(default_factory=list)


@dataclass(frozen=True)
class Service:
    """Who works on an indicator: programmes of agreements, and tasks with their groups."""

    programmes: Sequence[Programme]
    tasks: Sequence[Task]


def tasks_with_served(agreement: Agreement, on: date) -> list[Task]:
    """Tasks of the agreement or of its programmes as they stood on the day, by deadline, each with the indicators it
    serves (`served`).

    One read: tasks serve few indicators, so that a row for each is cheaper than a second read.
    """
    of_it = Q(agreement=agreement) | Q(programme__agreement=agreement)
    if is_past(on):
        of_it |= Q(pk__in=ever(agreement=agreement)) | Q(pk__in=ever(programme__agreement=agreement))
    rows = with_lines(Task.objects.filter(of_it), on).select_related("body", "unit", "programme").annotate(**SERVED)
    found = _joined(rows.order_by(*BY_DEADLINE, "indicators__order", "indicators__code"))
    return [each for each in by_day(found, on) if _is_of(each, agreement)]


def _is_of(task: Task, agreement: Agreement) -> bool:
    of_programme = task.programme.agreement_id if task.programme else None
    return agreement.pk in (task.agreement_id, of_programme)


def _joined(rows: Iterable[Task]) -> list[Task]:
    found: dict[int, Task] = {}
    for row in rows:
        task = found.setdefault(row.pk, row)
        served = picked(vars(row), "served", Indicator, INDICATOR, joint="_")
        task.served = [*getattr(task, "served", ()), *([served] if served else [])]
    return list(found.values())


def served_by(contents: Iterable[Content], tasks: Iterable[Task]) -> set[int]:
    """The indicators (pk) that the programmes or the tasks serve."""
    return {one.pk for each in contents for one in each.indicators} | {one.pk for each in tasks for one in each.served}


def links_of(contents: Sequence[Content], tasks: Sequence[Task], standings: Iterable[Standing]) -> list[Link]:
    """The indicators that programmes and tasks serve and that have targets, those with the worst target first."""
    links: dict[int, Link] = {}
    targets: dict[int, list[Standing]] = defaultdict(list)
    for each in standings:
        if each.kind == TargetKind.TARGET:
            targets[each.indicator_id].append(each)
    for found in targets.values():
        _link(links, targets, found[0].indicator)
    for content in contents:
        for indicator in content.indicators:
            _link(links, targets, indicator).programmes.append(content.programme)
    for task in tasks:
        for indicator in task.served:
            _link(links, targets, indicator).tasks.append(task)
    return sorted(links.values(), key=_worst)


def _link(links: dict[int, Link], targets: Mapping[int, list[Standing]], indicator: Indicator) -> Link:
    return links.setdefault(indicator.pk, Link(indicator, worst_first(targets.get(indicator.pk, ()))))


def _worst(link: Link) -> tuple:
    first = link.standings[0] if link.standings else None
    return (first is None, first.sort_key if first else (), link.indicator.code)


def what_serves(indicator: Indicator, on: date, *, province: Province | None = None) -> Service:
    """What serves the indicator, in one province or in all real ones, as far as it was there by the day. Two reads."""
    programmes = Programme.objects.filter(known_by("agreement__signed_on", on), indicators=indicator)
    tasks = with_lines(Task.objects.filter(indicators=indicator), on)
    if province is not None:
        programmes, tasks = programmes.filter(agreement__province=province), tasks.filter(province=province)
    else:
        programmes = programmes.filter(agreement__province__is_illustration=False)
        tasks = tasks.filter(province__is_illustration=False)
    place = ("agreement__province__sort_order", "agreement__province")
    return Service(
        programmes=list(programmes.select_related("agreement__province").order_by(*place, "agreement", "order", "pk")),
        tasks=by_day(tasks.select_related("body", "province", "unit").order_by(*BY_DEADLINE), on),
    )
