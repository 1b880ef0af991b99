"""One line of a sheet at a time, for the script that saves while an officer types. Answers are JSON.

200 saved or unchanged · 409 stale or refused · 422 faulty · 403 signed-out, or refused for who may not enter here.
"""

from dataclasses import replace

from django.conf import settings
from django.core.validators import slug_re
from django.http import Http404, JsonResponse
from django.shortcuts import resolve_url
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from dtracker.accounts.access import NotAllowed, can_anywhere, require
from dtracker.accounts.roles import Permission
from indicators.actions.entering import save_sheet
from indicators.actions.refusals import Faulty, Refused, Stale
from indicators.forms.sheets import (
    SheetRow,
    locked_words,
    posted_sheet,
    posted_versions,
    read_as,
    stored_form,
    typed_words,
)
from indicators.models import Figure, Indicator
from indicators.queries.asked import Assignment
from indicators.queries.entry import Line, line_of, versions_seen
from indicators.queries.story import said_change, said_working
from indicators.views.scope import assignment_or_404


@require_POST
def cell(request, slug, period, unit=None):
    """Save one line: its fields as the form of the sheet names them, `indicator` its code, `person` who typed."""
    if not request.user.is_authenticated or _typed_by_another(request):
        return JsonResponse({"state": "signed-out", "login": resolve_url(settings.LOGIN_URL)}, status=403)
    try:
        asked = _assignment(request, slug, period, unit)
    except NotAllowed as error:
        return _refused(_("Your role does not allow: %(step)s.") % {"step": error}, status=403)
    line = _line(asked, request.POST.get("indicator", ""))
    figures = [line.figure] if line.figure else []
    seen = versions_seen(figures, posted_versions([line], request.POST))
    sent = posted_sheet([line], request.POST, seen)
    if sent.rows[0].form is None:
        return _refused(_("This line cannot be read. Load the page again."), status=400)
    if sent.faulty:
        return _faulty(sent.rows[0].form.errors)
    done = save_sheet(
        province=asked.province,
        unit=asked.unit,
        period=period,
        rows=sent.to_save,
        by=request.user,
        today=timezone.localdate(),
    )
    if done.figures:
        return _saved(_line(asked, line.indicator.code), sent.rows[0])
    return _not_saved(sent.rows[0], done.refused.get(line.indicator.pk), request.user)


def _typed_by_another(request) -> bool:
    """Whether somebody else signed in meanwhile in the same browser: what was typed is not theirs to save."""
    return request.POST.get("person", str(request.user.pk)) != str(request.user.pk)


def _assignment(request, slug, period, unit) -> Assignment:
    if not can_anywhere(request.user, Permission.FIGURE_ENTER):
        raise NotAllowed(Permission.FIGURE_ENTER.label)
    asked = assignment_or_404(request.user, slug, period, unit, Permission.DRAFT_READ)
    require(request.user, Permission.FIGURE_ENTER, province=asked.province, unit=asked.unit)
    return asked


def _line(asked: Assignment, code: str) -> Line:
    # PostgreSQL does not even search for some signs.
    if not slug_re.fullmatch(code):
        raise Http404
    try:
        return line_of(asked, code, on=timezone.localdate())
    except Indicator.DoesNotExist as error:
        raise Http404 from error


def _saved(line: Line, sent: SheetRow) -> JsonResponse:
    return JsonResponse({"state": "saved", "read_as": read_as(sent), **_stored(line)})


def _stored(line: Line) -> dict:
    """The line as it stands now: version, what its inputs show, and what is said about it."""
    figure = line.figure
    return {
        "saved_at": f"{timezone.localtime(figure.entered_at):%H:%M}" if figure.entered_at else "",
        "version": figure.version,
        "shown": _fields(line),
        "change": said_change(line.change, line.indicator),
        "status_label": figure.get_status_display() if line.is_entered else _("Not entered yet"),
        "is_answered": line.is_answered,
        "url": reverse("indicators:figure", args=[figure.pk]),
        "doubts": [str(doubt.sentence) for doubt in line.doubts],
        "needs_comment": line.needs_comment,
    }


def _not_saved(sent: SheetRow, refusal: Exception | None, by) -> JsonResponse:
    if refusal is None:
        return JsonResponse({"state": "unchanged"})
    if isinstance(refusal, Faulty):
        return _faulty({field: [sentence] for field, sentence in refusal.faults})
    if isinstance(refusal, Stale) and replace(sent.line, figure=refusal.current).is_open:
        return _stale(sent, refusal.current, by)
    if isinstance(refusal, Refused) and not isinstance(refusal, Stale):
        return _refused(str(refusal))
    figure = refusal.current if isinstance(refusal, Stale) else sent.line.figure
    now = replace(sent.line, figure=figure)
    return _refused(locked_words(now, sent), is_locked=True, **_stored(now))


def _stale(sent: SheetRow, current: Figure, by) -> JsonResponse:
    told = {
        "state": "stale",
        "yours": typed_words(sent),
        "theirs": said_working(current),
        "by": str(current.entered_by or _("somebody")),
        "is_own": current.entered_by_id == by.pk,
    }
    return JsonResponse(told | _stored(replace(sent.line, figure=current)), status=409)


def _faulty(errors) -> JsonResponse:
    """The first field stands for faults of the line as a whole."""
    faults = {field if field != "__all__" else "value": " ".join(map(str, found)) for field, found in errors.items()}
    return JsonResponse({"state": "faulty", "faults": faults}, status=422)


def _refused(sentence: str, *, is_locked: bool = False, status: int = 409, **stored) -> JsonResponse:
    return JsonResponse({"state": "refused", "sentence": sentence, "is_locked": is_locked} | stored, status=status)


def _fields(line: Line) -> dict[str, str | bool]:
    """What the inputs of the line show now."""
    form = stored_form(line)
    return {name: _shown(form[name]) for name in form.fields if name != "version"}


def _shown(field) -> str | bool:
    value = field.value()
    if isinstance(value, bool):
        return value
    shown = field.field.widget.format_value(value) or ""
    return "".join(shown) if isinstance(shown, list) else shown
