"""The targets of one province as files, Excel and Word: what the page says, of the same day, with the same filter."""

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from dtracker.accounts.access import can
from dtracker.accounts.gates import reading
from dtracker.accounts.roles import Permission
from dtracker.files.kinds import DOCX, XLSX, Kind
from dtracker.pages.queries import province_named
from dtracker.pages.reports import UnknownFilter, Wanted, target_sheet
from dtracker.places.models import Province
from indicators.exports.targets import TargetSheet, file_name
from indicators.exports.targets_docx import targets_report
from indicators.exports.targets_xlsx import targets_workbook
from indicators.queries.explanations import requests_about
from indicators.views.days import dated_file, day_of, province_then


@require_safe
@reading
@dated_file
def targets_xlsx(request, slug):
    place = province_or_404(slug)
    sheet = sheet_of(request, place, with_people=can(request.user, Permission.TASK_READ, province=place))
    return _file(sheet, targets_workbook(sheet), XLSX)


@require_safe
@reading
@dated_file
def targets_docx(request, slug):
    """With the requests for explanation, for members of the province: as of a past day nobody asks anything."""
    place = province_or_404(slug)
    sheet = sheet_of(request, place, with_people=can(request.user, Permission.TASK_READ, province=place))
    asked = [] if sheet.is_past else requests_about((each.target for each in sheet.standings), request.user)
    return _file(sheet, targets_report(sheet, asked), DOCX)


def province_or_404(slug: str) -> Province:
    found = province_named(slug)
    if found is None:
        raise Http404(_("There is no province at this address."))
    return found


def sheet_of(request, place: Province, *, with_people: bool = False) -> TargetSheet:
    """The targets the address asks for; 404 with a sentence where it asks for what there is not."""
    on, is_past = day_of(request), bool(request.GET.get("as_of"))
    wanted = Wanted(
        province=province_then(place, on) if is_past else place,
        on=on,
        is_past=is_past,
        filters=request.GET,
        site=request.build_absolute_uri("/").rstrip("/"),
        with_people=with_people,
    )
    try:
        return target_sheet(wanted)
    except UnknownFilter as error:
        raise Http404(str(error)) from error


def _file(sheet: TargetSheet, content: bytes, kind: Kind) -> HttpResponse:
    name = file_name(sheet, kind.endings[0].removeprefix("."))
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(content, content_type=kind.content_type, headers=headers)
