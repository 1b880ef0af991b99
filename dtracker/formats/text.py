"""Vietnamese text: one form for storage, one for searching, one for ordering, one for addresses."""

import re
import unicodedata

_SPACES = re.compile(r"[\s\u00a0\u202f]+")

_BREVE, _CIRCUMFLEX, _HORN = "\u0306", "\u0302", "\u031b"
# "{" and "|" follow "z" in ASCII, so "ab" < "ăb": the marked letter is a letter of its own.
_LETTER_MARKS = {_BREVE: "{", _CIRCUMFLEX: "|", _HORN: "}"}
# The order of Vietnamese dictionaries: level, huyền, hỏi, ngã, sắc, nặng.
_TONES = {"\u0300": 1, "\u0309": 2, "\u0303": 3, "\u0301": 4, "\u0323": 5}


def nfc(text: str) -> str:
    """The form in which text is stored: composed letters, single ordinary spaces at most, none around it."""
    return _SPACES.sub(" ", unicodedata.normalize("NFC", text)).strip()


def search_key(text: str) -> str:
    """Letters and digits without marks or case, words parted by one space; for query and data alike.

    "Hoà Bình", "Hòa Bình" and "hoa-binh" have one key; "Đắk Lắk" has "dak lak".
    """
    return " ".join(re.findall(r"[^\W_]+", _without_marks(_without_marks(text).casefold())))


def slug(text: str) -> str:
    """The key as part of an address: a–z, 0–9 and hyphens; letters of other scripts are left out."""
    return "-".join(re.findall(r"[a-z0-9]+", search_key(text)))


def sort_key(text: str) -> str:
    """A text whose order by code point is the order of the Vietnamese alphabet, so that no collation matters.

    Letters come first (a ă â b c d đ e ê …), word by word; only names of equal letters are ordered by tone.
    The place of the tone mark does not matter: "Hòa" and "Hoà" have one key. At most twice as long as
    the text plus one place for each word.
    """
    words = re.findall(r"[^\W_]+", _composed_words(text))
    letters = "!".join(_letters(word) for word in words)
    tones = "".join(str(_tone(word)) for word in words)
    # "!" parts words and " " parts letters from tones: " " < "!" < digits < letters.
    return f"{letters} {tones}" if words else ""


def _without_marks(text: str) -> str:
    decomposed = unicodedata.normalize("NFD", text)
    plain = "".join(letter for letter in decomposed if not unicodedata.combining(letter))
    return plain.replace("đ", "d").replace("Đ", "D")


def _composed_words(text: str) -> str:
    return unicodedata.normalize("NFC", text).casefold()


def _letters(word: str) -> str:
    return "".join(_letter(letter) for letter in word)


def _letter(letter: str) -> str:
    if letter == "đ":
        return "d{"
    base, *marks = unicodedata.normalize("NFD", letter)
    return base + "".join(_LETTER_MARKS.get(mark, "") for mark in marks)


def _tone(word: str) -> int:
    return max(_TONES.get(letter, 0) for letter in unicodedata.normalize("NFD", word))
