"""The verdict in a sentence, and what would change it."""

from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from django.utils.translation import gettext as _

from dtracker.formats.dates import format_date
from indicators.enums import Comparator, EditionRule, Flag, Reason, Shape, Status
from indicators.explain.facts import Facts
from indicators.explain.words import (
    amount_words,
    edition_words,
    gap_words,
    need_words,
    period_words,
    status_words,
    target_words,
    value_words,
)
from indicators.progress import CutOffs


def verdict_sentence(facts: Facts) -> str:
    """ "Không đạt, kém mục tiêu 11 bậc."."""
    verdict = facts.verdict
    status = status_words(verdict)
    if verdict.status in (Status.MET, Status.NOT_MET) and not facts.is_milestone:
        status = str(verdict.status.label)
    if verdict.status == Status.UNIT_ENDED:
        return _last_day(facts)
    gap = gap_words(verdict, facts.indicator)
    if not gap:
        return _("%(status)s.") % {"status": status}
    return _("%(status)s, %(gap)s.") % {"status": status, "gap": gap}


def _last_day(facts: Facts) -> str:
    """Status and gap of the same day, the last one."""
    verdict = facts.verdict
    names = {
        "status": verdict.status.label,
        "day": format_date(verdict.unit_ended_on),
        "last": status_words(verdict.before_end) if verdict.before_end else "–",
    }
    gap = gap_words(facts.judged, facts.indicator)
    if not gap:
        return _("%(status)s. On the last day, %(day)s, it stood at: %(last)s.") % names
    return _("%(status)s. On the last day, %(day)s, it stood at: %(last)s; %(gap)s.") % (names | {"gap": gap})


def change_sentence(facts: Facts) -> str:
    """What would change the verdict."""
    verdict = facts.verdict
    if verdict.status == Status.UNIT_ENDED:
        return _("A target that the successor takes over by its own document is a new target.")
    if verdict.other_edition is not None:
        return _other_edition(facts)
    if verdict.reason is not None:
        return _what_is_lacking(facts)
    if facts.is_milestone:
        return _milestone_change(facts)
    if verdict.is_final:
        return _("The result stands, unless this very figure is corrected.")
    if verdict.expected is not None:
        return _pace_change(facts)
    return _other_change(facts)


def _other_edition(facts: Facts) -> str:
    figure, status = facts.verdict.other_edition
    figure_words = _("%(period)s: %(value)s") % {
        "period": edition_words(figure.period, facts.indicator),
        "value": facts.value(figure),
    }
    names = {"figure": figure_words, "status": status.label}
    if facts.goal.edition_rule == EditionRule.DATA_YEAR:
        first = _(
            "Judged by the latest edition published by %(day)s (%(figure)s), the result would be: %(status)s."
        ) % (names | {"day": format_date(facts.goal.deadline)})
    else:
        first = _("Judged by the edition of the data year (%(figure)s), the result would be: %(status)s.") % names
    second = _("The edition rule stands with the target; changing it needs a document and a reason.")
    return f"{first} {second}"


def _what_is_lacking(facts: Facts) -> str:
    verdict = facts.verdict
    if verdict.reason == Reason.CONFIRM_TARGET and verdict.proposed_rank is not None:
        return _(
            "Judged once the target is confirmed again by a document; as good a place would be the top "
            "%(rank)s of %(count)s."
        ) % {"rank": verdict.proposed_rank, "count": verdict.actual.rank_of}
    return {
        Reason.NO_FIGURE: _("Judged once a figure is published."),
        Reason.NO_BASELINE: _("The pace is judged once a baseline with its document is entered."),
        Reason.NO_TARGET: _("Judged once the document gives a target value."),
        Reason.NO_DUE_DATE: _("Judged once the document gives a due date."),
        Reason.BROKEN_SERIES: _("The pace is judged once a baseline of the new series is entered."),
        Reason.CONFIRM_TARGET: _("Judged once the target is confirmed again by a document."),
        Reason.MISSING_DUE_FIGURE: _("Judged once the figure of the due period is published."),
        Reason.QUALITATIVE: _("Judged once it is stated what proves that the target is reached."),
    }[verdict.reason]


