"""Values, targets and verdicts in words: here a number gets its unit, and a status its milestone."""

import re
from collections.abc import Iterator
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext, pgettext_lazy

from dtracker.formats.dates import format_date
from dtracker.formats.language import is_english
from dtracker.formats.numbers import format_number, format_percent
from dtracker.formats.quarters import Period
from indicators.enums import Comparator, Flag, Shape, Status
from indicators.models import Indicator, Publication, Target
from indicators.models.measured import Measured
from indicators.models.targets import Terms
from indicators.progress import Goal, Raised, Verdict

LARGE = 10
"""From here on a tenth of a firm or a place says nothing more."""
MISSING = "–"
"""What stands for a missing value; the reason stands beside it."""

_ABBREVIATION = re.compile(r"\(([A-Z][\w-]*)\)$")
HEDGES = {
    "khoảng": gettext_lazy("about %(value)s"),
    "trên": gettext_lazy("over %(value)s"),
    "hơn": pgettext_lazy("figure", "more than %(value)s"),
    "gần": gettext_lazy("nearly %(value)s"),
    "ước": gettext_lazy("an estimated %(value)s"),
    "dưới": pgettext_lazy("figure", "under %(value)s"),
}
"""How sources word a figure that is not exact, by the first word they print."""
_SAID_BY_STATUS = (Flag.OVERDUE, Flag.NOT_YET_DUE)


# Periods


def milestone_words(period: Period) -> str:
    """The name of a due period: "2025" for a year or its last quarter, else "Quý II/2026"."""
    return str(period.year) if period.quarter in (None, 4) else period.label()


def period_words(period: Period) -> str:
    """A period inside a sentence: "năm 2023", "quý IV/2023"; in English "2023", "Q4 2023"."""
    label = period.label()
    return label if is_english() else label[:1].lower() + label[1:]


def edition_words(period: Period, indicator: Indicator) -> str:
    """ "DTI 2023" for a yearly index whose name ends with its abbreviation in brackets, else the period."""
    found = _ABBREVIATION.search(indicator.name)
    return f"{found[1]} {period.year}" if found and indicator.yearly else period_words(period)


def public_words(publication: Publication) -> str:
    """Since when a figure is public: as printed where no day is known ("tháng 2/2025"), else the day; or ""."""
    return publication.public_words


# Values


def value_words(
    value: Decimal | None,
    indicator: Indicator,
    *,
    rank_of: int | None = None,
    hedge: str = "",
    with_unit: bool = True,
) -> str:
    """A value with the decimals and unit of its indicator: "80,53%", "26/63", "khoảng 9.000 doanh nghiệp".

    With a `hedge`, a word of HEDGES, it has only the decimals that its source prints: "trên 90%".
    """
    if value is None:
        return MISSING
    if indicator.is_rank:
        text = f"{format_number(value, 0)}/{rank_of}" if rank_of else format_number(value, 0)
    elif indicator.shape == Shape.MILESTONE:
        text = pgettext("milestone", "done") if value >= 1 else _("not done yet")
    else:
        text = _measured(format_number(value, None if hedge else indicator.decimals), indicator, with_unit)
    return HEDGES[hedge] % {"value": text} if hedge else text


def hedge_of(row: Measured) -> str:
    """How the source words a figure that is not exact: "trên" of "trên 90%"; "khoảng" where it is not known."""
    if not row.is_approximate:
        return ""
    first = row.value_text.partition(" ")[0].lower()
    return first if first in HEDGES else "khoảng"


def figure_words(row: Measured, indicator: Indicator, *, with_unit: bool = True) -> str:
    """A figure as its source words it: "26/63", "trên 90%", "khoảng 9.000 doanh nghiệp"."""
    return value_words(row.value, indicator, rank_of=row.rank_of, hedge=hedge_of(row), with_unit=with_unit)


def _measured(number: str, indicator: Indicator, with_unit: bool = True) -> str:
    unit = indicator.unit
    if not unit or not with_unit:
        return number
    return f"{number}{unit}" if unit.startswith("%") else f"{number} {unit}"


