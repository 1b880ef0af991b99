"""Where sources disagree, for the pages on which it matters."""

from indicators.models import Contradiction


def contradictions_of(*, province=None, indicator=None, document=None) -> list[Contradiction]:
    """Disagreements that concern the province, indicator or document given; each filter narrows. One read."""
    found = Contradiction.objects.all()
    if province is not None:
        found = found.filter(province=province)
    if indicator is not None:
        found = found.filter(indicators=indicator)
    if document is not None:
        found = found.filter(documents=document)
    return list(found.distinct())
