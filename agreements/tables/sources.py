"""Where the facts of a block come from: its documents, and on demand the words that say it."""

from collections.abc import Iterable
from dataclasses import dataclass

from indicators.enums import Origin
from indicators.models import Document


@dataclass(frozen=True)
class Quote:
    """The words of a source for one fact, and what has to be known about it."""

    about: str
    quote: str
    note: str
    source: str


@dataclass(frozen=True)
class Source:
    document: Document
    origin: Origin

    @property
    def mark(self) -> bool:
        """Whether the origin has to be said beside it."""
        return self.origin not in (Origin.ARTICLE, Origin.ENTERED)


@dataclass(frozen=True)
class Sources:
    documents: list[Source]
    quotes: list[Quote]


Fact = tuple[str, object, Document | None]
"""What it is about, something with `quote` and `note`, and the document it was read in."""


def sources_of(facts: Iterable[Fact]) -> Sources:
    """Each document once, in the order met; a quotation for each fact that has one or a note."""
    facts = list(facts)
    documents = {source.pk: source for _, _, source in facts if source}
    return Sources(
        documents=[Source(each, Origin(each.origin)) for each in documents.values()],
        quotes=[
            Quote(about, fact.quote, getattr(fact, "note", ""), source.label if source else "")
            for about, fact, source in facts
            if fact.quote or getattr(fact, "note", "")
        ],
    )
