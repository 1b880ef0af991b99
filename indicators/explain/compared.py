"""What is held against what: the steps of baseline, target, edition, actual value and their comparison."""

from decimal import Decimal

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from dtracker.formats.dates import format_date
from dtracker.formats.numbers import format_number
from indicators.enums import EditionRule, Flag, Reason
from indicators.explain.facts import Facts
from indicators.explain.words import (
    due_words,
    edition_words,
    figure_words,
    milestone_words,
    period_words,
    public_words,
    target_words,
    value_words,
)
from indicators.models.targets import is_revised


def baseline(facts: Facts) -> str:
    verdict, goal = facts.judged, facts.goal
    if facts.is_milestone:
        return _("Not used: a milestone is judged by its days")
    if facts.is_growth:
        return _("Not used: each year is compared with the same rate")
    if facts.starts_each_year and goal.period:
        return _("0 at the start of %(year)s: each year is counted afresh") % {"year": goal.period.year}
    if verdict.leg_start and verdict.leg_start[0] in _milestones(facts):
        return _start_at_milestone(facts)
    if verdict.leg_start:
        return _stated(facts, *verdict.leg_start)
    if goal.baseline is not None and goal.baseline_period:
        return _stated(facts, goal.baseline_period, goal.baseline)
    return _no_baseline(facts)


def _milestones(facts: Facts) -> set:
    return {each.period for each in facts.judged.track if each.value is not None}


def _stated(facts: Facts, period, value: Decimal) -> str:
    words = value_words(value, facts.indicator, rank_of=facts.goal.rank_of)
    return _("%(value)s (%(period)s)") % {"value": words, "period": edition_words(period, facts.indicator)}


def _start_at_milestone(facts: Facts) -> str:
    period, value = facts.judged.leg_start
    names = {
        "milestone": milestone_words(period),
        "value": value_words(value, facts.indicator, rank_of=facts.goal.rank_of),
    }
    if facts.judged.has(Flag.MISSING_MILESTONE_FIGURE):
        return _("%(value)s, the target of milestone %(milestone)s, whose figure never came") % names
    return _("%(value)s, reached at milestone %(milestone)s") % names


def _no_baseline(facts: Facts) -> str:
    before = [each for each in facts.dated if facts.goal.period is None or each.period < facts.goal.period]
    if not before:
        return _("The document states none")
    first = facts.value_and_edition(before[0].observation())
    return _("The document states none; first published figure: %(figure)s") % {"figure": first}


def target(facts: Facts) -> str:
    standing = facts.standing
    words = {
        "target": target_words(standing.terms, facts.indicator),
        "due": due_words(standing.target, standing.terms),
    }
    document = standing.target.decided_by(standing.terms)
    if document is None:
        return capfirst(_("%(target)s, %(due)s") % words)
    sentence = capfirst(_("%(target)s, %(due)s (%(document)s)") % (words | {"document": document.label}))
    return f"{sentence}{_revised(facts)}"


def _revised(facts: Facts) -> str:
    if not is_revised(facts.standing.terms):
        return ""
    return "; " + _("revised with effect from %(day)s") % {"day": format_date(facts.standing.terms.effective_on)}


def edition(facts: Facts) -> str:
    if not facts.has_editions or facts.goal.period is None:
        return ""
    if facts.goal.edition_rule == EditionRule.DATA_YEAR:
        return _("Data year: decided by %(edition)s") % {"edition": edition_words(facts.goal.period, facts.indicator)}
    return _("Decided by the latest edition published by %(day)s") % {"day": format_date(facts.goal.deadline)}


def actual(facts: Facts) -> str:
    """The figure judged; of a unit that ended that of its last day, with what was published later."""
    later = _published_later(facts)
    return f"{_judged(facts)}; {later}" if later else _judged(facts)


def _published_later(facts: Facts) -> str:
    known, figure = facts.judged.latest, facts.verdict.latest
    if facts.verdict is facts.judged or figure is None or figure == known or facts.is_milestone:
        return ""
    return _("published after that day: %(figure)s") % {"figure": facts.value_and_edition(figure)}


