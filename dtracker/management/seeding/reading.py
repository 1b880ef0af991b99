"""Fixture files as rows of text that remember where they stand. Knows nothing of models."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import yaml
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
NULL = "tag:yaml.org,2002:null"
LANGUAGES = {"vi", "en"}


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong, where: file, line and code of the row."""

    where: str
    sentence: str | Promise

    def __str__(self) -> str:
        return f"{self.where}: {self.sentence}"


@dataclass(slots=True)
class FileRow:
    """One row as written: texts, lists of texts, or lists of rows by column; never an empty one.

    `said_empty`: columns that say `null`, which is not the same as not being there; a CSV cell cannot say it.
    `header`: the columns of a CSV file; None elsewhere.
    """

    file: str
    line: int
    values: dict[str, "str | list[str] | list[FileRow]"] = field(default_factory=dict)
    said_empty: set[str] = field(default_factory=set)
    header: frozenset[str] | None = None

    @property
    def where(self) -> str:
        code = next((self.values[name] for name in ("slug", "code", "indicator") if self.values.get(name)), "")
        place = f"{self.file}:{self.line}"
        return f"{place} ({code})" if isinstance(code, str) and code else place


class FileFault(Exception):
    """A file that cannot be read as rows."""

    def __init__(self, where: str, sentence: str | Promise) -> None:
        super().__init__(where, sentence)
        self.fault = Fault(where, sentence)


def read_folder(folder: Path) -> tuple[dict[str, list[FileRow]], list[Fault]]:
    """Every row below the folder by the stem of its file, and the faults of unreadable files."""
    found: dict[str, list[FileRow]] = {}
    faults: list[Fault] = []
    for path in sorted(folder.rglob("*")):
        read = READERS.get(path.suffix)
        if read is None:
            continue
        try:
            found.setdefault(path.stem, []).extend(read(path, path.relative_to(folder).as_posix()))
        except FileFault as problem:
            faults.append(problem.fault)
    return found, faults


def read_csv(path: Path, name: str) -> list[FileRow]:
    """The lines of a CSV file; empty cells are left out. Raises FileFault."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as stream:
            return list(_csv_rows(stream, name))
    except (UnicodeDecodeError, csv.Error) as problem:
        raise FileFault(name, _("This is not a CSV file in UTF-8.")) from problem


def _csv_rows(stream, name: str) -> Iterator[FileRow]:
    lines = csv.DictReader(stream, strict=True)
    for cells in lines:
        where = f"{name}:{lines.line_num}"
        if None in cells or None in cells.values():
            raise FileFault(where, _("The line does not have as many cells as the header."))
        given = {column: text for column, text in cells.items() if text != ""}
        yield FileRow(name, lines.line_num, given, header=frozenset(cells))


def read_yaml(path: Path, name: str) -> list[FileRow]:
    """The rows of a YAML file: a list of mappings. Raises FileFault."""
    try:
        node = yaml.compose(path.read_text(encoding="utf-8"), Loader=LOADER)
    except UnicodeDecodeError as problem:
        raise FileFault(name, _("This is not a text in UTF-8.")) from problem
    except yaml.YAMLError as problem:
        mark = getattr(problem, "problem_mark", None)
        raise FileFault(f"{name}:{mark.line + 1}" if mark else name, _("This is not correct YAML.")) from problem
    return [] if node is None else _yaml_rows(node, name)


def _yaml_rows(node: yaml.Node, name: str) -> list[FileRow]:
    if not isinstance(node, yaml.SequenceNode):
        raise FileFault(_place(node, name), _("A list of rows is expected here."))
    return [_yaml_row(item, name) for item in node.value]


def _yaml_row(node: yaml.Node, name: str) -> FileRow:
    if not isinstance(node, yaml.MappingNode):
        raise FileFault(_place(node, name), _("A row with named columns is expected here."))
    row = FileRow(name, node.start_mark.line + 1)
    for key, value in node.value:
        if key.value in row.values or key.value in row.said_empty:
            raise FileFault(_place(key, name), _("A column stands twice in this row."))
        if value.tag == NULL:
            row.said_empty.add(key.value)
        else:
            row.values.update(_columns(key.value, value, name))
    return row


def _columns(column: str, node: yaml.Node, name: str) -> dict:
    """One column, or the two of a text in both languages."""
    if isinstance(node, yaml.MappingNode):
        return _both_languages(column, node, name)
    if isinstance(node, yaml.SequenceNode):
        return {column: _list(node, name)}
    return {column: node.value}


def _both_languages(column: str, node: yaml.MappingNode, name: str) -> dict[str, str]:
    texts = {}
    for key, value in node.value:
        if key.value not in LANGUAGES or not isinstance(value, yaml.ScalarNode):
            raise FileFault(_place(key, name), _("Only vi and en, each with a text, can stand here."))
        if value.tag != NULL:
            texts[f"{column}_{key.value}"] = value.value
    return texts


def _list(node: yaml.SequenceNode, name: str) -> list[str] | list[FileRow]:
    if all(isinstance(item, yaml.MappingNode) for item in node.value):
        return _yaml_rows(node, name)
    if not all(isinstance(item, yaml.ScalarNode) for item in node.value):
        raise FileFault(_place(node, name), _("Either codes or rows can stand in one list, not both."))
    return [item.value for item in node.value]


def _place(node: yaml.Node, name: str) -> str:
    return f"{name}:{node.start_mark.line + 1}"


READERS = {".csv": read_csv, ".yaml": read_yaml}
