"""Overviews as the pages draw them: answer, rows, marks, what is new."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from agreements.deadlines import OPEN_STATES, days_overdue
from agreements.models import Task
from dtracker.pages.queries import Overview
from dtracker.places.models import Province
from dtracker.places.queries import known_end
from indicators.enums import Group
from indicators.explain import figure_words, public_words
from indicators.models import ExplanationRequest
from indicators.queries.judging import Standing, worst_first
from indicators.queries.outlines import Outline
from indicators.queries.publications import Reading
from indicators.queries.standings import standings_of, targets_on
from indicators.tables.answers import Answer, answer
from indicators.tables.explanations import mark_of
from indicators.tables.rows import Mark, Row, row_key, target_rows

Requests = Mapping[int, Sequence[ExplanationRequest]]
"""Open requests for explanation by target (pk), for who may see them."""
NO_REQUESTS: Requests = {}
ROWS_OF_ONE = 7
ROWS_OF_SEVERAL = 3


@dataclass(frozen=True)
class Block:
    """One province on the home page."""

    province: Province
    until: date | None
    subtitle: str
    answer: Answer
    rows: Sequence[Row]
    hidden: int


@dataclass(frozen=True)
class News:
    """A figure published lately."""

    name: str
    url: str
    text: str
    when: str
    place: str = ""


def blocks(overviews: Sequence[Overview], *, rows: int, today: date, requests: Requests = NO_REQUESTS) -> list[Block]:
    """The answer of each province and its worst targets; `hidden` says how many rows are left out."""
    worst = {each.province: _worst(each, rows) for each in overviews}
    shown = _rows_of([each for members, _hidden in worst.values() for each in members], today)
    return [
        Block(
            province=each.province,
            until=known_end(each.province, today),
            subtitle=subtitle(each),
            answer=answer_of(each),
            rows=target_rows([shown[one.pk] for one in worst[each.province][0]], marks_of(each, today, requests)),
            hidden=worst[each.province][1],
        )
        for each in overviews
    ]


def _worst(overview: Overview, rows: int) -> tuple[list[Standing | Outline], int]:
    """The targets of the first rows, worst first, and the number of rows after them."""
    ordered = worst_first(overview.judged)
    keys = list(dict.fromkeys(row_key(each) for each in ordered))
    first = set(keys[:rows])
    return [each for each in ordered if row_key(each) in first], max(0, len(keys) - rows)


def _rows_of(found: Iterable[Standing | Outline], on: date) -> dict[int, Standing]:
    """The same in full, by key. One read; none where they are so already."""
    whole = {each.pk: each for each in found if isinstance(each, Standing)}
    if missing := [each.pk for each in found if each.pk not in whole]:
        whole |= {each.pk: each for each in standings_of(targets_on(on).filter(pk__in=missing), on=on)}
    return whole


def answer_of(overview: Overview) -> Answer:
    return answer(
        overview.judged,
        url=reverse("province", args=[overview.province.slug]),
        without_task=len(overview.bad_without_task),
    )


def subtitle(overview: Overview) -> str:
    """How fresh and how complete the figures are."""
    if overview.last is None:
        return _("No published figure yet")
    day = public_words(overview.last)
    if not overview.judged:
        return _("Last publication %(day)s") % {"day": day}
    with_value = sum(1 for each in overview.judged if each.has_value)
    return _("%(have)s of %(all)s targets have a figure · last publication %(day)s") % {
        "have": with_value,
        "all": len(overview.judged),
        "day": day,
    }


def marks_of(overview: Overview, today: date, requests: Requests = NO_REQUESTS):
    """What is said beside a status: the work behind it, and the explanations asked for (`requests`, by target)."""

    def marks(standing: Standing) -> list[Mark]:
        asked = mark_of(requests.get(standing.pk, ()), today)
        return [*_work_marks(overview, standing, today), *([asked] if asked else [])]

    return marks


def _work_marks(overview: Overview, standing: Standing, today: date) -> list[Mark]:
    tasks = [each for each in overview.tasks_of(standing) if each.state in OPEN_STATES]
    if standing.status.group not in (Group.BAD, Group.WATCH):
        return []
    if not overview.tasks_of(standing):
        missing = standing.status.group == Group.BAD and overview.province.ended_on is None
        return [(_("No task serves it"), "bad")] if missing else []
    return [_work(tasks, today)] if tasks else []


def _work(tasks: list[Task], today: date) -> Mark:
    overdue = max(days_overdue(each.deadline, each.state, today) for each in tasks)
    count = ngettext("%(count)s task under way", "%(count)s tasks under way", len(tasks)) % {"count": len(tasks)}
    if not overdue:
        return count, ""
    late = ngettext("%(days)s day overdue", "%(days)s days overdue", overdue) % {"days": overdue}
    return f"{count} · {late}", "bad"


def news(latest: Iterable[Reading], *, of_several: bool) -> list[News]:
    """Values published last, in the order given, each with its place where there are several."""
    return [_news(each, of_several) for each in latest]


def _news(reading: Reading, name_place: bool) -> News:
    row, indicator, province = reading.publication, reading.figure.indicator, reading.figure.province
    period = reading.period.label() if reading.period else reading.figure.printed_period
    value = reading_words(reading)
    return News(
        name=indicator.name,
        url=reverse("indicators:series", args=[province.slug, indicator.code]),
        text=f"{value} · {period}",
        when=public_words(row),
        place=province.name if name_place else "",
    )


def reading_words(reading: Reading) -> str:
    """The value of a reading in words, or the reason why there is none."""
    row = reading.publication
    if row.value is None and row.rank is None:
        return row.value_text or row.no_data_reason or "–"
    if row.value is None:
        return _("rank %(rank)s of %(all)s") % {"rank": row.rank, "all": row.rank_of}
    return figure_words(row, reading.figure.indicator)
