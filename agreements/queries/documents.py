"""What of agreements a document says: how much of each noun, and under which agreement or province."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from django.db.models import Model, Q, QuerySet, Value

from agreements.models import (
    Agreement,
    Body,
    BodyMember,
    Commitment,
    Event,
    Obstacle,
    Programme,
    Recommendation,
)
from agreements.queries.log import NOTHING
from agreements.queries.rows import known_by
from dtracker.places.models import Province
from indicators.models import Document


class Noun(StrEnum):
    AGREEMENT = "agreement"
    PROGRAMME = "programme"
    COMMITMENT = "commitment"
    BODY = "body"
    MEMBER = "member"
    OBSTACLE = "obstacle"
    RECOMMENDATION = "recommendation"
    EVENT = "event"


NOUNS: dict[Noun, tuple[type[Model], str, str]] = {
    Noun.AGREEMENT: (Agreement, "", "province"),
    Noun.PROGRAMME: (Programme, "agreement", "agreement__province"),
    Noun.COMMITMENT: (Commitment, "agreement", "province"),
    Noun.BODY: (Body, "agreement", "province"),
    Noun.MEMBER: (BodyMember, "body__agreement", "body__province"),
    Noun.OBSTACLE: (Obstacle, "agreement", "province"),
    Noun.RECOMMENDATION: (Recommendation, None, "province"),
    Noun.EVENT: (Event, "agreement", "province"),
}
"""Per noun its model, and the ways from it to its agreement ("" is itself, None is none) and to its province."""
WITH_DOCUMENT = (Noun.AGREEMENT, Noun.BODY)
"""Nouns that a document can be, or can establish; of all others it is the source."""

SINCE = {Noun.AGREEMENT: "signed_on", Noun.BODY: "established_on", Noun.EVENT: "on"}
"""Nouns with a day of their own."""


@dataclass(frozen=True)
class Mention:
    """How often a document speaks of each noun, under one agreement, one province, or the whole country.

    Agreement and province are unsaved, with what their links need.
    """

    agreement: Agreement | None
    province: Province | None
    counts: Counter[Noun]


def agreements_per_document(on: date) -> dict[int, Counter[Noun]]:
    """Agreements and bodies by the document that they are, that established them, or that tells of them, as far as
    there were any by the day. One read.
    """
    rows = [
        _there_by(noun, on).order_by().exclude(**{link: None}).values_list(Value(noun.value), link, "pk")
        for noun in WITH_DOCUMENT
        for link in ("document", "source")
    ]
    found: dict[int, Counter[Noun]] = defaultdict(Counter)
    for noun, document, _pk in rows[0].union(*rows[1:]):
        found[document][Noun(noun)] += 1
    return found


def mentions_of(document: Document, on: date) -> list[Mention]:
    """What there was by the day: agreements first, in the order of their provinces. One read."""
    rows = [_rows(noun, document, on) for noun in Noun]
    groups: dict[tuple, Counter[Noun]] = defaultdict(Counter)
    for noun, _pk, *where in rows[0].union(*rows[1:], all=True):
        # What has no agreement holds nothing or an empty text, by the way it was read.
        groups[tuple(each or "" for each in where)][Noun(noun)] += 1
    return [_mention(where, groups[where]) for where in sorted(groups, key=_agreements_first)]


def _agreements_first(where: tuple[str, ...]) -> tuple:
    code, _title_vi, _title_en, slug, *_name = where
    return not code, slug, code


def _there_by(noun: Noun, on: date) -> QuerySet:
    return NOUNS[noun][0].objects.filter(known_by(SINCE[noun], on) if noun in SINCE else Q())


def _rows(noun: Noun, document: Document, on: date) -> QuerySet:
    _model, to_agreement, to_province = NOUNS[noun]
    concerned = Q(source=document)
    if noun in WITH_DOCUMENT:
        concerned |= Q(document=document)
    agreement = [_column(to_agreement, name) for name in ("code", "title_vi", "title_en")]
    place = [f"{to_province}__{name}" for name in ("slug", "name_vi", "name_en", "kind")]
    return _there_by(noun, on).filter(concerned).order_by().values_list(Value(noun.value), "pk", *agreement, *place)


def _column(way: str | None, name: str):
    if way is None:
        return NOTHING
    return f"{way}__{name}" if way else name


def _mention(where: Iterable[str], counts: Counter[Noun]) -> Mention:
    code, title_vi, title_en, slug, name_vi, name_en, kind = where
    province = Province(slug=slug, name_vi=name_vi, name_en=name_en, kind=kind) if slug else None
    agreement = Agreement(code=code, title_vi=title_vi, title_en=title_en) if code else None
    return Mention(agreement, province, counts)
