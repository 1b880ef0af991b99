"""Overviews as the pages draw them: answer, rows, marks, what is new."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from agreements.deadlines import OPEN_STATES, days_overdue
from agreements.models import Task
from dtracker.formats.addresses import path_to
from dtracker.formats.numbers import format_number
from dtracker.pages.queries import Overview
from dtracker.places.models import Province
from dtracker.places.queries import known_end
from indicators.enums import Group
from indicators.explain import figure_words, public_words
from indicators.models import ExplanationRequest, Publication
from indicators.queries.judging import Standing, worst_first
from indicators.queries.outlines import Outline
from indicators.queries.publications import Reading
from indicators.queries.standings import standings_of, targets_on
from indicators.tables.answers import Answer, answer
from indicators.tables.explanations import mark_of
from indicators.tables.quoted import said_instead
from indicators.tables.rows import Mark, Row, row_key, target_rows

Requests = Mapping[int, Sequence[ExplanationRequest]]
"""Open requests for explanation by target (pk), for who may see them."""
NO_REQUESTS: Requests = {}
NOWHERE: Collection[int] = frozenset()
NOTHING: Mapping[int, str] = {}
ROWS_OF_ONE = 7
ROWS_OF_SEVERAL = 3


@dataclass(frozen=True)
class Block:
    """One province on the home page. `begins`: its first day, where the page is of a day before it."""

    province: Province
    until: date | None
    url: str
    subtitle: str
    answer: Answer
    rows: Sequence[Row]
    hidden: int
    begins: date | None = None


@dataclass(frozen=True)
class News:
    """A figure published lately."""

    name: str
    url: str
    text: str
    when: str
    place: str = ""


def blocks(
    overviews: Sequence[Overview],
    *,
    rows: int,
    today: date,
    requests: Requests = NO_REQUESTS,
    people_in: Collection[int] = NOWHERE,
    not_begun: Mapping[int, str] = NOTHING,
) -> list[Block]:
    """The answer of each province and its worst targets; `hidden` says how many rows are left out.

    `people_in`: the provinces (pk) whose tasks the reader may see, with the persons who answer for them.
    `not_begun`: by province (pk) what is said of one that there was not yet; it stands in place of the answer.
    """
    worst = {each.province: _worst(each, rows) for each in overviews}
    shown = _rows_of([each for members, _hidden in worst.values() for each in members], today)
    return [
        Block(
            province=each.province,
            until=known_end(each.province, today),
            url=each.province.get_absolute_url() + each.cut.query(),
            subtitle=subtitle(each, today),
            answer=_said(not_begun[each.province.pk]) if each.province.pk in not_begun else answer_of(each),
            rows=target_rows(
                [shown[one.pk] for one in worst[each.province][0]],
                marks_of(each, today, requests),
                owners_of(each, with_people=each.province.pk in people_in),
            ),
            hidden=worst[each.province][1],
            begins=each.province.started_on if each.province.pk in not_begun else None,
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


def _said(sentence: str) -> Answer:
    return Answer(format_html("{}", sentence), "", ())


def answer_of(overview: Overview) -> Answer:
    if overview.cut.is_on and not overview.judged and overview.all_judged:
        return _said(_("None of its targets is among those chosen."))
    url = path_to("province", overview.province.slug) + overview.cut.query(status=None).removesuffix("?")
    return answer(overview.judged, url=url, without_task=len(overview.bad_without_task))


def subtitle(overview: Overview, today: date) -> str:
    """How fresh and how complete the figures are."""
    if overview.last is None:
        return _("No published figure yet")
    parts = [_last_publication(overview.last, today)]
    if overview.judged:
        numbers = {"have": sum(1 for each in overview.judged if each.has_value), "all": len(overview.judged)}
        parts.insert(0, _("%(have)s of %(all)s targets have a figure") % numbers)
    if stale := sum(1 for each in overview.judged if each.is_stale):
        parts.insert(1, ngettext("%(count)s old figure", "%(count)s old figures", stale) % {"count": stale})
    return " · ".join(parts)


def _last_publication(last: Publication, today: date) -> str:
    words = {"day": public_words(last)}
    if last.public_on is None or last.public_text:
        # From a month that is printed without its day no days can be counted.
        return _("last publication %(day)s") % words
    passed = (today - last.public_on).days
    if not passed:
        return _("last publication %(day)s, today") % words
    sentence = ngettext(
        "last publication %(day)s, %(days)s day ago", "last publication %(day)s, %(days)s days ago", passed
    )
    return sentence % (words | {"days": format_number(passed, 0)})


def owners_of(overview: Overview, *, with_people: bool) -> Callable[[Standing], str]:
    """Who answers for a target: the unit named with it, and the person of its first open task.

    `with_people`: whether the reader may see the tasks. Where no unit is named, their working group stands for it;
    where nobody is, a target that is not well says so.
    """

    def owner(standing: Standing) -> str:
        tasks = [each for each in overview.tasks_of(standing) if each.state in OPEN_STATES]
        person = next((each.person for each in tasks if each.person), "") if with_people else ""
        group = next((each.body.name for each in tasks if each.body), "")
        found = " · ".join(part for part in (standing.target.owner or group, person) if part)
        return found or _nobody(overview.province, standing)

    return owner


def _nobody(province: Province, standing: Standing) -> str:
    is_open = province.ended_on is None and standing.status.group in (Group.BAD, Group.WATCH)
    return _("nobody answers for it yet") if is_open else ""


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
        url=path_to("indicators:series", province.slug, indicator.code),
        text=format_html("{} · {}", value, period),
        when=public_words(row),
        place=province.name if name_place else "",
    )


def reading_words(reading: Reading) -> str:
    """The value of a reading in words, or the reason why there is none."""
    row = reading.publication
    if row.value is None and row.rank is None:
        return said_instead(row)
    if row.value is None:
        return _("rank %(rank)s of %(all)s") % {"rank": row.rank, "all": row.rank_of}
    return figure_words(row, reading.figure.indicator)
