"""What a unit gets: points of each criterion, sums that anybody can add up again, and the total.

The points of a criterion are rounded once, as the method says; a group is the sum of what is shown under it. Criteria
that a unit does not have are left out; what is left is brought back to the maximum in a step of its own, shown beside
the sum it starts from: of the whole or of each group, as the method says. Bonus points and those taken off are never
rescaled.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from indicators.composite import Part, Position, composite, position, rounded
from indicators.scoring.enums import Rescale
from indicators.scoring.formulas import Curve, curve
from indicators.scoring.tree import Criterion, Rules, Tree

NONE = Decimal(0)


@dataclass(frozen=True)
class Answer:
    """The value of a criterion, or that the unit does not have it. Neither: nothing was said yet."""

    value: Decimal | None = None
    is_absent: bool = False


@dataclass(frozen=True)
class Line:
    """A criterion in the result of a unit, on the scale of the total.

    `sum` is what stands under it, or its own points; `shown` is what it brings to the one above: the same, unless a
    group was brought back to its maximum. `possible` is the most that `sum` can be.
    """

    criterion: Criterion
    sum: Decimal
    shown: Decimal
    possible: Decimal
    is_absent: bool = False
    is_missing: bool = False


@dataclass(frozen=True)
class Result:
    """The result of one unit: lines by number, in the order of the tree; their sum, and the total it gives."""

    lines: Mapping[str, Line]
    sum: Decimal
    possible: Decimal
    total: Decimal

    @property
    def missing(self) -> list[str]:
        """The criteria without a value; they count nothing."""
        return [number for number, each in self.lines.items() if each.is_missing]

    @property
    def has_any(self) -> bool:
        """Whether there is a criterion that the unit has at all."""
        return self.possible > 0


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
        found = _Unit(self, kind, answers)
        whole = found.group(None, self.rules.total, Decimal(1), is_absent=False)
        lines = {each.number: found.lines[each.number] for each, _depth in self.tree.depth_first()}
        return Result(lines, whole.sum, whole.possible, whole.shown)


@dataclass(frozen=True)
class _Group:
    """What a group comes to; `outside` is the part of it that is never rescaled."""

    sum: Decimal
    shown: Decimal
    possible: Decimal
    outside: Decimal


class _Unit:
    """One unit at work, from the leaves up."""

    def __init__(self, scorer: Scorer, kind: str, answers: Mapping[str, Answer]) -> None:
        self.scorer, self.kind, self.answers = scorer, kind, answers
        self.tree, self.rules = scorer.tree, scorer.rules
        self.lines: dict[str, Line] = {}

    def group(self, number: str | None, maximum: Decimal, scale: Decimal, *, is_absent: bool) -> _Group:
        """The criteria inside, then the group itself; `maximum` and `scale` are those on the scale of the total."""
        outside, shown, possible = NONE, [], NONE
        for each in self.tree.inside(number):
            away = is_absent or not each.is_asked_of(self.kind)
            weight = scale * each.weight
            if each.is_group:
                held = self.group(each.number, weight * each.maximum, weight, is_absent=away)
                line = Line(each, held.sum, held.shown, held.possible, is_absent=not held.possible)
                outside += held.outside
            else:
                line = self._leaf(each, weight, away)
                outside += line.shown if each.is_outside else NONE
            self.lines[each.number] = line
            shown.append(Part(each.number, Decimal(1), line.shown))
            possible += self._counts(line, weight)
        added = composite(shown).known
        return _Group(added, self._rescaled(number, added - outside, possible, maximum) + outside, possible, outside)

    def _counts(self, line: Line, weight: Decimal) -> Decimal:
        """The most that the criterion can bring to the group above."""
        if line.criterion.is_group and line.possible and self.rules.rescale == Rescale.GROUP:
            return self._rounded(weight * line.criterion.maximum)
        return line.possible

    def _rescaled(self, number: str | None, points: Decimal, possible: Decimal, maximum: Decimal) -> Decimal:
        rule = self.rules.rescale
        if rule == Rescale.NONE or (rule == Rescale.WHOLE and number is not None) or possible in (NONE, maximum):
            return points
        return self._rounded(points * maximum / possible)

    def _leaf(self, criterion: Criterion, weight: Decimal, is_absent: bool) -> Line:
        answer = self.answers.get(criterion.number, Answer())
        if is_absent or answer.is_absent:
            return Line(criterion, NONE, NONE, NONE, is_absent=True)
        possible = NONE if criterion.is_outside else self._rounded(weight * criterion.maximum)
        if answer.value is None:
            return Line(criterion, NONE, NONE, possible, is_missing=True)
        points = self._rounded(weight * self.scorer.curves[criterion.number](answer.value))
        return Line(criterion, points, points, possible)

    def _rounded(self, points: Decimal) -> Decimal:
        return rounded(points, self.rules.decimals)


def places(totals: Mapping[int, Decimal]) -> dict[int, Position]:
    """The place of each among all by its shown total; equals share the better one."""
    found = {}
    for key, total in totals.items():
        found[key] = position(total, [each for other, each in totals.items() if other != key])
    return found


def grade_of(total: Decimal, grades: Iterable[tuple[Decimal, str]]) -> str:
    """The grade whose fewest points the total reaches, else the lowest; "" where there are none.

    Points taken off can bring a total below 0, where no grade begins.
    """
    best_first = sorted(grades, reverse=True)
    lowest = best_first[-1][1] if best_first else ""
    return next((name for fewest, name in best_first if total >= fewest), lowest)
