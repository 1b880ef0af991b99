"""From the template through upload and preview to stored drafts."""

from datetime import date
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import pytest
from django.core.files.storage import FileSystemStorage
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import load_workbook

from dtracker.files.sheets.archive import DAMAGED
from dtracker.formats.quarters import Period
from indicators.actions.figures import save_figure
from indicators.enums import FigureStatus
from indicators.imports.columns import name_of
from indicators.imports.preview import forget_preview, progress_file
from indicators.models import Figure, ImportBatch
from tests import cast, make

pytestmark = pytest.mark.django_db
TODAY = date(2025, 3, 20)
PERIOD = Period(2025, 1)


@pytest.fixture
def place():
    make.open_round("2025-Q1")
    return cast.hai_duong()


@pytest.fixture
def lan(place, client):
    made = cast.lan(place)
    client.force_login(made)
    return made


@pytest.fixture
def share():
    return make.indicator("ho-so-tinh", decimals=2, is_ratio=True)


def entered(of, place, by, value, **fields):
    values = {"value": None if value is None else Decimal(value)} | fields
    return save_figure(
        indicator=of, province=place, period=PERIOD, values=values, version=None, by=by, today=TODAY, remark="Ghi chú"
    )


def csv_file(*lines: str, header: str = "Tỉnh;Mã chỉ số;Kỳ;Giá trị;Ghi chú") -> SimpleUploadedFile:
    return SimpleUploadedFile("so-lieu.csv", "\n".join([header, *lines]).encode())


def uploaded(client, file):
    response = client.post("/import/", {"file": file})
    assert response.status_code == 302, response.context["form"].errors
    return ImportBatch.objects.latest("pk")


def preview(client, batch):
    return client.get(f"/import/{batch.pk}/")


def confirmed(client, batch):
    seen = preview(client, batch).context["preview"].seen
    return client.post(f"/import/{batch.pk}/confirm/", {"seen": seen}, follow=True)


def test_template_filled_in_comes_back_as_drafts(client, place, lan, share):
    count = make.indicator("dn-so", shape="stock", unit_vi="DN", unit_en="firms", decimals=0, maximum=None)
    entered(share, place, lan, "80.53")
    answer = client.get("/import/template.xlsx", {"province": "hai-duong", "period": "2025-Q1"})
    assert answer["Content-Disposition"] == 'attachment; filename="dtracker-hai-duong-2025-Q1.xlsx"'
    book = load_workbook(BytesIO(answer.content))
    table = book.worksheets[1]
    heads = {name_of(cell.value): cell.column for cell in table[1]}
    row = next(number for number in range(2, 4) if table.cell(number, heads["indicator"]).value == "dn-so")
    table.cell(row, heads["value"]).value = 1931
    file = BytesIO()
    book.save(file)
    batch = uploaded(client, SimpleUploadedFile("phiếu.xlsx", file.getvalue()))
    context = preview(client, batch).context
    assert context["preview"].counts == {"new": 1, "same": 1}
    assert confirmed(client, batch).status_code == 200
    assert Figure.objects.get(indicator=count).value == 1931
    batch.refresh_from_db()
    assert (batch.new_count, batch.changed_count, batch.unchanged_count) == (1, 0, 1)
    assert (batch.confirmed_by, batch.file_name) == (lan, "phiếu.xlsx")


def test_csv(client, place, lan, share):
    batch = uploaded(client, csv_file("Hải Dương;ho-so-tinh;Quý I/2025;80,53;xem"))
    assert preview(client, batch).context["preview"].counts == {"new": 1}
    confirmed(client, batch)
    figure = Figure.objects.get()
    assert (figure.value, figure.remark, figure.status) == (Decimal("80.53"), "xem", FigureStatus.DRAFT)
    assert (figure.version, figure.entered_by) == (1, lan)
    assert [(row.history_change_reason, row.history_user, row.version) for row in figure.history.all()] == [
        ("import", lan, 1)
    ]


