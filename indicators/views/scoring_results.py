"""The published results of indices of units: the list, a ranking, one unit."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from dtracker.accounts.access import can_anywhere
from dtracker.accounts.gates import reading
from dtracker.accounts.roles import Permission
from dtracker.files.kinds import XLSX
from dtracker.formats.quarters import Period
from indicators.exports.index_results import file_name, results_workbook
from indicators.queries.scoring import may_assess, open_rounds, round_at
from indicators.queries.scoring_results import PublishedIndex, indices_on, published_index
from indicators.queries.scoring_rounds import kept_indices
from indicators.tables import scoring as tables
from indicators.tables.scoring_words import earlier_words, outside_words, rule_words, version_words
from indicators.tables.scoring_work import round_cards
from indicators.views.days import as_it_was, as_they_were, dated, dated_file, day_of


@require_safe
@reading
@dated
def indexes(request):
    # On a past day nothing is at work.
    works = request.user.is_authenticated and not request.GET.get("as_of")
    rounds = open_rounds(request.user) if works else []
    kept = list(kept_indices(request.user)) if works and can_anywhere(request.user, Permission.INDEX_PUBLISH) else []
    held = indices_on(day_of(request))
    as_they_were(request, [each.province for each in held])
    rows = tables.index_rows(held)
    return render(
        request,
        "indicators/indexes.html",
        {
            "rows": rows,
            "rounds": round_cards(rounds, request.user),
            "kept": kept,
            "illustration": bool(rows) and all(each.is_illustration for each in rows),
        },
    )


@require_safe
@reading
@dated
def index(request, code, period):
    found = published_index(code, period, day_of(request))
    if found is None:
        return _nothing_yet(request, code, period)
    as_it_was(request, found.round.index.province)
    groups = tables.rank_groups(found)
    return render(
        request,
        "indicators/index.html",
        {
            **_frame(found, period),
            "headline": tables.headline(groups),
            "groups": groups,
            "top": tables.top_criteria(found.method),
            "leaders": tables.leader_rows(found),
            "rules": rule_words(found.method),
            "corrections": earlier_words(found),
            "assess_url": _assess_url(request.user, found, period),
            "crumbs": [(_("Index of units"), reverse("indicators:indexes")), (period.label(), "")],
        },
    )


@require_safe
@reading
@dated_file
def index_xlsx(request, code, period):
    """The results as a workbook; 404 where none were public on the day."""
    found = published_index(code, period, day_of(request))
    if found is None:
        raise Http404(_("No results of this index and period are public."))
    headers = {"Content-Disposition": f'attachment; filename="{file_name(found)}"'}
    return HttpResponse(results_workbook(found), content_type=XLSX.content_type, headers=headers)


def _assess_url(user, found: PublishedIndex, period: Period) -> str:
    if not may_assess(user, found.round):
        return ""
    return reverse("indicators:assess", args=[found.round.index.code, period])


def _nothing_yet(request, code: str, period: Period):
    """Where results came later than the day of the page; there is no page of a round that has none at all."""
    found = round_at(code, period)
    if found is None or found.public_on is None:
        raise Http404(_("No results of this index and period are public."))
    as_it_was(request, found.index.province)
    crumbs = [(_("Index of units"), reverse("indicators:indexes")), (period.label(), "")]
    context = {"index": found.index, "period": period, "crumbs": crumbs, "since": found.public_on}
    return render(request, "indicators/index.html", context | {"illustration": found.index.province.is_illustration})


@require_safe
@reading
@dated
def index_unit(request, code, period, unit):
    """The points of one unit, criterion by criterion."""
    found = published_index(code, period, day_of(request))
    result = next((each for each in found.results if each.unit.code == unit), None) if found else None
    if result is None and (found or not _is_scored(code, period, unit)):
        raise Http404(_("No results of this unit are public."))
    if result is None:
        return _nothing_yet(request, code, period)
    as_it_was(request, found.round.index.province)
    return render(
        request,
        "indicators/index_unit.html",
        {
            **_frame(found, period),
            "unit": result.unit,
            "sentence": tables.result_sentence(result, found.method.row.decimals),
            "rows": tables.point_rows(result, found.method),
            "foot": tables.foot_of(result, found.method),
            "outside": outside_words(found.method),
            "crumbs": [
                (_("Index of units"), reverse("indicators:indexes")),
                (period.label(), found.round.get_absolute_url()),
                (result.unit.name, ""),
            ],
        },
    )


def _is_scored(code: str, period: Period, unit: str) -> bool:
    found = round_at(code, period)
    return found is not None and found.sheets.filter(unit__code=unit).exists()


def _frame(found: PublishedIndex, period: Period) -> dict:
    """What both pages of a ranking say above and below it."""
    return {
        "found": found,
        "index": found.round.index,
        "period": period,
        "document": found.method.row.document,
        "version": version_words(found),
        "illustration": found.round.index.province.is_illustration,
    }
