"""The preview names what changes, and what the file does not say."""

from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests import make
from tests.indicators.views.imports.steps import csv_file, entered, only_row, preview, uploaded

pytestmark = pytest.mark.django_db

PARTS = "Tỉnh;Mã chỉ số;Kỳ;Giá trị;Tử số;Mẫu số;Không có số liệu vì;Ghi chú"


def test_changed_parts_and_a_changed_note_are_named_under_an_equal_value(client, place, lan, share):
    entered(share, place, lan, None, numerator=Decimal(38), denominator=Decimal(40))
    row = only_row(client, "Hải Dương;ho-so-tinh;2025-Q1;95;1900;2000;;Đã đối chiếu", header=PARTS)
    assert (row["kind"], row["old"], row["new"], row["remark"]) == ("changed", "95,00%", "95,00%", "")
    assert row["changes"] == ["Tử số: 38 → 1.900", "Mẫu số: 40 → 2.000", "Ghi chú: “Ghi chú” → “Đã đối chiếu”"]


def test_a_value_that_is_written_alike_is_named_too(client, place, lan):
    made = make.indicator("ho-so-tinh", decimals=1)
    entered(made, place, lan, "95.04")
    row = only_row(client, "Hải Dương;ho-so-tinh;2025-Q1;95,01;Ghi chú")
    assert (row["old"], row["new"], row["changes"]) == ("95,0%", "95,0%", ["Giá trị: 95,04 → 95,01"])


def test_a_reason_in_place_of_a_value_and_parts_that_go_with_it(client, place, lan, share):
    entered(share, place, lan, None, numerator=Decimal(1), denominator=Decimal(4))
    row = only_row(client, "Hải Dương;ho-so-tinh;2025-Q1;;;;Chưa có;Ghi chú", header=PARTS)
    assert row["changes"] == ["Tử số: 1 → –", "Mẫu số: 4 → –", "Không có số liệu vì: – → “Chưa có”"]


def test_a_new_figure_changes_nothing_and_shows_its_note(client, place, lan, share):
    row = only_row(client, "Hải Dương;ho-so-tinh;2025-Q1;81;Tạm tính")
    assert (row["kind"], row["changes"], row["remark"]) == ("new", [], "Tạm tính")


def test_the_changes_stand_on_the_page(client, place, lan, share):
    entered(share, place, lan, "80")
    page = preview(client, uploaded(client, csv_file("Hải Dương;ho-so-tinh;2025-Q1;80;<b>mới</b>")))
    assert "Ghi chú: “Ghi chú” → “&lt;b&gt;mới&lt;/b&gt;”" in page.content.decode()


EMPTY = "This file holds no figures: none of its rows is filled in."
SAME = "This file changes nothing: everything in it is stored already."


def test_an_empty_form_holds_no_figures(client, place, lan, share):
    client.cookies["django_language"] = "en"
    file = client.get("/import/template.xlsx").content
    body = preview(client, uploaded(client, SimpleUploadedFile("phieu.xlsx", file))).content.decode()
    assert (EMPTY in body, SAME in body) == (True, False)


def test_a_file_of_stored_figures_changes_nothing(client, place, lan, share):
    client.cookies["django_language"] = "en"
    entered(share, place, lan, "80")
    file = csv_file("Hải Dương;ho-so-tinh;2025-Q1;80;Ghi chú", "Hải Dương;ho-so-tinh;2025-Q1;;")
    body = preview(client, uploaded(client, file)).content.decode()
    assert (EMPTY in body, SAME in body) == (False, True)