def _judged(facts: Facts) -> str:
    verdict = facts.judged
    if facts.is_milestone:
        return _done_so_far(facts)
    if verdict.reason == Reason.MISSING_DUE_FIGURE:
        return _neighbours(facts)
    if verdict.actual is None:
        return _no_figure(facts)
    if facts.starts_each_year:
        return _("%(value)s from the start of %(year)s to %(period)s") % {
            "value": value_words(verdict.actual.value, facts.indicator),
            "year": verdict.actual.period.year,
            "period": period_words(verdict.actual.period),
        }
    reading = facts.reading_of(verdict.actual)
    if reading is None or not public_words(reading.publication):
        return facts.value_and_edition(verdict.actual)
    return _("%(value)s (%(period)s, published %(day)s)") % {
        "value": facts.value(verdict.actual),
        "period": edition_words(verdict.actual.period, facts.indicator),
        "day": public_words(reading.publication),
    }


def _done_so_far(facts: Facts) -> str:
    row = facts.readings[-1].publication if facts.readings else None
    if row is None:
        return _("Nothing is reported as done")
    if row.denominator:
        parts = {"done": format_number(row.numerator or Decimal(0)), "all": format_number(row.denominator)}
        return _("%(done)s of %(all)s parts are done") % parts
    if row.value and row.observed_on:
        return _("Done on %(day)s") % {"day": format_date(row.observed_on)}
    return _("Not reported as done")


def _neighbours(facts: Facts) -> str:
    before, after = (
        facts.value_and_edition(item) if item else pgettext("figure", "none") for item in facts.judged.neighbours
    )
    return _("No figure for %(period)s; before it: %(before)s; after it: %(after)s") % {
        "period": period_words(facts.goal.period),
        "before": before,
        "after": after,
    }


def _no_figure(facts: Facts) -> str:
    undated = next((each for each in reversed(facts.readings) if each.period is None), None)
    if undated is not None and undated.has_value:
        row = undated.publication
        value = figure_words(row, facts.indicator)
        return _("%(value)s, but the source gives no date: shown, not judged") % {"value": value}
    last = facts.readings[-1].publication if facts.readings else None
    if last is not None and last.no_data_reason:
        return _("No figure: %(reason)s") % {"reason": last.no_data_reason}
    if facts.ends_at_its_baseline:
        sentence = _("No published figure after the baseline period, %(period)s")
        return sentence % {"period": period_words(facts.goal.baseline_period)}
    return _("No published figure yet")


def comparison(facts: Facts) -> str:
    verdict, figure = facts.judged, facts.judged.actual
    if facts.is_milestone:
        return _("Planned day against done day")
    if verdict.reason == Reason.CONFIRM_TARGET:
        return _not_comparable(facts)
    if figure is None:
        return _("No figure to compare")
    if verdict.reason == Reason.BROKEN_SERIES:
        periods = ", ".join(period_words(each) for each in facts.broken_at())
        return _("The series breaks at %(periods)s, after the baseline: comparable with the target, no pace") % {
            "periods": periods
        }
    if facts.indicator.is_rank:
        return _ranked_among(figure.rank_of, facts.goal.rank_of)
    return _("Same definition and unit: comparable")


def _ranked_among(units: int | None, meant: int | None) -> str:
    if units is None or meant is None:
        return _("The source does not give the number of units ranked; taken as comparable")
    return _("Both among %(count)s units: comparable") % {"count": units}


def _not_comparable(facts: Facts) -> str:
    figure, goal = facts.judged.actual, facts.goal
    if facts.judged.proposed_rank is None:
        return _("The definition changed between target and figure: not comparable")
    return _(
        "The target means %(meant)s units, the figure ranks among %(count)s: not comparable. "
        "As good a place would be the top %(rank)s of %(count)s"
    ) % {"meant": goal.rank_of, "count": figure.rank_of, "rank": facts.judged.proposed_rank}
