"""Programmes of an agreement with what they hold and serve."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from agreements.models import Agreement, Programme, ProgrammeItem
from agreements.queries.rows import SOURCE, columns, picked
from indicators.models import Document, Indicator

PROGRAMME = ("pk", "code", "order", "title_vi", "title_en", "quote", "note_vi", "note_en")
ITEM = ("pk", "order", "text_vi", "text_en", "quote")
INDICATOR = ("pk", "code", "name_vi", "name_en", "short_vi", "short_en")


@dataclass(frozen=True)
class Content:
    """One programme: its items in order, the indicators it serves in catalogue order, where it was read."""

    programme: Programme
    items: Sequence[ProgrammeItem]
    indicators: Sequence[Indicator]
    source: Document | None


def contents_of(agreement: Agreement) -> list[Content]:
    """Programmes in order. One read: items and indicators are few, so that their product is cheaper than two more."""
    rows = (
        Programme.objects.filter(agreement=agreement)
        .order_by("order", "pk", "items__order", "items__pk", "indicators__order", "indicators__code")
        .values(
            *PROGRAMME,
            *columns("items", ITEM),
            *columns("indicators", INDICATOR),
            *columns("source", SOURCE),
        )
    )
    return [_content(list(group)) for _, group in groupby(rows, key=lambda row: row["pk"])]


def _content(rows: list[dict]) -> Content:
    return Content(
        programme=picked(rows[0], "", Programme, PROGRAMME),
        items=_distinct(rows, "items", ProgrammeItem, ITEM),
        indicators=_distinct(rows, "indicators", Indicator, INDICATOR),
        source=picked(rows[0], "source", Document, SOURCE),
    )


def _distinct(rows, prefix, model, fields) -> list:
    found = (picked(row, prefix, model, fields) for row in rows)
    return list({each.pk: each for each in found if each}.values())
