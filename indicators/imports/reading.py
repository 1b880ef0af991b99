"""Rows of a file into entries: what each says of which figure, or why it cannot be read."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import BinaryIO

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from dtracker.files.sheets.cells import Cell, Row, letter_of
from dtracker.files.sheets.headers import not_read
from dtracker.files.sheets.reading import read_table
from dtracker.files.sheets.xlsx import IS_DATE
from dtracker.formats.dates import has_whole_year
from dtracker.formats.numbers import NumberError, parse_optional_number
from indicators.checks import value_rule, whole_parts_only
from indicators.enums import Shape
from indicators.imports.columns import BY_NAME, all_placed, is_header, name_of
from indicators.imports.milestones import NeitherWord, done_of
from indicators.imports.references import References, Unknown
from indicators.models import Figure, Indicator
from indicators.queries.asked import Respondent
from indicators.queries.imported import Entry

NUMBERS = ("value", "numerator", "denominator", "rank_of")
LONGEST = {"no_data_reason": 300, "remark": 2000}
_KEY = re.compile(r"([a-z0-9-]+)(?:/units/([\w-]+))?/([a-z0-9-]+)/([0-9]{4}(?:-Q[1-4])?)(?:@([0-9]{1,9}))?")
# Bytes of UTF-8 taken for Western letters; letters of TCVN3 inside words; letters of VNI that no Vietnamese word has.
GARBLED = re.compile(
    r"áº|á»|Ã[\u0080-\u00bf]|Æ°|Ä‘|\ufffd|\w[¶®µ¸«¬¹·§¦¥£¢¡½¼¾\u00ad]|[®¶][\w·µ¸¹]|[aeouyAEOUY][äåæëïøûü]"
)
_DAY = re.compile(r"([0-9]{1,2})/([0-9]{1,2})/([0-9]{4})")
TURNING = re.compile("[\u202a-\u202e\u2066-\u2069]")
"""Signs that turn the direction of writing: a note must read as it was written."""
REPORT_EVERY = 500


class Unfit(ValueError):
    """A cell whose content is no number of its column; `sentence` says what would be right."""

    def __init__(self, sentence: str | Promise) -> None:
        super().__init__(sentence)
        self.sentence = sentence


@dataclass(frozen=True)
class FileRead:
    """A whole file, read: its entries in order, and the headers of columns that were left out."""

    entries: list[Entry]
    not_read: list[str]
    sheet: str


def key_of(figure: Figure | None, whose: Respondent, indicator, period) -> str:
    """What the template keeps in its hidden column: which cell the row is for, and the version seen."""
    unit = f"/units/{whose.unit.code}" if whose.unit else ""
    return f"{whose.province.slug}{unit}/{indicator.code}/{period.code}" + (f"@{figure.version}" if figure else "@0")


def read_file(file: BinaryIO, references: References, report=lambda done: None) -> FileRead:
    """The entries of a file. SheetError where it is no table of figures. `report` is told how many rows are read."""
    table = read_table(file, is_header=is_header)
    places = all_placed(table.header)
    columns = {name: _column(place, table.header[place]) for name, place in places.items()}
    entries = []
    for row in table.rows:
        entry = Entry(row.number, columns=columns)
        _read_row(entry, row, places, table.header, references)
        entries.append(entry)
        if len(entries) % REPORT_EVERY == 0:
            report(len(entries))
    return FileRead(entries, not_read(table.header, name_of), table.sheet)


def _column(place: int, header: str) -> str:
    """How a sentence names it, by what the person sees there: H · Giá trị."""
    return f"{letter_of(place)} · {' '.join(header.split())[:40]}"


def _read_row(
    entry: Entry, row: Row, places: Mapping[str, int], header: Mapping[int, str], references: References
) -> None:
    if row.fault:
        entry.faults.append(str(row.fault))
        return
    cells = {name: row.cells.get(place) for name, place in places.items()}
    if row.is_hidden:
        entry.warnings.append(_("This row is hidden in the file."))
    entry.faults += _strays(row, header)
    _refer(entry, cells, references)
    if entry.indicator is None:
        return
    _say(entry, cells)
    _check_measure(entry, cells.get("measure"))


def _strays(row: Row, header: Mapping[int, str]) -> Iterator[str]:
    """A cell without a header may be a shifted value: it is not passed over."""
    for place, cell in row.cells.items():
        if place not in header:
            yield _("%(letter)s: “%(text)s” stands in a column without a header.") % {
                "letter": letter_of(place),
                "text": cell.text[:40],
            }


def _refer(entry: Entry, cells: Mapping[str, Cell | None], references: References) -> None:
    """Which figure the row is about, from its words; the hidden key, where there is one, must say the same."""
    for name, find in (
        ("indicator", references.indicator),
        ("period", references.period),
        ("province", lambda text: references.province(text, entry.period)),
    ):
        cell = cells.get(name)
        if cell is None:
            entry.faults.append(_("%(column)s is missing.") % {"column": BY_NAME[name].header})
            continue
        try:
            setattr(entry, name, find(_plain_text(cell)))
        except Unknown as unknown:
            _refuse(entry, name, cell, unknown.sentence)
    if entry.province and cells.get("unit"):
        _refer_unit(entry, cells["unit"], references)
    if not entry.faults and cells.get("key"):
        _check_key(entry, cells["key"])


def _refer_unit(entry: Entry, cell: Cell, references: References) -> None:
    """In files of people's own “Đơn vị” may as well be the unit of measurement."""
    if entry.indicator and _is_measure(cell, entry.indicator):
        return
    try:
        entry.unit = references.unit(_plain_text(cell), entry.province)
    except Unknown as unknown:
        _refuse(entry, "unit", cell, unknown.sentence)


