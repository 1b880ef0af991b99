"""How fast it goes and how fast it must: the steps of time, need, pace ratio and the rule that decided."""

from decimal import Decimal

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from dtracker.formats.dates import format_date
from dtracker.formats.numbers import format_number
from indicators.enums import Flag, Rule, Status
from indicators.explain.facts import Facts
from indicators.explain.words import flag_words, milestone_words, need_words, period_words, printed_words, value_words
from indicators.progress import CutOffs


def time(facts: Facts) -> str:
    verdict = facts.verdict
    if verdict.status == Status.UNIT_ENDED:
        sentence = _("The unit ended on %(end)s, before the due date %(due)s; all else here is as of that last day")
        return sentence % {
            "end": format_date(verdict.unit_ended_on),
            "due": format_date(facts.goal.deadline),
        }
    if facts.is_milestone:
        return _days_of_milestone(facts)
    if verdict.expected is not None:
        return _passed(facts)
    return _no_pace(facts)


def _days_of_milestone(facts: Facts) -> str:
    if facts.goal.deadline is None:
        return _("No due date")
    due = _("Due on %(day)s") % {"day": format_date(facts.goal.deadline)}
    raised = next(iter(facts.verdict.flags), None)
    return f"{due}; {_lower(flag_words(raised))}" if raised else due


def _passed(facts: Facts) -> str:
    elapsed, total = facts.verdict.elapsed, facts.verdict.total
    numbers = {"elapsed": elapsed, "total": total, "left": total - elapsed}
    if facts.indicator.yearly:
        sentence = ngettext(
            "%(elapsed)s of %(total)s year of the stage has passed, %(left)s left",
            "%(elapsed)s of %(total)s years of the stage have passed, %(left)s left",
            total,
        )
    else:
        sentence = ngettext(
            "%(elapsed)s of %(total)s quarter of the stage has passed, %(left)s left",
            "%(elapsed)s of %(total)s quarters of the stage have passed, %(left)s left",
            total,
        )
    return sentence % numbers


def _no_pace(facts: Facts) -> str:
    verdict = facts.verdict
    if verdict.rule == Rule.NEXT_LEG:
        raised = next(each for each in verdict.flags if each.flag == Flag.NEXT_LEG)
        return _("The stage of this target begins after milestone %(milestone)s") % {
            "milestone": milestone_words(raised.period)
        }
    if verdict.rule == Rule.GROWTH:
        return _years_so_far(facts)
    return {
        Rule.MET: _("Reached: pace and need are not calculated"),
        Rule.NOT_MET: _("Due: pace and need are no longer calculated"),
        Rule.KEEP: _("Reached at the start: the level must be kept, so there is no pace"),
        Rule.NO_BASELINE: _("Without a baseline there is no pace"),
        Rule.NO_FIGURE: _("Without a figure there is no pace"),
        Rule.NO_DUE_DATE: _("Without a due date there is no pace"),
    }.get(verdict.rule, _("Pace and need are not calculated"))


def _years_so_far(facts: Facts) -> str:
    if facts.verdict.years_met is None:
        return _("The year is still open: compared to date, provisional")
    met, closed = facts.verdict.years_met
    return _("Rate reached in %(met)s of %(closed)s closed years") % {"met": met, "closed": closed}


def needed(facts: Facts) -> str:
    verdict = facts.judged
    if verdict.expected is None:
        return capfirst(need_words(verdict, facts.indicator))
    value = value_words(verdict.expected, facts.indicator)
    sentence = _("%(value)s by %(period)s") % {"value": value, "period": period_words(verdict.actual.period)}
    if verdict.flow_shares_of:
        sentence += ", " + _("spread as the quarters of %(year)s were") % {"year": verdict.flow_shares_of.year}
    need = need_words(verdict, facts.indicator)
    return f"{sentence}; {need}" if need else sentence


def ratio(facts: Facts) -> str:
    verdict = facts.judged
    if verdict.expected is None:
        return ""
    if verdict.ratio is None:
        return _("Not defined: the expected line has not left its start")
    number = [_exact(facts, each) for each in (verdict.actual.value, verdict.leg_start[1], verdict.expected)]
    formula = "({0} − {1}) : ({2} − {1})".format(*number)
    return f"{formula} = {ratio_words(verdict.ratio)}"


def _exact(facts: Facts, value: Decimal) -> str:
    """With up to two decimals more than the indicator prints, so that the division can be done again."""
    least = facts.indicator.decimals
    decimals = next(each for each in (least, least + 1, least + 2) if each == least + 2 or value == round(value, each))
    text = format_number(value, decimals)
    return f"({text})" if value < 0 else text


def ratio_words(value: Decimal) -> str:
    """The ratio with three decimals; with more where rounding would lift it over a cut-off."""
    cut_offs = CutOffs()
    for decimals in (3, 4, 5):
        shown = round(value, decimals)
        if all((shown >= limit) == (value >= limit) for limit in (cut_offs.on_track, cut_offs.speed_up)):
            return format_number(value, decimals)
    return format_number(value)


def rule(facts: Facts) -> str:
    verdict = facts.verdict
    label = _label(facts, verdict.rule)
    if verdict.before_end is not None:
        return _("%(rule)s; on the last day: %(last)s") % {
            "rule": label,
            "last": _label(facts, verdict.before_end.rule),
        }
    if verdict.rule in (Rule.MET, Rule.NOT_MET) and verdict.actual and not facts.goal.is_range:
        return f"{label} ({_compared(facts)})"
    return label


def _label(facts: Facts, decided: Rule) -> str:
    if decided == Rule.NO_FIGURE and facts.ends_at_its_baseline:
        return _("Rule 1: no published figure after the baseline period")
    return str(decided.label)


def _compared(facts: Facts) -> str:
    value, aim = facts.verdict.actual.value, facts.goal.value
    sign = ">" if value > aim else "<" if value < aim else "="
    left = value_words(value, facts.indicator)
    return f"{left} {sign} {printed_words(aim, facts.indicator)}"


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]
