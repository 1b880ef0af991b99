"""Work on a task: started, reported on, handed in, confirmed by somebody else, or sent back."""

from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from agreements.actions import progress
from agreements.actions.refusals import NothingHandedIn, StaleTask
from agreements.enums import TaskState
from agreements.models import Task, TaskKeeper, TaskProduct
from agreements.workflow import WrongStep
from dtracker.accounts.access import NotAllowed
from dtracker.accounts.roles import Role
from indicators.actions.refusals import Barred, Faulty, NotTaken
from tests import cast, make

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 22)


class World:
    def __init__(self):
        self.place = cast.hai_duong()
        self.lan, self.minh, self.thu = cast.lan(self.place), cast.minh(self.place), cast.thu(self.place)
        self.task = make.task(self.place, assignee=self.lan)

    def take(self, step: str, by, **fields) -> Task:
        fields = {"version": Task.objects.get().version, "today": TODAY} | fields
        if step == "send_back":
            del fields["today"]
        return getattr(progress, step)(task=self.task, by=by, **fields)

    def hand_in(self, by, **fields):
        return self.take("hand_in", by, **({"url": "https://example.vn/bien-ban"} | fields))


def files() -> set[str]:
    storage = TaskProduct._meta.get_field("file").storage
    return set(storage.listdir("products")[1]) if storage.exists("products") else set()


def test_from_plan_to_confirmed(world):
    begun = world.take("start", world.lan)
    assert (begun.state, begun.starts_on) == (TaskState.IN_PROGRESS, TODAY)
    world.take("report", world.lan, text=" Được nửa ", on=date(2026, 11, 20), percent=50)
    note = world.task.notes.get()
    assert (note.text_vi, note.percent, note.on, note.by) == ("Được nửa", 50, date(2026, 11, 20), world.lan)
    before, upload = files(), SimpleUploadedFile("Biên bản.pdf", make.PDF)
    handed = world.hand_in(world.lan, url="", upload=upload, text="Xong")
    assert (handed.state, handed.handed_in_by) == (TaskState.HANDED_IN, world.lan)
    done = world.take("confirm", world.minh)
    assert (done.state, done.done_on, done.version) == (TaskState.DONE, TODAY, 5)
    reasons = done.history.order_by("history_id").values_list("history_change_reason", flat=True)
    assert list(reasons) == [None, "start", "report", "hand_in", "confirm"]
    product = done.products.get()
    assert (product.file_name, product.added_by, len(files() - before)) == ("Biên bản.pdf", world.lan, 1)


def test_a_report_begins_planned_work_and_who_is_not_assigned_reports_nothing(world):
    assert world.take("report", world.lan, text="Bắt đầu", on=TODAY).state == TaskState.IN_PROGRESS
    with pytest.raises(NotAllowed):
        world.take("report", cast.nam(world.place), text="x", on=TODAY)
    # Who keeps the tasks reports on all of them.
    assert world.take("report", world.thu, text="Đã gọi điện", on=TODAY).version == 3


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"text": " "}, "text"),
        ({"on": TODAY + timedelta(days=1)}, "on"),
        ({"percent": 101}, "percent"),
        ({"percent": -1}, "percent"),
    ],
)
def test_a_report_that_cannot_be_is_refused(world, fields, field):
    with pytest.raises(Faulty) as refusal:
        world.take("report", world.lan, **({"text": "x", "on": TODAY} | fields))
    assert [each[0] for each in refusal.value.faults] == [field]
    assert Task.objects.get().version == 1


def test_a_product_is_a_link_or_a_file_of_a_kind_that_is_taken(world):
    before = files()
    with pytest.raises(Faulty):
        world.hand_in(world.lan, url="")
    with pytest.raises(NotTaken):
        world.hand_in(world.lan, url="", upload=SimpleUploadedFile("a.exe", b"MZ"))
    with pytest.raises(StaleTask):
        world.hand_in(world.lan, url="", upload=SimpleUploadedFile("a.pdf", make.PDF), version=7)
    assert (TaskProduct.objects.count(), files()) == (0, before)


