"""A file of tasks confirmed: the rows and lines of history that single steps write, in few statements, all or none."""

from datetime import date

import pytest
from django.db import IntegrityError, connection
from django.test.utils import CaptureQueriesContext

from agreements.actions import tasks
from agreements.actions.task_imports import TasksChanged, confirm, judged, print_of
from agreements.actions.together import Together
from agreements.models import Task, TaskImport
from agreements.queries.imported_tasks import TaskEntry
from dtracker.changes.models import Change
from tests import cast, make

pytestmark = pytest.mark.django_db
LATER = date(2027, 3, 31)


class World:
    def __init__(self):
        self.place = cast.hai_duong()
        self.thu = cast.thu(self.place)
        self.share = make.indicator()

    def new(self, row: int) -> TaskEntry:
        return TaskEntry(row, self.place, given={"work_vi": f"Việc {row}", "person": "An"}, indicators=[self.share])

    def changed(self, task: Task, row: int = 2) -> TaskEntry:
        given = {"person": "Bình", "deadline": LATER}
        return TaskEntry(row, self.place, task.code, task.version, given, [self.share], reason="Chờ kinh phí")

    def confirm(self, entries: list[TaskEntry], seen: str = "") -> TaskImport:
        batch = TaskImport.objects.create(file_name="a.xlsx", size=1, digest="x", uploaded_by=self.thu)
        seen = seen or print_of(judged(entries, by=self.thu))
        return confirm(batch=batch, entries=entries, seen=seen, by=self.thu)


def lines(task: Task) -> list[dict]:
    """Its history, without what two tasks never share."""
    apart = ("history_id", "history_date", "id", "code")
    rows = task.history.order_by("history_id").values()
    return [{name: value for name, value in row.items() if name not in apart} for row in rows]


def test_the_same_rows_and_lines_as_single_steps_write(world):
    alone, together = make.task(world.place), make.task(world.place)
    tasks.edit(task=alone, fields={"person": "Bình"}, indicators=[world.share], version=1, by=world.thu)
    tasks.move_deadline(task=alone, deadline=LATER, reason="Chờ kinh phí", version=2, by=world.thu)
    fields = {**dict.fromkeys(tasks.EDITED), "work_vi": "Việc 3", "person": "An"}
    texts = dict.fromkeys(("work_en", "unit_vi", "unit_en", "product_vi", "product_en"), "")
    texts |= {"authority_vi": "", "authority_en": ""}
    added = tasks.create(province=world.place, fields=fields | texts, indicators=[world.share], by=world.thu)
    other = TaskEntry(3, world.place, given={"work_vi": "Việc 4", "person": "An"}, indicators=[world.share])
    batch = world.confirm([world.changed(together), other])
    imported = Task.objects.exclude(pk__in=[alone.pk, together.pk, added.pk]).get()
    assert (batch.new_count, batch.changed_count) == (1, 1)
    assert lines(together) == lines(alone)
    assert lines(imported) == [line | {"work_vi": "Việc 4"} for line in lines(added)]
    assert (added.code, imported.code) == ("hai-duong-nv-3", "hai-duong-nv-4")
    together.refresh_from_db()
    assert (together.person, together.deadline, together.version) == ("Bình", LATER, 3)
    assert [list(each.indicators.all()) for each in (together, imported)] == [[world.share]] * 2


def test_what_was_loaded_in_bulk_is_kept_as_it_was_before_its_first_change(world):
    task = make.task(world.place)
    task.history.all().delete()
    world.confirm([world.changed(task)])
    kept = task.history.order_by("history_id").values_list("history_change_reason", "person", "history_user__username")
    assert list(kept) == [("", task.person, None), ("edit_served", "Bình", "thu"), ("move", "Bình", "thu")]


def cost(world: World, count: int) -> int:
    """Statements for so many new rows and as many changed ones."""
    known = [make.task(world.place) for _each in range(count)]
    entries = [world.changed(each, row) for row, each in enumerate(known)]
    entries += [world.new(count + row) for row in range(count)]
    batch = TaskImport.objects.create(file_name="a.xlsx", size=1, digest="x", uploaded_by=world.thu)
    seen = print_of(judged(entries, by=world.thu))
    before = Change.objects.count()
    with CaptureQueriesContext(connection) as queries:
        confirm(batch=batch, entries=entries, seen=seen, by=world.thu)
    # Pages that are kept are made anew once: the batch is a row that was saved, the tasks are another.
    assert Change.objects.count() - before <= 2
    return len(queries)


def test_ten_times_the_rows_cost_hardly_more_statements(world):
    few, many = cost(world, 5), cost(world, 50)
    assert few == 19
    # SQLite takes so many values at once, and no more: some statements come in several pieces.
    assert many - few == (5 if connection.vendor == "sqlite" else 0)


def test_all_or_none(world, monkeypatch):
    task = make.task(world.place)
    entries = [world.changed(task), world.new(3)]

    def fails(self):
        raise IntegrityError

    with pytest.raises(TasksChanged):
        world.confirm(entries, seen="0" * 64)
    monkeypatch.setattr(Together, "_change", fails)
    with pytest.raises(TasksChanged):
        world.confirm(entries)
    assert (Task.objects.count(), task.history.count()) == (1, 1)


def test_a_file_that_is_confirmed_is_given_back_as_it_is(world):
    batch = world.confirm([world.new(2)])
    again = confirm(batch=batch, entries=[world.new(3)], seen="", by=world.thu)
    assert (again, Task.objects.count()) == (batch, 1)


def test_a_deadline_is_not_taken_away_and_a_first_one_needs_no_reason(world):
    given, without = make.task(world.place), make.task(world.place, deadline=None)
    gone = TaskEntry(2, world.place, given.code, 1, {"deadline": None})
    first = TaskEntry(3, world.place, without.code, 1, {"deadline": LATER})
    assert [bool(each.faults) for each in judged([gone, first], by=world.thu)] == [True, False]
    world.confirm([first])
    assert [line["history_change_reason"] for line in lines(without)] == [None, "edit"]
    without.refresh_from_db()
    assert without.deadline == LATER


def test_a_programme_takes_its_agreement_along_only_where_the_file_names_no_other(world):
    one, two = make.agreement(world.place, "hd-1"), make.agreement(world.place, "hd-2")
    task, other = make.task(world.place, agreement=one), make.programme(two)
    against = TaskEntry(2, world.place, task.code, 1, {"agreement": one, "programme": other})
    silent = TaskEntry(2, world.place, task.code, 1, {"programme": other})
    assert [each.faults for each in judged([against], by=world.thu)] == [["Chương trình này thuộc thỏa thuận khác."]]
    world.confirm([silent])
    task.refresh_from_db()
    assert (task.agreement, task.programme) == (two, other)
