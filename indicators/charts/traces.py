"""The traces of a series: published values, targets, plans, expected lines, drafts, breaks."""

from collections.abc import Iterable, Iterator

from django.utils.html import escape
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from dtracker.formats.dates import format_date
from indicators.charts import colours
from indicators.charts.drawing import (
    Corner,
    Diamond,
    Drawing,
    Point,
    band_sides,
    is_unconfirmed,
    key_of,
    old_lines,
    pixels,
    target_lines,
)
from indicators.charts.sheets import MOST_LABELLED_POINTS, is_covered, value_text
from indicators.charts.steps import Step
from indicators.explain import edition_words, hedge_of, public_words, target_words

DASHES = ("dot", "dash", "dashdot", "longdash")
VALUES = {"size": 13, "color": colours.INK, "weight": 650}
LARGER = 21
"""The size of a point whose words Plotly sets `labels.LIFTED` pixels farther away than those of a value."""
OLD = "5px,4px"
AHEAD = "1px,5px"
"""Dots so far apart that no way of a document looks like them."""


def segments(drawing: Drawing, sides: list[str]) -> Iterator[dict]:
    """Published values, one trace for every stretch that a break does not part; missing periods stay gaps.

    `sides`: where each value stands beside its point.
    """
    labelled = len(drawing.points) <= MOST_LABELLED_POINTS
    side_of = dict(zip([each.place for each in drawing.points], sides, strict=True))
    for stretch in drawing.stretches:
        by_place = {each.place: each for each in stretch}
        places = list(range(min(by_place), max(by_place) + 1))
        points = [by_place.get(place) for place in places]
        yield {
            "type": "scatter",
            "mode": "lines+markers+text" if labelled else "lines+markers",
            "name": _("sum since the start of the year") if drawing.is_summed else _("published figures"),
            "legendgroup": "published",
            "x": places,
            "y": [pixels(each.value) if each else None for each in points],
            "text": [value_text(drawing, each) if each and not is_covered(drawing, each) else "" for each in points],
            "textposition": [side_of.get(place, "top center") for place in places],
            "textfont": VALUES,
            "customdata": [_spoken(drawing, each) if each else "" for each in points],
            "hovertemplate": "%{customdata}<extra></extra>",
            "line": {"color": colours.BRAND, "width": 2.75},
            "marker": {"color": colours.BRAND, "size": 10, "line": {"color": colours.SURFACE, "width": 1.5}},
            "connectgaps": False,
            "cliponaxis": False,
        }


def lifted_values(drawing: Drawing, sides: list[str]) -> Iterator[dict]:
    """The words of values on which a diamond lies, farther from their points: as those of larger ones would stand."""
    found = [
        (point, side)
        for point, side in zip(drawing.points, sides, strict=True)
        if value_text(drawing, point) and is_covered(drawing, point)
    ]
    if found:
        yield {
            "type": "scatter",
            "mode": "markers+text",
            "name": "",
            "x": [point.place for point, _side in found],
            "y": [pixels(point.value) for point, _side in found],
            "text": [value_text(drawing, point) for point, _side in found],
            "textposition": [side for _point, side in found],
            "textfont": VALUES,
            "marker": {"size": LARGER, "opacity": 0},
            "hoverinfo": "skip",
            "cliponaxis": False,
        }


def _spoken(drawing: Drawing, point: Point) -> str:
    row = point.reading.publication
    value = drawing.write(point.value, rank_of=row.rank_of, hedge=hedge_of(row))
    edition = capfirst(edition_words(point.reading.period, drawing.page.indicator))
    words = f"{escape(edition)}: {escape(value)}"
    day = public_words(row)
    if not day:
        return words
    published = _("published %(day)s") % {"day": day}
    return f"{words}<br>{escape(published)}"


def targets(drawing: Drawing) -> Iterator[dict]:
    """Diamonds, one trace for every document."""
    for document in drawing.documents:
        own = [each for each in drawing.diamonds if each.standing.target.document_id == key_of(document)]
        yield {
            "type": "scatter",
            "mode": "markers",
            "name": document.label if document else _("without a document"),
            "x": [each.place for each in own],
            "y": [pixels(each.value) for each in own],
            "customdata": [_spoken_target(drawing, each) for each in own],
            "hovertemplate": "%{customdata}<extra></extra>",
            "marker": {
                "symbol": ["diamond-x" if is_unconfirmed(each.standing) else "diamond" for each in own],
                "size": 14,
                "color": colours.SURFACE,
                "line": {"color": colours.INK, "width": 1.75},
            },
            "cliponaxis": False,
        }


def _spoken_target(drawing: Drawing, diamond: Diamond) -> str:
    first, second = target_lines(drawing, diamond)
    kind = diamond.standing.target.get_kind_display()
    return f"{escape(kind)}: {escape(first)}<br>{escape(second)}"


def plans(drawing: Drawing) -> Iterator[dict]:
    """The way a document prescribes: dotted from its baseline through its targets."""
    for index, (document, corners) in enumerate(drawing.plans):
        yield {
            "type": "scatter",
            "mode": "lines",
            "name": _("way prescribed by %(document)s") % {"document": document.label},
            "legendgroup": "plan",
            "x": [place for place, _value in corners],
            "y": [pixels(value) for _place, value in corners],
            "line": {"color": colours.INK, "width": 1.5, "dash": DASHES[index % len(DASHES)]},
            "hoverinfo": "skip",
        }


def paths(drawing: Drawing) -> Iterator[dict]:
    """The expected line of the stage that is judged: thin and solid."""
    for corners in drawing.ways:
        yield {
            "type": "scatter",
            "mode": "lines",
            "name": _("expected way"),
            "x": [place for place, _value in corners],
            "y": [pixels(value) for _place, value in corners],
            "line": {"color": colours.LINE_STRONG, "width": 1.25},
            "hoverinfo": "skip",
        }


