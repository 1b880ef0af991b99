"""What a row says: the one right value, or a refusal that names row, column and what would be right. Never another."""

from datetime import date, datetime
from decimal import Decimal
from io import BytesIO

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dtracker.formats.numbers import format_number
from dtracker.formats.quarters import Period
from indicators.imports.reading import read_file
from indicators.imports.references import References
from indicators.queries.imports import province_names, reported_indicators, units_by_code
from tests import cast, make
from tests.dtracker.files.books import book

pytestmark = pytest.mark.django_db
HEAD = ("Tỉnh", "Mã chỉ số", "Kỳ", "Giá trị")
PLACE, CODE, PERIOD = "Hải Dương", "ho-so-tinh", "2025-Q1"


def country():
    cast.hai_duong()
    cast.ha_giang()
    cast.province("hoa-binh", "Hòa Bình", code="17")
    cast.province("minh-hoa", "Minh Hoạ", code="MH")
    ended = cast.province("hai-phong-2008", "Hải Phòng", code="31", ended_on=cast.MERGED)
    again = cast.province("hai-phong", "Hải Phòng", code="31", started_on=date(2025, 7, 1))
    make.indicator(CODE, decimals=4, is_ratio=True)
    make.indicator("dn-so", shape="stock", unit_vi="DN", unit_en="firms", decimals=0, maximum=None)
    make.rank_indicator("hang", is_reported=True)
    return ended, again


@pytest.fixture(scope="module")
def written(write) -> bytes:
    return write(country)


@pytest.fixture
def references(made):
    return References(province_names(), reported_indicators(), units_by_code)


def entries(references, *rows, head=HEAD, formats=None):
    return read_file(book(head, *rows, formats=formats), references).entries


def from_csv(references, *lines, head=HEAD):
    text = "\n".join("\t".join(line) for line in (head, *lines))
    return read_file(BytesIO(text.encode()), references).entries


def one(references, *row, **kwargs):
    (entry,) = entries(references, row, **kwargs)
    return entry


# --- Values: text in CSV, text in a workbook, numbers in a workbook ------------------------------

SHARES = [
    ("80,53%", "80.53"),
    ("80,53", "80.53"),
    ("80.53", "80.53"),
    ("0,4843", "0.4843"),
    ("100", "100"),
    ("0", "0"),
    ("0,0", "0"),
    ("80,53 %", "80.53"),
    ("\u00a080,53\u00a0", "80.53"),
    ("080,5", "80.5"),
]
COUNTS = [("1.931", "1931"), ("12.345.678", "12345678"), ("1931", "1931"), ("0", "0"), ("1931,0", None)]
REFUSED_SHARES = ["0.484", "80.5.3", "80,53,1", "1e1", "80,53 điểm", "80,53%%", "70-80", "~80", "８０", "‮80", "80 %x"]
REFUSED_COUNTS = [
    "1,931.5", "1,931", "1.93", "1.9310", "1_931", "NaN", "Infinity", "1e400", "0x1F", "(5)", "\u22125", "năm",
    "1-2", "1.931 người", "1,5 tỷ", "1..931", "1.0.5", "1.5e3", "9" * 40, "1 931", "TRUE", "#N/A", "=1+1x",
]  # fmt: skip
BLANKS = ["", "-", "–", "—", "Không có số liệu", "KHÔNG CÓ SỐ LIỆU", "no data", "\u00a0"]


@pytest.mark.parametrize("how", [entries, from_csv])
@pytest.mark.parametrize(("text", "value"), SHARES)
def test_shares(references, how, text, value):
    (entry,) = how(references, (PLACE, CODE, PERIOD, text))
    assert (entry.faults, entry.given) == ([], {"value": Decimal(value)})


@pytest.mark.parametrize("how", [entries, from_csv])
@pytest.mark.parametrize(("text", "value"), COUNTS)
def test_counts(references, how, text, value):
    (entry,) = how(references, (PLACE, "dn-so", PERIOD, text))
    if value is None:
        assert (len(entry.faults), entry.given["value"]) == (1, None)
    else:
        assert (entry.faults, entry.given) == ([], {"value": Decimal(value)})


@pytest.mark.parametrize("how", [entries, from_csv])
@pytest.mark.parametrize(
    ("code", "text"), [*((CODE, text) for text in REFUSED_SHARES), *(("dn-so", text) for text in REFUSED_COUNTS)]
)
def test_what_can_be_read_in_two_ways_or_none_is_refused(references, how, code, text):
    (entry,) = how(references, (PLACE, code, PERIOD, text))
    assert entry.given["value"] is None
    assert len(entry.faults) == 1
    assert entry.faults[0].startswith("D")