def test_change(client, place, lan, share):
    figure = entered(share, place, lan, "80.53")
    batch = uploaded(client, csv_file("30;ho-so-tinh;2025-Q1;81;xem"))
    row = preview(client, batch).context["rows"][0]
    assert (row["old"], row["new"], row["kind"]) == ("80,53%", "81%", "changed")
    confirmed(client, batch)
    figure.refresh_from_db()
    assert (figure.value, figure.remark, figure.version) == (81, "xem", 2)
    lines = [(row.history_type, row.value, row.version, row.remark) for row in figure.history.all()]
    assert lines == [("~", 81, 2, "xem"), ("+", Decimal("80.53"), 1, "Ghi chú")]


def test_nothing_is_stored_before_it_is_confirmed(client, place, lan, share):
    batch = uploaded(client, csv_file("Hải Dương;ho-so-tinh;2025-Q1;80;"))
    preview(client, batch)
    assert Figure.objects.count() == 0
    assert (batch.confirmed_at, batch.new_count) == (None, 0)


def test_a_file_with_one_error_imports_nothing(client, place, lan, share):
    batch = uploaded(client, csv_file("Hải Dương;ho-so-tinh;2025-Q1;80;", "Hà Nội;ho-so-tinh;2025-Q1;x;"))
    context = preview(client, batch).context
    assert context["preview"].counts == {"error": 1, "new": 1}
    assert [(row["row"], row["kind"]) for row in context["rows"]] == [(3, "error"), (2, "new")]
    assert "Nhập tất cả" not in preview(client, batch).content.decode()
    response = client.post(f"/import/{batch.pk}/confirm/", {"seen": context["preview"].seen})
    assert (response.status_code, Figure.objects.count()) == (409, 0)


def test_confirming_twice_has_one_effect(client, place, lan, share):
    batch = uploaded(client, csv_file("Hải Dương;ho-so-tinh;2025-Q1;80;"))
    seen = preview(client, batch).context["preview"].seen
    for _time in range(2):
        assert client.post(f"/import/{batch.pk}/confirm/", {"seen": seen}).status_code == 302
    assert (Figure.objects.count(), Figure.history.count()) == (1, 1)
    assert "đã nhập" in preview(client, batch).content.decode()


def test_the_same_file_again_changes_nothing(client, place, lan, share):
    confirmed(client, uploaded(client, csv_file("Hải Dương;ho-so-tinh;2025-Q1;80;xem")))
    batch = uploaded(client, csv_file("Hải Dương;ho-so-tinh;2025-Q1;80;xem"))
    assert preview(client, batch).context["preview"].counts == {"same": 1}
    confirmed(client, batch)
    assert (Figure.objects.count(), Figure.history.count()) == (1, 1)
    batch.refresh_from_db()
    assert (batch.new_count, batch.changed_count, batch.unchanged_count) == (0, 0, 1)


@pytest.mark.parametrize("seen", ["", "x" * 64, "0" * 63])
def test_a_confirmation_without_a_preview_is_refused(client, place, lan, share, seen):
    batch = uploaded(client, csv_file("Hải Dương;ho-so-tinh;2025-Q1;80;"))
    assert client.post(f"/import/{batch.pk}/confirm/", {"seen": seen}).status_code == 422
    assert Figure.objects.count() == 0


def test_what_changed_after_the_preview_is_looked_at_again(client, place, lan, share):
    """Somebody saves another value between preview and confirmation: theirs is not overwritten unseen."""
    batch = uploaded(client, csv_file("Hải Dương;ho-so-tinh;2025-Q1;80;"))
    seen = preview(client, batch).context["preview"].seen
    figure = entered(share, place, cast.person("tam", "officer", place), "75")
    response = client.post(f"/import/{batch.pk}/confirm/", {"seen": seen})
    assert response.status_code == 409
    assert [(row["old"], row["new"]) for row in response.context["rows"]] == [("75%", "80%")]
    figure.refresh_from_db()
    assert (figure.value, figure.version) == (75, 1)
    confirmed(client, batch)
    figure.refresh_from_db()
    assert (figure.value, figure.version) == (80, 2)


