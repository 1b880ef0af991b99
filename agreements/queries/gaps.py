"""Where the chain from agreement to work is broken, in the provinces whose tasks a person may see."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from django.db.models import Count, F, Q, QuerySet, Window
from django.db.models.functions import RowNumber

from agreements.deadlines import OPEN_STATES
from agreements.models import Agreement, Programme, Task
from agreements.queries.agreements import registered
from agreements.queries.beyond import Beyond, beyond
from agreements.queries.tasks import OPEN, tasks_serving
from dtracker.places.models import Province
from dtracker.places.queries import known_end
from indicators.enums import Group, TargetKind
from indicators.queries.judging import Standing, worst_first
from indicators.queries.outlines import outlines_on
from indicators.queries.standings import standings, standings_of, targets_on

NAMELESS = OPEN & (Q(person="") | Q(deadline=None))
MOST = 50
"""Rows on one page of a list; the counts are of all."""
LISTS = ("unserved", "nameless", "aimless", "early", "beyond")
FIRST_PAGES: Mapping[str, int] = MappingProxyType({})


@dataclass(frozen=True)
class Unserved:
    """A bad target that nobody works on. `closed`: how many tasks for it are closed."""

    standing: Standing
    closed: int


@dataclass(frozen=True)
class EndsEarly:
    """An agreement that ended before the last year of its term, by itself (`on`) or with its province."""

    agreement: Agreement
    on: date
    with_province: bool


@dataclass(frozen=True)
class Gaps:
    """What is missing, a page of each list in its own order, and how much of each there is in every province (by its
    key). `pages`: the number of the page, by list.

    `has_ended`: whether a province among them has ended, whose targets nobody can work on any more.
    """

    unserved: Sequence[Unserved]
    nameless: Sequence[Task]
    aimless: Sequence[Programme]
    early: Sequence[EndsEarly]
    beyond: Sequence[Beyond]
    counts: dict[int, Counter[str]]
    pages: Mapping[str, int]
    has_ended: bool

    def total(self, kind: str) -> int:
        return sum(counts[kind] for counts in self.counts.values())


def gaps_of(
    provinces: Iterable[Province], on: date, visible: QuerySet[Task], pages: Mapping[str, int] = FIRST_PAGES
) -> Gaps:
    """Tasks are named as far as they are `visible`. `pages`: which page of each list is wanted; the last one at most.

    Seven reads, whatever the number of provinces; nine where targets are judged anew.
    """
    provinces = {each.pk: each for each in provinces}
    counts = {pk: Counter() for pk in provinces}
    wanted = dict.fromkeys(LISTS, 1) | pages
    alone, closed = _unserved(provinces, on, counts)
    nameless = _nameless(visible.filter(province__in=provinces), wanted["nameless"])
    for each in nameless:
        counts[each.province_id]["nameless"] = each.count
    programmes = Programme.objects.filter(agreement__province__in=provinces, indicators=None)
    aimless = list(
        programmes.select_related("agreement__province").order_by(
            "agreement__province__sort_order", "agreement", "order"
        )
    )
    agreements = [each.agreement for each in registered(on) if each.agreement.province_id in provinces]
    early = [found for each in agreements if (found := _early(each, on))]
    late = beyond(agreements, visible)
    for each in aimless:
        counts[each.agreement.province_id]["aimless"] += 1
    for each in early:
        counts[each.agreement.province_id]["early"] += 1
    for each in late:
        counts[each.agreement.province_id]["beyond"] += 1
    has_ended = any(each.ended_on for each in provinces.values())
    lists = {"unserved": alone, "nameless": nameless, "aimless": aimless, "early": early, "beyond": late}
    pages = {key: min(wanted[key], max(-(-len(rows) // MOST), 1)) for key, rows in lists.items()}
    shown = {key: rows[(pages[key] - 1) * MOST : pages[key] * MOST] for key, rows in lists.items()}
    shown["unserved"] = _whole(shown["unserved"], closed, on)
    return Gaps(**shown, counts=counts, pages=pages, has_ended=has_ended)


def _nameless(tasks: QuerySet[Task], page: int) -> list[Task]:
    """By deadline as many of each province as pages up to this one can show, with the `count` of all of them there.
    One read.
    """
    order = [F("deadline").asc(nulls_last=True), F("pk").asc()]
    placed = tasks.filter(NAMELESS).annotate(
        place=Window(RowNumber(), partition_by=F("province"), order_by=order),
        count=Window(Count("pk"), partition_by=F("province")),
    )
    return list(placed.filter(place__lte=page * MOST).select_related("province", "body", "programme").order_by(*order))


def _unserved(provinces: dict[int, Province], on: date, counts: dict[int, Counter[str]]) -> tuple[list, dict]:
    """Bad targets of provinces that still exist, worst first, without an open task; and all tasks for such targets."""
    there = [each for each in provinces.values() if each.ended_on is None]
    outlines = outlines_on(there, on)
    targets = standings(provinces=there, on=on) if outlines is None else outlines
    bad = [each for each in targets if each.kind == TargetKind.TARGET and each.status.group == Group.BAD]
    tasks = tasks_serving({each.indicator_id for each in bad}, provinces, on)
    alone = [each for each in bad if not _is_worked_on(tasks.get((each.province_id, each.indicator_id), ()))]
    for each in alone:
        counts[each.province_id]["unserved"] += 1
    return worst_first(alone), tasks


def _whole(first: Sequence, tasks: Mapping[tuple, Sequence[Task]], on: date) -> list[Unserved]:
    """With all that a line says of a target. Two reads where targets were read in outline."""
    whole = {each.pk: each for each in first if isinstance(each, Standing)}
    if missing := [each.pk for each in first if each.pk not in whole]:
        whole |= {each.pk: each for each in standings_of(targets_on(on).filter(pk__in=missing), on=on)}
    return [Unserved(whole[each.pk], len(tasks.get((each.province_id, each.indicator_id), ()))) for each in first]


def _is_worked_on(tasks: Iterable[Task]) -> bool:
    return any(each.state in OPEN_STATES for each in tasks)


def _early(agreement: Agreement, on: date) -> EndsEarly | None:
    if agreement.last_year is None:
        return None
    term_ends, province_ends = date(agreement.last_year, 12, 31), known_end(agreement.province, on)
    if agreement.ended_on and agreement.ended_on < term_ends:
        return EndsEarly(agreement, agreement.ended_on, with_province=False)
    if province_ends and province_ends < term_ends:
        return EndsEarly(agreement, province_ends, with_province=True)
    return None
