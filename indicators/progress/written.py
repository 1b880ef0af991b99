"""Verdicts as plain data and back, so that they can be kept: `read(write(verdict)) == verdict`, digit for digit.

The readers and writers follow the annotations of the dataclasses; a field added there is kept without a word here.
What equals its default is left out.
"""

from collections.abc import Callable, Hashable
from dataclasses import MISSING, fields
from datetime import date
from decimal import Decimal
from enum import Enum
from functools import cache
from types import NoneType, UnionType
from typing import Self, Union, get_args, get_origin, get_type_hints

from dtracker.formats.quarters import Period
from indicators.progress.verdict import Verdict

Both = tuple[Callable, Callable]
"""How a value of one type is written, and how it is read."""

CURRENT = 1
"""Grows when what is written can no longer be read the same way: what was kept before is then judged anew."""

_PLAIN = {bool, int, str, Hashable}
_AS_TEXT: dict[type, Both] = {
    Decimal: (str, Decimal),
    date: (date.isoformat, date.fromisoformat),
    Period: (str, cache(Period.from_code)),
}


def write(verdict: Verdict) -> dict:
    """The verdict as values of JSON."""
    return _both(Verdict, Verdict)[0](verdict)


def read(kept: dict) -> Verdict:
    """The verdict that was written. KeyError, TypeError or ValueError where it was written by another version."""
    return _both(Verdict, Verdict)[1](kept)


@cache
def _both(kind, owner: type) -> Both:
    if kind is Self:
        return (lambda value: write(value)), (lambda value: read(value))
    if kind in _PLAIN:
        return _as_is, _as_is
    if kind in _AS_TEXT:
        return _AS_TEXT[kind]
    if get_origin(kind) in (Union, UnionType):
        return _optional(kind, owner)
    if get_origin(kind) is tuple:
        return _several(get_args(kind), owner)
    if issubclass(kind, Enum):
        return (lambda value: kind(value).value), {each.value: each for each in kind}.__getitem__
    return _of_fields(kind)


def _as_is(value):
    return value


def _optional(kind, owner: type) -> Both:
    (inner,) = (each for each in get_args(kind) if each is not NoneType)
    to, back = _both(inner, owner)
    return (lambda value: None if value is None else to(value)), (lambda value: None if value is None else back(value))


def _several(kinds: tuple, owner: type) -> Both:
    if kinds[-1] is Ellipsis:
        to, back = _both(kinds[0], owner)
        return (lambda values: [to(each) for each in values]), (lambda values: tuple(map(back, values)))
    boths = [_both(each, owner) for each in kinds]
    return (
        lambda values: [to(each) for (to, _back), each in zip(boths, values, strict=True)],
        lambda values: tuple(back(each) for (_to, back), each in zip(boths, values, strict=True)),
    )


def _of_fields(kind: type) -> Both:
    hints = get_type_hints(kind)
    known = {each.name: (*_both(hints[each.name], kind), each.default) for each in fields(kind)}

    def to(value) -> dict:
        pairs = ((name, getattr(value, name), to_one, default) for name, (to_one, _back, default) in known.items())
        return {name: to_one(one) for name, one, to_one, default in pairs if default is MISSING or one != default}

    def back(kept: dict):
        return kind(**{name: known[name][1](one) for name, one in kept.items()})

    return to, back
