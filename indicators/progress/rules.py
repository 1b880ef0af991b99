"""The rules in their order. Each looks at a case and gives its verdict, or None to ask the next."""

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from dtracker.formats.quarters import Period
from indicators.enums import Comparator, Flag, Reason, Rule, Shape, Status
from indicators.progress.case import Case, is_judged
from indicators.progress.exact import as_decimal
from indicators.progress.flags import flags_of, has_missed, is_same_series
from indicators.progress.growth import growth_needed, is_closed_year, years_met
from indicators.progress.inputs import Milestone, Observation
from indicators.progress.milestone import judge_milestone
from indicators.progress.path import Leg
from indicators.progress.ranks import has_two_editions, is_other_base, met_or_not, other_rule, proposed_rank
from indicators.progress.series import Series
from indicators.progress.verdict import Raised, Verdict

Judge = Callable[[Case], Verdict | None]

RECENT_PERIODS = 4


def judge(case: Case) -> Verdict:
    """The verdict of the first rule that applies."""
    return next(verdict for verdict in (rule(case) for rule in _rules_for(case)) if verdict is not None)


def _rules_for(case: Case) -> tuple[Judge, ...]:
    if is_milestone(case):
        return BEFORE_ALL + MILESTONE_RULES
    if case.measure.shape == Shape.GROWTH:
        return BEFORE_ALL + FIGURE_RULES + GROWTH_RULES
    if case.measure.sums_quarters_of_a_year:
        return BEFORE_ALL + FIGURE_RULES + FLOW_RULES
    return BEFORE_ALL + FIGURE_RULES + LINE_RULES


def is_milestone(case: Case) -> bool:
    """A yes/no target, or one in words only, which nobody can compare with a number."""
    in_words = case.goal.comparator == Comparator.ACHIEVE and case.goal.value is None
    return case.measure.shape == Shape.MILESTONE or in_words


# Before anything is compared


def only_targets_are_judged(case: Case) -> Verdict | None:
    if not is_judged(case.goal):
        return _bare(case, Status.NOT_APPLICABLE, Rule.NOT_JUDGED)
    return None


def unit_has_ended(case: Case) -> Verdict | None:
    """Ruling 5: comes first, also when the target is already reached. Keeps the verdict of the last day."""
    if not case.track.has_ended_before(case.goal):
        return None
    before_end = case.track.last_day[case.goal.key]
    numbers = {} if is_milestone(case) or case.goal.value is None else _numbers(case)
    return _bare(
        case,
        Status.UNIT_ENDED,
        Rule.UNIT_ENDED,
        status_before_end=before_end.status,
        before_end=before_end,
        unit_ended_on=case.track.ended_on,
        **numbers,
    )


def words_need_a_test(case: Case) -> Verdict | None:
    in_words = case.goal.comparator == Comparator.ACHIEVE and case.goal.value is None
    if in_words and case.track.milestone is None:
        return _bare(case, Status.NO_DATA, Rule.QUALITATIVE, reason=Reason.QUALITATIVE)
    return None


def no_target(case: Case) -> Verdict | None:
    if case.goal.value is None and not is_milestone(case):
        return _bare(case, Status.NO_DATA, Rule.NO_TARGET, reason=Reason.NO_TARGET)
    return None


def no_due_date(case: Case) -> Verdict | None:
    if case.goal.period is None:
        return _bare(case, Status.NO_DATA, Rule.NO_DUE_DATE, reason=Reason.NO_DUE_DATE)
    return None


# Rules 1, 3 and 4: the figure and the target


def no_figure(case: Case) -> Verdict | None:
    """Rule 1. A race that starts afresh has no figure before it starts; that is no lack."""
    if case.counted or _waits_for_its_start(case):
        return None
    return _verdict(case, Status.NO_DATA, Rule.NO_FIGURE, reason=Reason.NO_FIGURE)


def due_figure_never_came(case: Case) -> Verdict | None:
    """Ruling 3: a later figure is in, the deciding one is not; both neighbours are shown."""
    if not case.has_lost_its_figure:
        return None
    before = [i for i in case.counted if case.measure.ordinal(i.period) < case.ordinal]
    after = [i for i in case.counted if case.measure.ordinal(i.period) > case.ordinal]
    return _verdict(
        case,
        Status.NO_DATA,
        Rule.MISSING_DUE_FIGURE,
        reason=Reason.MISSING_DUE_FIGURE,
        neighbours=(before[-1] if before else None, after[0] if after else None),
    )


def target_must_be_confirmed(case: Case) -> Verdict | None:
    """Rule 1: other base N or other definition. For a rank the equally good place is proposed."""
    figure = case.actual
    if figure is None or case.compares(figure):
        return None
    proposal = None
    if case.measure.shape == Shape.RANK and is_other_base(case.goal, figure):
        proposal = proposed_rank(int(case.goal.value), case.goal.rank_of, figure.rank_of)
    return _verdict(
        case,
        Status.NO_DATA,
        Rule.CONFIRM_TARGET,
        reason=Reason.CONFIRM_TARGET,
        proposed_rank=proposal,
        gap=None,
    )