def _milestone_change(facts: Facts) -> str:
    if facts.verdict.status == Status.MET:
        return _("The result stands, unless the evidence is withdrawn.")
    return _("Met as soon as it is reported as done, with evidence.")


def _pace_change(facts: Facts) -> str:
    verdict = facts.verdict
    if verdict.status == Status.TOO_EARLY:
        return _("Judged once a tenth of the time of this stage has passed.")
    if verdict.status == Status.ON_TRACK:
        return _on_track_until(facts)
    period = period_words(verdict.actual.period)
    names = {"period": period, "on_track": value_words(on_track_from(facts), facts.indicator)}
    if verdict.status == Status.SPEED_UP:
        return _("On track for %(period)s begins at %(on_track)s.") % names
    names["speed_up"] = value_words(speed_up_from(facts), facts.indicator)
    return _("For %(period)s, “needs to speed up” begins at %(speed_up)s and “on track” at %(on_track)s.") % names


def _on_track_until(facts: Facts) -> str:
    verdict = facts.verdict
    cut_off = CutOffs().on_track
    if verdict.gap > 0 and (verdict.ratio is None or verdict.ratio < cut_off):
        return _("The shortfall lies within the tolerance of %(tolerance)s.") % {
            "tolerance": amount_words(verdict.tolerance, facts.indicator)
        }
    need = need_words(verdict, facts.indicator)
    return _("To reach the target: %(need)s.") % {"need": need} if need else ""


def _sign(facts: Facts) -> int:
    return 1 if facts.verdict.leg_end[1] > facts.verdict.leg_start[1] else -1


def _share_of_way(facts: Facts, share: Decimal) -> Decimal:
    start, expected = facts.verdict.leg_start[1], facts.verdict.expected
    return start + (expected - start) * share


def on_track_from(facts: Facts) -> Decimal:
    """The value of the judged period from which it would be on track, rounded to the safe side."""
    sign = _sign(facts)
    by_ratio = _share_of_way(facts, CutOffs().on_track)
    by_tolerance = facts.verdict.expected - sign * facts.verdict.tolerance
    easier = min(by_ratio, by_tolerance) if sign > 0 else max(by_ratio, by_tolerance)
    return _safe(easier if facts.verdict.ratio is not None else by_tolerance, facts)


def speed_up_from(facts: Facts) -> Decimal:
    """The value of the judged period from which it would need to speed up only."""
    return _safe(_share_of_way(facts, CutOffs().speed_up), facts)


def _safe(value: Decimal, facts: Facts) -> Decimal:
    rounding = ROUND_CEILING if _sign(facts) > 0 else ROUND_FLOOR
    return value.quantize(Decimal(1).scaleb(-facts.indicator.decimals), rounding)


def _other_change(facts: Facts) -> str:
    verdict = facts.verdict
    if verdict.leg_start and verdict.status in (Status.ON_TRACK, Status.BELOW_KEEP):
        return _("To be kept: %(target)s, with a tolerance of %(tolerance)s.") % {
            "target": target_words(facts.goal, facts.indicator),
            "tolerance": amount_words(verdict.tolerance, facts.indicator),
        }
    if verdict.status == Status.MET and not facts.is_growth:
        return _reached_early(facts)
    if facts.indicator.shape == Shape.GROWTH:
        need = need_words(verdict, facts.indicator)
        return _("To reach the growth of the whole stage, %(need)s.") % {"need": need} if need else ""
    if verdict.has(Flag.NEXT_LEG):
        return _("Judged once the stage has begun.")
    return ""


def _reached_early(facts: Facts) -> str:
    if facts.goal.comparator == Comparator.BETWEEN:
        return _("Final with the figure of %(period)s, which must lie within the range too.") % {
            "period": period_words(facts.goal.period)
        }
    return _("Final with the figure of %(period)s, which must reach the target too.") % {
        "period": period_words(facts.goal.period)
    }
