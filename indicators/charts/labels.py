"""Where words stand on a drawing, so that they hide neither values nor lines nor each other."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from math import hypot, inf

CHARACTER, LINE_HEIGHT = 6.4, 16
DISTANCE = 13
POINT, DIAMOND = 8, 11
"""Half of what a published value and a target keep free around themselves."""
BESIDE, APART = 4, 3
"""How far from its point a value stands, as Plotly draws it; what it keeps free on both sides."""
NUMBERS = 2
"""Pixels at the left that the numbers of the axis need for themselves."""
WALL, LINE = 3, 40
"""How much worse it is to cover a square pixel of what stands in full height, and a pixel of a line."""
WRITTEN = 30
"""How much worse it is for a value to cover a square pixel of another: over a line it can still be read."""
NEAR_LINE = 3
CROSSING = 400
"""What it costs to lead a thin line to words across another line, in square pixels covered."""
LIFTED = 7
"""How much farther a value stands from its point where a diamond covers that."""
SHORTER, FARTHER = 120, 6
"""What it costs to leave words out, and each pixel away from the diamond; in square pixels covered."""
FAR = (20, 30, 40, 60, 85, 115)
STEP = 4
"""Pixels by which distances from words to lines are told apart."""
SIDES = {
    "top center": (0, -1),
    "bottom center": (0, 1),
    "top left": (-1, -1),
    "top right": (1, -1),
    "bottom right": (1, 1),
    "bottom left": (-1, 1),
}
"""Where a value may stand beside its point: right and down of it, the better places first."""

Place = tuple[float, float]
Segment = tuple[Place, Place]


@dataclass(frozen=True)
class Frame:
    """The drawing in pixels and the values at its edges."""

    width: int
    height: int
    x_range: tuple[float, float]
    y_range: tuple[float, float]

    def at(self, x: float, y: float) -> Place:
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

    def covers(self, line: Segment) -> float:
        """How many pixels of a straight line lie inside."""
        (x, y), (to_x, to_y) = line
        along, down = to_x - x, to_y - y
        start, end = 0.0, 1.0
        for change, room in (
            (-along, x - self.left),
            (along, self.right - x),
            (-down, y - self.top),
            (down, self.bottom - y),
        ):
            if not change:
                if room < 0:
                    return 0
            elif change < 0:
                start = max(start, room / change)
            else:
                end = min(end, room / change)
        return max(end - start, 0) * hypot(along, down)

    def outside(self, frame: Frame) -> float:
        """How many pixels stick out of the frame."""
        sides = (-self.left, -self.top, self.right - frame.width, self.bottom - frame.height)
        return sum(max(each, 0) for each in sides)


@dataclass(frozen=True)
class Label:
    """The words of one thing, by lines, at its place on the axes; `short` where it is crowded, if given.

    `along`: other places of the same height where the words may hang as well, as those of a step.
    `is_optional`: left out where they would hide anything, since the legend says the same.
    `own`: the lines that the words are about, if any; none of the others may lie nearer.
    """

    x: float
    y: float
    lines: tuple[str, ...]
    short: tuple[str, ...] = ()
    along: tuple[float, ...] = ()
    is_optional: bool = False
    own: tuple[Segment, ...] = ()


@dataclass(frozen=True)
class Placed:
    """`dx`, `dy`: pixels from the place `x` of the label to the words; `side`: the edge of the words nearest to it.

    `is_far`: whether a line must lead to them. `is_free`: whether they hide nothing.
    """

    label: Label
    x: float
    lines: tuple[str, ...]
    dx: int
    dy: int
    side: str
    is_far: bool = False
    is_free: bool = True
    cost: int = field(default=0, compare=False)


@dataclass
class Ground:
    """What words must leave free, in pixels: boxes, and lines drawn from end to end. `written`: the boxes of values."""

    frame: Frame
    boxes: list[Box]
    lines: list[Segment]
    written: list[Box] = field(default_factory=list)

    def cost(self, box: Box, most: float = inf) -> float:
        """What the box would hide and how far it sticks out; no further looked at where that alone is `most`."""
        beyond = 200 * box.outside(self.frame)
        if beyond >= most:
            return beyond
        # Asked ten thousand times for one chart: most boxes are told apart by one comparison.
        near = [
            each for each in self.boxes if each.left < box.right and each.right > box.left and each.top < box.bottom
        ]
        return sum(box.overlap(each) for each in near) + LINE * self._covered(box) + beyond

    def _covered(self, box: Box) -> float:
        near = [each for each in self.lines if each[0][0] <= box.right and each[1][0] >= box.left]
        return sum(box.covers(each) for each in near)


def ground(
    frame: Frame, lines: Iterable[Segment], walls: Iterable[Place] = (), diamonds: Iterable[Place] = ()
) -> Ground:
    """`lines` on the axes, each from left to right. `walls`: from where to where something stands in full height."""
    drawn = [(frame.at(*start), frame.at(*end)) for start, end in lines]
    boxes = [_wall(each, frame) for each in walls] + [_point_box(frame.at(*each), DIAMOND) for each in diamonds]
    return Ground(frame, boxes, drawn)


@dataclass(frozen=True)
class Value:
    """The words of a published value at its place on the axes. `is_lifted`: whether a diamond lies on its point."""

    x: float
    y: float
    text: str
    is_lifted: bool = False


def place_values(values: Sequence[Value], grounds: Sequence[Ground]) -> list[str]:
    """The side of its point where each value stands, the same on all grounds; they leave it free from now on."""
    for ground in grounds:
        ground.boxes += [_point_box(ground.frame.at(each.x, each.y)) for each in values]
    return [_place_value(value, grounds) for value in values]


def _place_value(value: Value, grounds: Sequence[Ground]) -> str:
    if not value.text:
        return next(iter(SIDES))
    costs = {side: sum(_value_cost(each, value, side) for each in grounds) for side in SIDES}
    best = min(costs, key=costs.get)
    for each in grounds:
        each.boxes.append(_value_box(each, value, best))
        each.written.append(each.boxes[-1])
    return best


def _value_cost(ground: Ground, value: Value, side: str) -> float:
    box = _value_box(ground, value, side)
    hidden = sum(box.overlap(each) for each in ground.written)
    return ground.cost(box) + WRITTEN * hidden + 200 * max(NUMBERS - box.left, 0)


def _value_box(ground: Ground, value: Value, side: str) -> Box:
    x, y = ground.frame.at(value.x, value.y)
    right, down = SIDES[side]
    width = len(value.text) * (CHARACTER + 1) + 2 * APART
    left = x - width / 2 + right * (width / 2 + BESIDE)
    away = BESIDE + POINT / 2 + (LIFTED if value.is_lifted else 0)
    top = y + away if down > 0 else y - away - LINE_HEIGHT
    return Box(left, top, left + width, top + LINE_HEIGHT)


def place_labels(labels: Sequence[Label], ground: Ground) -> list[Placed]:
    """The least bad place for each label, one after the other; each is left free by those that follow."""
    ground.boxes += [_point_box(ground.frame.at(each.x, each.y)) for each in labels if not each.along]
    placed = []
    for label in labels:
        best, box = _least_bad(label, ground)
        if label.is_optional and not best.is_free:
            continue
        ground.boxes.append(box)
        if best.is_far:
            ground.boxes.append(_leader_box(best, ground.frame))
        placed.append(best)
    return placed


def _least_bad(label: Label, ground: Ground) -> tuple[Placed, Box]:
    """The first of the cheapest places; one that costs nothing ends the search."""
    found, least = None, inf
    for option in _options(label):
        if option.cost >= least:
            continue
        box = _box(option, ground.frame)
        if _is_misread(option, box, ground):
            continue
        hidden = ground.cost(box, least - option.cost)
        if option.is_far and option.cost + hidden < least:
            hidden += _crossed(option, ground)
        if option.cost + hidden < least:
            found, least = (_placed(option, hidden), box), option.cost + hidden
        if not least:
            break
    return found


def _is_misread(option: Placed, box: Box, ground: Ground) -> bool:
    """Whether words that no leader ties to their line stand nearer to another one."""
    if option.is_far or not option.label.own:
        return False
    own = {(ground.frame.at(*start), ground.frame.at(*end)) for start, end in option.label.own}
    others = [each for each in ground.lines if each not in own]
    return _distance(box, others) < _distance(box, own)


def _distance(box: Box, lines: Iterable[Segment]) -> float:
    """Pixels from the box to the nearest of the lines, in steps; endless where all are far."""
    for away in range(0, FAR[-1], STEP):
        around = Box(box.left - away, box.top - away, box.right + away, box.bottom + away)
        if any(around.covers(each) for each in lines):
            return away
    return inf


def _placed(option: Placed, hidden: float) -> Placed:
    return Placed(
        option.label, option.x, option.lines, option.dx, option.dy, option.side, option.is_far, not hidden, option.cost
    )


def _options(label: Label) -> list[Placed]:
    short = _places(label, label.short, SHORTER) if label.short else []
    return [*_places(label, label.lines, 0), *short]


def _places(label: Label, lines: tuple[str, ...], cost: int) -> list[Placed]:
    return _along(label, lines, cost) if label.along else _around(label, lines, cost)


def _along(label: Label, lines: tuple[str, ...], cost: int) -> list[Placed]:
    """Above or below a step, as near to it as there is room."""
    lift = LINE_HEIGHT * len(lines) // 2 + NEAR_LINE
    return [
        Placed(label, x, lines, dx, sign * (lift + farther), side, cost=cost + FARTHER * farther)
        for farther in (0, 6, 12, 20, 30)
        for sign in (-1, 1)
        for side, dx in (("right", 0), ("left", 0), ("center", 0))
        for x in (label.x, *label.along)
    ]


def _around(label: Label, lines: tuple[str, ...], cost: int) -> list[Placed]:
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
    near = [Placed(label, label.x, lines, dx, dy, side, cost=cost) for dx, dy, side in offsets]
    return near + [
        Placed(label, label.x, lines, dx, sign * (lift + farther), side, is_far=True, cost=cost + FARTHER * farther)
        for farther in FAR
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
    x, y = frame.at(placed.x, placed.label.y)
    width = max(len(line) for line in placed.lines) * CHARACTER
    height = len(placed.lines) * LINE_HEIGHT
    shift = {"left": 0, "right": -width, "center": -width / 2}[placed.side]
    left, top = x + placed.dx + shift, y + placed.dy - height / 2
    return Box(left, top, left + width, top + height)


def edge_of(placed: Placed) -> int:
    """How far down from its place the nearest edge of far words is."""
    return placed.dy - (1 if placed.dy > 0 else -1) * LINE_HEIGHT * len(placed.lines) // 2


def _leader_box(placed: Placed, frame: Frame) -> Box:
    x, y = frame.at(placed.x, placed.label.y)
    ends = sorted((y + DISTANCE * (1 if placed.dy > 0 else -1), y + edge_of(placed)))
    return Box(x - 1, ends[0], x + 1, ends[1])


def _crossed(placed: Placed, ground: Ground) -> float:
    # A thin line over a word is nearly as bad as a word over a word.
    box = _leader_box(placed, ground.frame)
    lines = sum(1 for each in ground.lines if box.covers(each))
    return 20 * sum(box.overlap(each) for each in ground.boxes) + CROSSING * lines


def _point_box(at: Place, half: int = POINT) -> Box:
    return Box(at[0] - half, at[1] - half, at[0] + half, at[1] + half)


def _wall(wall: Place, frame: Frame) -> Box:
    left, right = (frame.at(x, frame.y_range[0])[0] for x in wall)
    return Box(left - NEAR_LINE, 0, right + NEAR_LINE, frame.height, weight=WALL)
