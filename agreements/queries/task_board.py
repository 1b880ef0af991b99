"""Tasks by state, and along the calendar."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, F, QuerySet, Window
from django.db.models.functions import RowNumber

from agreements.enums import TaskState
from agreements.models import Task
from agreements.queries.tasks import with_notes

ON_BOARD = 20
"""Tasks of one state on the board; the list has the others."""
EARLIEST = [F("deadline").asc(nulls_last=True), F("pk").asc()]
NEWEST = [F("done_on").desc(nulls_last=True), *EARLIEST]
"""Of what is done, the last confirmed; nothing else has this day."""


@dataclass(frozen=True)
class Column:
    """The tasks of one state that come first, and how many there are."""

    state: TaskState
    tasks: Sequence[Task]
    count: int


def board(tasks: QuerySet[Task]) -> list[Column]:
    """A column for each state: by deadline, what is done the newest first. Three reads."""
    counts = dict(tasks.order_by().values_list("state").annotate(Count("pk")))
    placed = tasks.annotate(place=Window(RowNumber(), partition_by=F("state"), order_by=NEWEST))
    found = list(with_notes(placed.filter(place__lte=ON_BOARD)).order_by("place"))
    return [Column(state, [each for each in found if each.state == state], counts.get(state, 0)) for state in TaskState]


def by_deadline(tasks: QuerySet[Task]) -> QuerySet[Task]:
    """Along the calendar, tasks without a deadline last. Two reads when evaluated."""
    return with_notes(tasks).order_by(*EARLIEST)


def count_before(tasks: QuerySet[Task], today: date) -> int:
    """How many stand before the first whose deadline is to come. One read."""
    return tasks.filter(deadline__lt=today).count()
