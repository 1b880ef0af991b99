"""Importing figures from a file: upload, preview, confirm; and the template to fill in."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from dtracker.accounts.gates import signed_in
from dtracker.accounts.roles import Permission
from dtracker.files.kinds import XLSX
from dtracker.files.sheets.cells import SheetError
from dtracker.formats.numbers import format_number
from dtracker.formats.quarters import Period, PeriodError, parse_period
from indicators.actions.batches import forget_upload
from indicators.actions.imports import confirm as confirm_import
from indicators.actions.imports import keep_upload
from indicators.actions.refusals import Overtaken
from indicators.exports.sheet import Sheet, file_name, sheet_workbook
from indicators.forms.imports import ConfirmForm, UploadForm
from indicators.imports.columns import COLUMNS
from indicators.imports.preview import PAGE, Preview, entries_of, forget_preview, preview_of, progress_file
from indicators.models import ImportBatch
from indicators.queries.entry import lines_of
from indicators.queries.imported import Kind
from indicators.queries.timeliness import rounds_of
from indicators.views.refusing import refusals_as_403
from indicators.views.scope import assignment_or_404

SHOWN = 10
"""Templates offered, and earlier imports listed."""


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in(Permission.FIGURE_ENTER)
@refusals_as_403
def upload(request):
    """Keep and read a file, then show what it would do. A file that cannot be read is not kept."""
    form = UploadForm(request.POST or None, request.FILES or None) if request.method == "POST" else UploadForm()
    if request.method != "POST" or not form.is_valid():
        return _show_upload(request, form)
    batch = form.kept(keep_upload, by=request.user)
    if batch is None:
        return _show_upload(request, form, status=503)
    try:
        preview_of(batch, by=request.user, today=timezone.localdate(), report=_reporter(batch))
    except SheetError as error:
        forget_preview(batch)
        forget_upload(batch=batch)
        form.add_error("file", str(error))
        return _show_upload(request, form)
    return redirect("indicators:import_preview", batch.pk)


@require_safe
@signed_in(Permission.FIGURE_ENTER)
def preview(request, pk):
    return _show_preview(request, _batch_or_404(request, pk))


@require_POST
@signed_in(Permission.FIGURE_ENTER)
@refusals_as_403
def confirm(request, pk):
    """Import everything the preview showed, or nothing."""
    batch = _batch_or_404(request, pk)
    if batch.confirmed_at is not None:
        messages.info(request, _("This file is imported already; nothing was done twice."))
        return redirect("indicators:import_preview", pk)
    form = ConfirmForm(request.POST)
    if not form.is_valid():
        return _show_preview(request, batch, refusal=_("Load the page again, then confirm."), status=422)
    try:
        entries = entries_of(batch).entries
        batch = confirm_import(
            batch=batch,
            entries=entries,
            seen=form.cleaned_data["seen"],
            by=request.user,
            today=timezone.localdate(),
            report=_reporter(batch, len(entries)),
        )
    except Overtaken as refusal:
        return _show_preview(request, batch, refusal=str(refusal), status=409)
    forget_preview(batch)
    messages.success(request, _done_words(batch))
    return redirect("indicators:import_preview", pk)


@require_safe
@signed_in(Permission.FIGURE_ENTER)
def progress(request, pk):
    """How far reading or importing has come: {"done": rows, "total": rows or 0 while unknown}."""
    try:
        done, total = progress_file(_batch_or_404(request, pk)).read_text().split()
    except (OSError, ValueError):
        done = total = "0"
    return JsonResponse({"done": int(done), "total": int(total)})


@require_safe
@signed_in(Permission.FIGURE_ENTER)
def template(request):
    """`?province=…&period=…`, for a unit with `&unit=…`, as a workbook; without them the newest sheet of the person."""
    sheet = _asked_sheet(request)
    response = HttpResponse(sheet_workbook(sheet), content_type=XLSX.content_type)
    response["Content-Disposition"] = f'attachment; filename="{file_name(sheet)}"'
    return response


def _asked_sheet(request) -> Sheet:
    slug, written, unit = (request.GET.get(name) for name in ("province", "period", "unit"))
    if not slug or not written:
        newest = next((each for each in _templates(request) if _is_of(each, slug, unit)), None)
        if newest is None:
            raise Http404(_("No round is open"))
        slug, written = slug or newest.province.slug, written or newest.period.code
        unit = unit or (newest.unit.code if newest.unit else None)
    asked = assignment_or_404(request.user, slug, _period_or_404(written), unit or None, Permission.FIGURE_ENTER)
    return Sheet(asked.respondent, asked.period, lines_of(asked, on=timezone.localdate()))


def _templates(request) -> list:
    """The newest sheets of the person, each of which there is a template for."""
    return rounds_of(request.user, on=timezone.localdate())


def _is_of(report, slug: str | None, unit: str | None) -> bool:
    if slug and report.province.slug != slug:
        return False
    return not unit or (report.unit is not None and report.unit.code == unit)


def _period_or_404(written: str) -> Period:
    try:
        return parse_period(written)
    except PeriodError as error:
        raise Http404(str(error.sentence)) from error


def _batch_or_404(request, pk: int) -> ImportBatch:
    """An upload of the person: a file may name anything, so nobody else sees it."""
    return get_object_or_404(ImportBatch, pk=pk, uploaded_by=request.user)


def _reporter(batch: ImportBatch, total: int = 0):
    """Writes how far it is beside the file: every worker sees it, and no transaction hides it."""
    path = progress_file(batch)
    return lambda done: path.write_text(f"{done} {total}")


def _show_upload(request, form: UploadForm, *, status: int | None = None):
    context = {
        "form": form,
        "columns": COLUMNS,
        "rounds": _templates(request)[:SHOWN],
        "imports": ImportBatch.objects.filter(uploaded_by=request.user, confirmed_at__isnull=False)[:SHOWN],
        "crumbs": _crumbs(""),
    }
    return render(request, "indicators/import.html", context, status=status or (422 if form.errors else 200))


def _show_preview(request, batch: ImportBatch, *, refusal: str = "", status: int = 200):
    """What the file would do, or for one that is imported, what it did."""
    context = {"batch": batch, "refusal": refusal, "crumbs": _crumbs(reverse("indicators:import"), batch.file_name)}
    if batch.confirmed_at is not None:
        return render(request, "indicators/import_done.html", context, status=status)
    try:
        found = preview_of(batch, by=request.user, today=timezone.localdate(), report=_reporter(batch))
    except (SheetError, OSError) as error:
        sentence = str(error) if isinstance(error, SheetError) else _("The file is no longer there. Upload it again.")
        context |= {"unreadable": sentence}
        return render(request, "indicators/import_done.html", context, status=410)
    paginator = Paginator(range(found.total), PAGE)
    page = paginator.get_page(request.GET.get("page"))
    context |= {
        "preview": found,
        "kpis": _kpis(found),
        "rows": found.page(page.number),
        "page": page,
        "numbers": paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1),
        "form": ConfirmForm(initial={"seen": found.seen}),
        "is_long": found.total > 2000,
    }
    return render(request, "indicators/import_preview.html", context, status=status)


def _kpis(found: Preview) -> list[tuple[str, str]]:
    labels = (
        (Kind.ERROR, pgettext("rows of a file", "errors")),
        (Kind.NEW, pgettext("rows of a file", "new")),
        (Kind.CHANGED, pgettext("rows of a file", "changed")),
        (Kind.SAME, pgettext("rows of a file", "unchanged")),
        (Kind.BLANK, pgettext("rows of a file", "left out, nothing given")),
    )
    counts = [(format_number(found.counts.get(kind, 0)), label) for kind, label in labels]
    return [*counts, (format_number(found.warned), pgettext("rows of a file", "to look at"))]


def _done_words(batch: ImportBatch) -> str:
    stored = batch.new_count + batch.changed_count
    return ngettext("%(count)s figure imported as a draft.", "%(count)s figures imported as drafts.", stored) % {
        "count": format_number(stored)
    }


def _crumbs(url: str, name: str = "") -> list[tuple[str, str]]:
    crumbs = [(pgettext("navigation", "Enter figures"), reverse("indicators:entry")), (_("Import from Excel"), url)]
    return [*crumbs, (name, "")] if name else crumbs
