"""The frame of a series: axes, words on the drawing, the ground after a merger."""

from collections.abc import Iterator

from django.utils.html import escape
from django.utils.translation import gettext as _

from dtracker.formats.dates import format_date
from dtracker.formats.language import is_english
from indicators.charts import colours
from indicators.charts.axes import MOST_TICKS_ON_A_PHONE, time_axis, value_axis, value_title
from indicators.charts.drawing import Diamond, Drawing, breaks_inside, pixels, target_lines
from indicators.charts.labels import Frame, Label, place_labels

WIDE, NARROW = (690, 280), (285, 230)
"""Pixels of the drawing inside its margins, on a desk and on a phone."""


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
    xaxis = time_axis(drawing.calendar, min(drawing.places), max(drawing.places), most=MOST_TICKS_ON_A_PHONE)
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
    return x if x_range[0] < x < x_range[1] else None


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
    text = _("break") if is_narrow else _("series breaks")
    for place in breaks_inside(drawing):
        yield _words(text, xref="x", yref="paper", x=place - 0.5, y=1, yanchor="bottom", yshift=2)


def _merger_words(drawing: Drawing, frame: Frame, is_narrow: bool) -> Iterator[dict]:
    x = _merger_place(drawing, frame.x_range)
    if x is None:
        return
    day = {"day": format_date(drawing.page.ended_on)}
    text = _("Until %(day)s") % day if is_narrow else _("Merged after %(day)s: no longer judged") % day
    is_left = x < sum(frame.x_range) / 2
    yield _words(
        f"<b>{escape(text)}</b>",
        xref="x",
        yref="paper",
        x=x,
        y=1,
        yanchor="bottom",
        yshift=18,
        xanchor="left" if is_left else "right",
        xshift=6 if is_left else -6,
        font={"size": 12, "color": colours.UNIT_ENDED_INK},
    )


def _target_words(drawing: Drawing, frame: Frame, is_narrow: bool) -> Iterator[dict]:
    labels = [
        Label(each.place, pixels(each.value), _label_lines(drawing, each, is_narrow))
        for each in drawing.diamonds
    ]
    points = [(drawing.calendar.place(each.period), pixels(each.value)) for each in drawing.known]
    for placed in place_labels(labels, points, frame):
        first, *more = (escape(line) for line in placed.label.lines)
        yield _words(
            "<br>".join([f"<b>{first}</b>", *more]),
            xref="x",
            yref="y",
            x=placed.label.x,
            y=placed.label.y,
            xanchor=placed.side,
            yanchor="middle",
            xshift=placed.dx,
            yshift=-placed.dy,
            align=placed.side,
            bgcolor="rgba(255,255,255,0.82)",
        )


def _label_lines(drawing: Drawing, diamond: Diamond, is_narrow: bool) -> tuple[str, ...]:
    first, second = target_lines(drawing, diamond)
    if is_narrow:
        return (first.partition(", ")[0],)
    return (first, second) if second else (first,)
