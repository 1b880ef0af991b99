"""The tasks of the provinces a person works for: as a list, a board, a roadmap."""

from dataclasses import dataclass
from datetime import date

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from agreements.charts.timeline import timeline_chart
from agreements.forms.filters import TaskFilter
from agreements.models import Task
from agreements.queries.task_board import board, by_deadline, count_before
from agreements.queries.tasks import by_urgency, choices_among, clearness, tally, visible_to
from agreements.tables.task_board import column_lines, quarters
from agreements.tables.task_list import clear_lines, task_table
from agreements.tables.tasks import answer_words
from dtracker.accounts.access import can_anywhere
from dtracker.accounts.gates import signed_in
from dtracker.accounts.roles import Permission
from indicators.charts.validate import validated

ON_ROADMAP = 25
"""Tasks on one page of the roadmap: as many bars as a drawing bears."""
NOT_KEPT = ("page", "sort", "state")
"""What of the address says nothing on the other pages of tasks."""


@dataclass(frozen=True)
class Asked:
    """What the address asks for, among the tasks the person may see."""

    today: date
    visible: QuerySet[Task]
    filter: TaskFilter
    tasks: QuerySet[Task]


def asked_for(request) -> Asked:
    """One read."""
    today = timezone.localdate()
    visible = visible_to(request.user)
    chosen = TaskFilter(request.GET, choices_among(visible), me=request.user)
    return Asked(today, visible, chosen, visible.filter(chosen.wanted.q(today)))


@require_safe
@signed_in(Permission.TASK_READ)
def tasks(request):
    asked = asked_for(request)
    may_edit = can_anywhere(request.user, Permission.TASK_EDIT)
    several = asked.filter.has_several_provinces
    rows = by_urgency(asked.tasks, asked.today)
    table = task_table(rows, request, asked.today, may_choose=may_edit, names_place=several)
    context = {
        "answer": answer_words(tally(asked.visible, asked.today)),
        "table": table,
        "rows": table.lines,
        "is_sorted": bool(table.order_by),
        "clear_lines": clear_lines(clearness(asked.tasks), names_place=several),
        "count": table.paginator.count,
        "illustration": bool(table.lines) and all(each.is_made_up for each in table.lines),
    }
    return render(request, "agreements/tasks.html", context | _frame(request, asked))


@require_safe
@signed_in(Permission.TASK_READ)
def task_board(request):
    asked = asked_for(request)
    columns = column_lines(board(asked.tasks), request.GET, asked.today)
    lines = [each for column in columns for each in column.lines]
    context = {
        "columns": columns,
        "count": sum(each.count for each in columns),
        "illustration": bool(lines) and all(each.is_made_up for each in lines),
    }
    return render(request, "agreements/task_board.html", context | _frame(request, asked))


@require_safe
@signed_in(Permission.TASK_READ)
def task_timeline(request):
    """Opens where today is: what is past stands on the pages before."""
    asked = asked_for(request)
    paginator = Paginator(by_deadline(asked.tasks), ON_ROADMAP)
    opened = request.GET.get("page") or count_before(asked.tasks, asked.today) // ON_ROADMAP + 1
    page = paginator.get_page(opened)
    found = list(page.object_list)
    chart = timeline_chart(found, asked.today)
    context = {
        "figure": validated(chart) if chart else None,
        "size": "s" if len(found) <= 6 else "m" if len(found) <= 14 else "l",
        "caption": _("Tasks from their beginning to their deadline, with today's line."),
        "quarters": quarters(found, asked.today),
        "page": page,
        "numbers": paginator.get_elided_page_range(page.number),
        "count": paginator.count,
        "illustration": bool(found) and all(each.province.is_illustration for each in found),
    }
    return render(request, "agreements/task_timeline.html", context | _frame(request, asked))


def _frame(request, asked: Asked) -> dict:
    """What all pages of tasks show."""
    kept = request.GET.copy()
    for name in NOT_KEPT:
        kept.pop(name, None)
    return {
        "filter": asked.filter,
        "query": f"?{kept.urlencode()}" if kept else "",
        "may_edit": can_anywhere(request.user, Permission.TASK_EDIT),
    }
