"""One search over provinces, indicators and agreements, with or without marks."""

from django.shortcuts import render
from django.views.decorators.http import require_safe

from agreements.queries.search import agreements_found
from dtracker.accounts.gates import reading
from dtracker.pages.tables import agreement_hits, indicator_hits, province_hits
from dtracker.places.queries import provinces_found
from indicators.forms.filters import TextFilter
from indicators.queries.catalogue import indicators_found

MOST = 50
"""Results shown of each kind; who gets more should write more words."""


@require_safe
@reading
def search(request):
    asked = TextFilter.read(request.GET)
    provinces = indicators = agreements = ()
    if asked.words:
        provinces = province_hits(provinces_found(asked.text, MOST))
        indicators = indicator_hits(indicators_found(asked.text, MOST))
        agreements = agreement_hits(agreements_found(asked.text, MOST))
    return render(
        request,
        "pages/search.html",
        {
            "text": asked,
            "provinces": provinces,
            "indicators": indicators,
            "agreements": agreements,
            "found": len(provinces) + len(indicators) + len(agreements),
        },
    )
