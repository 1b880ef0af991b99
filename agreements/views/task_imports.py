"""Tasks as a file: downloaded, filled in, uploaded, looked at, confirmed."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from agreements.actions.task_imports import TasksChanged, judged, keep_upload
from agreements.actions.task_imports import confirm as confirm_import
from agreements.exports.tasks import tasks_workbook
from agreements.imports.columns import COLUMNS
from agreements.imports.reading import TasksRead, read_file
from agreements.models import TaskImport
from agreements.queries.imported_tasks import Known
from agreements.queries.task_days import is_past
from agreements.tables.task_import import preview_of
from agreements.views.tasks import asked_for
from dtracker.accounts.gates import signed_in
from dtracker.accounts.roles import Permission
from dtracker.files.kinds import XLSX
from dtracker.files.sheets.cells import SheetError
from indicators.actions.batches import forget_upload
from indicators.forms.imports import ConfirmForm, UploadForm
from indicators.views.days import day_of
from indicators.views.refusing import refusals_as_403

EDIT = Permission.TASK_EDIT
PAGE = 100
SHOWN = 10
"""Earlier imports listed."""


@require_safe
@signed_in(Permission.TASK_READ)
def tasks_file(request):
    """The tasks of the list, narrowed as it is, as a workbook that can be imported again; of a past day none."""
    if is_past(day_of(request)):
        raise Http404(_("There is no file of tasks of a past day: imported again, it would set everything back."))
    asked = asked_for(request, timezone.localdate())
    response = HttpResponse(tasks_workbook(asked.tasks.by_urgency()), content_type=XLSX.content_type)
    response["Content-Disposition"] = f'attachment; filename="dtracker-tasks-{asked.on:%Y-%m-%d}.xlsx"'
    return response


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in(EDIT)
@refusals_as_403
def import_tasks(request):
    """Keep and read a file, then show what it would do. A file that cannot be read is not kept."""
    form = UploadForm(request.POST or None, request.FILES or None) if request.method == "POST" else UploadForm()
    if request.method != "POST" or not form.is_valid():
        return _show_upload(request, form)
    batch = form.kept(keep_upload, by=request.user)
    if batch is None:
        return _show_upload(request, form, status=503)
    try:
        _read(batch, request.user)
    except SheetError as error:
        forget_upload(batch=batch)
        form.add_error("file", str(error))
        return _show_upload(request, form)
    return redirect("agreements:import_preview", batch.pk)


@require_safe
@signed_in(EDIT)
def import_preview(request, pk):
    return _show_preview(request, _batch_or_404(request, pk))


@require_POST
@signed_in(EDIT)
@refusals_as_403
def import_confirm(request, pk):
    """Import everything the preview showed, or nothing."""
    batch = _batch_or_404(request, pk)
    if batch.confirmed_at is not None:
        messages.info(request, _("This file is imported already; nothing was done twice."))
        return redirect("agreements:tasks")
    form = ConfirmForm(request.POST)
    if not form.is_valid():
        return _show_preview(request, batch, refusal=_("Load the page again, then confirm."), status=422)
    try:
        entries = _read(batch, request.user).entries
        batch = confirm_import(batch=batch, entries=entries, seen=form.cleaned_data["seen"], by=request.user)
    except (SheetError, OSError):
        return _show_preview(request, batch)
    except TasksChanged as refusal:
        return _show_preview(request, batch, refusal=str(refusal), status=409)
    stored = batch.new_count + batch.changed_count
    words = ngettext("%(count)s task imported.", "%(count)s tasks imported.", stored)
    messages.success(request, words % {"count": stored})
    return redirect("agreements:tasks")


def _read(batch: TaskImport, user) -> TasksRead:
    with batch.file.open("rb") as file:
        return read_file(file, Known(user))


def _batch_or_404(request, pk: int) -> TaskImport:
    """An upload of the person: a file may name anything, so nobody else sees it."""
    return get_object_or_404(TaskImport, pk=pk, uploaded_by=request.user)


def _show_upload(request, form: UploadForm, *, status: int | None = None):
    context = {
        "form": form,
        "columns": COLUMNS,
        "imports": TaskImport.objects.filter(uploaded_by=request.user, confirmed_at__isnull=False)[:SHOWN],
        "crumbs": _crumbs(),
    }
    return render(request, "agreements/tasks_import.html", context, status=status or (422 if form.errors else 200))


def _show_preview(request, batch: TaskImport, *, refusal: str = "", status: int = 200):
    """What the file would do; of one that is imported or cannot be read any more, that."""
    context = {"batch": batch, "refusal": refusal, "crumbs": [*_crumbs(), (batch.file_name, "")]}
    if batch.confirmed_at is not None:
        return render(request, "agreements/tasks_import_done.html", context, status=status)
    try:
        read = _read(batch, request.user)
    except (SheetError, OSError) as error:
        words = str(error) if isinstance(error, SheetError) else _("The file is no longer there. Upload it again.")
        return render(request, "agreements/tasks_import_done.html", context | {"unreadable": words}, status=410)
    preview = preview_of(judged(read.entries, by=request.user), not_read=read.not_read, sheet=read.sheet)
    page = Paginator(preview.lines, PAGE).get_page(request.GET.get("page"))
    context |= {
        "preview": preview,
        "page": page,
        "numbers": page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1),
        "form": ConfirmForm(initial={"seen": preview.seen}),
    }
    return render(request, "agreements/tasks_import_preview.html", context, status=status)


def _crumbs() -> list[tuple[str, str]]:
    return [(_("Tasks"), reverse("agreements:tasks")), (_("Import from Excel"), reverse("agreements:import_tasks"))]
