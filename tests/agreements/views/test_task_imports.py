"""Tasks as a file: what is downloaded can be imported again; a file is stored as a whole or not at all."""

from datetime import date
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import load_workbook

from agreements.enums import TaskState
from agreements.imports import reading
from agreements.models import Task, TaskImport, TaskKeeper
from dtracker.files.sheets import xlsx
from dtracker.files.sheets.cells import Limits
from tests import cast, make

pytestmark = pytest.mark.django_db
IMPORT, FILE = "/tasks/import/", "/tasks/tasks.xlsx"


@pytest.fixture
def secretary(english, hai_duong):
    english.force_login(cast.thu(hai_duong))
    return english


def upload(client, *lines: str):
    file = SimpleUploadedFile("nhiem-vu.csv", "\n".join(lines).encode())
    return client.post(IMPORT, {"file": file}, follow=True)


def confirm(client, response):
    preview, batch = response.context["preview"], response.context["batch"]
    return client.post(f"{IMPORT}{batch.pk}/confirm/", {"seen": preview.seen}, follow=True)


def kinds(response) -> list[tuple]:
    return [(each.row, each.kind.value) for each in response.context["preview"].lines]


def test_what_is_downloaded_changes_nothing_and_a_changed_row_changes_its_task(secretary, hai_duong):
    agreement, share = make.agreement(hai_duong), make.indicator()
    programme, group = make.programme(agreement), make.body(hai_duong)
    task = make.task(
        hai_duong,
        code="t1",
        agreement=agreement,
        programme=programme,
        body=group,
        serves=[share],
        person="=1+1",
        product_vi="Biên bản\nbàn giao",
    )
    content = secretary.get(FILE).content
    book = load_workbook(BytesIO(content))
    sheet = book.worksheets[0]
    assert [cell.value for cell in sheet[2]][:7] == [
        "t1@1", "Hai Duong (hai-duong)", "Mở 45 điểm hỗ trợ", "'=1+1", "Sở Nội vụ", None, sheet["G2"].value,
    ]  # fmt: skip
    response = secretary.post(IMPORT, {"file": SimpleUploadedFile("a.xlsx", content)}, follow=True)
    assert (kinds(response), response.context["preview"].can_be_confirmed) == ([(2, "same")], False)
    sheet["D2"], sheet["G2"], sheet["H2"], sheet["N2"] = "Lê Thị Bình", date(2027, 3, 31), "Chờ kinh phí", None
    file = BytesIO()
    book.save(file)
    response = secretary.post(IMPORT, {"file": SimpleUploadedFile("a.xlsx", file.getvalue())}, follow=True)
    (line,) = response.context["preview"].lines
    assert line.changes == [
        "Person: =1+1 → Lê Thị Bình",
        "Deadline: 31/12/2026 → 31/3/2027",
        f"Indicators served: {share} → –",
    ]
    response = confirm(secretary, response)
    assert [str(each) for each in response.context["messages"]] == ["1 task imported."]
    task.refresh_from_db()
    assert (task.person, task.deadline, task.said, task.indicators.count()) == (
        "Lê Thị Bình", date(2027, 3, 31), "Chờ kinh phí", 0,
    )  # fmt: skip
    reasons = task.history.order_by("history_id").values_list("history_change_reason", flat=True)
    assert list(reasons) == [None, "edit_served", "move"]


