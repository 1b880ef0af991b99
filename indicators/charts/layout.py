"""The frame of a series: axes, words on the drawing, the ground after a merger."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal
from itertools import pairwise

from django.utils.html import escape
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from dtracker.formats.dates import format_date
from dtracker.formats.language import is_english
from indicators.charts import colours
from indicators.charts.axes import QUARTERS_ON_A_PHONE, YEARS_ON_A_PHONE, time_axis, value_axis, value_title
from indicators.charts.drawing import (
    Diamond,
    Drawing,
    band_sides,
    breaks_inside,
    goal_line,
    key_of,
    pixels,
    target_lines,
    until_words,
)
from indicators.charts.labels import LINE_HEIGHT, Frame, Label, Placed, place_labels
from indicators.explain import milestone_words, target_words
from indicators.models import TargetRevision

WIDE, NARROW = (610, 290), (285, 230)
"""Pixels of the drawing inside its margins, on a desk and on a phone."""
STEPS = 12
"""In how many parts a drawn line is looked at where words might cover it."""


def layout_of(drawing: Drawing) -> dict:
    xaxis = time_axis(drawing.calendar, min(drawing.places), max(drawing.places))
    yaxis = value_axis(drawing.page.indicator, drawing.values)
    return {
        "xaxis": xaxis,
        "yaxis": yaxis,
        "shapes": _merger_shapes(drawing, xaxis["range"]),
        "annotations": _annotations(drawing, Frame(*WIDE, xaxis["range"], yaxis["range"]), is_narrow=False),
        "margin": {"l": 54, "r": 18, "t": 62, "b": 34},
        "font": {"family": colours.FONT, "size": 12, "color": colours.INK_2},
        "separators": ".," if is_english() else ",.",
        "showlegend": False,
        "hovermode": "closest",
        "dragmode": "pan",
        "paper_bgcolor": colours.SURFACE,
        "plot_bgcolor": colours.SURFACE,
        "hoverlabel": {
            "bgcolor": colours.SURFACE,
            "bordercolor": colours.LINE_STRONG,
            "font": {"family": colours.FONT, "size": 13, "color": colours.INK},
            "align": "left",
        },
    }


def narrow_layout(drawing: Drawing, layout: dict) -> dict:
    """What a phone draws otherwise: fewer ticks, shorter words."""
    most = YEARS_ON_A_PHONE if drawing.calendar.yearly else QUARTERS_ON_A_PHONE
    xaxis = time_axis(drawing.calendar, min(drawing.places), max(drawing.places), most=most)
    frame = Frame(*NARROW, xaxis["range"], layout["yaxis"]["range"])
    return {
        "xaxis": xaxis,
        "annotations": _annotations(drawing, frame, is_narrow=True),
        "margin": {"l": 44, "r": 12, "t": 58, "b": 32},
    }


def _merger_shapes(drawing: Drawing, x_range: list[float]) -> list[dict]:
    x = _merger_place(drawing, x_range)
    if x is None:
        return []
    span = {"xref": "x", "yref": "paper", "x0": x, "y0": 0}
    return [
        span
        | {
            "type": "rect",
            "x1": x_range[1],
            "y1": 1,
            "layer": "below",
            "fillcolor": colours.UNIT_ENDED_TINT,
            "line": {"width": 0},
        },
        span | {"type": "line", "x1": x, "y1": 1.09, "line": {"color": colours.UNIT_ENDED, "width": 2}},
    ]


def _merger_place(drawing: Drawing, x_range: list[float]) -> float | None:
    if drawing.page.ended_on is None:
        return None
    x = drawing.calendar.after(drawing.page.ended_on)
    return max(x, x_range[0]) if x < x_range[1] else None


def _annotations(drawing: Drawing, frame: Frame, *, is_narrow: bool) -> list[dict]:
    return [
        _title(drawing),
        *_break_words(drawing, is_narrow),
        *_merger_words(drawing, frame, is_narrow),
        *_target_words(drawing, frame, is_narrow),
    ]


def _words(text: str, **more: object) -> dict:
    return {"text": text, "showarrow": False, "font": {"size": 12, "color": colours.INK_2}} | more


def _title(drawing: Drawing) -> dict:
    title = escape(value_title(drawing.page.indicator, drawing.rank_of))
    grey = {"size": 12, "color": colours.INK_3}
    corner = {"xref": "paper", "yref": "paper", "x": 0, "y": 1, "xanchor": "left", "yanchor": "bottom"}
    return _words(title, font=grey, xshift=-40, yshift=40, **corner)


def _break_words(drawing: Drawing, is_narrow: bool) -> Iterator[dict]:
    text = pgettext("series", "break") if is_narrow else _("break in the series")
    for place in breaks_inside(drawing):
        yield _words(text, xref="x", yref="paper", x=place - 0.5, y=1, yanchor="bottom", yshift=2)


def _merger_words(drawing: Drawing, frame: Frame, is_narrow: bool) -> Iterator[dict]:
    x = _merger_place(drawing, frame.x_range)
    if x is None:
        return
    first_day = {"day": format_date(drawing.page.ended_on + timedelta(days=1))}
    sentence = _("Merged on %(day)s") if is_narrow else _("Merged on %(day)s: no longer judged")
    is_left = x < sum(frame.x_range) / 2
    yield _words(
        escape(sentence % first_day),
        xref="x",
        yref="paper",
        x=x,
        y=1,
        yanchor="bottom",
        yshift=18,
        xanchor="left" if is_left else "right",
        xshift=6 if is_left else -6,
        font={"size": 12, "color": colours.UNIT_ENDED_INK, "weight": 650},
    )


def _target_words(drawing: Drawing, frame: Frame, is_narrow: bool) -> Iterator[dict]:
    labels = [*_target_labels(drawing, is_narrow), *_old_labels(drawing, is_narrow), *_ahead_label(drawing)]
    points = [(each.place, pixels(each.value)) for each in drawing.points]
    merger = _merger_place(drawing, frame.x_range)
    walls = [*band_sides(drawing), *([(merger, merger)] if merger is not None else [])]
    for placed in place_labels(labels, points, _lines(drawing), frame, walls):
        is_after = merger is not None and placed.label.x > merger
        if placed.is_far:
            yield _leader(placed)
        for index, line in enumerate(placed.lines):
            # One annotation a line: Plotly makes bold words inside a text with a style attribute, which the
            # content policy forbids.
            lift = LINE_HEIGHT * (len(placed.lines) - 1 - 2 * index) // 2
            yield _words(
                escape(line),
                xref="x",
                yref="y",
                x=placed.label.x,
                y=placed.label.y,
                xanchor=placed.side,
                yanchor="middle",
                xshift=placed.dx,
                yshift=lift - placed.dy,
                bgcolor=colours.UNIT_ENDED_TINT if is_after else colours.SURFACE,
                borderpad=0,
                font={"size": 12, "color": colours.INK_2, "weight": 400 if index else 650},
            )


def _target_labels(drawing: Drawing, is_narrow: bool) -> Iterator[Label]:
    """One for every goal, with all documents that set it; the upper end of a range needs no words of its own."""
    goals: dict[tuple, list[Diamond]] = defaultdict(list)
    for each in drawing.diamonds:
        if each.value == each.standing.terms.value:
            goals[each.place, each.value, goal_line(drawing, each)].append(each)
    for (place, value, words), same in goals.items():
        first, _source = target_lines(drawing, same[0])
        sources = [each for each in dict.fromkeys(target_lines(drawing, each)[1] for each in same) if each]
        short = f"{words} · {milestone_words(same[0].standing.terms.due)}"
        if is_narrow:
            yield Label(place, pixels(value), (short,), short=tuple(short.split(" · ")))
        else:
            yield Label(place, pixels(value), (first, *sources), short=(short, *sources))


def _leader(placed: Placed) -> dict:
    """A thin line from the diamond to words that stand away from it."""
    edge = placed.dy - (1 if placed.dy > 0 else -1) * LINE_HEIGHT * len(placed.lines) // 2
    return {
        "text": "",
        "showarrow": True,
        "arrowhead": 0,
        "arrowwidth": 1,
        "arrowcolor": colours.LINE_STRONG,
        "standoff": 8,
        "xref": "x",
        "yref": "y",
        "x": placed.label.x,
        "y": placed.label.y,
        "ax": 0,
        "ay": edge,
    }


def _old_labels(drawing: Drawing, is_narrow: bool) -> Iterator[Label]:
    for old, new in drawing.old_terms:
        words = capfirst(target_words(old, drawing.page.indicator))
        lines = (_old_in_short(words, old),) if is_narrow else (words, until_words(new))
        yield Label(drawing.calendar.place(old.due), pixels(old.value), lines)


def _old_in_short(words: str, old: TargetRevision) -> str:
    return _("%(target)s · %(due)s (old)") % {"target": words, "due": milestone_words(old.due)}


def _ahead_label(drawing: Drawing) -> Iterator[Label]:
    """At the middle of the line, as far from the latest figure as from the target."""
    if drawing.ahead:
        place = list(drawing.ahead)[len(drawing.ahead) // 2]
        yield Label(place, pixels(drawing.ahead[place].middle), (_("if the recent pace continues"),))


def _lines(drawing: Drawing) -> list[tuple[float, float]]:
    """Places along the lines of the series and through targets, which words should not cover."""
    lines = [[(each.place, each.value) for each in stretch] for stretch in drawing.stretches]
    lines += [[(drawing.calendar.place(period), value) for period, value in path] for path in drawing.paths]
    lines.append([(place, spread.middle) for place, spread in drawing.ahead.items()])
    for document in drawing.documents:
        own = [each for each in drawing.diamonds if each.standing.target.document_id == key_of(document)]
        lines.append([(each.place, each.value) for each in own])
    return [place for line in lines for left, right in pairwise(line) for place in _between(left, right)]


def _between(left: tuple[int, Decimal], right: tuple[int, Decimal]) -> Iterator[tuple[float, float]]:
    for step in range(1, STEPS):
        yield (
            left[0] + (right[0] - left[0]) * step / STEPS,
            pixels(left[1] + (right[1] - left[1]) * step / STEPS),
        )
