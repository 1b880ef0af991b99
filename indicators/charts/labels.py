"""Where the words of a target stand beside its diamond, so that they cover neither points nor each other."""

from collections.abc import Sequence
from dataclasses import dataclass

CHARACTER, LINE_HEIGHT = 6.4, 16
DISTANCE = 13
POINT = 11


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

    def overlap(self, other: "Box") -> float:
        """The common area in square pixels."""
        width = min(self.right, other.right) - max(self.left, other.left)
        height = min(self.bottom, other.bottom) - max(self.top, other.top)
        return max(width, 0) * max(height, 0)

    def outside(self, frame: Frame) -> float:
        """How many pixels stick out of the frame."""
        sides = (-self.left, -self.top, self.right - frame.width, self.bottom - frame.height)
        return sum(max(each, 0) for each in sides)


@dataclass(frozen=True)
class Label:
    """The words of one target, by lines, at its place on the axes."""

    x: float
    y: float
    lines: tuple[str, ...]


@dataclass(frozen=True)
class Placed:
    """`dx`, `dy`: pixels from the diamond to the words; `side`: the edge of the words nearest to it."""

    label: Label
    dx: int
    dy: int
    side: str


def place_labels(
    labels: Sequence[Label],
    points: Sequence[tuple[float, float]],
    lines: Sequence[tuple[float, float]],
    frame: Frame,
) -> list[Placed]:
    """The least bad of eight places for each label, one after the other. `lines`: places along drawn lines."""
    taken = [_point_box(frame.at(*point)) for point in points]
    taken += [_speck(frame.at(*place)) for place in lines]
    taken += [_point_box(frame.at(each.x, each.y)) for each in labels]
    placed = []
    for label in labels:
        options = [(option, _box(option, frame)) for option in _options(label)]
        best, box = min(options, key=lambda option: _cost(option[1], taken, frame))
        taken.append(box)
        placed.append(best)
    return placed


def _options(label: Label) -> list[Placed]:
    lift = LINE_HEIGHT * len(label.lines) // 2 + DISTANCE
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
    return [Placed(label, dx, dy, side) for dx, dy, side in offsets]


def _box(placed: Placed, frame: Frame) -> Box:
    x, y = frame.at(placed.label.x, placed.label.y)
    width = max(len(line) for line in placed.label.lines) * CHARACTER
    height = len(placed.label.lines) * LINE_HEIGHT
    shift = {"left": 0, "right": -width, "center": -width / 2}[placed.side]
    left, top = x + placed.dx + shift, y + placed.dy - height / 2
    return Box(left, top, left + width, top + height)


def _point_box(at: tuple[float, float]) -> Box:
    # A value stands above its point, so the box is higher than wide.
    return Box(at[0] - POINT, at[1] - 2 * POINT, at[0] + POINT, at[1] + POINT)


def _speck(at: tuple[float, float]) -> Box:
    return Box(at[0] - 5, at[1] - 5, at[0] + 5, at[1] + 5)


def _cost(box: Box, taken: Sequence[Box], frame: Frame) -> float:
    return sum(box.overlap(each) for each in taken) + 200 * box.outside(frame)