@pytest.mark.parametrize("how", [entries, from_csv])
@pytest.mark.parametrize("text", BLANKS)
def test_nothing_is_nothing_and_never_zero(references, how, text):
    (entry,) = how(references, (PLACE, CODE, PERIOD, text))
    assert (entry.faults, entry.given, entry.is_blank) == ([], {"value": None}, True)


EXCEL = [
    (CODE, 0.8053, "0.00%", "80.53"),
    (CODE, 1, "General", "1"),
    (CODE, 1, "0%", "100"),
    (CODE, 0.30000000000000004, "General", "0.3"),
    (CODE, 0, "General", "0"),
    (CODE, 80.53, "0.00", "80.53"),
    ("dn-so", 1931, "#,##0", "1931"),
    ("dn-so", 1931.0, "General", "1931"),
    ("dn-so", 1e5, "0.00E+00", "100000"),
    (CODE, 0.4843, "General", "0.4843"),
]


@pytest.mark.parametrize(("code", "value", "form", "expected"), EXCEL)
def test_number_cells(references, code, value, form, expected):
    entry = one(references, PLACE, code, PERIOD, value, formats={"D2": form})
    assert (entry.faults, entry.given["value"], entry.warnings) == ([], Decimal(expected), [])


@pytest.mark.parametrize(
    ("code", "value", "form"),
    [
        ("dn-so", datetime(2025, 2, 1), "d-mmm"),
        ("dn-so", True, "General"),
        ("dn-so", "#N/A", "General"),
        ("dn-so", "=1+1", "General"),
        ("dn-so", 1930.6, "0"),
        ("dn-so", 0.5, "0%"),
        ("dn-so", 123456789012345678, "0"),
    ],
)
def test_number_cells_that_are_refused(references, code, value, form):
    entry = one(references, PLACE, code, PERIOD, value, formats={"D2": form})
    assert (len(entry.faults), entry.given["value"]) == (1, None)


def test_a_cell_that_shows_less_than_it_holds_is_a_warning(references):
    entry = one(references, PLACE, CODE, PERIOD, 80.53, formats={"D2": "0"})
    assert entry.given["value"] == Decimal("80.53")
    assert entry.warnings == ["D · Giá trị: tệp hiện ít chữ số thập phân hơn; số trong ô là 80,53."]


def test_a_refusal_names_the_column_the_text_and_what_is_right(references):
    assert from_csv(references, (PLACE, "dn-so", PERIOD, "1,931"))[0].faults == [
        "D · Giá trị “1,931”: Phải là số nguyên, không có phần thập phân. Có phải ý là “1.931”?"
    ]


# --- Periods -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("2023-Q4", Period(2023, 4)),
        ("Quý IV/2023", Period(2023, 4)),
        ("Quy\u0301 IV/2023", Period(2023, 4)),
        ("Qúy IV/2023", Period(2023, 4)),
        ("Quý Ⅳ/2023", Period(2023, 4)),
        ("Q4/2023", Period(2023, 4)),
        ("Quý 4 năm 2023", Period(2023, 4)),
        ("2023", Period(2023)),
        (2023, Period(2023)),
    ],
)
def test_periods(references, text, period):
    entry = one(references, PLACE, CODE, text, 1)
    assert (entry.faults, entry.period) == ([], period)


@pytest.mark.parametrize(
    "text",
    [
        "Quý lV/2023",
        "Q0/2023",
        "Q5/2023",
        "2023-Q5",
        "0",
        "Q4",
        "Q4/23",
        45000,
        datetime(2023, 10, 1),
        "",
        None,
        2023.5,
    ],
)
def test_what_is_no_period_is_refused(references, text):
    entry = one(references, PLACE, CODE, text, 1)
    assert (len(entry.faults), entry.period) == (1, None)


