"""The columns of a file of tasks: recognised by what their header says, never by their place."""

from functools import cache

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext_lazy, pgettext_lazy

from agreements.enums import TaskState
from dtracker.formats.text import search_key
from indicators.imports.columns import Column

COLUMNS = (
    Column(
        "key",
        gettext_lazy("Key of the row"),
        gettext_lazy("Which task the row is about. Leave it as it is; empty in the row of a new task."),
        ("khóa dòng", "key of the row", "key", "khóa"),
    ),
    Column(
        "province",
        pgettext_lazy("column", "Province"),
        gettext_lazy("Name or address word, as in hai-duong. Empty: the one whose tasks you keep."),
        ("tỉnh", "tỉnh thành phố", "province"),
    ),
    Column(
        "work_vi",
        gettext_lazy("Work"),
        gettext_lazy("What is to be done."),
        ("việc", "nhiệm vụ", "nội dung", "nội dung công việc", "công việc", "work", "task"),
        is_required=True,
    ),
    Column("person", gettext_lazy("Person"), gettext_lazy("Who answers for it, by name."), (
        "người", "người phụ trách", "người chịu trách nhiệm", "cán bộ phụ trách", "person")),
    Column("unit", gettext_lazy("Responsible unit"), gettext_lazy(
        "Code or name of a unit of the province; what names none stays in these words."), (
        "đơn vị", "đơn vị chủ trì", "đơn vị chịu trách nhiệm", "cơ quan chủ trì", "responsible unit", "unit")),
    Column("starts_on", gettext_lazy("Begins on"), gettext_lazy("A date cell, or as 26/3/2025."), (
        "bắt đầu", "ngày bắt đầu", "từ ngày", "begins on", "start")),
    Column("deadline", gettext_lazy("Deadline"), gettext_lazy("A date cell, or as 26/3/2025."), (
        "hạn", "thời hạn", "thời hạn hoàn thành", "hạn hoàn thành", "deadline", "due")),
    Column(
        "reason",
        gettext_lazy("Why the deadline is moved"),
        gettext_lazy("Needed where the deadline is not the one that stands there."),
        ("lý do đổi thời hạn", "lý do lùi hạn", "lý do dời hạn", "lý do", "why the deadline is moved", "reason"),
    ),
    Column("product_vi", gettext_lazy("Product"), gettext_lazy("What is handed in."), (
        "sản phẩm", "kết quả", "sản phẩm đầu ra", "product")),
    Column("authority_vi", gettext_lazy("Approving authority"), gettext_lazy("Who approves the product."), (
        "thẩm quyền", "cấp phê duyệt", "cấp có thẩm quyền", "thẩm quyền phê duyệt", "approving authority")),
    Column("agreement", gettext_lazy("Agreement"), gettext_lazy("Its code or title."), ("thỏa thuận", "agreement")),
    Column("programme", gettext_lazy("Programme"), gettext_lazy("Its code or title."), ("chương trình", "programme")),
    Column("body", gettext_lazy("Working group"), gettext_lazy("Its code or name."), (
        "tổ công tác", "nhóm", "working group", "group")),
    Column(
        "indicators",
        gettext_lazy("Indicators served"),
        gettext_lazy("Codes, with commas between them."),
        ("chỉ số phục vụ", "phục vụ chỉ số", "mã chỉ số", "indicators served", "indicators"),
    ),
    Column("state", gettext_lazy("State"), gettext_lazy("Only for reading: states change on the page of the task."), (
        "trạng thái", "tình trạng", "state", "status")),
)  # fmt: skip

BY_NAME = {column.name: column for column in COLUMNS}
_NAMES = {search_key(text): column.name for column in COLUMNS for text in (column.name, *column.also)}


def name_of(header: str) -> str | None:
    """Which column a header means: in Vietnamese or English, with or without marks."""
    return _NAMES.get(search_key(header))


@cache
def _states() -> dict[str, TaskState]:
    found = {}
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            found |= {search_key(str(each.label)): each for each in TaskState}
    return found


def state_named(text: str) -> TaskState | None:
    """Which state the words mean, in Vietnamese or English; None where none."""
    return _states().get(search_key(text))


def is_header(texts: list[str]) -> bool:
    """Whether a row is the header: it names the work and at least one thing more."""
    names = {name_of(text) for text in texts} - {None}
    return "work_vi" in names and len(names) > 1
