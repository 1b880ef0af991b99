"""The rows of a table (`{% load tables %}`), for `tables/table.html`."""

from collections.abc import Iterator
from typing import NamedTuple

from django import template
from django_tables2 import A, Table
from django_tables2.columns import BoundColumn
from django_tables2.rows import BoundRow
from django_tables2.utils import signature

register = template.Library()


class _Column(NamedTuple):
    """A column with what is the same in all its cells. `wanted`: what its `render` takes; None for everything."""

    bound: BoundColumn
    accessor: A
    attrs: str
    default: object
    wanted: tuple[str, ...] | None


@register.filter
def body(table: Table) -> Iterator[tuple[str, list[tuple[str, object]]]]:
    """Each row as its attributes and its cells, these as attributes and content: what `row.items` says.

    The library asks each column anew for every cell, which is most of what a table of 63 rows costs. So the attributes
    of cells cannot depend on the record here, and no column links by itself (`linkify`).
    """
    columns = [_column(each) for each in table.columns]
    for row in table.paginated_rows:
        yield row.attrs.as_html(), [(each.attrs, _content(each, row)) for each in columns]


def _column(bound: BoundColumn) -> _Column:
    wanted, takes_all = signature(bound.render)
    attrs = bound.attrs["td"].as_html()
    return _Column(bound, A(bound.accessor), attrs, bound.default, None if takes_all else wanted)


def _content(column: _Column, row: BoundRow) -> object:
    bound = column.bound
    value = column.accessor.resolve(row.record, quiet=True)
    if value in bound.column.empty_values:
        return column.default
    given = {
        "value": value,
        "record": row.record,
        "column": bound.column,
        "bound_column": bound,
        "bound_row": row,
        "table": row.table,
    }
    return bound.render(**(given if column.wanted is None else {name: given[name] for name in column.wanted}))
