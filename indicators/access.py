"""Who reads, asks and answers about a target: its province, and where it has one the unit that answers for it."""

from datetime import date

from django.db.models import Q

from dtracker.accounts.access import NotAllowed, can_for, grants, memberships_of, provinces_for, units_held
from dtracker.accounts.models import Membership
from dtracker.accounts.roles import PERMISSIONS, Permission, Role
from dtracker.places.models import OrgUnit
from indicators.models import Target


def answers_for(unit: OrgUnit, target: Target) -> bool:
    """Whether the target is of the unit, or is one of its province that names it as the unit that answers for it."""
    if target.unit_id is not None:
        return target.unit_id == unit.pk
    return target.province_id == unit.province_id and target.owner_vi == unit.name_vi


def may(user, permission: Permission, target: Target) -> bool:
    """Whether the person holds the permission for the target: of a unit only for what the unit answers for."""
    return can_for(user, permission, target) or any(answers_for(each, target) for each in units_held(user, permission))


def require(user, permission: Permission, target: Target) -> None:
    """Raise NotAllowed unless `may`."""
    if not may(user, permission, target):
        raise NotAllowed(permission.label)


def requests_for(user, permission: Permission) -> Q:
    """The requests for explanation about targets for which the person holds the permission."""
    found = Q(province__in=provinces_for(user, permission))
    for unit in units_held(user, permission):
        named = Q(target__unit=None, target__owner_vi=unit.name_vi, province=unit.province_id)
        found |= Q(target__unit=unit) | named
    return found


def only_units(user, permission: Permission) -> list[OrgUnit]:
    """The units for which alone the person holds the permission; none where she holds it for a province or more."""
    granting = [each for each in memberships_of(user) if grants(each, permission)]
    is_narrow = all(each.unit_id for each in granting)
    return list({each.unit_id: each.unit for each in granting}.values()) if is_narrow else []


def holders(permission: Permission, target: Target, day: date):
    """The memberships that give the permission for the target on the day."""
    roles = [role for role in Role if permission in PERMISSIONS[role]]
    whose = Q(unit=None)
    if target.unit_id is not None:
        whose |= Q(unit=target.unit_id)
    elif target.owner_vi:
        whose |= Q(unit__name_vi=target.owner_vi, unit__province=target.province_id)
    return Membership.objects.on(day).filter(whose, province=target.province_id, role__in=roles)
