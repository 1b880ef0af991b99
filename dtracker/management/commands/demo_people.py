"""`manage.py demo_people`: people to try the product with, of each role for three provinces, some of a part of one."""

from dataclasses import dataclass

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from dtracker.accounts.models import Membership, User
from dtracker.accounts.roles import Role
from dtracker.management.demo_rounds import create_rounds
from dtracker.management.demo_talks import create_talks
from dtracker.management.demo_work import create_work
from dtracker.places.models import OrgUnit, Province

PASSWORD = "dtracker-demo"  # noqa: S105  (printed on purpose; refused outside of a demonstration)
DOMAIN = "example.vn"
"""Addresses that nobody has."""
PROVINCES = {"hd": "hai-duong", "hg": "ha-giang", "mh": "minh-hoa"}
NAMES = {
    "hd": {Role.READER: "Nam", Role.OFFICER: "Lan", Role.REVIEWER: "Minh", Role.SECRETARY: "Thu"},
    "hg": {Role.READER: "Pà", Role.OFFICER: "Quang", Role.REVIEWER: "Dung", Role.SECRETARY: "Mai"},
    "mh": {Role.READER: "An", Role.OFFICER: "Bình", Role.REVIEWER: "Chi", Role.SECRETARY: "Duy"},
}
DUTIES = {
    Role.READER: "ban chỉ đạo",
    Role.OFFICER: "nhập liệu",
    Role.REVIEWER: "duyệt số liệu",
    Role.SECRETARY: "thư ký tổ công tác",
    Role.ADMIN: "quản trị",
}


@dataclass(frozen=True, slots=True)
class Narrow:
    """Somebody of Tỉnh Minh Hoạ who works for a part of the province."""

    username: str
    name: str
    duty: str
    role: Role
    unit: str = ""


NARROW = (
    Narrow("department.mh", "Giang", "nhập liệu, Sở Tài chính", Role.OFFICER, unit="mh-so-tai-chinh"),
    Narrow("group.mh", "Hạnh", "thư ký Tổ công tác xã hội số", Role.SECRETARY),
    Narrow("head.mh", "Khánh", "tổ trưởng Tổ công tác xã hội số", Role.READER),
)


@dataclass(frozen=True, slots=True)
class Person:
    username: str
    full_name: str
    role: Role
    province: Province | None
    unit: OrgUnit | None = None


class Command(BaseCommand):
    help = "Creates the demo people that are missing and prints how to sign in. Only with DEMO."

    def handle(self, *args, **options) -> None:
        if not settings.DEMO:
            raise CommandError(_("Demo people exist only where DEMO is on."))
        people = cast()
        with transaction.atomic():
            create_missing(people)
            create_talks(timezone.localdate())
            create_rounds(timezone.localdate())
            create_work()
        self.stdout.write(table(people))


def cast() -> list[Person]:
    """Every demo person. Raises CommandError while the provinces are not loaded."""
    provinces = {one.slug: one for one in Province.objects.filter(slug__in=PROVINCES.values())}
    if len(provinces) < len(PROVINCES):
        raise CommandError(_("Load the provinces first: manage.py seed."))
    people = [
        Person(f"{role}.{letters}", f"{name} ({DUTIES[role]}, {provinces[slug].name_vi})", role, provinces[slug])
        for letters, slug in PROVINCES.items()
        for role, name in NAMES[letters].items()
    ]
    return [
        *people,
        *narrow(provinces[PROVINCES["mh"]]),
        Person("admin", f"Hòa ({DUTIES[Role.ADMIN]})", Role.ADMIN, None),
    ]


def narrow(place: Province) -> list[Person]:
    """Without those whose unit is not loaded."""
    units = OrgUnit.objects.in_bulk([one.unit for one in NARROW if one.unit], field_name="code")
    return [
        Person(one.username, f"{one.name} ({one.duty}, {place.name_vi})", one.role, place, units.get(one.unit))
        for one in NARROW
        if not one.unit or one.unit in units
    ]


def create_missing(people: list[Person]) -> None:
    """Whoever is there already keeps password, name and memberships."""
    there = set(User.objects.filter(username__in=[one.username for one in people]).values_list("username", flat=True))
    # Hashing is slow on purpose; one hash for all is enough for a password that is printed.
    password = make_password(PASSWORD)
    for one in people:
        if one.username in there:
            continue
        is_admin = one.role == Role.ADMIN
        user = User.objects.create(
            username=one.username,
            full_name=one.full_name,
            email=f"{one.username}@{DOMAIN}",
            password=password,
            is_staff=is_admin,
            is_superuser=is_admin,
        )
        Membership.objects.create(user=user, role=one.role, province=one.province, unit=one.unit)


def table(people: list[Person]) -> str:
    """The sign-ins, a line each."""
    lines = [f"  {one.username:<14} {PASSWORD}   {one.full_name}" for one in people]
    return "\n".join([_("Demo people (user name, password, who):"), *lines])
