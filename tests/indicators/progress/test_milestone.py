"""Milestones: judged by their days, and by the evidence for them."""

from datetime import date

import pytest

from dtracker.formats.quarters import Period
from indicators.enums import Comparator, Direction, Flag, Frequency, Reason, Rule, Shape, Status
from indicators.progress import Goal, Measure, Milestone, Raised, judge_track
from tests.indicators.progress.cases import judged_alone

MILESTONE = Measure(Shape.MILESTONE, Direction.HIGHER, Frequency.QUARTER, decimals=0)

PLANNED = Goal("t", None, Comparator.ACHIEVE, None, due_on=date(2023, 6, 30))


@pytest.mark.parametrize(
    ("milestone", "today", "status", "flags"),
    [
        pytest.param(
            Milestone(date(2023, 6, 30), None, None, evidenced=True),
            date(2023, 7, 10),
            Status.MET,
            (),
            id="done on the planned day",
        ),
        pytest.param(
            Milestone(date(2023, 7, 1), None, None, evidenced=True),
            date(2023, 7, 10),
            Status.MET,
            (Raised(Flag.DAYS_LATE, days=1),),
            id="done a day late",
        ),
        pytest.param(
            Milestone(date(2023, 6, 1), None, None, evidenced=False),
            date(2023, 7, 10),
            Status.NOT_MET,
            (Raised(Flag.OVERDUE, days=10),),
            id="done without evidence",
        ),
        pytest.param(
            Milestone(date(2023, 6, 1), 2, 3, evidenced=True),
            date(2023, 7, 1),
            Status.NOT_MET,
            (Raised(Flag.OVERDUE, days=1),),
            id="two of three parts",
        ),
        pytest.param(
            Milestone(date(2023, 6, 1), 3, 3, evidenced=True),
            date(2023, 7, 1),
            Status.MET,
            (),
            id="all parts",
        ),
        pytest.param(
            Milestone(date(2023, 6, 29), None, None, evidenced=True),
            date(2023, 6, 28),
            Status.SPEED_UP,
            (Raised(Flag.DUE_SOON, days=2),),
            id="done only after the as-of day",
        ),
        pytest.param(
            Milestone(None, None, None, evidenced=False),
            date(2023, 6, 30),
            Status.SPEED_UP,
            (Raised(Flag.DUE_SOON, days=0),),
            id="due today",
        ),
        pytest.param(
            Milestone(None, None, None, evidenced=False),
            date(2023, 5, 31),
            Status.SPEED_UP,
            (Raised(Flag.DUE_SOON, days=30),),
            id="due in 30 days",
        ),
        pytest.param(
            Milestone(None, None, None, evidenced=False),
            date(2023, 5, 30),
            Status.TOO_EARLY,
            (Raised(Flag.NOT_YET_DUE, days=31),),
            id="due in 31 days",
        ),
    ],
)
def test_milestone(milestone, today, status, flags):
    verdict = judged_alone(PLANNED, {}, MILESTONE, today=today, milestone=milestone)

    assert (verdict.status, verdict.flags, verdict.rule) == (status, flags, Rule.MILESTONE)


def test_a_milestone_nobody_reported_is_not_done():
    goal = Goal("t", Period(2023, 2), Comparator.AT_LEAST, None)

    assert judged_alone(goal, {}, MILESTONE, today=date(2023, 7, 1)).status == Status.NOT_MET


def test_a_target_in_words_is_judged_only_with_a_test():
    verdict = judged_alone(PLANNED, {}, MILESTONE, today=date(2023, 7, 1))

    assert (verdict.status, verdict.reason) == (Status.NO_DATA, Reason.QUALITATIVE)


def test_the_active_milestone_is_the_first_not_past_else_the_last():
    goals = [Goal(year, Period(year), Comparator.ACHIEVE, None) for year in (2023, 2024)]

    def active(today):
        done = Milestone(None, None, None, evidenced=False)
        verdicts = judge_track(goals, (), MILESTONE, today=today, milestone=done)
        return [key for key, verdict in verdicts.items() if verdict.is_active]

    assert [active(date(2023, 12, 31)), active(date(2024, 1, 1)), active(date(2025, 1, 1))] == [
        [2023],
        [2024],
        [2024],
    ]


def test_a_milestone_of_a_unit_that_ended():
    done = Milestone(None, None, None, evidenced=False)
    goal = Goal("t", None, Comparator.ACHIEVE, None, due_on=date(2025, 12, 31))

    verdict = judged_alone(goal, {}, MILESTONE, today=date(2026, 1, 1), unit_ended_on=date(2025, 6, 30), milestone=done)

    assert (verdict.status, verdict.before_end.status) == (Status.UNIT_ENDED, Status.TOO_EARLY)
