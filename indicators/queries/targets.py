"""How a target changed since somebody looked at it."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.utils.translation import gettext as _

from dtracker.formats.dates import format_date
from dtracker.formats.numbers import format_number
from indicators.models import Target


@dataclass(frozen=True)
class Overtaken:
    """What somebody saved meanwhile: who, when, and per changed field what stands there now, in words."""

    who: str
    on: datetime
    fields: dict[str, str]


def version_of(target: Target) -> str:
    """Changes with every saved change of the target; "0" for one that never changed since it was loaded. One read."""
    newest = target.history.order_by("-history_id").values_list("history_id", flat=True).first()
    return str(newest or 0)


def change_since(target: Target, seen: str) -> Overtaken | None:
    """What changed since the version `seen`, which is not the present one; None where there was no such version."""
    rows = {str(row.history_id): row for row in target.history.select_related("history_user").order_by("history_id")}
    if not rows or seen not in ("0", *rows):
        return None
    *_older, newest = rows.values()
    # A target that was loaded has its first line of history from before its first change.
    before = rows.get(seen) or next(iter(rows.values()))
    names = [field.name for field in Target._meta.fields if _value(before, field) != _value(newest, field)]
    return Overtaken(
        who=str(newest.history_user or _("somebody")),
        on=newest.history_date,
        fields={name: _said(target, name) for name in names},
    )


def _value(row, field):
    return getattr(row, field.attname)


def _said(target: Target, name: str) -> str:
    field, value = Target._meta.get_field(name), getattr(target, name)
    if value in (None, ""):
        return _("nothing")
    if field.choices:
        return str(dict(field.flatchoices).get(value, value))
    if isinstance(value, Decimal):
        return format_number(value)
    return format_date(value) if isinstance(value, date) else str(value)
