"""Requests for explanation: the list, the question about a target, the talk, its steps and its files."""

from datetime import date

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext, pgettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from dtracker.accounts.access import can_anywhere
from dtracker.accounts.gates import signed_in
from dtracker.accounts.roles import Permission
from dtracker.accounts.told import told_words
from dtracker.places.models import Province
from indicators.access import may, only_units, require
from indicators.actions import explanations as actions
from indicators.actions.refusals import Barred, Faulty, NotTaken, Refused
from indicators.enums import RequestState, TargetKind
from indicators.explain import explain
from indicators.explanations import STEPS
from indicators.forms import explanations as forms
from indicators.forms.faults import add_faults
from indicators.forms.filters import choices, chosen
from indicators.models import ExplanationRequest
from indicators.notices import concerned, tell
from indicators.queries import explanations as queries
from indicators.queries.series import find_series
from indicators.tables import explanations as tables
from indicators.tables.why import why_url
from indicators.views.files import as_attachment
from indicators.views.refusing import refusals_as_403
from indicators.views.slides import template_of
from indicators.workflow import WrongStep

READ, ASK, ANSWER = Permission.EXPLANATION_READ, Permission.EXPLANATION_ASK, Permission.EXPLANATION_ANSWER
PAGE = 50
DONE = {
    "ask": pgettext_lazy("explanation", "Asked."),
    "answer": pgettext_lazy("explanation", "Answered."),
    "ask_again": pgettext_lazy("explanation", "Asked again."),
    "close": gettext_lazy("Closed."),
    "withdraw": gettext_lazy("Taken back."),
}
FORMS = {
    "answer": forms.AnswerForm,
    "ask_again": forms.AskAgainForm,
    "close": forms.CloseForm,
    "withdraw": forms.WithdrawForm,
}
TYPED = {"answer": "text", "ask_again": "note", "close": "note", "withdraw": "note"}
"""Per step the field in which somebody writes: what was typed is never lost."""


@require_safe
@signed_in(READ)
def explanations(request):
    today = timezone.localdate()
    visible = queries.readable_by(request.user)
    options = _options(visible)
    picked = {name: chosen(request.GET, name, values) for name, values in options.items()}
    wanted = queries.Wanted(picked["state"], picked["province"], bool(picked["mine"]))
    found = queries.by_urgency(visible.filter(wanted.q(request.user, today)))
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    requests = list(page.object_list)
    return render(
        request,
        template_of(request, "indicators/explanations.html"),
        {
            "rows": tables.request_rows(requests, today),
            "page": page,
            "numbers": page.paginator.get_elided_page_range(page.number),
            "choices": {name: choices(values, picked[name]) for name, values in options.items()},
            "is_filtered": any(picked.values()),
            "names_place": len(options["province"]) > 1,
            "units": [each.name for each in only_units(request.user, READ)],
            "may_ask": can_anywhere(request.user, ASK),
            "illustration": bool(requests) and all(each.province.is_illustration for each in requests),
        },
    )


def _options(visible) -> dict[str, dict[str, str]]:
    """What the list can be narrowed to; provinces are those that have a request. One read."""
    places = visible.order_by().values_list("province__slug")
    named = Province.objects.filter(slug__in=places).order_by("sort_order", "pk")
    return {
        "state": {
            queries.OPEN: _("open"),
            queries.OVERDUE: _("overdue"),
            **{state.value: str(state.label) for state in RequestState},
        },
        "province": {each.slug: each.name for each in named},
        "mine": {"1": _("asked or answered by me")},
    }


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in(ASK)
@refusals_as_403
def ask(request, slug, code, target):
    """Ask about one target of a province."""
    today = timezone.localdate()
    standing = _standing_or_404(request.user, slug, code, target, today)
    require(request.user, ASK, standing.target)
    fall = queries.fall_of(standing, today)
    form = forms.AskForm(request.POST or None, today=today, question=tables.suggested_question(fall))
    if request.method != "POST" or not form.is_valid():
        return _show_question(request, standing, form, status=422 if request.method == "POST" else 200)
    try:
        found = actions.ask(target=standing.target, by=request.user, today=today, tell=tell, **form.cleaned_data)
    except Faulty as refusal:
        add_faults(form, refusal)
        return _show_question(request, standing, form, status=422)
    messages.success(request, _done_words(found, "ask", request.user))
    return redirect(found)


def _standing_or_404(user, slug: str, code: str, target: str, today: date):
    """A target of a province, or one that the person's unit answers for; of others nothing is said."""
    subject = find_series(slug, code, on=today)
    named = [each for each in (subject.targets if subject else []) if each.code == target]
    if not named or named[0].kind != TargetKind.TARGET or not may(user, READ, named[0]):
        raise Http404(_("There is no such target of such a province."))
    return queries.standing_of(named[0], today)