def test_provinces_of_the_same_name_are_told_apart(english):
    new = cast.province("hai-phong", "Hải Phòng", started_on=date(2025, 7, 1))
    old = cast.province("hai-phong-2008", "Hải Phòng", name_en="Hai Phong", ended_on=cast.MERGED, successor=new)
    for place, work in ((old, "Trước"), (new, "Sau")):
        make.task(place, code=f"of-{place.slug}", work_vi=work)
    english.force_login(cast.hoa())
    content = english.get(FILE).content
    rows = list(load_workbook(BytesIO(content)).worksheets[0].iter_rows(min_row=2, values_only=True))
    assert {row[1:3] for row in rows} == {("Hai Phong (hai-phong-2008)", "Trước"), ("Hai Phong (hai-phong)", "Sau")}
    response = english.post(IMPORT, {"file": SimpleUploadedFile("a.xlsx", content)}, follow=True)
    assert {kind for _row, kind in kinds(response)} == {"same"}
    confirm(english, upload(english, "Việc;Tỉnh", "Mới;Hải Phòng (hai-phong)"))
    assert Task.objects.get(work_vi="Mới").province == new
    (line,) = upload(english, "Việc;Tỉnh", "Mới;Hải Phòng").context["preview"].lines
    assert line.kind == "error"


def test_new_rows_are_added_and_the_same_file_twice_adds_them_once(secretary, hai_duong):
    make.programme(make.agreement(hai_duong))
    lines = ("Việc;Người;Thời hạn;Chương trình;Cột lạ", "Mở lớp;An;31/12/2026;hd-fpt-p1;x", "Mua máy;;;;")
    response = upload(secretary, *lines)
    assert (kinds(response), response.context["preview"].not_read) == ([(2, "new"), (3, "new")], ["Cột lạ"])
    assert response.context["preview"].lines[0].changes == [
        "Person: An",
        "Deadline: 31/12/2026",
        "Programme: Programme 1",
    ]
    confirm(secretary, response)
    assert set(Task.objects.values_list("code", "person", "programme__code")) == {
        ("hai-duong-nv-1", "An", "hd-fpt-p1"),
        ("hai-duong-nv-2", "", None),
    }
    assert kinds(upload(secretary, *lines)) == [(2, "same"), (3, "same")]


def test_each_error_is_told_with_its_cell_and_nothing_is_stored(secretary, hai_duong):
    make.task(hai_duong, code="t1")
    make.task(hai_duong, code="t2", state=TaskState.DONE, done_on=date(2026, 1, 1))
    closed = make.body(hai_duong, code="to-1")
    TaskKeeper.objects.create(body=closed, user=cast.hoa())
    make.task(cast.ha_giang(), code="t9")
    response = upload(
        secretary,
        "Khóa;Tỉnh;Việc;Người;Thời hạn;Lý do;Tổ công tác;Mã chỉ số",
        "t1@1;hai-duong;Mở 45 điểm hỗ trợ;An;1/1/2027;;;",
        "t1@7;hai-duong;Mở 45 điểm hỗ trợ;An;31/12/2026;;;",
        "t2@1;hai-duong;Mở lớp;An;31/12/2026;;;",
        "t9@1;hai-duong;Mở lớp;An;31/12/2026;;;",
        ";Hà Giang;Mở lớp;An;31/12/2026;;;",
        ";;Mở lớp;An;31/2/2026;;;nope",
        ";;;An;;;;",
        ";;Mở lớp;An;;;to-1;",
        "x;;Mở lớp;;26/3/0026;;to-9;",
    )
    faults = {line.row: list(line.faults) for line in response.context["preview"].lines}
    assert faults == {
        2: ["Say in the column “Why the deadline is moved” why it is moved."],
        3: ["The task was changed after the file was made. Download it again."],
        4: ["The task is closed or waits for confirmation, so a file does not change this."],
        5: ["There is no task with the key “t9”."],
        6: ["No province whose tasks you keep is called “Hà Giang”."],
        7: [
            "E · Deadline “31/2/2026”: Write a day as 26/3/2025.",
            "H · Indicators served “nope”: There is no indicator with the code nope.",
        ],
        8: ["Write the work."],
        9: ["Your role does not allow: Keep the tasks of working groups."],
        10: [
            "The key of the row says “x”, which is none. Download the file again.",
            "E · Deadline “26/3/0026”: Write a day as 26/3/2025.",
            "G · Working group “to-9”: The province has none, or more than one, of this code or name.",
        ],
    }
    batch = response.context["batch"]
    refused = secretary.post(f"{IMPORT}{batch.pk}/confirm/", {"seen": response.context["preview"].seen})
    assert (refused.status_code, Task.objects.count()) == (409, 3)


