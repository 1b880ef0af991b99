"""What was promised, hindered, advised and what happened: four nouns, and where sources disagree, in one read."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from django.db.models import BigIntegerField, CharField, DateField, Model, Q, QuerySet, Value
from django.db.models.functions import Cast
from django.urls import reverse

from agreements.models import Agreement, Commitment, Event, Obstacle, Recommendation, TermChange
from agreements.queries.rows import SOURCE, columns, known_by
from dtracker.formats.bilingual import bilingual
from indicators.enums import Origin
from indicators.models import Contradiction, Document
from indicators.queries.contradictions import about, concerning


class Noun(StrEnum):
    COMMITMENT = "commitment"
    OBSTACLE = "obstacle"
    RECOMMENDATION = "recommendation"
    EVENT = "event"
    TERM = "term"
    CONTRADICTION = "contradiction"


NOTHING = Value("", output_field=CharField())
# PostgreSQL must know the type of an empty column, or it takes it for text.
NO_DAY = Cast(Value(None), output_field=DateField())
NO_NUMBER = Cast(Value(None), output_field=BigIntegerField())
EMPTY = {"pk": NO_NUMBER, "on": NO_DAY, "issued_on": NO_DAY}
COLUMNS = (
    "text_vi", "text_en", "state", "by_vi", "by_en", "more_vi", "more_en", "detail_vi", "detail_en", "on",
    "quote", "note_vi", "note_en", "code",
)  # fmt: skip
FACT = {name: name for name in ("quote", "note_vi", "note_en", "code")}
NOUNS: dict[Noun, tuple[type[Model], dict[str, str | Cast]]] = {
    Noun.COMMITMENT: (
        Commitment,
        FACT
        | {
            "text_vi": "text_vi",
            "text_en": "text_en",
            "state": "side",
            "by_vi": "by",
            "by_en": "by_en",
            "on": "due_on",
        },
    ),
    Noun.OBSTACLE: (
        Obstacle,
        FACT
        | {"text_vi": "text_vi", "text_en": "text_en", "state": "state", "by_vi": "owner"}
        | {"more_vi": "category_vi", "more_en": "category_en", "detail_vi": "answer"},
    ),
    Noun.RECOMMENDATION: (
        Recommendation,
        FACT
        | {"text_vi": "text_vi", "text_en": "text_en", "by_vi": "by", "by_en": "by_en"}
        | {"more_vi": "to_vi", "more_en": "to_en"},
    ),
    Noun.EVENT: (
        Event,
        FACT
        | {"text_vi": "title_vi", "text_en": "title_en", "by_vi": "place", "by_en": "place_en", "on": "on"}
        | {"more_vi": "date_text_vi", "more_en": "date_text_en", "detail_vi": "conclusions"},
    ),
    Noun.TERM: (
        TermChange,
        {"text_vi": "reason_vi", "text_en": "reason_en", "state": "step", "on": "on"}
        | {"more_vi": Cast("until_year", CharField())},
    ),
    Noun.CONTRADICTION: (
        Contradiction,
        {"text_vi": "text_vi", "text_en": "text_en", "state": "severity"}
        | {"detail_vi": "treatment_vi", "detail_en": "treatment_en"},
    ),
}
"""Per noun its model, and which of its fields stands in which column."""


@dataclass(frozen=True)
class Entry:
    """One line of the log.

    `state`: side of a commitment, state of an obstacle or advice, severity of a disagreement, what changed of a term.
    `by`: who promised, handles or advised; the place of an event. `more`: category of an obstacle, addressee of an
    advice, date of an event as printed, new last year of a term. `detail`: answer, conclusions, or how a disagreement
    is kept. `on`: due day, or the day from which it holds.
    """

    noun: Noun
    pk: int
    agreement_id: int | None
    text_vi: str
    text_en: str
    state: str
    by_vi: str
    by_en: str
    more_vi: str
    more_en: str
    detail_vi: str
    detail_en: str
    on: date | None
    quote: str
    note_vi: str
    note_en: str
    code: str
    source: Document | None

    text = bilingual("text")
    by = bilingual("by")
    more = bilingual("more")
    detail = bilingual("detail")
    note = bilingual("note")

    @property
    def origin(self) -> Origin:
        return Origin(self.source.origin) if self.source else Origin.ENTERED

    @property
    def is_outside(self) -> bool:
        return self.origin == Origin.OUTSIDE

    @property
    def url(self) -> str:
        """Its own page; "" for what the log has none for."""
        kept = (Noun.OBSTACLE, Noun.RECOMMENDATION, Noun.EVENT)
        return reverse("agreements:entry", args=[self.noun, self.code]) if self.noun in kept else ""


class Log:
    """The entries of one agreement or province, each noun in its own order; events by day, undated ones first."""

    def __init__(self, entries: Iterable[Entry]):
        self._by_noun: dict[Noun, list[Entry]] = {noun: [] for noun in Noun}
        for each in entries:
            self._by_noun[each.noun].append(each)

    @property
    def commitments(self) -> list[Entry]:
        return self._by_noun[Noun.COMMITMENT]

    @property
    def obstacles(self) -> list[Entry]:
        return self._by_noun[Noun.OBSTACLE]

    @property
    def recommendations(self) -> list[Entry]:
        return self._by_noun[Noun.RECOMMENDATION]

    @property
    def events(self) -> list[Entry]:
        return sorted(self._by_noun[Noun.EVENT], key=lambda each: (each.on or date.min, each.pk))

    @property
    def terms(self) -> list[Entry]:
        return self._by_noun[Noun.TERM]

    @property
    def contradictions(self) -> list[Entry]:
        return self._by_noun[Noun.CONTRADICTION]


def log_of_agreement(agreement: Agreement, on: date) -> Log:
    """What concerns the agreement itself, then the obstacles and advice of the whole province, with what had happened
    by the day, and where its document or the source it was read in disagrees with others. One read.
    """
    province = agreement.province_id
    own = Q(agreement=agreement)
    return _read(
        _rows(Noun.COMMITMENT, own),
        _rows(Noun.OBSTACLE, own | Q(agreement=None, province=province)),
        _rows(Noun.RECOMMENDATION, Q(province=province)),
        _rows(Noun.EVENT, own & known_by("on", on)),
        _rows(Noun.TERM, own & known_by("on", on)),
        _rows(Noun.CONTRADICTION, about([pk for pk in (agreement.document_id, agreement.source_id) if pk])),
    )


def log_of_province(province, on: date) -> Log:
    """Everything logged for the province or its agreements, with what had happened by the day. One read."""
    nouns = [noun for noun in Noun if noun != Noun.TERM]
    which = {noun: Q(province=province) for noun in nouns} | {Noun.CONTRADICTION: concerning(province)}
    which[Noun.EVENT] &= known_by("on", on)
    return _read(*[_rows(noun, which[noun]) for noun in nouns])


def _rows(noun: Noun, which: Q) -> QuerySet:
    model, fields = NOUNS[noun]
    has = {field.name for field in model._meta.get_fields()}
    agreement = ["agreement_id"] if "agreement" in has else [NO_NUMBER]
    values = [fields.get(name, EMPTY.get(name, NOTHING)) for name in COLUMNS]
    link = "source" if "source" in has else "document"
    source = columns(link, SOURCE) if link in has else [EMPTY.get(name, NOTHING) for name in SOURCE]
    return model.objects.filter(which).order_by().values_list(Value(noun.value), "pk", *agreement, *values, *source)


def _read(first: QuerySet, *others: QuerySet) -> Log:
    entries = [_entry(row) for row in first.union(*others, all=True)]
    # The union has no order of its own; what is said of the agreement itself comes before the whole province.
    return Log(sorted(entries, key=lambda each: (each.agreement_id is None, each.pk)))


def _entry(row: tuple) -> Entry:
    noun, pk, agreement, *values = row
    source = dict(zip(SOURCE, values[len(COLUMNS) :], strict=True))
    return Entry(
        Noun(noun), pk, agreement, *values[: len(COLUMNS)], source=Document(**source) if source["pk"] else None
    )
