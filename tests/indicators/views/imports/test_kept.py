"""What a file does not say is kept."""

from datetime import date
from decimal import Decimal

import pytest

from indicators.actions.entering import empty
from indicators.models import Figure
from tests import make
from tests.indicators.views.imports.steps import (
    confirmed,
    csv_file,
    entered,
    only_row,
    uploaded,
)

pytestmark = pytest.mark.django_db


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
    # The same file once more, its share now the old one.
    assert only_row(client, "Hải Dương;ho-so-tinh;2025-Q1;25;2;4;", header=PARTS)["kind"] == "same"
    assert only_row(client, "Hải Dương;ho-so-tinh;2025-Q1;26;2;4;", header=PARTS)["kind"] == "error"


def test_an_empty_note_takes_no_note_back(client, place, lan, share):
    entered(share, place, lan, "80")
    assert only_row(client, "Hải Dương;ho-so-tinh;2025-Q1;80;")["kind"] == "same"
    row = only_row(client, "Hải Dương;ho-so-tinh;2025-Q1;81;")
    assert (row["kind"], row["changes"]) == ("changed", [])


def test_a_new_share_without_columns_for_its_parts_forgets_the_old_ones(client, place, lan, share):
    figure = entered(share, place, lan, None, numerator=Decimal(1), denominator=Decimal(4))
    confirmed(client, uploaded(client, csv_file("Hải Dương;ho-so-tinh;2025-Q1;26;x")))
    figure.refresh_from_db()
    assert (figure.value, figure.numerator, figure.denominator) == (26, None, None)


def test_a_milestone_with_its_day(client, place, lan):
    make.indicator("cot-moc", shape="milestone", unit_vi="", unit_en="", decimals=0, maximum=1)
    header = "Tỉnh;Mã chỉ số;Kỳ;Giá trị;Ngày hoàn thành"
    row = only_row(client, "Hải Dương;cot-moc;2025-Q1;1;", header=header)
    assert row["faults"] == ["E · Ngày hoàn thành: Mốc đã xong phải có ngày hoàn thành."]
    confirmed(client, uploaded(client, csv_file("Hải Dương;cot-moc;2025-Q1;1;1/3/2025", header=header)))
    figure = Figure.objects.get()
    assert (figure.value, figure.observed_on) == (1, date(2025, 3, 1))


def test_a_reason_takes_the_place_of_a_value(client, place, lan, share):
    figure = entered(share, place, lan, "80")
    confirmed(client, uploaded(client, csv_file("Hải Dương;ho-so-tinh;2025-Q1;;;;Chưa có", header=PARTS)))
    figure.refresh_from_db()
    assert (figure.value, figure.no_data_reason) == (None, "Chưa có")
    row = only_row(client, "Hải Dương;ho-so-tinh;2025-Q1;;;;Chưa có", header=PARTS)
    assert (row["kind"], row["old"], row["new"]) == ("same", "không có số liệu: Chưa có", "không có số liệu: Chưa có")
    empty(figure=figure, version=figure.version, by=lan)
    row = only_row(client, "Hải Dương;ho-so-tinh;2025-Q1;80;;;", header=PARTS)
    assert (row["kind"], row["old"], row["new"]) == ("changed", "", "80,00%")


def test_what_the_file_has_no_column_for_stays(client, place, lan, share):
    figure = entered(share, place, lan, "80", is_provisional=True)
    header = "Tỉnh;Mã chỉ số;Kỳ;Giá trị"
    confirmed(client, uploaded(client, csv_file("Hải Dương;ho-so-tinh;2025-Q1;81", header=header)))
    figure.refresh_from_db()
    assert (figure.value, figure.remark, figure.is_provisional) == (81, "Ghi chú", True)
