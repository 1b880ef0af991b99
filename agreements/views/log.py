"""The log: obstacles, recommendations, events with their conclusions; read by all, kept by secretaries."""

from datetime import date
from functools import partial

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from agreements.access import keeps_log, sees
from agreements.actions import log
from agreements.actions.refusals import NothingChanged, StaleEntry
from agreements.enums import LogKind
from agreements.forms.log import FORMS, BookFilter, ConclusionForm
from agreements.forms.tasks import TaskForm
from agreements.models import Conclusion
from agreements.queries import book
from agreements.tables.book import (
    TITLES,
    Told,
    compared,
    conclusion_rows,
    entry_row,
    entry_rows,
    entry_sources,
    lines_left,
    told,
)
from dtracker.accounts.access import NotAllowed, can, own_provinces, provinces_for
from dtracker.accounts.gates import reading, signed_in
from dtracker.accounts.roles import Permission
from dtracker.formats.language import is_english
from dtracker.places.models import Province
from indicators.actions.refusals import Faulty
from indicators.forms.faults import add_faults
from indicators.views.days import as_they_were, begins, dated, day_of
from indicators.views.refusing import refusals_as_403
from indicators.views.scope import province_or_404

KEEP = Permission.LOG_KEEP
PAGE = 50


@require_safe
@reading
def entries(request):
    """One kind of entries: `?kind=obstacle`, narrowed by province, state and category."""
    kind = _kind_or_404(request.GET.get("kind", LogKind.OBSTACLE))
    categories = book.categories() if kind == LogKind.OBSTACLE else []
    named = [(vi, (is_english() and en) or vi) for vi, en in categories]
    places = book.places_with(kind)
    chosen = BookFilter(_asked(request, places), kind, places, named)
    page = Paginator(book.entries(kind, chosen.wanted), PAGE).get_page(request.GET.get("page"))
    rows = list(page.object_list)
    return render(
        request,
        "agreements/log.html",
        {
            "kind": kind,
            "kinds": LogKind,
            "filter": chosen,
            "page": page,
            "numbers": page.paginator.get_elided_page_range(page.number),
            "rows": entry_rows(rows),
            "may_add": provinces_for(request.user, KEEP).exists(),
            "illustration": bool(rows) and all(each.province and each.province.is_illustration for each in rows),
        },
    )


@require_safe
@reading
@dated
def entry(request, kind, code):
    """An entry; as of a past day as its history says it stood then."""
    found = _entry_or_404(kind, code)
    if not request.GET.get("as_of"):
        return _show(request, found)
    return _show_then(request, found, day_of(request))


def _show_then(request, found: book.Entry, day: date):
    """The page of an entry on a day that is past: to be read, nothing is done there."""
    rows = book.history_of(found)
    # An event is known from its day on, also where it was written down later.
    since = getattr(found, "on", None) or book.first_day(rows)
    begins(request, entry_row(found).text, since)
    if found.province:
        as_they_were(request, [found.province])
    then = book.standing(rows, day)
    stood = book.as_it_stood(found, then or rows[:1])
    is_event = book.kind_of(found) == LogKind.EVENT
    of_conclusions = book.history_of_conclusions(found) if is_event else []
    conclusions = book.conclusions_by(stood, of_conclusions, day) if is_event else []
    is_member = can(request.user, Permission.TASK_READ, province=found.province)
    more = {
        "told": told(then, book.until(of_conclusions, day)) if is_member else [],
        "is_there": since is None or since <= day,
        "is_as_loaded": not book.until(rows, day),
        "as_of": day,
    }
    return render(request, "agreements/log_entry.html", _facts(stood, conclusions, partial(sees, request.user)) | more)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in(KEEP)
@refusals_as_403
def new_entry(request, kind):
    """Add an entry to a province: `?province=…` where the person keeps several."""
    kind = _kind_or_404(kind)
    provinces = list(provinces_for(request.user, KEEP).order_by("sort_order", "pk"))
    if not provinces:
        raise NotAllowed(KEEP.label)
    slug = request.GET.get("province") or (provinces[0].slug if len(provinces) == 1 else "")
    if not slug:
        return render(request, "agreements/log_province.html", {"provinces": provinces, "title": TITLES[kind][0]})
    province = province_or_404(request.user, slug, KEEP)
    form = FORMS[kind](request.POST or None, province=province)
    if request.method != "POST" or not form.is_valid():
        return _show_form(request, kind, province, form, status=422 if request.method == "POST" else 200)
    try:
        made = log.add(kind=kind, province=province, fields=form.values, by=request.user)
    except Faulty as refusal:
        add_faults(form, refusal)
        return _show_form(request, kind, province, form, status=422)
    messages.success(request, _("The entry is kept."))
    return redirect(made)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in(KEEP)
