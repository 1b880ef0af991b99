"""The list of agreements, and one agreement."""

from functools import partial

from django.http import Http404
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from agreements.access import sees
from agreements.forms.filters import AgreementFilter
from agreements.queries.agreements import agreement_page, goals_of, registered
from agreements.tables.listing import listing
from agreements.tables.sheet import sheet
from dtracker.accounts.access import can, can_anywhere
from dtracker.accounts.gates import reading
from dtracker.accounts.roles import Permission
from indicators.views.days import as_they_were, begins, dated, day_of
from indicators.views.slides import is_presented, template_of


@require_safe
@reading
@dated
def agreements(request):
    on = day_of(request)
    found = registered(on)
    chosen = AgreementFilter(request.GET, found)
    listed = listing(filter(chosen.wanted.fits, found), request, on)
    listed.show_goals(goals_of(listed.shown, on))
    return render(
        request,
        "agreements/agreements.html",
        {
            "listing": listed,
            "filter": chosen,
            "held": len(found),
            "sees_tasks": can_anywhere(request.user, Permission.TASK_READ),
            "as_of": on if request.GET.get("as_of") else None,
        },
    )


@require_safe
@reading
@dated
def agreement(request, slug):
    on = day_of(request)
    is_slide = is_presented(request)
    found = agreement_page(slug, on, on_slide=is_slide)
    if found is None:
        raise Http404(_("There is no agreement at this address."))
    begins(request, found.agreement.title, found.agreement.signed_on)
    province = found.agreement.province
    if not is_slide:
        as_they_were(request, [province])
    return render(
        request,
        template_of(request, "agreements/agreement.html"),
        {
            "agreement": found.agreement,
            "province": province,
            "illustration": province.is_illustration,
            "sheet": sheet(found, on=on, sees=partial(sees, request.user)),
            "may_keep": can(request.user, Permission.TARGET_REVISE, province=province),
            "as_of": on if request.GET.get("as_of") else None,
        },
    )
