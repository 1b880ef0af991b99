"""What an uploaded file is, by its content; and the name it may keep.

A name or a browser may say anything, so the first bytes decide, for office files also what the packed folder holds.
The file is never unpacked: only its list of members and one small member are read.
"""

import re
import unicodedata
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import PurePath
from typing import BinaryIO
from zipfile import BadZipFile, ZipFile, is_zipfile

from django.utils.functional import Promise
from django.utils.translation import gettext as _

LONGEST_NAME = 255
"""In bytes of UTF-8: the longest name that common file systems keep."""
MOST_MEMBERS = 5_000
LARGEST_LIST = 1024 * 1024
HEAD = 4096
CHUNK = 1024 * 1024


class KindError(Exception):
    """The file is not taken; `sentence` says why and what to do."""

    def __init__(self, sentence: str | Promise) -> None:
        super().__init__(sentence)
        self.sentence = sentence


@dataclass(frozen=True)
class Kind:
    """One kind of file that is taken. `endings` are lower case; the first one is given where a name has none."""

    endings: tuple[str, ...]
    content_type: str

    @property
    def label(self) -> str:
        return self.endings[0].removeprefix(".").upper()


PDF = Kind((".pdf",), "application/pdf")
PNG = Kind((".png",), "image/png")
JPEG = Kind((".jpg", ".jpeg"), "image/jpeg")
WEBP = Kind((".webp",), "image/webp")
_OPEN_XML = "application/vnd.openxmlformats-officedocument."
DOCX = Kind((".docx",), f"{_OPEN_XML}wordprocessingml.document")
XLSX = Kind((".xlsx",), f"{_OPEN_XML}spreadsheetml.sheet")
PPTX = Kind((".pptx",), f"{_OPEN_XML}presentationml.presentation")
ODT = Kind((".odt",), "application/vnd.oasis.opendocument.text")
ODS = Kind((".ods",), "application/vnd.oasis.opendocument.spreadsheet")
DOC = Kind((".doc",), "application/msword")
XLS = Kind((".xls",), "application/vnd.ms-excel")
KINDS = (PDF, DOCX, XLSX, PPTX, ODT, ODS, DOC, XLS, JPEG, PNG, WEBP)
ENDINGS = tuple(ending for kind in KINDS for ending in kind.endings)
"""What an upload field may offer to choose from."""

DANGEROUS = frozenset(
    {".bat", ".cmd", ".com", ".cpl", ".dll", ".exe", ".jar", ".lnk", ".msi", ".ps1", ".reg", ".scr", ".sh"}
    | {".hta", ".htm", ".html", ".js", ".jse", ".mht", ".php", ".svg", ".vbe", ".vbs", ".wsf", ".xhtml"}
    | {".docm", ".dotm", ".potm", ".ppsm", ".pptm", ".xlam", ".xlsb", ".xlsm", ".xltm"}
)
"""Endings that some machine would run or show as a page, wherever in the name they stand."""


def _as_in_pdf(word: bytes) -> bytes:
    """A pattern for a name of PDF, any letter of which may be written as #xx."""
    return b"".join(b"(?:%c|#%02x)" % (letter, letter) for letter in word)


_SCRIPT = re.compile(rb"<script|<\?php|javascript:", re.IGNORECASE)
_PAGE = re.compile(rb"<(?:!doctype\s+html|html|svg|body|iframe)\b", re.IGNORECASE)
_ACTIVE_PDF = re.compile(b"/(?:%s|%s)" % (_as_in_pdf(b"JavaScript"), _as_in_pdf(b"Launch")))
_END_OF_PDF = re.compile(rb"%%EOF[\s\0]*\Z")
_MEMBER = re.compile(rb"PK\x01\x02")
_MAIN_PARTS = {
    b"wordprocessingml.document.main+xml": DOCX,
    b"spreadsheetml.sheet.main+xml": XLSX,
    b"presentationml.presentation.main+xml": PPTX,
}
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_STREAMS = ("WordDocument", "Workbook", "Book", "_VBA_PROJECT", "_VBA_PROJECT_CUR", "EncryptedPackage")


