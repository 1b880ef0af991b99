"""The rules in their order. Each looks at a case and gives its verdict, or None to ask the next."""

from collections.abc import Callable
from fractions import Fraction

from indicators.enums import Comparator, Reason, Rule, Shape, Status
from indicators.progress.answer import (
    bare,
    gap_to_line,
    next_leg,
    numbers_of,
    of_growth,
    paced,
    ratio_to_line,
    with_numbers,
)
from indicators.progress.case import Case, is_judged
from indicators.progress.flags import has_missed
from indicators.progress.growth import is_closed_year
from indicators.progress.inputs import Milestone
from indicators.progress.milestone import judge_milestone
from indicators.progress.ranks import is_other_base, met_or_not, proposed_rank
from indicators.progress.verdict import Verdict

Judge = Callable[[Case], Verdict | None]


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
        return bare(case, Status.NOT_APPLICABLE, Rule.NOT_JUDGED)
    return None


def unit_has_ended(case: Case) -> Verdict | None:
    """Ruling 5: comes first, also when the target is already reached. Keeps the verdict of the last day."""
    if not case.track.has_ended_before(case.goal):
        return None
    before_end = case.track.last_day[case.goal.key]
    numbers = {} if is_milestone(case) or case.goal.value is None else numbers_of(case)
    return bare(
        case,
        Status.UNIT_ENDED,
        Rule.UNIT_ENDED,
        before_end=before_end,
        unit_ended_on=case.track.ended_on,
        **numbers,
    )


def words_need_a_test(case: Case) -> Verdict | None:
    in_words = case.goal.comparator == Comparator.ACHIEVE and case.goal.value is None
    if in_words and case.track.milestone is None:
        return bare(case, Status.NO_DATA, Rule.QUALITATIVE, reason=Reason.QUALITATIVE)
    return None


def no_target(case: Case) -> Verdict | None:
    if case.goal.value is None and not is_milestone(case):
        return bare(case, Status.NO_DATA, Rule.NO_TARGET, reason=Reason.NO_TARGET)
    return None


def no_due_date(case: Case) -> Verdict | None:
    if case.goal.period is None:
        return bare(case, Status.NO_DATA, Rule.NO_DUE_DATE, reason=Reason.NO_DUE_DATE)
    return None


# Rules 1, 3 and 4: the figure and the target


def no_figure(case: Case) -> Verdict | None:
    """Rule 1. A race that starts afresh has no figure before it starts; that is no lack."""
    if case.counted or _waits_for_its_start(case):
        return None
    return with_numbers(case, Status.NO_DATA, Rule.NO_FIGURE, reason=Reason.NO_FIGURE)


