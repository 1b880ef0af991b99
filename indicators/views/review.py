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
from indicators.actions.figures import approve_lines, publish_lines
from indicators.actions.refusals import Refused
from indicators.forms.figures import LinesForm, ReturnForm
from indicators.queries import review
from indicators.views.refusing import refusals_as_403
from indicators.views.scope import province_or_404
from indicators.workflow import WrongStep


@require_safe
@signed_in(Permission.FIGURE_REVIEW)
def queue(request):
    return render(request, "indicators/review.html", {"queue": review.queue(request.user)})


@require_safe
@signed_in(Permission.FIGURE_REVIEW)
def sheet(request, slug, period):
    return show_sheet(request, province_or_404(request.user, slug, Permission.FIGURE_REVIEW), period)


@require_POST
@signed_in(Permission.FIGURE_REVIEW)
@refusals_as_403
def approve(request, slug, period):
    """Approve the chosen lines, all or none."""
    province = province_or_404(request.user, slug, Permission.FIGURE_REVIEW)
    form = LinesForm(request.POST)
    if not form.is_valid():
        return show_sheet(request, province, period, refusal=form.errors["lines"][0], status=422)
    try:
        done = approve_lines(province=province, versions=form.cleaned_data["lines"], by=request.user)
    except (Refused, WrongStep) as refusal:
        return show_sheet(request, province, period, refusal=refused_words(refusal), status=409)
    words = ngettext("%(count)s figure approved.", "%(count)s figures approved.", len(done))
    messages.success(request, words % {"count": len(done)})
    return redirect("indicators:review_sheet", slug, period)


@require_POST
@signed_in(Permission.FIGURE_PUBLISH)
@refusals_as_403
def publish(request, slug, period):
    """Publish the approved lines of the sheet as they were seen, all or none."""
    province = province_or_404(request.user, slug, Permission.FIGURE_REVIEW)
    form = LinesForm(request.POST)
    if not form.is_valid():
        return show_sheet(request, province, period, refusal=form.errors["lines"][0], status=422)
    today = timezone.localdate()
    try:
        done = publish_lines(province=province, versions=form.cleaned_data["lines"], by=request.user, today=today)
    except (Refused, WrongStep) as refusal:
        return show_sheet(request, province, period, refusal=refused_words(refusal), status=409)
    words = ngettext("%(count)s figure published.", "%(count)s figures published.", len(done))
    messages.success(request, words % {"count": len(done)})
    return redirect("indicators:review_sheet", slug, period)


def show_sheet(request, province, period, *, refusal: str = "", status: int = 200, returning=None):
    """The sheet for review. `refusal`: why the last step was not taken; `returning`: (figure, form)."""
    lines = review.review_lines(province, period, by=request.user, on=timezone.localdate())
    failed_pk, failed_form = (returning[0].pk, returning[1]) if returning else (None, None)
    context = {
        "province": province,
        "period": period,
        "refusal": refusal,
        "to_decide": [
            (line, failed_form if line.figure.pk == failed_pk else _return_form(line.figure))
            for line in lines
            if line.waits_for_approval
        ],
        "approved": [(line, _return_form(line.figure)) for line in lines if line.waits_for_publication],
        "returned": [line for line in lines if not (line.waits_for_approval or line.waits_for_publication)],
        "may_publish": access.can(request.user, Permission.FIGURE_PUBLISH, province=province),
        "queue": review.queue(request.user),
        "illustration": province.is_illustration,
        "crumbs": [(pgettext("navigation", "Review"), reverse("indicators:review")), (province.name, "")],
    }
    return render(request, "indicators/review_sheet.html", context, status=status)


def refused_words(refusal: Exception) -> str:
    """The sentence for a step that was not taken."""
    if isinstance(refusal, WrongStep):
        return _("This step was already taken, or the figure is no longer where it begins.")
    return str(refusal)


def _return_form(figure) -> ReturnForm:
    return ReturnForm(initial={"version": figure.version}, auto_id=f"f{figure.pk}_%s")
