"""The columns of a file of figures: recognised by what their header says, never by their place."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from dtracker.files.sheets.cells import SheetError
from dtracker.files.sheets.headers import listed, placed
from dtracker.formats.text import search_key


@dataclass(frozen=True)
class Column:
    """A column, how its header is written in the template, what stands in it, and what else people call it."""

    name: str
    header: Promise
    meaning: Promise
    also: tuple[str, ...]
    is_required: bool = False


COLUMNS = (
    Column(
        "key",
        gettext_lazy("Key of the row"),
        gettext_lazy("Hidden in the template; leave it as it is."),
        ("khóa dòng", "key of the row", "key", "khóa"),
    ),
    Column(
        "province",
        pgettext_lazy("column", "Province"),
        gettext_lazy("Name, or the code of the statistics office. Hòa Bình and Hoà Bình are the same."),
        ("tỉnh", "tỉnh thành phố", "tỉnh, thành phố trực thuộc trung ương", "mã tỉnh", "tên tỉnh", "địa phương",
         "mã tỉnh thành phố", "tên tỉnh thành phố", "province", "province code", "province name"),
        is_required=True,
    ),
    Column(
        "unit",
        gettext_lazy("Unit code"),
        gettext_lazy(
            "Only for rows of a department, district, commune or centre: its code or its name. Empty: the province."
        ),
        ("mã đơn vị", "đơn vị", "tên đơn vị", "đơn vị báo cáo", "sở", "huyện", "xã", "unit code", "unit", "unit name",
         "department", "district", "commune"),
    ),
    Column(
        "indicator",
        gettext_lazy("Indicator code"),
        gettext_lazy("As in the template and in the address of the indicator's page."),
        ("mã chỉ số", "mã chỉ tiêu", "chỉ số", "indicator code", "indicator"),
        is_required=True,
    ),
    Column(
        "period",
        gettext_lazy("Period"),
        gettext_lazy("2023-Q4, Quý IV/2023 or Q4/2023; for a yearly indicator 2023."),
        ("kỳ", "kỳ báo cáo", "kỳ số liệu", "quý", "thời kỳ", "period", "reporting period"),
        is_required=True,
    ),
    Column(
        "value",
        gettext_lazy("Value"),
        gettext_lazy(
            "A number cell, or text with a comma before the decimals: 80,53 and 1.931. For a milestone: Done or Not "
            "done yet, or 1 or 0."
        ),
        ("giá trị", "số liệu", "value"),
        is_required=True,
    ),
    Column(
        "numerator",
        gettext_lazy("Numerator"),
        gettext_lazy("With the denominator, in place of a share: it is worked out exactly."),
        ("tử số", "numerator"),
    ),
    Column("denominator", gettext_lazy("Denominator"), gettext_lazy("Greater than 0."), ("mẫu số", "denominator")),
    Column(
        "rank_of",
        gettext_lazy("Of how many units"),
        gettext_lazy("Beside a rank: how many units were ranked."),
        ("trên tổng số đơn vị", "tổng số đơn vị", "số đơn vị xếp hạng", "trong số", "of how many units",
         "number of units ranked", "rank of"),
    ),
    Column(
        "no_data_reason",
        gettext_lazy("No data because"),
        gettext_lazy("In place of a value. A missing figure is never a 0."),
        ("không có số liệu vì", "không có số liệu, vì", "lý do không có số liệu", "no data because", "no-data reason",
         "no figure, because", "reason"),
    ),
    Column(
        "observed_on",
        gettext_lazy("Done on"),
        gettext_lazy("Only for a milestone that is done: the day, as a date cell or as 26/3/2025."),
        ("ngày hoàn thành", "done on", "date done"),
    ),
    Column(
        "remark",
        gettext_lazy("Note"),
        gettext_lazy("What the reviewer should know. Empty: the note stays as it is."),
        ("ghi chú", "note"),
    ),
    Column(
        "measure",
        gettext_lazy("Unit of measurement"),
        gettext_lazy("Only for reading."),
        ("đơn vị tính", "đvt", "unit of measurement"),
    ),
    Column("state", gettext_lazy("State"), gettext_lazy("Only for reading."), ("trạng thái", "state", "status")),
    Column(
        "title",
        gettext_lazy("Indicator name"),
        gettext_lazy("Only for reading."),
        ("tên chỉ số", "tên chỉ tiêu", "indicator name", "name"),
    ),
)  # fmt: skip

BY_NAME = {column.name: column for column in COLUMNS}


def _keys(column: Column) -> set[str]:
    return {search_key(text) for text in (column.name, *column.also)}


_NAMES = {key: column.name for column in COLUMNS for key in _keys(column)}


def name_of(header: str) -> str | None:
    """Which column a header means: in Vietnamese or English, with or without marks, notes in brackets left out."""
    return _NAMES.get(search_key(header)) or _NAMES.get(search_key(re.sub(r"\([^)]*\)", " ", header)))


def is_header(texts: list[str]) -> bool:
    """Whether a row is the header: it names the indicator and at least one other required column."""
    names = {name_of(text) for text in texts}
    return "indicator" in names and bool(names & {"province", "period", "value"})


def all_placed(header: Mapping[int, str]) -> dict[str, int]:
    """Where each column stands. SheetError names the columns that are missing or stand there twice."""
    places = placed(header, name_of)
    missing = [str(each.header) for each in COLUMNS if each.is_required and each.name not in places]
    if missing:
        raise SheetError(_("Columns are missing: %(columns)s.") % {"columns": listed(missing)})
    return places
