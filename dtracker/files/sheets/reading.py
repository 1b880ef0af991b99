"""The one door for uploaded tables: what it is is told by the content, never by the name."""

from typing import BinaryIO

from django.utils.translation import gettext_lazy as _

from dtracker.files.sheets.cells import IsHeader, Limits, SheetError, Table
from dtracker.files.sheets.delimited import NO_TEXT, read_csv
from dtracker.files.sheets.xlsx import read_xlsx
from dtracker.formats.numbers import format_number

EMPTY = _("The file is empty.")
TOO_BIG = _("The file is larger than %(most)s MB.")
OLD_EXCEL = _("This is an old Excel file (.xls) or one protected by a password. Save it as .xlsx without a password.")


USUAL = Limits()


def read_table(file: BinaryIO, *, is_header: IsHeader, limits: Limits = USUAL) -> Table:
    """The table with this header in an .xlsx or .csv file. SheetError says why there is none.

    The file must stay open while the rows are read.
    """
    file.seek(0)
    start = file.read(8)
    file.seek(0)
    if not start:
        raise SheetError(EMPTY)
    if start.startswith(b"PK"):
        return read_xlsx(file, is_header, limits)
    if start.startswith(b"\xd0\xcf\x11\xe0"):
        raise SheetError(OLD_EXCEL)
    if start.startswith((b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8")):
        raise SheetError(NO_TEXT)
    data = file.read(limits.size + 1)
    if len(data) > limits.size:
        raise SheetError(TOO_BIG % {"most": format_number(limits.size // 2**20)})
    return read_csv(data, is_header, limits)
