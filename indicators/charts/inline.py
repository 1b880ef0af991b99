"""Geometry of the small drawings inside rows: the bullet bar and the sparkline. Numbers in, numbers out.

Templates print these numbers as they are. Better is always to the right of a bar and to the top of a
sparkline, for ranks too. All lengths are pixels of the drawing, rounded to one decimal.
"""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal

from django.utils.translation import gettext as _

from dtracker.formats.numbers import format_number
from indicators.enums import Direction, Status

Write = Callable[[Decimal], str]

BAR_START = Decimal(26)
"""Where the baseline stands; what runs backward has the room on its left."""
BAR_LENGTH = Decimal(184)
"""From the baseline to the active target."""
BAR_ENDS = (Decimal("-0.1"), Decimal("1.08"))
"""Shares of the way beyond which a bar is clipped. The number beside it never is."""

KEEP_GOAL = Decimal(2) / 3
KEEP_SIDE = Decimal(4) / 15
"""With a level to keep, the diamond stands at two thirds; the farther of baseline and actual 4/15 from it."""

SPARK_LEFT, SPARK_RIGHT = Decimal(3), Decimal(73)
SPARK_TOP, SPARK_BOTTOM = Decimal(4), Decimal(22)


@dataclass(frozen=True)
class Bullet:
    """A bullet bar of 236 × 26: fill from baseline to actual, tick of the expected, diamond of the target.

    `has_base`: the bar begins at the baseline. `base_x` is where the baseline lies in a bar with a level to keep.
    """

    status: Status
    label: str
    goal_x: Decimal
    has_base: bool
    base_x: Decimal | None = None
    has_actual: bool = False
    actual_x: Decimal = BAR_START
    fill_x: Decimal = BAR_START
    fill_width: Decimal = Decimal(0)
    has_expected: bool = False
    expected_x: Decimal = BAR_START


@dataclass(frozen=True)
class Dot:
    x: Decimal
    y: Decimal


@dataclass(frozen=True)
class Spark:
    """A sparkline of 84 × 26: stretches as polylines, single values as dots, the latest, the target."""

    label: str
    lines: tuple[str, ...]
    lone: tuple[Dot, ...]
    last: Dot
    goal_path: str
    status: Status | None


def bullet(
    *,
    status: Status,
    baseline: Decimal | None,
    target: Decimal | None,
    actual: Decimal | None,
    expected: Decimal | None = None,
    direction: Direction = Direction.HIGHER,
    write: Write = format_number,
) -> Bullet | None:
    """The bar of one target; None without baseline or target, since nothing could then be placed honestly.

    Baseline and target are those of the leg being judged. `write` writes a value for the spoken label.
    """
    if baseline is None or target is None:
        return None
    label = _spoken(actual, expected, target, write)
    if direction * (target - baseline) <= 0:
        return _keep_bar(status, label, baseline, target, actual, direction)
    share = _scale(baseline, target)
    return _with_actual(
        Bullet(
            status=status,
            label=label,
            goal_x=_rounded(BAR_START + BAR_LENGTH),
            has_base=True,
            has_expected=expected is not None,
            expected_x=_bar_x(share(expected)) if expected is not None else BAR_START,
        ),
        share(actual) if actual is not None else None,
    )


def sparkline(
    values: Sequence[Decimal | None],
    *,
    target: Decimal | None = None,
    direction: Direction = Direction.HIGHER,
    status: Status | None = None,
    breaks: Collection[int] = (),
    write: Write = format_number,
) -> Spark | None:
    """The way of a series over equal periods; None when there is no value at all.

    A missing value is a gap. `breaks` holds the places in `values` at which a new series starts: nothing
    joins them to what stands before. Less is drawn higher where less is better.
    """
    known = [value for value in values if value is not None]
    if not known:
        return None
    height = _heights([*known, target] if target is not None else known, direction)
    stretches = _stretches(values, height, frozenset(breaks))
    last = stretches[-1][-1]
    return Spark(
        label=_spoken_series(known, target, write),
        lines=tuple(_points(stretch) for stretch in stretches if len(stretch) > 1),
        lone=tuple(stretch[0] for stretch in stretches if len(stretch) == 1 and stretch[0] != last),
        last=last,
        goal_path="" if target is None else f"M75 {height(target)}h9",
        status=status,
    )


