"""What an .xlsx is allowed to be, judged before anything of it is parsed."""

import zipfile

from django.utils.translation import gettext_lazy as _

from dtracker.files.sheets.cells import Limits, SheetError

CHUNK = 2**20
LONGEST_TEXT = 400_000
"""Bytes between two tags. Excel keeps at most 32,767 characters in a cell."""
_NOT_WORTH_A_LOOK = 4 * 2**20

TOO_LARGE = _("This file unpacks to too much data. Keep one table of figures in it and delete everything else.")
DAMAGED = _("This file is damaged or no Excel workbook. Open it in Excel and save it again as .xlsx.")
LOCKED = _("This file is protected by a password. Save it without the password.")
NO_WORKBOOK = _("This is no Excel workbook. Save the table as .xlsx or as CSV UTF-8.")
FORBIDDEN_XML = _("This workbook holds XML that no spreadsheet program writes. Save the table in a new workbook.")


def check_archive(archive: zipfile.ZipFile, limits: Limits) -> None:
    """SheetError for a bomb, an encrypted file, one that is no workbook, or XML with entities of its own."""
    members = archive.infolist()
    if len(members) > limits.members or sum(each.file_size for each in members) > limits.unpacked:
        raise SheetError(TOO_LARGE)
    if any(each.flag_bits & 1 for each in members):
        raise SheetError(LOCKED)
    if "xl/workbook.xml" not in archive.namelist():
        raise SheetError(NO_WORKBOOK)
    for each in members:
        _check_size(each, limits)
    for each in members:
        if each.filename.lower().endswith((".xml", ".rels", ".vml")):
            _check_xml(archive, each)


def _check_size(member: zipfile.ZipInfo, limits: Limits) -> None:
    name, size = member.filename.lower(), member.file_size
    if size > _NOT_WORTH_A_LOOK and size > limits.ratio * max(1, member.compress_size):
        raise SheetError(TOO_LARGE)
    most = limits.other_member
    if "/worksheets/" in name or "/media/" in name:
        most = limits.unpacked
    elif name.endswith("sharedstrings.xml"):
        most = limits.shared_strings
    if size > most:
        raise SheetError(TOO_LARGE)


def _check_xml(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> None:
    """No document type, no text without end, only UTF-8: nothing for a parser to stumble over."""
    open_text, tail = 0, b""
    with archive.open(member) as source:
        while chunk := source.read(CHUNK):
            if b"\x00" in chunk[:256]:
                raise SheetError(FORBIDDEN_XML)
            if b"<!DOCTYPE" in tail + chunk or b"<!ENTITY" in tail + chunk:
                raise SheetError(FORBIDDEN_XML)
            pieces = chunk.split(b"<")
            if max(open_text + len(pieces[0]), *map(len, pieces)) > LONGEST_TEXT:
                raise SheetError(TOO_LARGE)
            open_text = len(pieces[-1]) + (open_text if len(pieces) == 1 else 0)
            tail = chunk[-9:]
