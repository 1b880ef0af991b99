"""Sums of the predecessors of a province as its pages show them: dotted, and said to be sums."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from dtracker.formats.numbers import format_number
from dtracker.places.models import Province
from indicators.charts.axes import Calendar
from indicators.charts.lines import LARGE, PHONE, Course, Drawing, line_drawing
from indicators.explain import MISSING, figure_words, hedge_of, value_words
from indicators.models import Indicator
from indicators.queries.lineage import Sum, SummedSeries
from indicators.tables.comparing import told_apart


@dataclass(frozen=True)
class SumLine:
    """One period: each predecessor's figure, their sum or why there is none, and the successor's own figure."""

    period: str
    parts: Sequence[str]
    total: str
    own: str


@dataclass(frozen=True)
class SumCard:
    """One indicator: what is drawn and the same as a table, newest first."""

    name: str
    url: str
    unit: str
    label: str
    heads: Sequence[tuple[str, str]]
    lines: Sequence[SumLine]
    large: Drawing | None
    phone: Drawing | None
    words: str


def sum_cards(head: Province, series: Sequence[SummedSeries]) -> list[SumCard]:
    return [_card(head, each) for each in series]


def sum_label(head: Province) -> str:
    """“added from Hải Dương and Hải Phòng”: stands wherever a sum stands."""
    return _("added from %(names)s") % {"names": get_text_list(_names(head), _("and"))}


def _names(head: Province) -> list[str]:
    """The predecessors by name; one with the name of the new province is the old one."""
    return [told_apart(each, [*head.family, head]) for each in head.family]


def _card(head: Province, series: SummedSeries) -> SumCard:
    indicator = series.indicator
    large, phone = (_drawing(head, series, frame) for frame in (LARGE, PHONE))
    own = {each.period: each for each in series.own}
    late = sorted(set(own) - {each.period for each in series.sums}, reverse=True)
    return SumCard(
        name=indicator.name,
        url=reverse("indicators:series", args=[head.slug, indicator.code]),
        unit=indicator.unit,
        label=sum_label(head),
        heads=[
            (name, reverse("indicators:series", args=[each.slug, indicator.code]))
            for each, name in zip(head.family, _names(head), strict=True)
        ],
        lines=[
            *(SumLine(each.short, [MISSING] * len(head.family), MISSING, _words(own[each])) for each in late),
            *(_line(each, own, indicator) for each in reversed(series.sums)),
        ],
        large=large,
        phone=phone,
        words=_sentence(head, series),
    )


def _line(each: Sum, own, indicator: Indicator) -> SumLine:
    return SumLine(
        period=each.period.short,
        parts=[_words(part) if part else MISSING for part in each.parts],
        total=_total(each, indicator) if each.total is not None else _("not added: one is missing"),
        own=_words(own[each.period]) if each.period in own else MISSING,
    )


def _words(reading) -> str:
    return figure_words(reading.publication, reading.figure.indicator, with_unit=False)


def _total(each: Sum, indicator: Indicator) -> str:
    """A sum is as exact as the least exact of its parts."""
    hedges = [hedge for part in each.parts if (hedge := hedge_of(part.publication))]
    hedge = "khoảng" if hedges else ""
    return value_words(each.total, indicator, hedge=hedge, with_unit=False)


def _drawing(head: Province, series: SummedSeries, frame) -> Drawing | None:
    calendar = Calendar(series.indicator.yearly)
    whole = [each for each in series.sums if each.total is not None]
    added = [
        (calendar.place(each.period), each.total, f"{each.period.label()}: {_total(each, series.indicator)}")
        for each in whole
    ]
    own = [(calendar.place(each.period), each.value, f"{each.period.label()}: {_words(each)}") for each in series.own]
    courses = [
        Course(_("added up"), added, 4, is_dotted=True),
        Course(head.name, own, 1),
    ]
    return line_drawing(
        courses,
        frame=frame,
        is_rank=False,
        write_value=format_number,
        write_time=lambda place: calendar.period(place).short,
    )


def _sentence(head: Province, series: SummedSeries) -> str:
    values = "; ".join(
        f"{each.period.short}: {_total(each, series.indicator)}" for each in series.sums if each.total is not None
    )
    said = {"indicator": series.indicator.name, "label": sum_label(head), "values": values or MISSING}
    return _("%(indicator)s, %(label)s: %(values)s.") % said
