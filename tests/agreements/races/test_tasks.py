"""Two people and one task at the same moment: one is heard, the other is told; a double click adds one."""

from datetime import date

import pytest

from agreements.actions import many_tasks, progress, tasks
from agreements.actions.refusals import StaleTask
from agreements.actions.task_imports import TasksChanged, confirm, judged, print_of
from agreements.models import Task, TaskImport, TaskKeeper, TaskProduct
from agreements.queries.imported_tasks import TaskEntry
from tests import cast, make
from tests.indicators.races.start import done, refused, together

pytestmark = pytest.mark.usefixtures("transactional_db")
PEOPLE = 4
TODAY = date(2026, 11, 22)


class World:
    def __init__(self):
        self.place = cast.hai_duong()
        self.thu, self.minh = cast.thu(self.place), cast.minh(self.place)
        self.task = make.task(self.place)

    def move(self, day: int):
        return tasks.move_deadline(task=self.task, deadline=date(2027, 1, day), reason="x", version=1, by=self.thu)

    def add(self):
        empty = dict.fromkeys(("agreement", "programme", "body", "deadline"))
        return tasks.create(province=self.place, fields={**empty, "work_vi": "Mở lớp"}, by=self.thu)

    def hand_in(self, link: str):
        url = f"https://example.vn/{link}"
        return progress.hand_in(task=self.task, url=url, version=1, by=self.thu, today=TODAY)

    def handed_in(self) -> Task:
        """The product waits for Nam, the head of the group."""
        group, self.nam, self.hoa = make.body(self.place), cast.nam(self.place), cast.hoa()
        TaskKeeper.objects.create(body=group, user=self.nam, role="head")
        Task.objects.update(body=group)
        self.hand_in("a")
        return self.task

    def confirm(self, by):
        return progress.confirm(task=self.task, version=2, by=by, today=TODAY)

    def prepared(self, *entries: TaskEntry):
        """A file of Thu with these rows, and what its preview showed."""
        batch = TaskImport.objects.create(file_name="a.xlsx", size=1, digest="x", uploaded_by=self.thu)
        seen = print_of(judged(entries, by=self.thu))
        return lambda: confirm(batch=batch, entries=entries, seen=seen, by=self.thu)

    def changed(self, task: Task) -> TaskEntry:
        return TaskEntry(2, self.place, task.code, task.version, {"person": "Theo tệp"})


@pytest.fixture
def world() -> World:
    return World()


def test_of_many_moves_one_is_kept(world):
    answers = together(*(lambda n=n: world.move(n + 1) for n in range(PEOPLE)))
    [winner] = done(answers)
    assert [type(each) for each in refused(answers)] == [StaleTask] * (PEOPLE - 1)
    task = Task.objects.get()
    assert (task.deadline, task.version, task.history.count()) == (winner.deadline, 2, 2)


def test_the_same_task_added_many_times_is_one(world):
    answers = together(*(world.add for _click in range(PEOPLE)))
    assert {each.code for each in done(answers)} == {"hai-duong-nv-2"}
    assert Task.objects.count() == 2


def test_stopping_and_handing_in_at_once(world):
    answers = together(
        lambda: world.hand_in("a"), lambda: tasks.stop(task=world.task, reason="x", version=1, by=world.thu)
    )
    [winner] = done(answers)
    assert [type(each) for each in refused(answers)] == [StaleTask]
    assert Task.objects.get().state == winner.state
    assert TaskProduct.objects.count() == (1 if winner.state == "handed-in" else 0)


def test_a_product_is_confirmed_once(world):
    world.handed_in()
    answers = together(*(lambda by=by: world.confirm(by) for by in (world.nam, world.hoa, world.nam)))
    assert len(done(answers)) == 1
    assert [type(each) for each in refused(answers)] == [StaleTask] * 2
    reasons = Task.objects.get().history.values_list("history_change_reason", flat=True)
    assert (Task.objects.get().state, list(reasons).count("confirm")) == ("done", 1)


def test_a_product_is_confirmed_or_sent_back(world):
    world.handed_in()
    answers = together(
        lambda: world.confirm(world.nam),
        lambda: progress.send_back(task=world.task, reason="Thiếu chữ ký", version=2, by=world.hoa),
    )
    [winner] = done(answers)
    assert [type(each) for each in refused(answers)] == [StaleTask]
    task = Task.objects.get()
    assert (task.state, task.said, task.version) == (winner.state, winner.said, 3)


def test_of_two_changes_of_many_tasks_each_task_takes_one(world):
    found = [make.task(world.place) for _number in range(12)]

    def change(rows, name: str):
        versions = {each.pk: 1 for each in rows}
        fields = many_tasks.set_fields(fields={"person": name}, by=world.thu)
        return lambda: many_tasks.change_many(versions=versions, change=fields)

    first, second = done(together(change(found, "An"), change(found[::-1], "Bình")))
    assert sorted([len(first.changed), len(second.changed)]) == [0, 12]
    assert sorted([len(first.refused), len(second.refused)]) == [0, 12]
    assert len(set(Task.objects.filter(pk__in=[each.pk for each in found]).values_list("person", "version"))) == 1


def test_the_same_tasks_of_two_files_are_added_once(world):
    rows = [TaskEntry(row, world.place, given={"work_vi": f"Việc {row}"}) for row in range(2, 14)]
    answers = together(world.prepared(*rows), world.prepared(*rows))
    assert len(done(answers)) == 1
    assert [type(each) for each in refused(answers)] == [TasksChanged]
    assert Task.objects.count() == 13


def test_two_files_about_one_task(world):
    row = world.changed(world.task)
    answers = together(world.prepared(row), world.prepared(row))
    assert [len(done(answers)), *(type(each) for each in refused(answers))] == [1, TasksChanged]
    task = Task.objects.get()
    assert (task.person, task.version, task.history.count()) == ("Theo tệp", 2, 2)


def test_a_file_and_a_change_of_many(world):
    found = [make.task(world.place) for _number in range(12)]
    fields = many_tasks.set_fields(fields={"person": "Từ trang"}, by=world.thu)
    answers = together(
        world.prepared(*(world.changed(each) for each in found)),
        lambda: many_tasks.change_many(versions={each.pk: 1 for each in found[::-1]}, change=fields),
    )
    rows = set(Task.objects.filter(pk__in=[each.pk for each in found]).values_list("person", "version"))
    assert rows in ({("Theo tệp", 2)}, {("Từ trang", 2)})
    assert [type(each) for each in refused(answers)] in ([], [TasksChanged])


def test_a_file_and_a_task_added_on_the_page(world):
    row = TaskEntry(2, world.place, given={"work_vi": "Mở lớp"})
    answers = together(world.prepared(row), world.add)
    assert [type(each) for each in refused(answers)] in ([], [TasksChanged])
    assert Task.objects.filter(work_vi="Mở lớp").count() == 1
