"""Two people and one task at the same moment: one is heard, the other is told; a double click adds one."""

from datetime import date

import pytest

from agreements.actions import progress, tasks
from agreements.actions.refusals import StaleTask
from agreements.models import Task, TaskProduct
from tests import cast, make
from tests.indicators.races.start import done, refused, together

pytestmark = pytest.mark.usefixtures("transactional_db")
PEOPLE = 4


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
        return progress.hand_in(task=self.task, url=url, version=1, by=self.thu, today=date(2026, 11, 22))


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
