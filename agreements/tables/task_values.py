"""What somebody typed beside what stands there now."""

from collections.abc import Iterable
from datetime import date

from agreements.models import Task
from dtracker.formats.dates import format_date

Compared = tuple[str, str, str]
"""Name of the field, what was typed, what stands there now."""


def compared(now: Task, form) -> list[Compared]:
    """The fields of a form (cleaned) that differ from the task as it stands."""
    found = []
    for name, typed in form.cleaned_data.items():
        if name == "version":
            continue
        current = list(now.indicators.all()) if name == "indicators" else getattr(now, name)
        if written(typed) != written(current):
            found.append((str(form.fields[name].label), written(typed), written(current)))
    return found


def written(value) -> str:
    """A value of a task in words."""
    if value in (None, ""):
        return "–"
    if isinstance(value, date):
        return format_date(value)
    if isinstance(value, Iterable) and not isinstance(value, str):
        return ", ".join(sorted(str(each) for each in value)) or "–"
    return str(value)
