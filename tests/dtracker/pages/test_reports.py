"""The targets of a province in Excel and Word: what stands where, for whom, as of which day."""

from datetime import date
from io import BytesIO

import pytest
from django.test import Client
from docx import Document
from docx.oxml.ns import qn
from docx.shared import Pt
from openpyxl import load_workbook

from agreements.enums import BodyKind, BodyScope
from indicators.exports.targets_xlsx import HEAD_ROW
from tests import cast, make

pytestmark = pytest.mark.django_db

EXCEL, WORD = "/provinces/hai-duong/targets.xlsx", "/provinces/hai-duong/targets.docx"
RUN = ("=", "+", "-", "@")


@pytest.fixture
def client():
    return Client()


@pytest.fixture
def hai_duong():
    """A share behind its path, a rank that was met, both with a task of a working group."""
    place = cast.hai_duong()
    share, rank = make.indicator(), make.rank_indicator(pillar=make.pillar("tong-hop", order=1, name_vi="Tổng hợp"))
    make.target(share, place, 90, "2030-Q4", baseline="20@2020-Q4", code="files", owner_vi="Sở Nội vụ")
    make.published(share, place, "2024-Q4", "21.5", public_on=date(2025, 1, 20))
    make.target(rank, place, 15, "2023", code="rank")
    make.published(rank, place, "2023", 13, public_on=date(2024, 7, 12))
    group = make.body(place, name_vi="Tổ công tác", kind=BodyKind.WORKING_GROUP, scope=BodyScope.PROVINCE)
    make.task(place, serves=[share], body=group, person="Trần Văn An")
    return place


def table_of(client, address=EXCEL):
    return load_workbook(BytesIO(client.get(address).content)).active


def rows_of(client, address=EXCEL) -> dict[str, dict]:
    """Rows by the code of the target, each by heading."""
    rows = table_of(client, address).iter_rows(min_row=HEAD_ROW, values_only=True)
    heads = next(rows)
    return {row[3]: dict(zip(range(len(heads)), row, strict=True)) for row in rows}


def document_of(client, address=WORD):
    return Document(BytesIO(client.get(address).content))


def text_of(document) -> str:
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(each.text for each in document.paragraphs), *cells])


# Excel


def test_one_row_for_each_target_with_numbers_as_numbers(client, hai_duong):
    row = rows_of(client)["files"]
    assert [row[n] for n in (0, 1, 6, 7, 9, 11, 14)] == [
        "Chính quyền số", "ho-so-tinh", 90, "%", "2030-Q4", 21.5, "Chậm tiến độ",
    ]  # fmt: skip
    assert row[16] == "kém mức cần có 26,5 điểm %"
    assert row[21].startswith("http://testserver/provinces/hai-duong/indicators/ho-so-tinh/#why-")


def test_a_number_shows_as_many_decimals_as_its_indicator(client, hai_duong):
    formats = {row[3].value: row[11].number_format for row in table_of(client).iter_rows(min_row=HEAD_ROW + 1)}
    assert formats == {"files": "#,##0.0", "rank": "#,##0"}


def test_nothing_in_the_workbook_runs(client, hai_duong):
    hai_duong.targets.filter(code="rank").update(owner_vi='=HYPERLINK("http://evil.example")')
    cells = [cell for row in table_of(client).iter_rows() for cell in row]
    assert [cell.coordinate for cell in cells if cell.data_type == "f"] == []
    assert [cell.value for cell in cells if isinstance(cell.value, str) and cell.value.startswith(RUN)] == []
    assert "'=HYPERLINK" in rows_of(client)["rank"][18]


def test_the_top_says_of_what_and_of_when(client, hai_duong):
    table = table_of(client, f"{EXCEL}?as_of=2025-01-20")
    assert "Hải Dương" in table["A1"].value
    assert "20/1/2025" in table["A1"].value
    assert table["A2"].value == "1 trên 2 chỉ tiêu cần xử lý."
    assert table["A4"].value in (None, "")


def test_a_past_day_gives_what_was_published_then(client, hai_duong):
    assert rows_of(client)["files"][10] == "21,5%"
    assert rows_of(client, f"{EXCEL}?as_of=2025-01-19")["files"][10] == "–"
    name = client.get(f"{EXCEL}?as_of=2025-01-19").headers["Content-Disposition"]
    assert name == 'attachment; filename="hai-duong-targets-2025-01-19.xlsx"'


def test_the_filter_of_the_page_holds_and_is_said(client, hai_duong):
    assert list(rows_of(client, f"{EXCEL}?status=slow")) == ["files"]
    assert list(rows_of(client, f"{EXCEL}?horizon=2023")) == ["rank"]
    assert "2023" in table_of(client, f"{EXCEL}?horizon=2023")["A4"].value
    assert "Tổng hợp" in text_of(document_of(client, f"{WORD}?pillar=tong-hop"))
    assert "Tỷ lệ hồ sơ" not in text_of(document_of(client, f"{WORD}?pillar=tong-hop"))


