"""Where the words of a target stand beside its diamond, so that they cover neither points nor each other."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from math import inf

CHARACTER, LINE_HEIGHT = 6.4, 16
DISTANCE = 13
POINT = 11
WALL, NEAR_LINE = 3, 3
"""How much worse it is to cover a square pixel of what must stay visible; half the width of a thin line."""
SHORTER, FARTHER = 120, 6
"""What it costs to leave words out, and each pixel away from the diamond; in square pixels covered."""


@dataclass(frozen=True)
class Frame:
    """The drawing in pixels and the values at its edges."""

    width: int
    height: int
    x_range: tuple[float, float]
    y_range: tuple[float, float]

    def at(self, x: float, y: float) -> tuple[float, float]:
        (left, right), (bottom, top) = self.x_range, self.y_range
        return (x - left) / (right - left) * self.width, (top - y) / (top - bottom) * self.height


@dataclass(frozen=True)
class Box:
    left: float
    top: float
    right: float
    bottom: float
    weight: int = 1

    def overlap(self, other: "Box") -> float:
        """The common area in square pixels, times the weight of the other."""
        width = min(self.right, other.right) - max(self.left, other.left)
        height = min(self.bottom, other.bottom) - max(self.top, other.top)
        return max(width, 0) * max(height, 0) * other.weight

    def outside(self, frame: Frame) -> float:
        """How many pixels stick out of the frame."""
        sides = (-self.left, -self.top, self.right - frame.width, self.bottom - frame.height)
        return sum(max(each, 0) for each in sides)


@dataclass(frozen=True)
class Label:
    """The words of one target, by lines, at its place on the axes; `short` where it is crowded, if given."""

    x: float
    y: float
    lines: tuple[str, ...]
    short: tuple[str, ...] = ()


@dataclass(frozen=True)
class Placed:
    """`dx`, `dy`: pixels from the diamond to the words; `side`: the edge of the words nearest to it.

    `is_far`: whether a line must lead from the diamond to them.
    """

    label: Label
    lines: tuple[str, ...]
    dx: int
    dy: int
    side: str
    is_far: bool = False
    cost: int = field(default=0, compare=False)


def place_labels(
    labels: Sequence[Label],
    points: Sequence[tuple[float, float]],
    lines: Sequence[tuple[float, float]],
    frame: Frame,
    walls: Sequence[tuple[float, float]] = (),
) -> list[Placed]:
    """The least bad place for each label, one after the other.

    `lines`: places along drawn lines. `walls`: from where to where on the time axis something stands in full height.
    """
    taken = [_point_box(frame.at(*point)) for point in points]
    taken += [_speck(frame.at(*place)) for place in lines]
    taken += [_point_box(frame.at(each.x, each.y)) for each in labels]
    taken += [_wall(wall, frame) for wall in walls]
    placed = []
    for label in labels:
        best, box = _least_bad(label, taken, frame)
        taken.append(box)
        placed.append(best)
    return placed


def _least_bad(label: Label, taken: Sequence[Box], frame: Frame) -> tuple[Placed, Box]:
    """The first of the cheapest places; one that costs nothing ends the search."""
    found, least = None, inf
    for option in _options(label):
        box = _box(option, frame)
        cost = option.cost + _cost(box, taken, frame)
        if cost < least:
            found, least = (option, box), cost
        if not least:
            break
    return found


def _options(label: Label) -> list[Placed]:
    short = _places(label, label.short, SHORTER) if label.short else []
    return [*_places(label, label.lines, 0), *short]


def _places(label: Label, lines: tuple[str, ...], cost: int) -> list[Placed]:
    lift = LINE_HEIGHT * len(lines) // 2 + DISTANCE
    offsets = [
        (DISTANCE, 0, "left"),
        (-DISTANCE, 0, "right"),
        (DISTANCE - 4, lift, "left"),
        (DISTANCE - 4, -lift, "left"),
        (4 - DISTANCE, -lift, "right"),
        (4 - DISTANCE, lift, "right"),
        (0, -lift - 4, "center"),
        (0, lift + 4, "center"),
    ]
    near = [Placed(label, lines, dx, dy, side, cost=cost) for dx, dy, side in offsets]
    return near + [
        Placed(label, lines, dx, sign * (lift + farther), side, is_far=True, cost=cost + FARTHER * farther)
        for farther in (20, 30, 40, 60)
        for sign in (-1, 1)
        for dx, side in (
            (0, "center"),
            (-2 * DISTANCE, "left"),
            (2 * DISTANCE, "right"),
            (12, "right"),
            (0, "right"),
            (0, "left"),
            (-12, "left"),
        )
    ]


def _box(placed: Placed, frame: Frame) -> Box:
    x, y = frame.at(placed.label.x, placed.label.y)
    width = max(len(line) for line in placed.lines) * CHARACTER
    height = len(placed.lines) * LINE_HEIGHT
    shift = {"left": 0, "right": -width, "center": -width / 2}[placed.side]
    left, top = x + placed.dx + shift, y + placed.dy - height / 2
    return Box(left, top, left + width, top + height)


def _point_box(at: tuple[float, float]) -> Box:
    # A value stands above its point, so the box is higher than wide.
    return Box(at[0] - POINT, at[1] - 2 * POINT, at[0] + POINT, at[1] + POINT)


def _speck(at: tuple[float, float]) -> Box:
    return Box(at[0] - 5, at[1] - 5, at[0] + 5, at[1] + 5, weight=WALL)


def _wall(wall: tuple[float, float], frame: Frame) -> Box:
    left, right = (frame.at(x, frame.y_range[0])[0] for x in wall)
    return Box(left - NEAR_LINE, 0, right + NEAR_LINE, frame.height, weight=WALL)


def _cost(box: Box, taken: Sequence[Box], frame: Frame) -> float:
    # Asked a hundred thousand times for one chart: most boxes are told apart by one comparison.
    near = [each for each in taken if each.left < box.right and each.right > box.left and each.top < box.bottom]
    return sum(box.overlap(each) for each in near) + 200 * box.outside(frame)
