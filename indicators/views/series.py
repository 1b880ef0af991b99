"""One indicator of one province: its chart, its targets and why they stand as they do, its figures."""

from datetime import date

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from dtracker.accounts.access import can
from dtracker.accounts.gates import reading
from dtracker.accounts.roles import Permission
from indicators.access import may
from indicators.charts.series import series_chart
from indicators.charts.validate import validated
from indicators.exports.series import series_csv
from indicators.queries.explanations import requests_about
from indicators.queries.lineage import relatives_of, summed_series
from indicators.queries.projections import Ahead
from indicators.queries.series import SeriesPage, Subject, figures_of_unknown_day, find_series, series_page
from indicators.queries.units import newest_by_unit
from indicators.tables import figures, targets
from indicators.tables.explanations import NOTHING, Beside, beside
from indicators.tables.lineage import sum_cards
from indicators.tables.projection import basis, outlook_rows, why_none
from indicators.tables.series import caption, image_of, legend, subtitle
from indicators.tables.units import unit_values
from indicators.views.days import as_it_was, dated, dated_file, day_of, found_figures, province_then
from indicators.views.slides import is_presented, template_of


@require_safe
@reading
@dated
def series(request, slug, code):
    on = day_of(request)
    subject = _subject_or_404(slug, code, on)
    as_it_was(request, subject.province)
    may_see_drafts = can(request.user, Permission.DRAFT_READ, province=subject.province)
    # What is not published yet is not thrown on a wall either.
    is_slide = is_presented(request)
    with_drafts = may_see_drafts and "as_of" not in request.GET and not is_slide
    page = series_page(subject, on=on, with_drafts=with_drafts, with_proofs=not is_slide)
    about = {"figure__province": page.province, "figure__indicator": page.indicator, "figure__unit": None}
    found_figures(request, page.readings or page.undated, **about)
    shown = _context(request, page) | ({} if is_slide else _around(request, page))
    return render(request, template_of(request, "indicators/series.html"), shown)


@require_safe
@reading
@dated_file
def figures_file(request, slug, code):
    """The published figures of the page as a file, as of its day."""
    on = day_of(request)
    subject = _subject_or_404(slug, code, on)
    day = ""
    if "as_of" in request.GET:
        province_then(subject.province, on)
        day = f"-{on.isoformat()}"
    page = series_page(subject, on=on)
    name = f"{page.province.slug}-{page.indicator.code}{day}.csv"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(series_csv(page), content_type="text/csv; charset=utf-8", headers=headers)


def _subject_or_404(slug: str, code: str, on: date) -> Subject:
    subject = find_series(slug, code, on=on)
    if subject is None:
        raise Http404(_("There is no such indicator of such a province."))
    return subject


def _context(request, page: SeriesPage) -> dict:
    chart, ahead = series_chart(page), Ahead(page)
    asked = _asked(request, page)
    newest, older = figures.split_rows(figures.figure_rows(page))
    return {
        "page": page,
        "beside": asked,
        "province": page.province,
        "indicator": page.indicator,
        "illustration": page.province.is_illustration,
        "as_of": page.day if request.GET.get("as_of") else None,
        "subtitle": subtitle(page),
        "chips": list(targets.chips(page)),
        "figure": validated(chart) | {"image": image_of(page)} if chart else None,
        "legend": legend(page, chart) if chart else [],
        "caption": caption(page),
        "outlooks": outlook_rows(ahead),
        "outlook_basis": basis(ahead),
        "no_outlook": why_none(ahead),
        "rows": newest,
        "older_rows": older,
        "value_heading": figures.value_heading(page.indicator),
        "other_heading": figures.other_heading(page),
        "undated": figures.undated_rows(page),
        "sources": figures.sources_of(page),
        "targets": targets.target_rows(page),
        "document_count": targets.document_count(page),
        "reasons": [(*each, asked.ask_urls.get(each[0], "")) for each in targets.reasons(page)],
        "wishes": targets.wishes(page),
        "histories": targets.histories(page),
    }


def _around(request, page: SeriesPage) -> dict:
    """What a slide has no room for: the same indicator of the units, figures that are left out, links to the same
    series before or after a merger, and the sums of counts that can be added.
    """
    relatives = relatives_of(page.province, page.day)
    page.province.family = relatives.predecessors
    is_summed = page.indicator.is_additive and relatives.predecessors
    series = summed_series(page.province, page.day, page.indicator) if is_summed else []
    return {
        "units": unit_values(page.province, newest_by_unit(page.province, page.indicator, page.day)),
        "of_unknown_day": figures_of_unknown_day(page) if request.GET.get("as_of") else 0,
        "relatives": relatives,
        "sums": sum_cards(page.province, series),
    }


def _asked(request, page: SeriesPage) -> Beside:
    """Requests for explanation, for members of the province: as of a past day nobody asks anything."""
    if "as_of" in request.GET or is_presented(request):
        return NOTHING
    seen = [each for each in page.standings if may(request.user, Permission.EXPLANATION_READ, each.target)]
    if not seen:
        return NOTHING
    requests = requests_about((each.target for each in seen), request.user)
    askable = [each for each in seen if may(request.user, Permission.EXPLANATION_ASK, each.target)]
    return beside(requests, askable, on=page.day, place=page.province)
