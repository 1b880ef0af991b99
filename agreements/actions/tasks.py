"""Keeping tasks: added, edited, their deadline moved, stopped and taken up again.

Every function locks the row, asks for the permission, compares the version the form carried, takes the step of
`agreements.workflow`, and writes row and history in one transaction. Besides the refusals named come NotAllowed
(no permission here), StaleTask (somebody was faster) and WrongStep (the task does not stand where the step begins).
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from itertools import count

from django.db import transaction
from django.utils.translation import gettext as _

from agreements import workflow
from agreements.access import groups_for, require_step
from agreements.actions.refusals import NothingChanged
from agreements.actions.steps import required, store, taken
from agreements.models import Task
from dtracker.accounts.access import can_for
from dtracker.places.models import Province
from indicators.actions.refusals import Faulty

Faults = list[tuple[str, str]]

EDITED = (
    "agreement", "programme", "body", "work_vi", "work_en", "person", "assignee", "unit", "unit_vi", "unit_en",
    "starts_on", "deadline", "product_vi", "product_en", "authority_vi", "authority_en",
)  # fmt: skip
"""What a task says. A deadline once given is moved, with a reason."""
SAME = ("agreement", "programme", "body", "work_vi", "person", "unit", "unit_vi", "deadline", "product_vi")
"""Two tasks alike in these, added by a double click, are one."""


def create(*, province: Province, fields: Mapping, indicators: Iterable = (), by) -> Task:
    """Add a task; the same one once more is the one that is there. Faulty names the fields that do not fit."""
    task = Task(province=province, version=0, **completed(fields))
    require_step("create", by, task, groups_for(by))
    if found := faults_of(task):
        raise Faulty(found)
    with transaction.atomic():
        # One at a time in a province: codes count up, and a double click finds the task of the first.
        Province.objects.select_for_update(no_key=True).get(pk=province.pk)
        same = {name: getattr(task, name) for name in SAME}
        if known := Task.objects.filter(province=province, **same).first():
            return known
        task.code, task.state = next(new_codes(province)), workflow.next_state("create", None)
        store(task, "create", by)
        task.indicators.set(indicators)
    return task


def edit(*, task: Task, fields: Mapping, indicators: Iterable, version: int, by) -> Task:
    """Change what the task says. A deadline that is given stays: it is moved by a step of its own.

    NothingChanged where everything stands there already; Faulty names the fields that do not fit.
    """
    with transaction.atomic():
        found = taken("edit", task, version, by)
        changed = apply(found, {name: value for name, value in fields.items() if name != "deadline"})
        if found.deadline is None:
            changed |= apply(found, {"deadline": fields.get("deadline")})
        serves = {each.pk for each in indicators}
        is_moved = serves != set(found.indicators.values_list("pk", flat=True))
        if not changed and not is_moved:
            raise NothingChanged
        # A task must not be carried into a group that others keep, nor to another unit by people of one.
        require_step("edit", by, found, groups_for(by))
        if faults := faults_of(found):
            raise Faulty(faults)
        store(found, "edit_served" if is_moved else "edit", by)
        found.indicators.set(serves)
        return found


def move_deadline(*, task: Task, deadline: date, reason: str, version: int, by) -> Task:
    """Give the task another deadline and say why; earlier ones stay in its history."""
    words = required(reason, "reason", _("Say why the deadline is moved."))
    with transaction.atomic():
        found = taken("move", task, version, by)
        if found.deadline == deadline:
            raise Faulty([("deadline", _("This is the deadline already."))])
        found.deadline = deadline
        if faults := faults_of(found):
            raise Faulty(faults)
        return store(found, "move", by, words)


def stop(*, task: Task, reason: str, version: int, by) -> Task:
    """End a task that will not be done, and say why."""
    words = required(reason, "reason", _("Say why the task is stopped."))
    with transaction.atomic():
        found = taken("stop", task, version, by)
        found.stop_reason = words[: Task._meta.get_field("stop_reason").max_length]
        return store(found, "stop", by, words)


def reopen(*, task: Task, reason: str, version: int, by) -> Task:
    """Take up again what was done or stopped, and say why. What was handed in stays with it."""
    words = required(reason, "reason", _("Say why the task is taken up again."))
    with transaction.atomic():
        found = taken("reopen", task, version, by)
        found.done_on, found.stop_reason, found.handed_in_by = None, "", None
        return store(found, "reopen", by, words)


def apply(task: Task, fields: Mapping) -> set[str]:
    """Write the fields into the task; the names of those that changed."""
    wanted = completed(fields)
    changed = {name for name, value in wanted.items() if getattr(task, name) != value}
    for name in changed:
        setattr(task, name, wanted[name])
    return changed


def faults_of(task: Task) -> Faults:
    """What does not fit together, as (field, sentence) pairs."""
    faults = []
    if not task.work_vi:
        faults.append(("work_vi", _("Write the work.")))
    if task.agreement and task.agreement.province_id != task.province_id:
        faults.append(("agreement", _("This agreement is of another province.")))
    if task.programme and task.programme.agreement_id != task.agreement_id:
        faults.append(("programme", _("This programme is of another agreement.")))
    if task.body and task.body.province_id != task.province_id:
        faults.append(("body", _("This group is of another province.")))
    if task.unit and task.unit.province_id != task.province_id:
        faults.append(("unit", _("This unit is of another province.")))
    if task.unit and task.unit_vi:
        faults.append(("unit_vi", _("Choose the unit or write it in words, not both.")))
    if task.assignee and not can_for(task.assignee, workflow.REPORT, task):
        faults.append(("assignee", _("This person works neither for the province nor for the unit of the task.")))
    if task.starts_on and task.deadline and task.starts_on > task.deadline:
        faults.append(("starts_on", _("The task begins after its deadline.")))
    return faults


def completed(fields: Mapping) -> dict:
    """A programme belongs to its agreement, so the agreement need not be chosen beside it; a unit has its own names."""
    found = {name: value for name, value in fields.items() if name in EDITED}
    if found.get("unit") and not found.get("unit_vi"):
        found["unit_en"] = ""
    if found.get("programme") and not found.get("agreement"):
        found["agreement"] = found["programme"].agreement
    return found


def new_codes(province: Province) -> Iterator[str]:
    """ "hai-duong-nv-7", counted up from the number of its tasks; those that are taken are left out. Two reads."""
    prefix = f"{province.slug}-nv-"
    taken = set(Task.objects.filter(code__startswith=prefix).values_list("code", flat=True))
    numbers = count(Task.objects.filter(province=province).count() + 1)
    return (code for number in numbers if (code := f"{prefix}{number}") not in taken)