def test_a_file_that_comes_again_changes_nothing_until_somebody_else_changed_a_row(secretary, hai_duong):
    make.task(hai_duong, code="t1")
    make.task(hai_duong, code="t2")
    lines = "Khóa;Việc;Người", "t1@1;Mở lớp;An", "t2@1;Mua máy;Bình"
    confirm(secretary, upload(secretary, *lines))
    assert set(Task.objects.values_list("code", "person", "version")) == {("t1", "An", 2), ("t2", "Bình", 2)}
    assert kinds(upload(secretary, *lines)) == [(2, "same"), (3, "same")]
    Task.objects.filter(code="t2").update(person="Chi", version=3)
    assert kinds(upload(secretary, *lines)) == [(3, "error"), (2, "same")]


def test_two_rows_about_one_task_are_refused(secretary, hai_duong):
    make.task(hai_duong, code="t1")
    response = upload(secretary, "Khóa;Việc;Người", "t1@1;Mở lớp;An", "t1@1;Mở lớp;Bình")
    assert kinds(response) == [(3, "error"), (2, "changed")]
    response = upload(secretary, "Việc;Người", "Mua máy;An", "Mua máy;Bình", "Mua máy;An")
    assert kinds(response) == [(4, "error"), (2, "new"), (3, "new")]


def test_what_changed_after_the_preview_is_not_overwritten(secretary, hai_duong):
    make.task(hai_duong, code="t1")
    response = upload(secretary, "Khóa;Việc;Người", "t1@1;Mở lớp;An")
    Task.objects.update(version=2, person="Người khác")
    response = confirm(secretary, response)
    assert response.status_code == 409
    assert response.context["refusal"].startswith("Tasks changed after you looked at the preview")
    assert Task.objects.get().person == "Người khác"


def test_a_confirmed_file_is_not_imported_twice_and_a_stranger_sees_none(secretary, hai_duong):
    response = upload(secretary, "Việc;Người", "Mở lớp;An")
    confirm(secretary, response)
    batch = response.context["batch"]
    again = secretary.post(f"{IMPORT}{batch.pk}/confirm/", {"seen": "0" * 64}, follow=True)
    assert [str(each) for each in again.context["messages"]] == [
        "This file is imported already; nothing was done twice."
    ]
    assert secretary.get(f"{IMPORT}{batch.pk}/").context["batch"] == batch
    secretary.force_login(cast.hoa())
    assert secretary.get(f"{IMPORT}{batch.pk}/").status_code == 404


def test_what_is_no_table_of_tasks_is_not_kept(secretary):
    response = upload(secretary, "Tên;Tuổi", "An;30")
    assert response.status_code == 422
    assert "No line has the columns" in response.context["form"].errors["file"][0]
    response = upload(secretary, "Việc;Người;Người phụ trách", "Mở lớp;An;An")
    assert response.context["form"].errors["file"] == [
        "Columns stand there twice: Người phụ trách. Delete one of each."
    ]
    assert TaskImport.objects.count() == 0


def test_more_rows_than_can_be_stored_at_once_are_refused(secretary, monkeypatch):
    monkeypatch.setattr(reading, "LIMITS", Limits(rows=2))
    response = upload(secretary, "Việc;Tỉnh", *["Mở điểm hỗ trợ;Hải Dương"] * 30)
    assert response.status_code == 422
    assert response.context["form"].errors["file"] == [str(xlsx.TOO_MANY_ROWS % {"most": "2"})]
    assert not TaskImport.objects.exists()


