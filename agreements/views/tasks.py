"""The tasks of the provinces a person works for."""

from django.core.paginator import Paginator
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from agreements.forms.filters import TaskFilter
from agreements.queries.tasks import by_urgency, choices_among, tally, visible_to
from agreements.tables.tasks import answer_words, task_rows
from dtracker.accounts.gates import signed_in
from dtracker.accounts.roles import Permission

PAGE = 50


@require_safe
@signed_in(Permission.TASK_READ)
def tasks(request):
    today = timezone.localdate()
    visible = visible_to(request.user)
    chosen = TaskFilter(request.GET, choices_among(visible), me=request.user.get_full_name())
    found = by_urgency(visible.filter(chosen.wanted.q(today)), today)
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    rows = task_rows(page.object_list, today)
    return render(
        request,
        "agreements/tasks.html",
        {
            "answer": answer_words(tally(visible, today)),
            "filter": chosen,
            "page": page,
            "numbers": page.paginator.get_elided_page_range(page.number),
            "rows": rows,
            "illustration": bool(rows) and all(each.is_made_up for each in rows),
        },
    )
