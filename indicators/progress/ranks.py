"""Ranks, and the two editions of a yearly index that may decide a target."""

from indicators.enums import EditionRule, Shape, Status
from indicators.progress.inputs import Goal, Measure, Observation
from indicators.progress.series import Series


def proposed_rank(k: int, old_base: int, new_base: int) -> int:
    """The place among new_base units that is as good as the k-th among old_base: 15 of 63 is 8 of 34."""
    if old_base <= 1:
        return 1
    return 1 + (k - 1) * (new_base - 1) // (old_base - 1)


def is_other_base(goal: Goal, item: Observation) -> bool:
    """Whether the figure ranks among another number of units than the target means."""
    return None not in (goal.rank_of, item.rank_of) and goal.rank_of != item.rank_of


def figure_of_data_year(goal: Goal, series: Series, measure: Measure) -> Observation | None:
    """The figure whose own period is the due period."""
    due = measure.ordinal(goal.period)
    return next((item for item in series if measure.ordinal(item.period) == due), None)


def figure_published_by(goal: Goal, series: Series) -> Observation | None:
    """The newest edition published by the due date; an edition without a known date is not proven to be."""
    known = [item for item in series if item.public_on is not None and item.public_on <= goal.deadline]
    return known[-1] if known else None


def has_two_editions(measure: Measure) -> bool:
    """Whether the data year and the latest published edition can differ: yearly ranks and scores."""
    return measure.is_yearly and measure.shape in (Shape.RANK, Shape.SCORE)


def other_rule(rule: EditionRule) -> EditionRule:
    """The edition rule that is not in force."""
    return EditionRule.PUBLISHED_BY if rule == EditionRule.DATA_YEAR else EditionRule.DATA_YEAR


def met_or_not(is_met: bool) -> Status:
    """The verdict at the due period."""
    return Status.MET if is_met else Status.NOT_MET
