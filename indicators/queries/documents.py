"""Documents: which there are, what each sets, and which published figures rest on it."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Max, Min, Q, QuerySet, Value

from dtracker.formats.bilingual import bilingual
from dtracker.places.models import Province
from indicators.enums import DocumentStatus, FigureStatus, TargetKind
from indicators.models import Document, Evidence, Publication, Target
from indicators.models.documents import DECIDES_NOTHING
from indicators.queries.evidence import PUBLISHED_WITH
from indicators.queries.judging import REVISIONS, Standing, judge
from indicators.queries.standings import targets_on

PLACE = ("slug", "name_vi", "name_en", "kind")
INDICATOR = ("code", "name_vi", "name_en", "pillar__order", "order")


@dataclass(frozen=True)
class Sourced:
    """The figures of one indicator that were read in a document.

    `place` is the province where all are of one province, else None; `proves` says that the document stands beside
    another source.
    """

    code: str
    name_vi: str
    name_en: str
    count: int
    places: int
    first: int | None
    last: int | None
    place: Province | None
    proves: bool

    name = bilingual("name")


@dataclass(frozen=True)
class Contents:
    """What a document holds, as of a day. `sets` are the targets it sets, judged; `revises` those it changed;
    `states` those that another document sets and that were read here. `quotes` are documents known from it."""

    sets: list[Standing]
    revises: list[Target]
    states: list[Target]
    figures: list[Sourced]
    quotes: list[Document]


def documents_on(day: date) -> list[Document]:
    """Documents known by the day, newest first, undated ones last. One read."""
    rows = Document.objects.filter(Q(issued_on=None) | Q(issued_on__lte=day)).select_related("province")
    return sorted(rows, key=lambda each: (each.issued_on or date.min, each.code), reverse=True)


def targets_per_document(day: date) -> Counter[int]:
    """How many targets each document sets, wishes and forecasts left out. One read."""
    rows = Target.objects.filter(kind=TargetKind.TARGET).exclude(document=None).exclude(document__issued_on__gt=day)
    return Counter(dict(rows.order_by().values_list("document").annotate(count=Count("pk"))))


def figures_per_document(day: date) -> Counter[int]:
    """How many published figures each document is the source of. One read."""
    rows = _publications(day).exclude(source=None).order_by().values_list("source")
    return Counter(dict(rows.annotate(count=Count("figure", distinct=True))))


def document_named(code: str) -> Document | None:
    """The document at an address, with its province and where it is known from. One read."""
    return Document.objects.filter(code=code).select_related("province", "quoted_in").first()


def contents_of(document: Document, day: date) -> Contents:
    """Six reads, whatever the document holds; four where it sets no target."""
    concerned = Q(document=document) | Q(source=document) | Q(revisions__document=document)
    targets = list(targets_on(day).filter(concerned).distinct().prefetch_related(REVISIONS))
    sets = [each for each in targets if each.document_id == document.pk]
    others = [each for each in targets if each.document_id != document.pk]
    revises = [each for each in others if _is_revised_by(each, document, day)]
    return Contents(
        sets=judge(sets, on=day) if sets else [],
        revises=revises,
        states=[each for each in others if each not in revises],
        figures=_figures(document, day),
        quotes=list(document.quotes.order_by("-issued_on", "code")),
    )


def _is_revised_by(target: Target, document: Document, day: date) -> bool:
    decided = [each for each in target.known_revisions if each.document_id == document.pk]
    return any(each.effective_on is None or each.effective_on <= day for each in decided)


def _figures(document: Document, day: date) -> list[Sourced]:
    """What it is the source of, then what it proves besides, in the order of the catalogue. One read."""
    later = Q(figure__status=FigureStatus.PUBLISHED, file="")
    proofs = Evidence.objects.filter(later | PUBLISHED_WITH, document=document, figure__unit=None)
    rows = _by_indicator(_publications(day).filter(source=document), proves=False)
    found = rows.union(_by_indicator(proofs, proves=True), all=True)
    return [_sourced(row) for row in sorted(found, key=lambda row: (row[-1], row[3:5], row[0]))]


def _publications(day: date) -> QuerySet[Publication]:
    return Publication.objects.public_on(day).filter(figure__unit=None)


def _by_indicator(rows: QuerySet, *, proves: bool) -> QuerySet:
    # The last of the names is that of the only province, where the count of provinces says that there is one.
    return (
        rows.order_by()
        .values_list(*(f"figure__indicator__{name}" for name in INDICATOR))
        .annotate(
            count=Count("figure", distinct=True),
            places=Count("figure__province", distinct=True),
            national=Count("pk", filter=Q(figure__province=None)),
            first=Min("figure__year"),
            last=Max("figure__year"),
            **{f"place_{name}": Max(f"figure__province__{name}") for name in PLACE},
            proves=Value(proves),
        )
    )


def _sourced(row: tuple) -> Sourced:
    code, name_vi, name_en, _pillar, _order, count, places, national, first, last, *place, proves = row
    only = Province(**dict(zip(PLACE, place, strict=True))) if places == 1 and not national else None
    return Sourced(code, name_vi, name_en, count, places, first, last, only, bool(proves))


def deciding_documents(documents: QuerySet[Document], province: Province | None) -> QuerySet[Document]:
    """Those that can change a target of the province: that concern it, are no drafts, and do more than report."""
    places = {province.pk, province.successor_id} - {None} if province else set()
    return documents.filter(Q(province=None) | Q(province__in=places)).exclude(
        Q(kind__in=DECIDES_NOTHING) | Q(status=DocumentStatus.DRAFT)
    )
