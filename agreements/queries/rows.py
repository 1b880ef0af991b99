"""Rows of one joined read, taken apart into unsaved instances, so that a page asks once and not once per noun."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import TypeVar

from django.db.models import Model, Q
from django.utils import timezone

M = TypeVar("M", bound=Model)

SOURCE = ("pk", "code", "title_vi", "title_en", "short_vi", "short_en", "origin", "issued_on", "where")
"""What a source line shows of a document."""


def known_by(field: str, day: date) -> Q:
    """Rows whose day, in this field, had come; those of unknown day count. As of today what is planned counts too."""
    if day >= timezone.localdate():
        return Q()
    return Q(**{field: None}) | Q(**{f"{field}__lte": day})


def columns(prefix: str, fields: Iterable[str]) -> list[str]:
    """The fields of a related model as names of a `values()` read."""
    return [f"{prefix}__{field}" for field in fields]


def picked(row: Mapping, prefix: str, model: type[M], fields: Iterable[str], *, joint: str = "__") -> M | None:
    """The related instance that a row holds under the prefix; None where the join found nothing."""
    values = {field: row[f"{prefix}{joint}{field}" if prefix else field] for field in fields}
    return None if values["pk"] is None else model(**values)