def test_two_files_of_the_same_cells_end_as_one_of_them(client, place, lan, share):
    make.indicator("ho-so-xa", decimals=2)
    one = uploaded(client, csv_file("Hải Dương;ho-so-tinh;2025-Q1;80;", "Hải Dương;ho-so-xa;2025-Q1;80;"))
    other = uploaded(client, csv_file("Hải Dương;ho-so-xa;2025-Q1;70;", "Hải Dương;ho-so-tinh;2025-Q1;70;"))
    seen = {batch: preview(client, batch).context["preview"].seen for batch in (one, other)}
    answers = [client.post(f"/import/{batch.pk}/confirm/", {"seen": seen[batch]}).status_code for batch in (other, one)]
    assert answers == [302, 409]
    assert list(Figure.objects.values_list("value", flat=True)) == [70, 70]


# --- What a row is refused for -------------------------------------------------------------------


def only_row(client, *lines: str, **kwargs) -> dict:
    return preview(client, uploaded(client, csv_file(*lines, **kwargs))).context["rows"][0]


def test_another_province_is_refused_and_nothing_of_it_is_told(client, place, lan, share):
    giang = cast.ha_giang()
    quang = cast.quang(giang)
    entered(share, giang, quang, "61.7319")
    row = only_row(client, "Hà Giang;ho-so-tinh;2025-Q1;80;")
    assert row["faults"] == ["Bạn không được nhập số liệu của Hà Giang."]
    assert (row["kind"], row["old"], row["new"]) == ("error", "", "80%")


@pytest.mark.parametrize(
    ("status", "sentence"),
    [
        (FigureStatus.SUBMITTED, "Số liệu 80,53% đã nộp. Đề nghị người duyệt trả lại trước."),
        (FigureStatus.APPROVED, "Số liệu 80,53% đã duyệt. Đề nghị người duyệt trả lại trước."),
        (FigureStatus.PUBLISHED, "Số liệu 80,53% đã công bố. Đính chính ở trang của số liệu, kèm lý do."),
    ],
)
def test_locked_figures_say_what_to_do(client, place, lan, share, status, sentence):
    figure = entered(share, place, lan, "80.53")
    Figure.objects.filter(pk=figure.pk).update(status=status)
    assert only_row(client, "Hải Dương;ho-so-tinh;2025-Q1;81;x")["faults"] == [sentence]
    assert only_row(client, "Hải Dương;ho-so-tinh;2025-Q1;80,53;Ghi chú")["kind"] == "same"


def test_a_returned_figure_becomes_a_draft(client, place, lan, share):
    figure = entered(share, place, lan, "80.53")
    Figure.objects.filter(pk=figure.pk).update(status=FigureStatus.RETURNED)
    confirmed(client, uploaded(client, csv_file("Hải Dương;ho-so-tinh;2025-Q1;81;x")))
    figure.refresh_from_db()
    assert (figure.value, figure.status) == (81, FigureStatus.DRAFT)


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("Hải Dương;ho-so-tinh;2025-Q1;101;", "D “101”: Giá trị nằm từ 0 đến 100."),
        ("Hải Dương;ho-so-tinh;2025-Q1;-1;", "D “−1”: Giá trị nằm từ 0 đến 100."),
        ("Hải Dương;ho-so-tinh;2024-Q4;80;", "Chưa mở kỳ báo cáo nào cho Quý IV/2024."),
        (
            "Hải Dương;ho-so-tinh;1990-Q4;80;",
            "A “Hải Dương”: Kỳ này không có tỉnh nào tên là “Hải Dương” hoặc mang mã đó.",
        ),
        ("hai-duong;ho-so-tinh;1990-Q4;80;", "Hải Dương không tồn tại trong Quý IV/1990."),
        ("Hải Dương;ho-so-tinh;2025;80;", "Chỉ số này báo cáo theo quý: ghi chẳng hạn 2025-Q4."),
        ("Hải Dương;nam;2025-Q1;80;", "Chỉ số này báo cáo theo năm: ghi 2025."),
        ("Hải Dương;khac;2025-Q1;80;", "Chỉ số khác không do tỉnh báo cáo."),
        ("Hải Dương;ho-so-tinh;2025-Q1;;chỉ ghi chú", "D: Nhập giá trị, hoặc nêu lý do không có số liệu."),
    ],
)
def test_rows_that_break_a_rule(client, place, lan, share, line, sentence):
    make.indicator("nam", frequency="year")
    make.indicator("khac", is_reported=False, name_vi="Chỉ số khác")
    assert only_row(client, line)["faults"] == [sentence]


