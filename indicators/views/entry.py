"""Entering figures: the rounds that are due, and the sheet of one of them."""

from datetime import date

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
from indicators.actions.entering import save_sheet, submit_sheet
from indicators.actions.refusals import NeedsComment, NothingToDo
from indicators.forms.sheets import (
    Sheet,
    blank_sheet,
    posted_sheet,
    posted_versions,
    read_as,
    sheet_again,
    typed_lines,
)
from indicators.queries.asked import Assignment
from indicators.queries.entry import last_handed_over, lines_of, next_round, versions_seen
from indicators.queries.timeliness import rounds_of
from indicators.tables.timeliness import Mark, due_mark, row
from indicators.views.refusing import refusals_as_403
from indicators.views.scope import assignment_or_404

NAMED = 5
"""Lines without an answer that are named after submitting."""


@require_safe
@signed_in(Permission.DRAFT_READ)
def rounds(request):
    today = timezone.localdate()
    reports = rounds_of(request.user, on=today)
    context = {
        "illustration": bool(reports) and all(each.province.is_illustration for each in reports),
        "lines": [row(each) for each in reports],
        "next_round": next_round(request.user, on=today),
        "may_enter": can_anywhere(request.user, Permission.FIGURE_ENTER),
    }
    return render(request, "indicators/entry.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in(Permission.DRAFT_READ)
@refusals_as_403
def sheet(request, slug, period, unit=None):
    asked = assignment_or_404(request.user, slug, period, unit, Permission.DRAFT_READ)
    if request.method != "POST":
        return _show(request, asked)
    answer, saved = _save(request, asked)
    if answer is None:
        messages.add_message(request, messages.SUCCESS if saved else messages.INFO, _saved_words(saved))
        answer = redirect("indicators:sheet", *asked.url_args)
    return answer


@require_POST
@signed_in(Permission.DRAFT_READ)
@refusals_as_403
def submit(request, slug, period, unit=None):
    """Save what was typed and, where all of it could be saved, hand the sheet over."""
    asked = assignment_or_404(request.user, slug, period, unit, Permission.DRAFT_READ)
    answer, _saved = _save(request, asked)
    if answer is not None:
        return answer
    try:
        handed_over = submit_sheet(province=asked.province, period=period, by=request.user, unit=asked.unit)
    except NothingToDo:
        messages.info(request, _("There is nothing new to submit."))
    except NeedsComment:
        # The drafts are saved; the lines that need a note are marked on the sheet.
        return _show(request, asked, unexplained=True, status=422)
    else:
        messages.success(request, _submitted_words(len(handed_over)))
    _tell_left(request, asked)
    return redirect("indicators:sheet", *asked.url_args)


def _tell_left(request, asked: Assignment) -> None:
    """Name the lines that nobody has answered yet: the sheet is handed over only with them."""
    names = [each.indicator.short for each in lines_of(asked, on=timezone.localdate()) if not each.is_answered]
    if not names:
        return
    named = ", ".join(names[:NAMED])
    if len(names) > NAMED:
        named = _("%(names)s and %(count)s more") % {"names": named, "count": len(names) - NAMED}
    words = ngettext(
        "%(count)s line is not answered yet: %(names)s. Answer it and submit the sheet again.",
        "%(count)s lines are not answered yet: %(names)s. Answer them and submit the sheet again.",
        len(names),
    )
    messages.warning(request, words % {"count": len(names), "names": named})


def _save(request, asked: Assignment):
    """Save the sent rows. Gives the page that shows what went wrong (or None), and the rows saved."""
    whose = {"province": asked.province, "unit": asked.unit}
    require(request.user, Permission.FIGURE_ENTER, **whose)
    today = timezone.localdate()
    typed = typed_lines(request.POST)
    lines = lines_of(asked, on=today, typed=typed)
    figures = [line.figure for line in lines if line.figure]
    seen = versions_seen(figures, posted_versions(lines, request.POST))
    sent = posted_sheet(lines, request.POST, seen)
    # The script asks before it sends such a line; without it the page has to.
    to_ask = sent.to_ask
    rows = [row for row in sent.to_save if row.indicator.pk not in to_ask]
    done = save_sheet(**whose, period=asked.period, rows=rows, by=request.user, today=today)
    saved, refused = len(done.figures), done.refused | to_ask
    _tell_how_read(request, sent, {each.indicator_id for each in done.figures})
    if not refused and not sent.faulty:
        return None, saved
    again = sheet_again(lines_of(asked, on=today, typed=typed), sent, refused, request.POST)
    if not again.conflicting and not again.faulty:
        return None, saved
    status = 409 if again.conflicting else 422
    return _show(request, asked, again, saved=saved, status=status), saved


def _tell_how_read(request, sent: Sheet, saved: set[int]) -> None:
    """Ask back where a saved number could be meant otherwise."""
    for sent_row in sent.rows:
        words = read_as(sent_row) if sent_row.line.indicator.pk in saved else ""
        if words:
            messages.warning(request, f"{sent_row.line.indicator.short}: {words}")


def _show(
    request,
    asked: Assignment,
    sheet: Sheet | None = None,
    *,
    saved: int | None = None,
    unexplained: bool = False,
    status: int = 200,
):
    today = timezone.localdate()
    found, period, province = asked.round, asked.period, asked.province
    is_open = found is not None and found.opens_on <= today
    may_enter = can(request.user, Permission.FIGURE_ENTER, province=province, unit=asked.unit)
    if sheet is None:
        lines = lines_of(asked, on=today)
        if found is None and not any(line.figure for line in lines):
            raise Http404(_("There is no reporting round of %(period)s.") % {"period": period.label()})
        sheet = blank_sheet(lines, is_open=is_open and may_enter)
    context = {
        "province": province,
        "unit": asked.unit,
        "period": period,
        "round": found,
        "addresses": {name: reverse(f"indicators:{name}", args=asked.url_args) for name in ("sheet", "cell", "submit")},
        "is_open": is_open,
        "may_enter": may_enter,
        "mark": _mark(asked, sheet, today),
        "sheet": sheet,
        "saved": saved,
        "saved_words": "" if saved is None else _saved_words(saved),
        "unexplained": unexplained,
        "to_fix": len(sheet.faulty) + len([row for row in sheet.conflicting if not row.has_errors]),
        "illustration": province.is_illustration,
        "crumbs": [
            (pgettext("navigation", "Enter figures"), reverse("indicators:entry")),
            (asked.respondent.name, ""),
        ],
    }
    return render(request, "indicators/sheet.html", context, status=status)


def _mark(asked: Assignment, sheet: Sheet, today: date) -> Mark:
    if not sheet.rows:
        return Mark()
    last = last_handed_over([row.line for row in sheet.rows])
    return due_mark(asked.due_on, today, last_handed_over=last, ended_on=asked.respondent.ended_on)


def _saved_words(count: int) -> str:
    if count == 0:
        return _("Nothing was changed.")
    return ngettext("%(count)s figure saved.", "%(count)s figures saved.", count) % {"count": count}


def _submitted_words(count: int) -> str:
    return ngettext("%(count)s figure submitted.", "%(count)s figures submitted.", count) % {"count": count}
