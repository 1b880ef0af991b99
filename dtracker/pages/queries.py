"""What the pages of more than one app read: each function a fixed number of queries, whatever the number of rows."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Exists, OuterRef, Q, prefetch_related_objects

from agreements.models import Agreement, Task
from agreements.queries.tasks import tasks_serving
from dtracker.accounts.access import own_provinces
from dtracker.pages.cuts import WHOLE, Cut
from dtracker.places.models import Province
from dtracker.places.queries import read_as_named_on
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


def followed_provinces(user, day: date | None = None) -> list[Province]:
    """The person's own provinces; for visitors and national people all that have targets or agreements.

    The real ones first, and of them those with targets. Those that are read here bear their names of the `day`.
    """
    if own := own_provinces(user):
        return own
    has_targets = Exists(Target.objects.filter(province=OuterRef("pk"), kind=TargetKind.TARGET))
    found = (
        Province.objects.annotate(has_targets=has_targets)
        .filter(
            Exists(Target.objects.filter(province=OuterRef("pk")))
            | Exists(Agreement.objects.filter(province=OuterRef("pk")))
        )
        .order_by("is_illustration", "-has_targets", "sort_order", "pk")
    )
    return read_as_named_on(found, day) if day else list(found)


def overviews(
    provinces: Iterable[Province], *, on: date, news_of: Collection[Province], in_full: bool = False
) -> tuple[list[Overview], list[Reading]]:
    """One overview for each province, in the order given, with counts but no series; and what was published last.

    `news_of`: those of the provinces whose values are named; of a single one it says when, too. `in_full`: the targets
    are not read in outline, which is less where the provinces are many and more where all is judged anew.
    Four reads, whatever their number, and three for one province; where targets are judged anew five, in full four.
    """
    provinces = list(provinces)
    outlines = None if in_full else outlines_on(provinces, on)
    standings, series = _standings(provinces, on) if outlines is None else (outlines, None)
    if series is None:
        latest = published_last(on, provinces=news_of, limit=LAST)
        last = _last_days(provinces, latest, on)
    else:
        newest = _latest(series, provinces)
        latest = [each for each in newest if each.figure.province in news_of][:LAST]
        last = {each.figure.province_id: each.publication for each in reversed(newest)}
    tasks = tasks_serving({each.indicator_id for each in standings}, {each.pk for each in provinces}, on)
    found = [
        Overview(each, [one for one in standings if one.province_id == each.pk], tasks, last.get(each.pk))
        for each in provinces
    ]
    return found, latest


def _standings(provinces: Sequence[Province], on: date) -> tuple[list[Standing], dict[Cell, list[Reading]] | None]:
    """The targets of the provinces; and all of their series where these were read, to judge anew."""
    targets = with_snapshots(targets_on(on).filter(province__in=provinces), on)
    if all(is_kept(each, on) for each in targets):
        return kept(targets, on), None
    series = series_on(on, provinces=provinces)
    return judge(targets, on=on, series=series), series


def _last_days(provinces: Sequence[Province], latest: Sequence[Reading], on: date) -> dict[int, Publication]:
    if len(provinces) == 1:
        return {provinces[0].pk: latest[0].publication} if latest else {}
    return last_days(on, provinces=provinces)


def overview(province: Province, *, on: date) -> Overview:
    """One province with all its targets and the series without one. Six reads; four where targets are judged anew."""
    standings, series = _standings([province], on)
    if series is None:
        series = _without_target(province, standings, on)
        latest = published_last(on, provinces=[province], limit=LAST)
    else:
        latest = _latest(series, [province])[:LAST]
    return Overview(
        province=province,
        standings=standings,
        tasks=tasks_serving({each.indicator_id for each in standings}, [province.pk], on),
        last=latest[0].publication if latest else None,
        series=series,
        latest=latest,
    )


def _without_target(province: Province, standings: Iterable[Standing], on: date) -> dict[Cell, list[Reading]]:
    with_target = {each.indicator_id for each in standings if each.kind == TargetKind.TARGET}
    series = series_on(on, provinces=[province], besides=with_target)
    prefetch_related_objects([readings[-1].figure.indicator for readings in series.values()], BREAKS)
    return series


def _latest(series: dict[Cell, list[Reading]], provinces: Iterable[Province]) -> list[Reading]:
    """Published values with their provinces, the most lately published first; undated publications are left out."""
    named = {each.pk: each for each in provinces}
    known = [each for readings in series.values() for each in readings if each.publication.public_on]
    for each in known:
        each.figure.province = named[each.figure.province_id]
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
