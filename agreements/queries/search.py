"""Agreements as other pages look for them: by words, and counted by province."""

from datetime import date

from django.db.models import Count, Q

from agreements.models import Agreement
from dtracker.places.queries import has_words


def agreements_found(query: str, limit: int) -> list[Agreement]:
    """Agreements whose title, partner or province has all words of the query, without marks. One read."""
    found = Agreement.objects.filter(has_words(query)).select_related("province", "partner")
    return list(found.order_by("province__is_illustration", "province__sort_order", "signed_on", "pk")[:limit])


def agreements_per_province(on: date) -> dict[int, int]:
    """How many agreements each province had by the day; undated ones count. One read."""
    rows = (
        Agreement.objects.filter(Q(signed_on=None) | Q(signed_on__lte=on))
        .order_by()
        .values_list("province")
        .annotate(count=Count("pk"))
    )
    return dict(rows)
