"""The order of the slides of a meeting, and where in it a page stands."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

OWN = ("pillar", "province", "part")
"""Of an address, what tells slides at the same path from each other."""
CARRIED = ("as_of", "horizon")
"""What goes along from slide to slide: the day, and the due year to which the targets are narrowed."""


@dataclass(frozen=True)
class Slide:
    """One slide: its name, and the address at which it stands without what goes along."""

    name: str
    path: str
    own: tuple[tuple[str, str], ...] = ()

    def address(self, carried: Mapping[str, str]) -> str:
        return f"{self.path}?{urlencode({'present': '1', **dict(self.own), **carried})}"


@dataclass(frozen=True)
class Show:
    """Where the room is: the slide's number of how many, what stands before and after it, and the way out.

    A page outside the order has no number; its one way on is the first slide.
    """

    leave: str
    number: int | None
    count: int
    before: str
    before_name: str
    after: str
    after_name: str


def parts(path: str, name: str, rows: int, size: int, **own: str) -> list[Slide]:
    """As many slides as the rows need, at least one; those after the first are numbered in the address."""
    count = max(1, -(-rows // size))
    named = tuple((key, own[key]) for key in sorted(own))
    return [Slide(name, path, named if part == 1 else (*named, ("part", str(part)))) for part in range(1, count + 1)]


def part_of(asked: Mapping[str, str], count: int) -> int:
    """The part of the address, from 1 to `count`; what is no such number is the first."""
    text = asked.get("part", "")
    wanted = int(text) if text.isascii() and text.isdigit() and len(text) < 4 else 1
    return wanted if 1 <= wanted <= count else 1


def show(slides: Sequence[Slide], path: str, asked: Mapping[str, str]) -> Show:
    """The place of the page at this address among the slides."""
    carried = {name: asked[name] for name in CARRIED if asked.get(name)}
    here = position(slides, path, asked)
    before = slides[here - 1] if here else None
    after = slides[0] if here is None and slides else next(iter(slides[(here or 0) + 1 :]), None)
    return Show(
        leave=_left(path, asked),
        number=None if here is None else here + 1,
        count=len(slides),
        before=before.address(carried) if before else "",
        before_name=before.name if before else "",
        after=after.address(carried) if after else "",
        after_name=after.name if after else "",
    )


def position(slides: Iterable[Slide], path: str, asked: Mapping[str, str]) -> int | None:
    """The index of the slide at this address; else of the first at its path; None where there is none."""
    own = {name: asked[name] for name in OWN if asked.get(name)}
    same_path = [(number, dict(slide.own)) for number, slide in enumerate(slides) if slide.path == path]
    exact = (number for number, found in same_path if found == own)
    return next(exact, same_path[0][0] if same_path else None)


def _left(path: str, asked: Mapping[str, str]) -> str:
    """The same page as it is read at a desk."""
    kept = {name: value for name, value in asked.items() if name not in ("present", "part") and value}
    return f"{path}?{urlencode(kept)}" if kept else path
