"""Importing a file of tasks: kept as it came, previewed, and confirmed as a whole or not at all."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from copy import copy
from dataclasses import dataclass, field
from hashlib import sha256

from django.core.files.uploadedfile import UploadedFile
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from agreements import workflow
from agreements.access import Groups, groups_for, require_step
from agreements.actions import tasks
from agreements.actions.steps import locked
from agreements.actions.together import Together
from agreements.enums import TaskState
from agreements.models import Task, TaskImport
from agreements.queries.imported_tasks import TaskEntry
from agreements.queries.task_page import with_terms
from agreements.queries.tasks import visible_to
from agreements.workflow import EDIT, WrongStep
from dtracker.accounts.access import NotAllowed
from dtracker.places.models import Province
from indicators.actions.batches import keep_batch
from indicators.actions.refusals import Refused
from indicators.queries.imported import Kind

Change = tuple[str, object, object]
"""Field, what stands there, what would."""


class TasksChanged(Refused):
    """The file would no longer do what its preview said."""

    @property
    def sentence(self) -> str:
        return _("Tasks changed after you looked at the preview, so nothing was imported. Look again, then confirm.")


@dataclass(slots=True)
class JudgedTask:
    """An entry and what it would do to `task` (None: there is none yet)."""

    entry: TaskEntry
    kind: Kind
    task: Task | None = None
    changes: Sequence[Change] = ()
    faults: list[str] = field(default_factory=list)
    after: Task | None = None
    """The task as it would be, where its deadline or its agreement changes."""
    same: tuple = ()
    """Of a new task what makes another one the same."""

    @property
    def print(self) -> bytes:
        """What it would do to which version of which task; equal prints have equal effects."""
        version = f"{self.task.pk}@{self.task.version}" if self.task else ""
        changed = [(name, str(new)) for name, _old, new in self.changes]
        return f"{self.entry.row} {self.kind} {version} {changed} {self.entry.reason!r};".encode()


def keep_upload(*, file: UploadedFile, by) -> TaskImport:
    """Keep the file as it came, for the preview and as a record. OSError when it cannot be stored: no record then."""
    return keep_batch(TaskImport, EDIT, file=file, by=by)


def confirm(*, batch: TaskImport, entries: Sequence[TaskEntry], seen: str, by) -> TaskImport:
    """Add every new task of the file and change every changed one, all or none, in one transaction.

    `seen` is the print of the preview the person confirmed. TasksChanged when the file would do anything else by now,
    or has an error. A batch that is confirmed already is given back as it is.
    """
    try:
        with transaction.atomic():
            batch = TaskImport.objects.select_for_update().get(pk=batch.pk)
            if batch.confirmed_at is not None:
                return batch
            _lock_provinces(entries)
            return _import(batch, judged(entries, by=by, lock=True), seen, by)
    except IntegrityError as error:
        # Somebody gave a new task a code of these at the same moment, and came first.
        raise TasksChanged from error


def _lock_provinces(entries: Iterable[TaskEntry]) -> None:
    """Tasks are added to a province by one at a time: codes count up, and the same file adds them once."""
    keys = {entry.province.pk for entry in entries if entry.province}
    list(Province.objects.select_for_update(no_key=True).filter(pk__in=keys).order_by("pk").values_list("pk"))


def print_of(items: Iterable[JudgedTask]) -> str:
    total = sha256()
    for item in items:
        total.update(item.print)
    return total.hexdigest()


def _import(batch: TaskImport, items: list[JudgedTask], seen: str, by) -> TaskImport:
    counts = Counter(item.kind for item in items)
    if counts[Kind.ERROR] or print_of(items) != seen:
        raise TasksChanged
    places = {item.entry.province.pk: item.entry.province for item in items if item.kind == Kind.NEW}
    codes = {pk: tasks.new_codes(province) for pk, province in places.items()}
    together = Together(by)
    for item in items:
        if item.kind == Kind.NEW:
            _add(item, codes[item.entry.province.pk], together)
        elif item.kind == Kind.CHANGED:
            _change(item, together)
    together.write()
    batch.new_count, batch.changed_count, batch.unchanged_count = (
        counts[Kind.NEW], counts[Kind.CHANGED], counts[Kind.SAME],
    )  # fmt: skip
    batch.confirmed_at, batch.confirmed_by = timezone.now(), by
    batch.save()
    return batch


def _add(item: JudgedTask, codes: Iterator[str], together: Together) -> None:
    """As `tasks.create` adds it."""
    task = item.after
    task.code, task.version, task.state = next(codes), 0, workflow.next_state("create", None)
    together.add(task, item.entry.indicators or ())


def _change(item: JudgedTask, together: Together) -> None:
    """As `tasks.edit` and `tasks.move_deadline` change it, one after the other."""
    task, changed = item.task, {name: new for name, _old, new in item.changes}
    serves, day = changed.pop("indicators", None), None
    if task.deadline is not None:
        day = changed.pop("deadline", None)
    together.hold(task)
    if tasks.apply(task, changed) or serves is not None:
        together.take(task, "edit" if serves is None else "edit_served", serves=serves)
    if day:
        task.deadline = day
        together.take(task, "move", item.entry.reason)


# What the rows would do


def judged(entries: Sequence[TaskEntry], *, by, lock: bool = False) -> list[JudgedTask]:
    """What each entry would do. A fixed number of reads."""
    known = _known(entries, by, lock)
    groups, met = groups_for(by), set()
    found = []
    for entry in entries:
        item = _judged(entry, known, groups, by)
        about = item.task.pk if item.task else item.same
        if about and about in met and not item.faults:
            item.faults.append(_("Another row of the file is about the same task."))
        met.add(about)
        if item.faults:
            item.kind = Kind.ERROR
        found.append(item)
    with_terms(item.after for item in found if item.after)
    return found


def _known(entries: Sequence[TaskEntry], by, lock: bool) -> dict:
    """Tasks by code, and by what makes two of them the same: a file may be imported twice."""
    rows = locked().filter(pk__in=visible_to(by).values("pk")) if lock else visible_to(by)
    provinces = {entry.province for entry in entries if entry.province}
    rows = rows.filter(province__in=provinces).select_related(
        "province", "agreement", "programme", "body", "unit", "assignee"
    )
    found = {}
    # In the order of their keys, as for every change of many: two of them cannot wait for each other.
    for task in rows.prefetch_related("indicators").order_by("pk"):
        found[task.code] = task
        found.setdefault(_same_key(task), task)
    return found


def _same_key(task: Task) -> tuple:
    return task.province_id, *(getattr(task, name) for name in tasks.SAME)


def _new_fields(entry: TaskEntry) -> dict:
    empty = dict.fromkeys(("agreement", "programme", "body", "unit", "starts_on", "deadline"))
    texts = dict.fromkeys(("work_vi", "person", "unit_vi", "product_vi", "authority_vi"), "")
    return empty | texts | entry.given


def _judged(entry: TaskEntry, known: dict, groups: Groups, by) -> JudgedTask:
    if entry.faults:
        return JudgedTask(entry, Kind.ERROR, faults=list(entry.faults))
    if entry.code:
        task = known.get(entry.code)
        if task is None:
            return _error(entry, _("There is no task with the key “%(key)s”.") % {"key": entry.code})
        item = _judged_known(entry, task, groups, by)
        # Of a file that comes again the rows it has brought already change nothing, whatever their version.
        if task.version != entry.version and (item.kind != Kind.SAME or item.faults):
            return _error(entry, _("The task was changed after the file was made. Download it again."), task)
        return item
    task = Task(province=entry.province, **tasks.completed(_new_fields(entry)))
    if same := known.get(_same_key(task)):
        return JudgedTask(entry, Kind.SAME, same)
    item = JudgedTask(entry, Kind.NEW, None, [(name, None, new) for name, new in entry.given.items() if new])
    item.same, item.after = _same_key(task), task
    item.faults += _state_moved(entry, TaskState.PLANNED)
    item.faults += [words for _field, words in tasks.faults_of(task)]
    item.faults += _not_allowed("create", by, task, groups)
    return item


def _judged_known(entry: TaskEntry, task: Task, groups: Groups, by) -> JudgedTask:
    changes = list(_changes(entry, task))
    if not changes:
        return JudgedTask(entry, Kind.SAME, task, faults=list(_state_moved(entry, task.state)))
    item = JudgedTask(entry, Kind.CHANGED, task, changes, list(_state_moved(entry, task.state)))
    changed = {name: new for name, _old, new in changes}
    is_moved = "deadline" in changed and task.deadline is not None
    if is_moved and changed["deadline"] is None:
        item.faults.append(_("A deadline that was given is not taken away."))
    elif is_moved and not entry.reason:
        item.faults.append(_("Say in the column “Why the deadline is moved” why it is moved."))
    item.faults += _not_allowed("move" if is_moved else "edit", by, task, groups)
    trial = copy(task)
    wanted = {name: new for name, new in changed.items() if name != "indicators"}
    if "programme" in wanted and entry.given.get("agreement"):
        # Stands in the file as before: a programme of another one must not replace it unseen.
        wanted["agreement"] = entry.given["agreement"]
    tasks.apply(trial, wanted)
    if set(changed) & {"deadline", "agreement", "programme"}:
        item.after = trial
    item.faults += [words for _field, words in tasks.faults_of(trial)]
    if not item.faults:
        # A task is not carried into a group that others keep.
        item.faults += _not_allowed("edit", by, trial, groups)
    return item


def _changes(entry: TaskEntry, task: Task) -> Iterator[Change]:
    # What the file says of the unit may be words that name another one by now.
    is_same_unit = entry.unit_words == " ".join(task.unit_name_vi.split())
    for name, new in entry.given.items():
        if is_same_unit and name in ("unit", "unit_vi"):
            continue
        old = getattr(task, name)
        # A cell holds one line.
        if old != new and not (isinstance(old, str) and " ".join(old.split()) == new):
            yield name, old, new
    if entry.indicators is not None:
        old = sorted(task.indicators.all(), key=lambda each: each.pk)
        new = sorted(entry.indicators, key=lambda each: each.pk)
        if old != new:
            yield "indicators", old, new


def _state_moved(entry: TaskEntry, stands: str) -> Iterator[str]:
    """A file tells states and changes none: each step says who took it, and most ask for more than a word."""
    if entry.state_words and entry.state != stands:
        words = _(
            "State “%(state)s”: a file changes no states. They change on the page of the task; several tasks at once "
            "are started or stopped from the list."
        )
        yield words % {"state": entry.state_words}


def _not_allowed(step: str, by, task: Task, groups: Groups) -> Iterator[str]:
    try:
        require_step(step, by, task, groups)
        workflow.next_state(step, None if step == "create" else task.state)
    except NotAllowed as refusal:
        yield _("Your role does not allow: %(step)s.") % {"step": refusal}
    except WrongStep:
        yield _("The task is closed or waits for confirmation, so a file does not change this.")


def _error(entry: TaskEntry, words: str, task: Task | None = None) -> JudgedTask:
    return JudgedTask(entry, Kind.ERROR, task, faults=[words])
