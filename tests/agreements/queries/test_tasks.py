"""Tasks as the database answers them: scope, order, filters, counts."""

from datetime import date

import pytest
from django.utils import timezone

from agreements.enums import TaskState
from agreements.models import Task, TaskNote
from agreements.queries.tasks import (
    UNCLEAR,
    Tally,
    Wanted,
    by_urgency,
    choices_among,
    tally,
    tasks_serving,
    visible_to,
)
from tests import cast, make

TODAY = date(2026, 11, 22)
pytestmark = pytest.mark.django_db


@pytest.fixture
def hai_duong():
    return cast.hai_duong()


def works(tasks) -> list[str]:
    return [each.work_vi for each in tasks]


def test_a_person_sees_the_tasks_of_the_own_province_only(hai_duong):
    mine = make.task(hai_duong)
    make.task(cast.ha_giang())
    assert list(visible_to(cast.nam(hai_duong))) == [mine]
    assert visible_to(cast.hoa()).count() == 2
    assert list(visible_to(cast.person("vu", None))) == []


def test_the_longest_overdue_come_first_and_closed_ones_last(hai_duong):
    done = {"state": TaskState.DONE, "done_on": date(2026, 1, 1)}
    make.task(hai_duong, work_vi="xong", deadline=date(2025, 1, 1), **done)
    make.task(hai_duong, work_vi="không hạn", deadline=None)
    make.task(hai_duong, work_vi="sắp tới", deadline=date(2026, 12, 1))
    make.task(hai_duong, work_vi="hôm nay", deadline=TODAY)
    make.task(hai_duong, work_vi="trễ ít", deadline=date(2026, 11, 21))
    make.task(hai_duong, work_vi="trễ nhiều", deadline=date(2026, 1, 1))
    assert works(by_urgency(Task.objects.all(), TODAY)) == [
        "trễ nhiều", "trễ ít", "hôm nay", "sắp tới", "không hạn", "xong",
    ]  # fmt: skip


def test_the_newest_note_comes_along(hai_duong):
    task = make.task(hai_duong)
    TaskNote.objects.create(task=task, on=date(2026, 5, 1), text_vi="mới", percent=40)
    TaskNote.objects.create(task=task, on=date(2026, 4, 1), text_vi="cũ", percent=80)
    (found,) = by_urgency(Task.objects.all(), TODAY)
    assert (found.note_on, found.note_text_vi, found.note_percent) == (date(2026, 5, 1), "mới", 40)


@pytest.mark.parametrize("missing", ["person", "work_vi", "unit_vi", "product_vi", "deadline"])
def test_the_database_knows_the_same_unclear_tasks_as_the_model(hai_duong, missing):
    make.task(hai_duong)
    unclear = make.task(hai_duong, **{missing: None if missing == "deadline" else ""})
    assert (
        list(Task.objects.filter(UNCLEAR)) == [unclear] == [each for each in Task.objects.all() if len(each.clear) < 5]
    )


def test_the_tally_counts_open_tasks_only(hai_duong):
    make.task(hai_duong, deadline=date(2026, 1, 1))
    make.task(hai_duong, person="")
    make.task(hai_duong, person="", deadline=None, state=TaskState.STOPPED, stop_reason="thôi")
    make.task(hai_duong, deadline=date(2026, 1, 1), state=TaskState.DONE, done_on=date(2026, 2, 1))
    assert tally(Task.objects.all(), TODAY) == Tally(total=4, open=2, overdue=1, unclear=1)


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ({}, ["a", "b", "c"]),
        ({"province": "ha-giang"}, ["c"]),
        ({"agreement": "hd-fpt"}, ["a"]),
        ({"programme": "hd-fpt-p1"}, ["a"]),
        ({"group": "to-1"}, ["b"]),
        ({"person": "Lê Thị Bình"}, ["b"]),
        ({"state": "planned"}, ["a", "b"]),
        ({"is_overdue": True}, ["b"]),
        ({"is_unclear": True}, ["a"]),
        ({"is_unclear": True, "is_overdue": True}, []),
    ],
)
def test_what_a_list_is_narrowed_to(hai_duong, wanted, found):
    made = make.agreement(hai_duong)
    make.task(hai_duong, work_vi="a", agreement=made, programme=make.programme(made), product_vi="")
    group = make.body(hai_duong, code="to-1")
    make.task(hai_duong, work_vi="b", body=group, person="Lê Thị Bình", deadline=date(2026, 1, 1))
    make.task(cast.ha_giang(), work_vi="c", state=TaskState.STOPPED, stop_reason="thôi", unit_vi="")
    assert works(Task.objects.filter(Wanted(**wanted).q(TODAY)).order_by("work_vi")) == found


def test_choices_are_what_occurs_once(hai_duong):
    made = make.agreement(hai_duong)
    first = make.programme(made)
    for _ in range(3):
        make.task(hai_duong, agreement=made, programme=first)
    (row,) = choices_among(Task.objects.all())
    assert (row["province__slug"], row["programme__code"], row["body__code"], row["person"]) == (
        "hai-duong", "hd-fpt-p1", None, "Trần Văn An",
    )  # fmt: skip


def test_tasks_serving_are_found_by_province_and_indicator_in_one_read(hai_duong, django_assert_num_queries):
    share, rank, ha_giang = make.indicator(), make.rank_indicator(), cast.ha_giang()
    both = make.task(hai_duong, serves=[share, rank], deadline=date(2026, 1, 1))
    one = make.task(hai_duong, serves=[share], deadline=date(2026, 2, 1))
    other = make.task(ha_giang, serves=[share])
    with django_assert_num_queries(1):
        found = tasks_serving([share.pk, rank.pk], [hai_duong.pk, ha_giang.pk], timezone.localdate())
    assert found == {
        (hai_duong.pk, share.pk): [both, one],
        (hai_duong.pk, rank.pk): [both],
        (ha_giang.pk, share.pk): [other],
    }
    assert tasks_serving([rank.pk], [ha_giang.pk], timezone.localdate()) == {}