@pytest.mark.parametrize("query", ["status=fine", "horizon=2031", "pillar=nowhere", "as_of=2023-02-30"])
@pytest.mark.parametrize("address", [EXCEL, WORD])
def test_what_there_is_not_is_no_file(client, hai_duong, address, query):
    assert client.get(f"{address}?{query}").status_code == 404


def test_an_unknown_province_has_no_file(client):
    assert client.get("/provinces/atlantis/targets.xlsx").status_code == 404


# Who answers


def test_people_are_named_to_members_of_the_province_only(client, hai_duong):
    assert rows_of(client)["files"][18] == "Sở Nội vụ"
    client.force_login(cast.nam(hai_duong))
    assert rows_of(client)["files"][18] == "Sở Nội vụ · Trần Văn An"
    client.force_login(cast.quang(cast.ha_giang()))
    assert "Trần Văn An" not in text_of(document_of(client))


def test_requests_for_explanation_are_for_members_of_the_province(client, hai_duong):
    nam = cast.nam(hai_duong)
    make.explanation(hai_duong.targets.get(code="files"), nam, question="Vì sao chậm như vậy?")
    assert "Vì sao chậm như vậy?" not in text_of(document_of(client))
    client.force_login(nam)
    assert "Vì sao chậm như vậy?" in text_of(document_of(client))
    assert "Vì sao chậm như vậy?" not in text_of(document_of(client, f"{WORD}?as_of=2025-03-01"))
    client.force_login(cast.quang(cast.ha_giang()))
    assert "Vì sao chậm như vậy?" not in text_of(document_of(client))


# Word


def test_the_report_has_the_measures_of_decree_30(client, hai_duong):
    document = document_of(client)
    section = document.sections[0]
    sides = (section.page_width, section.page_height, section.left_margin, section.right_margin)
    assert [round(each.mm) for each in (*sides, section.top_margin, section.bottom_margin)] == [
        210,
        297,
        30,
        15,
        20,
        20,
    ]
    normal = document.styles["Normal"]
    assert (normal.font.name, normal.font.size) == ("Times New Roman", Pt(14))
    assert section.different_first_page_header_footer
    assert 'w:instr="PAGE"' in section.header.paragraphs[0]._p.xml
    assert "PAGE" not in section.first_page_header._element.xml


def test_the_worst_stands_first(client, hai_duong):
    _head, worst, *_pillars = document_of(client).tables
    assert [row.cells[1].text.partition(":")[0] for row in worst.rows[1:]] == [
        "Tỷ lệ hồ sơ công việc cấp tỉnh xử lý trên môi trường mạng"
    ]
    assert worst.rows[1].cells[3].text.startswith("kém mức cần có 26,5 điểm %; mỗi quý cần +2,9")
    assert worst.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None


def test_there_is_one_table_for_each_pillar_in_its_order(client, hai_duong):
    headings = [each.text for each in document_of(client).paragraphs if each.text.startswith(("1. ", "2. "))]
    assert headings[:2] == ["1. Tổng hợp", "2. Chính quyền số"]


def test_made_up_figures_say_so_in_every_file(client, hai_duong):
    assert "minh hoạ" not in text_of(document_of(client))
    hai_duong.is_illustration = True
    hai_duong.save()
    notice = "Số liệu minh hoạ, không trích dẫn."
    document = document_of(client)
    assert notice in text_of(document)
    section = document.sections[0]
    assert [each.paragraphs[0].text for each in (section.footer, section.first_page_footer)] == [notice, notice]
    assert table_of(client)["A3"].value == notice
    assert {row[20] for row in rows_of(client).values()} == {notice}


def test_text_that_word_cannot_hold_is_left_out(client, hai_duong):
    hai_duong.targets.filter(code="files").update(owner_vi="Sở \x0bNội & <vụ>")
    assert "Sở Nội & <vụ>" in text_of(document_of(client))


def test_files_in_english(client, hai_duong):
    client.cookies["django_language"] = "en"
    text = text_of(document_of(client))
    assert "SOCIALIST REPUBLIC OF VIET NAM" in text
    assert "I. Overview" in text
    assert rows_of(client)["files"][14] == "Behind schedule"


# Where the links stand


@pytest.mark.parametrize(
    ("query", "files"),
    [
        ("", "?"),
        ("?as_of=2025-03-01&horizon=2030", "?as_of=2025-03-01&amp;horizon=2030"),
    ],
)
def test_the_page_leads_to_its_files_with_its_filter(client, hai_duong, query, files):
    page = client.get(f"/provinces/hai-duong/{query}").content.decode()
    for address in (EXCEL, WORD, "/api/v1/provinces/hai-duong/targets/"):
        assert f'href="{address}{files}"' in page


def test_a_province_without_targets_leads_to_no_files(client):
    cast.ha_giang()
    assert "targets.xlsx" not in client.get("/provinces/ha-giang/").content.decode()
