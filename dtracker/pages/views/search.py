"""One search over provinces, indicators, agreements and documents, with or without marks."""

from django.shortcuts import render
from django.views.decorators.http import require_safe

from agreements.queries.search import agreements_found
from dtracker.accounts.gates import reading
from dtracker.pages.hits import agreement_hits, document_hits, indicator_hits, province_hits
from dtracker.places.queries import provinces_found
from indicators.forms.filters import TextFilter
from indicators.queries.catalogue import indicators_found
from indicators.queries.documents import documents_on
from indicators.tables.documents import words_of
from indicators.views.days import as_they_were, dated, day_of

MOST = 50
"""Results shown of each kind; who gets more should write more words."""


@require_safe
@reading
@dated
def search(request):
    asked, on = TextFilter.read(request.GET), day_of(request)
    hits = dict.fromkeys(("provinces", "indicators", "agreements", "documents"), ())
    if asked.words:
        # One more than is shown tells whether there are more.
        names, agreed = provinces_found(asked.text, MOST + 1, on), agreements_found(asked.text, MOST + 1, on)
        as_they_were(request, [each.province for each in [*names, *agreed]])
        hits = {
            "provinces": province_hits(names, on),
            "indicators": indicator_hits(indicators_found(asked.text, MOST + 1)),
            "agreements": agreement_hits(agreed),
            "documents": document_hits([each for each in documents_on(on) if asked.holds(words_of(each))]),
        }
    shown = {kind: found[:MOST] for kind, found in hits.items()}
    return render(
        request,
        "pages/search.html",
        shown
        | {
            "text": asked,
            "as_of": on if request.GET.get("as_of") else None,
            "found": sum(len(found) for found in shown.values()),
            "most": MOST if shown != hits else None,
        },
    )