def _spoken(actual: Decimal | None, expected: Decimal | None, target: Decimal, write: Write) -> str:
    if actual is None:
        return _("No figure yet, target %(target)s") % {"target": write(target)}
    if expected is None:
        return _("Actual %(actual)s, target %(target)s") % {"actual": write(actual), "target": write(target)}
    return _("Actual %(actual)s, needed by now %(expected)s, target %(target)s") % {
        "actual": write(actual),
        "expected": write(expected),
        "target": write(target),
    }


def _spoken_series(known: Sequence[Decimal], target: Decimal | None, write: Write) -> str:
    values = "; ".join(write(value) for value in known)
    if target is None:
        return _("Series: %(values)s") % {"values": values}
    return _("Series: %(values)s; target %(target)s") % {"values": values, "target": write(target)}


def _scale(baseline: Decimal, target: Decimal) -> Callable[[Decimal], Decimal]:
    # The sign of a falling target cancels out, so ranks need no case of their own.
    return lambda value: (value - baseline) / (target - baseline)


def _keep_bar(
    status: Status,
    label: str,
    baseline: Decimal,
    target: Decimal,
    actual: Decimal | None,
    direction: Direction,
) -> Bullet:
    # Start and target may coincide, so the bar has a scale of its own; then the diamond stands for both.
    offsets = [abs(value - target) for value in (baseline, actual) if value is not None]
    unit = max(offsets) or Decimal(1)

    def share(value: Decimal) -> Decimal:
        return KEEP_GOAL + direction * (value - target) / unit * KEEP_SIDE

    base_x = None if baseline == target else _bar_x(share(baseline))
    bar = Bullet(status=status, label=label, goal_x=_bar_x(KEEP_GOAL), has_base=False, base_x=base_x)
    return bar if actual is None else _with_actual(bar, share(actual))


def _with_actual(bar: Bullet, share: Decimal | None) -> Bullet:
    if share is None:
        return bar
    x = _bar_x(share)
    return replace(bar, has_actual=True, actual_x=x, fill_x=min(x, BAR_START), fill_width=abs(x - BAR_START))


def _bar_x(share: Decimal) -> Decimal:
    lowest, highest = BAR_ENDS
    return _rounded(BAR_START + BAR_LENGTH * min(max(share, lowest), highest))


def _heights(values: Sequence[Decimal], direction: Direction) -> Callable[[Decimal], Decimal]:
    worst, best = min(direction * value for value in values), max(direction * value for value in values)
    if worst == best:
        return lambda value: _rounded((SPARK_TOP + SPARK_BOTTOM) / 2)
    return lambda value: _rounded(
        SPARK_BOTTOM - (direction * value - worst) / (best - worst) * (SPARK_BOTTOM - SPARK_TOP)
    )


def _stretches(
    values: Sequence[Decimal | None], height: Callable[[Decimal], Decimal], breaks: frozenset[int]
) -> list[list[Dot]]:
    step = (SPARK_RIGHT - SPARK_LEFT) / max(len(values) - 1, 1)
    # A single period stands at the right end, where the latest value always stands.
    start = SPARK_RIGHT if len(values) == 1 else SPARK_LEFT
    stretches: list[list[Dot]] = [[]]
    for place, value in enumerate(values):
        if value is None or place in breaks:
            stretches.append([])
        if value is not None:
            stretches[-1].append(Dot(_rounded(start + step * place), height(value)))
    return [stretch for stretch in stretches if stretch]


def _points(stretch: Sequence[Dot]) -> str:
    return " ".join(f"{dot.x},{dot.y}" for dot in stretch)


def _rounded(value: Decimal) -> Decimal:
    return value.quantize(Decimal("0.1"), ROUND_HALF_UP)
