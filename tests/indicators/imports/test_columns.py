"""Columns are known by their header, whatever their place, language, marks or notes in brackets."""

import pytest
from django.utils import translation

from dtracker.files.sheets.cells import SheetError
from indicators.imports.columns import COLUMNS, all_placed, is_header, name_of


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("column", COLUMNS, ids=lambda column: column.name)
def test_the_headers_of_the_template_are_understood_in_both_languages(column, language):
    with translation.override(language):
        assert name_of(str(column.header)) == column.name


KNOWN = {
    "province": ["Tỉnh", "TỈNH", "Tinh", "Tỉnh, thành phố", "Tỉnh/Thành phố", "Mã tỉnh", "Province", "province code"],
    "indicator": ["Mã chỉ số", "Ma chi so", "Mã chỉ tiêu", "Indicator code", "INDICATOR"],
    "period": ["Kỳ", "Kỳ báo cáo", "Quý", "Period"],
    "value": ["Giá trị", "Giá trị (%)", "Số liệu", "Value", " giá  trị "],
    "numerator": ["Tử số", "Numerator", "Tử số (hồ sơ)"],
    "denominator": ["Mẫu số", "Denominator"],
    "rank_of": ["rank_of", "Rank of", "Tổng số đơn vị", "Of how many units"],
    "no_data_reason": ["Không có số liệu vì", "Không có số liệu, vì", "no-data reason", "No data because"],
    "remark": ["Ghi chú", "Note", "remark"],
    "measure": ["Đơn vị tính", "ĐVT", "Unit of measurement"],
    "unit": ["Đơn vị", "Mã đơn vị", "Unit", "Unit code", "Huyện"],
}


@pytest.mark.parametrize(("name", "header"), [(name, each) for name, headers in KNOWN.items() for each in headers])
def test_headers(name, header):
    assert name_of(header) == name


@pytest.mark.parametrize("header", ["STT", "", "Mục tiêu", "Giá trị năm trước", "Value 2024", "ТỈNH"])
def test_other_headers_mean_nothing(header):
    assert name_of(header) is None


def test_no_name_means_two_columns():
    names = [text for column in COLUMNS for text in {column.name, *column.also}]
    assert [text for text in names if name_of(text) is None] == []
    assert {name_of(text) for column in COLUMNS for text in column.also} <= {column.name for column in COLUMNS}


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (["Tỉnh", "Mã chỉ số", "Kỳ", "Giá trị"], True),
        (["Mã chỉ số", "Giá trị"], True),
        (["Tỉnh", "Kỳ", "Giá trị"], False),
        (["Phiếu số liệu Quý I/2025"], False),
        ([], False),
    ],
)
def test_what_is_a_header(texts, expected):
    assert is_header(texts) is expected


def test_every_needed_column_has_its_place():
    header = {0: "Giá trị", 2: "STT", 3: "Kỳ", 4: "Tỉnh", 7: "Mã chỉ số"}
    assert all_placed(header) == {"value": 0, "period": 3, "province": 4, "indicator": 7}


def test_missing_columns_are_named():
    with pytest.raises(SheetError) as refused:
        all_placed({0: "Mã chỉ số", 1: "Giá trị"})
    assert str(refused.value) == "Thiếu cột: Tỉnh, thành phố, Kỳ."
