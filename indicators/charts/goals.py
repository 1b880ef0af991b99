"""The words on the drawing that belong to one place of it: targets, earlier versions of them, what is not published
yet, the line ahead."""

from collections import defaultdict
from collections.abc import Iterator
from textwrap import wrap

from django.utils.html import escape
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from indicators.charts import colours
from indicators.charts.drawing import Diamond, Drawing, goal_line, is_unconfirmed, old_lines, pixels, target_lines
from indicators.charts.labels import LINE_HEIGHT, Label, Placed, edge_of, place_labels
from indicators.charts.sheets import Sheet, ahead_lines, value_words_of
from indicators.explain import due_words, milestone_words

LONGEST_LINE = 56
"""Letters of a document's name in one line on the drawing."""
SEE_THROUGH = "rgba(0,0,0,0)"


def words(text: str, **more: object) -> dict:
    """One line of text on the drawing."""
    return {"text": text, "showarrow": False, "font": {"size": 12, "color": colours.INK_2}} | more


def goal_words(sheet: Sheet) -> Iterator[dict]:
    """The words of all targets where they hide nothing, as far as there is room."""
    drawing = sheet.drawing
    labels = [
        *_target_labels(drawing, sheet.is_narrow),
        *_old_labels(drawing, sheet.is_narrow),
        *_draft_label(drawing),
        *_ahead_label(drawing),
    ]
    for placed in place_labels(labels, sheet.ground):
        if placed.is_far:
            yield _leader(placed)
        yield from _lines(placed, _background(placed, sheet.merger))


def _background(placed: Placed, merger: float | None) -> str:
    """Words keep grid lines off; where there is no free room, better a line behind them than a line hidden."""
    if not placed.is_free:
        return SEE_THROUGH
    is_after = merger is not None and placed.x > merger
    return colours.UNIT_ENDED_TINT if is_after else colours.SURFACE


def _lines(placed: Placed, background: str) -> Iterator[dict]:
    for index, line in enumerate(placed.lines):
        # One annotation a line: Plotly makes bold words inside a text with a style attribute, which the
        # content policy forbids.
        lift = LINE_HEIGHT * (len(placed.lines) - 1 - 2 * index) // 2
        yield words(
            escape(line),
            xref="x",
            yref="y",
            x=placed.x,
            y=placed.label.y,
            xanchor=placed.side,
            yanchor="middle",
            xshift=placed.dx,
            yshift=lift - placed.dy,
            bgcolor=background,
            borderpad=0,
            font={"size": 12, "color": colours.INK_2, "weight": 400 if index else 650},
        )


def _leader(placed: Placed) -> dict:
    """A thin line from the diamond to words that stand away from it."""
    return {
        "text": "",
        "showarrow": True,
        "arrowhead": 0,
        "arrowwidth": 1,
        "arrowcolor": colours.LINE_STRONG,
        "standoff": 8,
        "xref": "x",
        "yref": "y",
        "x": placed.x,
        "y": placed.label.y,
        "ax": 0,
        "ay": edge_of(placed),
    }


def _target_labels(drawing: Drawing, is_narrow: bool) -> Iterator[Label]:
    """One for every goal, with all documents that set it; the upper end of a range needs no words of its own."""
    goals: dict[tuple, list[Diamond]] = defaultdict(list)
    for each in drawing.diamonds:
        if each.value == each.standing.terms.value:
            goals[each.place, each.value, goal_line(drawing, each)].append(each)
    for (place, value, goal), same in goals.items():
        first, *more = _first_lines(drawing, same[0], goal)
        named = dict.fromkeys(target_lines(drawing, each)[1] for each in same)
        sources = [line for each in named for line in in_lines(each)]
        short = f"{goal} · {milestone_words(same[0].standing.terms.due)}"
        if is_narrow:
            parted = short.split(", ", 1) if is_unconfirmed(same[0].standing) else short.split(" · ")
            yield Label(place, pixels(value), (short,), short=tuple(parted))
        else:
            yield Label(place, pixels(value), (first, *more, *sources), short=(short, *sources))


def in_lines(source: str) -> list[str]:
    """The name of a document in as many letters as fit beside a target; the legend and the table have it whole."""
    return wrap(source, LONGEST_LINE, max_lines=2, placeholder="…")


def _first_lines(drawing: Drawing, diamond: Diamond, goal: str) -> tuple[str, ...]:
    """The target with its date; of one to be confirmed, which needs more words, the date in a line of its own."""
    standing = diamond.standing
    if is_unconfirmed(standing):
        return goal, capfirst(due_words(standing.target, standing.terms))
    return target_lines(drawing, diamond)[:1]


def _old_labels(drawing: Drawing, is_narrow: bool) -> Iterator[Label]:
    """On the step, from its end back to its start."""
    for step in drawing.old_steps:
        target, source = old_lines(drawing, step)
        lines = (target, *in_lines(source))
        along = tuple(step.end - (step.end - step.start) * part / 4 for part in range(1, 5))
        yield Label(step.end, pixels(step.value), lines[:1] if is_narrow else lines, along=along)


def _draft_label(drawing: Drawing) -> Iterator[Label]:
    """The newest value that only people of the province see: a saved picture has no legend that would say so."""
    for draft in drawing.page.drafts[-1:]:
        place, value = drawing.calendar.place(draft.period), value_words_of(drawing, draft.value)
        yield Label(place, pixels(draft.value), (value, _("not published yet")))


def _ahead_label(drawing: Drawing) -> Iterator[Label]:
    """At the middle of the line, as far from the latest figure as from the target."""
    if drawing.ahead:
        place = list(drawing.ahead)[len(drawing.ahead) // 2]
        lines = (_("if the recent pace continues"),)
        own = tuple(ahead_lines(drawing))
        yield Label(place, pixels(drawing.ahead[place].middle), lines, is_optional=True, own=own)