def test_one_cell_twice_with_two_values_refuses_both(client, place, lan, share):
    batch = uploaded(client, csv_file("Hải Dương;ho-so-tinh;2025-Q1;80;", "30;ho-so-tinh;Q1/2025;81;"))
    rows = preview(client, batch).context["rows"]
    sentence = "Các dòng 2, 3 cùng nói về một số liệu nhưng khác nhau. Giữ lại một dòng."
    assert [(row["row"], row["faults"]) for row in rows] == [(2, [sentence]), (3, [sentence])]


def test_one_cell_twice_with_one_value_is_one_with_a_warning(client, place, lan, share):
    batch = uploaded(client, csv_file("Hải Dương;ho-so-tinh;2025-Q1;80;", "30;ho-so-tinh;Q1/2025;80;"))
    rows = preview(client, batch).context["rows"]
    assert [(row["row"], row["kind"], row["warnings"]) for row in rows] == [
        (3, "same", ["Trùng với dòng 2; chỉ tính một lần."]),
        (2, "new", []),
    ]
    confirmed(client, batch)
    assert Figure.history.count() == 1


def test_empty_rows_leave_what_is_there(client, place, lan, share):
    figure = entered(share, place, lan, "80.53")
    batch = uploaded(client, csv_file("Hải Dương;ho-so-tinh;2025-Q1;-;", "Hải Dương;ho-so-tinh;2025-Q1;;"))
    assert preview(client, batch).context["preview"].counts == {"blank": 2}
    figure.refresh_from_db()
    assert (figure.value, figure.version) == (Decimal("80.53"), 1)


# --- What a file does not say is kept ------------------------------------------------------------

PARTS = "Tỉnh;Mã chỉ số;Kỳ;Giá trị;Tử số;Mẫu số;Không có số liệu vì"


def test_parts_give_the_share(client, place, lan, share):
    confirmed(client, uploaded(client, csv_file("Hải Dương;ho-so-tinh;2025-Q1;;1;3;", header=PARTS)))
    figure = Figure.objects.get()
    assert (figure.value, figure.numerator, figure.denominator) == (Decimal("33.333333"), 1, 3)


def test_new_parts_under_an_untouched_share_give_the_new_share(client, place, lan, share):
    figure = entered(share, place, lan, None, numerator=Decimal(1), denominator=Decimal(4))
    confirmed(client, uploaded(client, csv_file("Hải Dương;ho-so-tinh;2025-Q1;25;2;4;", header=PARTS)))
    figure.refresh_from_db()
    assert (figure.value, figure.numerator, figure.remark) == (50, 2, "Ghi chú")


def test_a_new_share_without_columns_for_its_parts_forgets_the_old_ones(client, place, lan, share):
    figure = entered(share, place, lan, None, numerator=Decimal(1), denominator=Decimal(4))
    confirmed(client, uploaded(client, csv_file("Hải Dương;ho-so-tinh;2025-Q1;26;x")))
    figure.refresh_from_db()
    assert (figure.value, figure.numerator, figure.denominator) == (26, None, None)


def test_a_milestone_with_its_day(client, place, lan):
    make.indicator("cot-moc", shape="milestone", unit_vi="", unit_en="", decimals=0, maximum=1)
    header = "Tỉnh;Mã chỉ số;Kỳ;Giá trị;Ngày hoàn thành"
    row = only_row(client, "Hải Dương;cot-moc;2025-Q1;1;", header=header)
    assert row["faults"] == ["E: Mốc đã xong phải có ngày hoàn thành."]
    confirmed(client, uploaded(client, csv_file("Hải Dương;cot-moc;2025-Q1;1;1/3/2025", header=header)))
    figure = Figure.objects.get()
    assert (figure.value, figure.observed_on) == (1, date(2025, 3, 1))