def _plain_text(cell: Cell) -> str:
    if cell.fault:
        raise Unknown(str(cell.fault))
    # A year or a code kept as a number: without the dot between thousands.
    return str(cell.number) if cell.number is not None else cell.text


def _check_key(entry: Entry, cell: Cell) -> None:
    match = _KEY.fullmatch(cell.text)
    unit = entry.unit.code if entry.unit else None
    if match and match.groups()[:4] == (entry.province.slug, unit, entry.indicator.code, entry.period.code):
        entry.version = int(match[5]) if match[5] else None
    else:
        entry.faults.append(
            _("The hidden key says “%(key)s”: rows or columns of the template were moved. Download it again.")
            % {"key": cell.text[:80]}
        )


def _say(entry: Entry, cells: Mapping[str, Cell | None]) -> None:
    for name in NUMBERS:
        if name in cells:
            entry.given[name] = _number(entry, name, cells[name])
    for name in LONGEST:
        if name in cells:
            entry.given[name] = _words(entry, name, cells[name])
    if "observed_on" in cells:
        entry.given["observed_on"] = _day(entry, cells["observed_on"])
    entry.is_blank = not entry.faults and all(value in (None, "") for value in entry.given.values())


def _number(entry: Entry, name: str, cell: Cell | None) -> Decimal | int | None:
    if cell is None:
        return None
    try:
        value = _read_number(entry.indicator, name, cell)
    except Unfit as unfit:
        _refuse(entry, name, cell, unfit.sentence)
        return None
    if cell.is_rounded:
        entry.warnings.append(
            _("%(letter)s: the file shows fewer decimals; what it holds is %(text)s.")
            % {"letter": entry.columns[name], "text": cell.text}
        )
    return int(value) if name == "rank_of" and value is not None else value


def _read_number(indicator: Indicator, name: str, cell: Cell) -> Decimal | None:
    is_percent = name == "value" and indicator.unit_vi == "%"
    if cell.fault:
        raise Unfit(cell.fault)
    if cell.is_percent and not is_percent:
        raise Unfit(_("This is formatted as a percentage; the indicator is none."))
    try:
        if name == "value" and indicator.shape == Shape.MILESTONE:
            return done_of(cell.text)
        return parse_optional_number(cell.text, **_rule(name, indicator))
    except NumberError as error:
        raise Unfit(error.message) from None
    except NeitherWord as error:
        raise Unfit(error.sentence) from None


def _rule(name: str, indicator: Indicator) -> dict:
    if name == "value":
        return value_rule(indicator)
    return {"integer": name == "rank_of" or whole_parts_only(indicator)}


def _words(entry: Entry, name: str, cell: Cell | None) -> str:
    if cell is None:
        return ""
    text = "" if cell.fault else TURNING.sub("", cell.text)
    if cell.fault:
        _refuse(entry, name, cell, str(cell.fault))
    elif len(text) > LONGEST[name]:
        _refuse(entry, name, cell, _("The text is longer than %(most)s characters.") % {"most": LONGEST[name]})
    elif GARBLED.search(text):
        _refuse(entry, name, cell, _("The letters are garbled or not Unicode. Convert the text to Unicode."))
    return text


def _day(entry: Entry, cell: Cell | None) -> date | None:
    """A date cell of Excel, or a day as it is written here; never a month before a day."""
    if cell is None:
        return None
    day = written_day(cell.text) if cell.fault in ("", IS_DATE) else None
    if day is None:
        _refuse(entry, "observed_on", cell, _("Write a day as 26/3/2025."))
    elif entry.indicator.shape != Shape.MILESTONE:
        _refuse(entry, "observed_on", cell, _("Only a milestone has the day on which it was done."))
    return day


def written_day(text: str) -> date | None:
    match = _DAY.fullmatch(text)
    try:
        day = date(*map(int, match.groups()[::-1])) if match else None
    except ValueError:
        return None
    return day if day and has_whole_year(day) else None


def _check_measure(entry: Entry, cell: Cell | None) -> None:
    """A value in other units would be another value."""
    if cell and not _is_measure(cell, entry.indicator):
        right = _("This is not the indicator's unit of measurement, which is: %(unit)s.") % {
            "unit": entry.indicator.unit or "–"
        }
        _refuse(entry, "measure", cell, right)


def _is_measure(cell: Cell, indicator: Indicator) -> bool:
    return cell.text.casefold() in {indicator.unit_vi.casefold(), indicator.unit_en.casefold()}


def _refuse(entry: Entry, name: str, cell: Cell, sentence: str | Promise) -> None:
    """With the sentence: where it holds, and what stands there."""
    where = entry.columns[name]
    entry.faults.append(f"{where} “{cell.text[:40]}”: {sentence}" if cell.text else f"{where}: {sentence}")
