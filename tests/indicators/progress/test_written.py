"""Verdicts as plain data: whatever is written is read back, digit for digit."""

import json
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dtracker.formats.quarters import Period
from indicators.enums import Comparator, EditionRule, Flag, Reason, Rule, Status, TargetKind
from indicators.progress import Goal, Observation, Raised, Verdict
from indicators.progress.written import read, write

periods = st.builds(Period, st.integers(1990, 2100), st.none() | st.integers(1, 4))
numbers = st.decimals(allow_nan=False, allow_infinity=False)
observations = st.builds(
    Observation,
    period=periods,
    value=numbers,
    rank_of=st.none() | st.integers(1, 63),
    public_on=st.none() | st.dates(),
    provisional=st.booleans(),
    version=st.integers(1, 9),
)
goals = st.builds(
    Goal,
    key=st.integers(1),
    period=st.none() | periods,
    comparator=st.sampled_from(Comparator),
    value=st.none() | numbers,
    rank_of=st.none() | st.just(63),
    baseline=st.none() | numbers,
    baseline_period=st.none() | st.just(Period(1980, 1)),
    kind=st.sampled_from(TargetKind),
    edition_rule=st.sampled_from(EditionRule),
    due_on=st.none() | st.dates(),
    decreed=st.booleans(),
    stated_in=st.none() | periods,
)
corners = st.tuples(periods, numbers)
maybe = st.none() | numbers


def verdicts(before):
    return st.builds(
        Verdict,
        status=st.sampled_from(Status),
        rule=st.sampled_from(Rule),
        goal=goals,
        reason=st.none() | st.sampled_from(Reason),
        flags=st.lists(
            st.builds(Raised, st.sampled_from(Flag), st.none() | periods, st.none() | st.integers()), max_size=3
        ).map(tuple),
        track=st.lists(goals, max_size=3).map(tuple),
        actual=st.none() | observations,
        latest=st.none() | observations,
        leg_start=st.none() | corners,
        path=st.lists(corners, max_size=4).map(tuple),
        elapsed=st.none() | st.integers(),
        expected=maybe,
        ratio=maybe,
        gap=maybe,
        tolerance=numbers,
        is_final=st.booleans(),
        other_edition=st.none() | st.tuples(observations, st.sampled_from(Status)),
        before_end=before,
        unit_ended_on=st.none() | st.dates(),
        neighbours=st.tuples(st.none() | observations, st.none() | observations),
        years_met=st.none() | st.tuples(st.integers(), st.integers()),
        flow_shares_of=st.none() | periods,
    )


@given(verdicts(before=st.none() | verdicts(before=st.none())))
def test_what_is_written_is_read_back(verdict):
    again = read(json.loads(json.dumps(write(verdict))))
    assert again == verdict
    assert repr(again) == repr(verdict)


def test_what_is_not_said_is_not_written():
    goal = Goal(1, Period(2025, 4), Comparator.AT_LEAST, Decimal("80.50"))
    assert write(Verdict(Status.NO_DATA, Rule.NO_FIGURE, goal)) == {
        "status": "no-data",
        "rule": "1-no-figure",
        "goal": {"key": 1, "period": "2025-Q4", "comparator": "at-least", "value": "80.50"},
    }


@pytest.mark.parametrize("kept", [{}, {"status": "met"}, {"colour": "red"}])
def test_what_another_version_wrote_is_not_taken_for_a_verdict(kept):
    with pytest.raises((KeyError, TypeError, ValueError)):
        read(kept)
