"""One province: its answer, targets by pillar, figures, agreements, bodies, and what became of it."""

from django.http import Http404
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from agreements.queries.agreements import of_province
from dtracker.accounts.gates import reading
from dtracker.pages.province_sheet import sheet
from dtracker.pages.queries import overview, province_named
from indicators.enums import Status
from indicators.views.days import day_of


@require_safe
@reading
def province(request, slug):
    found = province_named(slug)
    if found is None:
        raise Http404(_("There is no province at this address."))
    on = day_of(request)
    status = request.GET.get("status", "")
    return render(
        request,
        "pages/province.html",
        {
            "province": found,
            "illustration": found.is_illustration,
            "sheet": sheet(overview(found, on=on), on=on, status=status if status in Status.values else ""),
            "status": Status(status) if status in Status.values else None,
            "agreements": of_province(found, on),
            "as_of": on if request.GET.get("as_of") else None,
        },
    )
