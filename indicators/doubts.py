"""What is unusual about a figure: soft checks. A doubt is no fault; it asks for a reason in the note.

Pure: a figure's values held against the published values before its period. History is a list of
(period, value, rank_of), oldest first, all of one frequency and of one side of every break of the series;
the last nine are enough.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from statistics import median

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dtracker.formats.numbers import format_number
from dtracker.formats.quarters import Period
from indicators.checks import Fault, completed
from indicators.enums import Shape

Past = tuple[Period, Decimal, int | None]
"""A published value: its period, the value, and among how many units a rank is counted."""

LOOKED_AT = 9
"""Values before the period that are compared with."""
ENOUGH_CHANGES = 4
"""From so many changes on it can be said what is usual; with fewer a plain limit says what is doubtful."""
SPREADS = Decimal("4")
MAD_TO_DEVIATION = Decimal("1.4826")
"""The median absolute deviation times this is the standard deviation of a normal spread."""
TOLERANCES = 3
FEW_CHANGES_FACTOR = 10
FEW_CHANGES_POINTS = Decimal(30)
"""Of a share or a growth rate, and of a score per hundred of its scale; of a count half of the last value."""
SAME_PERIODS = 4
RANK_PLACES = 10
SLIP_FACTOR = 20
"""A comma or a group of digits too many makes a value ten, a hundred or a thousand times as large."""

COUNTS = frozenset({Shape.STOCK, Shape.RUNNING_TOTAL, Shape.YEARLY_FLOW})
HALF_A_POINT = Decimal("0.5")


@dataclass(frozen=True)
class Doubt:
    """`code` is jump, unchanged, rank or slip; the sentence is in the language of the moment."""

    code: str
    sentence: str


def figure_doubts(values: Mapping, history: Sequence[Past], indicator, period: Period) -> list[Doubt]:
    """Everything unusual about the values of a figure of the period; empty where there is no value or no history."""
    value = completed(values, indicator).get("value")
    if value is None or not history or indicator.shape == Shape.MILESTONE:
        return []
    known = history[-LOOKED_AT:]
    if indicator.shape == Shape.RANK:
        found = [*_moved_rank(value, values.get("rank_of"), known[-1])]
    else:
        # A slip of the comma is a jump too; one sentence says it.
        found = list(_slip(value, known[-1], indicator)) or list(_jump(value, known, indicator, period))
    return [*found, *_unchanged(value, values.get("rank_of"), known, indicator, period)]


def falling_total(values: Mapping, history: Sequence[Past], indicator) -> list[Fault]:
    """A running total below the one published last: a fault, which no note makes good."""
    value = values.get("value")
    if indicator.shape != Shape.RUNNING_TOTAL or value is None or not history or value >= history[-1][1]:
        return []
    period, published, _rank_of = history[-1]
    sentence = _(
        "The running total published for %(period)s is %(value)s, and a running total does not fall. "
        "If that one is wrong, correct it first."
    )
    return [("value", sentence % {"period": period.label(), "value": _exact(published, indicator)})]


def is_explained(figure) -> bool:
    """Whether the officer said why: in the note, or as the reason of a correction."""
    return bool(figure.remark.strip() or figure.reason.strip())


def tolerance(indicator, last: Decimal) -> Decimal:
    """The indicator's own, else the default of its shape; at least one step of what is reported.

    The method's default for counts is a hundredth of the way to a target. Here there may be none, so that the
    last value stands in for it.
    """
    usual = Decimal(0)
    if indicator.tolerance is not None:
        usual = indicator.tolerance
    elif indicator.shape in (Shape.PERCENT, Shape.GROWTH):
        usual = HALF_A_POINT
    elif indicator.shape == Shape.SCORE:
        usual = (indicator.scale or Decimal(0)) / 200
    elif indicator.shape in COUNTS:
        usual = max(Decimal(1), abs(last) / 100)
    return max(usual, Decimal(1).scaleb(-indicator.decimals))


def _jump(value: Decimal, known: Sequence[Past], indicator, period: Period) -> Iterator[Doubt]:
    changes = [_change(*pair) for pair in pairwise(known)]
    since, last, _rank_of = known[-1]
    change = _change(known[-1], (period, value, None))
    least = TOLERANCES * tolerance(indicator, last)
    if len(changes) >= ENOUGH_CHANGES:
        middle = median(changes)
        spread = median(abs(each - middle) for each in changes)
        limit = max(SPREADS * MAD_TO_DEVIATION * spread, least)
        is_odd = abs(change - middle) > limit
        # What was itself out of the ordinary does not say what is usual.
        usual = [each for each in changes if abs(each - middle) <= limit]
    else:
        largest = max(map(abs, changes), default=None)
        is_odd = largest is not None and abs(change) > max(FEW_CHANGES_FACTOR * largest, least)
        usual = changes
    if is_odd:
        yield Doubt("jump", _jump_sentence(change, usual, indicator, since, period))
    elif len(changes) < ENOUGH_CHANGES and not any(abs(each) >= abs(change) for each in changes):
        yield from _large_change(value, known[-1], indicator)


def _large_change(value: Decimal, last: Past, indicator) -> Iterator[Doubt]:
    """A plain limit where too few changes are known to say what is usual."""
    since, before, _rank_of = last
    limit = _plain_limit(indicator, before)
    if limit is None or abs(value - before) < limit:
        return
    shown = {"value": value, "last": before}
    words = {name: format_number(each, indicator.decimals) for name, each in shown.items()}
    words |= {"since": since.label(), "limit": _amount(limit, indicator)}
    if value > before:
        sentence = _(
            "Up from %(last)s (%(since)s) to %(value)s. With so few values before, %(limit)s or more is unusual."
        )
    else:
        sentence = _(
            "Down from %(last)s (%(since)s) to %(value)s. With so few values before, %(limit)s or more is unusual."
        )
    yield Doubt("jump", sentence % words)


def _plain_limit(indicator, last: Decimal) -> Decimal | None:
    """None where no size can be named: a count that was nothing, a value without a scale."""
    if indicator.shape in (Shape.PERCENT, Shape.GROWTH):
        return FEW_CHANGES_POINTS
    if indicator.shape == Shape.SCORE and indicator.scale:
        return indicator.scale * FEW_CHANGES_POINTS / 100
    return abs(last) / 2 if indicator.shape in COUNTS and last else None


def _change(before: Past, after: Past) -> Decimal:
    """The change per period: where periods are missing between the two, it is shared out among them."""
    difference, periods = after[1] - before[1], after[0].ordinal - before[0].ordinal
    return difference if periods == 1 else difference / periods


IN_ONE_PERIOD = {
    (True, False): gettext_lazy("Up by %(change)s in one quarter; usual is %(usual)s."),
    (False, False): gettext_lazy("Down by %(change)s in one quarter; usual is %(usual)s."),
    (True, True): gettext_lazy("Up by %(change)s in one year; usual is %(usual)s."),
    (False, True): gettext_lazy("Down by %(change)s in one year; usual is %(usual)s."),
}
PER_PERIOD = {
    (True, False): gettext_lazy("Up by %(change)s a quarter since %(since)s; usual is %(usual)s."),
    (False, False): gettext_lazy("Down by %(change)s a quarter since %(since)s; usual is %(usual)s."),
    (True, True): gettext_lazy("Up by %(change)s a year since %(since)s; usual is %(usual)s."),
    (False, True): gettext_lazy("Down by %(change)s a year since %(since)s; usual is %(usual)s."),
}
UNCHANGED = (
    gettext_lazy("No change in one quarter; usual is %(usual)s."),
    gettext_lazy("No change in one year; usual is %(usual)s."),
)


def _jump_sentence(change: Decimal, usual: Sequence[Decimal], indicator, since: Period, period: Period) -> str:
    low, high = (format_number(each, indicator.decimals, signed=True) for each in (min(usual), max(usual)))
    words = {
        "change": _amount(abs(change), indicator),
        "usual": low if low == high else _("%(low)s to %(high)s") % {"low": low, "high": high},
        "since": since.label(),
    }
    # One too small to be shown is told as none.
    if round(change, indicator.decimals) == 0:
        return UNCHANGED[period.is_year] % words
    sentences = IN_ONE_PERIOD if since.next() == period else PER_PERIOD
    return sentences[change > 0, period.is_year] % words


def _amount(value: Decimal, indicator) -> str:
    number = format_number(value, indicator.decimals)
    if indicator.unit_vi == "%":
        return _("%(number)s points") % {"number": number}
    return f"{number} {indicator.unit}".strip()


def _unchanged(value: Decimal, rank_of, known: Sequence[Past], indicator, period: Period) -> Iterator[Doubt]:
    before = known[1 - SAME_PERIODS :]
    in_a_row = [each[0].ordinal for each in before] == list(range(period.ordinal - SAME_PERIODS + 1, period.ordinal))
    if not in_a_row or any((each[1], each[2]) != (value, rank_of) for each in before):
        return
    # All or nothing stays so for good reason.
    if value in _ends(indicator):
        return
    shown = {"value": _exact(value, indicator)}
    if period.is_year:
        yield Doubt("unchanged", _("The same value in four years in a row: %(value)s.") % shown)
    else:
        yield Doubt("unchanged", _("The same value in four quarters in a row: %(value)s.") % shown)


def _ends(indicator) -> tuple:
    shares = (Decimal(0), Decimal(100)) if indicator.shape == Shape.PERCENT else ()
    return indicator.minimum, indicator.maximum, *shares


def _moved_rank(value: Decimal, rank_of: int | None, last: Past) -> Iterator[Doubt]:
    _period, before, of_before = last
    if rank_of is not None and of_before is not None and rank_of != of_before:
        units = {"old": format_number(of_before), "new": format_number(rank_of)}
        yield Doubt("rank", _("The last rank was among %(old)s units, this one is among %(new)s.") % units)
    elif abs(value - before) > RANK_PLACES:
        ranks = {"old": before, "new": value, "places": abs(value - before)}
        shown = {name: format_number(each, 0) for name, each in ranks.items()}
        if value < before:
            sentence = _("The rank was %(old)s and is now %(new)s: up %(places)s places.")
        else:
            sentence = _("The rank was %(old)s and is now %(new)s: down %(places)s places.")
        yield Doubt("rank", sentence % shown)


def _slip(value: Decimal, last: Past, indicator) -> Iterator[Doubt]:
    before = last[1]
    small, large = sorted((abs(value), abs(before)))
    if small == 0 or large < SLIP_FACTOR * small:
        return
    shown = {"times": format_number(large / small, 0), "last": _exact(before, indicator)}
    if abs(value) > abs(before):
        sentence = _("%(times)s times the last value (%(last)s). Look at the comma and the dots.")
    else:
        sentence = _("The last value (%(last)s) is %(times)s times this one. Look at the comma and the dots.")
    yield Doubt("slip", sentence % shown)


def _exact(value: Decimal, indicator) -> str:
    """With all decimals the value has, at least those of the indicator."""
    own = -value.normalize().as_tuple().exponent
    return format_number(value, max(own, indicator.decimals))
