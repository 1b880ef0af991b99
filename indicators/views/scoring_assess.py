"""Assessors of the province: how far a round is, the sheet of a unit, its steps, and the results."""

from collections.abc import Sequence

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from dtracker.accounts.access import can, provinces_for
from dtracker.accounts.gates import signed_in
from dtracker.accounts.roles import Permission
from indicators.actions import scoring as actions
from indicators.actions import scoring_results
from indicators.actions.refusals import Barred, Refused
from indicators.actions.scoring_refusals import FaultyScores
from indicators.forms.scoring import PublishForm, SheetForm, TurnForm, VersionForm, given_sheet
from indicators.forms.scoring_rounds import DaysForm, UnitsForm
from indicators.models import ScoreSheet, ScoringRound
from indicators.queries.scoring import Scored, all_scored, has_scored, is_anew, published_at, round_at
from indicators.queries.scoring_rounds import units_left
from indicators.scoring.enums import SheetState
from indicators.scoring.steps import DRAFT, SUBMITTED
from indicators.tables import scoring_work as tables
from indicators.views.files import as_attachment
from indicators.views.refusing import refusals_as_403
from indicators.views.scoring import (
    MOVED,
    WRONG,
    file_or_404,
    refusal_words,
    sheet_context,
    sheet_or_404,
    status_of,
)
from indicators.workflow import WrongStep

ASSESS, PUBLISH = Permission.INDEX_ASSESS, Permission.INDEX_PUBLISH


@require_safe
@signed_in(ASSESS)
def assess(request, code, period):
    return show_round(request, round_or_404(request.user, code, period))


@require_POST
@signed_in(PUBLISH)
@refusals_as_403
def publish_index(request, code, period):
    found = round_or_404(request.user, code, period)
    form = PublishForm(request.POST)
    if not form.is_valid():
        return show_round(request, found, form=form, status=WRONG)
    try:
        scoring_results.publish(found=found, by=request.user, today=timezone.localdate(), **form.cleaned_data)
    except Refused as refusal:
        return show_round(request, found, form=form, refusal=str(refusal), status=MOVED)
    messages.success(request, _("Published. Everybody can read the results now."))
    return redirect(found)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in(ASSESS)
@refusals_as_403
def assess_unit(request, code, period, unit):
    """The sheet of a unit; a POST keeps the assessment as far as it is."""
    found = _sheet_or_404(request.user, code, period, unit)
    if request.method != "POST":
        return _show_sheet(request, found)
    return _give(request, found, actions.assess, _("Saved."))


@require_POST
@signed_in(ASSESS)
@refusals_as_403
def confirm_score(request, code, period, unit):
    """Keep the assessment and end it."""
    found = _sheet_or_404(request.user, code, period, unit)
    return _give(request, found, actions.confirm, _("The unit is assessed."))


@require_POST
@signed_in(ASSESS)
@refusals_as_403
def return_score(request, code, period, unit):
    return _turn(
        request, _sheet_or_404(request.user, code, period, unit), actions.send_back, _("Returned to the unit.")
    )


@require_POST
@signed_in(ASSESS)
@refusals_as_403
def reopen_score(request, code, period, unit):
    found = _sheet_or_404(request.user, code, period, unit)
    return _turn(request, found, actions.reopen, _("The unit can be assessed again."))


@require_POST
@signed_in(ASSESS)
@refusals_as_403
def collect_score(request, code, period, unit):
    """Take the sheet of a unit that did not hand it over in time."""
    found = _sheet_or_404(request.user, code, period, unit)
    form = VersionForm(request.POST)
    if not form.is_valid():
        return _show_sheet(request, found, status=WRONG)
    act = {"by": request.user, "today": timezone.localdate(), **form.cleaned_data}
    return _step(request, found, actions.collect, act, _("The sheet was taken as it stands."))


@require_safe
@signed_in(ASSESS)
def assess_file(request, code, period, unit, pk):
    """A file of the sheet of a unit, to be saved under its own name."""
    return as_attachment(file_or_404(_sheets(request.user), code, period, unit, pk))


def _sheets(user) -> QuerySet[ScoreSheet]:
    return ScoreSheet.objects.filter(province__in=provinces_for(user, ASSESS))


def round_or_404(user, code, period, permission: Permission = ASSESS) -> ScoringRound:
    found = round_at(code, period)
    if found is None or not provinces_for(user, permission).filter(pk=found.index.province_id).exists():
        raise Http404(_("There is no such round of such an index."))
    return found


