"""Who works on what is measured, and where the chain from agreement to work is broken."""

from django.http import Http404
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from agreements.queries.chain import serving
from agreements.tables.chain import service_lines
from dtracker.accounts.access import provinces_for
from dtracker.accounts.gates import reading
from dtracker.accounts.roles import Permission
from dtracker.places.models import Province
from indicators.models import Indicator
from indicators.views.days import as_it_was, dated, day_of


@require_safe
@reading
@dated
def work(request, code, slug=None):
    """Programmes, groups and tasks that serve an indicator, in one province or in all; `?part=1` is the card alone."""
    on = day_of(request)
    indicator = Indicator.objects.filter(code=code).first()
    province = Province.objects.filter(slug=slug).first() if slug else None
    if indicator is None or (slug and province is None):
        raise Http404(_("There is no such indicator of such a province."))
    if province:
        as_it_was(request, province)
    sees = set(provinces_for(request.user, Permission.TASK_READ).values_list("pk", flat=True))
    lines = service_lines(serving(indicator, on, province=province), on, sees=sees)
    return render(
        request,
        "agreements/work_card.html" if request.GET.get("part") else "agreements/work.html",
        {
            "lines": lines,
            "indicator": indicator,
            "province": province,
            "illustration": bool(province and province.is_illustration),
            "as_of": on if request.GET.get("as_of") else None,
        },
    )