def ahead(drawing: Drawing) -> Iterator[dict]:
    """What follows at the recent pace: the middle dotted, around it the band of its uncertainty."""
    if not drawing.ahead:
        return
    places = list(drawing.ahead)
    spreads = list(drawing.ahead.values())
    lows, highs = [pixels(each.low) for each in spreads], [pixels(each.high) for each in spreads]
    yield {
        "type": "scatter",
        "mode": "lines",
        "name": _("uncertainty of the recent pace"),
        "x": [*places, *reversed(places)],
        "y": [*lows, *reversed(highs)],
        "fill": "toself",
        "fillcolor": colours.BRAND_TINT,
        "line": {"width": 0},
        "hoverinfo": "skip",
    }
    yield {
        "type": "scatter",
        "mode": "lines",
        "name": _("if the recent pace continues"),
        "x": places,
        "y": [pixels(each.middle) for each in spreads],
        "customdata": [_spoken_ahead(drawing, place) for place in places],
        "hovertemplate": "%{customdata}<extra></extra>",
        "line": {"color": colours.BRAND, "width": 2.5, "dash": AHEAD},
    }


def _spoken_ahead(drawing: Drawing, place: int) -> str:
    spread = drawing.ahead[place]
    low, high = (drawing.write(each) for each in (spread.low, spread.high))
    words = escape(low if low == high else f"{low} – {high}")
    period = escape(capfirst(edition_words(drawing.calendar.period(place), drawing.page.indicator)))
    return f"{period}: {words}<br>{escape(_('if the recent pace continues'))}"


def old_steps(drawing: Drawing) -> Iterator[dict]:
    """Earlier values of revised targets while they were in force, each up or down to the next one."""
    if drawing.old_steps:
        yield _step_trace(
            _("earlier target value"),
            [(*_ends(each), (each.end, each.next_value), _spoken_old(drawing, each)) for each in drawing.old_steps],
            {"color": colours.LINE_STRONG, "width": 1.75, "dash": OLD},
        )


def _spoken_old(drawing: Drawing, step: Step) -> str:
    return "<br>".join(escape(each) for each in old_lines(drawing, step))


def new_steps(drawing: Drawing) -> Iterator[dict]:
    """What revised targets ask for now, from the first day of the revision to the due period."""
    found = [each for each in drawing.steps if not each.successor and each.start < each.end]
    if found:
        yield _step_trace(
            _("target as revised"),
            [(*_ends(each), _spoken_step(drawing, each)) for each in found],
            {"color": colours.INK, "width": 1.75},
        )


def _step_trace(name: str, lines: Iterable[tuple], line: dict) -> dict:
    """Lines of corners, each followed by what it says; a gap stands between two."""
    places, values, spoken = [], [], []
    for *corners, says in lines:
        places += [*(place for place, _value in corners), None]
        values += [*(pixels(value) for _place, value in corners), None]
        spoken += [*(says for _corner in corners), ""]
    return {
        "type": "scatter",
        "mode": "lines",
        "name": name,
        "x": places[:-1],
        "y": values[:-1],
        "customdata": spoken[:-1],
        "hovertemplate": "%{customdata}<extra></extra>",
        "line": line,
        "connectgaps": False,
        "cliponaxis": False,
    }


def _ends(step: Step) -> tuple[Corner, Corner]:
    return (step.start, step.value), (step.end, step.value)


def _spoken_step(drawing: Drawing, step: Step) -> str:
    words = capfirst(target_words(step.terms, drawing.page.indicator))
    source = _("%(document)s, from %(day)s") % {
        "document": step.document.label if step.document else step.standing.target.stated_by,
        "day": format_date(step.terms.effective_on),
    }
    return f"{escape(words)}<br>{escape(source)}"


def draft_points(drawing: Drawing) -> Iterator[dict]:
    """Working values, for people who may see them: hollow, joined by dashes to what is published."""
    if not drawing.page.drafts:
        return
    drafts = [(drawing.calendar.place(each.period), each.value) for each in drawing.page.drafts]
    before = [(each.place, each.value) for each in drawing.points]
    start = [each for each in before if each[0] < drafts[0][0]][-1:]
    title = escape(_("not published yet"))
    words = [f"{title}<br>{escape(drawing.write(each.value, rank_of=each.rank_of))}" for each in drawing.page.drafts]
    yield {
        "type": "scatter",
        "mode": "lines+markers",
        "name": _("not published yet"),
        "x": [place for place, _value in [*start, *drafts]],
        "y": [pixels(value) for _place, value in [*start, *drafts]],
        "customdata": [""] * len(start) + words,
        "hovertemplate": "%{customdata}<extra></extra>",
        "line": {"color": colours.BRAND, "width": 1.5, "dash": "dash"},
        "marker": {
            "symbol": "circle-open",
            "size": [0] * len(start) + [11] * len(drafts),
            "color": colours.BRAND,
            "line": {"width": 1.75},
        },
        "cliponaxis": False,
    }


def bands(drawing: Drawing, y_range: list[float]) -> Iterator[dict]:
    """A hatched band where the series breaks: the values on its two sides do not compare."""
    low, high = y_range
    for left, right in band_sides(drawing):
        yield {
            "type": "scatter",
            "mode": "lines",
            "name": _("break in the series"),
            "x": [left, right, right, left, left],
            "y": [low, low, high, high, low],
            "fill": "toself",
            "fillcolor": colours.SUNKEN,
            "fillpattern": {"shape": "/", "fgcolor": colours.LINE_STRONG, "size": 7, "solidity": 0.2},
            "line": {"width": 0},
            "hoverinfo": "skip",
        }
