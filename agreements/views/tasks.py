"""The tasks of the provinces a person works for: as a list, a board, a roadmap."""

from dataclasses import dataclass
from datetime import date

from django.core.paginator import Paginator
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from agreements.charts.timeline import timeline_chart
from agreements.forms.filters import TaskFilter
from agreements.queries.task_days import is_past
from agreements.queries.task_lists import Past, Present, tasks_of
from agreements.tables.task_board import column_lines, quarters
from agreements.tables.task_list import clear_lines, task_table
from agreements.tables.tasks import answer_words
from dtracker.accounts.access import can_anywhere
from dtracker.accounts.gates import signed_in
from dtracker.accounts.roles import Permission
from indicators.charts.validate import validated
from indicators.views.days import dated, day_of, found_figures

ON_ROADMAP = 25
"""Tasks on one page of the roadmap: as many bars as a drawing bears."""
NOT_KEPT = ("page", "sort", "state", "as_of")
"""What of the address says nothing on the other pages of tasks."""


@dataclass(frozen=True)
class Asked:
    """What the address asks for, among the tasks the person may see."""

    on: date
    visible: Present | Past
    filter: TaskFilter
    tasks: Present | Past
    may_edit: bool


def asked_for(request, on: date) -> Asked:
    """One read; two for a past day, on which nobody changes anything."""
    visible = tasks_of(request.user, on)
    chosen = TaskFilter(request.GET, visible.choices(), me=request.user)
    may_edit = not is_past(on) and can_anywhere(request.user, Permission.TASK_EDIT)
    return Asked(on, visible, chosen, visible.narrowed(chosen.wanted), may_edit)


@require_safe
@signed_in(Permission.TASK_READ)
@dated
def tasks(request):
    asked = asked_for(request, day_of(request))
    several = asked.filter.has_several_provinces
    rows = asked.tasks.by_urgency()
    how = {"fill": asked.tasks.fill, "may_choose": asked.may_edit, "names_place": several}
    table = task_table(rows, request, asked.on, **how)
    context = {
        "answer": answer_words(asked.visible.tally()),
        "table": table,
        "rows": table.lines,
        "is_sorted": bool(table.order_by),
        "clear_lines": clear_lines(asked.tasks.clearness(), names_place=several),
        "count": table.paginator.count,
        "illustration": bool(table.lines) and all(each.is_made_up for each in table.lines),
    }
    return render(request, "agreements/tasks.html", context | _frame(request, asked))


@require_safe
@signed_in(Permission.TASK_READ)
@dated
def task_board(request):
    asked = asked_for(request, day_of(request))
    columns = column_lines(asked.tasks.board(), request.GET, asked.on)
    lines = [each for column in columns for each in column.lines]
    context = {
        "columns": columns,
        "count": sum(each.count for each in columns),
        "illustration": bool(lines) and all(each.is_made_up for each in lines),
    }
    return render(request, "agreements/task_board.html", context | _frame(request, asked))


@require_safe
@signed_in(Permission.TASK_READ)
@dated
def task_timeline(request):
    """Opens where today is: what is past stands on the pages before."""
    asked = asked_for(request, day_of(request))
    paginator = Paginator(asked.tasks.by_deadline(), ON_ROADMAP)
    opened = request.GET.get("page") or asked.tasks.count_before() // ON_ROADMAP + 1
    page = paginator.get_page(opened)
    found = list(page.object_list)
    chart = timeline_chart(found, asked.on, is_past=is_past(asked.on))
    context = {
        "figure": validated(chart) if chart else None,
        "size": "s" if len(found) <= 6 else "m" if len(found) <= 14 else "l",
        "caption": _caption(asked),
        "quarters": quarters(found, asked.on),
        "page": page,
        "numbers": paginator.get_elided_page_range(page.number),
        "count": paginator.count,
        "illustration": bool(found) and all(each.province.is_illustration for each in found),
    }
    return render(request, "agreements/task_timeline.html", context | _frame(request, asked))


def _caption(asked: Asked) -> str:
    if is_past(asked.on):
        return _("Tasks from their beginning to their deadline, with the line of the day of this page.")
    return _("Tasks from their beginning to their deadline, with today's line.")


def _frame(request, asked: Asked) -> dict:
    """What all pages of tasks show."""
    # Whether figures were published by the day is nothing to these pages.
    found_figures(request, True)
    kept = request.GET.copy()
    for name in NOT_KEPT:
        kept.pop(name, None)
    return {
        "filter": asked.filter,
        "query": f"?{kept.urlencode()}" if kept else "",
        "may_edit": asked.may_edit,
        "is_past": is_past(asked.on),
    }
