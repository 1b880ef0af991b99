"""One row of a file of figures: as it was read, and what it would do."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from dtracker.formats.quarters import Period
from dtracker.places.models import OrgUnit, Province
from indicators.models import Figure, Indicator
from indicators.queries.asked import Respondent

Cell = tuple[int, int, int, int, int]
"""(province, unit, indicator, year, quarter); 0 for none of them."""

VALUES = ("value", "numerator", "denominator", "rank_of", "no_data_reason", "observed_on")
"""What a file may say of a figure besides the note."""


class Kind(StrEnum):
    """What an entry would do."""

    ERROR = "error"
    CHANGED = "changed"
    NEW = "new"
    SAME = "same"
    BLANK = "blank"


@dataclass(slots=True)
class Entry:
    """One row of a file, read. `given` holds only fields for which the file has a column; `faults` are sentences.

    `version` is that of the figure when the file was made, if the file says so; `columns` says how
    sentences name the columns.
    """

    row: int
    province: Province | None = None
    unit: OrgUnit | None = None
    indicator: Indicator | None = None
    period: Period | None = None
    given: dict = field(default_factory=dict)
    version: int | None = None
    faults: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    is_blank: bool = False
    columns: Mapping[str, str] = field(default_factory=dict)

    @property
    def cell(self) -> Cell:
        unit = self.unit.pk if self.unit else 0
        return self.province.pk, unit, self.indicator.pk, self.period.year, self.period.quarter or 0

    @property
    def respondent(self) -> Respondent:
        return Respondent(self.province, self.unit)


@dataclass(slots=True)
class Judged:
    """An entry and what it would do to `figure` (None: there is none yet): the values and the note to store."""

    entry: Entry
    kind: Kind
    figure: Figure | None = None
    values: dict | None = None
    remark: str = ""
    faults: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)

    @property
    def print(self) -> bytes:
        """What it would do to which version of which figure; equal prints have equal effects."""
        version = self.figure.version if self.figure else 0
        what = sorted((self.values or {}).items())
        return f"{self.entry.row} {self.kind} {version} {what} {self.remark!r};".encode()
