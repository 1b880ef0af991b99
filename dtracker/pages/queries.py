"""What the pages of more than one app read: each function a fixed number of queries, whatever the number of rows."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Exists, OuterRef, Q, prefetch_related_objects

from agreements.models import Agreement, Task
from agreements.queries.tasks import tasks_serving
from dtracker.accounts.access import own_provinces
from dtracker.pages.cuts import WHOLE, Cut
from dtracker.places.models import Province
from indicators.enums import Group, TargetKind
from indicators.models import Publication, Target
from indicators.queries.judging import BREAKS, Standing, judge
from indicators.queries.outlines import Outline, outlines_on
from indicators.queries.publications import Cell, Reading, last_days, published_last, series_on
from indicators.queries.standings import is_kept, kept, targets_on, with_snapshots

LAST = 6
"""Values published last that a page names."""
MOST = 6
"""Provinces on the home page; of all others it leads to the list."""


@dataclass(frozen=True)
class Overview:
    """One province on one day: how its targets stand, the tasks that serve them, and what was published last.

    `series` are those that no target speaks of, and others as far as they were read anyway. `last` says when
    the newest value was published. `cut`: which of the targets are shown and counted.
    """

    province: Province
    standings: Sequence[Standing | Outline]
    tasks: dict[Cell, list[Task]]
    last: Publication | None
    series: dict[Cell, list[Reading]] = field(default_factory=dict)
    latest: Sequence[Reading] = ()
    cut: Cut = WHOLE

    @property
    def all_judged(self) -> list[Standing | Outline]:
        """Those set by a document; aspirations, recommendations and forecasts are not judged."""
        return [each for each in self.standings if each.kind == TargetKind.TARGET]

    @property
    def judged(self) -> list[Standing | Outline]:
        """Of these the ones that the cut keeps."""
        return [each for each in self.all_judged if self.cut.keeps(each)]

    @property
    def bad_without_task(self) -> list[Standing | Outline]:
        return [each for each in self.standings if each.status.group == Group.BAD and not self.tasks_of(each)]

    def tasks_of(self, standing: Standing | Outline) -> list[Task]:
        return self.tasks.get((standing.province_id, standing.indicator_id), [])


def followed_provinces(user) -> list[Province]:
    """The person's own provinces; for visitors and national people all that have targets or agreements.

    The real ones first, and of them those with targets.
    """
    if own := own_provinces(user):
        return own
    has_targets = Exists(Target.objects.filter(province=OuterRef("pk"), kind=TargetKind.TARGET))
    return list(
        Province.objects.annotate(has_targets=has_targets)
        .filter(
            Exists(Target.objects.filter(province=OuterRef("pk")))
            | Exists(Agreement.objects.filter(province=OuterRef("pk")))
        )
        .order_by("is_illustration", "-has_targets", "sort_order", "pk")
    )


def overviews(provinces: Iterable[Province], *, on: date, latest: Sequence[Reading]) -> list[Overview]:
    """One overview for each province, in the order given, with counts but no series.

    `latest`: what was published last in these provinces (`published_last`); of a single one it says when, too.
    Three reads, whatever their number, and two for one province; four more where targets are judged anew.
    """
    provinces = list(provinces)
    outlines = outlines_on(provinces, on)
    if len(provinces) == 1:
        last = {provinces[0].pk: latest[0].publication} if latest else {}
    else:
        last = last_days(on, provinces=provinces)
    tasks = tasks_serving({each.indicator_id for each in outlines}, {each.pk for each in provinces})
    return [
        Overview(province, [each for each in outlines if each.province_id == province.pk], tasks, last.get(province.pk))
        for province in provinces
    ]


def overview(province: Province, *, on: date) -> Overview:
    """One province with all its targets and the series without one. Six reads; five where targets are judged anew."""
    targets = with_snapshots(targets_on(on).filter(province=province))
    if all(is_kept(each, on) for each in targets):
        standings = kept(targets, on)
        series = _without_target(province, standings, on)
        latest = published_last(on, provinces=[province], limit=LAST)
    else:
        series = series_on(on, provinces=[province])
        standings = judge(targets, on=on, series=series)
        latest = _latest(series)[:LAST]
        for each in latest:
            each.figure.province = province
    return Overview(
        province=province,
        standings=standings,
        tasks=tasks_serving({each.indicator_id for each in standings}, [province.pk]),
        last=latest[0].publication if latest else None,
        series=series,
        latest=latest,
    )


def _without_target(province: Province, standings: Iterable[Standing], on: date) -> dict[Cell, list[Reading]]:
    with_target = {each.indicator_id for each in standings if each.kind == TargetKind.TARGET}
    series = series_on(on, provinces=[province], besides=with_target)
    prefetch_related_objects([readings[-1].figure.indicator for readings in series.values()], BREAKS)
    return series


def _latest(series: dict[Cell, list[Reading]]) -> list[Reading]:
    """Published values, the most lately published first; undated publications are left out."""
    known = [each for readings in series.values() for each in readings if each.publication.public_on]
    return sorted(known, key=lambda each: (each.publication.public_on, each.publication.pk), reverse=True)


def province_named(slug: str) -> Province | None:
    """The province at an address, with its successor, those that merged with it, and what it was formed from.

    One read: all of them at once, put together here.
    """
    family = list(
        Province.objects.filter(
            Q(slug=slug) | Q(successor__slug=slug) | Q(predecessors__slug=slug) | Q(successor__predecessors__slug=slug)
        ).distinct()
    )
    by_key = {each.pk: each for each in family}
    for each in family:
        each.successor = by_key.get(each.successor_id)
        each.family = [other for other in family if other.successor_id == each.pk]
    return next((each for each in family if each.slug == slug), None)
