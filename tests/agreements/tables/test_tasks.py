"""Tasks in words: the meter, the sentence, the newest report."""

from datetime import date

import pytest
from django.utils import translation

from agreements.enums import TaskState
from agreements.models import Task, TaskNote
from agreements.queries.tasks import Tally, by_urgency
from agreements.tables.tasks import NAMED, answer_words, clear_words, meter_of, named_of, task_line, task_rows
from tests import cast, make

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("found", "sentence"),
    [
        (Tally(0, 0, 0, 0), "No task is held here yet."),
        (Tally(9, 5, 0, 0), "No task is overdue, and every open task is clear."),
        (Tally(9, 5, 1, 0), "1 task overdue; every open task is clear."),
        (Tally(9, 5, 4, 5), "4 tasks overdue, 5 not yet clear."),
        (Tally(9, 5, 0, 2), "No task overdue, 2 not yet clear."),
    ],
)
def test_the_sentence(found, sentence):
    with translation.override("en"):
        assert answer_words(found) == sentence


def test_the_meter_keeps_its_order():
    with translation.override("en"):
        meter = meter_of(Task(person="", work_vi="a", deadline=None, unit_vi="b", product_vi=""))
    assert meter.parts == [
        ("Person", False), ("Work", True), ("Deadline", False), ("Responsible unit", True), ("Product", False),
    ]  # fmt: skip
    assert meter.count == 2


@pytest.mark.parametrize(
    ("fields", "late", "closing", "is_open"),
    [
        ({"deadline": date(2026, 11, 21)}, "1 day overdue", "", True),
        ({"deadline": TODAY}, "", "", True),
        (
            {"deadline": date(2026, 1, 1), "state": TaskState.DONE, "done_on": date(2026, 2, 3)},
            "",
            "done on 3/2/2026",
            False,
        ),
        ({"state": TaskState.STOPPED, "stop_reason": "no money"}, "", "no money", False),
    ],
)
def test_deadline_and_state_of_a_line(fields, late, closing, is_open):
    with translation.override("en"):
        line = task_line(Task(code="t1", **fields), TODAY)
    assert (line.late, line.closing, line.is_open, line.url) == (late, closing, is_open, "/tasks/t1/")


def test_how_many_open_tasks_are_clear():
    clear = {"person": "a", "work_vi": "b", "deadline": TODAY, "unit_vi": "c", "product_vi": "d"}
    tasks = [Task(**clear), Task(work_vi="b"), Task(**clear, state=TaskState.DONE)]
    with translation.override("en"):
        assert (clear_words(tasks), clear_words(tasks[2:])) == ("1 of 2 clear", "")


def test_of_many_tasks_open_ones_are_named():
    done, still = Task(state=TaskState.DONE), [Task(work_vi=str(number)) for number in range(NAMED)]
    with translation.override("en"):
        assert named_of([done, *still[1:]]) == ([done, *still[1:]], "")
        assert named_of([done, *still]) == (still, "1 more task")


@pytest.mark.django_db
def test_a_row_links_what_it_serves_and_tells_the_newest_report():
    place = cast.hai_duong()
    made = make.agreement(place)
    share = make.indicator(short_vi="Hồ sơ tỉnh")
    task = make.task(place, agreement=made, programme=make.programme(made), serves=[share])
    TaskNote.objects.create(task=task, on=date(2026, 9, 28), text_vi="Đã mở 24.600 tài khoản.", percent=65)
    (row,) = task_rows(by_urgency(Task.objects.all(), TODAY), TODAY)
    assert row.served == [("Hồ sơ tỉnh", "/provinces/hai-duong/indicators/ho-so-tinh/")]
    assert row.report == "28/9/2026 · 65% · Đã mở 24.600 tài khoản."
    assert (row.programme, row.agreement_url, row.is_made_up) == ("Chương trình 1", "/agreements/hd-fpt/", False)
