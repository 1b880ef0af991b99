"""Which column stands where: headers are recognised by what they say, never by their place."""

from collections.abc import Callable, Iterable, Mapping

from django.utils.translation import gettext as _

from dtracker.files.sheets.cells import SheetError

LONGEST, MOST = 40, 12

NameOf = Callable[[str], str | None]
"""Which column a header means; None where none."""


def placed(header: Mapping[int, str], name_of: NameOf) -> dict[str, int]:
    """Where each column stands. SheetError names the columns that stand there twice."""
    places: dict[str, int] = {}
    doubled = []
    for place, text in header.items():
        name = name_of(text)
        if name in places:
            doubled.append(text)
        elif name:
            places[name] = place
    if doubled:
        words = _("Columns stand there twice: %(columns)s. Delete one of each.")
        raise SheetError(words % {"columns": listed(doubled)})
    return places


def not_read(header: Mapping[int, str], name_of: NameOf) -> list[str]:
    """Headers that mean nothing here; what stands below them is left out."""
    return [text for text in header.values() if name_of(text) is None]


def listed(texts: Iterable[str]) -> str:
    """Headers in a sentence, as long as a sentence may be."""
    return ", ".join(text[:LONGEST] for text in list(texts)[:MOST])