def recognised(name: str, file: BinaryIO) -> Kind:
    """The kind of the file, or KindError. Reads the file from its start and leaves it there."""
    _check_name(name)
    file.seek(0)
    head = file.read(HEAD)
    if not head:
        raise KindError(_("The file is empty."))
    kind = _reader_of(head)(file)
    file.seek(0)
    ending = _ending(name)
    if ending and ending not in kind.endings:
        words = _("The name ends in “%(ending)s”, but the content is %(kind)s. Save it again as that and upload it.")
        raise KindError(words % {"ending": ending, "kind": kind.label})
    return kind


def kept_name(name: str, kind: Kind) -> str:
    """The name as it may be kept and given back: one line without path, control or direction marks, not too long."""
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", name))[-1]
    plain = re.sub(r'[<>:"|?*]', "_", " ".join(_visible(last).split())).strip(". ")
    ending = _ending(plain)
    if ending in kind.endings:
        plain = plain[: -len(ending)]
    else:
        ending = kind.endings[0]
    room = LONGEST_NAME - len(ending.encode())
    return (plain.encode()[:room].decode(errors="ignore").strip(". ") or _("file")) + ending


def _visible(text: str) -> str:
    """Without control and format characters: line breaks, NUL, and the marks that turn “fdp.exe” around."""
    spaced = (" " if char.isspace() else char for char in text)
    return "".join(char for char in spaced if not unicodedata.category(char).startswith("C"))


def _ending(name: str) -> str:
    """“.pdf” of “Báo cáo.PDF”; nothing where what follows the last dot is part of a sentence."""
    found = re.search(r"\.[A-Za-z0-9]{1,5}\Z", _visible(name).strip(". "))
    return found[0].lower() if found else ""


def _check_name(name: str) -> None:
    parts = _visible(name).lower().split(".")[1:]
    if bad := sorted({f".{part.strip()}" for part in parts} & DANGEROUS):
        words = _("A name with “%(ending)s” in it is not taken: save the document as PDF and upload that.")
        raise KindError(words % {"ending": bad[0]})


def _reader_of(head: bytes) -> Callable[[BinaryIO], Kind]:
    """Who looks further, by the very first bytes: a file with something in front of them is no such file."""
    if head.startswith(b"%PDF-"):
        return _pdf
    if head.startswith(b"PK\x03\x04"):
        return _packed
    if head.startswith(_OLE):
        return _old_office
    if head.startswith(b"\x89PNG\r\n\x1a\n") and head[12:16] == b"IHDR":
        return _picture(PNG)
    if head.startswith(b"\xff\xd8\xff"):
        return _picture(JPEG)
    if head.startswith(b"RIFF") and head[8:12] == b"WEBP":
        return _picture(WEBP)
    words = _("This kind of file is not taken. Taken are PDF, Word, Excel, PowerPoint, ODT, ODS, JPG, PNG and WebP.")
    raise KindError(words)


def _pdf(file: BinaryIO) -> Kind:
    _refuse_second_face(file)
    if _holds(file, _ACTIVE_PDF):
        raise KindError(_("The PDF carries a script or starts programs. Print it to a new PDF and upload that."))
    if not _END_OF_PDF.search(_tail(file)):
        raise KindError(_("The PDF is cut off or has something behind its end. Save it again and upload that."))
    return PDF


def _picture(kind: Kind) -> Callable[[BinaryIO], Kind]:
    def read(file: BinaryIO) -> Kind:
        _refuse_second_face(file)
        return kind

    return read


def _refuse_second_face(file: BinaryIO) -> None:
    """No page at the start, no script anywhere, no packed folder behind: a file is one thing."""
    file.seek(0)
    if _PAGE.search(file.read(HEAD)) or _holds(file, _SCRIPT) or _is_packed(file):
        raise KindError(_("The file hides another one or a script inside. Save it again with the usual program."))


def _is_packed(file: BinaryIO) -> bool:
    # Both marks: four bytes that look like one of them happen by chance in a picture.
    file.seek(0)
    return is_zipfile(file) and _holds(file, _MEMBER)


