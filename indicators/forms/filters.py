"""What a reader chooses on a list: kept in the address, never refused. An unknown choice filters nothing."""

from dataclasses import dataclass

from dtracker.formats.text import search_key

LONGEST_QUERY = 100
"""Characters of a search that count; no name is longer."""


@dataclass(frozen=True)
class TextFilter:
    """Words that must all occur, in any order, with or without marks."""

    text: str
    words: tuple[str, ...]

    @classmethod
    def read(cls, query, name: str = "q") -> "TextFilter":
        text = " ".join(query.get(name, "").replace("\x00", "").split())[:LONGEST_QUERY]
        return cls(text, tuple(search_key(text).split()))

    @property
    def is_on(self) -> bool:
        return bool(self.text)

    def holds(self, key: str) -> bool:
        """Whether a search key has all the words. Text without a letter or digit holds nowhere."""
        return not self.text or (bool(self.words) and all(word in key for word in self.words))


@dataclass(frozen=True)
class Choice:
    """One entry of a picker."""

    value: str
    label: str
    is_chosen: bool = False


def choices(options: dict[str, str], chosen: str) -> list[Choice]:
    return [Choice(value, label, value == chosen) for value, label in options.items()]


def chosen(query, name: str, options) -> str:
    """The value in the address if it is one of the options, else ""."""
    value = query.get(name, "")
    return value if value in options else ""
