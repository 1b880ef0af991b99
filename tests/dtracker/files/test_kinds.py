"""What a file is, by its content: which are taken, which are refused, and what of a name is kept."""

import random
from io import BytesIO
from struct import pack
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from dtracker.files import kinds
from dtracker.files.kinds import DOC, DOCX, JPEG, ODS, ODT, PDF, PNG, PPTX, WEBP, XLS, XLSX, KindError
from tests import make

OPEN_XML = "application/vnd.openxmlformats-officedocument."


def folder(members: dict[str, bytes | str], *, comment: bytes = b"") -> bytes:
    packed = BytesIO()
    with ZipFile(packed, "w", ZIP_DEFLATED) as made:
        for name, content in members.items():
            made.writestr(ZipInfo(name), content, ZIP_STORED if name == "mimetype" else ZIP_DEFLATED)
        made.comment = comment
    return packed.getvalue()


def office(part: str, main: str, **more: bytes) -> bytes:
    types = f'<Types><Override ContentType="{OPEN_XML}{main}.main+xml" PartName="/{part}"/></Types>'
    return folder({"[Content_Types].xml": types, part: b"<x/>"} | more)


def docx(**more) -> bytes:
    return office("word/document.xml", "wordprocessingml.document", **more)


def odf(kind: str, **more: bytes) -> bytes:
    return folder({"mimetype": f"application/vnd.oasis.opendocument.{kind}", "content.xml": b"<x/>"} | more)


def old_office(*streams: str) -> bytes:
    """Header, one sector, then directory entries of 128 bytes."""
    entries = b"".join(name.encode("utf-16-le").ljust(64, b"\0") + b"\2" * 64 for name in ("Root Entry", *streams))
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".ljust(512, b"\0") + b"text ".ljust(512, b" ") + entries


PICTURE = b"\x89PNG\r\n\x1a\n" + pack(">I", 13) + b"IHDR" + b"\0" * 17 + b"IEND\xaeB`\x82"
PHOTO = b"\xff\xd8\xff\xe0\x00\x10JFIF\0" + b"\x55" * 64 + b"\xff\xd9"
DRAWING = b"RIFF\x24\0\0\0WEBPVP8 " + b"\0" * 32


def recognised(content: bytes, name: str = "") -> kinds.Kind:
    return kinds.recognised(name, BytesIO(content))


def refusal(content: bytes, name: str = "") -> str:
    with translation.override("en"), pytest.raises(KindError) as error:
        recognised(content, name)
    return str(error.value.sentence)


@pytest.mark.parametrize(
    ("content", "name", "kind"),
    [
        (make.PDF, "Báo cáo.pdf", PDF),
        (make.PDF, "BÁO CÁO.PDF", PDF),
        (make.PDF, "Báo cáo 1.10.2025.pdf", PDF),
        (make.PDF, "Báo cáo", PDF),
        (make.PDF, "Báo cáo quý III. Bản ký", PDF),
        (make.PDF + b"\r\n\0", "a.pdf", PDF),
        (docx(), "a.docx", DOCX),
        (docx(**{"word/media/hinh.svg": b"<svg/>", "word/embeddings/oleObject1.bin": b"x"}), "a.docx", DOCX),
        (office("xl/workbook.xml", "spreadsheetml.sheet"), "a.xlsx", XLSX),
        (office("ppt/presentation.xml", "presentationml.presentation"), "a.pptx", PPTX),
        (odf("text"), "a.odt", ODT),
        (odf("spreadsheet"), "a.ods", ODS),
        (old_office("WordDocument", "1Table"), "a.doc", DOC),
        (old_office("Workbook"), "a.xls", XLS),
        (old_office("Book"), "a.xls", XLS),
        (PICTURE, "a.png", PNG),
        (PHOTO, "a.jpg", JPEG),
        (PHOTO, "a.JPEG", JPEG),
        (DRAWING, "a.webp", WEBP),
    ],
)
def test_what_is_taken(content, name, kind):
    assert recognised(content, name) == kind


