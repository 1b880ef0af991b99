"""What the pages of more than one app read: each function a fixed number of queries, whatever the number of rows."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Q

from agreements.models import Agreement, Task
from agreements.queries.tasks import tasks_serving
from dtracker.accounts.access import own_provinces
from dtracker.places.models import Province
from indicators.enums import Group, TargetKind
from indicators.models import Target
from indicators.queries.publications import Cell, Reading, series_on
from indicators.queries.standings import Standing, standings


@dataclass(frozen=True)
class Overview:
    """One province on one day: its targets judged, all its published series, and the tasks that serve them."""

    province: Province
    standings: Sequence[Standing]
    series: dict[Cell, list[Reading]]
    tasks: dict[Cell, list[Task]]

    @property
    def judged(self) -> list[Standing]:
        """Those set by a document; aspirations, recommendations and forecasts are not judged."""
        return [each for each in self.standings if each.target.kind == TargetKind.TARGET]

    @property
    def bad_without_task(self) -> list[Standing]:
        return [each for each in self.standings if each.verdict.status.group == Group.BAD and not self.tasks_of(each)]

    def tasks_of(self, standing: Standing) -> list[Task]:
        return self.tasks.get((standing.target.province_id, standing.target.indicator_id), [])

    @property
    def latest(self) -> list[Reading]:
        """Published values of the province, the most lately published first; undated publications are left out."""
        readings = [reading for readings in self.series.values() for reading in readings]
        known = [each for each in readings if each.publication.public_on]
        return sorted(known, key=lambda each: (each.publication.public_on, each.publication.pk), reverse=True)


def followed_provinces(user) -> list[Province]:
    """The person's own provinces; for visitors and national people all that have targets or agreements."""
    if own := own_provinces(user):
        return own
    return list(
        Province.objects.filter(
            Exists(Target.objects.filter(province=OuterRef("pk")))
            | Exists(Agreement.objects.filter(province=OuterRef("pk")))
        ).order_by("is_illustration", "sort_order", "pk")
    )


def overviews(provinces: Iterable[Province], *, on: date) -> list[Overview]:
    """One overview for each province, in the order given. Five reads."""
    provinces = list(provinces)
    series = series_on(on, provinces=provinces)
    judged = standings(provinces=provinces, on=on, series=series)
    tasks = tasks_serving({each.target.indicator_id for each in judged}, {each.pk for each in provinces})
    return [
        Overview(
            province,
            [each for each in judged if each.target.province_id == province.pk],
            {cell: readings for cell, readings in series.items() if cell[0] == province.pk},
            tasks,
        )
        for province in provinces
    ]


def overview(province: Province, *, on: date) -> Overview:
    return overviews([province], on=on)[0]


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
