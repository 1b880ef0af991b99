"""Notes on the series of one indicator, for the page that draws it."""

from datetime import date

from django.db.models import Q

from dtracker.places.models import Province
from indicators.models import Annotation, Indicator


def notes_on(indicator: Indicator, province: Province, day: date) -> list[Annotation]:
    """Those of the province and those for every province whose day has come, in order. One read."""
    concerned = Q(province=None) | Q(province=province)
    rows = Annotation.objects.filter(concerned, indicator=indicator, on__lte=day)
    return list(rows.select_related("document").order_by("on", "pk"))