def test_a_reason_takes_the_place_of_a_value(client, place, lan, share):
    figure = entered(share, place, lan, "80")
    confirmed(client, uploaded(client, csv_file("Hải Dương;ho-so-tinh;2025-Q1;;;;Chưa có", header=PARTS)))
    figure.refresh_from_db()
    assert (figure.value, figure.no_data_reason) == (None, "Chưa có")


def test_what_the_file_has_no_column_for_stays(client, place, lan, share):
    figure = entered(share, place, lan, "80", is_provisional=True)
    header = "Tỉnh;Mã chỉ số;Kỳ;Giá trị"
    confirmed(client, uploaded(client, csv_file("Hải Dương;ho-so-tinh;2025-Q1;81", header=header)))
    figure.refresh_from_db()
    assert (figure.value, figure.remark, figure.is_provisional) == (81, "Ghi chú", True)


def test_a_template_older_than_what_somebody_else_saved_is_refused(client, place, lan, share):
    figure = entered(share, place, lan, "80")
    old = client.get("/import/template.xlsx", {"province": "hai-duong", "period": "2025-Q1"}).content
    other = cast.person("tam", "officer", place)
    save_figure(
        indicator=share, province=place, period=PERIOD, values={"value": Decimal(85)}, version=1, by=other, today=TODAY
    )
    batch = uploaded(client, SimpleUploadedFile("phieu.xlsx", old))
    assert preview(client, batch).context["rows"][0]["faults"] == [
        "Số liệu đã thành 85% sau khi tải tệp này. Tải lại biểu mẫu."
    ]
    figure.refresh_from_db()
    assert figure.value == 85


@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_sheet_comes_back_unchanged(client, place, lan, share, language):
    """One of each shape, each with what is hard to keep: many decimals, parts, ranks, reasons, formulas in notes."""
    rank = make.rank_indicator("hang", is_reported=True, frequency="quarter")
    count = make.indicator("dn-so", shape="stock", unit_vi="DN", unit_en="firms", decimals=0, maximum=None)
    reason = make.indicator("khong-co")
    make.indicator("trong")
    large = make.indicator("lon", shape="score", unit_vi="điểm", unit_en="points", decimals=4, maximum=None)
    milestone = make.indicator("cot-moc", shape="milestone", unit_vi="", unit_en="", decimals=0, maximum=1)
    entered(share, place, lan, None, numerator=Decimal(1), denominator=Decimal(3))
    entered(milestone, place, lan, 1, observed_on=date(2025, 3, 1))
    entered(rank, place, lan, 13, rank_of=63)
    entered(count, place, lan, 12345678)
    entered(reason, place, lan, None, no_data_reason="=Chưa có")
    figure = entered(large, place, lan, "12345678901234.5678")
    Figure.objects.filter(pk=figure.pk).update(remark="'=1+1\n- dòng hai")
    client.cookies["django_language"] = language
    file = client.get("/import/template.xlsx", {"province": "hai-duong", "period": "2025-Q1"}).content
    batch = uploaded(client, SimpleUploadedFile("phieu.xlsx", file))
    context = preview(client, batch).context
    assert context["preview"].counts == {"same": 6, "blank": 1}
    assert context["preview"].not_read == []


def test_no_formula_lives_in_the_template(client, place, lan, share):
    figure = entered(share, place, lan, "80")
    Figure.objects.filter(pk=figure.pk).update(remark="=1+1")
    book = load_workbook(BytesIO(client.get("/import/template.xlsx").content))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert [cell.coordinate for cell in cells if cell.data_type == "f"] == []


