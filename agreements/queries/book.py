"""The log of obstacles, recommendations and events: its lists, one entry, and what was done to it."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, F, Model, OuterRef, Q, QuerySet
from django.utils import timezone

from agreements.enums import LogKind
from agreements.models import Conclusion, Event, Obstacle, Recommendation, Task
from dtracker.places.models import Province

Entry = Obstacle | Recommendation | Event
MODELS: dict[LogKind, type[Model]] = {
    LogKind.OBSTACLE: Obstacle,
    LogKind.RECOMMENDATION: Recommendation,
    LogKind.EVENT: Event,
}
RELATED: dict[LogKind, tuple[str, ...]] = {
    LogKind.OBSTACLE: ("province", "agreement", "source"),
    LogKind.RECOMMENDATION: ("province", "source"),
    LogKind.EVENT: ("province", "agreement", "source"),
}
OPEN = ("open", "in-hand")
"""States in which somebody still has to act."""


@dataclass(frozen=True)
class Wanted:
    """What a list is narrowed to; empty values narrow nothing."""

    province: str = ""
    state: str = ""
    category: str = ""

    @property
    def q(self) -> Q:
        category = {self.category, self.category.lower(), self.category.capitalize()} if self.category else ()
        named = {"province__slug": self.province, "state": self.state, "category_vi__in": category}
        return Q(**{field: value for field, value in named.items() if value})


def entries(kind: LogKind, wanted: Wanted) -> QuerySet:
    """The entries of a kind, by province in official order; what is still open first, the newest event first.

    What is fictional is listed only where its province is asked for. One read when evaluated.
    """
    found = MODELS[kind].objects.filter(wanted.q).select_related(*RELATED[kind])
    if not wanted.province:
        found = found.exclude(province__is_illustration=True)
    if kind == LogKind.EVENT:
        return found.order_by("province__sort_order", F("on").desc(nulls_last=True), "pk")
    return found.alias(is_open=Q(state__in=OPEN)).order_by("province__sort_order", "-is_open", "pk")


def places_with(kind: LogKind) -> list[Province]:
    """The provinces that have an entry of the kind. One read."""
    has_one = Exists(MODELS[kind].objects.filter(province=OuterRef("pk")))
    return list(Province.objects.filter(has_one).order_by("is_illustration", "sort_order", "pk"))


def categories() -> list[tuple[str, str]]:
    """The categories of obstacles in use, in both languages, each once however its sources begin it. One read."""
    named = Obstacle.objects.exclude(category_vi="").order_by("category_vi").values_list("category_vi", "category_en")
    found: dict[str, tuple[str, str]] = {}
    for category in named.distinct():
        found.setdefault(category[0].casefold(), category)
    return list(found.values())


def entry_named(kind: LogKind, code: str) -> Entry | None:
    """The entry at an address. One read."""
    return MODELS[kind].objects.filter(code=code).select_related(*RELATED[kind]).first()


def history_of(entry: Entry) -> Sequence:
    """What was done to the entry, oldest first. One read."""
    return list(entry.history.select_related("history_user").order_by("history_date", "history_id"))


def history_of_conclusions(event: Event) -> Sequence:
    """What was done to its conclusions, oldest first. One read."""
    rows = Conclusion.history.filter(event=event).select_related("history_user")
    return list(rows.order_by("history_date", "history_id"))


def until(rows: Sequence, day: date) -> list:
    """The lines of history that had been written by the end of the day."""
    return [row for row in rows if timezone.localtime(row.history_date).date() <= day]


def standing(rows: Sequence, day: date) -> list:
    """The lines, oldest first, the last of which says how something stood on the day; none where it was not there.

    What was loaded with the facts has its first line from its first change, and stood like that before; what was added
    here was not there before.
    """
    return until(rows, day) or [row for row in rows[:1] if not _was_added(row)]


def first_day(rows: Sequence) -> date | None:
    """Since when there is an entry, by its history; None for what was loaded with the facts."""
    if not rows or not _was_added(rows[0]):
        return None
    return timezone.localtime(rows[0].history_date).date()


def _was_added(row) -> bool:
    """Whether somebody added it here, on its page or in the administration: of what was loaded nobody is named."""
    return row.history_type == "+" and bool(row.history_user_id or row.history_change_reason)


def as_it_stood(entry: Entry, rows: Sequence) -> Entry:
    """The entry as the last of these lines of history says. One read at most, where its agreement changed since."""
    if not rows:
        return entry
    stood = rows[-1].instance
    for name in RELATED[kind_of(entry)]:
        if getattr(stood, f"{name}_id") == getattr(entry, f"{name}_id"):
            setattr(stood, name, getattr(entry, name))
    return stood


def kind_of(entry: Entry) -> LogKind:
    return next(kind for kind, model in MODELS.items() if isinstance(entry, model))


def conclusions_by(event: Event, rows: Sequence, day: date) -> list[Conclusion]:
    """What the event had concluded by the day, each with the task it had become; `rows` is their history. One read, one
    more where some were removed since.
    """
    known = defaultdict(list)
    for row in rows:
        known[row.id].append(row)
    found = []
    for each in conclusions_of(event):
        lines = standing(known[each.pk], day)
        if known[each.pk] and not lines:
            continue
        if lines:
            each.text = lines[-1].text
            each.task = each.task if lines[-1].task_id else None
        found.append(each)
    found += _removed_since(known, day)
    return sorted(found, key=lambda each: (each.order, each.pk))


def _removed_since(known: dict[int, list], day: date) -> list[Conclusion]:
    """Conclusions of the day that the administration deleted later, as their history (`known`) has them."""
    found = []
    for rows in known.values():
        is_later = bool(rows) and rows[-1].history_type == "-" and until(rows, day) != rows
        if is_later and (lines := standing(rows, day)):
            found.append(lines[-1].instance)
    tasks = Task.objects.in_bulk({each.task_id for each in found if each.task_id}) if found else {}
    for each in found:
        each.task = tasks.get(each.task_id)
    return found


def seen_of(entry: Entry) -> int:
    """Which version this is: the newest line of its history, 0 where there is none. One read."""
    return entry.history.order_by("-history_id").values_list("history_id", flat=True).first() or 0


def conclusions_of(event: Event) -> list[Conclusion]:
    """What the event concluded, each with the task it became. One read."""
    return list(event.decided.select_related("task").order_by("order", "pk"))
