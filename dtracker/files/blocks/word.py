"""Blocks as a Word file, laid out as Annex I of Decree 30/2020/NĐ-CP asks: margins, letter, head, page numbers."""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from io import BytesIO

from docx import Document
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from dtracker.files.blocks.parts import (
    Annex,
    Block,
    Heading,
    Items,
    Letterhead,
    Paragraph,
    Reasons,
    Signature,
    Table,
)
from dtracker.files.sheets.cells import cleaned

LETTER = "Times New Roman"
BODY, TABLE, SMALL = Pt(14), Pt(11), Pt(11)
INDENT, GAP, SPACING, NO_GAP = Mm(12.7), Pt(6), 1.15, Pt(0)
LEFT, RIGHT, TOP, BOTTOM = Mm(30), Mm(15), Mm(20), Mm(20)
HEAD_LEFT, HEAD_RIGHT = 62, 103
"""Millimetres of the two halves of the head; the name of the country stays on one line."""
CENTRE, JUSTIFY = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.JUSTIFY
START = WD_ALIGN_PARAGRAPH.LEFT


def word_file(blocks: Iterable[Block], *, title: str, language: str, made_at: datetime, foot: str = "") -> bytes:
    """The .docx. `title` and `language` ("vi-VN") are what Word shows of the file and spells it by.

    `foot` stands at the foot of every page.
    """
    document = _empty(title, language, made_at)
    _foot(document.sections[0], foot)
    for block in blocks:
        WRITERS[type(block)](document, block)
    file = BytesIO()
    document.save(file)
    return file.getvalue()


def _empty(title: str, language: str, made_at: datetime):
    document = Document()
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin, section.right_margin = LEFT, RIGHT
    section.top_margin, section.bottom_margin = TOP, BOTTOM
    section.header_distance = Mm(10)
    section.different_first_page_header_footer = True
    _page_number(section.header.paragraphs[0])
    _letter(document.styles["Normal"], language)
    properties = document.core_properties
    properties.title, properties.author, properties.language = title, "dtracker", language
    properties.created = properties.modified = made_at
    properties.comments = ""
    return document


def _letter(style, language: str) -> None:
    style.font.name, style.font.size = LETTER, BODY
    style.paragraph_format.space_after, style.paragraph_format.line_spacing = NO_GAP, 1
    properties = style.element.get_or_add_rPr()
    for kind in ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia"):
        properties.rFonts.set(qn(kind), LETTER)
    spelling = OxmlElement("w:lang")
    spelling.set(qn("w:val"), language)
    properties.append(spelling)


def _page_number(paragraph) -> None:
    """Arabic, upright, in the middle of the top margin; the first page has none. Word puts the right one for "2"."""
    paragraph.alignment = CENTRE
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    shown = paragraph.add_run("2")
    field.append(shown._r)
    paragraph._p.append(field)


def _foot(section, text: str) -> None:
    for place in (section.footer, section.first_page_footer) if text else ():
        place.paragraphs[0].alignment = CENTRE
        _run(place.paragraphs[0], text, size=SMALL, bold=True)


# Letterhead, signature, annex


def _letterhead(document, head: Letterhead) -> None:
    left, right = _halves(document, HEAD_LEFT, HEAD_RIGHT)
    _line(left, head.superior.upper(), size=Pt(12))
    _line(left, head.issuer.upper(), size=Pt(12), bold=True)
    _rule(left, share=0.4)
    _line(left, head.number, size=Pt(13))
    if head.draft:
        _line(left, head.draft.upper(), size=Pt(12), bold=True)
    _line(right, head.country.upper(), size=Pt(12), bold=True)
    _line(right, head.motto, size=Pt(13), bold=True)
    _rule(right, share=0.57)
    _line(right, head.place_and_day, size=Pt(13), italic=True)
    _centred(document, head.kind.upper(), before=Pt(18))
    _centred(document, head.subject)
    _rule(document, share=0.3, width=HEAD_LEFT + HEAD_RIGHT)


def _halves(document, *widths: int):
    """Two cells side by side without borders, their first empty paragraph taken out."""
    table = document.add_table(rows=1, cols=len(widths))
    table.autofit = False
    _widen(table, widths)
    for cell in table.rows[0].cells:
        cell._element.remove(cell.paragraphs[0]._p)
    return table.rows[0].cells


def _line(place, text: str, *, size, bold: bool = False, italic: bool = False, alignment=CENTRE):
    paragraph = place.add_paragraph()
    paragraph.alignment = alignment
    paragraph.paragraph_format.space_after = Pt(0)
    _run(paragraph, text, size=size, bold=bold, italic=italic)
    return paragraph