def printed_words(value: Decimal, indicator: Indicator) -> str:
    """A value of a document, without the zeros that the document does not print: "80%", "3,5%"."""
    if indicator.is_rank:
        return format_number(value, 0)
    return _measured(format_number(value), indicator)


def amount_words(amount: Decimal, indicator: Indicator) -> str:
    """A difference without its sign: "11 bậc", "2,5 điểm %", "69 doanh nghiệp"."""
    amount = abs(amount)
    if indicator.is_rank:
        number = format_number(amount, _change_decimals(amount, indicator))
        return ngettext("%(count)s place", "%(count)s places", 1 if amount == 1 else 2) % {"count": number}
    if indicator.unit.startswith("%"):
        return _("%(count)s points") % {"count": format_number(amount, _visible_decimals(amount, indicator))}
    return _measured(format_number(amount, _change_decimals(amount, indicator)), indicator)


def _visible_decimals(amount: Decimal, indicator: Indicator) -> int:
    """So many that a small difference does not read as none."""
    least = indicator.decimals
    return next((each for each in (least, least + 1) if round(amount, each)), least + 2 if amount else least)


def change_words(change: Decimal, indicator: Indicator) -> str:
    """A change per period with its sign: "+5,0", "−4"."""
    return format_number(change, _change_decimals(change, indicator), signed=True)


def _change_decimals(change: Decimal, indicator: Indicator) -> int:
    # The way left, divided by whole periods, seldom is a whole number of firms or places.
    is_whole = change == change.to_integral_value()
    return indicator.decimals if indicator.decimals or is_whole or abs(change) >= LARGE else 1


# Targets


def target_words(terms: Terms | Goal, indicator: Indicator) -> str:
    """The target as its document words it: "nhóm 15 trên 63", "trên 50%", "80% trở lên", "3–5%"."""
    if terms.value is None:
        return _("as worded in the document")
    if indicator.is_rank:
        return _rank_target(terms)
    if indicator.shape == Shape.MILESTONE:
        return _("to be done")
    value = printed_words(terms.value, indicator)
    if terms.comparator == Comparator.BETWEEN and terms.value_max is not None:
        return f"{format_number(terms.value)}–{printed_words(terms.value_max, indicator)}"
    return _worded(Comparator(terms.comparator)) % {"value": value}


def _rank_target(terms: Terms | Goal) -> str:
    rank = format_number(terms.value, 0)
    if terms.rank_of:
        return _("top %(rank)s of %(count)s") % {"rank": rank, "count": terms.rank_of}
    return _("top %(rank)s") % {"rank": rank}


def _worded(comparator: Comparator) -> str:
    return {
        Comparator.AT_LEAST: _("at least %(value)s"),
        Comparator.MORE_THAN: _("more than %(value)s"),
        Comparator.AT_MOST: _("at most %(value)s"),
        Comparator.LESS_THAN: _("less than %(value)s"),
    }.get(comparator, "%(value)s")


_YEARS_TO_COME = re.compile(r"trong (\d+(?:-\d+)?) năm tới", re.IGNORECASE)


def due_words(target: Target, terms: Terms | None = None) -> str:
    """When it is due: "hết 2023" as the document prints it, else "đến hết năm 2023"."""
    terms = terms or target
    printed = target.due_text if terms.due == target.due else ""
    if printed and not is_english():
        return printed[:1].lower() + printed[1:]
    if terms.due is None:
        years = _YEARS_TO_COME.search(printed)
        return _("within %(years)s years") % {"years": years[1].replace("-", "–")} if years else _("no due date")
    if terms.due_on and terms.due_on != terms.due.end:
        return _("by %(day)s") % {"day": format_date(terms.due_on)}
    names_a_year = printed and "quý" not in printed.lower()
    return _("by the end of %(period)s") % {"period": period_words(terms.due.as_year() if names_a_year else terms.due)}


# Verdicts


