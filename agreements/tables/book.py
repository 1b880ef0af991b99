"""The log as lists, one entry as a page, and its history in sentences."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import pairwise

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agreements.enums import AdviceState, LogKind, ObstacleState
from agreements.models import Conclusion, Event, Obstacle
from agreements.queries.book import OPEN, Entry
from agreements.tables.chain import Sees
from agreements.tables.sources import Sources, sources_of
from dtracker.formats.bilingual import bilingual
from dtracker.formats.dates import format_date
from indicators.enums import Origin
from indicators.tables.rows import Mark

TONES = {"open": "warn", "in-hand": "", "solved": "outside", "taken": "outside", "declined": "outside"}


@dataclass(frozen=True)
class EntryRow:
    """One entry in a list. `about`: category, who advised whom, or when and where; `answer`: what came of it."""

    text: str
    url: str
    place: str
    about: str
    agreement: str
    agreement_url: str
    owner: str
    state: Mark | None
    answer: str
    is_outside: bool
    is_open: bool


@dataclass(frozen=True)
class ConclusionRow:
    """One conclusion. `task` and its address for those who see the task; `is_task` for all."""

    pk: int
    order: int
    text: str
    is_task: bool
    task: str
    task_url: str


@dataclass(frozen=True)
class Told:
    """One act. `changes` are lines "state: Open → Solved".

    `on` is None of what was there before anybody changed it: its line was written with the first change.
    """

    on: datetime | None
    sentence: str
    changes: Sequence[str]


def entry_rows(entries: Iterable[Entry]) -> list[EntryRow]:
    return [entry_row(each) for each in entries]


def entry_row(entry: Entry) -> EntryRow:
    agreement = getattr(entry, "agreement", None)
    state = getattr(entry, "state", "")
    return EntryRow(
        text=entry.title if isinstance(entry, Event) else entry.text,
        url=entry.get_absolute_url(),
        place=entry.province.name if entry.province else _("Whole country"),
        about=about_words(entry),
        agreement=agreement.title if agreement else "",
        agreement_url=agreement.get_absolute_url() if agreement else "",
        owner=getattr(entry, "owner", ""),
        state=(state_label(entry), TONES[state]) if state else None,
        answer=entry.conclusions if isinstance(entry, Event) else entry.answer,
        is_outside=entry.origin == Origin.OUTSIDE,
        is_open=not state or state in OPEN,
    )


def state_label(entry: Entry) -> str:
    kind = ObstacleState if isinstance(entry, Obstacle) else AdviceState
    return str(kind(entry.state).label)


def about_words(entry: Entry) -> str:
    """What has to be known of an entry besides its words."""
    if isinstance(entry, Event):
        day = format_date(entry.on) if entry.on else ""
        parts = [day or entry.date_text or _("undated"), _Names(entry.place, entry.place_en).text]
    elif isinstance(entry, Obstacle):
        parts = [entry.category]
    else:
        by = _Names(entry.by, entry.by_en).text
        parts = [by, _("to: %(who)s") % {"who": entry.to} if entry.to else ""]
    return " · ".join(part for part in parts if part)


class _Names:
    """A name whose Vietnamese field has no ending."""

    def __init__(self, text_vi: str, text_en: str) -> None:
        self.text_vi, self.text_en = text_vi, text_en

    text = bilingual("text")


def entry_sources(entry: Entry) -> Sources:
    return sources_of([(str(entry_row(entry).text), entry, entry.source)])


def conclusion_rows(event: Event, conclusions: Iterable[Conclusion], *, sees: Sees) -> list[ConclusionRow]:
    """Without those that became tasks others see, whose words they repeat; what the event itself says stays."""
    said = _lines(event)
    shown = (each for each in conclusions if each.task is None or each.text in said or sees(each.task))
    return [_conclusion(each, sees) for each in shown]


def _conclusion(found: Conclusion, sees: Sees) -> ConclusionRow:
    task = found.task if found.task and sees(found.task) else None
    address = task.get_absolute_url() if task else ""
    return ConclusionRow(
        found.pk, found.order, found.text, found.task_id is not None, task.work if task else "", address
    )


NUMBER = re.compile(r"^\s*(?:\d+[.)]|[-–•])\s*")


def lines_left(event: Event, conclusions: Iterable[Conclusion]) -> list[str]:
    """What stands in the text of the event, line by line without numbers, and is no conclusion of its own yet."""
    kept = {each.text for each in conclusions}
    return [each for each in _lines(event) if each and each not in kept]


def _lines(event: Event) -> list[str]:
    return [NUMBER.sub("", each).strip() for each in event.conclusions.splitlines()]


# History

SENTENCES = {
    "add": gettext_lazy("%(who)s added the entry."),
    "handle": gettext_lazy("%(who)s changed the entry."),
}
OF_CONCLUSIONS = {
    "conclude": gettext_lazy("%(who)s wrote down the conclusion “%(text)s”."),
    "assign": gettext_lazy("%(who)s made the conclusion “%(text)s” a task."),
}
REWORDED = gettext_lazy("%(who)s changed the conclusion “%(text)s”.")


def told(rows: Sequence, of_conclusions: Sequence = ()) -> list[Told]:
    """The lines of history of an entry, and of the conclusions of an event, as sentences, the newest first."""
    lines = [_told(old, row) for old, row in pairwise([None, *rows])][::-1]
    first = [each for each in lines if each.on is None]
    dated = [each for each in lines if each.on is not None] + [_concluded(each) for each in reversed(of_conclusions)]
    return [*sorted(dated, key=lambda each: each.on, reverse=True), *first]


def _concluded(row) -> Told:
    sentence = OF_CONCLUSIONS.get(row.history_change_reason, REWORDED)
    return Told(row.history_date, str(sentence) % {"who": _who(row), "text": row.text}, [])


def _told(old, row) -> Told:
    step = row.history_change_reason
    if old is None and step not in SENTENCES:
        return Told(None, _("The entry was loaded with the facts."), [])
    sentence = str(SENTENCES.get(step, SENTENCES["handle"])) % {"who": _who(row)}
    return Told(row.history_date, sentence, list(_changes(old, row)) if old else [])


def _who(row) -> str:
    return str(row.history_user) if row.history_user else _("Somebody")


def _changes(old, row) -> Iterator[str]:
    for field in row.instance_type._meta.concrete_fields:
        if getattr(old, field.attname) != getattr(row, field.attname):
            yield f"{field.verbose_name}: {_written(old, field)} → {_written(row, field)}"


def _written(row, field) -> str:
    value = getattr(row, field.name)
    if value in (None, ""):
        return "–"
    if field.choices:
        return str(dict(field.flatchoices).get(value, value))
    return format_date(value) if isinstance(value, date) else str(value)


def compared(entry: Entry, form) -> list[tuple[str, str, str]]:
    """(field, what was typed, what stands there now) of what differs."""
    now = {name: getattr(entry, name) for name in form.values}
    return [
        (str(form.fields[name].label), _typed(form, name, value), _typed(form, name, now[name]))
        for name, value in form.values.items()
        if value != now[name]
    ]


def _typed(form, name: str, value) -> str:
    if value in (None, ""):
        return "–"
    choices = dict(getattr(form.fields[name], "choices", ())) if name == "state" else {}
    return format_date(value) if isinstance(value, date) else str(choices.get(value, value))


TITLES = {
    LogKind.OBSTACLE: (gettext_lazy("New obstacle"), gettext_lazy("Edit the obstacle")),
    LogKind.RECOMMENDATION: (gettext_lazy("New recommendation"), gettext_lazy("Edit the recommendation")),
    LogKind.EVENT: (gettext_lazy("New event"), gettext_lazy("Edit the event")),
}
"""Per kind the title of the form of a new entry, and of one that is there."""
