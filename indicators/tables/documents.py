"""Documents as their list and their pages show them."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from dtracker.formats.dates import format_date
from dtracker.formats.text import search_key
from indicators.enums import DocumentKind, DocumentStatus, Origin, Status, TargetKind
from indicators.explain import due_words, edition_note, status_words, target_words
from indicators.models import Document, Target
from indicators.models.targets import Terms
from indicators.queries.documents import Contents, Sourced
from indicators.queries.judging import Standing
from indicators.tables.why import why_url

ORDER = (Origin.ENTERED, Origin.ARTICLE, Origin.OUTSIDE, Origin.NATIONAL, Origin.ILLUSTRATION)


@dataclass(frozen=True)
class DocumentRow:
    """One document in the list, with how many targets it sets, figures it gives, agreements and bodies it is of."""

    document: Document
    dated: str
    kind: str
    targets: int
    figures: int
    agreements: int
    bodies: int
    key: str


@dataclass(frozen=True)
class Section:
    """The documents of one origin: what is told apart everywhere."""

    origin: Origin
    title: str
    rows: Sequence[DocumentRow]


@dataclass(frozen=True)
class TargetLine:
    """One target a document sets, changes or tells of."""

    name: str
    url: str
    place: str
    words: str
    document: Document | None
    status: Status | None = None
    status_label: str = ""
    edition: str = ""
    kind: str = ""
    why_url: str = ""


@dataclass(frozen=True)
class FigureLine:
    name: str
    url: str
    words: str


def rows_of(
    documents: Iterable[Document], targets: Counter[int], figures: Counter[int], agreements: dict[int, Counter]
) -> list[DocumentRow]:
    """Documents with the numbers given by their ids; of agreements by the names "agreement" and "body"."""
    return [_row(each, targets, figures, agreements.get(each.pk, Counter())) for each in documents]


def _row(document: Document, targets: Counter[int], figures: Counter[int], held: Counter) -> DocumentRow:
    return DocumentRow(
        document=document,
        dated=dated_words(document),
        kind=str(DocumentKind(document.kind).label),
        targets=targets[document.pk],
        figures=figures[document.pk],
        agreements=held["agreement"],
        bodies=held["body"],
        key=words_of(document),
    )


def words_of(document: Document) -> str:
    """What a search is held against: titles, short names, number and issuer, without marks."""
    names = document.title_vi, document.title_en, document.short_vi, document.short_en
    return search_key(" ".join([*names, document.number, document.issuer_vi, document.issuer_en]))


def by_origin(rows: Iterable[DocumentRow]) -> list[Section]:
    """What the province's own papers say first, illustration last; the order of the rows inside each."""
    rows = list(rows)
    found = [(origin, [each for each in rows if each.document.origin == origin]) for origin in ORDER]
    return [Section(origin, _title(origin), members) for origin, members in found if members]


def _title(origin: Origin) -> str:
    return {
        Origin.ENTERED: _("Entered in dtracker"),
        Origin.ARTICLE: _("The source articles, and what they quote"),
        Origin.OUTSIDE: _("Outside the source articles"),
        Origin.NATIONAL: _("National publications"),
        Origin.ILLUSTRATION: _("Illustration: these documents do not exist"),
    }[origin]


def dated_words(document: Document) -> str:
    """The day, else the date as printed; "" where none is known."""
    return format_date(document.issued_on) if document.issued_on else document.printed_date


def facts_of(document: Document) -> list[tuple[str, str]]:
    """What is known of the document, as label and text; what is not known is left out."""
    known = [
        (_("Title"), document.title if document.short else ""),
        (_("Number and symbol"), document.number),
        (_("Kind"), DocumentKind(document.kind).label),
        (_("State"), DocumentStatus(document.status).label),
        (_("Issued or published by"), document.issuer),
        (_("Date"), dated_words(document)),
        (_("Origin"), Origin(document.origin).label),
        (_("Note"), document.note),
    ]
    return [(label, str(text)) for label, text in known if text]


def target_lines(contents: Contents) -> list[TargetLine]:
    """The targets that the document sets. Only targets are judged; wishes and forecasts say what they are."""
    return [_judged_line(each) for each in contents.sets]


def _judged_line(standing: Standing) -> TargetLine:
    target, verdict = standing.target, standing.verdict
    line = target_line(target, standing.terms)
    if target.kind != TargetKind.TARGET or target.province is None:
        return line
    return replace(
        line,
        status=verdict.status,
        status_label=status_words(verdict),
        edition=edition_note(standing),
        why_url=why_url(standing),
    )


def target_line(target: Target, terms: Terms | None = None) -> TargetLine:
    terms, place, indicator = terms or target, target.province, target.indicator
    words = target_words(terms, indicator) if terms.value is not None else target.label
    return TargetLine(
        name=indicator.name,
        url=reverse("indicators:series", args=[place.slug, indicator.code]) if place else indicator.get_absolute_url(),
        place=place.name if place else _("Whole country"),
        words=f"{words} · {due_words(target, terms)}",
        document=target.document,
        kind="" if target.kind == TargetKind.TARGET else str(TargetKind(target.kind).label),
    )


def figure_lines(figures: Iterable[Sourced]) -> list[FigureLine]:
    return [_figure_line(each) for each in figures]


def _figure_line(found: Sourced) -> FigureLine:
    if found.place:
        url = reverse("indicators:series", args=[found.place.slug, found.code])
    else:
        url = reverse("indicators:indicator", args=[found.code])
    count = ngettext("%(count)s figure", "%(count)s figures", found.count) % {"count": found.count}
    said = [_place_words(found), _years(found), count]
    if found.proves:
        said.append(_("beside another source"))
    return FigureLine(found.name, url, " · ".join(each for each in said if each))


def _place_words(found: Sourced) -> str:
    if found.place:
        return found.place.name
    if not found.places:
        return _("Whole country")
    return ngettext("%(count)s province", "%(count)s provinces", found.places) % {"count": found.places}


def _years(found: Sourced) -> str:
    if found.first is None:
        return _("undated")
    return str(found.first) if found.first == found.last else f"{found.first}–{found.last}"
