"""What is wrong with bodies and their members. Pure: values only."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from unicodedata import normalize


@dataclass(frozen=True)
class Seat:
    """A person in a body from a day until a day; None: nobody knows, or still. `source` is where it was read."""

    person: str
    since: date | None
    until: date | None
    source: int | None = None

    def overlaps(self, other: "Seat") -> bool:
        """Whether both hold on some day; the last day of one may not be the first of the other."""
        return (self.since or date.min) <= (other.until or date.max) and (other.since or date.min) <= (
            self.until or date.max
        )

    def repeats(self, other: "Seat") -> bool:
        """Whether the same person would sit there twice. Two sources may each tell of the same seat."""
        told_by_two = self.source and other.source and self.source != other.source
        is_same = bool(self.person) and _folded(self.person) == _folded(other.person)
        return is_same and not told_by_two and self.overlaps(other)


def _folded(name: str) -> str:
    """A name however it is typed: capitals, spaces and the two ways to write a letter with its marks."""
    return " ".join(normalize("NFC", name).casefold().split())


def doubled(seats: Sequence[Seat]) -> list[int]:
    """The places of the seats that repeat an earlier one."""
    return [place for place, seat in enumerate(seats) if any(seat.repeats(other) for other in seats[:place])]
