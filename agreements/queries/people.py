"""Whom a task of a province can be assigned to."""

from django.db.models import QuerySet
from django.utils import timezone

from dtracker.accounts.models import Membership, User
from dtracker.places.models import Province


def people_of(province: Province) -> QuerySet[User]:
    """Whoever works for the province today, by name."""
    theirs = Membership.objects.on(timezone.localdate()).filter(province=province)
    return User.objects.filter(is_active=True, memberships__in=theirs).distinct().order_by("full_name", "username")
