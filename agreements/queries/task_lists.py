"""The tasks a person may see, on a day: narrowed, ordered and counted.

As of today the database does it; on a past day each task is put together first, so it is done here, by the same rules.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from agreements.deadlines import OPEN_STATES, days_overdue
from agreements.enums import Clear, TaskState
from agreements.models import Task
from agreements.queries import task_board, tasks
from agreements.queries.task_board import ON_BOARD, Column
from agreements.queries.task_days import as_they_stood, in_order, is_past, with_lines
from agreements.queries.tasks import CHOICES, NAMED, Clearness, Tally, Wanted, add_notes, fits, visible_to


@dataclass(frozen=True)
class Present:
    """As they stand today."""

    rows: QuerySet[Task]
    on: date

    def narrowed(self, wanted: Wanted) -> "Present":
        return Present(self.rows.filter(wanted.q(self.on)), self.on)

    def choices(self) -> list[dict]:
        return tasks.choices_among(self.rows)

    def tally(self) -> Tally:
        return tasks.tally(self.rows, self.on)

    def clearness(self) -> list[Clearness]:
        return tasks.clearness(self.rows)

    def by_urgency(self) -> QuerySet[Task]:
        return tasks.by_urgency(self.rows, self.on)

    def fill(self, shown: Sequence[Task]) -> None:
        """Add what the rows of a list show and is not read of all tasks. Here it was read with them."""

    def by_deadline(self) -> QuerySet[Task]:
        return task_board.by_deadline(self.rows)

    def count_before(self) -> int:
        return task_board.count_before(self.rows, self.on)

    def board(self) -> list[Column]:
        return task_board.board(self.rows)


@dataclass(frozen=True)
class Past:
    """As they stood on a day that is over. All rows are there already: only what is shown is read for."""

    rows: Sequence[Task]
    on: date

    def narrowed(self, wanted: Wanted) -> "Past":
        return Past([each for each in self.rows if fits(wanted, each, self.on)], self.on)

    def choices(self) -> list[dict]:
        return [_choice(each) for each in sorted(self.rows, key=_by_place)]

    def tally(self) -> Tally:
        still = [each for each in self.rows if each.state in OPEN_STATES]
        unclear = sum(not _is_clear(each) for each in still)
        return Tally(len(self.rows), len(still), sum(self._is_late(each) for each in still), unclear)

    def clearness(self) -> list[Clearness]:
        groups: dict[tuple, list[Task]] = defaultdict(list)
        for each in sorted(self.rows, key=_by_place):
            if each.state in OPEN_STATES:
                groups[each.province_id, each.body_id].append(each)
        return [
            Clearness(held[0].province, held[0].body, sum(map(_is_clear, held)), len(held)) for held in groups.values()
        ]

    def by_urgency(self) -> list[Task]:
        return sorted(in_order(self.rows), key=self._urgency)

    def fill(self, shown: Sequence[Task]) -> None:
        """Two reads."""
        add_notes(shown, self.on)

    def by_deadline(self) -> list[Task]:
        return in_order(self.rows)

    def count_before(self) -> int:
        return sum(each.deadline is not None and each.deadline < self.on for each in self.rows)

    def board(self) -> list[Column]:
        """Of what is done the newest first, as `task_board.board` has it. Two reads."""
        newest = sorted(in_order(self.rows), key=lambda each: each.done_on or date.min, reverse=True)
        columns = {state: [each for each in newest if each.state == state] for state in TaskState}
        found = [Column(state, held[:ON_BOARD], len(held)) for state, held in columns.items()]
        self.fill([each for column in found for each in column.tasks])
        return found

    def _is_late(self, task: Task) -> bool:
        return days_overdue(task.deadline, task.state, self.on) > 0

    def _urgency(self, task: Task) -> int:
        if self._is_late(task):
            return 0
        return 1 if task.state in OPEN_STATES else 2


def tasks_of(user, on: date) -> Present | Past:
    """What the person may see today, as it stood on the day. No read as of today, at most six on a past day."""
    visible = visible_to(user)
    if not is_past(on):
        return Present(visible, on)
    # Thousands of tasks name few rows: each of these is read once, and shared.
    return Past(as_they_stood(with_lines(visible.prefetch_related(*NAMED), on), on), on)


def _is_clear(task: Task) -> bool:
    return len(task.clear) == len(Clear)


def _by_place(task: Task) -> tuple:
    """By province, and within it by group, those of none last."""
    return task.province.sort_order, task.province_id, task.body_id is None, task.body_id or 0, task.person


def _choice(task: Task) -> dict:
    found: dict = {"person": task.person}
    for noun, fields in CHOICES.items():
        row = getattr(task, noun)
        found |= {f"{noun}__{field}": getattr(row, field) if row else None for field in fields}
    return found
