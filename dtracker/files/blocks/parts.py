"""What an official report consists of, in reading order. Texts are plain: nothing in them is a field or a link."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Letterhead:
    """The head of an official report. What the clerk fills in by hand comes with dots."""

    superior: str
    issuer: str
    number: str
    country: str
    motto: str
    place_and_day: str
    kind: str
    subject: str
    draft: str = ""


@dataclass(frozen=True)
class Heading:
    """Numbered by its author: "I. …" is of level 1, "1. …" of level 2."""

    text: str
    level: int = 1


@dataclass(frozen=True)
class Paragraph:
    text: str
    is_bold: bool = False


@dataclass(frozen=True)
class Items:
    """A list; each item gets a dash, as official reports write it."""

    texts: Sequence[str]


@dataclass(frozen=True)
class Table:
    """`widths` in millimetres, of each column; the head comes back on every page."""

    head: Sequence[str]
    rows: Sequence[Sequence[str]]
    widths: Sequence[int]


@dataclass(frozen=True)
class Signature:
    """Left who receives the report, right who signs; names stay open."""

    receivers_title: str
    receivers: Sequence[str]
    office: str


@dataclass(frozen=True)
class Annex:
    """Begins a new page."""

    name: str
    title: str
    belongs_to: str


@dataclass(frozen=True)
class Reasons:
    """One text of the annex: what it is about, the question, its numbered steps, and the verdict."""

    about: str
    lines: Sequence[str]


Block = Letterhead | Heading | Paragraph | Items | Table | Signature | Annex | Reasons