def _show_question(request, standing, form, *, status: int):
    back = reverse("indicators:series", args=[standing.province.slug, standing.indicator.code])
    context = {
        "province": standing.province,
        "indicator": standing.indicator,
        "target": tables.target_line(standing.target),
        "owner": standing.target.owner,
        "standing": standing,
        "why": explain(standing),
        "form": form,
        "back": back,
        "illustration": standing.province.is_illustration,
        "crumbs": [
            (standing.province.name, standing.province.get_absolute_url()),
            (standing.indicator.short, back),
            (_("Ask for an explanation"), ""),
        ],
    }
    return render(request, "indicators/ask.html", context, status=status)


@require_safe
@signed_in(READ)
def explanation(request, pk):
    return show(request, _found_or_404(request.user, pk))


@require_POST
@signed_in(ANSWER)
@refusals_as_403
def answer(request, pk):
    return _take(request, pk, "answer", actions.answer)


@require_POST
@signed_in(ASK)
@refusals_as_403
def ask_again(request, pk):
    return _take(request, pk, "ask_again", actions.ask_again, today=timezone.localdate())


@require_POST
@signed_in(ASK)
@refusals_as_403
def close(request, pk):
    return _take(request, pk, "close", actions.close)


@require_POST
@signed_in(ASK)
@refusals_as_403
def withdraw(request, pk):
    return _take(request, pk, "withdraw", actions.withdraw)


@require_safe
@signed_in(READ)
def download(request, pk, version):
    """The file that came with the answer of this version, earlier answers included."""
    found = _found_or_404(request.user, pk)
    row = get_object_or_404(found.history.exclude(file=""), version=version, history_change_reason="answer")
    return as_attachment(row.instance)


def _take(request, pk: int, step: str, action, **more):
    """Take a step on the version seen; when it is refused, the page as it stands now with what was typed."""
    found = _found_or_404(request.user, pk)
    require(request.user, STEPS[step].permission, found.target)
    form = FORMS[step](request.POST, request.FILES, auto_id=f"{step}_%s")
    if not form.is_valid():
        return show(request, found, failed=(step, form), status=422)
    try:
        after = action(explanation=found, by=request.user, tell=tell, **form.cleaned_data, **more)
    except Faulty as refusal:
        add_faults(form, refusal)
        return show(request, found, failed=(step, form), status=422)
    except NotTaken as refusal:
        form.add_error("upload", refusal.sentence)
        return show(request, found, failed=(step, form), status=422)
    except (Refused, WrongStep) as refusal:
        unsent = form.cleaned_data[TYPED[step]]
        status = 403 if isinstance(refusal, Barred) else 409
        return show(request, _found_or_404(request.user, pk), refusal=_words(refusal), unsent=unsent, status=status)
    messages.success(request, _done_words(after, step, request.user))
    return redirect(found)


def _done_words(found: ExplanationRequest, step: str, by) -> str:
    """What was done, and who hears of it."""
    return f"{DONE[step]} {told_words(concerned(found, step, by))}".strip()


def _words(refusal: Exception) -> str:
    if isinstance(refusal, WrongStep):
        return _("The request no longer stands where this step begins.")
    return str(refusal)


def _found_or_404(user, pk: int) -> ExplanationRequest:
    rows = queries.readable_by(user).select_related(
        "target__indicator", "target__document", "province", "asked_by", "again_by", "answered_by", "closed_by"
    )
    return get_object_or_404(rows, pk=pk)


def show(request, found, *, failed=None, refusal: str = "", unsent: str = "", status: int = 200):
    """The page of a request. `failed`: (step, form) that came back with errors; `unsent`: words of a refused step."""
    today = timezone.localdate()
    standing = queries.standing_of(found.target, today)
    steps = queries.steps_for(found, request.user)
    step, form = failed or ("", None)
    context = {
        "found": found,
        "row": tables.request_rows([found], today)[0],
        "talk": tables.talk(queries.talk_rows(found)),
        "standing": standing,
        "why_url": why_url(standing) if standing else "",
        "forms": {each: form if each == step else _blank(each, found, unsent, today) for each in steps},
        "failed_form": form,
        "refusal": refusal,
        "unsent": unsent,
        "illustration": found.province.is_illustration,
        "crumbs": [
            (pgettext("navigation", "Explanations"), reverse("indicators:explanations")),
            (found.indicator.short, ""),
        ],
    }
    return render(request, "indicators/explanation.html", context, status=status)


def _blank(step: str, found: ExplanationRequest, unsent: str, today: date):
    words = unsent if step == "answer" else ""
    suggested = {"version": found.version, TYPED[step]: words, "due_on": forms.suggested_day(today)}
    return FORMS[step](initial=suggested, auto_id=f"{step}_%s")
