"""The workbench of the DTI: other values of the components, and what they would have given. Nothing is kept."""

from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from dtracker.accounts.access import own_provinces
from dtracker.accounts.gates import reading
from dtracker.formats.dates import format_date
from dtracker.formats.text import sort_key
from dtracker.places.queries import province_once_named
from indicators.forms.workbench import PickForm, TrialForm
from indicators.models import Indicator
from indicators.queries.editions import Edition, editions_of
from indicators.queries.workbench import (
    Bench,
    Table,
    index_named,
    method_of,
    province_anywhere,
    table_of,
    usual_year,
)
from indicators.tables.workbench import (
    bench_rows,
    checked_elsewhere,
    cost_rows,
    cost_sentence,
    headline,
    method_rows,
    place_note,
    reproduction,
    trial_alone,
)
from indicators.views.days import dated, day_of, found_figures

LONGEST = 60
"""Characters of what cannot be found that are repeated to the reader."""


@require_safe
@reading
@dated
def dti(request):
    index = index_named("dti-value")
    on = day_of(request)
    context = {"index": index, "as_of": on if request.GET.get("as_of") else None}
    editions = editions_of(index, on) if index else []
    if index:
        found_figures(request, editions, figure__indicator=index)
    if not editions:
        return render(request, "indicators/workbench.html", context)
    edition, wrong_year = _edition(request, index, editions)
    table = table_of(index, edition, on)
    slug, wrong_province = _province(request, table)
    pick = PickForm(
        shown={"province": slug, "year": edition.period.code},
        provinces=_choices(table),
        years=[(each.period.code, each.period.code) for each in editions],
        wrong=wrong_year | wrong_province,
    )
    context |= {"pick": pick, "table": table, "methods": method_rows(index, method_of(index, edition.period.year))}
    if slug:
        context |= _tried(request, table, slug)
    return render(request, "indicators/workbench.html", context)


def _tried(request, table: Table, slug: str) -> dict:
    """The trial with one province. While a value is wrong, nothing is computed from any."""
    province = next(each.province for each in table.names.values() if each.province.slug == slug)
    published = Bench(table, province)
    form = None
    if table.is_computable:
        form = TrialForm(request.GET, components=table.components, published=published.values)
    bench = Bench(table, province, form.given) if form else published
    rows, sums = bench_rows(bench, form)
    costs = bench.costs()
    return {
        "bench": bench,
        "trial": form,
        "rows": rows,
        "sums": sums,
        "headline": headline(bench),
        "notes": [each for each in (trial_alone(bench), place_note(table), reproduction(bench)) if each],
        "checked": checked_elsewhere(bench),
        "costs": cost_rows(costs, bench),
        "cost_sentence": cost_sentence(costs, bench),
    }


def _edition(request, index: Indicator, editions: list[Edition]) -> tuple[Edition, dict[str, str]]:
    """The edition of the address, else the usual one with a sentence why."""
    text, usual = request.GET.get("year", "").strip(), usual_year(index, editions)
    found = next((each for each in editions if each.period.code == text), None)
    if found or not text:
        return found or usual, {}
    sentence = _("Nothing is published for “%(text)s”; %(year)s is shown.")
    return usual, {"year": sentence % {"text": text[:LONGEST], "year": usual.period.code}}


def _province(request, table: Table) -> tuple[str, dict[str, str]]:
    """The province of the address, else the person's own; "" with a sentence for one that is not in the table."""
    known = {each.province.slug for each in table.names.values()}
    text = request.GET.get("province", "").replace("\x00", "").strip()[:LONGEST]
    if text in known:
        return text, {}
    if text:
        once = province_once_named(text)
        if once and once.slug in known:
            return once.slug, {}
        return "", {"province": _absence(text, table)}
    own = [each.slug for each in own_provinces(request.user) if each.slug in known]
    return (own[0] if own else ""), {}


def _absence(slug: str, table: Table) -> str:
    """Why the province is not in the table of the edition."""
    found = province_anywhere(slug)
    if found is None:
        return _("“%(slug)s” is no province.") % {"slug": slug}
    said = {"name": found.full_name, "year": table.period.year, "count": len(table.names)}
    if found.is_illustration:
        return _("%(name)s is fictional and is not compared with real provinces.") % said
    if found.ended_on and found.ended_on < table.period.end:
        said["day"] = format_date(found.ended_on)
        return _("%(name)s ended on %(day)s and is not in the table of %(year)s.") % said
    said["day"] = format_date(found.started_on)
    sentence = _(
        "%(name)s as it is now exists since %(day)s; the table of %(year)s holds the %(count)s provinces of then."
    )
    return sentence % said


def _choices(table: Table) -> list[tuple[str, str]]:
    names = sorted(table.names.values(), key=lambda each: sort_key(each.name_vi))
    return [(each.province.slug, each.name) for each in names]