# --- Provinces and indicators --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("Hải Dương", "hai-duong"),
        ("hải dương", "hai-duong"),
        ("Tỉnh Hải Dương", "hai-duong"),
        ("Ha\u0309i Du\u031bo\u031bng", "hai-duong"),
        ("\u00a0Hải\u00a0Dương ", "hai-duong"),
        ("hai-duong", "hai-duong"),
        ("30", "hai-duong"),
        (30, "hai-duong"),
        (2, "ha-giang"),
        ("02", "ha-giang"),
        ("Hòa Bình", "hoa-binh"),
        ("Hoà Bình", "hoa-binh"),
        ("Hoa Binh Province", "hoa-binh"),
        ("Hải Phòng", "hai-phong-2008"),
        ("31", "hai-phong-2008"),
        ("hai-phong-2008", "hai-phong-2008"),
        ("MH", "minh-hoa"),
        ("mh", "minh-hoa"),
    ],
)
def test_provinces(references, text, slug):
    entry = one(references, text, CODE, PERIOD, 1)
    assert (entry.faults, entry.province.slug) == ([], slug)


@pytest.mark.parametrize(
    "text",
    ["Hải Đương", "Hаi Dương", "Hải", "Dương Hải", "300", "3O", "３０", 99, 30.5, True, "", "Hải Dương, Hà Giang"],
)
def test_what_is_no_province_is_refused(references, text):
    entry = one(references, text, CODE, PERIOD, 1)
    # Đ is no tone of D, but words without marks are read too: only there the two are one.
    if text == "Hải Đương":
        assert entry.province.slug == "hai-duong"
    else:
        assert (len(entry.faults), entry.province) == (1, None)


@pytest.mark.parametrize(
    ("period", "text", "slug"),
    [
        ("2025-Q3", "Hải Phòng", "hai-phong"),
        ("2025-Q2", "Hải Phòng", "hai-phong-2008"),
        ("2025-Q3", 31, "hai-phong"),
        ("2025", "hai-phong", "hai-phong"),
        ("2025", "hai-phong-2008", "hai-phong-2008"),
    ],
)
def test_a_name_that_changed_hands_is_that_of_the_period(references, period, text, slug):
    assert one(references, text, CODE, period, 1).province.slug == slug


def test_a_year_in_which_two_bore_the_name_asks_which(references):
    entry = one(references, "Hải Phòng", CODE, "2025", 1)
    assert entry.faults == [
        "A · Tỉnh “Hải Phòng”: “Hải Phòng” có thể là nhiều tỉnh. Ghi một trong các mã: hai-phong, hai-phong-2008."
    ]


@pytest.mark.parametrize("text", ["ho-so-tinh", "HO-SO-TINH", " ho-so-tinh\u00a0"])
def test_indicators(references, text):
    assert one(references, PLACE, text, PERIOD, 1).indicator.code == CODE


@pytest.mark.parametrize("text", ["ho-so", "hо-so-tinh", "Tỷ lệ hồ sơ", "", 5, "ho_so_tinh"])
def test_what_is_no_indicator_is_refused(references, text):
    entry = one(references, PLACE, text, PERIOD, 1)
    assert (len(entry.faults), entry.indicator) == (1, None)


# --- The rest of a row ---------------------------------------------------------------------------

LONG = (*HEAD, "Tử số", "Mẫu số", "Trên tổng số đơn vị", "Không có số liệu vì", "Ghi chú", "Đơn vị")


def test_every_column(references):
    entry = one(references, PLACE, "hang", "2024", 13, None, None, 63, None, "'-xem lại", "hạng", head=LONG)
    assert entry.faults == []
    assert entry.given == {
        "value": 13,
        "numerator": None,
        "denominator": None,
        "rank_of": 63,
        "no_data_reason": "",
        "remark": "-xem lại",
    }


def test_columns_in_another_order(references):
    entry = one(references, 80, PERIOD, CODE, PLACE, head=("Value", "Period", "Indicator code", "Province"))
    assert (entry.faults, entry.given, entry.province.slug) == ([], {"value": 80}, "hai-duong")


def test_value_and_note_swapped_is_refused(references):
    entry = one(references, PLACE, CODE, PERIOD, "xem báo cáo", "80,5", head=(*HEAD, "Ghi chú"))
    assert len(entry.faults) == 1


def test_a_value_that_slipped_into_a_column_without_header_is_refused(references):
    entry = one(references, PLACE, CODE, PERIOD, None, 80.5)
    assert entry.faults == ["E: “80,5” nằm ở cột không có tiêu đề."]


GARBLED = ["TØnh H¶i D­¬ng", "Háº£i DÆ°Æ¡ng", "Haûi Döông", "Ä‘Ã£ ná»™p", "s\ufffd liệu", "®· nép"]


