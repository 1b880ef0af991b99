"""Places and people that stay the same in all tests, so that a test reads as a sentence.

Lan enters figures for Hải Dương, Minh reviews there, Thu keeps its tasks, Nam reads; Quang is an officer of
Hà Giang and may not see Lan's drafts; Hoa is the admin of the whole country.
"""

from datetime import date, timedelta

from dtracker.accounts.models import Membership, User
from dtracker.accounts.roles import Role
from dtracker.places.models import Kind, Province, ProvinceName

PASSWORD = "a long enough password"
STARTED = date(2008, 8, 1)
MERGED = date(2025, 6, 30)


def province(
    slug: str, name: str, *, ended_on: date | None = None, successor: Province | None = None, **fields
) -> Province:
    """A province with one dated name."""
    made = Province.objects.create(
        slug=slug,
        register_id=f"{slug}-2008",
        name_vi=name,
        name_en=fields.pop("name_en", slug.replace("-", " ").title()),
        kind=fields.pop("kind", Kind.PROVINCE),
        code=fields.pop("code", "30"),
        started_on=fields.pop("started_on", STARTED),
        ended_on=ended_on,
        successor=successor,
        **fields,
    )
    ProvinceName.objects.create(
        province=made,
        name_vi=made.name_vi,
        name_en=made.name_en,
        kind=made.kind,
        code=made.code,
        valid_from=made.started_on,
        valid_to=ended_on,
    )
    return made


def renamed(slug: str, old: str, new: str, *, on: date, **fields) -> Province:
    """A province that kept its borders and got a new name on the day."""
    made = province(slug, old, **fields)
    made.names.update(valid_to=on - timedelta(days=1))
    ProvinceName.objects.create(
        province=made, name_vi=new, name_en=slug.title(), kind=made.kind, code=made.code, valid_from=on
    )
    made.refresh_name()
    return made


def hai_duong(**fields) -> Province:
    return province("hai-duong", "Hải Dương", code="30", sort_order=21, **fields)


def ha_giang(**fields) -> Province:
    return province("ha-giang", "Hà Giang", code="02", sort_order=2, **fields)


def person(username: str, role: Role | None, place: Province | None = None, *, full_name: str = "", **fields) -> User:
    """Somebody with one membership (none when role is None)."""
    made = User.objects.create_user(username, password=PASSWORD, full_name=full_name or username.title(), **fields)
    if role is not None:
        Membership.objects.create(user=made, role=role, province=place)
    return made


def lan(place: Province) -> User:
    return person("lan", Role.OFFICER, place)


def minh(place: Province) -> User:
    return person("minh", Role.REVIEWER, place)


def thu(place: Province) -> User:
    return person("thu", Role.SECRETARY, place)


def nam(place: Province) -> User:
    return person("nam", Role.READER, place)


def quang(place: Province) -> User:
    return person("quang", Role.OFFICER, place)


def hoa() -> User:
    return person("hoa", Role.ADMIN, is_staff=True, is_superuser=True)
