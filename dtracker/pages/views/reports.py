"""The targets of one province as files, Excel and Word: what the page says, of the same day, with the same filter."""

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from dtracker.accounts.access import can
from dtracker.accounts.gates import reading
from dtracker.accounts.roles import Permission
from dtracker.pages.queries import province_named
from indicators.enums import Status
from indicators.exports.targets import TargetSheet, file_name, lines_of
from indicators.exports.targets_docx import targets_report
from indicators.exports.targets_xlsx import targets_workbook
from indicators.queries.explanations import requests_about
from indicators.queries.reports import Chosen, judged_targets
from indicators.views.days import day_of

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@require_safe
@reading
def targets_xlsx(request, slug):
    sheet = sheet_of(request, slug)
    return _file(targets_workbook(sheet), XLSX, file_name(sheet, "xlsx"))


@require_safe
@reading
def targets_docx(request, slug):
    """With the requests for explanation, for members of the province: as of a past day nobody asks anything."""
    sheet = sheet_of(request, slug)
    asked = []
    if not sheet.is_past and can(request.user, Permission.EXPLANATION_READ, province=sheet.province):
        asked = requests_about(each.target for each in sheet.standings)
    return _file(targets_report(sheet, asked), DOCX, file_name(sheet, "docx"))


def sheet_of(request, slug: str) -> TargetSheet:
    """The targets the address asks for: of the province, the day, and the filter of its page."""
    found = province_named(slug)
    if found is None:
        raise Http404(_("There is no province at this address."))
    on = day_of(request)
    return TargetSheet(
        province=found,
        on=on,
        lines=lines_of(judged_targets(found, on, _chosen(request))),
        site=request.build_absolute_uri("/").rstrip("/"),
        is_past="as_of" in request.GET,
    )


def _chosen(request) -> Chosen:
    """404 with a sentence for a status and a year that do not exist: a file with other rows would deceive."""
    status, horizon = request.GET.get("status", ""), request.GET.get("horizon", "")
    if status and status not in Status.values:
        raise Http404(_("There is no status “%(text)s”.") % {"text": status[:20]})
    if horizon and not (horizon.isascii() and horizon.isdigit() and len(horizon) == 4):
        raise Http404(_("“%(text)s” is not a year. Write it as 2025.") % {"text": horizon[:20]})
    return Chosen(status, int(horizon) if horizon else None, request.GET.get("pillar", ""))


def _file(content: bytes, content_type: str, name: str) -> HttpResponse:
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(content, content_type=content_type, headers=headers)
