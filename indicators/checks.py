"""What a figure or a target may be at all: hard rules, checked before anything is stored.

Pure: takes the indicator's settings and plain values, gives back (field, sentence) pairs; the database
repeats the most important ones as constraints.
"""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction
from math import floor

from django.utils.translation import gettext as _

from dtracker.formats.dates import format_date
from dtracker.formats.numbers import format_number
from dtracker.formats.quarters import Period
from indicators.enums import Shape

Fault = tuple[str, str]
"""A field and what is wrong with it, in the language of the moment."""

MOST_DECIMALS = 4
STORED = Decimal("0.000001")
"""The store keeps six decimals."""
WHOLE_SHAPES = frozenset({Shape.STOCK, Shape.RUNNING_TOTAL, Shape.YEARLY_FLOW, Shape.RANK})


def whole_numbers_only(indicator) -> bool:
    """Ranks, and counts of an indicator that is shown without decimals."""
    return indicator.shape == Shape.RANK or (indicator.shape in WHOLE_SHAPES and indicator.decimals == 0)


def value_rule(indicator) -> dict:
    """How a value of the indicator is read where it is typed: the rule of `formats.numbers`."""
    return {
        "integer": whole_numbers_only(indicator),
        "percent": indicator.unit_vi == "%",
        "bounds": (indicator.minimum, indicator.maximum),
    }


def takes_parts(indicator) -> bool:
    """Whether numerator and denominator are asked for: of a share, and of a milestone whose unit names its parts."""
    return indicator.shape == Shape.PERCENT or (indicator.shape == Shape.MILESTONE and bool(indicator.unit_vi))


def whole_parts_only(indicator) -> bool:
    """Whether numerator and denominator count things: components of a milestone, cases behind a kept share.

    Of other shares they may be amounts of money, which have decimals.
    """
    return indicator.shape == Shape.MILESTONE or (indicator.shape == Shape.PERCENT and indicator.is_ratio)


def share(numerator: Decimal, denominator: Decimal) -> Decimal:
    """The percentage, exact up to the six decimals that are stored."""
    millionths = Fraction(numerator) * 100 * 10**6 / Fraction(denominator)
    return Decimal(floor(millionths + Fraction(1, 2))) * STORED


def completed(values: Mapping, indicator) -> dict:
    """The values with the percentage worked out, where both parts are given and the share itself is not."""
    found = dict(values)
    numerator, denominator = found.get("numerator"), found.get("denominator")
    parts = numerator is not None and denominator
    if indicator.shape == Shape.PERCENT and found.get("value") is None and parts:
        found["value"] = share(numerator, denominator)
    return found


def figure_faults(values: Mapping, indicator) -> list[Fault]:
    """Everything wrong with the values of a figure as typed, before `completed`; empty when they are fit."""
    return [
        *_answered(values, indicator),
        *_written(values, indicator),
        *_parts(values, indicator),
        *_within(completed(values, indicator), indicator),
    ]


def future_faults(values: Mapping, today: date) -> list[Fault]:
    """Nothing is observed or done on a day that is still to come."""
    day = values.get("observed_on")
    if day is None or day <= today:
        return []
    sentence = _("%(day)s has not come yet. Give the day on which it was done.")
    return [("observed_on", sentence % {"day": format_date(day)})]


def target_faults(terms: Mapping, indicator) -> list[Fault]:
    """What the terms of a target break: whole numbers, the range, the order of bounds, of baseline and due period.

    A due date lies in the due period: the target is judged by the one and announced by the other.
    """
    faults: list[Fault] = list(_rank("value", terms))
    for field in ("value", "value_max", "baseline_value"):
        if field not in dict(faults):
            faults += _whole(field, terms.get(field), indicator) or _in_range(field, terms.get(field), indicator)
    value, value_max = terms.get("value"), terms.get("value_max")
    if value_max is not None and (value is None or value_max <= value):
        faults.append(("value_max", _("The upper bound must lie above the lower one.")))
    due, since = _period(terms, "due"), _period(terms, "baseline")
    if due and since and since.as_quarter() >= due.as_quarter():
        faults.append(("baseline_year", _("The baseline must lie before the due period.")))
    due_on = terms.get("due_on")
    if due and due_on and not due.start <= due_on <= due.end:
        sentence = _("%(day)s does not lie in %(period)s. Correct one of the two, or leave the date empty.")
        faults.append(("due_on", sentence % {"day": format_date(due_on), "period": due.label()}))
    return faults


