"""One province: its answer, targets by pillar, figures, agreements, bodies, and what became of it."""

from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from agreements.queries.agreements import of_province
from dtracker.accounts.gates import reading
from dtracker.pages.province_sheet import sheet
from dtracker.pages.queries import overview, province_named
from dtracker.places.queries import province_once_named
from indicators.enums import Status
from indicators.queries.explanations import by_target, open_requests
from indicators.views.days import day_of


@require_safe
@reading
def province(request, slug):
    found = province_named(slug)
    if found is None:
        return _by_old_name(request, slug)
    on = day_of(request)
    status = request.GET.get("status", "")
    chosen = status if status in Status.values else ""
    requests = {} if request.GET.get("as_of") else by_target(open_requests(request.user, [found]))
    return render(
        request,
        "pages/province.html",
        {
            "province": found,
            "illustration": found.is_illustration,
            "sheet": sheet(overview(found, on=on), on=on, status=chosen, requests=requests),
            "status": Status(chosen) if chosen else None,
            "agreements": of_province(found, on),
            "as_of": on if request.GET.get("as_of") else None,
        },
    )


def _by_old_name(request, slug: str):
    """Old and written-out names lead to the page; 404 for what never was a province."""
    found = province_once_named(slug)
    if found is None:
        raise Http404(_("There is no province at this address."))
    asked = request.GET.urlencode()
    return redirect(f"{found.get_absolute_url()}?{asked}" if asked else found.get_absolute_url())
