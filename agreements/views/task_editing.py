"""Adding a task and editing one."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from agreements.access import require_step
from agreements.actions import tasks
from agreements.actions.refusals import NothingChanged, StaleTask
from agreements.forms.tasks import EditForm, TaskForm, initial_of
from agreements.models import Agreement, Body, Programme, Task
from agreements.tables.task_page import missing_words
from agreements.tables.task_values import compared
from agreements.views.task_page import groups_around, refusal_words, task_or_404
from agreements.workflow import STEPS, WrongStep
from dtracker.accounts.access import provinces_with
from dtracker.accounts.gates import signed_in
from dtracker.accounts.roles import Permission
from dtracker.places.models import Province
from indicators.actions.refusals import Faulty
from indicators.forms.faults import add_faults
from indicators.models import Indicator
from indicators.views.refusing import refusals_as_403

EDIT = Permission.TASK_EDIT
SUGGESTED = {"agreement": Agreement, "programme": Programme, "body": Body}
"""What another page may suggest for a new task by its code: `?programme=…`."""


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in(EDIT)
@refusals_as_403
def new_task(request):
    """Add a task to a province: `?province=…` where the person keeps several."""
    provinces = list(provinces_with(request.user, EDIT).order_by("sort_order", "pk"))
    slug = request.GET.get("province") or (provinces[0].slug if len(provinces) == 1 else "")
    if not slug:
        return render(request, "agreements/task_province.html", {"provinces": provinces, "crumbs": _crumbs()})
    province = get_object_or_404(provinces_with(request.user, EDIT), slug=slug)
    form = TaskForm(request.POST or None, province=province, by=request.user, initial=_suggested(request, province))
    if request.method != "POST" or not form.is_valid():
        return _show_form(request, province, form, status=422 if request.method == "POST" else 200)
    fields, served = form.fields_and_indicators
    try:
        made = tasks.create(province=province, fields=fields, indicators=served, by=request.user)
    except Faulty as refusal:
        add_faults(form, refusal)
        return _show_form(request, province, form, status=422)
    messages.success(request, _("The task is added."))
    _warn(request, made)
    return redirect(made)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in(EDIT)
@refusals_as_403
def edit_task(request, code):
    """Edit what a task says. Where somebody was faster, both values stand side by side and nothing is lost."""
    found = task_or_404(request.user, code)
    require_step("edit", request.user, found, groups_around(request.user, found))
    if request.method != "POST" and found.state not in STEPS["edit"].sources:
        messages.info(request, refusal_words(WrongStep("edit", found.state)))
        return redirect(found)
    initial = initial_of(found) if request.method != "POST" else None
    form = EditForm(request.POST or None, task=found, by=request.user, initial=initial)
    if request.method != "POST" or not form.is_valid():
        return _show_form(request, found.province, form, task=found, status=422 if request.method == "POST" else 200)
    fields, served = form.fields_and_indicators
    try:
        tasks.edit(task=found, fields=fields, indicators=served, version=form.cleaned_data["version"], by=request.user)
    except Faulty as refusal:
        add_faults(form, refusal)
        return _show_form(request, found.province, form, task=found, status=422)
    except StaleTask as refusal:
        return _show_both(request, form, refusal)
    except WrongStep as refusal:
        return _show_form(request, found.province, form, task=found, status=409, refusal=refusal_words(refusal))
    except NothingChanged as refusal:
        messages.info(request, str(refusal))
        return redirect(found)
    messages.success(request, _("Saved."))
    _warn(request, found)
    return redirect(found)


def _show_both(request, form: EditForm, refusal: StaleTask):
    """The form again with what was typed, now on the version that stands, and what stands there instead."""
    now = task_or_404(request.user, refusal.current.code)
    data = request.POST.copy()
    data["version"] = now.version
    again = EditForm(data, task=now, by=request.user)
    again.full_clean()
    more = {"refusal": str(refusal), "compared": compared(now, form)}
    return _show_form(request, now.province, again, task=now, status=409, **more)


def _warn(request, made: Task) -> None:
    made.refresh_from_db()
    if words := missing_words(made):
        messages.info(request, words)


def _suggested(request, province: Province) -> dict:
    """What the address suggests, as far as it is of this province."""
    found = {"work_vi": request.GET.get("work", "")[:300]}
    for name, model in SUGGESTED.items():
        code = request.GET.get(name, "")
        row = model.objects.filter(code=code).first() if code else None
        if row and (row.agreement if name == "programme" else row).province_id == province.pk:
            found[name] = row
    if code := request.GET.get("indicator"):
        found["indicators"] = list(Indicator.objects.filter(code=code))
    return found


def _show_form(request, province: Province, form, *, task: Task | None = None, status: int = 200, **more):
    context = {
        "form": form,
        "task": task,
        "province": province,
        "crumbs": _crumbs(task),
        "illustration": province.is_illustration,
    }
    return render(request, "agreements/task_form.html", context | more, status=status)


def _crumbs(task: Task | None = None) -> list[tuple[str, str]]:
    first = (_("Tasks"), reverse("agreements:tasks"))
    if task is None:
        return [first, (_("New task"), "")]
    return [first, (task.code, task.get_absolute_url()), (_("Edit"), "")]
