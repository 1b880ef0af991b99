"""Whom a task of a province can be assigned to, and who confirms its product."""

from django.db.models import QuerySet
from django.utils import timezone

from agreements.workflow import CONFIRM
from dtracker.accounts.models import Membership, User
from dtracker.accounts.roles import PERMISSIONS, Role
from dtracker.places.models import Province


def people_of(province: Province) -> QuerySet[User]:
    """Whoever works for the province today, by name."""
    theirs = Membership.objects.on(timezone.localdate()).filter(province=province)
    return User.objects.filter(is_active=True, memberships__in=theirs).distinct().order_by("full_name", "username")


def confirmers_of(province: Province) -> list[User]:
    """The people of the province who may confirm products, by user name. One read."""
    roles = [role for role in Role if CONFIRM in PERMISSIONS[role]]
    return list(people_of(province).filter(memberships__role__in=roles, memberships__province=province))
