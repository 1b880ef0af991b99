"""Steps of many tasks, written together: the same rows and lines of history as one by one, in few statements.

Callers open the transaction, hold the rows, and have asked every question that `agreements.actions.steps` asks.
"""

from collections.abc import Iterable
from copy import copy

from agreements.models import Task
from dtracker.changes.actions import note_change

Served = Task.indicators.through


class Together:
    """Collects steps, and writes them with `write`."""

    def __init__(self, by) -> None:
        self.by = by
        self.new: list[Task] = []
        self.before: dict[int, Task] = {}
        self.changed: dict[int, Task] = {}
        self.lines: list[Task] = []
        self.served: list[tuple[Task, Iterable]] = []

    def add(self, task: Task, indicators: Iterable) -> None:
        """A new task, with its code."""
        self._stamp(task, "create", "")
        self.new.append(task)
        self.served.append((task, indicators))

    def hold(self, task: Task) -> None:
        """Keep the task as it stands, before its first step."""
        self.before[task.pk] = copy(task)

    def take(self, task: Task, step: str, words: str = "", *, serves: Iterable | None = None) -> None:
        """A step of a task that is held; it is copied as it stands now. None: it serves what it served."""
        self._stamp(task, step, words)
        self.changed[task.pk] = task
        self.lines.append(copy(task))
        if serves is not None:
            self.served.append((task, serves))

    def write(self) -> None:
        Task.objects.bulk_create(self.new)
        self._change()
        Task.history.bulk_history_create(self.new)
        Task.history.bulk_history_create(self.lines, update=True)
        Served.objects.filter(task__in=[task.pk for task, _serves in self.served]).delete()
        Served.objects.bulk_create(
            Served(task=task, indicator=each) for task, serves in self.served for each in dict.fromkeys(serves)
        )
        note_change()

    def _stamp(self, task: Task, step: str, words: str) -> None:
        task.version += 1
        task.said = words
        task._change_reason, task._history_user = step, self.by

    def _change(self) -> None:
        if not self.changed:
            return
        # Rows that were loaded in bulk have no history: they are kept as they were, before their first change.
        known = set(Task.history.filter(id__in=self.changed).values_list("id", flat=True))
        unknown = [self.before[pk] for pk in self.changed if pk not in known]
        for each in unknown:
            each._history_user = None  # who changes it now is not who wrote it
        Task.history.bulk_history_create(unknown)
        fixed = ("id", "code", "province")
        fields = [each.name for each in Task._meta.concrete_fields if each.name not in fixed]
        # One statement for many rows; an update with a CASE for each field takes a hundred times as long.
        Task.objects.bulk_create(
            self.changed.values(), update_conflicts=True, unique_fields=["id"], update_fields=fields
        )