TAKEN_ARE = "This kind of file is not taken. Taken are PDF, Word, Excel, PowerPoint, ODT, ODS, JPG, PNG and WebP."
HIDES = "The file hides another one or a script inside. Save it again with the usual program."
CUT = "The PDF is cut off or has something behind its end. Save it again and upload that."
ACTIVE = "The PDF carries a script or starts programs. Print it to a new PDF and upload that."
MACROS = "The document holds macros. Save it without macros, or as PDF, and upload that."
DAMAGED = "The file is damaged, or is a packed folder. Upload the document itself."


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "The file is empty."),
        (b"<!DOCTYPE html><script>alert(1)</script>", TAKEN_ARE),
        (b"<html><body onload=alert(1)>", TAKEN_ARE),
        (b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", TAKEN_ARE),
        (b"<?xml version='1.0'?><svg/>", TAKEN_ARE),
        (b"MZ\x90\0 a program", TAKEN_ARE),
        (b"\x7fELF a program", TAKEN_ARE),
        (b"#!/bin/sh\nrm -rf /\n", TAKEN_ARE),
        (b"GIF89a/*<script>*/", TAKEN_ARE),
        (b"{\\rtf1 object}", TAKEN_ARE),
        (b"Rar!\x1a\x07\0", TAKEN_ARE),
        (b"just words", TAKEN_ARE),
        (b"\n" + make.PDF, TAKEN_ARE),
        (b"GIF89a" + make.PDF, TAKEN_ARE),
        (make.PDF.replace(b"1 0 obj", b"<html><body>"), HIDES),
        (make.PDF.replace(b"1 0 obj", b"1 0 obj " + b" " * 9000 + b"<ScRiPt>"), HIDES),
        (make.PDF.replace(b"1 0 obj", b"(javascript:alert\\(1\\))"), HIDES),
        (make.PDF.replace(b"1 0 obj", b"<?php echo 1; ?>"), HIDES),
        (make.PDF + docx(), HIDES),
        (make.PDF + b"MZ a program", CUT),
        (make.PDF.removesuffix(b"%%EOF\n"), CUT),
        (make.PDF.replace(b"/Catalog", b"/Catalog /OpenAction << /S /JavaScript /JS (app.alert(1)) >>"), ACTIVE),
        (make.PDF.replace(b"/Catalog", b"/Catalog /OpenAction << /S /J#61v#61Script >>"), ACTIVE),
        (make.PDF.replace(b"/Catalog", b"/Catalog /OpenAction << /S /Launch /F (cmd.exe) >>"), ACTIVE),
        (PICTURE + b"<script>alert(1)</script>", HIDES),
        (PHOTO.replace(b"JFIF", b"<svg"), HIDES),
        (PHOTO + docx(), HIDES),
        (docx(**{"word/vbaProject.bin": b"macro"}), MACROS),
        (office("word/document.xml", "something.else"), DAMAGED),
        (folder({"[Content_Types].xml": "application/vnd.ms-word.document.macroEnabled.main+xml"}), MACROS),
        (office("xl/workbook.xml", "spreadsheetml.sheet", **{"xl/macrosheets/sheet1.xml": b"x"}), MACROS),
        (odf("text", **{"Basic/Standard/Module1.xml": b"macro"}), MACROS),
        (odf("text", **{"Scripts/python/a.py": b"macro"}), MACROS),
        (old_office("WordDocument", "Macros", "_VBA_PROJECT"), MACROS),
        (docx(**{"word/embeddings/a.exe": b"MZ"}), "The document holds a program. Save it as PDF and upload that."),
        (
            old_office("EncryptedPackage"),
            "The document is locked by a password. Remove the password and upload it again.",
        ),
        (odf("presentation"), DAMAGED),
        (folder({"a.txt": b"a folder"}), DAMAGED),
        (docx(**{"../../etc/passwd": b"x"}), DAMAGED),
        (docx(**{"/etc/passwd": b"x"}), DAMAGED),
        (docx() + b"behind it", DAMAGED),
        (docx()[:-30], DAMAGED),
        (old_office("Something else"), DAMAGED),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", DAMAGED),
        (b"PK\x03\x04", DAMAGED),
    ],
)
def test_what_is_refused_with_words(content, sentence):
    assert refusal(content) == sentence


def test_a_folder_with_two_kinds_or_two_members_of_one_name_is_refused():
    both = f"{OPEN_XML}wordprocessingml.document.main+xml {OPEN_XML}spreadsheetml.sheet.main+xml"
    assert refusal(folder({"[Content_Types].xml": both})) == DAMAGED
    twice = docx()
    packed = BytesIO(twice)
    with ZipFile(packed, "a") as more, pytest.warns(UserWarning, match="Duplicate"):
        more.writestr("[Content_Types].xml", "other")
    assert refusal(packed.getvalue()) == DAMAGED


def test_a_program_with_a_document_behind_it_is_refused():
    """A packed folder is found from its end, so anything may stand in front of it."""
    assert refusal(b"MZ" + docx()) == TAKEN_ARE
    assert refusal(b"PK\x03\x04 something in front" + docx()) == DAMAGED


