"""The criteria of an index as a tree, and what is wrong with it before anybody scores by it."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property

from django.utils.translation import gettext as _

from dtracker.formats.numbers import format_number
from indicators.scoring.enums import OUTSIDE, Rescale
from indicators.scoring.formulas import FormulaFault, curve

ONE = Decimal(1)


@dataclass(frozen=True)
class Criterion:
    """A node of the tree, known by its number ("1.2"). Without a formula it is a group: the sum of what it holds.

    `kinds`: the kinds of unit that have it; empty means all.
    """

    number: str
    maximum: Decimal
    parent: str | None = None
    weight: Decimal = ONE
    formula: str = ""
    parameters: str = ""
    kinds: frozenset[str] = frozenset()
    needs_evidence: bool = False

    @property
    def is_group(self) -> bool:
        return not self.formula

    @property
    def is_outside(self) -> bool:
        """Whether it stands outside of every maximum: bonus points and those taken off."""
        return self.formula in OUTSIDE

    def is_asked_of(self, kind: str) -> bool:
        """Whether units of this kind have it, as far as that is its own matter."""
        return not self.kinds or kind in self.kinds


@dataclass(frozen=True)
class Rules:
    """What the method says about the whole: its maximum, decimals, and criteria that a unit does not have.

    `grades`: (fewest points, name), in any order.
    """

    total: Decimal
    decimals: int = 2
    rescale: Rescale = Rescale.WHOLE
    grades: tuple[tuple[Decimal, str], ...] = ()


@dataclass(frozen=True)
class Tree:
    """The criteria below each other, in the order given. Of one without `faults`."""

    rules: Rules
    criteria: Sequence[Criterion]
    below: Mapping[str | None, Sequence[Criterion]] = field(init=False)

    def __post_init__(self) -> None:
        found = defaultdict(list)
        for each in self.criteria:
            found[each.parent].append(each)
        object.__setattr__(self, "below", dict(found))

    def inside(self, number: str | None) -> Sequence[Criterion]:
        return self.below.get(number, ())

    @property
    def scored(self) -> list[Criterion]:
        """The criteria that get a value: those that hold no others."""
        return [each for each in self.criteria if not each.is_group]

    def depth_first(self, number: str | None = None, depth: int = 0) -> Iterable[tuple[Criterion, int]]:
        """Every criterion with its depth, each before what it holds."""
        for each in self.inside(number):
            yield each, depth
            yield from self.depth_first(each.number, depth + 1)

    @cached_property
    def maxima(self) -> dict[str, Decimal]:
        """The maximum of each criterion on the scale of the total: by its weight and those above it."""
        scales: dict[str | None, Decimal] = {None: ONE}
        for each, _depth in self.depth_first():
            scales[each.number] = scales[each.parent] * each.weight
        return {each.number: scales[each.number] * each.maximum for each in self.criteria}

    def asked_of(self, kind: str, number: str | None = None) -> Iterable[str]:
        """The numbers of the criteria inside that a unit of this kind gives a value of, in order."""
        for each in self.inside(number):
            if each.is_asked_of(kind):
                yield from self.asked_of(kind, each.number) if each.is_group else [each.number]


@dataclass(frozen=True)
class Fault:
    """What is wrong with a criterion, or with the whole (number None)."""

    number: str | None
    sentence: str

    def __str__(self) -> str:
        return f"{self.number}: {self.sentence}" if self.number else self.sentence


def faults(rules: Rules, criteria: Sequence[Criterion]) -> list[Fault]:
    """Everything that keeps the method from being used, in words."""
    if not criteria:
        return [Fault(None, _("The method has no criteria."))]
    misplaced = _misplaced(criteria)
    # Sums mean nothing while it is not clear what belongs where.
    return misplaced or [
        *_own_faults(criteria),
        *_sums(rules, criteria),
        *grade_faults([least for least, _name in rules.grades]),
    ]


def _misplaced(criteria: Sequence[Criterion]) -> list[Fault]:
    known = {each.number: each for each in criteria}
    found = [
        Fault(number, _("Two criteria have this number."))
        for number, count in Counter(each.number for each in criteria).items()
        if count > 1
    ]
    for each in criteria:
        if each.parent is not None and each.parent not in known:
            found.append(Fault(each.number, _("It belongs to a criterion that is not in this method.")))
        elif runs_in_a_circle(each.number, {one.number: one.parent for one in criteria}):
            found.append(Fault(each.number, _("It belongs to itself, directly or by way of others.")))
        elif each.parent is not None and not known[each.parent].is_group:
            found.append(Fault(each.parent, _("A criterion with a formula holds no others.")))
    return list(dict.fromkeys(found))


def runs_in_a_circle(number: str, parents: Mapping[str, str | None]) -> bool:
    """Whether the way up from the criterion comes back to a place it has been at."""
    seen, here = set(), number
    while here is not None and here not in seen:
        seen.add(here)
        here = parents.get(here)
    return here is not None


def _own_faults(criteria: Sequence[Criterion]) -> list[Fault]:
    found = []
    for each in criteria:
        if each.maximum <= 0 or each.weight <= 0:
            found.append(Fault(each.number, _("Maximum and weight are more than 0.")))
        elif not each.is_group:
            try:
                curve(each.formula, each.parameters, each.maximum)
            except FormulaFault as fault:
                found.append(Fault(each.number, fault.sentence))
    return found


def _sums(rules: Rules, criteria: Sequence[Criterion]) -> list[Fault]:
    tree, found = Tree(rules, criteria), []
    for number, maximum in [(None, rules.total), *((each.number, each.maximum) for each in criteria if each.is_group)]:
        counted = [each for each in tree.inside(number) if not each.is_outside]
        if not counted:
            found.append(Fault(number, _("It holds no criterion that counts towards its maximum.")))
            continue
        held = sum((each.weight * each.maximum for each in counted), Decimal(0))
        if held != maximum:
            sentence = _("The maxima inside, by their weights, add up to %(sum)s, not to %(maximum)s.")
            found.append(Fault(number, sentence % {"sum": format_number(held), "maximum": format_number(maximum)}))
    return found


def grade_faults(least: Sequence[Decimal]) -> list[Fault]:
    """What is wrong with grades that begin at so many points."""
    if len(set(least)) < len(least):
        return [Fault(None, _("Two grades begin at the same number of points."))]
    if least and min(least) > 0:
        return [Fault(None, _("The lowest grade begins at 0 points, so that every unit has one."))]
    return []
