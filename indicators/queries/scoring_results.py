"""What is published of the indices of units, as of a day. Readers see nothing else of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch

from dtracker.formats.quarters import Period
from indicators.models import Criterion, IndexPublication, IndexResult, ScoringRound, UnitIndex
from indicators.queries.scoring import Method


@dataclass(frozen=True)
class PublishedIndex:
    """The newest publication of a round by a day, its results by place, and the versions before it."""

    publication: IndexPublication
    results: Sequence[IndexResult]
    earlier: Sequence[IndexPublication]
    method: Method

    @property
    def round(self) -> ScoringRound:
        return self.publication.round


def indices_on(day: date) -> list[UnitIndex]:
    """Indices with their rounds that had results on the day, newest first (`public_rounds`). Three reads."""
    known = IndexPublication.objects.filter(public_on__lte=day)
    rounds = ScoringRound.objects.filter(publications__in=known).distinct().order_by("-year", "-quarter")
    newest = Prefetch("publications", known.order_by("-version"), to_attr="known")
    shown = Prefetch("rounds", rounds.prefetch_related(newest), to_attr="public_rounds")
    return list(UnitIndex.objects.select_related("province").prefetch_related(shown).order_by("province", "code"))


def published_index(code: str, period: Period, day: date) -> PublishedIndex | None:
    """The results of a round as public on the day; None where there were none. At most four reads."""
    rows = IndexPublication.objects.filter(
        round__index__code=code, round__year=period.year, round__quarter=period.quarter, public_on__lte=day
    )
    related = ("round__index__province", "round__method", "method__document", "by")
    versions = list(rows.select_related(*related).prefetch_related("method__grades").order_by("-version"))
    if not versions:
        return None
    newest = versions[0]
    results = IndexResult.objects.filter(publication=newest).select_related("unit").order_by("place", "unit__name_vi")
    criteria = Criterion.objects.filter(method=newest.method_id).order_by("order", "pk")
    return PublishedIndex(newest, list(results), versions[1:], Method(newest.method, list(criteria)))
