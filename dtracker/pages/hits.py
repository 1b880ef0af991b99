"""Results of the search, kind by kind."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from agreements.models import Agreement
from dtracker.formats.dates import format_date
from dtracker.formats.language import is_english
from dtracker.formats.text import search_key
from dtracker.places.models import ProvinceName
from dtracker.places.queries import known_end
from indicators.enums import DocumentKind, Origin
from indicators.models import Document, Indicator
from indicators.tables.documents import dated_words


@dataclass(frozen=True)
class Hit:
    """One result of a search: what it is called, what it is, where it leads.

    `language`: that of the name, where it is not the one being read.
    """

    name: str
    url: str
    what: str
    is_illustration: bool = False
    language: str = ""


def province_hits(found: Iterable[ProvinceName], on: date) -> list[Hit]:
    """Each with what was known of it on the day; the provinces bear their names of that day already."""
    return [
        Hit(
            each.province.full_name,
            each.province.get_absolute_url(),
            _what_province(each, on),
            each.province.is_illustration,
        )
        for each in found
    ]


def _what_province(name: ProvinceName, on: date) -> str:
    """What to know before opening it: its former name, what became of it, its region."""
    province = name.province
    said = []
    if name.valid_to and name.valid_to < on and search_key(name.name) != search_key(province.name):
        until = {"name": name.name, "day": format_date(name.valid_to)}
        said.append(_("%(name)s until %(day)s") % until)
    if (ended_on := known_end(province, on)) and province.successor:
        end = {"day": format_date(ended_on), "successor": province.successor.full_name}
        said.append(_("until %(day)s, now part of %(successor)s") % end)
    return " · ".join([*said, name.region_now] if name.region_now else said)


def indicator_hits(found: Iterable[Indicator]) -> list[Hit]:
    return [Hit(each.name, each.get_absolute_url(), f"{each.pillar.name} · {each.code}") for each in found]


def agreement_hits(found: Iterable[Agreement]) -> list[Hit]:
    return [
        Hit(
            each.title,
            reverse("agreements:agreement", args=[each.code]),
            " · ".join(_parts_of(each)),
            each.province.is_illustration,
        )
        for each in found
    ]


def _parts_of(agreement: Agreement) -> list[str]:
    parts = [agreement.province.full_name, agreement.partner.name]
    if agreement.signed_on:
        parts.append(_("signed on %(day)s") % {"day": format_date(agreement.signed_on)})
    return parts


def document_hits(found: Iterable[Document]) -> list[Hit]:
    return [
        Hit(
            each.title,
            each.get_absolute_url(),
            " · ".join([part for part in (each.number, str(DocumentKind(each.kind).label), dated_words(each)) if part]),
            each.origin == Origin.ILLUSTRATION,
            "vi" if is_english() and not each.title_en else "",
        )
        for each in found
    ]
