"""The ranking on the page of an indicator: which edition, of which provinces, filtered how."""

from datetime import date

from django.utils.translation import gettext as _
from django_tables2 import RequestConfig

from dtracker.accounts.access import own_provinces
from dtracker.formats.quarters import Period
from indicators.forms.filters import TextFilter, choices, chosen
from indicators.models import Indicator
from indicators.queries.editions import Edition, usual_edition
from indicators.queries.movement import earlier_edition, movement_of, other_edition
from indicators.queries.ranking import Ranking, component_rankings, figures_of, index_of, ranking_of
from indicators.tables.catalogue import figure_rows, ranking_sources
from indicators.tables.diagram import diagram
from indicators.tables.leaders import component_rows
from indicators.tables.movement import movement_notes
from indicators.tables.ranking import foot_of, measured_indicator, rank_rows, ranking_table, reference_of
from indicators.tables.ranking_words import headline, missing_words, region_words
from indicators.tables.spread import spread_of
from indicators.views.slides import is_presented

LONGEST = 60
"""Characters of an unknown name that are repeated to the reader."""


def ranking_context(request, found: Indicator, editions: list[Edition], on: date) -> dict:
    """Context of the page: the edition with its ranking, the figures of the country, those without a date."""
    edition, problem = _edition(request, editions)
    if edition is None:
        figures = figures_of(found, None, on)
        return {"edition": None, "wrong_period": problem, **_outside(figures)}
    layout = int(chosen(request.GET, "units", [str(each) for each in edition.counts]) or edition.layout)
    earlier = earlier_edition(editions, edition, layout)
    figures = figures_of(
        found,
        edition.period,
        on,
        earlier=earlier and earlier.period,
        with_components=not is_presented(request),
    )
    ranking = ranking_of(found, edition.period, layout, figures)
    own = _own(request.user)
    movement = earlier and movement_of(ranking, earlier.period, figures.before, found.known_breaks)
    parts = component_rankings(ranking, figures)
    return {
        "edition": edition,
        "wrong_period": problem,
        **_outside(figures),
        **_table(request, ranking, own, movement),
        "movement_notes": movement_notes(movement, ranking, other_edition(editions, edition, layout)),
        "diagram": diagram(ranking, own),
        "spread": spread_of(ranking, own),
        "index": index_of(found),
        "components": component_rows(parts, own),
    }


def _outside(figures) -> dict:
    return {
        "national": figure_rows(reversed(figures.national), figures.replaced),
        "undated": figure_rows(figures.undated, figures.replaced),
    }


def _edition(request, editions: list[Edition]) -> tuple[Edition | None, str]:
    """The edition in the address; else the usual one, with a sentence why where another was asked for."""
    text, usual = request.GET.get("period", ""), usual_edition(editions)
    if not text:
        return usual, ""
    try:
        period = Period.from_code(text)
    except ValueError:
        sentence = _("“%(text)s” is not a period. Write 2023-Q4 for a quarter or 2023 for a year.")
        return usual, sentence % {"text": text[:20]}
    found = next((each for each in editions if each.period == period), None)
    return found or usual, "" if found else _("Nothing is published for %(period)s.") % {"period": period.label()}


def _table(request, ranking: Ranking, own: set[int], movement) -> dict:
    """The sentence, the table and its filters; what is illustrative stands apart."""
    rows = rank_rows(ranking, own, movement)
    regions = {each: each for each in sorted({row.region for row in rows if row.region})}
    region, text = chosen(request.GET, "region", regions), TextFilter.read(request.GET)
    shown = [row for row in rows if (not region or row.region == region) and text.holds(row.key)]
    table = ranking_table(shown, rows, movement)
    RequestConfig(request, paginate=False).configure(table)
    return {
        "ranking": ranking,
        "headline": headline(ranking, own),
        "reference": reference_of(ranking),
        "measured": measured_indicator(ranking.indicator),
        "table": table,
        "foot": foot_of(rows),
        "are_numbered": "source" in table.columns,
        "missing": missing_words(ranking),
        "sources": ranking_sources(ranking),
        "shown": len(shown),
        "illustration": bool(ranking.apart) and not ranking.places,
        "apart": figure_rows(each.reading for each in ranking.apart),
        "regions": choices(regions, region),
        "wrong_region": _no_region(request, region),
        "region_words": region_words(region, [row for row in rows if row.region == region]) if region else "",
        "text": text,
        "is_filtered": bool(region or text.is_on),
    }


def _no_region(request, shown: str) -> str:
    """A sentence where the address names a region of which the ranking has no province."""
    text = request.GET.get("region", "")
    if text in ("", shown):
        return ""
    sentence = _("No province of this ranking lies in a region “%(text)s”; those of all regions are shown.")
    return sentence % {"text": text[:LONGEST]}


def _own(user) -> set[int]:
    """The person's provinces, and what became of them: their people look for the new one too."""
    own = own_provinces(user)
    return {each.pk for each in own} | {each.successor_id for each in own if each.successor_id}