def _answered(values: Mapping, indicator):
    has_value = completed(values, indicator).get("value") is not None
    if has_value and values.get("no_data_reason"):
        yield "no_data_reason", _("Give either a value or the reason why there is none, not both.")
    if not has_value and not values.get("no_data_reason"):
        if values.get("numerator") is not None or values.get("denominator") is not None:
            yield "value", _("Both numerator and denominator are needed, or the value itself.")
        else:
            yield "value", _("Give a value, or say why there is none.")


def _written(values: Mapping, indicator):
    value = values.get("value")
    if value is None:
        return
    if indicator.shape == Shape.MILESTONE and value not in (0, 1):
        yield "value", _("A milestone is 1 when it is done and 0 when it is not.")
    elif indicator.shape == Shape.MILESTONE and value == 1 and not values.get("observed_on"):
        yield "observed_on", _("A milestone that is done needs the day on which it was done.")
    elif faults := _whole("value", value, indicator):
        yield from faults
    elif _decimals(value) > max(MOST_DECIMALS, indicator.decimals):
        yield (
            "value",
            _("Write at most %(most)s decimals.") % {"most": max(MOST_DECIMALS, indicator.decimals)},
        )


def _whole(field: str, value: Decimal | None, indicator) -> list[Fault]:
    if value is None or not whole_numbers_only(indicator) or value == value.to_integral_value():
        return []
    return [(field, _("This is a count: a whole number, without decimals."))]


def _parts(values: Mapping, indicator):
    numerator, denominator = values.get("numerator"), values.get("denominator")
    for field, part in (("numerator", numerator), ("denominator", denominator)):
        if part is not None and part < 0:
            yield field, _("This cannot be negative.")
        elif part is not None and whole_parts_only(indicator) and part != part.to_integral_value():
            yield field, _("This is a count: a whole number, without decimals.")
    if values.get("value") is not None and (numerator is None) != (denominator is None):
        missing = "numerator" if numerator is None else "denominator"
        if indicator.shape == Shape.MILESTONE:
            yield missing, _("Give both, how many are done and how many there are in all, or neither.")
        else:
            yield missing, _("Give both numerator and denominator, or neither.")
    if denominator is not None and denominator == 0:
        yield "denominator", _("The denominator must be greater than 0.")
    if numerator is None or not denominator or denominator < 0 or numerator < 0:
        return
    if indicator.shape == Shape.MILESTONE and numerator > denominator:
        yield "numerator", _("More are done than there are in all.")
    elif indicator.shape == Shape.PERCENT and numerator > denominator:
        yield (
            "numerator",
            _("Numerator exceeds denominator; a share is at most 100. Correct it before submitting."),
        )
    elif indicator.shape == Shape.PERCENT and values.get("value") is not None:
        yield from _agree(values["value"], share(numerator, denominator))


def _agree(value: Decimal, worked_out: Decimal):
    """A typed share must be the quotient of its parts, rounded as it was typed."""
    # Half a unit of the last decimal typed.
    if abs(value - worked_out) * 2 > Decimal(1).scaleb(-_decimals(value)):
        sentence = _("The parts give %(share)s. Leave the value empty to have it worked out.")
        yield "value", sentence % {"share": format_number(worked_out, 2)}


def _within(values: Mapping, indicator):
    if indicator.shape == Shape.RANK and values.get("value") is not None and values.get("rank_of") is None:
        yield "rank_of", _("A rank needs the number of units ranked.")
    places = list(_rank("value", values)) if indicator.shape == Shape.RANK else []
    if places:
        # Says more than the range does.
        yield from places
    elif not any(field == "numerator" for field, _sentence in _parts(values, indicator)):
        yield from _in_range("value", values.get("value"), indicator)


def _in_range(field: str, value: Decimal | None, indicator):
    if value is None:
        return
    least, most = indicator.minimum, indicator.maximum
    if least is not None and most is not None and not least <= value <= most:
        bounds = {"least": format_number(least), "most": format_number(most)}
        yield field, _("The value lies between %(least)s and %(most)s.") % bounds
    elif least is not None and value < least:
        yield field, _("The value is at least %(least)s.") % {"least": format_number(least)}
    elif most is not None and value > most:
        yield field, _("The value is at most %(most)s.") % {"most": format_number(most)}


def _rank(field: str, values: Mapping):
    value, of = values.get(field), values.get("rank_of")
    if of is not None and of < 1:
        yield "rank_of", _("At least one unit is ranked.")
    elif value is not None and of is not None and not 1 <= value <= of:
        yield field, _("A rank lies between 1 and %(of)s, the number of units ranked.") % {"of": of}


def _period(terms: Mapping, which: str) -> Period | None:
    year = terms.get(f"{which}_year")
    return Period(year, terms.get(f"{which}_quarter")) if year else None


def _decimals(value: Decimal) -> int:
    return max(0, -value.normalize().as_tuple().exponent)
