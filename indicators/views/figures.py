"""One working figure: its story, its evidence, and the steps it can take."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from dtracker.accounts.access import can
from dtracker.accounts.gates import signed_in
from dtracker.accounts.roles import Permission
from indicators import workflow
from indicators.actions import entering, publishing, reviewing
from indicators.actions.refusals import Faulty, Refused, SamePerson
from indicators.forms.evidence import FileForm, LinkForm
from indicators.forms.faults import add_faults
from indicators.forms.figures import CorrectionForm, ReturnForm, SeenForm, WithdrawForm
from indicators.forms.sheets import prefix_of
from indicators.queries.asked import Respondent, sheet_of
from indicators.queries.evidence import can_be_removed
from indicators.queries.story import said, said_exactly, said_working, story_of
from indicators.views.falls import propose
from indicators.views.refusing import refusals_as_403
from indicators.views.review import note_forms, refused_words, show_sheet
from indicators.views.scope import figure_or_404
from indicators.workflow import WrongStep

FORMS = {"return": ReturnForm, "withdraw": WithdrawForm}
"""Steps that need more than the version seen."""

DONE = {
    "submit": gettext_lazy("%(figure)s: submitted."),
    "approve": gettext_lazy("%(figure)s: approved."),
    "withdraw": gettext_lazy("%(figure)s: the approval is taken back."),
    "return": gettext_lazy("%(figure)s: returned."),
    "publish": gettext_lazy("%(figure)s: published."),
    "empty": gettext_lazy("%(figure)s: the line is empty again; its history and evidence are kept."),
    "discard": gettext_lazy("%(figure)s: the correction is dropped; what is published stays."),
}


@require_safe
@signed_in(Permission.DRAFT_READ)
def figure(request, pk):
    return show_figure(request, figure_or_404(request.user, pk))


@require_POST
@signed_in(Permission.FIGURE_ENTER)
@refusals_as_403
def submit(request, pk):
    return _take(request, pk, "submit", entering.submit)


@require_POST
@signed_in(Permission.FIGURE_REVIEW)
@refusals_as_403
def approve(request, pk):
    return _take(request, pk, "approve", reviewing.approve)


@require_POST
@signed_in(Permission.FIGURE_REVIEW)
@refusals_as_403
def withdraw(request, pk):
    return _take(request, pk, "withdraw", reviewing.withdraw)


@require_POST
@signed_in(Permission.FIGURE_REVIEW)
@refusals_as_403
def send_back(request, pk):
    return _take(request, pk, "return", reviewing.send_back)


@require_POST
@signed_in(Permission.FIGURE_PUBLISH)
@refusals_as_403
def publish(request, pk):
    return _take(request, pk, "publish", publishing.publish, today=timezone.localdate())


@require_POST
@signed_in(Permission.FIGURE_ENTER)
@refusals_as_403
def empty(request, pk):
    return _take(request, pk, "empty", entering.empty)


@require_POST
@signed_in(Permission.FIGURE_ENTER)
@refusals_as_403
def discard(request, pk):
    return _take(request, pk, "discard", entering.discard)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in(Permission.DRAFT_READ)
@refusals_as_403
def correct(request, pk):
    found = figure_or_404(request.user, pk)
    if not can(request.user, Permission.FIGURE_ENTER, province=found.province, unit=found.unit):
        raise PermissionDenied(
            _("A published figure is corrected by the officer who enters it. Tell the officer what is wrong.")
        )
    if "correct" not in _offered(request, found):
        return show_figure(request, found, refusal=_("Only a published figure is corrected."), status=409)
    form = CorrectionForm(found.indicator, request.POST or None, figure=found, seen=found)
    if request.method != "POST":
        return _show_correction(request, found, form, status=200)
    if not form.is_valid():
        if form.is_readable:
            faults = entering.correction_faults(figure=found, values=form.values, today=timezone.localdate())
            add_faults(form, Faulty(faults), otherwise="value")
        return _show_correction(request, found, form, status=422)
    try:
        entering.correct(
            figure=found,
            values=form.values,
            remark=form.cleaned_data["remark"],
            reason=form.cleaned_data["reason"],
            version=form.cleaned_data["version"],
            by=request.user,
        )
    except Faulty as refusal:
        add_faults(form, refusal, otherwise="value")
        return _show_correction(request, found, form, status=422)
    except (Refused, WrongStep) as refusal:
        return show_figure(request, figure_or_404(request.user, pk), refusal=refused_words(refusal), status=409)
    messages.success(request, _("Saved as a draft. Readers see the published value until this one is published."))
    return redirect("indicators:figure", pk)


def _take(request, pk: int, step: str, action, **more):
    """Take a step on the version seen, then back to where the button was; when refused, the page with 4xx."""
    found = figure_or_404(request.user, pk)
    from_review = request.POST.get("from") == "review"
    form = FORMS.get(step, SeenForm)(request.POST)
    try:
        if not form.is_valid():
            return _refused(request, found, _first_error(form), from_review, form, status=422)
        action(figure=found, by=request.user, **form.cleaned_data, **more)
    except (Refused, WrongStep) as refusal:
        status = 403 if isinstance(refusal, SamePerson) else 409
        return _refused(request, found, refused_words(refusal), from_review, form, status=status)
    messages.success(request, DONE[step] % {"figure": found.indicator.short})
    if step == "publish":
        propose(request, [found], more["today"])
    if from_review:
        return redirect("indicators:review_sheet", *Respondent.of(found).url_args(found.period))
    return redirect("indicators:figure", found.pk)


def _refused(request, found, sentence: str, from_review: bool, form, *, status: int):
    found = figure_or_404(request.user, found.pk)
    failed = _again(form, found) if "note" in form.fields else None
    if from_review and can(request.user, Permission.FIGURE_REVIEW, province=found.province, unit=found.unit):
        return show_sheet(
            request,
            Respondent.of(found),
            found.period,
            refusal=sentence,
            status=status,
            failed=failed,
        )
    return show_figure(request, found, refusal=sentence, failed=failed, status=status)


def _again(form, figure) -> tuple:
    """(figure, form) with the note as it was written, on the version that the page now shows."""
    return figure, type(form)({"version": figure.version, "note": form.data.get("note", "")})


def _first_error(form) -> str:
    return next(error for errors in form.errors.values() for error in errors)


def _offered(request, found) -> list[str]:
    held = {each for each in Permission if can(request.user, each, province=found.province, unit=found.unit)}
    pointless = {"empty"} if found.publications.exists() else {"discard"}
    if found.is_emptied:
        pointless |= {"submit", "empty"}
    return [step for step in workflow.offered(found.status, held) if step not in pointless]


def show_figure(request, found, *, refusal: str = "", failed=None, link_form=None, file_form=None, status: int = 200):
    """The page of a figure. `refusal`: why the last step was not taken; `failed`: (figure, form) of a step with a
    note, and the other forms: those that came back with errors."""
    evidence = list(found.evidence.select_related("document", "added_by", "figure"))
    publications = found.publications.select_related("by", "source").order_by("-version")
    context = {
        "figure": found,
        "refusal": refusal,
        "steps": _offered(request, found),
        "line_url": f"{_sheet_url(found)}#{prefix_of(found.indicator)}" if found.period else "",
        "forms": note_forms(found, failed),
        "link_form": link_form or LinkForm(),
        "file_form": file_form or FileForm(),
        "may_enter": can(request.user, Permission.FIGURE_ENTER, province=found.province, unit=found.unit),
        "story": story_of(found),
        "words": _words(found),
        "publications": [(each, said(each, found.indicator)) for each in publications],
        "evidence": [(each, can_be_removed(each, request.user)) for each in evidence],
        "illustration": found.province.is_illustration,
        "crumbs": _crumbs(request, found, ""),
    }
    return render(request, "indicators/figure.html", context, status=status)


def _show_correction(request, found, form: CorrectionForm, *, status: int):
    context = {
        "figure": found,
        "words": _words(found),
        "form": form,
        "illustration": found.province.is_illustration,
        "crumbs": [*_crumbs(request, found, reverse("indicators:figure", args=[found.pk])), (_("Correction"), "")],
    }
    return render(request, "indicators/figure_correct.html", context, status=status)


def _words(found) -> dict[str, str]:
    return {"said": said_working(found), "exactly": said_exactly(found, found.indicator)}


def _sheet_url(found) -> str:
    """The sheet on which the figure is entered; a yearly one stands on that of the quarter it is expected in."""
    if found.period is None:
        return ""
    return reverse(
        "indicators:sheet",
        args=Respondent.of(found).url_args(sheet_of(found.indicator, found.period)),
    )


def _crumbs(request, found, url: str) -> list[tuple]:
    """Back to where the person works: the sheet, or the review of it."""
    whose = Respondent.of(found)
    place = {"province": found.province, "unit": found.unit}
    path = [(pgettext("navigation", "Enter figures"), reverse("indicators:entry")), (whose.name, _sheet_url(found))]
    reviews = can(request.user, Permission.FIGURE_REVIEW, **place)
    if found.period and reviews and not can(request.user, Permission.FIGURE_ENTER, **place):
        address = reverse("indicators:review_sheet", args=whose.url_args(found.period))
        path = [(pgettext("navigation", "Review"), reverse("indicators:review")), (whose.name, address)]
    return [*path, (found.indicator.short, url)]
