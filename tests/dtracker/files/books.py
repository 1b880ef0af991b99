"""Workbooks for tests, made by openpyxl and, where it would refuse, by hand."""

import zipfile
from io import BytesIO

from openpyxl import Workbook

CONTENT_TYPES = """<?xml version="1.0" encoding="UTF-8"?>
<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
<Default Extension="xml" ContentType="application/xml"/>
<Override PartName="/xl/workbook.xml"
 ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>
<Override PartName="/xl/worksheets/sheet1.xml"
 ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>
</Types>"""
RELS = """<?xml version="1.0" encoding="UTF-8"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1"
 Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/>
</Relationships>"""
BOOK = """<?xml version="1.0" encoding="UTF-8"?>
<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"
 xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">
<sheets><sheet name="S" sheetId="1" r:id="rId1"/></sheets></workbook>"""
BOOK_RELS = """<?xml version="1.0" encoding="UTF-8"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1"
 Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/>
</Relationships>"""
NS = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def book(*rows, formats: dict[str, str] | None = None, also: dict[str, list] | None = None, change=None) -> BytesIO:
    """A workbook of these rows; number formats by cell; more sheets by name; `change(workbook)` for the rest."""
    made = Workbook()
    sheet = made.active
    for row in rows:
        sheet.append(list(row))
    for where, form in (formats or {}).items():
        sheet[where].number_format = form
    for name, lines in (also or {}).items():
        other = made.create_sheet(name)
        for line in lines:
            other.append(line)
    if change:
        change(made)
    file = BytesIO()
    made.save(file)
    return file


def hand_made(sheet: str | bytes, **members: str | bytes) -> BytesIO:
    """A workbook whose sheet is this XML; other members by name, "__" for a slash and "_" for a dot."""
    file = BytesIO()
    parts = {
        "[Content_Types].xml": CONTENT_TYPES,
        "_rels/.rels": RELS,
        "xl/workbook.xml": BOOK,
        "xl/_rels/workbook.xml.rels": BOOK_RELS,
        "xl/worksheets/sheet1.xml": sheet,
    } | members
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return file


def sheet_xml(rows: str, *, before: str = "", after: str = "") -> str:
    return f'<?xml version="1.0"?><worksheet xmlns="{NS}">{before}<sheetData>{rows}</sheetData>{after}</worksheet>'


def row_xml(number: int, *texts: str) -> str:
    cells = "".join(
        f'<c r="{chr(65 + place)}{number}" t="inlineStr"><is><t>{text}</t></is></c>' for place, text in enumerate(texts)
    )
    return f'<row r="{number}">{cells}</row>'
