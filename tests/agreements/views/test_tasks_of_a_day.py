"""Lists, board, roadmap and page of tasks on a past day: as they stood, with nothing to do on them."""

from datetime import UTC, date, datetime

import pytest

from agreements.actions import progress, tasks
from agreements.models import Task, TaskNote
from tests import cast, make

pytestmark = pytest.mark.django_db
MARCH, APRIL = date(2026, 3, 2), date(2026, 4, 2)
DAY = "?as_of=2026-03-10"


def at(task: Task, day: date) -> None:
    """As if its last line had been written on the day."""
    line = task.history.order_by("-history_id").first()
    line.history_date = datetime(day.year, day.month, day.day, 12, tzinfo=UTC)
    line.save()


class World:
    """Two tasks of March, of which one was moved and handed in in April; a third was added in April."""

    def __init__(self):
        self.place = cast.hai_duong()
        self.thu, self.lan, self.nam = cast.thu(self.place), cast.lan(self.place), cast.nam(self.place)
        self.group, self.share = make.body(self.place, name_en="Group"), make.indicator()
        agreement = make.agreement(self.place)
        places = {"body": self.group, "agreement": agreement, "programme": make.programme(agreement)}
        rows = {
            "late": {"deadline": date(2026, 3, 5), "serves": [self.share]} | places,
            "unclear": {"deadline": None, "person": "", "assignee": self.lan},
            "later": {"deadline": date(2026, 3, 20)},
        }
        self.made = {code: make.task(self.place, code=code, work_en=code, **fields) for code, fields in rows.items()}
        for code, task in self.made.items():
            task.history.update(history_change_reason="create", history_user=self.thu)
            at(task, APRIL if code == "later" else MARCH)
        TaskNote.objects.create(task=self.made["late"], on=MARCH, text_vi="Tháng Ba")
        TaskNote.objects.create(task=self.made["late"], on=APRIL, text_vi="Tháng Tư")
        late = self.made["late"]
        late = tasks.move_deadline(task=late, deadline=date(2026, 6, 1), reason="Chờ", version=1, by=self.thu)
        at(late, APRIL)
        progress.hand_in(task=late, url="https://example.vn", version=2, by=self.thu, today=APRIL)
        at(late, APRIL)
        late.products.update(added_at=datetime(2026, 4, 2, tzinfo=UTC))


def rows(client, query: str = "") -> list[tuple]:
    found = client.get(f"/tasks/{DAY}{query}").context["rows"]
    return [(each.line.work, each.line.deadline, each.line.late, each.report[:9]) for each in found]


LATE = ("late", "5/3/2026", "5 days overdue", "2/3/2026 ")
UNCLEAR = ("unclear", "", "", "")


def test_the_list_as_it_stood(english, world, django_assert_num_queries):
    english.force_login(world.thu)
    with django_assert_num_queries(9):
        page = english.get(f"/tasks/{DAY}")
    assert rows(english) == [LATE, UNCLEAR]
    assert page.context["answer"] == "1 task overdue, 1 not yet clear."
    assert [(each.group, each.words) for each in page.context["clear_lines"]] == [
        ("All groups", "1 of 2 clear"), ("Group", "1 of 1 clear"), ("No working group", "0 of 1 clear"),
    ]  # fmt: skip
    content = page.content.decode()
    assert "/tasks/new/" not in content
    assert "/tasks/import/" not in content
    assert "tasks.xlsx" not in content
    assert 'name="rows"' not in content
    assert 'name="confirm"' not in content


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("&overdue=on", [LATE]),
        ("&soon=on", []),
        ("&unclear=on", [UNCLEAR]),
        ("&confirm=on", [LATE, UNCLEAR]),
        ("&state=handed-in", []),
        ("&programme=hd-fpt-p1", [LATE]),
        ("&person=Tr%E1%BA%A7n+V%C4%83n+An", [LATE]),
        ("&mine=on", []),
        ("&sort=deadline", [UNCLEAR, LATE]),
        ("&sort=-work", [UNCLEAR, LATE]),
        ("&sort=person", [UNCLEAR, LATE]),
    ],
)
def test_narrowed_and_sorted_by_what_was_so_then(english, world, query, found):
    english.force_login(world.nam)
    assert rows(english, query) == found


def test_what_was_mine_then(english, world):
    english.force_login(world.lan)
    assert rows(english, "&mine=on") == [UNCLEAR]


def test_board_and_roadmap_as_they_stood(english, world):
    english.force_login(world.nam)
    columns = english.get(f"/tasks/board/{DAY}").context["columns"]
    assert [(each.state, each.count) for each in columns if each.count] == [("planned", 2)]
    assert [each.line.work for each in columns[0].lines] == ["late", "unclear"]
    page = english.get(f"/tasks/timeline/{DAY}")
    assert [each.title for each in page.context["quarters"]] == ["Q1 2026", "Without a deadline"]
    assert "The dotted line is the day of this page." in page.content.decode()
    assert "today, 10/3/2026" not in page.content.decode()


def test_the_page_of_a_task_as_it_stood(english, world, django_assert_num_queries):
    english.force_login(world.thu)
    with django_assert_num_queries(9):
        page = english.get(f"/tasks/late/{DAY}")
    sheet = page.context["sheet"]
    assert [words for words, _tone in sheet.marks] == ["Planned", "5 days overdue"]
    assert ([each.head for each in sheet.reports], sheet.products, sheet.moves, sheet.waits) == (
        ["2/3/2026"],
        [],
        [],
        "",
    )
    assert [each.sentence for each in sheet.told] == ["Thu added the task."]
    content = page.content.decode()
    assert '<form method="post"' not in content.replace("\n", "").partition("<main")[2]
    assert "/tasks/late/edit/" not in content


def test_before_there_was_the_task_its_page_says_so_and_shows_its_first_day(english, world):
    english.force_login(world.nam)
    page = english.get(f"/tasks/later/{DAY}")
    assert "On 10/3/2026 there was no later yet; it begins on 2/4/2026." in page.content.decode()
    assert page.context["sheet"].marks[0] == ("Planned", "")


def test_the_file_is_of_today_alone(english, world):
    english.force_login(world.nam)
    file = english.get(f"/tasks/tasks.xlsx{DAY}")
    assert (file.status_code, "There is no file of tasks of a past day" in file.text) == (404, True)
    assert english.get("/tasks/later/?as_of=2026-02-30").context["sheet"].line.deadline == "20/3/2026"
