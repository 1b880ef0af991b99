"""Where sources disagree, for the pages on which it matters."""

from django.db.models import Q

from indicators.models import Contradiction


def concerning(province) -> Q:
    """Disagreements of the province, and those between its documents and the documents of another one."""
    named = Contradiction.documents.through.objects.filter(document__province=province)
    return Q(province=province) | Q(pk__in=named.values("contradiction"))


def about(documents) -> Q:
    """Disagreements in which one of these documents (pk) takes a side."""
    return Q(pk__in=Contradiction.documents.through.objects.filter(document__in=documents).values("contradiction"))


def contradictions_of(*, province=None, indicator=None, document=None) -> list[Contradiction]:
    """Disagreements that concern the province, indicator or document given; each filter narrows. One read."""
    found = Contradiction.objects.all()
    if province is not None:
        found = found.filter(concerning(province))
    if indicator is not None:
        found = found.filter(indicators=indicator)
    if document is not None:
        found = found.filter(documents=document)
    return list(found.distinct())