def due_figure_never_came(case: Case) -> Verdict | None:
    """Ruling 3: a later figure is in, the deciding one is not; both neighbours are shown."""
    if not case.has_lost_its_figure:
        return None
    before = [i for i in case.counted if case.measure.ordinal(i.period) < case.ordinal]
    after = [i for i in case.counted if case.measure.ordinal(i.period) > case.ordinal]
    return with_numbers(
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
    return with_numbers(
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
    return with_numbers(case, met_or_not(not is_missed), Rule.NOT_MET if is_missed else Rule.MET)


def met_already(case: Case) -> Verdict | None:
    """Rule 3 before the due period, on the latest figure."""
    return with_numbers(case, Status.MET, Rule.MET) if case.meets(case.actual.value) else None


def stage_has_not_begun(case: Case) -> Verdict | None:
    """Ruling 1: an earlier target of the track is still open."""
    return next_leg(case) if case.is_later else None


# Rules 5 to 12: the pace


def no_baseline(case: Case) -> Verdict | None:
    """Rule 5: no pace without a start; A/T is no stand-in. The gap to the target is shown."""
    if case.leg is not None:
        return None
    return with_numbers(case, Status.NO_DATA, Rule.NO_BASELINE, reason=Reason.NO_BASELINE)


def series_is_broken(case: Case) -> Verdict | None:
    """Ruling 6: no pace across a break of any kind, nor between ranks among different numbers of units."""
    leg, figure = case.leg, case.actual
    is_rebased = None not in (leg.rank_of, figure.rank_of) and leg.rank_of != figure.rank_of
    if is_rebased or case.measure.breaks_between(leg.start, figure.period):
        return with_numbers(case, Status.NO_DATA, Rule.BROKEN_SERIES, reason=Reason.BROKEN_SERIES)
    return None


def level_must_be_kept(case: Case) -> Verdict | None:
    """Rule 6: the start was already at or over the target."""
    if case.sign * (case.leg.end_value - case.leg.start_value) > 0:
        return None
    is_short = case.short_by(case.actual.value) > case.tolerance
    return with_numbers(case, Status.BELOW_KEEP if is_short else Status.ON_TRACK, Rule.KEEP)


def too_early(case: Case) -> Verdict | None:
    """Rule 8: less than a tenth of the leg has passed; exactly a tenth is judged."""
    elapsed = case.leg.elapsed(case.measure.ordinal(case.actual.period))
    if Fraction(elapsed, case.leg.total) < Fraction(case.track.cut_offs.early):
        return paced(case, Status.TOO_EARLY, Rule.TOO_EARLY)
    return None


def backward(case: Case) -> Verdict | None:
    """Rule 9: worse than at the start by more than the tolerance."""
    moved = case.sign * (Fraction(case.actual.value) - case.leg.start_value)
    return paced(case, Status.BACKWARD, Rule.BACKWARD) if moved < -case.tolerance else None


def on_track(case: Case) -> Verdict | None:
    """Rule 10: R of at least 0,95, or short by no more than the tolerance."""
    ratio, gap = ratio_to_line(case), gap_to_line(case)
    is_fast = ratio is not None and ratio >= Fraction(case.track.cut_offs.on_track)
    return paced(case, Status.ON_TRACK, Rule.ON_TRACK) if is_fast or gap <= case.tolerance else None


def needs_to_speed_up(case: Case) -> Verdict | None:
    """Rule 11: R of at least 0,60."""
    ratio = ratio_to_line(case)
    is_moving = ratio is not None and ratio >= Fraction(case.track.cut_offs.speed_up)
    return paced(case, Status.SPEED_UP, Rule.SPEED_UP) if is_moving else None


def slow(case: Case) -> Verdict:
    """Rule 12: all the rest, also short of a line that has not left its start."""
    return paced(case, Status.SLOW, Rule.SLOW)


# Races that start afresh: growth and yearly flows


def race_has_not_begun(case: Case) -> Verdict | None:
    return next_leg(case) if not case.counted else None


def year_is_full_before_its_end(case: Case) -> Verdict | None:
    """Rule 3 for a flow that should grow; a flow to be kept small is met only when its year is over."""
    is_to_grow = case.sign * case.target > 0
    return met_already(case) if is_to_grow else None


def growth_of_closed_year(case: Case) -> Verdict | None:
    """The newest closed year has reached the rate or has not."""
    if not is_closed_year(case, case.actual):
        return None
    return of_growth(case, met_or_not(case.meets(case.actual.value)))


def growth_of_open_year(case: Case) -> Verdict:
    """Year to date: never met, always provisional, without tolerance. A target of zero or less is kept."""
    rate, goal = case.sign * Fraction(case.actual.value), case.sign * case.target
    cut_offs = case.track.cut_offs
    if goal <= 0:
        return of_growth(case, Status.ON_TRACK if rate >= goal else Status.SLOW)
    if rate >= Fraction(cut_offs.on_track) * goal:
        return of_growth(case, Status.ON_TRACK)
    if rate >= Fraction(cut_offs.speed_up) * goal:
        return of_growth(case, Status.SPEED_UP)
    return of_growth(case, Status.SLOW if rate >= 0 else Status.BACKWARD)


# Milestones


def day_of_the_milestone(case: Case) -> Verdict:
    """Planned day against done day; what nobody has reported is not done."""
    milestone = case.track.milestone or Milestone(None, None, None, evidenced=False)
    status, raised, days = judge_milestone(
        milestone, case.goal.deadline, today=case.track.today, cut_offs=case.track.cut_offs
    )
    return bare(case, status, Rule.MILESTONE, flags=(raised,) if raised else (), days=days, is_active=_is_next(case))


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


def _waits_for_its_start(case: Case) -> bool:
    """Figures of an earlier year or stage are in, none of this one."""
    if not case.is_yearly_race:
        return False
    since = case.measure.ordinal
    begun = [i for i in case.track.raw if case.history_ends is not None and since(i.period) > case.history_ends]
    has_stage_before = case.measure.sums_quarters_of_a_year or case.milestone_before is not None
    return bool(case.track.raw) and not begun and has_stage_before
