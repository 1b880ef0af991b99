"""Who keeps an index opens its rounds, moves their days, adds units, and closes them for scoring."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from dtracker.accounts.gates import signed_in
from dtracker.accounts.roles import Permission
from indicators.actions import scoring_rounds as actions
from indicators.actions.refusals import Faulty, Refused
from indicators.actions.scoring_refusals import NotReady, RoundThere
from indicators.forms.faults import add_faults
from indicators.forms.scoring_rounds import DaysForm, OpenForm, UnitsForm
from indicators.queries.scoring_rounds import kept_indices, opening_of, units_left
from indicators.views.refusing import refusals_as_403
from indicators.views.scoring import MOVED, WRONG
from indicators.views.scoring_assess import round_or_404, show_round

PUBLISH = Permission.INDEX_PUBLISH
FIELDS = {NotReady: "method", RoundThere: "year"}
"""Under which field a refusal stands; all others are about the units."""


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in(PUBLISH)
@refusals_as_403
def open_index(request, code):
    """Open a round of an index: the version of its method, period, days and units."""
    index = get_object_or_404(kept_indices(request.user), code=code)
    today = timezone.localdate()
    opening = opening_of(index, today)
    if request.method != "POST":
        return _show(request, OpenForm(opening=opening, today=today))
    form = OpenForm(request.POST, opening=opening, today=today)
    if not form.is_valid():
        return _show(request, form, status=WRONG)
    names = ("method", "year", "quarter", "opens_on", "due_on")
    given = {name: form.cleaned_data[name] for name in names}
    try:
        made = actions.open_round(by=request.user, units=form.chosen, **given)
    except Faulty as refusal:
        add_faults(form, refusal)
        return _show(request, form, status=WRONG)
    except Refused as refusal:
        form.add_error(FIELDS.get(type(refusal), "units"), str(refusal))
        return _show(request, form, status=WRONG)
    messages.success(request, _sheets_given(made.sheets.count()))
    return redirect("indicators:assess", code, made.period)


@require_POST
@signed_in(PUBLISH)
@refusals_as_403
def round_days(request, code, period):
    """Other days for a round."""
    found = round_or_404(request.user, code, period, PUBLISH)
    form = DaysForm(request.POST)
    if not form.is_valid():
        return show_round(request, found, days=form, status=WRONG)
    try:
        actions.move_days(found=found, by=request.user, **form.cleaned_data)
    except Faulty as refusal:
        add_faults(form, refusal)
        return show_round(request, found, days=form, status=WRONG)
    messages.success(request, _("The days of the round are changed."))
    return redirect("indicators:assess", code, period)


@require_POST
@signed_in(PUBLISH)
@refusals_as_403
def close_scoring(request, code, period):
    """Take every sheet that was not handed over in time as it stands."""
    found = round_or_404(request.user, code, period, PUBLISH)
    try:
        count = actions.close_scoring(found=found, by=request.user, today=timezone.localdate())
    except Refused as refusal:
        return show_round(request, found, refusal=str(refusal), status=MOVED)
    sentence = ngettext("%(count)s sheet was taken as it stands.", "%(count)s sheets were taken as they stand.", count)
    messages.success(request, sentence % {"count": count})
    return redirect("indicators:assess", code, period)


@require_POST
@signed_in(PUBLISH)
@refusals_as_403
def add_units(request, code, period):
    """Sheets for units that the round left out."""
    found = round_or_404(request.user, code, period, PUBLISH)
    form = UnitsForm(request.POST, offered=units_left(found))
    if not form.is_valid():
        return show_round(request, found, units=form, status=WRONG)
    try:
        count = actions.add_units(found=found, units=form.chosen, by=request.user, today=timezone.localdate())
    except Refused as refusal:
        return show_round(request, found, units=form, refusal=str(refusal), status=MOVED)
    messages.success(request, _sheets_given(count))
    return redirect("indicators:assess", code, period)


def _sheets_given(count: int) -> str:
    sentence = ngettext("%(count)s unit has a sheet now.", "%(count)s units have a sheet now.", count)
    return sentence % {"count": count}


def _show(request, form: OpenForm, status: int = 200):
    index = form.opening.index
    context = {
        "index": index,
        "form": form,
        "has_method": bool(form.opening.methods),
        "illustration": index.province.is_illustration,
        "crumbs": [(_("Index of units"), reverse("indicators:indexes")), (_("Open a round"), "")],
    }
    return render(request, "indicators/index_open.html", context, status=status)