def _sheet_or_404(user, code, period, unit) -> Scored:
    return sheet_or_404(_sheets(user).filter(unit__code=unit), code, period)


def _give(request, found: Scored, action, done: str):
    """A step with the typed assessment; refused, the page comes back with all of it."""
    form = given_sheet(found, request.POST)
    if not form.is_valid():
        return _show_sheet(request, found, form, status=WRONG)
    act = {"by": request.user, "entries": form.entries, "version": form.version.cleaned_data["version"]}
    return _step(request, found, action, act, done, form)


def _turn(request, found: Scored, action, done: str):
    form = TurnForm(request.POST)
    if not form.is_valid():
        return _show_sheet(request, found, turn=form, status=WRONG)
    return _step(request, found, action, {"by": request.user, **form.cleaned_data}, done, turn=form)


def _step(request, found: Scored, action, act: dict, done: str, form=None, turn=None):
    try:
        action(sheet=found.sheet, **act)
    except FaultyScores as refusal:
        form.add_faults(refusal.faults)
        return _show_sheet(request, found, form, refusal=str(refusal), status=WRONG)
    except Barred as refusal:
        raise PermissionDenied(str(refusal)) from refusal
    except (Refused, WrongStep) as refusal:
        status = status_of(refusal, found, form)
        return _show_sheet(request, found, form, turn=turn, refusal=refusal_words(refusal), status=status)
    messages.success(request, done)
    sheet = found.sheet
    return redirect("indicators:assess_unit", sheet.round.index.code, sheet.round.period, sheet.unit.code)


def show_round(
    request,
    found: ScoringRound,
    *,
    form: PublishForm | None = None,
    days: DaysForm | None = None,
    units: UnitsForm | None = None,
    refusal: str = "",
    status: int = 200,
):
    _method, sheets = all_scored(found)
    publications = found.publications.count()
    published = published_at(found)
    anew = [each.sheet for each in sheets if is_anew(each.sheet, published)]
    may_publish = can(request.user, PUBLISH, province=found.index.province)
    context = {
        "round": found,
        "index": found.index,
        "period": found.period,
        "rows": tables.assess_rows(sheets, found, timezone.localdate()),
        "progress": tables.progress_words(sheets),
        "anew": tables.anew_words(found) if anew else None,
        "is_complete": bool(sheets) and all(each.sheet.state == SheetState.ASSESSED for each in sheets),
        "late": _with_their_units(sheets),
        "is_over": timezone.localdate() > found.due_on,
        "days": days or DaysForm(initial={"opens_on": found.opens_on, "due_on": found.due_on}),
        "units": units or (UnitsForm(offered=units_left(found)) if may_publish else None),
        "may_publish": may_publish,
        "publications": publications,
        "form": form or PublishForm(),
        "refusal": refusal,
        "results_url": found.get_absolute_url() if publications else "",
        "illustration": found.index.province.is_illustration,
        "crumbs": [(_("Index of units"), reverse("indicators:indexes")), (_("Assessment"), "")],
    }
    return render(request, "indicators/index_assess.html", context, status=status)


def _with_their_units(sheets: Sequence[Scored]) -> int:
    """How many sheets are not handed over."""
    return sum(each.sheet.state == DRAFT for each in sheets)


def _show_sheet(
    request, found: Scored, form: SheetForm | None = None, *, turn=None, refusal: str = "", status: int = 200
):
    sheet = found.sheet
    may_give = sheet.state == SUBMITTED and not has_scored(found, request.user)
    form = form or (given_sheet(found) if may_give else None)
    address = [sheet.round.index.code, sheet.round.period]
    context = sheet_context(found, form, "indicators:assess_file") | {
        "is_own_entry": sheet.state == SUBMITTED and has_scored(found, request.user),
        "turn": turn or TurnForm(initial={"version": sheet.version}),
        "can_collect": sheet.state == DRAFT and timezone.localdate() > sheet.round.due_on,
        "refusal": refusal,
        "urls": {
            step: reverse(f"indicators:{step}_score", args=[*address, sheet.unit.code])
            for step in ("confirm", "return", "reopen", "collect")
        },
        "illustration": sheet.province.is_illustration,
        "crumbs": [
            (_("Index of units"), reverse("indicators:indexes")),
            (_("Assessment"), reverse("indicators:assess", args=address)),
            (sheet.unit.name, ""),
        ],
    }
    return render(request, "indicators/index_assess_unit.html", context, status=status)