def test_nobody_confirms_what_they_handed_in(world):
    hoa = cast.hoa()
    world.hand_in(hoa)
    for step in ("confirm", "send_back"):
        with pytest.raises(Barred):
            world.take(step, hoa, **({"reason": "x"} if step == "send_back" else {}))
    with pytest.raises(NotAllowed):
        world.take("confirm", world.thu)
    assert world.take("confirm", world.minh).state == TaskState.DONE


def test_nobody_confirms_their_own_product_that_others_hand_in_anew(world):
    hoa = cast.hoa()
    world.hand_in(hoa)
    world.take("send_back", world.minh, reason="Thiếu chữ ký")
    world.hand_in(world.lan, url="")
    with pytest.raises(Barred):
        world.take("confirm", hoa)
    world.take("send_back", world.minh, reason="Thiếu chữ ký")
    world.hand_in(world.lan)
    assert world.take("confirm", hoa).state == TaskState.DONE


def test_sent_back_with_a_reason_and_handed_in_again_with_what_is_there(world):
    world.hand_in(world.lan)
    with pytest.raises(Faulty):
        world.take("send_back", world.minh, reason="")
    back = world.take("send_back", world.minh, reason="Thiếu chữ ký")
    assert (back.state, back.handed_in_by, back.said) == (TaskState.IN_PROGRESS, None, "Thiếu chữ ký")
    assert world.hand_in(world.lan, url="").state == TaskState.HANDED_IN
    assert world.task.products.count() == 1


def headed(world: World) -> World:
    """The group of the task has Nam for its head; Thu keeps it."""
    world.nam, group = cast.nam(world.place), make.body(world.place)
    for person, role in ((world.thu, "secretary"), (world.nam, "head")):
        TaskKeeper.objects.create(body=group, user=person, role=role)
    Task.objects.update(body=group)
    return world


def test_the_head_of_the_group_confirms_and_sends_back_and_no_reviewer(world):
    headed(world)
    world.hand_in(world.lan)
    for step in ("confirm", "send_back"):
        for person in (world.minh, world.thu, world.lan):
            with pytest.raises(NotAllowed):
                world.take(step, person, **({"reason": "x"} if step == "send_back" else {}))
    world.take("send_back", world.nam, reason="Thiếu chữ ký")
    world.hand_in(world.lan)
    assert world.take("confirm", world.nam).state == TaskState.DONE


def test_an_admin_confirms_in_place_of_the_head_and_a_reviewer_what_the_head_handed_in(world):
    headed(world)
    world.hand_in(world.lan)
    assert world.take("confirm", cast.hoa()).state == TaskState.DONE
    Task.objects.update(state=TaskState.IN_PROGRESS, assignee=world.nam, handed_in_by=None)
    world.hand_in(world.nam)
    with pytest.raises(Barred):
        world.take("confirm", world.nam)
    assert world.take("confirm", world.minh).state == TaskState.DONE


def test_a_head_who_cannot_see_the_tasks_of_the_group_holds_nothing_up(world):
    headed(world)
    world.hand_in(world.lan)
    world.nam.memberships.update(until=date(2026, 1, 1))
    assert world.take("confirm", world.minh).state == TaskState.DONE


def test_without_a_product_nothing_is_done(world):
    Task.objects.update(state=TaskState.HANDED_IN)
    with pytest.raises(NothingHandedIn):
        world.take("confirm", world.minh)
    Task.objects.update(state=TaskState.PLANNED)
    with pytest.raises(WrongStep):
        world.take("confirm", world.minh)


def test_a_reviewer_elsewhere_confirms_nothing_here(world):
    world.hand_in(world.lan)
    binh = cast.person("binh", Role.REVIEWER, cast.ha_giang())
    with pytest.raises(NotAllowed):
        world.take("confirm", binh)
