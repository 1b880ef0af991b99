"""The one reader and the one writer of numbers.

Vietnamese writing is read everywhere, whatever the language of the page: the comma parts decimals, the dot
parts groups of three digits. What could be read in two ways is refused, with what would be right.
"""

import re
import unicodedata
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Context, Decimal

from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from dtracker.formats.language import is_english
from dtracker.formats.text import nfc

# What every column of values in the database can hold, whatever the indicator.
MAX_WHOLE_DIGITS = 14
MAX_DECIMALS = 6

MINUS = "\u2212"
_EXACT = Context(prec=60)
_LONGEST_GUESS = 40
_MINUS_LIKE = "\u2010\u2011\u2012\u2013\u2014\u2212"
_BLANKS = {"", "-", "\u2013", "\u2014", "không có số liệu", "no figure", "no data"}

_EMPTY = _("Write a number.")
_INVISIBLE = _("There is an invisible character here: delete everything and type the number again.")
_LETTERS = _("Write only the number, in the unit of the indicator, without words or letters.")
_FOREIGN_DIGITS = _("Write the number with the digits 0 to 9 of the keyboard.")
_NEGATIVE = _("Write a negative number with a hyphen in front, as in “-1,5”.")
_PLUS = _("Write a positive number without a plus sign.")
_RANGE = _("Write one number, not a range.")
_SPACED = _("Write the number without spaces; a dot may part groups of three digits.")
_SWAPPED = _("Write a dot between groups of three digits and a comma before the decimals.")
_DOT = _("A dot parts groups of three digits; write decimals after a comma.")
_FORM = _("Write digits, with a dot between groups of three and a comma before the decimals, as in “1.931,5”.")
_NO_PERCENT = _("This indicator is no percentage: write the number without the percent sign.")
_WHOLE = _("This must be a whole number, without decimals.")
_DECIMALS = _("Write at most this many digits after the comma: {decimals}.")
_TOO_LONG = _("This number is too long: at most {whole} digits may stand before the comma.")
_DID_YOU_MEAN = _("{sentence} Did you mean “{suggestion}”?")

Bounds = tuple[Decimal | None, Decimal | None]
"""The least and the greatest value there can be; None: no bound."""
ANY: Bounds = (None, None)


class NumberError(ValueError):
    """Typed text that is no number; `sentence` says why, `suggestion` what would be accepted, or None."""

    def __init__(self, sentence: str | Promise, suggestion: str | None = None) -> None:
        super().__init__(sentence, suggestion)
        self.sentence = sentence
        self.suggestion = suggestion

    @property
    def message(self) -> str | Promise:
        """The sentence, followed by the suggestion where there is one; for a form's error list."""
        if self.suggestion is None:
            return self.sentence
        return format_lazy(_DID_YOU_MEAN, sentence=self.sentence, suggestion=self.suggestion)


@dataclass(frozen=True, slots=True)
class _Rule:
    decimals: int
    percent: bool
    bounds: Bounds


def parse_number(
    text: str, *, decimals: int | None = None, integer: bool = False, percent: bool = False, bounds: Bounds = ANY
) -> Decimal:
    """The number a person wrote: "1.931" is 1931, "80,53" and "80.53" are 80.53.

    At most `decimals` digits may follow the comma, none for an `integer`; `percent` allows a % sign behind
    the number, which does not change the value. Raises NumberError for everything else. What lies outside of
    `bounds` is read, but never suggested.
    """
    rule = _Rule(0 if integer else MAX_DECIMALS if decimals is None else decimals, percent, bounds)
    typed = text.strip()
    try:
        return _read(typed, rule)
    except NumberError as error:
        raise NumberError(error.sentence, _suggestion(typed, rule)) from None


