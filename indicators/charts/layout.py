"""The frame of a series: axes, words on the drawing, the ground after a merger."""

from collections.abc import Iterator
from datetime import timedelta

from django.utils.html import escape
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from dtracker.formats.dates import format_date
from dtracker.formats.language import is_english
from indicators.charts import colours
from indicators.charts.axes import value_title
from indicators.charts.drawing import Drawing, breaks_inside
from indicators.charts.goals import goal_words, words
from indicators.charts.sheets import LEFT, NOTE, Sheet


def layout_of(sheet: Sheet) -> dict:
    return {
        "xaxis": sheet.xaxis,
        "yaxis": sheet.yaxis,
        "shapes": _merger_shapes(sheet),
        "annotations": _annotations(sheet),
        "margin": {"l": sheet.left, "r": 18, "t": 62, "b": 34},
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


def narrow_layout(sheet: Sheet) -> dict:
    """What a phone draws otherwise: fewer ticks, shorter words."""
    return {
        "xaxis": sheet.xaxis,
        "shapes": _merger_shapes(sheet),
        "annotations": _annotations(sheet),
        "margin": {"l": sheet.left, "r": 12, "t": 58, "b": 32},
    }


def _merger_shapes(sheet: Sheet) -> list[dict]:
    x = sheet.merger
    if x is None:
        return []
    span = {"xref": "x", "yref": "paper", "x0": x, "y0": 0}
    return [
        span
        | {
            "type": "rect",
            "x1": sheet.xaxis["range"][1],
            "y1": 1,
            "layer": "below",
            "fillcolor": colours.UNIT_ENDED_TINT,
            "line": {"width": 0},
        },
        span | {"type": "line", "x1": x, "y1": 1.09, "line": {"color": colours.UNIT_ENDED, "width": 2}},
    ]


def _annotations(sheet: Sheet) -> list[dict]:
    drawing = sheet.drawing
    return [
        _title(sheet),
        *_break_words(drawing, sheet.is_narrow),
        *_merger_words(sheet),
        *goal_words(sheet),
        *_note_numbers(sheet),
    ]


def _note_numbers(sheet: Sheet) -> Iterator[dict]:
    """Just above the floor; what they say stands in the list under the drawing."""
    for number, place, level in sheet.notes:
        yield words(
            str(number),
            xref="x",
            yref="paper",
            x=place,
            y=0,
            yanchor="bottom",
            yshift=level * NOTE + 2,
            width=11,
            align="center",
            bgcolor=colours.SURFACE,
            bordercolor=colours.INK_2,
            borderwidth=1,
            borderpad=2,
            font={"size": 11, "color": colours.INK, "weight": 650},
        )


def _title(sheet: Sheet) -> dict:
    drawing = sheet.drawing
    title = escape(value_title(drawing.page.indicator, drawing.rank_of))
    over_numbers = -40 - (sheet.left - LEFT[sheet.is_narrow])
    grey = {"size": 12, "color": colours.INK_3}
    corner = {"xref": "paper", "yref": "paper", "x": 0, "y": 1, "xanchor": "left", "yanchor": "bottom"}
    return words(title, font=grey, xshift=over_numbers, yshift=40, **corner)


def _break_words(drawing: Drawing, is_narrow: bool) -> Iterator[dict]:
    text = pgettext("series", "break") if is_narrow else _("break in the series")
    for place in breaks_inside(drawing):
        yield words(text, xref="x", yref="paper", x=place - 0.5, y=1, yanchor="bottom", yshift=2)


def _merger_words(sheet: Sheet) -> Iterator[dict]:
    x = sheet.merger
    if x is None:
        return
    first_day = {"day": format_date(sheet.drawing.page.ended_on + timedelta(days=1))}
    sentence = _("Merged on %(day)s") if sheet.is_narrow else _("Merged on %(day)s: no longer judged")
    is_left = x < sum(sheet.xaxis["range"]) / 2
    yield words(
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
