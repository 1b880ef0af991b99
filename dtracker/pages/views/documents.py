"""The register of documents, and one document with everything that rests on it."""

from collections.abc import Sequence

from django.http import Http404
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from agreements.queries.documents import Mention, agreements_per_document, mentions_of
from agreements.tables.mentions import mention_lines
from dtracker.accounts.gates import reading
from dtracker.formats.text import sort_key
from dtracker.places.models import Province
from indicators.enums import DocumentKind, Origin
from indicators.forms.filters import TextFilter, choices, chosen
from indicators.models import Document
from indicators.queries.contradictions import contradictions_of
from indicators.queries.documents import (
    Contents,
    contents_of,
    document_named,
    documents_on,
    figures_per_document,
    targets_per_document,
)
from indicators.tables.documents import by_origin, facts_of, figure_lines, rows_of, target_line, target_lines
from indicators.views.days import as_they_were, begins, dated, day_of


@require_safe
@reading
@dated
def documents(request):
    on = day_of(request)
    rows = rows_of(documents_on(on), targets_per_document(on), figures_per_document(on), agreements_per_document(on))
    as_they_were(request, [each.document.province for each in rows if each.document.province])
    places = {each.document.province.slug: each.document.province.name for each in rows if each.document.province}
    kinds = {kind.value: kind.label for kind in DocumentKind if any(each.document.kind == kind for each in rows)}
    place, kind = chosen(request.GET, "province", places), chosen(request.GET, "kind", kinds)
    text = TextFilter.read(request.GET)
    found = [
        each
        for each in rows
        if (not place or (each.document.province and each.document.province.slug == place))
        and (not kind or each.document.kind == kind)
        and text.holds(each.key)
    ]
    return render(
        request,
        "pages/documents.html",
        {
            "sections": by_origin(found),
            "found": len(found),
            "total": len(rows),
            "places": choices(dict(sorted(places.items(), key=lambda each: sort_key(each[1]))), place),
            "kinds": choices(kinds, kind),
            "text": text,
            "is_filtered": bool(place or kind or text.is_on),
            "as_of": on if request.GET.get("as_of") else None,
        },
    )


@require_safe
@reading
@dated
def document(request, code):
    found = document_named(code)
    if found is None:
        raise Http404(_("There is no document at this address."))
    begins(request, found.label, found.issued_on)
    on = day_of(request)
    contents, mentions = contents_of(found, on), mentions_of(found, on)
    as_they_were(request, _places_in(found, contents, mentions))
    return render(
        request,
        "pages/document.html",
        {
            "document": found,
            "illustration": found.origin == Origin.ILLUSTRATION,
            "origin": Origin(found.origin),
            "facts": facts_of(found),
            "sets": target_lines(contents),
            "revises": [target_line(each) for each in contents.revises],
            "states": [target_line(each) for each in contents.states],
            "figures": figure_lines(contents.figures),
            "quotes": contents.quotes,
            "mentions": mention_lines(mentions),
            "contradictions": contradictions_of(document=found),
            "as_of": on if request.GET.get("as_of") else None,
        },
    )


def _places_in(found: Document, contents: Contents, mentions: Sequence[Mention]) -> list[Province]:
    """The provinces that the page of a document names."""
    targets = [*(each.target for each in contents.sets), *contents.revises, *contents.states]
    places = [found.province, *(each.province for each in [*targets, *mentions])]
    return [each for each in [*places, *(each.place for each in contents.figures)] if each]
