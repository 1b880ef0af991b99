"""Agreements as other pages look for them: by words, and counted by province."""

from datetime import date

from django.db.models import Count

from agreements.models import Agreement
from agreements.queries.rows import known_by
from dtracker.places.queries import has_words


def agreements_found(query: str, limit: int, on: date) -> list[Agreement]:
    """Agreements of the day whose title, partner or province has all words of the query, without marks. One read."""
    found = Agreement.objects.filter(known_by("signed_on", on), has_words(query)).select_related("province", "partner")
    return list(found.order_by("province__is_illustration", "province__sort_order", "signed_on", "pk")[:limit])


def agreements_per_province(on: date) -> dict[int, int]:
    """How many agreements each province had by the day; undated ones count. One read."""
    rows = Agreement.objects.filter(known_by("signed_on", on)).order_by().values_list("province")
    return dict(rows.annotate(count=Count("pk")))
