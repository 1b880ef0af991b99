"""What a row of a file changes of a figure besides what its two values show, field by field."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from types import SimpleNamespace

from dtracker.formats.dates import format_date
from dtracker.formats.numbers import format_number
from indicators.imports.columns import BY_NAME
from indicators.queries.imported import VALUES, Judged
from indicators.queries.story import said


def changes_of(item: Judged) -> Iterator[str]:
    """Of a row that changes a figure: a sentence for each field, with what stands there now and what would.

    The value itself only where both are written alike: 95,04 and 95,01 are 95,0%.
    """
    figure, indicator = item.figure, item.entry.indicator
    alike = said(figure, indicator) == said(SimpleNamespace(**item.values), indicator)
    for name, new in {**{name: item.values[name] for name in VALUES}, "remark": item.remark}.items():
        old = getattr(figure, name)
        if new != old and (name != "value" or alike):
            yield f"{BY_NAME[name].header}: {_written(old)} → {_written(new)}"


def _written(content) -> str:
    if content in (None, ""):
        return "–"
    if isinstance(content, date):
        return format_date(content)
    return format_number(content) if isinstance(content, Decimal | int) else f"“{content}”"
