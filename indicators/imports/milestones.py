"""Whether a milestone is done, in the words of the sheet: written in the language of the moment, read in both."""

from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from dtracker.formats.numbers import NumberError, parse_optional_number
from dtracker.formats.text import search_key

DONE, NOT_DONE = Decimal(1), Decimal(0)

_READ = {
    DONE: ("đã xong", "xong", "đã hoàn thành", "hoàn thành", "done", "completed"),
    NOT_DONE: ("chưa xong", "chưa hoàn thành", "not done yet", "not done", "not completed"),
}
_VALUES = {search_key(text): value for value, texts in _READ.items() for text in texts}


class NeitherWord(ValueError):
    """The text says neither; `sentence` says what would be right."""

    def __init__(self) -> None:
        self.sentence = _("Write “%(done)s” or “%(not_done)s”, or 1 or 0.") % words()
        super().__init__(self.sentence)


def words() -> dict[str, str]:
    """Both words as the sheet has them."""
    return {"done": pgettext("milestone", "Done"), "not_done": pgettext("milestone", "Not done yet")}


def word_of(value: Decimal | None) -> str | None:
    if value is None:
        return None
    return words()["done" if value >= DONE else "not_done"]


def done_of(text: str) -> Decimal | None:
    """1 or 0, from a word or a number; None for what stands for no figure. NeitherWord for everything else."""
    if (found := _VALUES.get(search_key(text))) is not None:
        return found
    try:
        value = parse_optional_number(text, integer=True)
    except NumberError:
        raise NeitherWord from None
    if value not in (None, DONE, NOT_DONE):
        raise NeitherWord
    return value
