"""Tasks added, edited, moved, stopped and taken up again: what is kept, what is refused."""

from datetime import date

import pytest
from django.utils import translation

from agreements.actions import tasks
from agreements.actions.refusals import NothingChanged, StaleTask
from agreements.enums import TaskState
from agreements.models import Task, TaskKeeper
from agreements.workflow import WrongStep
from dtracker.accounts.access import NotAllowed
from dtracker.accounts.roles import Role
from indicators.actions.refusals import Faulty
from tests import cast, make

pytestmark = pytest.mark.django_db
DUE = date(2026, 12, 31)
EMPTY = dict.fromkeys(("agreement", "programme", "body", "assignee", "starts_on", "deadline"))


class World:
    def __init__(self):
        self.place = cast.hai_duong()
        self.thu, self.minh = cast.thu(self.place), cast.minh(self.place)
        self.task = make.task(self.place, deadline=DUE)

    def edit(self, *, version=1, serves=(), by=None, **fields):
        return tasks.edit(task=self.task, fields=fields, indicators=serves, version=version, by=by or self.thu)

    def move(self, deadline, *, reason="Chờ kinh phí", version=1):
        return tasks.move_deadline(task=self.task, deadline=deadline, reason=reason, version=version, by=self.thu)


def steps(task: Task) -> list:
    return list(task.history.order_by("history_id").values_list("history_change_reason", "history_user__username"))


def test_the_secretary_adds_a_task_and_a_double_click_adds_one(world):
    share, agreement = make.indicator(), make.agreement(world.place)
    fields = {**EMPTY, "work_vi": "Mở lớp", "person": "An", "programme": make.programme(agreement)}
    made = tasks.create(province=world.place, fields=fields, indicators=[share], by=world.thu)
    again = tasks.create(province=world.place, fields=fields, indicators=[share], by=world.thu)
    assert again.pk == made.pk
    assert (made.code, made.state, made.version, made.agreement) == ("hai-duong-nv-2", "planned", 1, agreement)
    assert list(made.indicators.all()) == [share]
    assert steps(made) == [("create", "thu")]


@pytest.mark.parametrize("who", ["lan", "minh", "nam"])
def test_who_keeps_no_tasks_adds_none(world, who):
    person = world.minh if who == "minh" else getattr(cast, who)(world.place)
    with pytest.raises(NotAllowed):
        tasks.create(province=world.place, fields={**EMPTY, "work_vi": "Mở lớp"}, by=person)
    assert Task.objects.count() == 1


def test_what_does_not_fit_together_is_named(world):
    elsewhere = cast.ha_giang()
    other = make.agreement(elsewhere, "hg")
    fields = {
        **EMPTY,
        "work_vi": "",
        "programme": make.programme(make.agreement(world.place)),
        "agreement": other,
        "body": make.body(elsewhere),
        "assignee": cast.quang(elsewhere),
        "starts_on": date(2027, 1, 1),
        "deadline": DUE,
    }
    with pytest.raises(Faulty) as refusal:
        tasks.create(province=world.place, fields=fields, by=world.thu)
    assert [field for field, _words in refusal.value.faults] == [
        "work_vi", "agreement", "programme", "body", "assignee", "starts_on",
    ]  # fmt: skip


def test_editing_keeps_what_was_there_and_who_changed_it(world):
    share = make.indicator()
    done = world.edit(person="Lê Thị Bình", deadline=date(2030, 1, 1), serves=[share])
    # A deadline that is given is moved by a step of its own.
    assert (done.person, done.deadline, done.version, done.state) == ("Lê Thị Bình", DUE, 2, "planned")
    assert steps(done) == [(None, None), ("edit_served", "thu")]
    with pytest.raises(NothingChanged):
        world.edit(person="Lê Thị Bình", serves=[share], version=2)
    with pytest.raises(Faulty):
        world.edit(work_vi="", serves=[share], version=2)


def test_a_first_deadline_is_given_without_a_reason(world):
    Task.objects.update(deadline=None)
    assert world.edit(deadline=DUE).deadline == DUE


