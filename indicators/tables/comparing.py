"""Provinces side by side as their page shows them: lines with a table, a pillar with the best marked."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from dtracker.formats.addresses import path_to
from dtracker.formats.dates import format_date
from dtracker.formats.numbers import format_number
from dtracker.formats.quarters import Period
from dtracker.places.models import Province
from dtracker.places.queries import known_end, tile_name
from indicators.charts.axes import Calendar
from indicators.charts.lines import LARGE, PHONE, Course, Drawing, line_drawing
from indicators.enums import COUNTS, Shape
from indicators.explain import figure_words, period_words
from indicators.models import Indicator
from indicators.queries.comparing import Chosen, Comparison, Held
from indicators.queries.publications import Reading
from indicators.tables.quoted import said_instead

MISSING = "–"
UNJUDGED = (Shape.MILESTONE, Shape.RANGE)
"""Shapes of which no value is the best: done is done, and a range is to be kept."""


@dataclass(frozen=True)
class Head:
    """A column: a province, the sign and dash of its line, and what became of it.

    `title` is the name alone, unless two of those compared have it.
    """

    name: str
    title: str
    note: str
    url: str
    series_url: str
    without_url: str
    number: int


@dataclass(frozen=True)
class Cell:
    """One value of a table: words, its rank, and "best", "highest" or "" where none leads."""

    text: str
    rank: str = ""
    mark: str = ""
    period: str = ""
    url: str = ""


@dataclass(frozen=True)
class Line:
    """A row: a period with whether the series breaks there, or an indicator."""

    label: str
    cells: Sequence[Cell]
    note: str = ""
    url: str = ""


@dataclass(frozen=True)
class OverTime:
    """One indicator over time: the drawing in two sizes, what it says in a sentence, the table newest first."""

    large: Drawing
    phone: Drawing
    words: str
    lines: Sequence[Line]
    breaks: Sequence[str]


def column_heads(provinces: Sequence[Province], indicator: Indicator | None, query, on: date) -> list[Head]:
    """The provinces in the order of the address; `query` is the address without them (a QueryDict)."""
    slugs = [each.slug for each in provinces]
    return [
        Head(
            name=each.name,
            title=told_apart(each, provinces),
            note=_("until %(day)s") % {"day": format_date(ended_on)} if (ended_on := known_end(each, on)) else "",
            url=each.get_absolute_url(),
            series_url=path_to("indicators:series", each.slug, indicator.code) if indicator else "",
            without_url=address(query, [slug for slug in slugs if slug != each.slug]),
            number=number,
        )
        for number, each in enumerate(provinces, start=1)
    ]


def told_apart(province: Province, provinces: Sequence[Province]) -> str:
    """The name; of two with one name, a merged province is the old one."""
    names = [each.name for each in provinces]
    if province.ended_on and names.count(province.name) > 1:
        return _("old %(name)s") % {"name": province.name}
    return province.name


def address(query, slugs: Sequence[str]) -> str:
    """The page with these provinces and all else as it is."""
    changed = query.copy()
    changed.setlist("provinces", [",".join(slugs)])
    return f"?{changed.urlencode(safe=',')}"


def over_time(indicator: Indicator, provinces: Sequence[Province], found: Comparison) -> OverTime | None:
    """The indicator over all its periods; None where none of the provinces has a value."""
    calendar = Calendar(indicator.yearly)
    courses = [
        _course(each, told_apart(each, provinces), number, found, calendar)
        for number, each in enumerate(provinces, start=1)
    ]
    shown = [place for each in courses for place, _value, _words in each.points]
    inside = [
        each for each in indicator.known_breaks if shown and min(shown) < calendar.place(each.period) <= max(shown)
    ]
    breaks = [calendar.place(each.period) for each in inside]
    large, phone = (_drawn(courses, frame, indicator, breaks, calendar) for frame in (LARGE, PHONE))
    if large is None:
        return None
    return OverTime(
        large=large,
        phone=phone,
        words=_sentence(indicator, provinces, found),
        lines=_period_lines(indicator, provinces, found),
        breaks=[f"{each.period.label()}: {each.reason}" for each in inside],
    )


def _course(province: Province, name: str, number: int, found: Comparison, calendar: Calendar) -> Course:
    readings = found.courses[province.pk]
    points = [(calendar.place(each.period), each.value, _spoken(province, each)) for each in readings]
    return Course(tile_name(name), points, number)


def _drawn(courses, frame, indicator: Indicator, breaks, calendar: Calendar) -> Drawing | None:
    return line_drawing(
        courses,
        frame=frame,
        is_rank=indicator.is_rank,
        breaks=breaks,
        write_value=format_number,
        write_time=lambda place: calendar.period(place).short,
    )


def _spoken(province: Province, reading: Reading) -> str:
    words = figure_words(reading.publication, reading.figure.indicator)
    return f"{province.name}, {reading.period.label()}: {words}"


def _sentence(indicator: Indicator, provinces: Sequence[Province], found: Comparison) -> str:
    """The newest value of each, for people who do not see the lines."""
    newest = [(each, found.courses[each.pk][-1]) for each in provinces if found.courses[each.pk]]
    return _("%(indicator)s over time. Newest: %(values)s.") % {
        "indicator": indicator.name,
        "values": "; ".join(_spoken(each, reading) for each, reading in newest),
    }


def _period_lines(indicator: Indicator, provinces: Sequence[Province], found: Comparison) -> list[Line]:
    by_period: dict[Period, dict[int, Reading]] = {}
    for pk, readings in found.courses.items():
        for each in readings:
            by_period.setdefault(each.period, {})[pk] = each
    starts = {Calendar(indicator.yearly).place(each.period) for each in indicator.known_breaks}
    return [
        Line(
            label=period.short,
            cells=_cells([by_period[period].get(each.pk) for each in provinces], indicator),
            note=_("series breaks here") if period.ordinal in starts else "",
        )
        for period in sorted(by_period, reverse=True)
    ]


# A pillar in one period


def pillar_lines(
    held: Held, pillar: str, provinces: Sequence[Province], found: Comparison, period: Period
) -> list[Line]:
    """A row for each indicator of the pillar of which one of the provinces has a figure in the period."""
    rows = []
    for indicator in held.of_pillar(pillar):
        readings = [found.cells.get((each.pk, indicator.pk)) for each in provinces]
        if any(readings):
            cells = _cells(readings, indicator, within=period)
            rows.append(
                Line(label=indicator.name, cells=cells, note=_unit(indicator), url=indicator.get_absolute_url())
            )
    return rows


def _unit(indicator: Indicator) -> str:
    if indicator.is_rank or indicator.shape in UNJUDGED:
        return ""
    return "" if indicator.unit.startswith("%") else indicator.unit


def _cells(readings: Sequence[Reading | None], indicator: Indicator, within: Period | None = None) -> list[Cell]:
    best = _best(readings, indicator)
    word = _("highest") if indicator.shape in COUNTS else _("best")
    marks = [word if each is not None and best is not None and each.value == best else "" for each in readings]
    return [
        Cell(MISSING) if each is None else _cell(each, indicator, mark, within)
        for each, mark in zip(readings, marks, strict=True)
    ]


def _cell(reading: Reading, indicator: Indicator, mark: str, within: Period | None) -> Cell:
    row = reading.publication
    text = figure_words(row, indicator, with_unit=indicator.unit.startswith("%"))
    if row.value is None:
        text = said_instead(row)
    is_other = within is not None and reading.period != within and reading.period.as_quarter() != within.as_quarter()
    return Cell(
        text=text,
        rank="" if indicator.is_rank or not row.rank else _rank_words(row),
        mark=mark,
        period=reading.period.short if is_other else "",
        url=path_to("indicators:series", _slug(reading), indicator.code),
    )


def _slug(reading: Reading) -> str:
    return reading.figure.province.slug


def _rank_words(row) -> str:
    return _("rank %(rank)s of %(all)s") % {"rank": row.rank, "all": row.rank_of or MISSING}


def _best(readings: Sequence[Reading | None], indicator: Indicator) -> Decimal | None:
    """The leading value of at least two of one period; None where that cannot be said.

    A rank leads only among ranks of as many; where all are equal, none leads.
    """
    known = [each for each in readings if each is not None and each.has_value]
    if indicator.shape in UNJUDGED or len(known) < 2:
        return None
    if len({each.period for each in known}) > 1:
        return None
    if indicator.is_rank and len({each.publication.rank_of for each in known}) > 1:
        return None
    values = [each.value for each in known]
    if min(values) == max(values):
        return None
    direction = 1 if indicator.shape in COUNTS else indicator.direction
    return max(values, key=lambda value: direction * value)


# What cannot be shown, and the picker


@dataclass(frozen=True)
class Absence:
    """Why a province has nothing in the period, and the comparison with what stood in its place."""

    words: str
    url: str = ""
    link_label: str = ""


def absent_notes(provinces: Sequence[Province], period: Period, found: Comparison, query) -> list[Absence]:
    """Provinces without a figure in the period because they were not yet, or no longer, there."""
    with_figures = {place for place, _indicator in found.cells}
    absent = [each for each in provinces if each.pk not in with_figures]
    return [note for each in absent if (note := _absence(each, provinces, period, query))]


def _absence(province: Province, provinces: Sequence[Province], period: Period, query) -> Absence | None:
    said = {"name": province.name, "period": period_words(period)}
    if province.started_on > period.end:
        day = {"day": format_date(province.started_on)}
        return Absence(
            _("%(name)s as it is now exists since %(day)s; it has no figures for %(period)s.") % (said | day)
        )
    if province.ended_on is None or province.ended_on >= period.start:
        return None
    day = {"day": format_date(province.ended_on)}
    words = _("%(name)s ended on %(day)s; it has no figures for %(period)s.") % (said | day)
    if province.successor is None:
        return Absence(words)
    slugs = dict.fromkeys((province.successor if each == province else each).slug for each in provinces)
    label = _("Compare %(name)s instead") % {"name": province.successor.name_in_sentence}
    return Absence(words, address(query, list(slugs)), label)


@dataclass(frozen=True)
class PickerGroup:
    """Provinces of one time that can still be added."""

    label: str
    options: Sequence[tuple[str, str]]


def picker_groups(asked: Chosen) -> list[PickerGroup]:
    """The provinces of today and those that merged, each by the alphabet, without the chosen ones."""
    chosen = {each.pk for each in asked.provinces}
    free = sorted((each for each in asked.every if each.pk not in chosen), key=lambda each: each.sort_key)
    groups = [
        PickerGroup(_("the 34 since 1/7/2025"), [(each.slug, each.name) for each in free if not each.ended_on]),
        PickerGroup(_("merged on 1/7/2025"), [(each.slug, each.name) for each in free if each.ended_on]),
    ]
    return [each for each in groups if each.options]
