"""What a unit gets: points of each criterion, brought to the scale of the total, rounded so that they add up.

Criteria that a unit does not have are left out, and what is left is brought back to the maximum as the method says.
Bonus points and those taken off are never rescaled. The shown points of whatever a group holds add up to the shown
points of the group, and those of the groups to the shown total.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from functools import cached_property

from indicators.composite import Part, Position, composite, position, rounded, shown_parts
from indicators.scoring.enums import Rescale
from indicators.scoring.formulas import Curve, curve
from indicators.scoring.tree import Criterion, Rules, Tree

NONE = Decimal(0)
KEPT = Decimal(1).scaleb(-12)
"""Points are computed to so many decimals: sums of them are exact, whatever the division before."""


@dataclass(frozen=True)
class Answer:
    """The value of a criterion, or that the unit does not have it. Neither: nothing was said yet."""

    value: Decimal | None = None
    is_absent: bool = False


@dataclass(frozen=True)
class Line:
    """A criterion in the result of a unit.

    `points` are counted on its own scale (None for a group, without a value, or where the unit does not have it),
    `exact` and `shown` on that of the total; `possible` is the most it can bring there.
    """

    criterion: Criterion
    points: Decimal | None
    exact: Decimal
    shown: Decimal
    possible: Decimal
    is_absent: bool
    is_missing: bool


@dataclass(frozen=True)
class Result:
    """The result of one unit: lines by number, in the order of the tree."""

    lines: Mapping[str, Line]
    exact: Decimal
    total: Decimal

    @property
    def missing(self) -> list[str]:
        """The criteria without a value; they count nothing."""
        return [number for number, each in self.lines.items() if each.is_missing]

    @cached_property
    def has_any(self) -> bool:
        """Whether there is a criterion that the unit has at all."""
        return any(each.possible for each in self.lines.values())


class Scorer:
    """A method, made ready to score many units."""

    def __init__(self, rules: Rules, criteria: Iterable[Criterion]) -> None:
        self.rules = rules
        self.tree = Tree(rules, list(criteria))
        self.curves: dict[str, Curve] = {
            each.number: curve(each.formula, each.parameters, each.maximum) for each in self.tree.scored
        }

    def result(self, kind: str, answers: Mapping[str, Answer]) -> Result:
        """The result of a unit of this kind. `answers` by the number of the criterion."""
        return _Sum(self, kind, answers).result()


@dataclass
class _Sum:
    """One unit at work: what it can get and gets, from the leaves up; then the scale, from the top down."""

    scorer: Scorer
    kind: str
    answers: Mapping[str, Answer]

    def __post_init__(self) -> None:
        self.tree, self.rules = self.scorer.tree, self.scorer.rules
        self.possible: dict[str | None, Decimal] = {}
        self.points: dict[str, Decimal | None] = {}
        self.exact: dict[str | None, Decimal] = {}
        self.shown: dict[str | None, Decimal] = {}
        self.most: dict[str, Decimal] = {}

    def result(self) -> Result:
        self._possible_of(None, self.rules.total)
        self._contribute(None, Decimal(1), Decimal(1), self.rules.total)
        self.shown[None] = rounded(self.exact[None], self.rules.decimals)
        self._show(None)
        lines = {each.number: self._line(each) for each, _depth in self.tree.depth_first()}
        return Result(lines, self.exact[None], self.shown[None])

    def is_absent(self, criterion: Criterion) -> bool:
        if criterion.kinds and self.kind not in criterion.kinds:
            return True
        return not criterion.is_group and self._answer(criterion).is_absent

    def _answer(self, criterion: Criterion) -> Answer:
        return self.answers.get(criterion.number, Answer())

    def _possible_of(self, number: str | None, maximum: Decimal) -> Decimal:
        """The most a group can bring to the one above it, on its own scale."""
        inside = [each for each in self.tree.inside(number) if not each.is_outside]
        held = composite(Part(each.number, each.weight, self._possible(each)) for each in inside).known
        self.possible[number] = held
        return maximum if held and self.rules.rescale == Rescale.GROUP else held

    def _possible(self, criterion: Criterion) -> Decimal:
        if self.is_absent(criterion):
            return NONE
        return self._possible_of(criterion.number, criterion.maximum) if criterion.is_group else criterion.maximum

    def _factor(self, number: str | None, maximum: Decimal) -> Decimal:
        """By how much the regular points inside are multiplied for what the unit does not have."""
        if not self.possible.get(number) or self.rules.rescale == Rescale.NONE:
            return Decimal(1)
        if self.rules.rescale == Rescale.WHOLE and number is not None:
            return Decimal(1)
        return maximum / self.possible[number]

    def _contribute(self, number: str | None, scale: Decimal, plain: Decimal, maximum: Decimal) -> None:
        """`scale` brings points of the group to the total; `plain` does for those that are never rescaled."""
        scale *= self._factor(number, maximum)
        for each in self.tree.inside(number):
            own, bare = scale * each.weight, plain * each.weight
            if each.is_group:
                self._contribute(each.number, own, bare, each.maximum)
                held = self.possible.get(each.number, NONE)
                self.most[each.number] = _kept(own * self._factor(each.number, each.maximum) * held)
            else:
                self._score(each, bare if each.is_outside else own)
        self.exact[number] = sum((self.exact[each.number] for each in self.tree.inside(number)), NONE)

    def _score(self, criterion: Criterion, scale: Decimal) -> None:
        value = self._answer(criterion).value
        is_known = value is not None and not self.is_absent(criterion)
        points = self.scorer.curves[criterion.number](value) if is_known else None
        self.points[criterion.number] = points
        self.exact[criterion.number] = _kept(scale * points) if is_known else NONE
        counted = NONE if self.is_absent(criterion) or criterion.is_outside else criterion.maximum
        self.most[criterion.number] = _kept(scale * counted)

    def _show(self, number: str | None) -> None:
        inside = self.tree.inside(number)
        parts = shown_parts([self.exact[each.number] for each in inside], self.rules.decimals, self.shown[number])
        for each, part in zip(inside, parts, strict=True):
            self.shown[each.number] = part
            self._show(each.number)

    def _line(self, criterion: Criterion) -> Line:
        number, is_absent = criterion.number, self.is_absent(criterion)
        if criterion.is_group:
            is_absent = not self.most[number]
        points = self.points.get(number)
        return Line(
            criterion=criterion,
            points=points,
            exact=self.exact[number],
            shown=self.shown[number],
            possible=self.most[number],
            is_absent=is_absent,
            is_missing=not criterion.is_group and not is_absent and points is None,
        )


def _kept(points: Decimal) -> Decimal:
    return points.quantize(KEPT, ROUND_HALF_UP)


def places(totals: Mapping[int, Decimal]) -> dict[int, Position]:
    """The place of each among all by its shown total; equals share the better one."""
    found = {}
    for key, total in totals.items():
        found[key] = position(total, [each for other, each in totals.items() if other != key])
    return found


def grade_of(total: Decimal, grades: Iterable[tuple[Decimal, str]]) -> str:
    """The grade whose fewest points the total reaches; "" where there are none."""
    return next((name for fewest, name in sorted(grades, reverse=True) if total >= fewest), "")
