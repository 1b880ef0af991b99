"""The rows of a table are those of the library, only cheaper."""

from dataclasses import dataclass

import django_tables2 as tables
from django.utils.html import format_html
from django_tables2.columns import BoundColumn

from dtracker.templatetags.tables import body


@dataclass(frozen=True)
class Row:
    name: str
    url: str
    count: int | None
    is_own: bool = False


class Places(tables.Table):
    pick = tables.Column(empty_values=())
    name = tables.Column(attrs={"td": {"class": "nowrap", "data-label": "Province"}})
    count = tables.Column(attrs={"td": {"class": "num"}})
    link = tables.TemplateColumn('<a href="{{ record.url }}">{{ value|default:"none" }}</a>', accessor="name")

    class Meta:
        row_attrs = {"class": lambda record: "is-own" if record.is_own else ""}
        default = "–"

    def render_pick(self, record: Row, table: tables.Table) -> str:
        return format_html("<b>{}</b>", record.name[:1] + str(len(table.rows)))

    def render_count(self, value: int) -> str:
        return f"{value:,}"


ROWS = [Row("Hải Dương", "/a/", 1931, is_own=True), Row("Hà <Giang>", "/b/", None), Row("", "/c/", 0)]


def test_rows_and_cells_are_those_of_the_library():
    theirs = [
        (row.attrs.as_html(), [(column.attrs["td"].as_html(), cell) for column, cell in row.items()])
        for row in Places(ROWS).rows
    ]
    assert list(body(Places(ROWS))) == theirs
    assert [cells[2] for _attrs, cells in theirs] == [('class="num"', each) for each in ("1,931", "–", "0")]


def test_a_column_is_asked_for_its_attributes_once(monkeypatch):
    asked = []
    theirs = BoundColumn.attrs
    monkeypatch.setattr(BoundColumn, "attrs", property(lambda self: asked.append(self.name) or theirs.fget(self)))
    list(body(Places(ROWS)))
    assert asked == ["pick", "name", "count", "link"]