@refusals_as_403
def edit_entry(request, kind, code):
    """Handle an entry. Where somebody was faster, both values stand side by side and nothing is lost."""
    found = _kept_or_404(request.user, kind, code)
    kind, form_of = LogKind(kind), {"province": found.province, "entry": found}
    if request.method != "POST":
        form = FORMS[kind](initial=_initial(found), **form_of)
        return _show_form(request, kind, found.province, form, entry=found)
    form = FORMS[kind](request.POST, **form_of)
    if not form.is_valid():
        return _show_form(request, kind, found.province, form, entry=found, status=422)
    try:
        log.handle(entry=found, fields=form.values, seen=form.cleaned_data["seen"] or 0, by=request.user)
    except Faulty as refusal:
        add_faults(form, refusal)
        return _show_form(request, kind, found.province, form, entry=found, status=422)
    except StaleEntry as refusal:
        return _show_both(request, kind, form, refusal)
    except NothingChanged as refusal:
        messages.info(request, str(refusal))
        return redirect(found)
    messages.success(request, _("Saved."))
    return redirect(found)


@require_POST
@signed_in(KEEP)
@refusals_as_403
def conclude(request, code):
    """Write down a conclusion of an event, and lead on to its task where that is wanted."""
    event = _kept_or_404(request.user, LogKind.EVENT, code)
    form = ConclusionForm(request.POST)
    if not form.is_valid():
        return _show(request, event, form, status=422)
    kept = log.conclude(event=event, text=form.cleaned_data["text"], by=request.user)
    if form.cleaned_data["to_task"] and event.province:
        return redirect("agreements:assign", kept.pk)
    messages.success(request, _("The conclusion is kept."))
    return redirect(event)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in(KEEP)
@refusals_as_403
def assign(request, pk):
    """Make a conclusion into a task, which keeps the link to its meeting."""
    places = provinces_for(request.user, KEEP)
    rows = Conclusion.objects.filter(event__province__in=places)
    found = get_object_or_404(rows.select_related("event__province", "event__agreement", "task"), pk=pk)
    event = found.event
    _keeper_or_403(request.user, event)
    if found.task:
        return redirect(found.task)
    suggested = {"work_vi": found.text[:300], "agreement": event.agreement}
    form = TaskForm(request.POST or None, province=event.province, by=request.user, initial=suggested)
    if request.method != "POST" or not form.is_valid():
        return _show_task(request, found, form, status=422 if request.method == "POST" else 200)
    fields, served = form.fields_and_indicators
    try:
        made = log.assign(conclusion=found, fields=fields, indicators=served, by=request.user)
    except Faulty as refusal:
        add_faults(form, refusal)
        return _show_task(request, found, form, status=422)
    messages.success(request, _("The conclusion is now a task."))
    return redirect(made)


def _asked(request, places: list[Province]) -> QueryDict:
    """What the address asks for; people of one province see that one, unless they ask for another or for all."""
    own = own_provinces(request.user)
    if "province" in request.GET or len(own) != 1 or own[0] not in places:
        return request.GET
    asked = request.GET.copy()
    asked["province"] = own[0].slug
    return asked


def _kind_or_404(kind: str) -> LogKind:
    if kind not in LogKind:
        raise Http404(_("The log keeps no entries of this kind."))
    return LogKind(kind)


def _entry_or_404(kind: str, code: str) -> book.Entry:
    found = book.entry_named(_kind_or_404(kind), code)
    if found is None:
        raise Http404(_("There is no entry at this address."))
    return found