def parse_optional_number(
    text: str, *, decimals: int | None = None, integer: bool = False, percent: bool = False, bounds: Bounds = ANY
) -> Decimal | None:
    """As parse_number, but None for what stands for no figure: nothing, a dash, "Không có số liệu"."""
    if " ".join(nfc(text).casefold().split()) in _BLANKS:
        return None
    return parse_number(text, decimals=decimals, integer=integer, percent=percent, bounds=bounds)


_VIETNAMESE = re.compile(r"(-?)([0-9]+|[1-9][0-9]{0,2}(?:\.[0-9]{3})+)(?:,([0-9]+))?")
# One dot before one or two digits parts no group of three: only the decimal reading makes sense.
_POINT = re.compile(r"(-?)([0-9]+)\.([0-9]{1,2})")


def _read(typed: str, rule: _Rule) -> Decimal:
    number = typed
    if typed.endswith("%"):
        if not rule.percent:
            raise NumberError(_NO_PERCENT)
        number = typed[:-1].rstrip(" \u00a0\u202f")
    match = _VIETNAMESE.fullmatch(number) or _POINT.fullmatch(number)
    if match is None:
        raise NumberError(_why(number))
    minus, whole, fraction = match.groups(default="")
    whole = whole.replace(".", "").lstrip("0") or "0"
    _check_length(whole, fraction, rule)
    # No minus zero: it would be shown with a sign and counted as another value.
    sign = minus if (whole + fraction).strip("0") else ""
    return Decimal(f"{sign}{whole}.{fraction}" if fraction else f"{sign}{whole}")


def _check_length(whole: str, fraction: str, rule: _Rule) -> None:
    if len(whole) > MAX_WHOLE_DIGITS:
        raise NumberError(format_lazy(_TOO_LONG, whole=MAX_WHOLE_DIGITS))
    if len(fraction) > rule.decimals:
        raise NumberError(format_lazy(_DECIMALS, decimals=rule.decimals) if rule.decimals else _WHOLE)


_NEGATIVE_FORM = re.compile(rf"[{_MINUS_LIKE}].*|\(.*\)|- .*|.*-")
_RANGE_FORM = re.compile(rf"-?[0-9.,]+\s*[-{_MINUS_LIKE}~/]\s*[0-9.,]+")
_SWAPPED_FORM = re.compile(r"-?[0-9]{1,3}(?:,[0-9]{3})+\.[0-9]+|-?[0-9]{1,3}(?:,[0-9]{3}){2,}")
_POINT_FORM = re.compile(r"-?[0-9]+\.[0-9]+")


def _why(number: str) -> Promise:
    """The sentence for text that has not the form of a number."""
    reasons = (
        (not number, _EMPTY),
        (any(unicodedata.category(sign).startswith("C") for sign in number), _INVISIBLE),
        (any(sign.isalpha() for sign in number), _LETTERS),
        (any(sign.isnumeric() and not sign.isascii() for sign in number), _FOREIGN_DIGITS),
        (_RANGE_FORM.fullmatch(number), _RANGE),
        (_NEGATIVE_FORM.fullmatch(number), _NEGATIVE),
        (number.startswith("+"), _PLUS),
        (any(sign.isspace() for sign in number), _SPACED),
        (_SWAPPED_FORM.fullmatch(number), _SWAPPED),
        (_POINT_FORM.fullmatch(number), _DOT),
    )
    return next((sentence for holds, sentence in reasons if holds), _FORM)


def _suggestion(typed: str, rule: _Rule) -> str | None:
    """The nearest writing that is accepted. It is shown, never taken: the person decides."""
    if len(typed) > _LONGEST_GUESS:
        return None
    folded = _folded(typed, rule)
    return next((form for form in (folded, *_respelt(folded, rule)) if _accepted(form, rule)), None)


def _accepted(form: str, rule: _Rule) -> bool:
    least, most = rule.bounds
    try:
        value = _read(form, rule)
    except NumberError:
        return False
    return (least is None or value >= least) and (most is None or value <= most)


