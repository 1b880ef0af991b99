"""Figures and targets against their indicator: the rules that hold for a typed value hold for a loaded one."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from dtracker.management.seeding.checking import Row
from dtracker.management.seeding.reading import Fault
from dtracker.management.seeding.tables import FIGURES, INDICATORS, TARGETS
from indicators.checks import figure_faults, target_faults
from indicators.enums import Comparator, Shape
from indicators.models import Indicator

BASELINE = ("baseline_year", "baseline_value")
COLUMN_OF = {"baseline_year": "baseline", "year": "period", "due_year": "due"}
NEEDED = {Shape.RANK: ("direction", "minimum"), Shape.PERCENT: ("minimum", "maximum")}
"""What an indicator of a shape must say: without it no value would be out of range."""


@dataclass(frozen=True, slots=True)
class Problem:
    """A field and what is wrong with it."""

    field: str
    sentence: str

    def at(self, where: str) -> Fault:
        column = COLUMN_OF.get(self.field, self.field)
        return Fault(where, _("%(column)s: %(reason)s") % {"column": column, "reason": self.sentence})


@dataclass(frozen=True, slots=True)
class Lack:
    """A field that is not given."""

    field: str

    def at(self, where: str) -> Fault:
        return Fault(where, _("%(column)s is missing.") % {"column": COLUMN_OF.get(self.field, self.field)})


Problems = Iterator[Problem | Lack]


def check_measures(rows: Mapping[str, list[Row]], stored: Callable[[str], Indicator | None]) -> list[Fault]:
    """A fault for every indicator, figure and target that lacks what gives it meaning, or lies out of range.

    `stored` finds an indicator by code that no file describes.
    """
    described = {row.code: Indicator(**row.values) for row in rows.get(INDICATORS.name, ())}
    faults = [one.at(row.where) for row in rows.get(INDICATORS.name, ()) for one in _of_indicator(row.values)]
    for table, inside, problems in (
        (FIGURES, "corrections", _of_figure),
        (TARGETS, "revisions", _of_target),
    ):
        for row in rows.get(table.name, ()):
            code = row.links.get("indicator", "")
            indicator = described[code] if code in described else stored(code)
            for where, values in _versions(row, inside):
                faults += [one.at(where) for one in problems(values, indicator)] if indicator else []
    return faults


def _versions(row: Row, inside: str) -> Iterator[tuple[str, dict]]:
    """The values of the row, then after each change inside it: what a change does not say goes on."""
    values = dict(row.values)
    yield row.where, values
    for change in row.inside.get(inside, ()):
        values = values | change.values
        yield change.where, values


def _of_indicator(values: Mapping) -> Problems:
    return (Lack(name) for name in NEEDED.get(values.get("shape"), ()) if values.get(name) is None)


def _of_figure(values: Mapping, indicator: Indicator) -> Problems:
    if values.get("year") is None and not values.get("period_text"):
        yield Lack("period_text")
    if values.get("value") is not None or values.get("no_data_reason"):
        yield from (Problem(*fault) for fault in figure_faults(values, indicator))
    # A source may print a rank without its score, or words for a value.
    elif values.get("rank") is None and not values.get("value_text"):
        yield Lack("value")


def _of_target(values: Mapping, indicator: Indicator) -> Problems:
    comparator, value = values.get("comparator"), values.get("value")
    if value is None and comparator != Comparator.ACHIEVE:
        yield Lack("value")
    if comparator == Comparator.BETWEEN and values.get("value_max") is None:
        yield Lack("value_max")
    if indicator.is_rank and value is not None and values.get("rank_of") is None:
        yield Lack("rank_of")
    missing = [name for name in BASELINE if values.get(name) is None]
    if len(missing) == 1:
        yield Lack(missing[0])
    yield from (Problem(*fault) for fault in target_faults(values, indicator))
