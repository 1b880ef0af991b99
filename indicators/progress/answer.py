"""How a verdict is written: the numbers that explain it, gathered from the case."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from dtracker.formats.quarters import Period
from indicators.enums import Flag, Rule, Shape, Status
from indicators.progress.case import Case
from indicators.progress.exact import as_decimal
from indicators.progress.flags import flags_of, is_same_series
from indicators.progress.growth import growth_needed, years_met
from indicators.progress.inputs import Observation
from indicators.progress.path import Leg
from indicators.progress.ranks import has_two_editions, met_or_not, other_rule
from indicators.progress.series import Series
from indicators.progress.verdict import Raised, Verdict

RECENT_PERIODS = 4


def bare(case: Case, status: Status, rule: Rule, **more: object) -> Verdict:
    """A verdict without numbers."""
    return Verdict(status=status, rule=rule, goal=case.goal, track=case.track.targets, **more)


def with_numbers(case: Case, status: Status, rule: Rule, **more: object) -> Verdict:
    """A verdict with its flags and with what is known of every target that has a number."""
    known = numbers_of(case) | {"flags": flags_of(case, status)} | more
    return bare(case, status, rule, **known)


def numbers_of(case: Case) -> dict[str, object]:
    """What is known of every target with a number, whatever the rule."""
    figure = case.latest if case.track.has_ended_before(case.goal) else case.actual
    comparable = figure is not None and case.compares(figure)
    return {
        "actual": figure,
        "latest": case.latest,
        "previous": case.counted[-2] if len(case.counted) > 1 else None,
        "gap": as_decimal(case.short_by(figure.value)) if comparable else None,
        "recent": as_decimal(_recent(case)),
        "tolerance": as_decimal(case.tolerance),
        "is_active": case.ordinal == case.track.active_ordinal,
        "is_final": case.is_decided,
        "other_edition": _other_edition(case),
        **_leg_numbers(case, figure),
    }


def _leg_numbers(case: Case, figure: Observation | None) -> dict[str, object]:
    leg = case.leg
    if leg is None or figure is None or case.is_later or case.measure.shape == Shape.GROWTH:
        return {}
    corners = tuple(_printed(corner) for corner in leg.corners)
    return {
        "leg_start": corners[0],
        "leg_end": corners[-1],
        "path": corners,
        "elapsed": leg.elapsed(case.measure.ordinal(figure.period)),
        "total": leg.total,
        "flow_shares_of": leg.shares_of,
    }


def _printed(corner: tuple[Period, Fraction]) -> tuple[Period, Decimal]:
    return corner[0], as_decimal(corner[1])


def paced(case: Case, status: Status, rule: Rule) -> Verdict:
    """A verdict of the pace: with expected value, ratio, gap to the line, need per period and bar."""
    leg, at = case.leg, case.measure.ordinal(case.actual.period)
    return with_numbers(
        case,
        status,
        rule,
        expected=as_decimal(leg.expected(at)),
        ratio=as_decimal(ratio_to_line(case)),
        gap=as_decimal(gap_to_line(case)),
        needed=as_decimal(_needed(case, leg, at)),
        bar=as_decimal(leg.progress(Fraction(case.actual.value))),
    )


def ratio_to_line(case: Case) -> Fraction | None:
    """R of the figure judged."""
    return case.leg.ratio(Fraction(case.actual.value), case.measure.ordinal(case.actual.period))


def gap_to_line(case: Case) -> Fraction:
    """How far the figure judged is short of the expected value; negative when ahead."""
    expected = case.leg.expected(case.measure.ordinal(case.actual.period))
    return case.sign * (expected - Fraction(case.actual.value))


def _needed(case: Case, leg: Leg, at: int) -> Fraction | None:
    left = leg.total - leg.elapsed(at)
    return (leg.end_value - Fraction(case.actual.value)) / left if left else None


def _recent(case: Case) -> Fraction | None:
    """Change per period over up to the last four, on the newest side of every break.

    Of a yearly flow the mean quarter of the year; growth has no change per period.
    """
    if case.measure.sums_quarters_of_a_year:
        return case.leg.pace_so_far(case.actual) if case.actual else None
    if not case.counted or case.measure.shape == Shape.GROWTH:
        return None
    last = case.counted[-1]
    first = _oldest_of_recent(case, case.counted, last)
    periods = case.measure.ordinal(last.period) - case.measure.ordinal(first.period)
    return Fraction(last.value - first.value) / periods if periods else None


def _oldest_of_recent(case: Case, counted: Series, last: Observation) -> Observation:
    since = case.measure.ordinal(last.period) - RECENT_PERIODS
    recent = (i for i in counted if case.measure.ordinal(i.period) >= since)
    return next(i for i in recent if is_same_series(case, i, last))


def _other_edition(case: Case) -> tuple[Observation, Status] | None:
    """For a yearly index: the figure and verdict under the edition rule that is not in force."""
    if not has_two_editions(case.measure):
        return None
    figure = case.figure_by(other_rule(case.goal.edition_rule))
    if figure is None or figure == case.due_figure or not case.compares(figure):
        return None
    return figure, met_or_not(case.meets(figure.value))


def next_leg(case: Case) -> Verdict:
    """ "Stage after 2025": after the target before, or after the year before for a race without one."""
    earlier = [goal for goal in case.track.stages if case.measure.ordinal(goal.period) < case.ordinal]
    after = earlier[-1].period if earlier else Period(case.goal.period.year - 1)
    verdict = with_numbers(case, Status.TOO_EARLY, Rule.NEXT_LEG)
    return _with_flag(verdict, Raised(Flag.NEXT_LEG, after))


def _with_flag(verdict: Verdict, raised: Raised) -> Verdict:
    return replace(verdict, flags=(*verdict.flags, raised))


def of_growth(case: Case, status: Status) -> Verdict:
    """Growth has no line: its ratio is rate to target rate, its gap the points that are missing."""
    ratio = Fraction(case.actual.value) / case.target if case.target else None
    return with_numbers(
        case,
        status,
        Rule.GROWTH,
        ratio=as_decimal(ratio),
        years_met=years_met(case),
        growth_needed=growth_needed(case),
    )
