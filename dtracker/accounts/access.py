"""The one question about rights, “may she?”, and the provinces it is answered for."""

from django.db.models import Q, QuerySet
from django.utils import timezone

from dtracker.accounts.models import Membership, User
from dtracker.accounts.roles import PERMISSIONS, Permission, Role
from dtracker.places.models import OrgUnit, Province

OF_A_UNIT = frozenset(Permission) - {Permission.TARGET_REVISE}
"""Where a membership names a unit, it gives these for that unit only. Targets are an admin's, who is of no unit."""


class NotAllowed(Exception):
    """The person may not do this here. Views answer 403 with a sentence."""


def memberships_of(user) -> list[Membership]:
    """Memberships in force today, read once per user object. A switched-off account has none."""
    if not user.is_authenticated or not user.is_active:
        return []
    if not hasattr(user, "_memberships_today"):
        remember(user, list(user.memberships.on(timezone.localdate()).with_places()))
    return user._memberships_today


def remember(user, memberships: list[Membership]) -> None:
    """Keep what was read of a person for as long as the object lives: one request."""
    user._memberships_today = memberships


def grants(membership: Membership, permission: Permission) -> bool:
    return permission in PERMISSIONS[Role(membership.role)]


def can(user, permission: Permission, *, province: Province | None = None, unit: OrgUnit | None = None) -> bool:
    """Whether the person holds the permission for this province, or unit of it; None asks for the whole country."""
    return _holds(user, permission, province.pk if province else None, unit.pk if unit else None)


def can_for(user, permission: Permission, row) -> bool:
    """The same for the province and the unit that a row names, neither of which is read for it."""
    return _holds(user, permission, row.province_id, row.unit_id)


def _holds(user, permission: Permission, province: int | None, unit: int | None) -> bool:
    return any(
        each.province_id is None
        or (
            province is not None
            and each.province_id == province
            and (not is_of_a_unit(each, permission) or (unit is not None and each.unit_id == unit))
        )
        for each in memberships_of(user)
        if grants(each, permission)
    )


def units_held(user, permission: Permission) -> list[OrgUnit]:
    """The units a membership of which gives the permission; those of whole provinces are not meant."""
    return [each.unit for each in memberships_of(user) if each.unit_id and grants(each, permission)]


def own_units(user, permission: Permission) -> set[int]:
    """The same units, by pk."""
    return {each.pk for each in units_held(user, permission)}


def is_of_a_unit(membership: Membership, permission: Permission) -> bool:
    """Whether the membership gives the permission for its unit only."""
    return membership.unit_id is not None and permission in OF_A_UNIT


def can_anywhere(user, permission: Permission) -> bool:
    return any(grants(each, permission) for each in memberships_of(user))


def require(user, permission: Permission, *, province: Province | None = None, unit: OrgUnit | None = None) -> None:
    """Raise NotAllowed unless `can`. Actions call this themselves: not every caller is a page."""
    if not can(user, permission, province=province, unit=unit):
        raise NotAllowed(permission.label)


def provinces_for(user, permission: Permission) -> QuerySet[Province]:
    """The provinces for which the person holds the permission, not for one of their units only."""
    granting = [
        each for each in memberships_of(user) if grants(each, permission) and not is_of_a_unit(each, permission)
    ]
    if any(each.province_id is None for each in granting):
        return Province.objects.all()
    return Province.objects.filter(pk__in={each.province_id for each in granting})


def provinces_with(user, permission: Permission) -> QuerySet[Province]:
    """The provinces for which, or for a unit of which, the person holds the permission."""
    of_units = {each.province_id for each in memberships_of(user) if each.unit_id and grants(each, permission)}
    return Province.objects.filter(Q(pk__in=provinces_for(user, permission)) | Q(pk__in=of_units))


def units_for(user, permission: Permission) -> QuerySet[OrgUnit]:
    """The units for which the person holds the permission: every unit of her provinces, or her own one."""
    own = own_units(user, permission)
    return OrgUnit.objects.filter(Q(province__in=provinces_for(user, permission)) | Q(pk__in=own))


def places_for(user, permission: Permission, *, province: str = "province", unit: str = "unit") -> Q:
    """Rows of the provinces and units for which the person holds the permission; the names of the row's fields."""
    own = own_units(user, permission)
    whole = Q(**{f"{province}__in": provinces_for(user, permission)})
    return whole | Q(**{f"{unit}__in": own}) if own else whole


def own_provinces(user) -> list[Province]:
    """The provinces a person belongs to, in official order; empty for national people and visitors."""
    found = {each.province_id: each.province for each in memberships_of(user) if each.province_id}
    return sorted(found.values(), key=lambda province: (province.sort_order, province.pk))


def is_admin(user: User) -> bool:
    """Whether the person may use the Django admin."""
    return any(each.role == Role.ADMIN for each in memberships_of(user)) or (user.is_active and user.is_superuser)
