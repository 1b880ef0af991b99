"""The catalogue of indicators, and one indicator over all provinces."""

from datetime import date

from django.http import Http404
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from dtracker.accounts.gates import reading
from indicators.forms.filters import TextFilter, choices, chosen
from indicators.models import Indicator
from indicators.queries.catalogue import catalogue
from indicators.queries.contradictions import contradictions_of
from indicators.queries.editions import breaks_known, editions_of
from indicators.queries.judging import Standing, judge
from indicators.queries.ranking import indicator_named
from indicators.queries.standings import is_kept, kept, targets_on, with_snapshots
from indicators.tables.catalogue import by_pillar, facts_of, goal_rows
from indicators.views.days import dated, day_of, found_figures
from indicators.views.ranking import ranking_context
from indicators.views.slides import is_presented, template_of


@require_safe
@reading
@dated
def indicators(request):
    on = day_of(request)
    entries = catalogue(on)
    pillars = {each.indicator.pillar.code: each.indicator.pillar.name for each in entries}
    pillar, text = chosen(request.GET, "pillar", pillars), TextFilter.read(request.GET)
    with_targets = request.GET.get("targets") == "1"
    found = [
        each
        for each in entries
        if (not pillar or each.indicator.pillar.code == pillar)
        and text.holds(each.indicator.search_key)
        and (not with_targets or each.targets or each.illustrated_targets)
    ]
    return render(
        request,
        "indicators/indicators.html",
        {
            "groups": by_pillar(found),
            "found": len(found),
            "total": len(entries),
            "pillars": choices(pillars, pillar),
            "text": text,
            "with_targets": with_targets,
            "is_filtered": bool(pillar or text.is_on or with_targets),
            "as_of": on if request.GET.get("as_of") else None,
        },
    )


@require_safe
@reading
@dated
def indicator(request, code):
    found = indicator_named(code)
    if found is None:
        raise Http404(_("There is no indicator at this address."))
    on = day_of(request)
    editions = editions_of(found, on)
    found_figures(request, editions, figure__indicator=found)
    ranked = ranking_context(request, found, editions, on)
    is_slide = is_presented(request)
    # A slide shows the places or, where there are none, the targets.
    has_places = "ranking" in ranked and ranked["ranking"].places
    standings = [] if is_slide and has_places else _standings(found, on)
    known = breaks_known(found.known_breaks, [each.period for each in editions])
    return render(
        request,
        template_of(request, "indicators/indicator.html"),
        {
            "indicator": found,
            "facts": facts_of(found),
            "editions": editions,
            "goals": goal_rows(standings),
            "breaks": known if request.GET.get("as_of") else found.known_breaks,
            "contradictions": [] if is_slide else contradictions_of(indicator=found),
            "as_of": on if request.GET.get("as_of") else None,
            **ranked,
        },
    )


def _standings(found: Indicator, on: date) -> list[Standing]:
    """The targets set for the indicator, as they stand. The breaks of its series are loaded already."""
    targets = with_snapshots(
        targets_on(on)
        .filter(indicator=found, unit=None)
        .order_by("province__is_illustration", "province__sort_order", "due_year", "due_quarter", "pk"),
        on,
    )
    for each in targets:
        each.indicator = found
    return kept(targets, on) if all(is_kept(each, on) for each in targets) else judge(targets, on=on)