def test_the_template_locks_the_frame_and_opens_what_is_to_be_filled(client, place, lan, share):
    make.indicator("da-nop", order=1)
    locked = entered(share, place, lan, "80")
    Figure.objects.filter(pk=locked.pk).update(status=FigureStatus.SUBMITTED)
    book = load_workbook(BytesIO(client.get("/import/template.xlsx").content))
    guide, table, lists = book.worksheets
    heads = {name_of(cell.value): cell.column for cell in table[1] if name_of(cell.value)}
    open_cells = {
        table.cell(row, heads["indicator"]).value: [
            name for name, column in heads.items() if not table.cell(row, column).protection.locked
        ]
        for row in (2, 3)
    }
    assert open_cells == {"da-nop": ["value", "no_data_reason", "remark"], "ho-so-tinh": []}
    assert table.protection.sheet and guide.protection.sheet
    assert (table.column_dimensions["A"].hidden, lists.sheet_state, book.active.title) == (True, "hidden", table.title)
    assert {check.type for check in table.data_validations.dataValidation} == {"decimal", "list"}


@pytest.mark.parametrize(
    "query",
    [
        {"province": "ha-giang", "period": "2025-Q1"},
        {"province": "hai-duong", "period": "1990-Q1"},
        {"province": "hai-duong", "period": "Q9"},
        {"province": "x", "period": "2025-Q1"},
        {"province": "ha-giang"},
    ],
)
def test_there_is_no_template_of_other_provinces_and_periods(client, place, lan, query):
    cast.ha_giang()
    assert client.get("/import/template.xlsx", query).status_code == 404


# --- The pages -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "Tệp không có nội dung."),
        (
            b"xin ch\xc3\xa0o",
            "Không dòng nào có tiêu đề cột của bảng. Dùng biểu mẫu, hoặc ghi tiêu đề như liệt kê bên dưới.",
        ),
        ("Mã chỉ số;Giá trị\n".encode(), "Thiếu cột: Tỉnh, thành phố, Kỳ."),
        (b"PK\x03\x04", DAMAGED),
    ],
)
def test_a_file_that_cannot_be_read_is_not_kept(client, place, lan, data, sentence):
    response = client.post("/import/", {"file": SimpleUploadedFile("x.csv", data)})
    assert (response.status_code, response.context["form"].errors["file"]) == (422, [str(sentence)])
    assert ImportBatch.objects.count() == 0
    assert kept_files() == []


FILE = ImportBatch._meta.get_field("file")


def kept_files() -> list[str]:
    """What lies in the private folder."""
    folder = Path(FILE.storage.location)
    return sorted(each.name for each in folder.rglob("*") if each.is_file())


@pytest.fixture(autouse=True)
def private_folder(monkeypatch, tmp_path):
    monkeypatch.setattr(FILE, "storage", FileSystemStorage(location=tmp_path / "private"))


def test_a_file_without_room_is_told_in_words(client, place, lan, monkeypatch, tmp_path):
    (tmp_path / "full").write_text("no folder can be made here")
    monkeypatch.setattr(FILE, "storage", FileSystemStorage(location=tmp_path / "full"))
    response = client.post("/import/", {"file": csv_file("Hải Dương;ho-so-tinh;2025-Q1;80;")})
    assert (response.status_code, ImportBatch.objects.count()) == (503, 0)


def test_only_the_file_itself_stays_after_the_import(client, place, lan, share):
    batch = uploaded(client, csv_file("Hải Dương;ho-so-tinh;2025-Q1;80;"))
    assert [Path(name).suffix for name in kept_files()] == [".csv", ".json", ".rows"]
    confirmed(client, batch)
    assert [Path(name).suffix for name in kept_files()] == [".csv"]


def test_a_file_that_is_too_large_is_refused(client, place, lan):
    response = client.post("/import/", {"file": SimpleUploadedFile("x.csv", b"x" * (20 * 2**20 + 1))})
    assert response.context["form"].errors["file"] == ["Tệp lớn hơn 20 MB."]