def _folded(typed: str, rule: _Rule) -> str:
    """The text in keyboard characters: full-width and foreign digits, signs, and brackets replaced."""
    form = "".join(_keyboard_sign(sign) for sign in typed)
    if form.endswith("%") and not rule.percent:
        form = form[:-1].rstrip()
    if form.startswith("(") and form.endswith(")"):
        form = f"-{form[1:-1]}"
    return re.sub(r"^- +", "-", form.removeprefix("+"))


def _keyboard_sign(sign: str) -> str:
    if "\uff01" <= sign <= "\uff5e":
        return chr(ord(sign) - 0xFEE0)
    if sign in _MINUS_LIKE:
        return "-"
    if sign in "\u00a0\u2009\u202f":
        return " "
    digit = unicodedata.decimal(sign, None)
    return sign if digit is None else str(digit)


def _respelt(form: str, rule: _Rule) -> list[str]:
    """Other writings of the same number, surest first."""
    swap = str.maketrans({",": ".", ".": ","})
    forms = []
    if re.fullmatch(r"-?[1-9][0-9]{0,2}(?: [0-9]{3})+(?:,[0-9]+)?", form):
        forms.append(form.replace(" ", "."))
    if _SWAPPED_FORM.fullmatch(form):
        forms.append(form.translate(swap))
    if rule.decimals == 0:
        if re.fullmatch(r"-?[1-9][0-9]{0,2},[0-9]{3}", form):
            forms.append(form.translate(swap))
        forms.append(re.sub(r"[,.]0{1,2}$", "", form))
    elif match := re.fullmatch(r"(-?)([0-9]*)[.,]([0-9]*)", form):
        forms.extend(_as_decimal(*match.groups(), rule.decimals))
    return forms


def _as_decimal(minus: str, whole: str, fraction: str, decimals: int) -> list[str]:
    if not whole and not fraction:
        return []
    if not fraction:
        return [f"{minus}{whole}"]
    number = f"{minus}{whole or '0'}.{fraction}"
    rounded = Decimal(number).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP, _EXACT)
    return [number.replace(".", ","), f"{rounded:f}".replace(".", ",")]


def format_number(
    value: Decimal | int, decimals: int | None = None, *, signed: bool = False, language: str | None = None
) -> str:
    """The number as it is shown: 1.931 · 80,53 · −0,4, or in English 1,931 · 80.53 · −0.4.

    Rounded half up to `decimals`, the indicator's own; None shows what the value holds, without closing
    zeros. `signed` puts a plus before what is above zero. TypeError for a float: values are exact here.
    """
    number = _exact(value)
    if decimals is not None:
        number = number.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP, _EXACT)
    digits = plain(number) if decimals is None else f"{number:f}"
    whole, point, fraction = digits.removeprefix("-").partition(".")
    sign = MINUS if number < 0 else "+" if signed and number > 0 else ""
    written = f"{sign}{int(whole):,}{point}{fraction}"
    return written if is_english(language) else written.translate(str.maketrans(",.", ".,"))


def format_percent(
    value: Decimal | int, decimals: int | None = None, *, signed: bool = False, language: str | None = None
) -> str:
    """A share in percent as it is shown, without a space: 80,53%. The value 80.53 is 80.53 percent."""
    return f"{format_number(value, decimals, signed=signed, language=language)}%"


def plain(value: Decimal | int) -> str:
    """The number for data files: decimal point, no grouping, no exponent, no closing zeros, no minus zero."""
    number = _exact(value)
    digits = f"{number:f}"
    if "." in digits:
        digits = digits.rstrip("0").rstrip(".")
    return digits if number else "0"


def _exact(value: Decimal | int) -> Decimal:
    if isinstance(value, bool) or not isinstance(value, Decimal | int):
        raise TypeError(f"a number is written from Decimal or int, not {type(value).__name__}")
    number = Decimal(value)
    if not number.is_finite():
        raise ValueError(f"{value} cannot be written")
    return number
