"""When a steering committee last met."""

from collections.abc import Iterable
from datetime import date

from agreements.models import Event

MEETING = "Phiên họp"
"""How the title of a meeting begins; an event has no kind of its own."""


def last_meeting(provinces: Iterable, before: date) -> Event | None:
    """The newest meeting of these provinces before the day. One read."""
    met = Event.objects.filter(province__in=list(provinces), on__lt=before, title_vi__startswith=MEETING)
    return met.order_by("-on", "-pk").first()