@pytest.mark.parametrize("text", GARBLED)
def test_garbled_notes_are_not_stored(references, text):
    entry = one(references, PLACE, CODE, PERIOD, 80, text, head=(*HEAD, "Ghi chú"))
    assert len(entry.faults) == 1


@pytest.mark.parametrize(
    "text", ["Số liệu tạm tính", "10 m² đất", "“Đề án 06”", "cà phê, Zürich", "=SUM(A1)", "<b>x</b>"]
)
def test_other_notes_are(references, text):
    entry = one(
        references, PLACE, CODE, PERIOD, 80, f"'{text}" if text.startswith("=") else text, head=(*HEAD, "Ghi chú")
    )
    assert (entry.faults, entry.given["remark"]) == ([], text)


@pytest.mark.parametrize(("column", "most"), [("Không có số liệu vì", 300), ("Ghi chú", 2000)])
def test_long_texts_are_refused(references, column, most):
    head = (*HEAD, column)
    assert one(references, PLACE, CODE, PERIOD, None, "x" * most, head=head).faults == []
    assert len(one(references, PLACE, CODE, PERIOD, None, "x" * (most + 1), head=head).faults) == 1


DAYS = (*HEAD, "Ngày hoàn thành")


@pytest.mark.parametrize("day", ["26/3/2025", "26/03/2025", date(2025, 3, 26), datetime(2025, 3, 26)])
def test_the_day_of_a_milestone(references, day):
    made = make.indicator("cot-moc", shape="milestone", unit_vi="", unit_en="")
    references.indicators[made.code] = made
    entry = one(references, PLACE, "cot-moc", PERIOD, 1, day, head=DAYS, formats={"E2": "dd/mm/yyyy"})
    assert (entry.faults, entry.given["observed_on"]) == ([], date(2025, 3, 26))


@pytest.mark.parametrize("day", ["3/26/2025", "31/2/2025", "tháng 3", "2025", 45742, True])
def test_what_is_no_day_is_refused(references, day):
    made = make.indicator("cot-moc", shape="milestone", unit_vi="", unit_en="")
    references.indicators[made.code] = made
    assert len(one(references, PLACE, "cot-moc", PERIOD, 1, day, head=DAYS).faults) == 1


def test_only_milestones_have_a_day(references):
    entry = one(references, PLACE, CODE, PERIOD, 80, "26/3/2025", head=DAYS)
    assert entry.faults == ["E · Ngày hoàn thành “26/3/2025”: Chỉ mốc mới có ngày hoàn thành."]


KEYED = ("Khóa dòng", *HEAD)


@pytest.mark.parametrize(
    ("key", "version"), [("hai-duong/ho-so-tinh/2025-Q1@3", 3), ("hai-duong/ho-so-tinh/2025-Q1@0", 0), (None, None)]
)
def test_the_hidden_key_carries_the_version(references, key, version):
    entry = one(references, key, PLACE, CODE, PERIOD, 80, head=KEYED)
    assert (entry.faults, entry.version) == ([], version)


@pytest.mark.parametrize(
    "key", ["ha-giang/ho-so-tinh/2025-Q1@3", "hai-duong/dn-so/2025-Q1", "hai-duong/ho-so-tinh/2025-Q2", "x", 5]
)
def test_a_row_that_was_moved_beside_its_key_is_refused(references, key):
    assert len(one(references, key, PLACE, CODE, PERIOD, 80, head=KEYED).faults) == 1


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=30)
@given(st.lists(st.decimals(0, 100, places=4, allow_nan=False), min_size=1, max_size=20))
def test_generated_shares_arrive_exactly_by_all_three_ways(references, values):
    lines = [(PLACE, CODE, PERIOD, format_number(value, language="vi")) for value in values]
    numbers = [(PLACE, CODE, PERIOD, value) for value in values]
    for found in (entries(references, *lines), from_csv(references, *lines), entries(references, *numbers)):
        assert [entry.given["value"] for entry in found] == values


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=50)
@given(st.lists(st.lists(st.text(max_size=15), min_size=4, max_size=4), min_size=1, max_size=5))
def test_generated_rows_of_nonsense_are_refused_or_blank(references, lines):
    text = "\n".join(
        "\t".join(each.replace('"', "").translate(dict.fromkeys(map(ord, "\t\n\r\x00\x0b\x0c"))) for each in line)
        for line in lines
    )
    found = read_file(BytesIO(("\t".join(HEAD) + "\n" + text).encode("utf-8", "ignore")), references)
    assert all(entry.faults for entry in found.entries)
