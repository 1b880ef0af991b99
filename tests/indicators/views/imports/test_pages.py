"""The pages of an import: upload, preview, what is told and to whom."""

from decimal import Decimal
from pathlib import Path

import pytest
from django.core.files.storage import FileSystemStorage
from django.core.files.uploadedfile import SimpleUploadedFile

from dtracker.files.sheets.archive import DAMAGED
from indicators.imports.preview import forget_preview, progress_file
from indicators.models import Figure, ImportBatch
from tests import cast, make
from tests.indicators.views.imports.steps import FILE, confirmed, csv_file, kept_files, preview, uploaded

pytestmark = pytest.mark.django_db


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
    assert preview(client, batch).context["rows"][0]["faults"] == ["D · Giá trị “101”: Giá trị nằm từ 0 đến 100."]
    client.cookies["django_language"] = "en"
    assert preview(client, batch).context["rows"][0]["faults"] == [
        "D · Giá trị “101”: The value lies between 0 and 100."
    ]


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