def _rule(place, *, share: float, width: int | None = None) -> None:
    """A line of that share of the width, in the middle: the upper border of an empty paragraph, indented."""
    whole = Mm(width) if width else place.width
    paragraph = place.add_paragraph()
    side = int(whole * (1 - share) / 2)
    form = paragraph.paragraph_format
    form.left_indent, form.right_indent = side, side
    form.space_before, form.space_after, form.line_spacing = Pt(2), Pt(0), Pt(6)
    borders, top = OxmlElement("w:pBdr"), OxmlElement("w:top")
    for name, value in (("val", "single"), ("sz", "6"), ("space", "1"), ("color", "000000")):
        top.set(qn(f"w:{name}"), value)
    borders.append(top)
    properties = paragraph._p.get_or_add_pPr()
    properties.insert_element_before(borders, "w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc", "w:rPr")


def _signature(document, signature: Signature) -> None:
    _spaced(document.add_paragraph())
    left, right = _halves(document, 85, 80)
    _line(left, signature.receivers_title, size=Pt(12), bold=True, italic=True, alignment=START)
    for each in signature.receivers:
        _line(left, each, size=SMALL, alignment=START)
    _line(right, signature.office.upper(), size=BODY, bold=True)
    for _space in range(4):
        _line(right, "", size=BODY)


def _annex(document, annex: Annex) -> None:
    _centred(document, annex.name).paragraph_format.page_break_before = True
    _centred(document, annex.title.upper())
    _line(document, annex.belongs_to, size=BODY, italic=True)
    _rule(document, share=0.3, width=HEAD_LEFT + HEAD_RIGHT)


# Text


def _heading(document, heading: Heading) -> None:
    """With the level that Word's outline shows, in the letter of the text."""
    paragraph = document.add_paragraph()
    _spaced(paragraph, indent=INDENT)
    paragraph.paragraph_format.keep_with_next = True
    _outline(paragraph, heading.level)
    _run(paragraph, heading.text, bold=True)


def _outline(paragraph, level: int) -> None:
    mark = OxmlElement("w:outlineLvl")
    mark.set(qn("w:val"), str(level - 1))
    paragraph._p.get_or_add_pPr().append(mark)


def _paragraph(document, block: Paragraph) -> None:
    paragraph = document.add_paragraph()
    _spaced(paragraph, indent=INDENT)
    paragraph.alignment = JUSTIFY
    _run(paragraph, block.text, bold=block.is_bold)


def _items(document, items: Items) -> None:
    for text in items.texts:
        _paragraph(document, Paragraph(f"- {text}"))


def _reasons(document, reasons: Reasons) -> None:
    about = document.add_paragraph()
    _spaced(about, before=Pt(10))
    about.paragraph_format.keep_with_next = True
    _outline(about, 2)
    _run(about, reasons.about, bold=True, size=Pt(13))
    for number, text in enumerate(reasons.lines):
        paragraph = document.add_paragraph()
        paragraph.paragraph_format.space_after = Pt(2)
        is_question = number == 0
        paragraph.paragraph_format.keep_with_next = is_question
        _run(paragraph, text, size=Pt(13), italic=is_question, bold=text is reasons.lines[-1])


def _table(document, table: Table) -> None:
    drawn = document.add_table(rows=0, cols=len(table.head), style="Table Grid")
    drawn.alignment, drawn.autofit = WD_TABLE_ALIGNMENT.CENTER, False
    _row(drawn, table.head, bold=True)
    _mark_row(drawn.rows[0], "w:tblHeader")
    for texts in table.rows:
        _row(drawn, texts)
    _widen(drawn, table.widths)
    for row in drawn.rows:
        _mark_row(row, "w:cantSplit")


def _widen(table, widths: Sequence[int]) -> None:
    """The grid for LibreOffice, every cell for Word: each goes by its own."""
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(width)
    for row in table.rows:
        for cell, width in zip(row.cells, widths, strict=True):
            cell.width = Mm(width)


def _row(drawn, texts, *, bold: bool = False) -> None:
    for cell, text in zip(drawn.add_row().cells, texts, strict=True):
        paragraph = cell.paragraphs[0]
        paragraph.alignment = CENTRE if bold else START
        _run(paragraph, text, size=TABLE, bold=bold)


def _mark_row(row, name: str) -> None:
    row._tr.get_or_add_trPr().append(OxmlElement(name))


def _centred(document, text: str, *, before=GAP):
    paragraph = _line(document, text, size=BODY, bold=True)
    paragraph.paragraph_format.space_before = before
    return paragraph


def _spaced(paragraph, *, indent=None, before=NO_GAP) -> None:
    form = paragraph.paragraph_format
    form.first_line_indent, form.space_before, form.space_after, form.line_spacing = indent, before, GAP, SPACING


def _run(paragraph, text: str, *, size=BODY, bold: bool = False, italic: bool = False) -> None:
    run = paragraph.add_run(cleaned(text))
    run.font.size, run.bold, run.italic = size, bold, italic


WRITERS: dict[type, Callable] = {
    Letterhead: _letterhead,
    Heading: _heading,
    Paragraph: _paragraph,
    Items: _items,
    Table: _table,
    Signature: _signature,
    Annex: _annex,
    Reasons: _reasons,
}
