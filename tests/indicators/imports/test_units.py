"""Whose a row is: that of the province, or of one unit of it, and never of the likely one."""

import pytest
from django.utils import translation

from indicators.imports.reading import read_file
from indicators.imports.references import References
from indicators.queries.imports import province_names, reported_indicators, units_by_code
from tests import cast, make
from tests.dtracker.files.books import book

pytestmark = pytest.mark.django_db
HEAD = ("Tỉnh", "Mã chỉ số", "Kỳ", "Giá trị")
PLACE, CODE, PERIOD = "Hải Dương", "ho-so-tinh", "2025-Q1"


@pytest.fixture
def references():
    """Hải Dương has a department and two districts of one name, Hà Giang a commune, Hòa Bình nothing."""
    hai_duong, ha_giang = cast.hai_duong(), cast.ha_giang()
    cast.province("hoa-binh", "Hòa Bình", code="17")
    make.indicator(CODE, decimals=4, is_ratio=True)
    make.unit(hai_duong)
    make.unit(hai_duong, "hd-nam-sach", name_vi="Nam Sách", name_en="Nam Sach")
    make.unit(hai_duong, "hd-nam-sach-cu", name_vi="Nam sách", name_en="")
    make.unit(ha_giang, "hg-quan-ba", name_vi="Quản Bạ", name_en="")
    return References(province_names(), reported_indicators(), units_by_code)


def one(references, *row, head):
    (entry,) = read_file(book(head, row), references).entries
    return entry


@pytest.mark.parametrize("header", ["Mã đơn vị", "Đơn vị", "unit", "Unit code"])
@pytest.mark.parametrize(
    "text", ["so-tttt-hd", " SO-TTTT-HD", "Sở Thông tin và Truyền thông", "so thong tin va truyen thong"]
)
def test_a_unit_by_its_code_or_its_name(references, header, text):
    entry = one(references, PLACE, CODE, PERIOD, 80, text, head=(*HEAD, header))
    assert (entry.faults, entry.unit.code, entry.given["value"]) == ([], "so-tttt-hd", 80)


@pytest.mark.parametrize("text", [None, "%"])
def test_without_a_unit_the_row_is_of_the_province(references, text):
    """In files of people's own “Đơn vị” may be the unit of measurement."""
    entry = one(references, PLACE, CODE, PERIOD, 80, text, head=(*HEAD, "Đơn vị"))
    assert (entry.faults, entry.unit) == ([], None)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (
            "khac",
            "has no unit with the code or name “khac”. Write for example: hd-nam-sach, hd-nam-sach-cu, so-tttt-hd.",
        ),
        ("Nam Sách", "“Nam Sách” can be more than one unit. Write one of: hd-nam-sach, hd-nam-sach-cu."),
        ("hg-quan-ba", "“hg-quan-ba” is a unit of Ha Giang, not of Hai Duong."),
        ("Quản Bạ", "has no unit with the code or name “Quản Bạ”."),
        ("DN", "has no unit with the code or name “DN”."),
    ],
)
def test_an_unknown_unit_and_one_of_another_province_are_refused(references, text, sentence):
    with translation.override("en"):
        entry = one(references, PLACE, CODE, PERIOD, 80, text, head=(*HEAD, "Đơn vị"))
    [fault] = entry.faults
    assert fault.startswith(f"E · Đơn vị “{text}”: ")
    assert sentence in fault
    assert entry.unit is None


def test_a_province_without_units_has_rows_of_its_own_only(references):
    with translation.override("en"):
        entry = one(references, "Hòa Bình", CODE, PERIOD, 80, "x", head=(*HEAD, "Đơn vị"))
    assert entry.faults == [
        "E · Đơn vị “x”: Hoa Binh has no units. Leave the cell empty for a figure of the province itself."
    ]


@pytest.mark.parametrize(("measure", "is_fine"), [("%", True), (None, True), ("DN", False)])
def test_another_unit_of_measurement_is_refused(references, measure, is_fine):
    with translation.override("en"):
        entry = one(references, PLACE, CODE, PERIOD, 80, measure, head=(*HEAD, "ĐVT"))
    refusal = "E · ĐVT “DN”: This is not the indicator's unit of measurement, which is: %."
    assert entry.faults == ([] if is_fine else [refusal])


@pytest.mark.parametrize(
    ("key", "is_fine"),
    [
        ("hai-duong/units/so-tttt-hd/ho-so-tinh/2025-Q1@3", True),
        ("hai-duong/ho-so-tinh/2025-Q1@3", False),
        ("hai-duong/units/hd-nam-sach/ho-so-tinh/2025-Q1@3", False),
    ],
)
def test_the_hidden_key_names_the_unit_too(references, key, is_fine):
    head = (*HEAD, "Mã đơn vị", "Khóa dòng")
    entry = one(references, PLACE, CODE, PERIOD, 80, "so-tttt-hd", key, head=head)
    assert (entry.faults == [], entry.version) == (is_fine, 3 if is_fine else None)


def test_units_are_read_only_where_a_row_names_one(references, django_assert_num_queries):
    with django_assert_num_queries(0):
        one(references, PLACE, CODE, PERIOD, 80, "%", head=(*HEAD, "Đơn vị"))
    with django_assert_num_queries(1):
        read_file(book((*HEAD, "Đơn vị"), *[(PLACE, CODE, PERIOD, 80, "so-tttt-hd")] * 3), references)
