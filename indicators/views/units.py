"""The units of a province and their published figures."""

from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from dtracker.accounts.access import can
from dtracker.accounts.gates import reading
from dtracker.accounts.roles import Permission
from dtracker.places.models import Province
from indicators.queries.units import find_unit, unit_series, units_of
from indicators.tables.units import last_day, unit_cards, unit_groups
from indicators.views.days import as_it_was, begins, dated, day_of


@require_safe
@reading
@dated
def units(request, slug):
    province = as_it_was(request, get_object_or_404(Province, slug=slug))
    on = day_of(request)
    found = units_of(province, on)
    return render(
        request,
        "indicators/units.html",
        {
            "province": province,
            "illustration": province.is_illustration,
            "groups": unit_groups(province, found, on),
            "count": sum(each.count for each in found),
            "as_of": on if request.GET.get("as_of") else None,
        },
    )


@require_safe
@reading
@dated
def unit(request, slug, code):
    found = find_unit(slug, code)
    if found is None:
        raise Http404(_("There is no unit at this address."))
    as_it_was(request, found.province)
    begins(request, found.name, found.started_on)
    on = day_of(request)
    may_see_drafts = can(request.user, Permission.DRAFT_READ, province=found.province, unit=found)
    return render(
        request,
        "indicators/unit.html",
        {
            "province": found.province,
            "illustration": found.province.is_illustration,
            "unit": found,
            "until": last_day(found, on),
            "cards": unit_cards(unit_series(found, on), with_history=may_see_drafts),
            "as_of": on if request.GET.get("as_of") else None,
        },
    )