def status_words(verdict: Verdict) -> str:
    """The status with its milestone or reason: "Không đạt mốc 2023", "Chưa đủ dữ liệu (chưa có gốc)"."""
    status = verdict.status
    if status in (Status.MET, Status.NOT_MET) and not _own_words(verdict) and verdict.milestone:
        return _with_milestone(status) % {"milestone": milestone_words(verdict.milestone)}
    if verdict.has(Flag.DUE_SOON):
        return _("Due soon")
    if status == Status.NO_DATA and verdict.reason:
        return _("%(status)s (%(reason)s)") % {"status": status.label, "reason": verdict.reason.label}
    own = _own_words(verdict)
    return flag_words(own) if own else short_status(status)


def short_status(status: Status) -> str:
    """The word of a chip; only the long name of an ended unit has a shorter one."""
    return pgettext("chip", "Merged before the due date") if status == Status.UNIT_ENDED else str(status.label)


def _with_milestone(status: Status) -> str:
    return _("Met: milestone %(milestone)s") if status == Status.MET else _("Not met: milestone %(milestone)s")


def _own_words(verdict: Verdict) -> Raised | None:
    """A milestone without figures says its day in the place of the general word."""
    return next((raised for raised in verdict.flags if raised.flag in _SAID_BY_STATUS), None)


def flag_words(raised: Raised) -> str:
    """A flag with its milestone, period or days: "Lỡ mốc 2025", "Quá hạn 10 ngày"."""
    if raised.flag == Flag.MET_LATE:
        return raised.flag.label % {"period": period_words(raised.period)}
    if raised.days is not None and "%(days)s" in raised.flag.label:
        return raised.flag.label % {"days": format_number(raised.days, 0)}
    if raised.period is not None and "%(milestone)s" in raised.flag.label:
        return raised.flag.label % {"milestone": milestone_words(raised.period)}
    return str(raised.flag.label)


def flags_beside(verdict: Verdict) -> Iterator[Raised]:
    """The flags that the words of the status do not say already."""
    return (raised for raised in verdict.flags if raised.flag not in _SAID_BY_STATUS)


def gap_words(verdict: Verdict, indicator: Indicator) -> str:
    """How far the figure is from what is needed by now; without a pace, from the target. "" if unknown."""
    gap = verdict.gap
    if gap is None or indicator.shape == Shape.MILESTONE:
        return ""
    if verdict.expected is not None:
        return _gap_to_line(gap, indicator)
    if gap > 0:
        return _("%(amount)s short of the target") % {"amount": amount_words(gap, indicator)}
    if gap == 0:
        return _at_target(verdict)
    if indicator.is_rank:
        return _("within the top %(rank)s") % {"rank": format_number(verdict.goal.value, 0)}
    return _("%(amount)s beyond the target") % {"amount": amount_words(gap, indicator)}


def _at_target(verdict: Verdict) -> str:
    if verdict.goal.is_strict:
        return _("exactly at the value that must be passed")
    return _("exactly at the target")


def _gap_to_line(gap: Decimal, indicator: Indicator) -> str:
    if gap == 0:
        return _("exactly what is needed by now")
    if gap > 0:
        return _("%(amount)s short of what is needed by now") % {"amount": amount_words(gap, indicator)}
    return _("%(amount)s ahead of what is needed by now") % {"amount": amount_words(gap, indicator)}


def need_words(verdict: Verdict, indicator: Indicator) -> str:
    """What each period that is left needs, and what the last ones gave. "" where there is no pace."""
    if verdict.growth_needed is not None:
        rate = format_percent(verdict.growth_needed, max(indicator.decimals, 1))
        return _("each year left needs %(rate)s") % {"rate": rate}
    if verdict.needed is None:
        return ""
    needed = change_words(verdict.needed, indicator)
    sentence = _("each year needs %(needed)s") if indicator.yearly else _("each quarter needs %(needed)s")
    words = sentence % {"needed": needed}
    if verdict.recent is None:
        return words
    return _("%(need)s (recently %(recent)s)") % {
        "need": words,
        "recent": change_words(verdict.recent, indicator),
    }
