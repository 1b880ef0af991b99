"""The page of a task, its steps, and the products that were handed in."""

from datetime import date

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from agreements.access import Groups, is_admin_of, require_step, steps_for
from agreements.actions import progress, tasks
from agreements.forms.tasks import STEP_FORMS
from agreements.models import Task, TaskProduct
from agreements.notices import concerned, tell
from agreements.queries.task_days import is_past
from agreements.queries.task_page import find_task, task_page, task_then
from agreements.queries.tasks import visible_to
from agreements.tables.task_page import task_sheet
from agreements.workflow import WrongStep
from dtracker.accounts.gates import signed_in
from dtracker.accounts.roles import Permission
from dtracker.accounts.told import told_words
from indicators.actions.refusals import Barred, Faulty, NotTaken, Refused
from indicators.forms.faults import add_faults
from indicators.views.days import begins, dated, day_of, found_figures
from indicators.views.files import as_attachment
from indicators.views.refusing import refusals_as_403

READ = Permission.TASK_READ
DONE = {
    "start": gettext_lazy("Started."),
    "report": gettext_lazy("The report is kept."),
    "hand_in": gettext_lazy("Handed in."),
    "confirm": gettext_lazy("Confirmed: the task is done."),
    "send_back": gettext_lazy("Sent back."),
    "move": gettext_lazy("The deadline is moved."),
    "stop": gettext_lazy("Stopped."),
    "reopen": gettext_lazy("Taken up again."),
}
ACTIONS = {
    "start": progress.start,
    "report": progress.report,
    "hand_in": progress.hand_in,
    "confirm": progress.confirm,
    "send_back": progress.send_back,
    "move": tasks.move_deadline,
    "stop": tasks.stop,
    "reopen": tasks.reopen,
}
OF_TODAY = ("start", "report", "hand_in", "confirm")
"""Steps that write a day."""
TOLD = ("hand_in", "send_back")
"""Steps of which people are told by mail."""
TYPED = ("title", "url", "text", "reason")
"""The fields of the steps in which somebody writes: what was typed is never lost."""


@require_safe
@signed_in(READ)
@dated
def task(request, code):
    found, on = task_or_404(request.user, code), day_of(request)
    return show_past(request, found, on) if is_past(on) else show_task(request, found)


@require_POST
@signed_in(READ)
@refusals_as_403
def take_step(request, code, step):
    """Take a step on the version seen; when it is refused, the page as it stands now with what was typed."""
    found = task_or_404(request.user, code)
    if step not in STEP_FORMS:
        raise Http404(_("There is no such step."))
    require_step(step, request.user, found, groups_around(request.user, found))
    form = STEP_FORMS[step](request.POST, request.FILES, auto_id=f"{step}_%s")
    if not form.is_valid():
        return show_task(request, found, failed=(step, form), status=422)
    more = {"today": localdate()} if step in OF_TODAY else {}
    more |= {"tell": tell} if step in TOLD else {}
    gave = found.handed_in_by
    try:
        after = ACTIONS[step](task=found, by=request.user, **form.cleaned_data, **more)
    except Faulty as refusal:
        add_faults(form, refusal)
        return show_task(request, found, failed=(step, form), status=422)
    except NotTaken as refusal:
        form.add_error("upload", refusal.sentence)
        return show_task(request, found, failed=(step, form), status=422)
    except (Refused, WrongStep) as refusal:
        unsent = "\n".join(filter(None, (form.cleaned_data.get(name) for name in TYPED)))
        status = 403 if isinstance(refusal, Barred) else 409
        now = task_or_404(request.user, code)
        return show_task(request, now, refusal=refusal_words(refusal), unsent=unsent, status=status)
    messages.success(request, _done_words(step, after, request.user, gave))
    return redirect("agreements:task", code)


def _done_words(step: str, after: Task, by, gave) -> str:
    """What was done, and of the steps that others hear of, who does."""
    if step not in TOLD:
        return str(DONE[step])
    people = concerned(after, step, by, gave)
    if step == "hand_in" and not people:
        nobody = _("Nobody is named here who may confirm it: ask an admin.")
        return f"{DONE[step]} {nobody}"
    return f"{DONE[step]} {told_words(people)}".strip()


@require_safe
@signed_in(READ)
def product(request, pk):
    """A file that was handed in, to be saved under its own name."""
    found = get_object_or_404(TaskProduct.objects.exclude(file=""), pk=pk, task__in=visible_to(request.user))
    return as_attachment(found)


def task_or_404(user, code: str) -> Task:
    """A task of the provinces whose tasks the person may see."""
    found = find_task(user, code)
    if found is None:
        raise Http404(_("There is no task at this address."))
    return found


def groups_around(user, found: Task) -> Groups:
    """What is settled for the group of the task (see `with_keepers`); to admins none is closed."""
    closed = {found.body_id} if found.is_closed and not is_admin_of(user, found.province) else ()
    return Groups(frozenset(closed), {found.body_id: found.head} if found.head else {})


def refusal_words(refusal: Exception) -> str:
    if isinstance(refusal, WrongStep):
        return _("The task no longer stands where this step begins.")
    return str(refusal)


def show_task(request, found: Task, *, failed=None, refusal: str = "", unsent: str = "", status: int = 200):
    """The page of a task. `failed`: (step, form) that came back with errors; `unsent`: words of a refused step."""
    today = localdate()
    steps = steps_for(request.user, found, groups_around(request.user, found))
    step, form = failed or ("", None)
    context = {
        "task": found,
        "sheet": task_sheet(task_page(found, today), today),
        "forms": {each: form if each == step else _blank(each, found, today) for each in steps if each in STEP_FORMS},
        "failed": step,
        "failed_form": form,
        "refusal": refusal,
        "unsent": unsent,
        "may_edit": "edit" in steps,
        "illustration": found.province.is_illustration,
        "crumbs": _crumbs(found),
    }
    return render(request, "agreements/task.html", context, status=status)


def show_past(request, found: Task, on: date):
    """The page as of a past day, with nothing to do on it; of a day before the task was there, as of its first day."""
    found_figures(request, True)
    then = task_then(found, request.user, on)
    if then is None:
        on = localdate(found.history.earliest("history_id").history_date)
        begins(request, found.work, on)
        then = task_then(found, request.user, on) or found
    context = {
        "task": then,
        "sheet": task_sheet(task_page(then, on), on),
        "illustration": found.province.is_illustration,
        "crumbs": _crumbs(found),
    }
    return render(request, "agreements/task.html", context)


def _crumbs(found: Task) -> list[tuple[str, str]]:
    return [(_("Tasks"), reverse("agreements:tasks")), (found.code, "")]


def _blank(step: str, found: Task, today):
    return STEP_FORMS[step](initial={"version": found.version, "on": today}, auto_id=f"{step}_%s")
