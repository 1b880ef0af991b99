"""The page of one province as it is drawn: answer, groups of targets, figures without a target, lineage."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from typing import NamedTuple

from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from dtracker.formats.addresses import path_to
from dtracker.formats.dates import format_date
from dtracker.formats.quarters import Period
from dtracker.pages.blocks import (
    NO_REQUESTS,
    NOWHERE,
    News,
    Requests,
    answer_of,
    marks_of,
    news,
    owners_of,
    reading_words,
    subtitle,
)
from dtracker.pages.queries import Overview
from dtracker.places.models import Province
from dtracker.places.queries import known_end
from indicators.charts.inline import Spark, sparkline
from indicators.enums import Direction, Group, Origin, TargetKind
from indicators.explain import due_words, target_words
from indicators.models import Document, Pillar
from indicators.queries.judging import Standing, worst_first
from indicators.queries.publications import Reading
from indicators.tables.answers import Answer, Segment, answer
from indicators.tables.rows import Mark, Row, target_rows

WORST = 7
"""Targets that stand above all pillars."""


class Say(NamedTuple):
    """What is said beside a target: marks, and who answers for it."""

    marks: Callable[[Standing], Sequence[Mark]]
    owner: Callable[[Standing], str]


@dataclass(frozen=True)
class PillarRows:
    """The targets of one pillar, worst first; on paper a sheet of its own, the first being the answer.

    `sources`: the documents that set the targets and those that the figures were read in.
    """

    pillar: Pillar
    rows: Sequence[Row]
    count: int
    segments: Sequence[Segment]
    sources: Sequence[str]
    sheet: int


@dataclass(frozen=True)
class Series:
    """A published series no target speaks of: latest value, how it went, where from."""

    name: str
    url: str
    text: str
    period: str
    spark: Spark | None
    origin: Origin | None
    source: Document | None


@dataclass(frozen=True)
class Wish:
    """What was said without being set by a document: shown as what it is, never judged."""

    kind: str
    label: str
    url: str
    text: str
    stated_by: str
    source: object


@dataclass(frozen=True)
class Lineage:
    title: str
    text: str
    link: str
    link_label: str
    origins: Sequence[str]
    result: str


@dataclass(frozen=True)
class Sheet:
    subtitle: str
    until: date | None
    place: str
    answer: Answer
    worst: Sequence[Row]
    worst_left: int
    groups: Sequence[PillarRows]
    series: Sequence[tuple[Pillar, Sequence[Series]]]
    wishes: Sequence[Wish]
    lineage: Lineage | None
    formed_from: Sequence[Province]
    news: Sequence[News]

    @property
    def sheets(self) -> int:
        """On paper: the answer, then one for each pillar."""
        return 1 + len(self.groups)


def sheet(
    overview: Overview, *, on: date, requests: Requests = NO_REQUESTS, people_in: Collection[int] = NOWHERE
) -> Sheet:
    """Everything the page shows of figures and targets; a status in the cut keeps the targets of this one only.

    `people_in`: the provinces (pk) whose tasks the reader may see, with the persons who answer for them.
    """
    judged, status = overview.judged, overview.cut.status
    shown = [each for each in judged if status in (None, each.status)]
    owners = owners_of(overview, with_people=overview.province.pk in people_in)
    say = Say(marks_of(overview, on, requests), owners)
    worst = [] if status else _worst(judged)
    return Sheet(
        subtitle=subtitle(overview, on),
        until=known_end(overview.province, on),
        place=_place(overview, judged),
        answer=answer_of(overview),
        worst=target_rows(worst[:WORST], say.marks, say.owner),
        worst_left=len(worst[WORST:]),
        groups=_groups(shown, say),
        series=_series(overview, {each.target.indicator_id for each in overview.all_judged}),
        wishes=[_wish(each) for each in overview.standings if each.target.kind != TargetKind.TARGET],
        lineage=lineage(overview.province, on),
        formed_from=overview.province.family,
        news=news(overview.latest, of_several=False),
    )


def _worst(judged: list[Standing]) -> list[Standing]:
    """Of all pillars what is not well, worst first, where there are several to be found among many."""
    bad = [each for each in worst_first(judged) if each.status.group in (Group.BAD, Group.WATCH)]
    return bad if len(bad) > 1 and len(judged) > WORST else []


def _place(overview: Overview, judged: list[Standing]) -> str:
    """Region, code, and how many targets of how many documents."""
    province = overview.province
    parts = [province.region_now, _("code %(code)s") % {"code": province.code}]
    if judged:
        documents = len({each.target.document_id for each in judged})
        targets = ngettext("%(count)s target", "%(count)s targets", len(judged)) % {"count": len(judged)}
        sources = ngettext("from %(count)s document", "from %(count)s documents", documents) % {"count": documents}
        parts.append(f"{targets} {sources}")
    return " · ".join(part for part in parts if part)


def _groups(shown: list[Standing], say: Say) -> list[PillarRows]:
    by_pillar = groupby(shown, key=lambda each: each.indicator.pillar)
    return [
        _group(pillar, worst_first(members), say, sheet) for sheet, (pillar, members) in enumerate(by_pillar, start=2)
    ]


def _group(pillar: Pillar, ordered: list[Standing], say: Say, sheet: int) -> PillarRows:
    return PillarRows(
        pillar=pillar,
        rows=target_rows(ordered, say.marks, say.owner),
        count=len(ordered),
        segments=answer(ordered).segments,
        sources=_sources(ordered),
        sheet=sheet,
    )


def _sources(standings: list[Standing]) -> list[str]:
    """Each document once: first those of the targets, then those of the figures."""
    documents = [each.target.document for each in standings]
    read_in = [each.actual.publication.source for each in standings if each.actual]
    return list(dict.fromkeys(each.label for each in [*documents, *read_in] if each))


def _series(overview: Overview, with_target: set[int]) -> list[tuple[Pillar, list[Series]]]:
    others = [readings for (_province, indicator), readings in overview.series.items() if indicator not in with_target]
    others.sort(key=lambda each: _catalogue_key(each[-1].figure.indicator))
    grouped = groupby(others, key=lambda each: each[-1].figure.indicator.pillar)
    return [(pillar, [_one(overview.province, readings) for readings in members]) for pillar, members in grouped]


def _catalogue_key(indicator):
    return indicator.pillar.order, indicator.order, indicator.code


def _one(province: Province, readings: list[Reading]) -> Series:
    latest = readings[-1]
    indicator = latest.figure.indicator
    source = latest.publication.source
    return Series(
        name=indicator.name,
        url=path_to("indicators:series", province.slug, indicator.code),
        text=_with_rank(latest),
        period=latest.period.label() if latest.period else latest.figure.printed_period or _("undated"),
        spark=_spark(readings, indicator),
        origin=Origin(source.origin) if source else None,
        source=source,
    )


def _with_rank(reading: Reading) -> str:
    row = reading.publication
    words = reading_words(reading)
    if row.rank and row.value is not None:
        return _("%(value)s, rank %(rank)s of %(all)s") % {
            "value": words,
            "rank": row.rank,
            "all": row.rank_of,
        }
    return words


def _spark(readings: list[Reading], indicator) -> Spark | None:
    """The way of a series with its gaps and breaks; None for fewer than two dated values."""
    values = {each.period.ordinal: each.value for each in readings if each.period and each.has_value}
    if len(values) < 2:
        return None
    first, last = min(values), max(values)
    starts = {_ordinal(each.period, indicator) - first for each in indicator.known_breaks}
    return sparkline(
        [values.get(ordinal) for ordinal in range(first, last + 1)],
        direction=Direction(indicator.direction),
        breaks=starts,
    )


def _ordinal(period: Period, indicator) -> int:
    return (period.as_year() if indicator.yearly else period.as_quarter()).ordinal


def _wish(standing: Standing) -> Wish:
    target = standing.target
    words = target_words(standing.terms, standing.indicator)
    due = due_words(target, standing.terms)
    return Wish(
        kind=target.get_kind_display(),
        label=target.label or standing.indicator.name,
        url=path_to("indicators:series", standing.province.slug, standing.indicator.code),
        text=" · ".join(each for each in (words, due) if each),
        stated_by=target.stated_by,
        source=target.source,
    )


def lineage(province: Province, on: date) -> Lineage | None:
    """What became of a province that had ended by the day."""
    if province.ended_on is None or province.successor is None or on <= province.ended_on:
        return None
    others = province.successor.family
    names = get_text_list([each.name_in_sentence for each in others], _("and"))
    merged_on = province.ended_on + timedelta(days=1)
    return Lineage(
        title=_("On %(day)s %(names)s merged into the new %(successor)s.")
        % {"day": format_date(merged_on), "names": names, "successor": province.successor.name_in_sentence},
        text=_(
            "The series closes on %(day)s. Targets due later are judged neither met nor missed, "
            "and do not pass to the new unit by themselves."
        )
        % {"day": format_date(province.ended_on)},
        link=province.successor.get_absolute_url(),
        link_label=_("Open %(name)s") % {"name": province.successor.name_in_sentence},
        origins=[f"{each.name} ({each.code})" for each in others],
        result=f"{province.successor.name} ({province.successor.code})",
    )