def _kept_or_404(user, kind: str, code: str) -> book.Entry:
    """An entry of a province whose log the person keeps. Of the whole country only national people keep it."""
    found = _entry_or_404(kind, code)
    if found.province is None and not can(user, KEEP):
        raise PermissionDenied(_("What concerns the whole country is kept nationally."))
    if not can(user, KEEP, province=found.province):
        raise Http404
    _keeper_or_403(user, found)
    return found


def _keeper_or_403(user, found: book.Entry) -> None:
    if not keeps_log(user, found.province, getattr(found, "agreement", None)):
        raise PermissionDenied(log.KEPT_BY_OTHERS)


def _initial(found: book.Entry) -> dict:
    names = FORMS[book.kind_of(found)].base_fields
    return {name: getattr(found, name) for name in names if name != "seen"} | {"seen": book.seen_of(found)}


def _show(request, found: book.Entry, form=None, *, status: int = 200):
    """The page of an entry. `form`: a conclusion that came back with errors."""
    is_member = can(request.user, Permission.TASK_READ, province=found.province)
    may_keep = keeps_log(request.user, found.province, getattr(found, "agreement", None))
    is_event = book.kind_of(found) == LogKind.EVENT
    # A task is one of a province.
    may_assign = may_keep and found.province is not None
    conclusions = book.conclusions_of(found) if is_event else []
    context = _facts(found, conclusions, partial(sees, request.user)) | {
        "suggested": lines_left(found, conclusions) if is_event and may_assign else [],
        "form": (form or ConclusionForm()) if is_event and may_keep else None,
        "told": _told(found) if may_keep or is_member else [],
        "may_keep": may_keep,
        "may_assign": may_assign,
        "is_there": True,
    }
    return render(request, "agreements/log_entry.html", context, status=status)


def _facts(found: book.Entry, conclusions: list[Conclusion], sees_task) -> dict:
    """What a page says of an entry, whatever its day."""
    kind, row = book.kind_of(found), entry_row(found)
    rows = conclusion_rows(found, conclusions, sees=sees_task) if conclusions else []
    return {
        "entry": found,
        "kind": kind,
        "row": row,
        "sources": entry_sources(found),
        "conclusions": rows,
        "leaves_out": len(rows) < len(conclusions),
        "illustration": bool(found.province and found.province.is_illustration),
        "crumbs": _crumbs(kind, row.text),
    }


def _told(found: book.Entry) -> list[Told]:
    of_conclusions = book.history_of_conclusions(found) if book.kind_of(found) == LogKind.EVENT else ()
    return told(book.history_of(found), of_conclusions)


def _show_form(request, kind: LogKind, province: Province | None, form, *, entry=None, status: int = 200, **more):
    title = TITLES[kind][1 if entry else 0]
    context = {
        "form": form,
        "entry": entry,
        "row": entry_row(entry) if entry else None,
        "province": province,
        "title": title,
        "back": entry.get_absolute_url() if entry else _list_url(kind),
        "illustration": bool(province and province.is_illustration),
        "crumbs": _crumbs(kind, title),
    }
    return render(request, "agreements/log_form.html", context | more, status=status)


def _show_both(request, kind: LogKind, form, refusal: StaleEntry):
    """The form again with what was typed, now on the version that stands, and what stands there instead."""
    now = _entry_or_404(kind, refusal.current.code)
    data = request.POST.copy()
    data["seen"] = book.seen_of(now)
    again = FORMS[kind](data, province=now.province, entry=now)
    again.full_clean()
    more = {"refusal": str(refusal), "compared": compared(now, form)}
    return _show_form(request, kind, now.province, again, entry=now, status=409, **more)


def _show_task(request, found: Conclusion, form: TaskForm, *, status: int):
    event = found.event
    context = {
        "form": form,
        "province": event.province,
        "illustration": event.province.is_illustration,
        "crumbs": [*_crumbs(LogKind.EVENT, event.title, event.get_absolute_url()), (_("New task"), "")],
    }
    return render(request, "agreements/task_form.html", context, status=status)


def _crumbs(kind: LogKind, name, url: str = "") -> list[tuple[str, str]]:
    return [
        (pgettext("navigation", "Log"), _list_url(LogKind.OBSTACLE)),
        (str(kind.label), _list_url(kind)),
        (name, url),
    ]


def _list_url(kind: LogKind) -> str:
    return f"{reverse('agreements:log')}?kind={kind}"