def test_a_file_is_kept_under_another_name_and_shown_as_text(client, place, lan, share):
    file = csv_file("Hải Dương;ho-so-tinh;2025-Q1;80;<script>alert(1)</script>")
    file.name = "../../<b>số\u202eliệu</b>.csv"
    batch = uploaded(client, file)
    assert batch.file.name.startswith("imports/") and "số" not in batch.file.name
    body = preview(client, batch).content.decode()
    assert "<script>alert" not in body and "<b>số" not in body


@pytest.mark.parametrize("path", ["", "progress/"])
def test_nobody_else_sees_the_file(client, place, lan, share, path):
    batch = uploaded(client, csv_file("Hải Dương;ho-so-tinh;2025-Q1;80;"))
    for person in (cast.person("tam", "officer", place), cast.quang(cast.ha_giang()), cast.hoa()):
        client.force_login(person)
        assert client.get(f"/import/{batch.pk}/{path}").status_code == 404


def test_pages_of_a_hundred_rows(client, place, lan):
    lines = []
    for number in range(250):
        make.indicator(f"so-{number}")
        lines.append(f"Hải Dương;so-{number};2025-Q1;{number % 101};")
    batch = uploaded(client, csv_file(*lines))
    assert [len(client.get(f"/import/{batch.pk}/?page={page}").context["rows"]) for page in (1, 2, 3)] == [100, 100, 50]
    assert client.get(f"/import/{batch.pk}/?page=3").context["rows"][-1]["row"] == 251


def test_progress_is_told_in_rows(client, place, lan, share):
    batch = uploaded(client, csv_file("Hải Dương;ho-so-tinh;2025-Q1;80;"))
    assert client.get(f"/import/{batch.pk}/progress/").json() == {"done": 0, "total": 0}
    progress_file(batch).write_text("500 2000")
    assert client.get(f"/import/{batch.pk}/progress/").json() == {"done": 500, "total": 2000}


def test_a_preview_is_in_the_language_of_the_moment(client, place, lan, share):
    batch = uploaded(client, csv_file("Hải Dương;ho-so-tinh;2025-Q1;101;"))
    assert preview(client, batch).context["rows"][0]["faults"] == ["D “101”: Giá trị nằm từ 0 đến 100."]
    client.cookies["django_language"] = "en"
    assert preview(client, batch).context["rows"][0]["faults"] == ["D “101”: The value lies between 0 and 100."]


def test_a_preview_follows_the_rounds(client, lan, place, share):
    batch = uploaded(client, csv_file("Hải Dương;ho-so-tinh;2024-Q4;80;"))
    assert preview(client, batch).context["preview"].errors == 1
    make.open_round("2024-Q4")
    assert preview(client, batch).context["preview"].errors == 0


def test_a_file_that_is_gone_says_so(client, place, lan, share):
    batch = uploaded(client, csv_file("Hải Dương;ho-so-tinh;2025-Q1;80;"))
    forget_preview(batch)
    FILE.storage.delete(batch.file.name)
    assert preview(client, batch).status_code == 410


def test_an_unusual_value_is_a_warning_and_can_be_imported(client, place, lan, share):
    make.published(share, place, "2024-Q4", "2")
    batch = uploaded(client, csv_file("Hải Dương;ho-so-tinh;2025-Q1;80,53;"))
    context = preview(client, batch).context
    warning = "Gấp 40 lần số kỳ trước (2,00). Xem lại dấu phẩy và dấu chấm."
    assert ([row["warnings"] for row in context["rows"]], context["preview"].warned) == ([[warning]], 1)
    confirmed(client, batch)
    assert Figure.objects.get(year=2025).value == Decimal("80.53")


def test_a_falling_total_is_an_error_of_its_row(client, place, lan):
    total = make.indicator("luy-ke", shape="running-total", decimals=0, maximum=None)
    make.published(total, place, "2024-Q4", "1931")
    batch = uploaded(client, csv_file("Hải Dương;luy-ke;2025-Q1;1.930;"))
    context = preview(client, batch).context
    [row] = context["rows"]
    assert (row["kind"], len(row["faults"]), context["preview"].can_be_confirmed) == ("error", 1, False)
