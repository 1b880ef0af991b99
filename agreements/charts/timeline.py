"""Tasks along the calendar: a bar from beginning to deadline, and the line of today."""

from collections.abc import Sequence
from datetime import date, timedelta

from django.utils.html import escape
from django.utils.translation import gettext as _

from agreements.deadlines import days_overdue
from agreements.enums import TaskState
from agreements.models import Task
from dtracker.formats.dates import format_date, has_whole_year
from indicators.charts import colours
from indicators.charts.series import Chart

LATE = "late"
COLOURS = {
    TaskState.PLANNED: colours.LINE_STRONG,
    TaskState.IN_PROGRESS: colours.BRAND,
    TaskState.HANDED_IN: colours.UNIT_ENDED,
    LATE: "#A8141B",
    TaskState.DONE: "#7FA88B",
    TaskState.STOPPED: "#C9C5BC",
}
"""The kinds of bars and their colour. The legend names them; the table says the same in words."""
A_DAY = timedelta(days=1) // timedelta(milliseconds=1)
WIDE, NARROW = 44, 16
"""Letters of a task that stand beside its bar."""
NEAR = 0.25
"""How much of the drawing, on a phone, half the label of a line takes."""


def timeline_chart(tasks: Sequence[Task], today: date, *, is_past: bool = False) -> Chart | None:
    """The drawing of the tasks that have a deadline, the first on top; None where none has.

    `is_past`: the day whose line it shows is not today. Days of a year that nobody can have meant, kept from before
    they were refused, are left to the table: one of them would stretch the calendar over centuries.
    """
    drawn = [each for each in tasks if each.deadline and has_whole_year(each.deadline)]
    if not drawn:
        return None
    return Chart(
        data=list(filter(None, (_bars(drawn, kind, today) for kind in COLOURS))),
        layout=_layout(drawn, today, format_date(today) if is_past else _today(today)),
        narrow={"yaxis": _names(drawn, NARROW), "margin": {"l": 120, "r": 12, "t": 40, "b": 32}},
        documents=[],
    )


def _bars(tasks: Sequence[Task], kind: str, today: date) -> dict | None:
    rows = [(place, each) for place, each in enumerate(tasks) if _kind(each, today) == kind]
    if not rows:
        return None
    return {
        "type": "bar",
        "orientation": "h",
        "name": _("Overdue") if kind == LATE else str(TaskState(kind).label),
        "y": [place for place, _task in rows],
        "base": [_begins(each).isoformat() for _place, each in rows],
        # The deadline itself is a day of the work.
        "x": [((each.deadline - _begins(each)).days + 1) * A_DAY for _place, each in rows],
        "hovertext": [_hover(each) for _place, each in rows],
        "hoverinfo": "text",
        "marker": {"color": COLOURS[kind]},
        "width": 0.6,
    }


def _kind(task: Task, today: date) -> str:
    return LATE if days_overdue(task.deadline, task.state, today) else TaskState(task.state)


def _begins(task: Task) -> date:
    """Where nobody wrote a beginning, a bar of a few days stands before the deadline."""
    if task.starts_on and has_whole_year(task.starts_on):
        return task.starts_on
    return task.deadline - timedelta(days=6)


def _hover(task: Task) -> str:
    days = [format_date(each) for each in (task.starts_on, task.deadline) if each]
    parts = (task.work, task.unit, task.person, " – ".join(days), str(TaskState(task.state).label))
    return "<br>".join(escape(each) for each in parts if each)


def _names(tasks: Sequence[Task], letters: int) -> dict:
    return {
        "tickvals": list(range(len(tasks))),
        "ticktext": [escape(_short(each.work, letters)) for each in tasks],
        "range": [len(tasks) - 0.5, -0.5],
        "fixedrange": True,
        "showgrid": False,
        "zeroline": False,
    }


def _short(text: str, letters: int) -> str:
    return text if len(text) <= letters else f"{text[: letters - 1].rstrip()}…"


def _today(today: date) -> str:
    return _("today, %(day)s") % {"day": format_date(today)}


def _side(today: date, first: date, last: date) -> str:
    """On which side of its point the label of the line begins or ends: near an edge it keeps within the drawing."""
    place = (today - first) / (last - first)
    return "left" if place < NEAR else "right" if place > 1 - NEAR else "center"


def _layout(tasks: Sequence[Task], today: date, label: str) -> dict:
    first = min(min(_begins(each) for each in tasks), today) - timedelta(days=15)
    last = max(max(each.deadline for each in tasks), today) + timedelta(days=15)
    line = {"type": "line", "xref": "x", "yref": "paper", "x0": today.isoformat(), "x1": today.isoformat()}
    return {
        "xaxis": {
            "type": "date",
            "range": [first.isoformat(), last.isoformat()],
            "tickformat": "%m/%Y",
            "gridcolor": colours.LINE,
            "side": "bottom",
        },
        "yaxis": _names(tasks, WIDE),
        "barmode": "overlay",
        "shapes": [line | {"y0": 0, "y1": 1, "line": {"color": colours.INK, "width": 1.5, "dash": "dot"}}],
        "annotations": [
            {
                "text": escape(label),
                "xref": "x",
                "yref": "paper",
                "x": today.isoformat(),
                "y": 1,
                "xanchor": _side(today, first, last),
                "yanchor": "bottom",
                "showarrow": False,
                "font": {"size": 12, "color": colours.INK},
            }
        ],
        "margin": {"l": 300, "r": 18, "t": 40, "b": 34},
        "font": {"family": colours.FONT, "size": 12, "color": colours.INK_2},
        "showlegend": True,
        "legend": {"orientation": "h", "x": 0, "y": -0.08, "yanchor": "top"},
        "hovermode": "closest",
        "dragmode": "pan",
        "paper_bgcolor": colours.SURFACE,
        "plot_bgcolor": colours.SURFACE,
    }
