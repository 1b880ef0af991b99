"""How progress is judged: the one place that gives a target its status.

Pure: no database, no clock, no request.
"""

from indicators.progress.inputs import Break, CutOffs, Goal, Measure, Milestone, Observation
from indicators.progress.ranks import proposed_rank
from indicators.progress.roll_up import Counts, counts, sort_key
from indicators.progress.series import growth_of_levels
from indicators.progress.track import judge_track
from indicators.progress.verdict import Raised, Verdict

__all__ = [
    "Break",
    "Counts",
    "CutOffs",
    "Goal",
    "Measure",
    "Milestone",
    "Observation",
    "Raised",
    "Verdict",
    "counts",
    "growth_of_levels",
    "judge_track",
    "proposed_rank",
    "sort_key",
]
