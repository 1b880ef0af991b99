"""Who works on what is measured, and where the chain from agreement to work is broken."""

import re
from functools import partial

from django.http import Http404
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from agreements.access import permissions_for, sees
from agreements.queries.chain import what_serves
from agreements.queries.gaps import LISTS, gaps_of
from agreements.queries.tasks import visible_to, with_keepers
from agreements.tables.chain import service_lines
from agreements.tables.gaps import gap_lists, place_lines
from agreements.views.task_page import groups_around
from dtracker.accounts.access import can, provinces_with
from dtracker.accounts.gates import reading, signed_in
from dtracker.accounts.roles import Permission
from dtracker.places.models import Province
from indicators.models import Indicator
from indicators.views.days import as_it_was, as_they_were, dated, day_of


@require_safe
@reading
@dated
def serving(request, code, slug=None):
    """Programmes, groups and tasks that serve an indicator, in one province or in all; `?part=1` is the card alone."""
    on = day_of(request)
    indicator = Indicator.objects.filter(code=code).first()
    province = Province.objects.filter(slug=slug).first() if slug else None
    if indicator is None or (slug and province is None):
        raise Http404(_("There is no such indicator of such a province."))
    found = what_serves(indicator, on, province=province)
    if province:
        as_it_was(request, province)
    else:
        as_they_were(request, [each.agreement.province for each in found.programmes])
    lines = service_lines(found, on, sees=partial(sees, request.user))
    return render(
        request,
        "agreements/serving_card.html" if request.GET.get("part") else "agreements/serving.html",
        {
            "lines": lines,
            "indicator": indicator,
            "province": province,
            "illustration": bool(province and province.is_illustration),
            "as_of": on if request.GET.get("as_of") else None,
        },
    )


@require_safe
@signed_in(Permission.TASK_READ)
def gaps(request):
    """What is missing between agreements and work, in the provinces of the person or the one chosen."""
    today = timezone.localdate()
    held = list(provinces_with(request.user, Permission.TASK_READ).order_by("sort_order", "pk"))
    chosen = [each for each in held if each.slug == request.GET.get("province")]
    if request.GET.get("province") and not chosen:
        raise Http404(_("There is no such province among yours."))
    # What is fictional is never counted together with what is real.
    provinces = chosen or [each for each in held if not each.is_illustration] or held
    pages = {key: _number(request.GET[key]) for key in LISTS if key in request.GET}
    found = gaps_of(provinces, today, with_keepers(visible_to(request.user), request.user), pages)

    def holds(permission):
        return lambda province: can(request.user, permission, province=province)

    def may_edit(task):
        return Permission.TASK_EDIT in permissions_for(request.user, task, groups_around(request.user, task))

    lists = gap_lists(
        found,
        request.GET,
        may_keep=holds(Permission.TASK_EDIT),
        may_set=holds(Permission.TARGET_REVISE),
        may_edit=may_edit,
    )
    places = place_lines(provinces, found, [each.key for each in lists]) if len(provinces) > 1 else []
    return render(
        request,
        "agreements/gaps.html",
        {
            "lists": lists,
            "places": places,
            "chosen": chosen[0] if chosen and len(held) > 1 else None,
            "apart": [each for each in held if each.is_illustration and each not in provinces],
            "names_place": len(provinces) > 1,
            "illustration": all(each.is_illustration for each in provinces),
        },
    )


def _number(text: str) -> int:
    """The page of a list; the first one where the address names none."""
    return int(text) if re.fullmatch(r"[1-9][0-9]{0,3}", text) else 1
