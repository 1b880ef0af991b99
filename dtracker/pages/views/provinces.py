"""One province: its answer, targets by pillar, figures, agreements, bodies, and what became of it."""

from dataclasses import replace

from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from agreements.queries.agreements import of_province
from dtracker.accounts.access import can
from dtracker.accounts.gates import reading
from dtracker.accounts.roles import Permission
from dtracker.pages.cuts import cuts
from dtracker.pages.province_sheet import sheet
from dtracker.pages.queries import overview, province_named
from dtracker.pages.slides import Known, known_to_slides, on_slide
from dtracker.places.queries import province_once_named
from indicators.queries.explanations import by_target, open_requests
from indicators.views.days import as_it_was, dated, day_of, found_figures
from indicators.views.slides import is_presented, template_of


@require_safe
@reading
@dated
def province(request, slug):
    found = province_named(slug)
    if found is None:
        return _by_old_name(request, slug)
    on, found = day_of(request), as_it_was(request, found)
    whole = overview(found, on=on)
    found_figures(request, whole.latest, figure__province=found, figure__unit=None)
    known_to_slides(request, Known(overviews=[whole]))
    asked = cuts(request.GET, whole.all_judged)
    # As of a past day nobody asks anything.
    is_slide = is_presented(request)
    requests = {} if request.GET.get("as_of") or is_slide else by_target(open_requests(request.user, [found]))
    people_in = {found.pk} if can(request.user, Permission.TASK_READ, province=found) else ()
    cut = replace(whole, cut=asked.cut)
    shown = sheet(cut, on=on, requests=requests, people_in=people_in)
    return render(
        request,
        template_of(request, "pages/province.html"),
        {
            "province": found,
            "illustration": found.is_illustration,
            "sheet": shown,
            "cuts": asked,
            **(on_slide(cut, shown, request) if is_slide else {"agreements": of_province(found, on)}),
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
