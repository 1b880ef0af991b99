"""The history of a task in sentences: who did what, when, from which value to which, and why."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import pairwise

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agreements.enums import TaskState
from agreements.models import Task
from dtracker.formats.dates import format_date

SENTENCES = {
    "create": gettext_lazy("%(who)s added the task."),
    "edit": gettext_lazy("%(who)s changed the task."),
    "edit_served": gettext_lazy("%(who)s changed the task and which indicators it serves."),
    "start": gettext_lazy("%(who)s started the work."),
    "report": gettext_lazy("%(who)s reported on the work."),
    "hand_in": gettext_lazy("%(who)s handed in the product."),
    "confirm": gettext_lazy("%(who)s confirmed that it is done."),
    "send_back": gettext_lazy("%(who)s sent the product back."),
    "stop": gettext_lazy("%(who)s stopped the task."),
    "reopen": gettext_lazy("%(who)s took the task up again."),
}
MOVED = gettext_lazy("%(who)s moved the deadline from %(old)s to %(new)s.")
SAID = {"stop", "reopen", "send_back", "move", "report", "hand_in", "edit", "edit_served"}
"""Steps whose words are told with them."""
TOLD = (
    "work_vi", "work_en", "person", "assignee", "unit", "unit_vi", "unit_en", "starts_on", "deadline",
    "product_vi", "product_en", "authority_vi", "authority_en", "agreement", "programme", "body", "state",
)  # fmt: skip


@dataclass(frozen=True)
class Told:
    """One act. `changes` are lines "deadline: 1/2/2026 → 1/3/2026", where the sentence does not say them itself.

    `on` is None of what was there before anybody changed it: its line was written with the first change.
    """

    on: datetime | None
    sentence: str
    words: str
    changes: Sequence[str]


@dataclass(frozen=True)
class Moved:
    """One move of the deadline."""

    old: str
    new: str
    why: str
    who: str
    on: datetime


def told(rows: Sequence) -> list[Told]:
    """The lines of history as sentences, the newest first."""
    return [_told(old, row) for old, row in pairwise([None, *rows])][::-1]


def moves(rows: Sequence) -> list[Moved]:
    """Each move of the deadline with its reason, the newest first."""
    found = [
        Moved(_day(old.deadline), _day(row.deadline), row.said, _who(row), row.history_date)
        for old, row in pairwise(rows)
        if old.deadline != row.deadline and old.deadline is not None
    ]
    return found[::-1]


def _told(old, row) -> Told:
    step = row.history_change_reason or ""
    words = row.said if step in SAID else ""
    if old is None and step not in SENTENCES:
        return Told(None, _("The task was loaded with the facts."), "", [])
    if step == "move":
        days = {"old": _day(old.deadline), "new": _day(row.deadline)}
        return Told(row.history_date, str(MOVED) % ({"who": _who(row)} | days), words, [])
    sentence = str(SENTENCES.get(step, SENTENCES["edit"])) % {"who": _who(row)}
    # A step says itself to which state it leads.
    silent = {"state"} if step in SENTENCES and step not in ("edit", "edit_served") else set()
    return Told(row.history_date, sentence, words, list(_changes(old, row, silent)) if old else [])


def _changes(old, row, silent: Iterable[str]) -> Iterator[str]:
    for name in TOLD:
        before, after = getattr(old, _stored(name)), getattr(row, _stored(name))
        if before != after and name not in silent:
            label = Task._meta.get_field(name).verbose_name
            yield f"{label}: {_written(old, name)} → {_written(row, name)}"


def _stored(name: str) -> str:
    return f"{name}_id" if Task._meta.get_field(name).is_relation else name


def _written(row, name: str) -> str:
    value = getattr(row, name)
    if value in (None, ""):
        return "–"
    if name == "state":
        return str(TaskState(value).label)
    return format_date(value) if isinstance(value, date) else str(value)


def _day(value: date | None) -> str:
    return format_date(value) if value else "–"


def _who(row) -> str:
    return str(row.history_user) if row.history_user else _("Somebody")
