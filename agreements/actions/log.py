"""Keeping the log: entries added and handled, conclusions of meetings written down and made into tasks.

Every function asks for the permission, locks, compares the version the form carried, and writes row and history in
one transaction. Besides the refusals named come NotAllowed (no permission here) and Faulty (fields that do not fit).
What was read in a source stays as it was read: of such an entry only its handling is changed.
"""

from collections.abc import Iterable, Mapping

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agreements.access import keeps_log
from agreements.actions import tasks
from agreements.actions.refusals import NothingChanged, StaleEntry
from agreements.enums import AdviceState, LogKind, ObstacleState
from agreements.models import Conclusion, Event, Task
from agreements.queries.book import MODELS, Entry, seen_of
from dtracker.accounts.access import NotAllowed, require
from dtracker.accounts.roles import Permission
from dtracker.places.models import Province
from indicators.actions.refusals import Faulty

Faults = list[tuple[str, str]]
KEEP = Permission.LOG_KEEP
HANDLING = ("agreement", "state", "owner", "answer")
"""What is said of an entry here, not in its source."""
KEPT_BY_OTHERS = gettext_lazy("The log of this agreement is kept by the secretaries of its working groups.")
ANSWERED = (ObstacleState.SOLVED, AdviceState.TAKEN, AdviceState.DECLINED)


def add(*, kind: LogKind, province: Province, fields: Mapping, by) -> Entry:
    """Add an entry; the same one once more, after a double click, is the one that is there."""
    require(by, KEEP, province=province)
    entry = MODELS[kind](province=province, **fields)
    if found := [*faults_of(entry), *_closed_to(by, entry)]:
        raise Faulty(found)
    with transaction.atomic():
        # One at a time in a province: codes count up.
        Province.objects.select_for_update(no_key=True).get(pk=province.pk)
        if known := MODELS[kind].objects.filter(province=province, **fields).first():
            return known
        entry.code = _next_code(kind, province)
        return _store(entry, "add", by)


def handle(*, entry: Entry, fields: Mapping, seen: int, by) -> Entry:
    """Change an entry: who handles it, how it stands, what was answered; its words only where they were written here.

    StaleEntry where somebody was faster, NothingChanged where everything stands there already.
    """
    _require(by, entry)
    with transaction.atomic():
        found = type(entry).objects.select_for_update(of=("self",)).get(pk=entry.pk)
        if seen_of(found) != seen:
            raise StaleEntry(found)
        wanted = {name: value for name, value in fields.items() if name in HANDLING or found.source_id is None}
        if all(getattr(found, name) == value for name, value in wanted.items()):
            raise NothingChanged
        if not found.history.exists():
            _begin_history(found)
        for name, value in wanted.items():
            setattr(found, name, value)
        if faults := [*faults_of(found), *_closed_to(by, found)]:
            raise Faulty(faults)
        return _store(found, "handle", by)


def conclude(*, event: Event, text: str, by) -> Conclusion:
    """Write down a conclusion of the event; the same words once more are the conclusion that is there."""
    _require(by, event)
    words = text.strip()
    if not words:
        raise Faulty([("text", _("Write what was concluded."))])
    with transaction.atomic():
        Event.objects.select_for_update(of=("self",)).get(pk=event.pk)
        if known := event.decided.filter(text=words).first():
            return known
        last = event.decided.aggregate(last=Max("order"))["last"] or 0
        return _store(Conclusion(event=event, order=last + 1, text=words), "conclude", by)


def assign(*, conclusion: Conclusion, fields: Mapping, indicators: Iterable = (), by) -> Task:
    """Make a conclusion into a task and keep the link; one that is a task already stays that task."""
    event = conclusion.event
    _require(by, event)
    with transaction.atomic():
        found = Conclusion.objects.select_for_update(of=("self",)).get(pk=conclusion.pk)
        if found.task_id:
            return found.task
        found.task = tasks.create(province=event.province, fields=fields, indicators=indicators, by=by)
        if other := Conclusion.objects.filter(task=found.task).exclude(pk=found.pk).first():
            raise Faulty([("work_vi", _("This task came of another conclusion: “%(text)s”.") % {"text": other.text})])
        _store(found, "assign", by)
        return found.task


def faults_of(entry: Entry) -> Faults:
    """What does not fit together, as (field, sentence)."""
    found: Faults = []
    agreement = getattr(entry, "agreement", None)
    if agreement and agreement.province_id != entry.province_id:
        found.append(("agreement", _("This agreement belongs to another province.")))
    if isinstance(entry, Event):
        return found
    if entry.state in ANSWERED and not entry.answer.strip():
        found.append(("answer", _("Write the answer: without one nobody knows why it is closed.")))
    if entry.state == ObstacleState.IN_HAND and not entry.owner.strip():
        found.append(("owner", _("Name who handles it.")))
    return found


def _require(by, entry: Entry) -> None:
    """Raise NotAllowed where the person does not keep this entry."""
    require(by, KEEP, province=entry.province)
    if not keeps_log(by, entry.province, getattr(entry, "agreement", None)):
        raise NotAllowed(KEPT_BY_OTHERS)


def _closed_to(by, entry: Entry) -> Faults:
    """A fault where the entry would be one that others keep."""
    is_open = keeps_log(by, entry.province, getattr(entry, "agreement", None))
    return [] if is_open else [("agreement", KEPT_BY_OTHERS)]


def _store(row, step: str, by):
    row._change_reason, row._history_user = step, by
    row.save()
    return row


def _begin_history(entry: Entry) -> None:
    """Rows that were loaded in bulk have no history: they are kept as they were, before their first change."""
    before = type(entry).objects.get(pk=entry.pk)
    before._history_user = None  # who changes it now is not who wrote it
    type(entry).history.bulk_history_create([before])


def _next_code(kind: LogKind, province: Province) -> str:
    """ "hai-duong-obstacle-3": the province, the kind, and the next free number."""
    prefix = f"{province.slug}-{kind}-"
    taken = MODELS[kind].objects.filter(code__startswith=prefix).values_list("code", flat=True)
    numbers = [int(code.removeprefix(prefix)) for code in taken if code.removeprefix(prefix).isdigit()]
    return f"{prefix}{max(numbers, default=0) + 1}"