def test_a_reader_downloads_the_own_tasks_only(client, hai_duong):
    make.task(hai_duong, work_vi="Của Hải Dương")
    client.force_login(cast.quang(cast.ha_giang()))
    sheet = load_workbook(BytesIO(client.get(FILE).content)).worksheets[0]
    assert sheet.max_row == 1
    assert client.get(IMPORT).status_code == 403


def test_a_unit_is_named_by_code_or_name_and_other_words_stay_words(secretary, hai_duong):
    health = make.unit(hai_duong, "so-y-te-hd", name_vi="Sở Y tế", name_en="Health")
    make.unit(hai_duong, "so-cu-hd", name_vi="Sở cũ", ended_on=date(2025, 2, 28))
    for code in ("to-1-hd", "to-2-hd"):
        make.unit(hai_duong, code, name_vi="Tổ một cửa")
    lines = ("Việc;Đơn vị", "A;so-y-te-hd", "B;sở y tế", "C;Văn phòng", "D;Sở cũ", "E;Tổ một cửa")
    response = upload(secretary, *lines)
    assert kinds(response)[0] == (6, "error")
    assert response.context["preview"].lines[0].faults == [
        "B · Responsible unit “Tổ một cửa”: The province has several units of this name. Write the code."
    ]
    confirm(secretary, upload(secretary, *lines[:-1]))
    assert list(Task.objects.order_by("work_vi").values_list("work_vi", "unit__code", "unit_vi")) == [
        ("A", "so-y-te-hd", ""), ("B", "so-y-te-hd", ""), ("C", None, "Văn phòng"), ("D", None, "Sở cũ"),
    ]  # fmt: skip
    # Words that name a unit by now, and a unit that has ended since, come back as they are.
    Task.objects.filter(work_vi="C").update(unit_vi="Sở Y tế")
    Task.objects.filter(work_vi="D").update(unit=health, unit_vi="")
    health.ended_on = date(2026, 1, 1)
    health.save()
    again = secretary.post(IMPORT, {"file": SimpleUploadedFile("a.xlsx", secretary.get(FILE).content)}, follow=True)
    assert {kind for _row, kind in kinds(again)} == {"same"}


def test_a_file_changes_no_states_and_says_where_they_change(secretary, hai_duong):
    make.task(hai_duong, code="t1", state=TaskState.IN_PROGRESS)
    response = upload(
        secretary,
        "Khóa;Việc;Trạng thái",
        "t1@1;Mở 45 điểm hỗ trợ;In progress",
        "t1@1;Mở lớp;Hoàn thành",
        ";Mới;xong rồi",
    )
    faults = {line.row: line.faults for line in response.context["preview"].lines}
    assert [faults[row][0].partition(": a file changes no states. They change on the page")[0] for row in (3, 4)] == [
        "State “Hoàn thành”",
        "State “xong rồi”",
    ]
    assert faults[2] == []


def test_a_deadline_outside_the_term_is_said_before_it_is_stored(secretary, hai_duong):
    agreement = make.agreement(hai_duong, starts_year=2021, ends_year=2025)
    agreement.changes.create(step="extended", on=date(2024, 5, 31), until_year=2026)
    make.task(hai_duong, code="t1", agreement=agreement, deadline=date(2026, 12, 31))
    head = "Khóa;Việc;Thời hạn;Lý do;Thỏa thuận"
    response = upload(
        secretary,
        head,
        "t1@1;Mở 45 điểm hỗ trợ;31/1/2027;Chờ;hd-fpt",
        ";Mới;1/1/2020;;hd-fpt",
        ";Trong hạn;1/1/2026;;hd-fpt",
    )
    preview = response.context["preview"]
    assert ({line.row: line.warnings for line in preview.lines}, preview.warned) == ({
        2: ["The deadline 31/1/2027 lies outside the term of the agreement (2021–2026)."],
        3: ["The deadline 1/1/2020 lies outside the term of the agreement (2021–2026)."],
        4: [],
    }, 2)  # fmt: skip
    confirm(secretary, response)
    assert Task.objects.count() == 3
