"""Entering figures: the rounds that are due, and the sheet of one of them."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from dtracker.accounts.access import can, can_anywhere, require
from dtracker.accounts.gates import signed_in
from dtracker.accounts.roles import Permission
from indicators.actions.figures import save_sheet, submit_sheet
from indicators.actions.refusals import NeedsComment, NothingToDo
from indicators.forms.sheets import Sheet, blank_sheet, posted_sheet, posted_versions, sheet_again
from indicators.queries.entry import (
    existed_in,
    lines_of,
    next_round,
    round_for,
    rounds_of,
    versions_seen,
)
from indicators.views.refusing import refusals_as_403
from indicators.views.scope import province_or_404


@require_safe
@signed_in(Permission.DRAFT_READ)
def rounds(request):
    today = timezone.localdate()
    lines = rounds_of(request.user, on=today)
    context = {
        "lines": lines,
        "next_round": next_round(request.user, on=today),
        "may_enter": can_anywhere(request.user, Permission.FIGURE_ENTER),
    }
    return render(request, "indicators/entry.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in(Permission.DRAFT_READ)
@refusals_as_403
def sheet(request, slug, period):
    province = _province(request, slug, period)
    if request.method != "POST":
        return _show(request, province, period)
    answer, saved = _save(request, province, period)
    if answer is None:
        messages.add_message(request, messages.SUCCESS if saved else messages.INFO, _saved_words(saved))
        answer = redirect("indicators:sheet", slug, period)
    return answer


@require_POST
@signed_in(Permission.DRAFT_READ)
@refusals_as_403
def submit(request, slug, period):
    """Save what was typed and, where all of it could be saved, hand the sheet over."""
    province = _province(request, slug, period)
    answer, _saved = _save(request, province, period)
    if answer is not None:
        return answer
    try:
        handed_over = submit_sheet(province=province, period=period, by=request.user)
    except NothingToDo:
        messages.info(request, _("There is nothing new to submit."))
    except NeedsComment:
        # The drafts are saved; the lines that need a note are marked on the sheet.
        return _show(request, province, period, unexplained=True, status=422)
    else:
        messages.success(request, _submitted_words(len(handed_over)))
    return redirect("indicators:sheet", slug, period)


def _province(request, slug, period):
    province = province_or_404(request.user, slug, Permission.DRAFT_READ)
    if not existed_in(province, period):
        raise Http404(_("The province did not exist in this period."))
    return province


def _save(request, province, period):
    """Save the sent rows. Gives the page that shows what went wrong (or None), and the rows saved."""
    require(request.user, Permission.FIGURE_ENTER, province=province)
    today = timezone.localdate()
    lines = lines_of(province, period, on=today)
    figures = [line.figure for line in lines if line.figure]
    seen = versions_seen(figures, posted_versions(lines, request.POST))
    sent = posted_sheet(lines, request.POST, seen)
    done = save_sheet(province=province, period=period, rows=sent.to_save, by=request.user, today=today)
    saved = len(done.figures)
    if not done.refused and not sent.faulty:
        return None, saved
    again = sheet_again(lines_of(province, period, on=today), sent, done.refused, request.POST)
    if not again.conflicting and not again.faulty:
        return None, saved
    status = 409 if again.conflicting else 422
    return _show(request, province, period, again, saved=saved, status=status), saved


def _show(
    request,
    province,
    period,
    sheet: Sheet | None = None,
    *,
    saved: int | None = None,
    unexplained: bool = False,
    status: int = 200,
):
    today = timezone.localdate()
    found = round_for(province, period)
    is_open = found is not None and found.opens_on <= today
    may_enter = can(request.user, Permission.FIGURE_ENTER, province=province)
    if sheet is None:
        lines = lines_of(province, period, on=today)
        if found is None and not any(line.figure for line in lines):
            raise Http404(_("There is no reporting round of %(period)s.") % {"period": period.label()})
        sheet = blank_sheet(lines, is_open=is_open and may_enter)
    context = {
        "province": province,
        "period": period,
        "round": found,
        "is_open": is_open,
        "may_enter": may_enter,
        "days_left": (found.due_on - today).days if found else None,
        "days_over": (today - found.due_on).days if found else None,
        "sheet": sheet,
        "saved": saved,
        "saved_words": "" if saved is None else _saved_words(saved),
        "unexplained": unexplained,
        "to_fix": len(sheet.faulty) + len([row for row in sheet.conflicting if not row.has_errors]),
        "illustration": province.is_illustration,
        "crumbs": [
            (pgettext("navigation", "Enter figures"), reverse("indicators:entry")),
            (province.name, ""),
        ],
    }
    return render(request, "indicators/sheet.html", context, status=status)


def _saved_words(count: int) -> str:
    if count == 0:
        return _("Nothing was changed.")
    return ngettext("%(count)s figure saved.", "%(count)s figures saved.", count) % {"count": count}


def _submitted_words(count: int) -> str:
    return ngettext("%(count)s figure submitted.", "%(count)s figures submitted.", count) % {"count": count}
