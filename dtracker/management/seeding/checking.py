"""Rows of text become values of model fields; everything wrong with them is collected, nothing is written."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _

from dtracker.formats.dates import has_whole_year
from dtracker.formats.quarters import FIRST_YEAR, LAST_TYPED_YEAR, WRONG_YEAR, Period
from dtracker.management.seeding.reading import Fault, FileRow
from dtracker.management.seeding.tables import (
    FIGURE_EXTRAS,
    FIGURES,
    FILE_COLUMNS,
    NAME,
    NAME_ONLY,
    NAMES,
    PROVINCES,
    TABLES,
    TERRITORY,
    Table,
)
from indicators.models import Publication

_WHOLE = re.compile(r"-?[0-9]{1,18}")
_NUMBER = re.compile(r"-?[0-9]{1,18}(\.[0-9]+)?")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_FLAGS = {"true": True, "false": False}


@dataclass(slots=True)
class Row:
    """A checked row: values by field; references are still codes, by field; rows inside it by table name."""

    table: Table
    where: str
    values: dict[str, object] = field(default_factory=dict)
    links: dict[str, str] = field(default_factory=dict)
    lists: dict[str, list[str]] = field(default_factory=dict)
    inside: dict[str, list["Row"]] = field(default_factory=dict)
    extras: dict[str, object] = field(default_factory=dict)

    @property
    def key(self) -> tuple:
        """What the row is known by, in the order of `key_fields`."""
        return tuple(self.links.get(name, self.values.get(name)) for name in key_fields(self.table))

    @property
    def code(self) -> str | None:
        return self.values.get("slug") or self.values.get("code")


class WrongValue(ValueError):
    """A cell whose text is not of the type of its column; the message is the sentence for the reader."""


def key_fields(table: Table) -> tuple[str, ...]:
    """The model fields of the key: a period column stands for two."""
    return tuple(name for column in table.key for name in table.periods.get(column, (column,)))


def check_rows(found: dict[str, list[FileRow]]) -> tuple[dict[str, list[Row]], list[Fault]]:
    """Checked rows by table, and every fault of every row. References are checked by `check_links`."""
    checker = Checker()
    rows = checker.tables(found)
    checker.editions(found.get("editions", []), rows.get(FIGURES.name, []))
    return rows, checker.faults


class Checker:
    """Walks the rows once and keeps what is wrong with them."""

    def __init__(self) -> None:
        self.faults: list[Fault] = []

    def tables(self, found: dict[str, list[FileRow]]) -> dict[str, list[Row]]:
        known = {table.name: table for table in TABLES if table is not NAMES}
        rows: dict[str, list[Row]] = {}
        for name, file_rows in found.items():
            if name == PROVINCES.name:
                rows |= self.provinces(file_rows)
            elif name in known:
                rows[name] = [self.row(known[name], file_row) for file_row in file_rows]
            elif name not in FILE_COLUMNS and file_rows:
                self.fault(file_rows[0].file, _("No kind of row has this file name."))
        for table_rows in rows.values():
            self.duplicates(table_rows)
        return rows

    def fault(self, where: str, sentence: str) -> None:
        self.faults.append(Fault(where, sentence))

    def row(self, table: Table, file_row: FileRow) -> Row:
        """One row with the rows inside it."""
        row = Row(table, file_row.where)
        for column, given in file_row.values.items():
            self.column(row, file_row, column, given)
        self.missing(row, file_row)
        return row

    def column(self, row: Row, file_row: FileRow, column: str, given) -> None:
        table = row.table
        inner = next((one for one in table.inside if one.name == column), None)
        try:
            if inner is not None:
                row.inside[column] = [self.row(inner, one) for one in rows_of(given)]
            elif column in table.periods:
                row.values |= dict(zip(table.periods[column], period_of(given), strict=True))
            elif column in table.columns:
                put(row, column, given)
            elif table is FIGURES and column in FIGURE_EXTRAS:
                row.extras[column] = value_of(Publication._meta.get_field(column), given)
            else:
                raise WrongValue(_("there is no such column"))
        except WrongValue as problem:
            self.fault(file_row.where, _("%(column)s: %(reason)s") % {"column": column, "reason": problem})

    def missing(self, row: Row, file_row: FileRow) -> None:
        table = row.table
        needed = [name for name in table.columns if _must_be_given(table.model._meta.get_field(name))]
        for column in dict.fromkeys([*needed, *table.required, *table.stated]):
            if column in file_row.values or (column in table.stated and column in file_row.said_empty):
                continue
            if file_row.header is not None and column not in file_row.header:
                self.missing_column(file_row.file, column)
            else:
                self.fault(row.where, _("%(column)s is missing.") % {"column": column})

    def missing_column(self, file: str, column: str) -> None:
        """Once for the file, not for each of its lines."""
        fault = Fault(f"{file}:1", _("The column %(column)s is missing.") % {"column": column})
        if fault not in self.faults:
            self.faults.append(fault)

    def duplicates(self, rows: list[Row]) -> None:
        """Two rows of one key; rows inside rows are known by code throughout the file."""
        seen: dict[tuple, str] = {}
        for row in [
            inner for outer in rows for inner in (outer, *(one for some in outer.inside.values() for one in some))
        ]:
            if not row.table.key:
                continue
            first = seen.setdefault((row.table.name, *row.key), row.where)
            if first != row.where:
                self.fault(row.where, _("The same row stands at %(where)s already.") % {"where": first})

    def provinces(self, file_rows: list[FileRow]) -> dict[str, list[Row]]:
        """A line of provinces.csv is a dated name; the newest one also names its territory."""
        newest: dict[str, FileRow] = {}
        names = []
        for one in file_rows:
            slug = str(one.values.get("slug", ""))
            names.append(self.row(NAMES, _part(one, (*NAME, *NAME_ONLY), {"province": slug} if slug else {})))
            self.unknown_columns(one, FILE_COLUMNS["provinces"])
            other = newest.get(slug)
            if other is not None and _part(one, TERRITORY).values != _part(other, TERRITORY).values:
                self.fault(one.where, _("The rows of one territory do not agree about it."))
            if other is None or str(one.values.get("valid_from", "")) > str(other.values.get("valid_from", "")):
                newest[slug] = one
        territories = [self.row(PROVINCES, _part(one, (*TERRITORY, *NAME))) for one in newest.values()]
        return {PROVINCES.name: territories, NAMES.name: names}

    def unknown_columns(self, file_row: FileRow, columns: Iterable[str]) -> None:
        for column in set(file_row.values) - set(columns):
            sentence = _("%(column)s: %(reason)s") % {
                "column": column,
                "reason": _("there is no such column"),
            }
            self.fault(file_row.where, sentence)

    def editions(self, file_rows: list[FileRow], figures: list[Row]) -> None:
        """Figures without a public day of their own take that of their edition."""
        days: dict[tuple, dict[str, object]] = {}
        for one in file_rows:
            self.unknown_columns(one, FILE_COLUMNS["editions"])
            try:
                period = period_of(one.values.get("period", ""))
                extras = {
                    name: value_of(Publication._meta.get_field(name), one.values[name])
                    for name in FIGURE_EXTRAS
                    if name in one.values
                }
                for code in codes_of(one.values.get("indicators", [])):
                    days[(code, *period)] = extras
            except WrongValue as problem:
                self.fault(one.where, str(problem))
        for figure in figures:
            cell = (figure.links.get("indicator"), figure.values.get("year"), figure.values.get("quarter"))
            if not figure.extras and cell in days:
                figure.extras = days[cell]


def check_links(rows: dict[str, list[Row]], codes_in_database: Callable[[type[models.Model]], set[str]]) -> list[Fault]:
    """A fault for every reference to a code which is neither in the files nor in the database."""
    known: dict[type[models.Model], set[str]] = {}
    for table in TABLES:
        known.setdefault(table.model, codes_in_database(table.model)).update(
            row.code for row in rows.get(table.name, ()) if row.code
        )
    return [
        Fault(row.where, _("%(column)s: there is no “%(code)s”.") % {"column": column, "code": code})
        for some in rows.values()
        for outer in some
        for row in (outer, *(inner for inners in outer.inside.values() for inner in inners))
        for column, code in _all_links(row)
        if code not in known[row.table.model._meta.get_field(column).related_model]
    ]


def _all_links(row: Row) -> list[tuple[str, str]]:
    return [*row.links.items(), *((column, code) for column, codes in row.lists.items() for code in codes)]


def _part(file_row: FileRow, columns: Iterable[str], more: dict[str, str] | None = None) -> FileRow:
    values = {name: file_row.values[name] for name in columns if name in file_row.values}
    return FileRow(file_row.file, file_row.line, values | (more or {}))


def _must_be_given(model_field: models.Field) -> bool:
    if isinstance(model_field, models.ManyToManyField):
        return False
    return not (model_field.null or model_field.blank or model_field.has_default())


def put(row: Row, column: str, given) -> None:
    """Store one cell where it belongs: value, reference or references. Raises WrongValue."""
    model_field = row.table.model._meta.get_field(column)
    if isinstance(model_field, models.ManyToManyField):
        row.lists[column] = codes_of(given)
    elif isinstance(model_field, models.ForeignKey):
        row.links[column] = text_of(given)
    else:
        row.values[column] = value_of(model_field, given)


def value_of(model_field: models.Field, given) -> object:
    """The text as a value of the field, with its length and choices checked. Raises WrongValue."""
    text = text_of(given)
    value = next((read(text) for kind, read in _READ if isinstance(model_field, kind)), text)
    if model_field.name.endswith("year") and not FIRST_YEAR <= value <= LAST_TYPED_YEAR:
        raise WrongValue(str(WRONG_YEAR))
    try:
        return model_field.clean(value, None)
    except ValidationError as problem:
        raise WrongValue(" ".join(problem.messages)) from problem


def rows_of(given) -> list[FileRow]:
    if not isinstance(given, list) or not all(isinstance(one, FileRow) for one in given):
        raise WrongValue(_("a list of rows is expected"))
    return given


def codes_of(given) -> list[str]:
    codes = given.split() if isinstance(given, str) else given
    if not all(isinstance(one, str) for one in codes):
        raise WrongValue(_("a list of codes is expected"))
    return codes


def text_of(given) -> str:
    if not isinstance(given, str):
        raise WrongValue(_("a single value is expected, not a list"))
    return given


def period_of(given) -> tuple[int, int | None]:
    try:
        period = Period.from_code(text_of(given))
    except ValueError as problem:
        raise WrongValue(_("a period such as 2023-Q4 or 2023 is expected")) from problem
    return period.year, period.quarter


def _flag(text: str) -> bool:
    if text not in _FLAGS:
        raise WrongValue(_("true or false is expected"))
    return _FLAGS[text]


def _whole(text: str) -> int:
    if not _WHOLE.fullmatch(text):
        raise WrongValue(_("a whole number is expected"))
    return int(text)


def _number(text: str) -> Decimal:
    if not _NUMBER.fullmatch(text):
        raise WrongValue(_("a number with a decimal point is expected"))
    return Decimal(text)


def _day(text: str) -> date:
    try:
        if _DAY.fullmatch(text) and has_whole_year(day := date.fromisoformat(text)):
            return day
    except ValueError:
        pass
    raise WrongValue(_("a day such as 2021-03-26 is expected"))


_READ = (
    (models.BooleanField, _flag),
    (models.IntegerField, _whole),
    (models.DecimalField, _number),
    (models.DateField, _day),
)
