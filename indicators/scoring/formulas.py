"""From the value of a criterion to its points. Nothing is rounded here; a division holds 28 digits."""

import re
from collections.abc import Callable
from decimal import Decimal

from django.utils.translation import gettext as _

from dtracker.formats.numbers import NumberError, format_number, parse_number
from indicators.scoring.enums import Formula

Curve = Callable[[Decimal], Decimal]
"""Points for a value. Those of `MINUS` are below zero."""
_AT_MOST = re.compile(r"^(?:≤|<=)\s*")


class FormulaFault(ValueError):
    """The parameters say nothing the formula understands; `sentence` says why."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


def curve(formula: str, parameters: str, maximum: Decimal) -> Curve:
    """The formula with its parameters. FormulaFault where these do not fit it."""
    if formula in MAKERS:
        return MAKERS[formula](parameters.strip(), maximum)
    if parameters.strip():
        raise FormulaFault(_("This formula takes no parameters."))
    if formula == Formula.YES_NO:
        return lambda value: maximum if value > 0 else Decimal(0)
    return lambda value: _within(value, maximum)


def _proportional(text: str, maximum: Decimal) -> Curve:
    parts = text.split(";")
    if len(parts) != 2:
        raise FormulaFault(_("Write the value that gives no points and the one that gives all, as in “0; 100”."))
    none, full = (_number(each) for each in parts)
    if none == full:
        raise FormulaFault(_("The value that gives no points and the one that gives all cannot be the same."))
    return lambda value: _within(maximum * (value - none) / (full - none), maximum)


def _bands(text: str, maximum: Decimal) -> Curve:
    parts = [each.partition(":") for each in text.split(";")]
    if not text or any(not mark for _limit, mark, _points in parts):
        raise FormulaFault(
            _("Write each limit with its points, best first: “90: 5; 70: 3” from 90, “≤ 2: 5; ≤ 5: 3” up to 2.")
        )
    signs = {bool(_AT_MOST.match(limit.strip())) for limit, _mark, _points in parts}
    if len(signs) > 1:
        raise FormulaFault(_("Limits are all “at least”, or all “at most” with the sign ≤."))
    steps = [(_number(_AT_MOST.sub("", limit.strip())), _number(points)) for limit, _mark, points in parts]
    direction = -1 if signs == {True} else 1
    _check_bands(steps, direction, maximum)

    def points(value: Decimal) -> Decimal:
        return next((won for limit, won in steps if direction * (value - limit) >= 0), Decimal(0))

    return points


def _check_bands(steps: list[tuple[Decimal, Decimal]], direction: int, maximum: Decimal) -> None:
    limits, points = [direction * limit for limit, _points in steps], [won for _limit, won in steps]
    if limits != sorted(set(limits), reverse=True) or points != sorted(set(points), reverse=True) or points[-1] < 0:
        raise FormulaFault(_("Write the best band first; each next one has a lower limit and fewer points."))
    if points[0] != maximum:
        sentence = _("The best band gives %(points)s, not the maximum of %(maximum)s points.")
        raise FormulaFault(sentence % {"points": format_number(points[0]), "maximum": format_number(maximum)})


def _bonus(text: str, maximum: Decimal) -> Curve:
    each = _number(text)
    if each <= 0:
        raise FormulaFault(_("The points for each case are more than 0."))
    return lambda value: _within(each * value, maximum)


def _minus(text: str, maximum: Decimal) -> Curve:
    taken = _bonus(text, maximum)
    return lambda value: -taken(value)


MAKERS = {
    Formula.PROPORTIONAL: _proportional,
    Formula.BANDS: _bands,
    Formula.BONUS: _bonus,
    Formula.MINUS: _minus,
}


def value_fault(formula: str, maximum: Decimal, value: Decimal) -> str:
    """Why the value cannot be one of this criterion, or ""."""
    if formula == Formula.POINTS and not 0 <= value <= maximum:
        return _("Points lie between 0 and %(maximum)s.") % {"maximum": format_number(maximum)}
    if formula == Formula.YES_NO and value not in (0, 1):
        return _("Write 1 for yes or 0 for no.")
    if formula in (Formula.BONUS, Formula.MINUS) and (value < 0 or value != int(value)):
        return _("Write how many cases there are: 0, 1, 2 …")
    return ""


def _within(points: Decimal, maximum: Decimal) -> Decimal:
    return min(max(points, Decimal(0)), maximum)


def _number(text: str) -> Decimal:
    try:
        return parse_number(text.strip())
    except NumberError as error:
        raise FormulaFault(str(error.message)) from error
