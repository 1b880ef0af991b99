"""When a steering committee last met."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Exists, OuterRef

from agreements.models import Conclusion, Event


def last_meeting(provinces: Iterable, before: date) -> Event | None:
    """The newest meeting of these provinces before the day: an event that something was concluded at. One read."""
    concluded = Exists(Conclusion.objects.filter(event=OuterRef("pk")))
    met = Event.objects.filter(concluded, province__in=list(provinces), on__lt=before)
    return met.order_by("-on", "-pk").first()
