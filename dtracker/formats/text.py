"""Vietnamese text: one form for storage, one for searching, one for ordering, one for addresses."""

import re
import unicodedata

_NO_BREAK_SPACES = re.compile("[\u00a0\u202f]")

# Two digits for every letter: strings of digits are ordered alike by every collation of every database, while
# PostgreSQL's en_US would skip signs and put đ beside d. "00" ends the letters, "01" parts words.
_ALPHABET = "0123456789aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_RANKS = {letter: f"{rank:02}" for rank, letter in enumerate(_ALPHABET, start=2)}
# The order of Vietnamese dictionaries: level, huyền, hỏi, ngã, sắc, nặng.
_TONES = {"\u0300": 1, "\u0309": 2, "\u0303": 3, "\u0301": 4, "\u0323": 5}


def nfc(text: str) -> str:
    """The form in which text is stored: composed letters, ordinary spaces, none around it; lines are kept."""
    return _NO_BREAK_SPACES.sub(" ", unicodedata.normalize("NFC", text)).strip()


def search_key(text: str) -> str:
    """Letters and digits without marks or case, words parted by one space; for query and data alike.

    "Hoà Bình", "Hòa Bình" and "hoa-binh" have one key; "Đắk Lắk" has "dak lak".
    """
    return " ".join(re.findall(r"[^\W_]+", _without_marks(_without_marks(text).casefold())))


def slug(text: str) -> str:
    """The key as part of an address: a–z, 0–9 and hyphens; letters of other scripts are left out."""
    return "-".join(re.findall(r"[a-z0-9]+", search_key(text)))


def sort_key(text: str) -> str:
    """A string of digits whose order is the order of the Vietnamese alphabet, in every database.

    Letters come first (a ă â b c d đ e ê …), word by word; only names of equal letters are ordered by tone.
    The place of the tone mark does not matter: "Hòa" and "Hoà" have one key. Of a Vietnamese name, the key
    is at most three times as long as the name.
    """
    words = re.findall(r"[^\W_]+", unicodedata.normalize("NFC", text).casefold())
    letters = "01".join("".join(_rank(letter) for letter in word) for word in words)
    tones = "".join(str(_tone(word)) for word in words)
    return f"{letters}00{tones}"


def _without_marks(text: str) -> str:
    decomposed = unicodedata.normalize("NFD", text)
    plain = "".join(letter for letter in decomposed if not unicodedata.combining(letter))
    return plain.replace("đ", "d").replace("Đ", "D")


def _rank(letter: str) -> str:
    bare = "".join(sign for sign in unicodedata.normalize("NFD", letter) if sign not in _TONES)
    known = _RANKS.get(unicodedata.normalize("NFC", bare)) or _RANKS.get(bare[0])
    return known or f"99{ord(bare[0]):07}"


def _tone(word: str) -> int:
    return max(_TONES.get(letter, 0) for letter in unicodedata.normalize("NFD", word))
