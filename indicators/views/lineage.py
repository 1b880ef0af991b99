"""What became of the provinces of before 1/7/2025, seen from the province they merged into."""

from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from dtracker.accounts.gates import reading
from indicators.queries.lineage import family_of, summed_series
from indicators.tables.lineage import sum_cards, sum_label
from indicators.views.days import as_they_were, dated, day_of, province_begins


@require_safe
@reading
@dated
def lineage(request, slug):
    """Predecessors with links to their pages, and sums of their counts; a merged province leads to its successor."""
    head = family_of(slug)
    if head is None:
        raise Http404(_("There is no province at this address."))
    on = day_of(request)
    if head.slug != slug:
        asked = request.GET.urlencode()
        answer = redirect("indicators:lineage", slug=head.slug)
        answer["Location"] += f"?{asked}" if asked else ""
        return answer
    if head.family:
        province_begins(request, head)
    as_they_were(request, [head, *head.family])
    return render(
        request,
        "indicators/lineage.html",
        {
            "province": head,
            "family": head.family,
            "label": sum_label(head) if head.family else "",
            "cards": sum_cards(head, summed_series(head, on)) if head.family else [],
            "side_by_side": ",".join(each.slug for each in head.family),
            "as_of": on if request.GET.get("as_of") else None,
        },
    )
