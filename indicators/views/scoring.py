"""A unit scores itself: its sheet, saved as it stands or handed to the assessors."""

from collections.abc import Sequence

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from dtracker.accounts.access import require
from dtracker.accounts.gates import signed_in
from dtracker.accounts.roles import Permission
from indicators.actions import scoring as actions
from indicators.actions.refusals import HereAlready, NotTaken, Refused
from indicators.actions.scoring_files import add_file
from indicators.actions.scoring_refusals import FaultyScores, SheetMoved
from indicators.forms.scoring import SheetForm, own_sheet
from indicators.models import ScoreFile, ScoreSheet
from indicators.queries.scoring import Scored, method_of, round_at, scored, sheets_to_score, steps_of
from indicators.scoring.enums import SheetState
from indicators.scoring.steps import DRAFT
from indicators.tables import scoring_work as tables
from indicators.tables.scoring_words import outside_words
from indicators.views.files import as_attachment
from indicators.views.refusing import refusals_as_403
from indicators.workflow import WrongStep

MOVED = 409
WRONG = 422


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in(Permission.INDEX_SCORE)
@refusals_as_403
def score(request, code, period, unit):
    """The sheet; a POST keeps what was typed."""
    found = _sheet_or_404(request.user, code, period, unit)
    if request.method != "POST":
        is_open = found.sheet.round.opens_on <= timezone.localdate()
        form = own_sheet(found) if found.sheet.state == DRAFT and is_open else None
        return _show(request, found, form)
    return _take(request, found, actions.save_scores, _("Saved."))


@require_POST
@signed_in(Permission.INDEX_SCORE)
@refusals_as_403
def submit_score(request, code, period, unit):
    """Keep what was typed and hand the sheet over, if it is complete."""
    found = _sheet_or_404(request.user, code, period, unit)
    return _take(request, found, actions.submit, _("Handed to the assessors."))


@require_safe
@signed_in(Permission.INDEX_SCORE)
def score_file(request, code, period, unit, pk):
    """A file of the sheet, to be saved under its own name."""
    return as_attachment(file_or_404(sheets_to_score(request.user), code, period, unit, pk))


def file_or_404(sheets, code: str, period, unit: str, pk: int) -> ScoreFile:
    """A file of the sheet of a unit, if it is one of these sheets."""
    where = {"round__index__code": code, "round__year": period.year, "round__quarter": period.quarter}
    return get_object_or_404(ScoreFile, pk=pk, sheet__in=sheets.filter(unit__code=unit, **where))


def _take(request, found: Scored, action, done: str):
    """One step with what was typed; refused, the page comes back with all of it.

    Files are kept first, each by itself: a browser would not send them again.
    """
    require(request.user, Permission.INDEX_SCORE, province=found.sheet.province, unit=found.sheet.unit)
    form = own_sheet(found, request.POST, request.FILES)
    act = {"sheet": found.sheet, "by": request.user, "today": timezone.localdate()}
    form.is_valid()
    kept: list[UploadedFile] = []
    try:
        kept += _keep_files(form, act)
        if not form.is_valid():
            return _show(request, found, form, kept=kept, status=WRONG)
        given = {"entries": form.entries, "version": form.version.cleaned_data["version"], "dropped": form.dropped}
        action(**act, **given)
    except FaultyScores as refusal:
        form.add_faults(refusal.faults)
        return _show(request, found, form, kept=kept, refusal=str(refusal), status=WRONG)
    except (Refused, WrongStep) as refusal:
        status = status_of(refusal, found, form)
        return _show(request, found, form, kept=kept, refusal=refusal_words(refusal), status=status)
    messages.success(request, done)
    return redirect(request.resolver_match.view_name.replace("submit_score", "score"), **request.resolver_match.kwargs)


def _keep_files(form: SheetForm, act: dict) -> list[UploadedFile]:
    """The files that need not be chosen again; why one was not taken stands under its line."""
    kept = []
    for line, upload in form.uploads:
        try:
            add_file(criterion=line.criterion, upload=upload, **act)
            kept.append(upload)
        except NotTaken as refusal:
            line.add_error("file", refusal.sentence)
            kept += [upload] if isinstance(refusal, HereAlready) else []
    return kept


def status_of(refusal: Exception, found: Scored, form: SheetForm | None) -> int:
    """The status of the answer. Where somebody was faster, the form is put on what stands now."""
    if form and isinstance(refusal, SheetMoved):
        form.begin_again(found.sheet.version, tables.stored_words(found, form.overtaken))
    return MOVED if isinstance(refusal, SheetMoved | WrongStep) else WRONG


def refusal_words(refusal: Exception) -> str:
    if isinstance(refusal, WrongStep):
        return _("The sheet no longer stands where this step begins.")
    return str(refusal)


def _sheet_or_404(user, code, period, unit) -> Scored:
    rows = sheets_to_score(user).filter(unit__code=unit)
    return sheet_or_404(rows, code, period)


def sheet_or_404(rows, code: str, period) -> Scored:
    """The sheet of these rows in the round of an index and a period, with its scores. Six reads."""
    found = round_at(code, period)
    if found is None:
        raise Http404(_("There is no such round of such an index."))
    rows = rows.filter(round=found).select_related("province")
    sheets = scored(rows, method_of(found.method_id))
    if not sheets:
        raise Http404(_("There is no sheet of this unit."))
    sheets[0].sheet.round = found
    return sheets[0]


def sheet_context(found: Scored, form: SheetForm | None, file_view: str) -> dict:
    """What the page of a sheet shows of it, to who scores and to who assesses."""
    sheet: ScoreSheet = found.sheet
    return {
        "sheet": sheet,
        "round": sheet.round,
        "index": sheet.round.index,
        "period": sheet.round.period,
        "unit": sheet.unit,
        "form": form,
        "lines": tables.score_lines(found, form, file_view),
        "anew": tables.anew_of(found),
        "totals": tables.totals_of(found),
        "outside": outside_words(found.method),
        "history": tables.told(steps_of(sheet)),
    }


def _show(
    request,
    found: Scored,
    form: SheetForm | None,
    *,
    kept: Sequence[UploadedFile] = (),
    refusal: str = "",
    status: int = 200,
):
    sheet: ScoreSheet = found.sheet
    address = [sheet.round.index.code, sheet.round.period, sheet.unit.code]
    context = sheet_context(found, form, "indicators:score_file") | {
        # What the assessors hold of a unit is its own from the end of its assessment on, and not before.
        "given": sheet.state == SheetState.ASSESSED,
        "is_public": sheet.state == SheetState.ASSESSED and found.published_at is not None and not found.is_anew,
        "kept": [each.name for each in kept],
        # Two lines may have a file of the same name.
        "lost": [each.name for each in request.FILES.values() if each not in kept],
        "left": len(found.unanswered()),
        "all": len(found.asked),
        "is_early": timezone.localdate() < sheet.round.opens_on,
        "is_late": sheet.state == DRAFT and timezone.localdate() > sheet.round.due_on,
        "refusal": refusal,
        "submit_url": reverse("indicators:submit_score", args=address),
        "illustration": sheet.province.is_illustration,
        "crumbs": [(_("Index of units"), reverse("indicators:indexes")), (sheet.unit.name, "")],
    }
    return render(request, "indicators/index_score.html", context, status=status)