def due_figure_decides(case: Case) -> Verdict | None:
    """Rules 3 and 4 at the due period: met or not, and then fixed."""
    if case.due_figure is None:
        return None
    is_missed = has_missed(case)
    return _verdict(case, met_or_not(not is_missed), Rule.NOT_MET if is_missed else Rule.MET)


def met_already(case: Case) -> Verdict | None:
    """Rule 3 before the due period, on the latest figure."""
    return _verdict(case, Status.MET, Rule.MET) if case.meets(case.actual.value) else None


def stage_has_not_begun(case: Case) -> Verdict | None:
    """Ruling 1: an earlier target of the track is still open."""
    return _next_leg(case) if case.is_later else None


# Rules 5 to 12: the pace


def no_baseline(case: Case) -> Verdict | None:
    """Rule 5: no pace without a start; A/T is no stand-in. The gap to the target is shown."""
    if case.leg is not None:
        return None
    return _verdict(case, Status.NO_DATA, Rule.NO_BASELINE, reason=Reason.NO_BASELINE)


def series_is_broken(case: Case) -> Verdict | None:
    """Ruling 6: no pace across a break of any kind, nor between ranks among different numbers of units."""
    leg, figure = case.leg, case.actual
    is_rebased = None not in (leg.rank_of, figure.rank_of) and leg.rank_of != figure.rank_of
    if is_rebased or case.measure.breaks_between(leg.start, figure.period):
        return _verdict(case, Status.NO_DATA, Rule.BROKEN_SERIES, reason=Reason.BROKEN_SERIES)
    return None


def level_must_be_kept(case: Case) -> Verdict | None:
    """Rule 6: the start was already at or over the target."""
    if case.sign * (case.leg.end_value - case.leg.start_value) > 0:
        return None
    is_short = case.short_by(case.actual.value) > case.tolerance
    return _verdict(case, Status.BELOW_KEEP if is_short else Status.ON_TRACK, Rule.KEEP)


def too_early(case: Case) -> Verdict | None:
    """Rule 8: less than a tenth of the leg has passed; exactly a tenth is judged."""
    elapsed = case.leg.elapsed(case.measure.ordinal(case.actual.period))
    if Fraction(elapsed, case.leg.total) < Fraction(case.track.cut_offs.early):
        return _paced(case, Status.TOO_EARLY, Rule.TOO_EARLY)
    return None


def backward(case: Case) -> Verdict | None:
    """Rule 9: worse than at the start by more than the tolerance."""
    moved = case.sign * (Fraction(case.actual.value) - case.leg.start_value)
    return _paced(case, Status.BACKWARD, Rule.BACKWARD) if moved < -case.tolerance else None


def on_track(case: Case) -> Verdict | None:
    """Rule 10: R of at least 0,95, or short by no more than the tolerance."""
    ratio, gap = _ratio(case), _gap_to_line(case)
    is_fast = ratio is not None and ratio >= Fraction(case.track.cut_offs.on_track)
    return _paced(case, Status.ON_TRACK, Rule.ON_TRACK) if is_fast or gap <= case.tolerance else None


def needs_to_speed_up(case: Case) -> Verdict | None:
    """Rule 11: R of at least 0,60."""
    ratio = _ratio(case)
    is_moving = ratio is not None and ratio >= Fraction(case.track.cut_offs.speed_up)
    return _paced(case, Status.SPEED_UP, Rule.SPEED_UP) if is_moving else None


def slow(case: Case) -> Verdict:
    """Rule 12: all the rest, also short of a line that has not left its start."""
    return _paced(case, Status.SLOW, Rule.SLOW)


# Races that start afresh: growth and yearly flows


def race_has_not_begun(case: Case) -> Verdict | None:
    return _next_leg(case) if not case.counted else None


def year_is_full_before_its_end(case: Case) -> Verdict | None:
    """Rule 3 for a flow that should grow; a flow to be kept small is met only when its year is over."""
    is_to_grow = case.sign * case.target > 0
    return met_already(case) if is_to_grow else None


def growth_of_closed_year(case: Case) -> Verdict | None:
    """The newest closed year has reached the rate or has not."""
    if not is_closed_year(case, case.actual):
        return None
    return _growth(case, met_or_not(case.meets(case.actual.value)))


