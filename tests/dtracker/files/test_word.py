"""Blocks in a Word file: each kind is written, nothing in a text runs, what must repeat repeats."""

from datetime import datetime
from io import BytesIO
from typing import get_args
from zipfile import ZipFile

from docx import Document
from docx.oxml.ns import qn

from dtracker.files.blocks import parts
from dtracker.files.blocks.word import WRITERS, word_file

HEAD = parts.Letterhead(
    superior="Ủy ban nhân dân tỉnh Hải Dương",
    issuer="Sở Thông tin",
    number="Số: 05/BC-STTTT",
    country="Cộng hòa xã hội chủ nghĩa Việt Nam",
    motto="Độc lập - Tự do - Hạnh phúc",
    place_and_day="Hải Dương, ngày 05 tháng 01 năm 2024",
    kind="Báo cáo",
    subject="Tiến độ",
    draft="Dự thảo",
)
ONE_OF_EACH = [
    HEAD,
    parts.Heading("I. Tổng quan"),
    parts.Paragraph("Lời văn"),
    parts.Items(["một", "hai"]),
    parts.Table(("TT", "Tên"), [("1", "Một"), ("2", "Hai")], (10, 50)),
    parts.Signature("Nơi nhận:", ["- Lưu: VT."], "Giám đốc"),
    parts.Annex("Phụ lục", "Vì sao", "(kèm theo)"),
    parts.Reasons("1. Chỉ tiêu", ["Vì sao “Chậm”?", "1. Gốc: 20%", "Chậm."]),
]


def written(*blocks: parts.Block, **more) -> bytes:
    return word_file(blocks, title="Báo cáo", language="vi-VN", made_at=datetime(2024, 1, 5), **more)


def document_of(*blocks: parts.Block, **more):
    return Document(BytesIO(written(*blocks, **more)))


def test_every_kind_of_block_is_written():
    assert set(WRITERS) == set(get_args(parts.Block)) == {type(each) for each in ONE_OF_EACH}
    text = "\n".join(each.text for each in document_of(*ONE_OF_EACH).paragraphs)
    for expected in ("BÁO CÁO", "I. Tổng quan", "Lời văn", "- một", "- hai", "Phụ lục", "VÌ SAO", "1. Gốc: 20%"):
        assert expected in text


def test_the_head_stands_in_two_halves_without_borders():
    table = document_of(HEAD).tables[0]
    left, right = table.rows[0].cells
    assert [each.text for each in left.paragraphs if each.text] == [
        "ỦY BAN NHÂN DÂN TỈNH HẢI DƯƠNG", "SỞ THÔNG TIN", "Số: 05/BC-STTTT", "DỰ THẢO",
    ]  # fmt: skip
    assert right.paragraphs[0].text == "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
    assert table.style.name == "Normal Table"
    lines = [each for cell in (left, right) for each in cell.paragraphs if "w:pBdr" in each._p.xml]
    assert len(lines) == 2


def test_the_head_of_a_table_comes_back_on_every_page():
    table = document_of(ONE_OF_EACH[4]).tables[0]
    marks = [row._tr.trPr.find(qn("w:tblHeader")) is not None for row in table.rows]
    assert marks == [True, False, False]
    assert [round(each.width.mm) for each in (*table.columns, *table.rows[2].cells)] == [10, 50, 10, 50]
    assert all(row._tr.trPr.find(qn("w:cantSplit")) is not None for row in table.rows)


def test_the_annex_begins_a_page():
    paragraphs = document_of(*ONE_OF_EACH).paragraphs
    assert [each.text for each in paragraphs if each.paragraph_format.page_break_before] == ["Phụ lục"]


def test_texts_are_texts():
    """No field, no link, no character that XML cannot hold; only the page number is a field."""
    evil = '=HYPERLINK("http://x") { INCLUDETEXT "C:\\\\x" } <w:p/> \x0b\x00&'
    file = ZipFile(BytesIO(written(parts.Paragraph(evil), parts.Table(("a",), [(evil,)], (50,)))))
    body = file.read("word/document.xml").decode()
    assert "instr" not in body
    assert "hyperlink" not in body
    assert body.count("&lt;w:p/&gt; &amp;") == 2
    headers = [file.read(name).decode() for name in file.namelist() if name.startswith("word/header")]
    assert sum(each.count("w:instr") for each in headers) == 1


def test_what_word_shows_of_the_file():
    document = document_of(HEAD, foot="Số liệu minh hoạ")
    assert (document.core_properties.title, document.core_properties.author) == ("Báo cáo", "dtracker")
    assert document.core_properties.created.replace(tzinfo=None) == datetime(2024, 1, 5)
    assert document.sections[0].footer.paragraphs[0].text == "Số liệu minh hoạ"
