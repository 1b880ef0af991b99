"""Reviewing: the queue, and the lines of one sheet with what would change."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext
from django.views.decorators.http import require_POST, require_safe

from dtracker.accounts import access
from dtracker.accounts.gates import signed_in
from dtracker.accounts.roles import Permission
from indicators.actions.publishing import publish_lines
from indicators.actions.refusals import Refused, Stale
from indicators.actions.reviewing import approve_lines, send_back_lines
from indicators.forms.figures import LinesForm, ReturnForm, ReturnLinesForm, WithdrawForm
from indicators.queries import review
from indicators.queries.asked import Respondent
from indicators.queries.story import last_told
from indicators.views.falls import propose
from indicators.views.refusing import refusals_as_403
from indicators.views.scope import respondent_or_404
from indicators.workflow import WrongStep


@require_safe
@signed_in(Permission.FIGURE_REVIEW)
def queue(request):
    return render(request, "indicators/review.html", {"queue": review.queue(review.Desk(request.user))})


@require_safe
@signed_in(Permission.FIGURE_REVIEW)
def sheet(request, slug, period, unit=None):
    return show_sheet(request, respondent_or_404(request.user, slug, unit, Permission.FIGURE_REVIEW), period)


@require_POST
@signed_in(Permission.FIGURE_REVIEW)
@refusals_as_403
def approve(request, slug, period, unit=None):
    """Approve the chosen lines, all or none."""
    whose = respondent_or_404(request.user, slug, unit, Permission.FIGURE_REVIEW)
    answer, done = _decide(request, whose, period, approve_lines)
    if done:
        words = ngettext("%(count)s figure approved.", "%(count)s figures approved.", len(done))
        messages.success(request, words % {"count": len(done)})
    return answer


@require_POST
@signed_in(Permission.FIGURE_REVIEW)
@refusals_as_403
def send_back(request, slug, period, unit=None):
    """Return the chosen lines, or all that wait, for one reason; all or none."""
    whose = respondent_or_404(request.user, slug, unit, Permission.FIGURE_REVIEW)
    form = ReturnLinesForm(request.POST)
    if not form.is_valid():
        refusal = next(iter(form.errors.values()))[0]
        return show_sheet(request, whose, period, refusal=refusal, status=422, returning_lines=form)
    versions, note = form.chosen, form.cleaned_data["note"]
    try:
        done = send_back_lines(province=whose.province, unit=whose.unit, versions=versions, note=note, by=request.user)
    except (Refused, WrongStep) as refusal:
        words = refused_words(refusal)
        return show_sheet(request, whose, period, refusal=words, status=409, returning_lines=form)
    words = ngettext("%(count)s figure returned.", "%(count)s figures returned.", len(done))
    messages.success(request, words % {"count": len(done)})
    return redirect("indicators:review_sheet", *whose.url_args(period))


@require_POST
@signed_in(Permission.FIGURE_PUBLISH)
@refusals_as_403
def publish(request, slug, period, unit=None):
    """Publish the approved lines of the sheet as they were seen, all or none."""
    whose = respondent_or_404(request.user, slug, unit, Permission.FIGURE_REVIEW)
    today = timezone.localdate()
    answer, done = _decide(request, whose, period, publish_lines, today=today)
    if done:
        words = ngettext("%(count)s figure published.", "%(count)s figures published.", len(done))
        messages.success(request, words % {"count": len(done)})
        propose(request, done, today)
    return answer


def _decide(request, whose: Respondent, period, action, **more) -> tuple:
    """Take a step with the chosen lines as they were seen. Gives the answer, and the figures; none when refused."""
    form = LinesForm(request.POST)
    if not form.is_valid():
        return show_sheet(request, whose, period, refusal=form.errors["lines"][0], status=422), []
    lines = form.cleaned_data["lines"]
    try:
        done = action(province=whose.province, unit=whose.unit, versions=lines, by=request.user, **more)
    except (Refused, WrongStep) as refusal:
        return show_sheet(request, whose, period, refusal=refused_words(refusal), status=409), []
    return redirect("indicators:review_sheet", *whose.url_args(period)), done


SHOWN = {
    "": lambda line: True,
    "look": lambda line: line.needs_a_look,
    "changed": lambda line: line.is_changed,
}
"""What the address may ask for of the lines that wait for approval."""
ADDRESSES = ("review_sheet", "approve_lines", "return_lines", "publish_lines")


def show_sheet(request, whose: Respondent, period, *, refusal="", status=200, failed=None, returning_lines=None):
    """The sheet for review. `refusal`: why the last step was not taken; `failed`: (figure, form) of one line,
    `returning_lines`: the form of many, that came back with errors."""
    desk = review.Desk(request.user)
    lines = review.review_lines(whose, period, desk=desk, on=timezone.localdate())
    waiting = [line for line in lines if line.waits_for_approval]
    show = request.GET.get("show", "") if request.GET.get("show") in SHOWN else ""
    to_decide = [(line, note_forms(line.figure, failed)) for line in waiting]
    shown = [(line, forms) for line, forms in to_decide if SHOWN[show](line)]
    context = {
        "province": whose.province,
        "unit": whose.unit,
        "period": period,
        "addresses": {name: reverse(f"indicators:{name}", args=whose.url_args(period)) for name in ADDRESSES},
        "refusal": refusal,
        "to_decide": to_decide,
        "odd": [(line, forms) for line, forms in shown if line.needs_a_look],
        "plain": [(line, forms) for line, forms in shown if not line.needs_a_look],
        "approvable": [line for line, _forms in shown if not line.needs_a_look and not line.is_own],
        "all_approvable": [line for line, _forms in shown if not line.is_own],
        "tabs": _tabs(waiting, show),
        "return_lines_form": returning_lines or ReturnLinesForm(),
        "ticked": _ticked(request),
        "approved": [(line, note_forms(line.figure, failed)) for line in lines if line.waits_for_publication],
        "returned": [line for line in lines if not (line.waits_for_approval or line.waits_for_publication)],
        "may_publish": access.can(request.user, Permission.FIGURE_PUBLISH, province=whose.province, unit=whose.unit),
        "queue": review.queue(desk),
        "illustration": whose.province.is_illustration,
        "crumbs": [(pgettext("navigation", "Review"), reverse("indicators:review")), (whose.name, "")],
    }
    return render(request, "indicators/review_sheet.html", context, status=status)


def _tabs(waiting, show: str) -> list[tuple]:
    """(value in the address, words, number of lines, whether it is shown)."""
    words = {"": _("All"), "look": _("To look at"), "changed": pgettext("lines", "Changed")}
    return [(code, words[code], sum(map(SHOWN[code], waiting)), code == show) for code in SHOWN]


def _ticked(request) -> set[str]:
    """The figures (their pk) that were ticked when the page comes back."""
    return {pair.partition(":")[0] for pair in request.POST.getlist("lines")}


def refused_words(refusal: Exception) -> str:
    """The sentence for a step that was not taken; where somebody came first, with who did what."""
    if isinstance(refusal, WrongStep):
        return _("This step was already taken, or the figure is no longer where it begins.")
    if isinstance(refusal, Stale):
        return f"{refusal} {last_told(refusal.current)}".strip()
    return str(refusal)


def note_forms(figure, failed: tuple | None = None) -> dict[str, ReturnForm | WithdrawForm]:
    """The forms of the steps of a figure that need a note, by step; in its place the one that came back (`failed`)."""
    seen = {"version": figure.version}
    fresh = {
        "return": ReturnForm(initial=seen, auto_id=f"return{figure.pk}_%s"),
        "withdraw": WithdrawForm(initial=seen, auto_id=f"withdraw{figure.pk}_%s"),
    }
    if failed is None or failed[0].pk != figure.pk:
        return fresh
    return {step: failed[1] if type(failed[1]) is type(form) else form for step, form in fresh.items()}
