"""Steering committees, boards, secretariats and working groups: all of them, and one with its members."""

from functools import partial

from django.http import Http404
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from agreements.access import sees
from agreements.queries.bodies import bodies_by_province, body_page, work_of_bodies
from agreements.tables.bodies import body_line, body_sheet
from dtracker.accounts.access import can
from dtracker.accounts.gates import reading
from dtracker.accounts.roles import Permission
from indicators.views.days import as_it_was, as_they_were, begins, dated, day_of


@require_safe
@reading
@dated
def bodies(request):
    on = day_of(request)
    work, held = work_of_bodies(on), bodies_by_province(on)
    as_they_were(request, [province for province, _nodes in held])
    found = [
        (province, [body_line(each, work) for each in nodes])
        for province, nodes in held
        if request.GET.get("province", province.slug) == province.slug
    ]
    only = found[0][0] if found and "province" in request.GET else None
    illustration = bool(found) and all(province.is_illustration for province, _lines in found)
    as_of = on if request.GET.get("as_of") else None
    context = {"found": found, "only": only, "illustration": illustration, "as_of": as_of}
    return render(request, "agreements/bodies.html", context)


@require_safe
@reading
@dated
def body(request, code):
    on = day_of(request)
    found = body_page(code, on)
    if found is None:
        raise Http404(_("There is no body at this address."))
    begins(request, found.body.name, found.body.established_on)
    province = as_it_was(request, found.body.province)
    return render(
        request,
        "agreements/body_page.html",
        {
            "body": found.body,
            "province": province,
            "illustration": province.is_illustration,
            "sheet": body_sheet(found, on, sees=partial(sees, request.user)) if found.node else None,
            "may_keep": can(request.user, Permission.TARGET_REVISE, province=province),
            "as_of": on if request.GET.get("as_of") else None,
        },
    )
