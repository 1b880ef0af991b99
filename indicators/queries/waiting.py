"""What waits for a person: one line of the list on the first page."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Waiting:
    """What, how many (days, for a round), where to go. `is_late`: do it first."""

    label: str
    count: int
    url: str
    is_late: bool = False
