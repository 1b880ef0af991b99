"""One change to the tasks that were chosen in the list."""

from django.contrib import messages
from django.http import Http404, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from agreements.actions import many_tasks
from agreements.actions.many_tasks import Change, Outcome, change_many, chosen
from agreements.forms.many_tasks import ManyForm
from agreements.models import Task
from agreements.queries.people import people_of, units_of
from agreements.queries.task_page import with_terms
from agreements.queries.tasks import by_urgency, visible_to
from agreements.tables.task_page import outside_words
from agreements.tables.tasks import task_rows
from dtracker.accounts.gates import signed_in
from dtracker.accounts.models import User
from dtracker.accounts.roles import Permission
from dtracker.places.models import OrgUnit

MOST = 200
"""Tasks changed at once."""


@require_POST
@signed_in(Permission.TASK_EDIT)
def change_tasks(request):
    """First what to change (the list sends the rows alone), then the change, then what became of each."""
    today = timezone.localdate()
    versions = chosen(request.POST.getlist("rows"))
    if not versions or len(versions) > MOST:
        words = _("Choose at most %(most)s tasks.") % {"most": MOST} if versions else _("No task was chosen.")
        messages.info(request, words)
        return redirect(_list_url(request))
    tasks = list(by_urgency(visible_to(request.user).filter(pk__in=versions), today))
    if len(tasks) < len(versions):
        raise Http404(_("There is no such task."))
    is_sent = "what" in request.POST
    form = ManyForm(request.POST if is_sent else None, **_choices(tasks, request.user))
    if not is_sent or not form.is_valid():
        return _show(request, tasks, form, status=422 if is_sent else 200)
    outcome = change_many(versions=versions, change=_change(form, request.user))
    outside = _outside(outcome) if form.cleaned_data["what"] == "move" else []
    if not outcome.refused and not outside:
        messages.success(request, _done(outcome))
        return redirect(_list_url(request))
    context = {"done": _done(outcome), "refused": outcome.refused, "outside": outside, "crumbs": _crumbs()}
    return render(request, "agreements/tasks_changed.html", context | {"list_url": _list_url(request)})


def _list_url(request) -> str:
    """The list as it was narrowed when the tasks were chosen."""
    query = QueryDict(request.POST.get("list", "")).urlencode()
    return f"{reverse('agreements:tasks')}?{query}" if query else reverse("agreements:tasks")


def _change(form: ManyForm, by: User) -> Change:
    what, told = form.cleaned_data["what"], form.cleaned_data
    if what == "person":
        return many_tasks.set_fields(fields={"person": told["person"], "assignee": told["assignee"]}, by=by)
    if what == "unit":
        return many_tasks.set_fields(fields={"unit": told["unit"], "unit_vi": told["unit_vi"], "unit_en": ""}, by=by)
    if what == "move":
        return many_tasks.move(deadline=told["deadline"], reason=told["reason"], by=by)
    if what == "start":
        return many_tasks.start(by=by, today=timezone.localdate())
    return {"stop": many_tasks.stop, "reopen": many_tasks.reopen}[what](reason=told["reason"], by=by)


def _choices(tasks, by: User) -> dict:
    """Accounts and units are offered where all tasks are of one province."""
    provinces = {each.province for each in tasks}
    if len(provinces) > 1:
        return {"people": User.objects.none(), "units": OrgUnit.objects.none()}
    (province,) = provinces
    return {"people": people_of(province), "units": units_of(province, by)}


def _show(request, tasks, form: ManyForm, *, status: int):
    context = {
        "rows": task_rows(tasks, timezone.localdate()),
        "form": form,
        "crumbs": _crumbs(),
        "illustration": all(each.province.is_illustration for each in tasks),
        "list": request.POST.get("list", ""),
        "list_url": _list_url(request),
    }
    return render(request, "agreements/tasks_change.html", context, status=status)


def _done(outcome: Outcome) -> str:
    count = len(outcome.changed)
    return ngettext("%(count)s task changed.", "%(count)s tasks changed.", count) % {"count": count}


def _outside(outcome: Outcome) -> list[tuple[Task, str]]:
    """Tasks whose deadline is now outside the term of their agreement: saved, and said."""
    with_terms(outcome.changed)
    return [(each, words) for each in outcome.changed if (words := outside_words(each))]


def _crumbs() -> list[tuple[str, str]]:
    return [(_("Tasks"), reverse("agreements:tasks")), (_("Change several"), "")]
