"""What a file of figures would change: each of its entries held against the figures as they stand.

The same judgement makes the preview and, with the rows locked, the import itself.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from itertools import groupby

from django.db.models import Max, Q
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from dtracker.accounts.access import can
from dtracker.accounts.roles import Permission
from dtracker.formats.dates import format_date
from dtracker.formats.numbers import format_number
from dtracker.formats.quarters import Period
from dtracker.places.models import OrgUnit, Province, ProvinceName
from indicators.checks import completed, figure_faults, future_faults
from indicators.doubts import falling_total
from indicators.enums import FigureStatus, Shape
from indicators.models import Figure, Indicator, ReportingRound, Target
from indicators.queries.asked import Assignment, Claims, Respondent, claims_of, round_for, sheet_of
from indicators.queries.history import History, histories
from indicators.queries.story import said
from indicators.workflow import can_be_edited

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

    `version` is that of the figure when the file was made, if the file says so; `letters` are the columns.
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
    letters: Mapping[str, str] = field(default_factory=dict)

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


def reported_indicators() -> dict[str, Indicator]:
    """Indicators by code. One read."""
    return {each.code: each for each in Indicator.objects.select_related("pillar")}


def province_names() -> list[ProvinceName]:
    """All dated names with their provinces. One read."""
    return list(ProvinceName.objects.select_related("province").order_by("pk"))


def units_by_code() -> dict[str, OrgUnit]:
    """Units of all provinces. One read."""
    return {each.code: each for each in OrgUnit.objects.select_related("province")}


def state_of_figures() -> str:
    """Changes with every change of figures, rounds, indicators, targets; a preview is good until then. Five reads."""
    models = Figure, ReportingRound, Indicator, Target
    newest = [model.history.aggregate(newest=Max("pk"))["newest"] for model in models]
    # Rounds can be opened many at once, without a line of history each.
    return "-".join(str(part or 0) for part in (*newest, ReportingRound.objects.count()))


def judged(entries: Iterable[Entry], *, by, today: date, lock: bool = False) -> Iterator[Judged]:
    """Every entry once: those that cannot be read first, then by province and unit in a fixed order.

    `lock` holds the figures until the end of the transaction; entries of one province or unit are locked together, in
    the order of their keys, so that two imports cannot wait for each other.
    """
    readable = []
    for entry in entries:
        if entry.faults:
            yield Judged(entry, Kind.ERROR, faults=entry.faults)
        elif entry.is_blank:
            yield Judged(entry, Kind.BLANK, warnings=entry.warnings)
        else:
            readable.append(entry)
    readable.sort(key=lambda entry: (*entry.cell, entry.row))
    provinces = {entry.province for entry in readable}
    rounds = ReportingRound.objects.filter(Q(province=None) | Q(province__in=provinces))
    asking = Asking(claims_of(provinces, rounds=rounds))
    for _place, group in groupby(readable, key=lambda entry: entry.cell[:2]):
        yield from _of_respondent(list(group), by, today, lock, asking)


@dataclass(frozen=True)
class Asking:
    """Which round asks for what, looked up once for each province and period."""

    claims: Claims
    rounds: dict = field(default_factory=dict)

    def round_of(self, entry: Entry) -> ReportingRound | None:
        key = (entry.respondent.key, entry.period, sheet_of(entry.indicator, entry.period))
        if key not in self.rounds:
            self.rounds[key] = round_for(entry.province, entry.period, entry.indicator, entry.unit)
        return self.rounds[key]

    def asks(self, entry: Entry) -> bool:
        """Whether the sheet on which the figure stands asks for it."""
        sheet = sheet_of(entry.indicator, entry.period)
        return self.claims.asks(Assignment(entry.respondent, sheet, self.round_of(entry)), entry.indicator)

    def is_open(self, entry: Entry, today: date) -> bool:
        found = self.round_of(entry)
        return found is not None and found.opens_on <= today


def _of_respondent(entries: list[Entry], by, today: date, lock: bool, asking: Asking) -> Iterator[Judged]:
    whose = entries[0].respondent
    if not can(by, Permission.FIGURE_ENTER, province=whose.province, unit=whose.unit):
        refusal = _("You may not enter figures for %(province)s.") % {"province": whose.title}
        yield from (Judged(entry, Kind.ERROR, faults=[refusal]) for entry in entries)
        return
    figures = _figures(whose, entries, lock)
    known = histories(whose.province, {entry.indicator for entry in entries}, whose.unit)
    for _cell, same in groupby(entries, key=lambda entry: entry.cell):
        first, *others = same
        yield from _of_cell(first, others, figures.get(first.cell), known[first.indicator.pk], by, today, asking)


def _figures(whose: Respondent, entries: list[Entry], lock: bool) -> dict[Cell, Figure]:
    years = {entry.period.year for entry in entries}
    rows = Figure.objects.filter(province=whose.province, unit=whose.unit, year__in=years)
    rows = rows.select_related("submitted_by", "approved_by", "published_by")
    if lock:
        rows = rows.select_for_update(of=("self",)).order_by("pk")
    wanted = {entry.cell for entry in entries}
    found = {}
    for row in rows.iterator(chunk_size=2000):
        cell = (row.province_id, row.unit_id or 0, row.indicator_id, row.year, row.quarter or 0)
        if cell in wanted:
            found[cell] = row
    return found


def _of_cell(
    first: Entry, others: list[Entry], figure, past: History, by, today: date, asking: Asking
) -> Iterator[Judged]:
    different = [entry for entry in others if entry.given != first.given]
    if different:
        numbers = ", ".join(str(entry.row) for entry in (first, *others))
        fault = _("Rows %(rows)s are about the same figure and differ. Keep one of them.") % {"rows": numbers}
        yield from (Judged(entry, Kind.ERROR, figure, faults=[fault]) for entry in (first, *others))
        return
    yield _judged(first, figure, past, by, today, asking)
    for entry in others:
        said_before = _("The same as row %(row)s; counted once.") % {"row": first.row}
        yield Judged(entry, Kind.SAME, figure, warnings=[said_before])


def _judged(entry: Entry, figure: Figure | None, past: History, by, today: date, asking: Asking) -> Judged:
    values, remark = _merged(entry, figure)
    if figure and remark == figure.remark and all(getattr(figure, name) == value for name, value in values.items()):
        return Judged(entry, Kind.SAME, figure, warnings=entry.warnings)
    faults = [*_refusals(entry, figure, by, today, asking), *_faults(values, entry, past, today)]
    if faults:
        return Judged(entry, Kind.ERROR, figure, faults=faults)
    kind = Kind.CHANGED if figure else Kind.NEW
    stored = completed(values, entry.indicator)
    doubts = [doubt.sentence for doubt in past.doubts(stored, entry.indicator, entry.period)]
    if figure is None and not asking.asks(entry):
        doubts.append(_not_asked(entry))
    return Judged(entry, kind, figure, stored, remark, warnings=[*entry.warnings, *doubts])


def _not_asked(entry: Entry) -> str:
    return _("%(province)s is not asked for this figure. It is taken all the same and will stand on the sheet.") % {
        "province": entry.respondent.title
    }


def _merged(entry: Entry, figure: Figure | None) -> tuple[dict, str]:
    """The values and the note as they would stand: what the file has no column for is kept while it still fits."""
    given = entry.given
    kept = {name: getattr(figure, name) for name in VALUES} if figure else dict.fromkeys(VALUES)
    if not figure:
        kept["no_data_reason"] = ""
    elif "value" in given and given["value"] != figure.value:
        # Parts and reason belong to the value they came with; the number of units ranked does not change with it.
        kept |= {"numerator": None, "denominator": None, "no_data_reason": ""}
    values = kept | {name: given[name] for name in VALUES if name in given}
    if figure and _parts_decide(values, figure, entry.indicator):
        values["value"] = None
    if figure and values["value"] is None and completed(values, entry.indicator)["value"] == figure.value:
        values["value"] = figure.value
    return values, given.get("remark", figure.remark if figure else "")


def _parts_decide(values: Mapping, figure: Figure, indicator: Indicator) -> bool:
    """New parts beside a share nobody retyped: the share is worked out again."""
    parts = values["numerator"], values["denominator"]
    if indicator.shape != Shape.PERCENT or None in parts or values["value"] != figure.value:
        return False
    return parts != (figure.numerator, figure.denominator)


def _faults(values: Mapping, entry: Entry, past: History, today: date) -> list[str]:
    faults = [*figure_faults(values, entry.indicator), *future_faults(values, today)]
    if entry.indicator.shape == Shape.RUNNING_TOTAL:
        faults += falling_total(values, past.before(entry.period), entry.indicator)
    return [_placed(entry, name, sentence) for name, sentence in faults]


def _placed(entry: Entry, name: str, sentence: str) -> str:
    """The sentence after the column it is about and what stands there."""
    given = entry.given.get(name)
    if name not in entry.letters:
        return sentence
    if given in (None, ""):
        return f"{entry.letters[name]}: {sentence}"
    text = format_number(given) if isinstance(given, Decimal | int) else str(given)
    return f"{entry.letters[name]} “{text[:40]}”: {sentence}"


def _refusals(entry: Entry, figure: Figure | None, by, today: date, asking: Asking) -> Iterator[str]:
    """Why the cell takes no value now, with what to do about it."""
    indicator, period, whose = entry.indicator, entry.period, entry.respondent
    if not indicator.is_reported and not asking.asks(entry):
        yield _("%(indicator)s is not reported by provinces.") % {"indicator": indicator.short}
    if period.is_year != indicator.yearly:
        yield _wrong_period(indicator, period)
    elif not whose.existed_in(period):
        yield _("%(province)s did not exist in %(period)s.") % {"province": whose.title, "period": period.label()}
    elif not asking.is_open(entry, today):
        yield _("No reporting round is open for %(period)s.") % {"period": period.label()}
    if figure and not can_be_edited(figure.status):
        yield _locked_words(figure, indicator)
    elif figure and entry.version not in (None, figure.version) and figure.entered_by_id != by.pk:
        yield _("The figure became %(value)s after this file was downloaded. Download the file again.") % {
            "value": said(figure, indicator)
        }


def _wrong_period(indicator: Indicator, period: Period) -> str:
    if indicator.yearly:
        return _("This indicator is reported by year: write %(year)s.") % {"year": period.year}
    return _("This indicator is reported by quarter: write for example %(year)s-Q4.") % {"year": period.year}


def _locked_words(figure: Figure, indicator: Indicator) -> str:
    """Why it is locked, by whom and since when, and what an officer can do."""
    told = {"value": said(figure, indicator)}
    when, who = (getattr(figure, f"{figure.status}_{what}") for what in ("at", "by"))
    if when is None:
        return LOCKED[figure.status]() % told
    return LOCKED_BY[figure.status]() % (told | {"who": who, "day": format_date(localtime(when).date())})


LOCKED = {
    FigureStatus.SUBMITTED: lambda: _("The figure %(value)s is submitted. Ask the reviewer to return it first."),
    FigureStatus.APPROVED: lambda: _("The figure %(value)s is approved. Ask the reviewer to return it first."),
    FigureStatus.PUBLISHED: lambda: _("The figure %(value)s is published. Correct it on its own page, with a reason."),
}
"""Per locked state what an officer can do, where nobody knows who locked it: what was loaded."""
LOCKED_BY = {
    FigureStatus.SUBMITTED: lambda: _(
        "The figure %(value)s was submitted by %(who)s on %(day)s. Ask the reviewer to return it first."
    ),
    FigureStatus.APPROVED: lambda: _(
        "The figure %(value)s was approved by %(who)s on %(day)s. Ask the reviewer to return it first."
    ),
    FigureStatus.PUBLISHED: lambda: _(
        "The figure %(value)s was published by %(who)s on %(day)s. Correct it on its own page, with a reason."
    ),
}