def test_a_comment_behind_the_folder_is_a_place_to_hide_and_refused():
    assert refusal(folder({"[Content_Types].xml": "x"}, comment=b"<script>alert(1)</script>")) == DAMAGED


def test_twenty_thousand_members_are_refused_unread():
    assert refusal(folder({f"word/{number}.xml": b"" for number in range(20_000)})) == DAMAGED


def test_a_declaration_that_unpacks_to_much_is_not_unpacked():
    bomb = folder({"[Content_Types].xml": b" " * 200_000_000, "word/document.xml": b""})
    assert len(bomb) < 300_000
    assert refusal(bomb) == DAMAGED


@pytest.mark.parametrize(
    ("name", "ending"),
    [
        ("bao-cao.exe", ".exe"),
        ("bao-cao.exe.pdf", ".exe"),
        ("bao-cao.PDF.Html", ".html"),
        ("bao-cao.html .pdf", ".html"),
        ("bao-cao.svg", ".svg"),
        ("so-lieu.xlsm", ".xlsm"),
        ("van-ban.docm", ".docm"),
        ("bao-cao\u202efdp.exe", ".exe"),
        ("bao-cao.ex\u200be", ".exe"),
        ("bao-cao.exe\0.pdf", ".exe"),
        ("bao-cao.exe.", ".exe"),
    ],
)
def test_a_name_that_promises_a_program_is_refused_whatever_the_content(name, ending):
    sentence = f"A name with “{ending}” in it is not taken: save the document as PDF and upload that."
    assert refusal(make.PDF, name) == sentence


def test_name_and_content_must_agree():
    sentence = "The name ends in “.png”, but the content is PDF. Save it again as that and upload it."
    assert refusal(make.PDF, "anh.png") == sentence


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("Báo cáo Quý III-2025 (Hải Dương).pdf", "Báo cáo Quý III-2025 (Hải Dương).pdf"),
        ("Ba\u0301o ca\u0301o.pdf", "Báo cáo.pdf"),
        ("../../etc/passwd", "passwd.pdf"),
        ("C:\\Users\\Lan\\Báo cáo.pdf", "Báo cáo.pdf"),
        ("a\r\nSet-Cookie: x=1.pdf", "a Set-Cookie_ x=1.pdf"),
        ("a\0b.pdf", "ab.pdf"),
        ('"><img src=x onerror=alert(1)>.pdf', "___img src=x onerror=alert(1)_.pdf"),
        ("bao\u202ecao\u200f.pdf", "baocao.pdf"),
        ("  .pdf", "pdf.pdf"),
        ("", "tệp.pdf"),
        ("...", "tệp.pdf"),
        ("Báo cáo", "Báo cáo.pdf"),
        ("BÁO CÁO.PDF", "BÁO CÁO.pdf"),
    ],
)
def test_what_of_a_name_is_kept(name, kept):
    assert kinds.kept_name(name, PDF) == kept


def test_a_name_of_400_letters_is_cut_between_letters():
    kept = kinds.kept_name("ế" * 400 + ".pdf", PDF)
    assert kept == "ế" * 83 + ".pdf"
    assert len(kept.encode()) <= kinds.LONGEST_NAME


@given(st.text(max_size=400))
def test_any_name_is_kept_as_one_harmless_line(name):
    kept = kinds.kept_name(name, PDF)
    assert kept.endswith(".pdf")
    assert 4 < len(kept) <= 255 and len(kept.encode()) <= 255
    assert not set(kept) & set('/\\\0\r\n<>:"|?*')
    assert kept.isprintable()


@given(st.binary(max_size=300), st.sampled_from([b"", b"%PDF-", b"PK\x03\x04", b"\xff\xd8\xff", kinds._OLE]))
def test_any_bytes_are_recognised_or_refused_never_a_crash(content, start):
    try:
        kind = recognised(start + content)
    except KindError as error:
        assert str(error.sentence)
    else:
        assert kind in kinds.KINDS


def test_documents_cut_or_changed_anywhere_never_crash():
    chance = random.Random(7)
    for whole in (docx(), odf("text"), old_office("WordDocument"), make.PDF):
        for _time in range(150):
            changed = bytearray(whole[: chance.randrange(1, len(whole) + 1)])
            changed[chance.randrange(len(changed))] = chance.randrange(256)
            try:
                recognised(bytes(changed))
            except KindError as error:
                assert str(error.sentence)


def test_a_pattern_across_two_pieces_is_found():
    content = b"%PDF-1.4\n" + b" " * (kinds.CHUNK - 13) + b"<script>" + b"%%EOF"
    assert refusal(content) == HIDES
