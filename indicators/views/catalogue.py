"""The catalogue of indicators, and one indicator over all provinces."""

from datetime import date

from django.http import Http404
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from django_tables2 import RequestConfig

from dtracker.accounts.access import own_provinces
from dtracker.accounts.gates import reading
from dtracker.formats.quarters import Period
from indicators.forms.filters import TextFilter, choices, chosen
from indicators.models import Indicator
from indicators.queries.catalogue import catalogue
from indicators.queries.contradictions import contradictions_of
from indicators.queries.editions import Edition, breaks_known, editions_of, usual_edition
from indicators.queries.ranking import figures_of, indicator_named, ranking_of
from indicators.queries.standings import Standing, judge, targets_on
from indicators.tables.catalogue import by_pillar, facts_of, figure_rows, goal_rows
from indicators.tables.ranking import (
    diagram,
    foot_of,
    headline,
    measured_indicator,
    rank_rows,
    ranking_table,
    reference_of,
)
from indicators.views.days import day_of


@require_safe
@reading
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
def indicator(request, code):
    found = indicator_named(code)
    if found is None:
        raise Http404(_("There is no indicator at this address."))
    on = day_of(request)
    editions = editions_of(found, on)
    edition = _edition(request, editions)
    figures = figures_of(found, edition.period if edition else None, on)
    standings = _standings(found, on)
    return render(
        request,
        "indicators/indicator.html",
        {
            "indicator": found,
            "facts": facts_of(found),
            "editions": editions,
            "edition": edition,
            "goals": goal_rows(standings),
            "national": figure_rows(reversed(figures.national)),
            "undated": figure_rows(figures.undated),
            "breaks": breaks_known(found.known_breaks, editions) if request.GET.get("as_of") else found.known_breaks,
            "contradictions": contradictions_of(indicator=found),
            "as_of": on if request.GET.get("as_of") else None,
            **_ranking(request, found, edition, figures),
        },
    )


def _edition(request, editions: list[Edition]) -> Edition | None:
    """The edition in the address, else the usual one; 404 with a sentence for a period without figures."""
    text = request.GET.get("period", "")
    if not text:
        return usual_edition(editions)
    try:
        period = Period.from_code(text)
    except ValueError as error:
        sentence = _("“%(text)s” is not a period. Write 2023-Q4 for a quarter or 2023 for a year.")
        raise Http404(sentence % {"text": text[:20]}) from error
    for each in editions:
        if each.period == period:
            return each
    raise Http404(_("Nothing is published for %(period)s.") % {"period": period.label()})


def _ranking(request, found: Indicator, edition: Edition | None, figures) -> dict:
    """Context of the ranking: table, diagram, sentence, filters; what is illustrative stands apart."""
    if edition is None:
        return {}
    units = chosen(request.GET, "units", [str(each) for each in edition.counts])
    ranking = ranking_of(found, edition.period, int(units or edition.layout), figures)
    own = _own(request.user)
    rows = rank_rows(ranking, own)
    regions = {each: each for each in sorted({row.region for row in rows if row.region})}
    region, text = chosen(request.GET, "region", regions), TextFilter.read(request.GET)
    shown = [row for row in rows if (not region or row.region == region) and text.holds(row.key)]
    table = ranking_table(shown, rows)
    RequestConfig(request, paginate=False).configure(table)
    return {
        "ranking": ranking,
        "headline": headline(ranking, own),
        "reference": reference_of(ranking),
        "measured": measured_indicator(found),
        "diagram": diagram(ranking, own),
        "table": table,
        "foot": foot_of(rows),
        "shown": len(shown),
        "illustration": bool(ranking.apart) and not ranking.places,
        "apart": figure_rows(each.reading for each in ranking.apart),
        "regions": choices(regions, region),
        "text": text,
        "is_filtered": bool(region or text.is_on),
    }


def _own(user) -> set[int]:
    """The person's provinces, and what became of them: their people look for the new one too."""
    own = own_provinces(user)
    return {each.pk for each in own} | {each.successor_id for each in own if each.successor_id}


def _standings(found: Indicator, on: date) -> list[Standing]:
    """The targets set for the indicator, judged. The breaks of its series are loaded already."""
    targets = list(
        targets_on(on)
        .filter(indicator=found, unit=None)
        .order_by("province__is_illustration", "province__sort_order", "due_year", "due_quarter", "pk")
    )
    for each in targets:
        each.indicator = found
    return judge(targets, on=on)
