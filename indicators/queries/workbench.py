"""The workbench of a composite index: what is published of one edition, and what a trial with it would give.

Reads publications only and keeps nothing. A place is told only where every province of the edition has a value.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cached_property
from statistics import median

from django.db.models import Prefetch, Q

from dtracker.formats.quarters import Period
from dtracker.places.models import Province, ProvinceName
from dtracker.places.queries import day_in, names_on
from indicators.composite import (
    Composite,
    Part,
    Position,
    composite,
    position,
    rounded,
    rounding_bound,
    total_with,
    unexplained,
)
from indicators.models import IndexMethod, Indicator, MethodWeight
from indicators.queries.editions import NEARLY_ALL, Edition, cells_of, usual_edition
from indicators.queries.publications import publications_on


@dataclass(frozen=True)
class Component:
    """A component in one edition: its weight, None where the method is not known, and the published values."""

    indicator: Indicator
    weight: Decimal | None
    points: int | None
    values: Mapping[int, Decimal]

    @property
    def code(self) -> str:
        return self.indicator.code


@dataclass(frozen=True)
class Table:
    """What is published of one edition: total and components by province, and the provinces of that time."""

    index: Indicator
    period: Period
    method: IndexMethod | None
    names: Mapping[int, ProvinceName]
    totals: Mapping[int, Decimal]
    components: Sequence[Component]

    @property
    def is_computable(self) -> bool:
        return self.method is not None and self.method.is_complete

    @property
    def is_full(self) -> bool:
        return len(self.totals) == len(self.names)

    def known_in_full(self) -> list[ProvinceName]:
        """The provinces with a published total and a published value of every component."""
        return [
            name
            for key, name in self.names.items()
            if key in self.totals and all(key in each.values for each in self.components)
        ]

    def is_full_of(self, component: Component) -> bool:
        return len(component.values) == len(self.names)

    def place(self, province: int, value: Decimal) -> Position | None:
        """The place the province would have had with the value; None where not all values are known."""
        if not self.is_full:
            return None
        others = [total for pk, total in self.totals.items() if pk != province]
        return position(rounded(value, self.index.decimals), others, self.index.direction)


@dataclass(frozen=True)
class Step:
    """The total and the place if one component alone had `value`: so many `points` and places `gained`."""

    value: Decimal
    total: Decimal
    points: Decimal
    place: Position
    gained: int


@dataclass(frozen=True)
class Cost:
    """What one component costs the province: with the value of the leader, and with that of the median."""

    component: Component
    to_best: Step | None
    to_median: Step | None

    @property
    def places(self) -> int:
        return max((each.gained for each in (self.to_best, self.to_median) if each), default=0)

    @property
    def lost(self) -> Decimal:
        """Points of the total lost against the leader."""
        return self.to_best.points if self.to_best else Decimal(0)


@dataclass(frozen=True)
class Bench:
    """One province in the table of an edition, with the values of the trial (by component) beside the published."""

    table: Table
    province: Province
    given: Mapping[str, Decimal] = field(default_factory=dict)

    @property
    def published(self) -> Decimal | None:
        return self.table.totals.get(self.province.pk)

    @cached_property
    def values(self) -> dict[str, Decimal]:
        """The published values of the components, as far as there are any."""
        pk = self.province.pk
        return {each.code: each.values[pk] for each in self.table.components if pk in each.values}

    @cached_property
    def trial_values(self) -> dict[str, Decimal]:
        return self.values | dict(self.given)

    @cached_property
    def before(self) -> Composite:
        """The published components, added up."""
        return self._sum(self.values)

    @cached_property
    def trial(self) -> Composite:
        return self._sum(self.trial_values)

    @property
    def total(self) -> Decimal | None:
        """The value of the index in the trial, rounded as it is published."""
        return self._rounded(self.trial)

    @property
    def rest(self) -> Decimal | None:
        """What of the published value the known components do not give."""
        return None if self.published is None else unexplained(self.published, self.before)

    @property
    def is_rest_kept(self) -> bool:
        """Whether the trial takes the rest over as published."""
        return self.published is not None and self.trial.missing == self.before.missing

    @property
    def is_reproduced(self) -> bool:
        """Whether the components give the published value within the rounding of both."""
        if self.published is None or self.before.total is None:
            return False
        weights = [each.weight for each in self.table.components]
        decimals = min(each.indicator.decimals for each in self.table.components)
        return abs(self.rest) <= rounding_bound(weights, decimals, self.table.index.decimals)

    @property
    def is_changed(self) -> bool:
        return self.trial_values != self.values

    @property
    def place(self) -> Position | None:
        """The place that its published value has in the table."""
        return None if self.published is None else self.table.place(self.province.pk, self.published)

    @property
    def trial_place(self) -> Position | None:
        return None if self.total is None else self.table.place(self.province.pk, self.total)

    def costs(self) -> list[Cost]:
        """Components of which every province has a value, dearest first. None without a place or a method."""
        if self.place is None or not self.table.is_computable:
            return []
        every = [self._cost(each) for each in self.table.components if self.table.is_full_of(each)]
        return sorted(every, key=lambda each: (each.places, each.lost), reverse=True)

    def _cost(self, component: Component) -> Cost:
        return Cost(component, self._step(component, best_of(component)), self._step(component, median_of(component)))

    def _step(self, component: Component, value: Decimal) -> Step | None:
        """None where the province is not behind the value."""
        if component.indicator.direction * (value - self.values[component.code]) <= 0:
            return None
        total = self._rounded(self._sum(self.values | {component.code: value}))
        place = self.table.place(self.province.pk, total)
        points = component.weight * (value - self.values[component.code])
        return Step(value, total, points, place, self.place.place - place.place)

    def _sum(self, values: Mapping[str, Decimal]) -> Composite:
        return composite(
            Part(each.code, each.weight, values.get(each.code))
            for each in self.table.components
            if each.weight is not None
        )

    def _rounded(self, found: Composite) -> Decimal | None:
        if not self.table.is_computable:
            return None
        total = total_with(found, self.published, self.before)
        return None if total is None else rounded(total, self.table.index.decimals)


def best_of(component: Component) -> Decimal:
    direction = component.indicator.direction
    return max(component.values.values(), key=lambda value: direction * value)


def median_of(component: Component) -> Decimal:
    return median(component.values.values())


WEIGHTS = Prefetch("weights", MethodWeight.objects.select_related("component").order_by("order", "pk"))


def index_named(code: str) -> Indicator | None:
    """The index with its methods, their documents and weights. Three reads."""
    methods = Prefetch("methods", IndexMethod.objects.select_related("document").prefetch_related(WEIGHTS))
    return Indicator.objects.select_related("pillar").prefetch_related(methods).filter(code=code).first()


def method_of(index: Indicator, year: int) -> IndexMethod | None:
    return next((each for each in index.methods.all() if each.holds_in(year)), None)


def usual_year(index: Indicator, editions: Sequence[Edition]) -> Edition | None:
    """The newest nearly full edition whose method is known; else the one to start with anyway."""
    most = max((each.count for each in editions), default=0)
    for each in editions:
        method = method_of(index, each.period.year)
        if method and method.is_complete and each.count >= most * NEARLY_ALL:
            return each
    return usual_edition(editions)


def table_of(index: Indicator, edition: Edition, on: date) -> Table:
    """The table of an edition as public on the day. Two reads."""
    names = names_on(day_in(edition.layout, edition.period.end))
    method = method_of(index, edition.period.year)
    weights = list(method.weights.all()) if method else []
    held = _values(index, [each.component for each in weights], edition.period, names, on)
    totals = held.pop(index, {})
    if weights:
        components = [_component(each.component, each, held) for each in weights]
    else:
        parts = sorted(held, key=lambda each: (each.order, each.code))
        components = [_component(each, None, held) for each in parts]
    return Table(index, edition.period, method, names, totals, components)


def _values(
    index: Indicator, components: Sequence[Indicator], period: Period, names: Mapping[int, ProvinceName], on: date
) -> dict[Indicator, dict[int, Decimal]]:
    """Newest published values of the index and its components, by province of the table."""
    wanted = Q(figure__indicator__in=[index, *components])
    if not components:
        wanted |= Q(figure__indicator__parent=index)
    rows = publications_on(on).filter(wanted, cells_of(period), figure__unit=None, figure__province__in=names)
    newest = {row.figure_id: row for row in rows}
    found: dict[Indicator, dict[int, Decimal]] = {}
    for row in newest.values():
        if row.value is not None:
            found.setdefault(row.figure.indicator, {})[row.figure.province_id] = row.value
    return found


def _component(indicator: Indicator, weight: MethodWeight | None, held: Mapping) -> Component:
    values = held.get(indicator, {})
    if weight is None:
        return Component(indicator, None, None, values)
    return Component(indicator, weight.weight, weight.points, values)


def province_anywhere(slug: str) -> Province | None:
    """A province of any time, with its successor. One read."""
    return Province.objects.select_related("successor").filter(slug=slug).first()
