"""Tasks on a past day: state, deadline, persons and places of then, from the lines that steps wrote."""

from datetime import UTC, date, datetime

import pytest

from agreements.actions import progress, tasks
from agreements.enums import TaskState
from agreements.models import Task
from agreements.queries.bodies import Work, body_page, work_of_bodies
from agreements.queries.chain import tasks_with_served, what_serves
from agreements.queries.task_days import as_they_stood, with_lines
from agreements.queries.tasks import tasks_serving
from tests import cast, make

pytestmark = pytest.mark.django_db
DUE, LATER = date(2026, 12, 31), date(2027, 6, 30)
ADDED, MOVED, GIVEN, DONE = date(2026, 3, 2), date(2026, 4, 2), date(2026, 5, 2), date(2026, 6, 2)


def at(task: Task, day: date) -> None:
    """As if the last step had been taken on this day, an hour before midnight in Vietnam."""
    newest = task.history.order_by("-history_id").first()
    newest.history_date = datetime(day.year, day.month, day.day, 16, tzinfo=UTC)
    newest.save()


class World:
    """A task that Thu added, moved, gave to another unit and group; Lan handed in its product, Minh confirmed."""

    def __init__(self):
        self.place, self.share = cast.hai_duong(), make.indicator()
        self.thu, self.lan, self.minh = cast.thu(self.place), cast.lan(self.place), cast.minh(self.place)
        self.old, self.new = make.body(self.place, name_en="Old"), make.body(self.place, name_en="New")
        self.agreement = make.agreement(self.place)
        self.unit = make.unit(self.place, name_en="Department")
        texts = ("person", "unit_vi", "unit_en", "work_en", "product_vi", "product_en", "authority_vi", "authority_en")
        empty = dict.fromkeys(texts, "") | dict.fromkeys(("programme", "assignee", "unit", "starts_on"))
        fields = empty | {"work_vi": "Mở lớp", "unit_vi": "Văn phòng", "deadline": DUE}
        fields |= {"body": self.old, "agreement": self.agreement}
        task = tasks.create(province=self.place, fields=fields, indicators=[self.share], by=self.thu)
        at(task, ADDED)
        task = tasks.move_deadline(task=task, deadline=LATER, reason="Chờ", version=1, by=self.thu)
        at(task, MOVED)
        fields = {"unit": self.unit, "unit_vi": "", "body": self.new, "agreement": None, "person": "An"}
        task = tasks.edit(task=task, fields=fields, indicators=[self.share], version=2, by=self.thu)
        at(task, GIVEN)
        self.task = progress.hand_in(task=task, url="https://example.vn", version=3, by=self.thu, today=DONE)
        at(task, DONE)
        self.task = progress.confirm(task=task, version=4, by=self.minh, today=DONE)
        at(task, DONE)

    def on(self, day: date) -> Task | None:
        found = as_they_stood(with_lines(Task.objects.select_related("unit", "body"), day), day)
        return found[0] if found else None


def test_a_task_stands_as_its_steps_left_it(world):
    def stood(day: date) -> tuple:
        task = world.on(day)
        place = task.body.name_en, task.unit_name_vi, task.agreement_id
        return task.state, task.deadline, task.person, *place, task.done_on

    agreement, unit = world.agreement.pk, world.unit.name_vi
    assert world.on(date(2026, 3, 1)) is None
    assert stood(ADDED) == ("planned", DUE, "", "Old", "Văn phòng", agreement, None)
    assert stood(MOVED) == ("planned", LATER, "", "Old", "Văn phòng", agreement, None)
    assert stood(GIVEN) == ("planned", LATER, "An", "New", unit, None, None)
    assert stood(DONE) == ("done", LATER, "An", "New", unit, None, DONE)


def test_each_group_and_agreement_has_the_tasks_it_had(world):
    def held(day: date) -> list[int]:
        groups = [body_page(each.code, day).tasks for each in (world.old, world.new)]
        serving = what_serves(world.share, day, province=world.place).tasks
        cell = tasks_serving([world.share.pk], [world.place.pk], day)
        lists = [
            *groups,
            tasks_with_served(world.agreement, day),
            serving,
            [one for each in cell.values() for one in each],
        ]
        return [len(each) for each in lists]

    assert held(date(2026, 3, 1)) == [0, 0, 0, 0, 0]
    assert held(ADDED) == [1, 0, 1, 1, 1]
    assert held(GIVEN) == [0, 1, 0, 1, 1]
    assert held(date(2026, 11, 22)) == [0, 1, 0, 1, 1]
    assert work_of_bodies(MOVED) == {world.old.pk: Work(1, 1, 0, 0)}
    assert work_of_bodies(DONE) == {world.new.pk: Work(1, 0, 0, 0)}


def test_what_was_loaded_stands_as_it_was_loaded_and_is_not_done_before_its_day(world):
    told = make.task(world.place, state=TaskState.DONE, done_on=DONE, starts_on=ADDED)
    untold = make.task(world.place, state=TaskState.DONE, done_on=DONE, person="Bình")
    untold.history.all().delete()
    Task.objects.filter(pk=told.pk).update(person="Người sau")
    tasks.reopen(task=told, reason="x", version=1, by=world.thu)

    def stood(day: date) -> list[tuple]:
        found = as_they_stood(with_lines(Task.objects.filter(pk__in=[told.pk, untold.pk]).order_by("pk"), day), day)
        return [(each.state, each.person, each.done_on) for each in found]

    assert stood(DONE) == [("done", "Trần Văn An", DONE), ("done", "Bình", DONE)]
    assert stood(MOVED) == [("in-progress", "Trần Văn An", None), ("in-progress", "Bình", None)]
    assert stood(date(2026, 1, 1))[0] == ("planned", "Trần Văn An", None)


def test_one_read_whatever_their_number(world, django_assert_num_queries):
    for _number in range(3):
        make.task(world.place, body=world.new)
    with django_assert_num_queries(1):
        assert len(as_they_stood(with_lines(Task.objects.select_related("unit", "body"), GIVEN), GIVEN)) == 4
    with django_assert_num_queries(1):
        work_of_bodies(GIVEN)
