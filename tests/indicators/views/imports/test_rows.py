"""What a row is refused for, and what it changes."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from indicators.enums import FigureStatus
from indicators.models import Figure, ReportingRound
from tests import cast, make
from tests.indicators.views.imports.steps import confirmed, csv_file, entered, only_row, preview, uploaded

pytestmark = pytest.mark.django_db


def test_another_province_is_refused_and_nothing_of_it_is_told(client, place, lan, share):
    giang = cast.ha_giang()
    quang = cast.quang(giang)
    entered(share, giang, quang, "61.7319")
    row = only_row(client, "Hà Giang;ho-so-tinh;2025-Q1;80;")
    assert row["faults"] == ["Bạn không được nhập số liệu của Hà Giang."]
    assert (row["kind"], row["old"], row["new"]) == ("error", "", "80,00%")


@pytest.mark.parametrize(
    ("status", "sentence"),
    [
        (FigureStatus.SUBMITTED, "Số liệu 80,53% đã nộp. Đề nghị người duyệt trả lại trước."),
        (FigureStatus.APPROVED, "Số liệu 80,53% đã duyệt. Đề nghị người duyệt trả lại trước."),
    ],
)
def test_locked_figures_say_what_to_do(client, place, lan, share, status, sentence):
    figure = entered(share, place, lan, "80.53")
    Figure.objects.filter(pk=figure.pk).update(status=status)
    assert only_row(client, "Hải Dương;ho-so-tinh;2025-Q1;81;x")["faults"] == [sentence]
    assert only_row(client, "Hải Dương;ho-so-tinh;2025-Q1;80,53;Ghi chú")["kind"] == "same"


@pytest.mark.parametrize(
    ("status", "sentence"),
    [
        ("submitted", "The figure 80.53% was submitted by Minh on 3/4/2025. Ask the reviewer to return it first."),
        ("approved", "The figure 80.53% was approved by Minh on 3/4/2025. Ask the reviewer to return it first."),
        (
            "published",
            "The figure 80.53% was published by Minh on 3/4/2025. Correct it on its own page, with a reason.",
        ),
    ],
)
def test_locked_figures_say_by_whom_and_since_when(client, place, lan, share, status, sentence):
    client.cookies["django_language"] = "en"
    figure = entered(share, place, lan, "80.53")
    # Late in the evening of the day before, as a clock in London tells it.
    stamps = {f"{status}_at": datetime(2025, 4, 2, 20, tzinfo=UTC), f"{status}_by": cast.minh(place)}
    Figure.objects.filter(pk=figure.pk).update(status=status, **stamps)
    assert only_row(client, "Hải Dương;ho-so-tinh;2025-Q1;81;x")["faults"] == [sentence]


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"public_on": date(2025, 3, 3)}, "was published 3/3/2025 (loaded; not known by whom)"),
        ({"public_on": None, "public_text": "tháng 3/2025"}, "was published 3/2025 (loaded; not known by whom)"),
    ],
)
def test_a_loaded_figure_says_since_when_it_is_public(client, place, lan, share, fields, told):
    client.cookies["django_language"] = "en"
    make.published(share, place, "2025-Q1", "80.53", **fields)
    [fault] = only_row(client, "Hải Dương;ho-so-tinh;2025-Q1;81;x")["faults"]
    assert fault == f"The figure 80.53% {told}. Correct it on its own page, with a reason."


def test_a_loaded_figure_without_a_day_says_that_it_is_not_known(client, place, lan, share):
    client.cookies["django_language"] = "en"
    figure = entered(share, place, lan, "80.53")
    Figure.objects.filter(pk=figure.pk).update(status=FigureStatus.PUBLISHED)
    [fault] = only_row(client, "Hải Dương;ho-so-tinh;2025-Q1;81;x")["faults"]
    told = "is published (loaded; not known when or by whom)"
    assert fault == f"The figure 80.53% {told}. Correct it on its own page, with a reason."


def test_a_returned_figure_becomes_a_draft(client, place, lan, share):
    figure = entered(share, place, lan, "80.53")
    Figure.objects.filter(pk=figure.pk).update(status=FigureStatus.RETURNED)
    confirmed(client, uploaded(client, csv_file("Hải Dương;ho-so-tinh;2025-Q1;81;x")))
    figure.refresh_from_db()
    assert (figure.value, figure.status) == (81, FigureStatus.DRAFT)


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("Hải Dương;ho-so-tinh;2025-Q1;101;", "D · Giá trị “101”: Giá trị nằm từ 0 đến 100."),
        ("Hải Dương;ho-so-tinh;2025-Q1;-1;", "D · Giá trị “−1”: Giá trị nằm từ 0 đến 100."),
        ("Hải Dương;ho-so-tinh;2024-Q4;80;", "Chưa mở kỳ báo cáo nào cho Quý IV/2024."),
        (
            "Hải Dương;ho-so-tinh;1990-Q4;80;",
            "A · Tỉnh “Hải Dương”: Kỳ này không có tỉnh nào tên là “Hải Dương” hoặc mang mã đó.",
        ),
        ("hai-duong;ho-so-tinh;1990-Q4;80;", "Hải Dương không tồn tại trong Quý IV/1990."),
        ("Hải Dương;ho-so-tinh;2025;80;", "Chỉ số này báo cáo theo quý: ghi chẳng hạn 2025-Q4."),
        ("Hải Dương;nam;2025-Q1;80;", "Chỉ số này báo cáo theo năm: ghi 2025."),
        ("Hải Dương;khac;2025-Q1;80;", "Chỉ số khác không do tỉnh báo cáo."),
        ("Hải Dương;ho-so-tinh;2025-Q1;;chỉ ghi chú", "D · Giá trị: Nhập giá trị, hoặc nêu lý do không có số liệu."),
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


def test_a_figure_nobody_asked_for_is_taken_and_said_so(client, place, lan):
    make.indicator("khong-hoi", asked=False)
    file = csv_file("Hải Dương;khong-hoi;2025-Q1;80;")
    rows = preview(client, uploaded(client, file)).context["rows"]
    [row] = rows
    assert (row["kind"], len(row["warnings"])) == ("new", 1)


def test_an_indicator_provinces_do_not_report_is_taken_where_the_round_asks_for_it(client, place, lan):
    named, other = (make.indicator(code, is_reported=False) for code in ("duoc-hoi", "khong-hoi"))
    ReportingRound.objects.get().indicators.add(named)
    file = csv_file(*(f"Hải Dương;{each.code};2025-Q1;80;" for each in (named, other)))
    rows = preview(client, uploaded(client, file)).context["rows"]
    assert {row["code"]: row["kind"] for row in rows} == {"duoc-hoi": "new", "khong-hoi": "error"}