def growth_of_open_year(case: Case) -> Verdict:
    """Year to date: never met, always provisional, without tolerance. A target of zero or less is kept."""
    rate, goal = case.sign * Fraction(case.actual.value), case.sign * case.target
    cut_offs = case.track.cut_offs
    if goal <= 0:
        return _growth(case, Status.ON_TRACK if rate >= goal else Status.SLOW)
    if rate >= Fraction(cut_offs.on_track) * goal:
        return _growth(case, Status.ON_TRACK)
    if rate >= Fraction(cut_offs.speed_up) * goal:
        return _growth(case, Status.SPEED_UP)
    return _growth(case, Status.SLOW if rate >= 0 else Status.BACKWARD)


# Milestones


def day_of_the_milestone(case: Case) -> Verdict:
    """Planned day against done day; what nobody has reported is not done."""
    milestone = case.track.milestone or Milestone(None, None, None, evidenced=False)
    status, raised, days = judge_milestone(
        milestone, case.goal.deadline, today=case.track.today, cut_offs=case.track.cut_offs
    )
    return _bare(
        case, status, Rule.MILESTONE, flags=(raised,) if raised else (), days=days, is_active=_is_next(case)
    )


def _is_next(case: Case) -> bool:
    """The first milestone that is not past, else the last one."""
    ahead = [goal for goal in case.track.targets if goal.deadline >= case.track.today]
    return case.goal == (ahead[0] if ahead else case.track.targets[-1])


BEFORE_ALL: tuple[Judge, ...] = (
    only_targets_are_judged,
    unit_has_ended,
    words_need_a_test,
    no_target,
    no_due_date,
)
MILESTONE_RULES: tuple[Judge, ...] = (day_of_the_milestone,)
FIGURE_RULES: tuple[Judge, ...] = (no_figure, due_figure_never_came, target_must_be_confirmed)
PACE_RULES: tuple[Judge, ...] = (level_must_be_kept, too_early, backward, on_track, needs_to_speed_up, slow)
LINE_RULES: tuple[Judge, ...] = (
    due_figure_decides,
    met_already,
    stage_has_not_begun,
    no_baseline,
    series_is_broken,
    *PACE_RULES,
)
FLOW_RULES: tuple[Judge, ...] = (
    race_has_not_begun,
    due_figure_decides,
    year_is_full_before_its_end,
    *PACE_RULES,
)
GROWTH_RULES: tuple[Judge, ...] = (race_has_not_begun, growth_of_closed_year, growth_of_open_year)


# How verdicts are written


def _bare(case: Case, status: Status, rule: Rule, **more: object) -> Verdict:
    return Verdict(status=status, rule=rule, goal=case.goal, track=case.track.targets, **more)


def _verdict(case: Case, status: Status, rule: Rule, **more: object) -> Verdict:
    known = _numbers(case) | {"flags": flags_of(case, status)} | more
    return _bare(case, status, rule, **known)


def _numbers(case: Case) -> dict[str, object]:
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


def _paced(case: Case, status: Status, rule: Rule) -> Verdict:
    leg, at = case.leg, case.measure.ordinal(case.actual.period)
    return _verdict(
        case,
        status,
        rule,
        expected=as_decimal(leg.expected(at)),
        ratio=as_decimal(_ratio(case)),
        gap=as_decimal(_gap_to_line(case)),
        needed=as_decimal(_needed(case, leg, at)),
        bar=as_decimal(leg.progress(Fraction(case.actual.value))),
    )


def _ratio(case: Case) -> Fraction | None:
    return case.leg.ratio(Fraction(case.actual.value), case.measure.ordinal(case.actual.period))


def _gap_to_line(case: Case) -> Fraction:
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


def _next_leg(case: Case) -> Verdict:
    """ "Stage after 2025": after the target before, or after the year before for a race without one."""
    earlier = [goal for goal in case.track.stages if case.measure.ordinal(goal.period) < case.ordinal]
    after = earlier[-1].period if earlier else Period(case.goal.period.year - 1)
    verdict = _verdict(case, Status.TOO_EARLY, Rule.NEXT_LEG)
    return _with_flag(verdict, Raised(Flag.NEXT_LEG, after))


def _with_flag(verdict: Verdict, raised: Raised) -> Verdict:
    return replace(verdict, flags=(*verdict.flags, raised))


def _waits_for_its_start(case: Case) -> bool:
    """Figures of an earlier year or stage are in, none of this one."""
    if not case.is_yearly_race:
        return False
    since = case.measure.ordinal
    begun = [
        i for i in case.track.raw if case.history_ends is not None and since(i.period) > case.history_ends
    ]
    has_stage_before = case.measure.sums_quarters_of_a_year or case.milestone_before is not None
    return bool(case.track.raw) and not begun and has_stage_before


def _growth(case: Case, status: Status) -> Verdict:
    """Growth has no line: its ratio is rate to target rate, its gap the points that are missing."""
    ratio = Fraction(case.actual.value) / case.target if case.target else None
    return _verdict(
        case,
        status,
        Rule.GROWTH,
        ratio=as_decimal(ratio),
        years_met=years_met(case),
        growth_needed=growth_needed(case),
    )
