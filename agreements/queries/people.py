"""Whom a task of a province can be assigned to, its units and their officers, who keeps it and confirms its product."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import date

from django.db.models import Q, QuerySet
from django.utils import timezone

from agreements.access import heads_today
from agreements.enums import KeeperRole
from agreements.models import Task, TaskKeeper
from agreements.workflow import CONFIRM, EDIT
from dtracker.accounts.access import grants, units_for
from dtracker.accounts.models import Membership, User
from dtracker.accounts.roles import PERMISSIONS, Permission, Role
from dtracker.places.models import OrgUnit, Province

WORK = Permission.TASK_WORK


def people_of(province: Province) -> QuerySet[User]:
    """Whoever works for the province today, by name."""
    return _people(Membership.objects.on(timezone.localdate()).filter(province=province))


def _people(theirs: QuerySet[Membership]) -> QuerySet[User]:
    return User.objects.filter(is_active=True, memberships__in=theirs).distinct().order_by("full_name", "username")


def confirmers_of(task: Task) -> list[User]:
    """Who is asked to confirm the product of a task: the head of its group; where there is none, or she handed it in
    herself, those of its province or unit whose role allows it, by name. At most two reads.
    """
    head = heads_today().filter(body=task.body_id).exclude(user=task.handed_in_by_id).values("user")
    if task.body_id and (found := User.objects.filter(pk__in=head).first()):
        return [found]
    roles = [role for role in Role if CONFIRM in PERMISSIONS[role]]
    of_it = Q(unit=None) | Q(unit=task.unit_id) if task.unit_id else Q(unit=None)
    theirs = Membership.objects.on(timezone.localdate()).filter(of_it, province=task.province_id, role__in=roles)
    return list(_people(theirs))


def officers_of(units: Collection[int], day: date) -> dict[int, list[User]]:
    """By unit (pk) those who report on its tasks, on the day. One read, and one object for each person."""
    return _officers(Membership.objects.on(day).filter(unit__in=units), "unit_id")


def officers_of_provinces(provinces: Collection[int], day: date) -> dict[int, list[User]]:
    """By province (pk) the officers of the province itself, on the day. One read."""
    return _officers(Membership.objects.on(day).filter(province__in=provinces, unit=None), "province_id")


def _officers(theirs: QuerySet[Membership], whose: str) -> dict[int, list[User]]:
    roles = [role for role in Role if WORK in PERMISSIONS[role]]
    rows = theirs.filter(role__in=roles, user__is_active=True).select_related("user").order_by("user__username")
    people: dict[int, User] = {}
    found: dict[int, list[User]] = defaultdict(list)
    for each in rows:
        person = people.setdefault(each.user_id, each.user)
        if person not in found[getattr(each, whose)]:
            found[getattr(each, whose)].append(person)
    return dict(found)


def keepers_of(tasks: Collection[Task], day: date) -> dict[int, list[User]]:
    """By task (pk) who keeps it, on the day: the secretaries named for its group, or where none are named those of its
    province or unit; failing them its admins. Two reads, and one object for each person.
    """
    named: dict[int, set[int]] = defaultdict(set)
    groups = {each.body_id for each in tasks}
    rows = TaskKeeper.objects.filter(body__in=groups, role=KeeperRole.SECRETARY).values_list("body", "user")
    for body, user in rows:
        named[body].add(user)
    roles = [role for role in Role if EDIT in PERMISSIONS[role]]
    places = {each.province_id for each in tasks}
    theirs = Membership.objects.on(day).filter(province__in=places, role__in=roles, user__is_active=True)
    held = list(theirs.select_related("user").order_by("user__username", "pk"))
    people = {each.user_id: each.user for each in held}
    return {each.pk: [people[pk] for pk in _keepers(each, held, named.get(each.body_id))] for each in tasks}


def _keepers(task: Task, held: Iterable[Membership], named: set[int] | None) -> list[int]:
    """The keepers of one task (pk), each once."""
    here = [each for each in held if each.province_id == task.province_id and each.unit_id in (None, task.unit_id)]
    admins = dict.fromkeys(each.user_id for each in here if grants(each, Permission.TARGET_REVISE))
    others = dict.fromkeys(each.user_id for each in here if each.user_id not in admins)
    own = [pk for pk in {**others, **admins} if pk in named] if named else list(others)
    return own or list(admins)


def units_of(province: Province, user, *, besides: OrgUnit | None = None) -> QuerySet[OrgUnit]:
    """The units of the province, as they are today, whose tasks the person keeps; and the one a task has already."""
    offered = Q(pk__in=units_there([province]))
    return units_for(user, EDIT).filter(offered | Q(pk=besides.pk) if besides else offered)


def units_there(provinces: Iterable[Province]) -> QuerySet[OrgUnit]:
    """The units of the provinces that have not ended."""
    there = Q(ended_on=None) | Q(ended_on__gte=timezone.localdate())
    return OrgUnit.objects.filter(there, province__in=provinces)
