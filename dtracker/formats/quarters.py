"""Reporting periods: calendar quarters and whole years, and how they are written and read."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, timedelta
from functools import total_ordering
from typing import Self

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from dtracker.formats.language import is_english

FIRST_YEAR = 1900
LAST_YEAR = 2200
LAST_TYPED_YEAR = 2099

_ROMAN = ("I", "II", "III", "IV")
_CODE = re.compile(r"([0-9]{4})(?:-Q([1-4]))?")


@total_ordering
@dataclass(frozen=True, slots=True)
class Period:
    """A calendar quarter or a whole year. A year stands as its fourth quarter among quarters.

    Raises ValueError for a year outside 1900–2200 or a quarter outside 1–4.
    """

    year: int
    quarter: int | None = None

    def __post_init__(self) -> None:
        if not FIRST_YEAR <= self.year <= LAST_YEAR:
            raise ValueError(f"year {self.year} is outside {FIRST_YEAR}–{LAST_YEAR}")
        if self.quarter not in (None, 1, 2, 3, 4):
            raise ValueError(f"quarter {self.quarter} is outside 1–4")

    def __lt__(self, other: object) -> bool:
        if not isinstance(other, Period):
            return NotImplemented
        return self._place < other._place

    def __str__(self) -> str:
        return self.code

    @property
    def _place(self) -> tuple[int, bool]:
        # A year follows its own fourth quarter, so that sorting a mix is deterministic.
        return self.as_quarter().ordinal, self.is_year

    @classmethod
    def of(cls, day: date, yearly: bool) -> Self:
        """The quarter (or, for a yearly indicator, the year) which contains the day."""
        return cls(day.year) if yearly else cls(day.year, (day.month + 2) // 3)

    @classmethod
    def from_code(cls, code: str) -> Self:
        """The period of a path or data file, exactly "2023-Q4" or "2023"; ValueError otherwise."""
        match = _CODE.fullmatch(code)
        if match is None:
            raise ValueError(f"{code!r} is not a period code such as 2023-Q4 or 2023")
        year, quarter = match.groups()
        return cls(int(year), int(quarter) if quarter else None)

    @classmethod
    def _from_ordinal(cls, ordinal: int, yearly: bool) -> Self:
        if yearly:
            return cls(ordinal)
        year, quarter = divmod(ordinal - 1, 4)
        return cls(year, quarter + 1)

    @property
    def is_year(self) -> bool:
        return self.quarter is None

    @property
    def code(self) -> str:
        """The form of paths and data files: "2023-Q4" or "2023"."""
        return str(self.year) if self.is_year else f"{self.year}-Q{self.quarter}"

    @property
    def ordinal(self) -> int:
        """A running number: the difference of two periods of one kind is a number of whole periods."""
        return self.year if self.quarter is None else self.year * 4 + self.quarter

    @property
    def start(self) -> date:
        """The first day of the period."""
        return date(self.year, 3 * (self.quarter or 1) - 2, 1)

    @property
    def end(self) -> date:
        """The last day of the period, which still belongs to it."""
        quarter = self.quarter or 4
        following = date(self.year + 1, 1, 1) if quarter == 4 else date(self.year, 3 * quarter + 1, 1)
        return following - timedelta(days=1)

    def as_quarter(self) -> Self:
        """A year becomes its fourth quarter; a quarter stays as it is."""
        return type(self)(self.year, 4) if self.is_year else self

    def as_year(self) -> Self:
        """The year of the period."""
        return type(self)(self.year)

    def shift(self, count: int) -> Self:
        """The period that lies count periods of the same kind later (earlier when negative)."""
        return self._from_ordinal(self.ordinal + count, self.is_year)

    def next(self) -> Self:
        return self.shift(1)

    def previous(self) -> Self:
        return self.shift(-1)

    def same_period_last_year(self) -> Self:
        return type(self)(self.year - 1, self.quarter)

    def label(self, language: str | None = None) -> str:
        """The written form: "Quý IV/2023" or "Năm 2023"; in English "Q4 2023" or "2023"."""
        english = is_english(language)
        if self.quarter is None:
            return str(self.year) if english else f"Năm {self.year}"
        return f"Q{self.quarter} {self.year}" if english else f"Quý {_ROMAN[self.quarter - 1]}/{self.year}"

    @property
    def short(self) -> str:
        """The form for narrow columns and axes in the active language: "IV/2023" or "Q4 2023"; "2023"."""
        if self.quarter is None:
            return str(self.year)
        return self.label() if is_english() else f"{_ROMAN[self.quarter - 1]}/{self.year}"


class PeriodError(ValueError):
    """Typed text that is no period; `sentence` says to the user what would be right."""

    def __init__(self, sentence: str | Promise) -> None:
        super().__init__(sentence)
        self.sentence = sentence


_WRONG_FORM = _("Write a quarter as “Quý IV/2023” or “2023-Q4”, or a year as “2023”.")
_WRONG_QUARTER = _("A year has four quarters: write I, II, III, IV or 1, 2, 3, 4.")
WRONG_YEAR = _("Write the year with four digits, from 1900 to 2099.")

_QUARTERS = {"1": 1, "2": 2, "3": 3, "4": 4, "i": 1, "ii": 2, "iii": 3, "iv": 4}
_ROMAN_LETTERS = str.maketrans({"ⅰ": "i", "ⅱ": "ii", "ⅲ": "iii", "ⅳ": "iv"})
_YEAR_FIRST = re.compile(r"(?P<year>[0-9]+)\s*[-/]?\s*(?:q|quý|qúy)\s*(?P<quarter>[0-9]+|[ivx]+)")
_QUARTER_FIRST = re.compile(r"(?:q|quý|qúy)\s*(?P<quarter>[0-9]+|[ivx]+)(?:\s*[-/,]\s*|\s+)(?:năm\s*)?(?P<year>[0-9]+)")
_ONLY_QUARTER = re.compile(r"(?P<quarter>[ivx]+)\s*/\s*(?P<year>[0-9]+)")
_ONLY_YEAR = re.compile(r"(?:năm\s*)?(?P<year>[0-9]+)")


def parse_period(text: str) -> Period:
    """The period which a person typed: "Quý IV/2023", "2023-Q4", "Q4/2023", "Quý 4 năm 2023", "2023".

    Raises PeriodError, whose sentence says what would be right.
    """
    form = _one_form(text)
    for pattern in (_YEAR_FIRST, _QUARTER_FIRST, _ONLY_QUARTER, _ONLY_YEAR):
        if match := pattern.fullmatch(form):
            return _read(match.groupdict())
    raise PeriodError(_WRONG_FORM)


def _one_form(text: str) -> str:
    composed = unicodedata.normalize("NFC", text).lower().translate(_ROMAN_LETTERS)
    return " ".join(composed.split())


def _read(parts: dict[str, str]) -> Period:
    year = parts["year"]
    if len(year) != 4 or not FIRST_YEAR <= int(year) <= LAST_TYPED_YEAR:
        raise PeriodError(WRONG_YEAR)
    if "quarter" not in parts:
        return Period(int(year))
    if parts["quarter"] not in _QUARTERS:
        raise PeriodError(_WRONG_QUARTER)
    return Period(int(year), _QUARTERS[parts["quarter"]])