def _packed(file: BinaryIO) -> Kind:
    """Office files are packed folders."""
    try:
        _check_list(file)
        with ZipFile(file) as folder:
            names = _members(folder)
            kind = _open_document(folder, names) or _open_xml(folder, names)
    except (BadZipFile, NotImplementedError, RuntimeError, ValueError, EOFError, zlib.error):
        raise _damaged() from None
    if kind is None:
        raise _damaged()
    return kind


def _damaged() -> KindError:
    return KindError(_("The file is damaged, or is a packed folder. Upload the document itself."))


def _macros() -> KindError:
    return KindError(_("The document holds macros. Save it without macros, or as PDF, and upload that."))


def _check_list(file: BinaryIO) -> None:
    """The list of members ends the file, and is as long as that of a document: looked at before anything reads it."""
    end = _tail(file)[-22:]
    if not end.startswith(b"PK\x05\x06") or int.from_bytes(end[12:16], "little") > LARGEST_LIST:
        raise BadZipFile


def _members(folder: ZipFile) -> list[str]:
    members = folder.infolist()
    names = [each.filename for each in members]
    if not members or len(members) > MOST_MEMBERS or len(set(names)) < len(names):
        raise BadZipFile
    # Something in front of the folder would be a second file.
    if min(each.header_offset for each in members) != 0:
        raise BadZipFile
    if any(name.startswith(("/", "\\")) or ".." in re.split(r"[/\\]", name) for name in names):
        raise BadZipFile
    lowered = [name.lower() for name in names]
    if any(_is_macro(name) for name in lowered):
        raise _macros()
    if any(PurePath(name).suffix in DANGEROUS - {".svg"} for name in lowered):
        raise KindError(_("The document holds a program. Save it as PDF and upload that."))
    return names


def _is_macro(name: str) -> bool:
    return name.endswith("vbaproject.bin") or name.startswith(("basic/", "scripts/", "xl/macrosheets/"))


def _open_document(folder: ZipFile, names: list[str]) -> Kind | None:
    if names[0] != "mimetype":
        return None
    declared = _read(folder, "mimetype").decode("ascii", "replace").strip()
    return next((kind for kind in (ODT, ODS) if kind.content_type == declared), None)


def _open_xml(folder: ZipFile, names: list[str]) -> Kind | None:
    if "[Content_Types].xml" not in names:
        return None
    declared = _read(folder, "[Content_Types].xml")
    if b"macroenabled" in declared.lower():
        raise _macros()
    found = {kind for part, kind in _MAIN_PARTS.items() if part in declared}
    return found.pop() if len(found) == 1 else None


def _read(folder: ZipFile, name: str) -> bytes:
    with folder.open(name) as member:
        content = member.read(LARGEST_LIST + 1)
    if len(content) > LARGEST_LIST:
        raise BadZipFile
    return content


def _old_office(file: BinaryIO) -> Kind:
    """Word and Excel before 2007: a small file system of named streams."""
    streams = _streams(file)
    if streams & {"_VBA_PROJECT", "_VBA_PROJECT_CUR"}:
        raise _macros()
    if "EncryptedPackage" in streams:
        raise KindError(_("The document is locked by a password. Remove the password and upload it again."))
    if "WordDocument" in streams:
        return DOC
    if streams & {"Workbook", "Book"}:
        return XLS
    raise _damaged()


def _streams(file: BinaryIO) -> set[str]:
    """Which of the streams we know it has: entries of the directory are 128 bytes long and begin with the name."""
    entries = {name: re.compile(re.escape(name.encode("utf-16-le") + b"\0\0")) for name in _STREAMS}
    found: set[str] = set()
    file.seek(0)
    while piece := file.read(CHUNK):
        found |= {
            name for name, entry in entries.items() if any(hit.start() % 128 == 0 for hit in entry.finditer(piece))
        }
    return found


def _holds(file: BinaryIO, pattern: re.Pattern[bytes]) -> bool:
    """Whether the pattern occurs anywhere; in pieces that overlap, so that a big file stays out of memory."""
    file.seek(0)
    kept = b""
    while piece := file.read(CHUNK):
        window = kept + piece
        if pattern.search(window):
            return True
        kept = window[-64:]
    return False


def _tail(file: BinaryIO) -> bytes:
    file.seek(0, 2)
    file.seek(max(0, file.tell() - HEAD))
    return file.read()
