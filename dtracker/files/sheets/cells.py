"""What a spreadsheet consists of once it is read, and how text goes into a cell and comes out of it."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from django.utils.functional import Promise

from dtracker.formats.text import nfc

DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""First characters that make a spreadsheet read a text as a formula."""

# Control characters but tab and line break, and halves of surrogate pairs.
_UNWRITABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


class SheetError(Exception):
    """The file cannot be read; `sentence` says why and what would be right."""

    def __init__(self, sentence: str | Promise) -> None:
        super().__init__(sentence)
        self.sentence = sentence

    def __str__(self) -> str:
        return str(self.sentence)


@dataclass(frozen=True)
class Limits:
    """What a file may cost before it is refused. Sizes in bytes; sizes of members are those after unpacking."""

    size: int = 20 * 2**20
    members: int = 1000
    unpacked: int = 160 * 2**20
    shared_strings: int = 32 * 2**20
    other_member: int = 8 * 2**20
    ratio: int = 150
    sheets: int = 50
    rows: int = 200_000
    columns: int = 100
    header_within: int = 20


class Cell(NamedTuple):
    """One cell that is not empty.

    `text` is what stands there, for a number as Vietnamese people write it. `number` is set when the
    spreadsheet keeps a number: the exact decimal it shows to 15 digits, one formatted as a percentage already
    counted in hundredths (0.8053 → 80.53). `fault` says why the content cannot be taken. `is_rounded`: the
    cell shows fewer decimals than it holds.
    """

    letter: str
    text: str
    number: Decimal | None = None
    is_percent: bool = False
    is_rounded: bool = False
    fault: str | Promise = ""


class Row(NamedTuple):
    """A row by its number in the file; cells by their place, 0 for column A; empty ones are left out."""

    number: int
    cells: Mapping[int, Cell]
    is_hidden: bool = False
    fault: str | Promise = ""


@dataclass(frozen=True)
class Table:
    """The header by place, and the rows below it, read while they are asked for.

    Rows raise SheetError where the file turns out to be damaged or too large.
    """

    header: Mapping[int, str]
    rows: Iterator[Row]
    sheet: str = ""


IsHeader = Callable[[list[str]], bool]
"""Whether these texts are the header of the table looked for."""


def letter_of(place: int) -> str:
    """The name of a column: 0 is A, 26 is AA."""
    letters = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def cleaned(text: str) -> str:
    """Text as it is stored: composed letters, without characters that no file and no page can hold."""
    return nfc(_UNWRITABLE.sub("", text).replace("\r\n", "\n").replace("\r", "\n"))


def defused(text: str) -> str:
    """Text that a spreadsheet shows and never runs: an apostrophe before what looks like a formula."""
    return f"'{text}" if text.lstrip("'").startswith(DANGEROUS) else text


def undefused(text: str) -> str:
    """The text as it was before `defused`."""
    return text[1:] if text.startswith("'") and text.lstrip("'").startswith(DANGEROUS) else text


def writable(text: str) -> str:
    """Text for a cell of a file that leaves the product: defused, without what XML cannot hold."""
    return defused(_UNWRITABLE.sub("", text))