def test_who_saw_an_older_version_is_told(world):
    world.edit(person="Lê Thị Bình")
    with translation.override("en"), pytest.raises(StaleTask, match="“Open 45 support points” was changed meanwhile"):
        world.edit(person="Người khác", version=1)
    assert Task.objects.get().person == "Lê Thị Bình"


def test_a_deadline_moves_with_a_reason_and_its_history_stays(world):
    later, latest = date(2027, 3, 31), date(2027, 6, 30)
    world.move(later)
    moved = world.move(latest, reason="Chờ mặt bằng", version=2)
    rows = moved.history.order_by("history_id").values_list("deadline", "said")
    assert list(rows) == [(DUE, ""), (later, "Chờ kinh phí"), (latest, "Chờ mặt bằng")]


@pytest.mark.parametrize(("deadline", "reason", "field"), [(DUE, "x", "deadline"), (date(2027, 1, 1), "  ", "reason")])
def test_a_move_to_the_same_day_or_without_a_reason_is_refused(world, deadline, reason, field):
    with pytest.raises(Faulty) as refusal:
        world.move(deadline, reason=reason)
    assert [each[0] for each in refusal.value.faults] == [field]


def test_stopped_with_a_reason_and_taken_up_again(world):
    stopped = tasks.stop(task=world.task, reason="Không còn cần", version=1, by=world.thu)
    assert (stopped.state, stopped.stop_reason) == (TaskState.STOPPED, "Không còn cần")
    with pytest.raises(WrongStep):
        world.edit(person="x", version=2)
    again = tasks.reopen(task=world.task, reason="Lại cần", version=2, by=world.thu)
    assert (again.state, again.stop_reason, again.said) == (TaskState.IN_PROGRESS, "", "Lại cần")
    assert [each[0] for each in steps(again)] == [None, "stop", "reopen"]


def test_a_group_with_keepers_is_closed_to_other_secretaries(world):
    lien, hoa = cast.person("lien", Role.SECRETARY, world.place), cast.hoa()
    group = make.body(world.place)
    TaskKeeper.objects.create(body=group, user=lien)
    with pytest.raises(NotAllowed):
        world.edit(body=group)
    Task.objects.update(body=group)
    with pytest.raises(NotAllowed):
        world.move(date(2027, 1, 1))
    assert world.edit(person="Do Liên", by=lien).version == 2
    assert world.edit(person="Do Hoa", by=hoa, version=2).version == 3
    # An admin of another province is here what her other role makes her.
    van = cast.person("van", Role.ADMIN, cast.ha_giang())
    van.memberships.create(role=Role.SECRETARY, province=world.place)
    with pytest.raises(NotAllowed):
        world.edit(person="Do Vân", by=van, version=3)


def test_a_head_alone_closes_the_group_to_no_secretary(world):
    group = make.body(world.place)
    TaskKeeper.objects.create(body=group, user=world.minh, role="head")
    assert world.edit(body=group).body == group


def test_what_was_loaded_in_bulk_is_kept_before_its_first_change(world):
    world.task.history.all().delete()
    world.edit(person="Lê Thị Bình")
    kept = world.task.history.order_by("history_id").values_list("person", "history_user__username")
    assert list(kept) == [("Trần Văn An", None), ("Lê Thị Bình", "thu")]


def test_a_unit_of_elsewhere_or_named_twice_and_a_deadline_before_the_beginning(world):
    here, elsewhere = make.unit(world.place), make.unit(cast.ha_giang(), "so-hg")
    for fields, field in (({"unit": elsewhere, "unit_vi": ""}, "unit"), ({"unit": here}, "unit_vi")):
        with pytest.raises(Faulty) as refusal:
            world.edit(**fields)
        assert [name for name, _words in refusal.value.faults] == [field]
    Task.objects.update(starts_on=DUE)
    with pytest.raises(Faulty):
        world.move(date(2026, 1, 1))
