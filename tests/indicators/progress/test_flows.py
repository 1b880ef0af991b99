"""Yearly flows, running totals and figures that are summed."""

from decimal import Decimal

import pytest

from dtracker.formats.quarters import Period
from indicators.enums import Direction, Flag, Frequency, Reason, Rule, Shape, Status
from indicators.progress import Measure, Raised
from tests.indicators.progress.cases import at_least, at_most, judged_alone

FLOW = Measure(Shape.YEARLY_FLOW, Direction.HIGHER, Frequency.QUARTER, decimals=0)
CAPPED_FLOW = Measure(Shape.YEARLY_FLOW, Direction.LOWER, Frequency.QUARTER, decimals=0)
YEARLY_COUNT = Measure(Shape.YEARLY_FLOW, Direction.HIGHER, Frequency.YEAR, decimals=0)
FLOWS_TO_SUM = Measure(Shape.RUNNING_TOTAL, Direction.HIGHER, Frequency.QUARTER, decimals=0, typed_flows=True)

LAST_YEAR = {"2022-Q1": "45", "2022-Q2": "60", "2022-Q3": "75", "2022-Q4": "120"}
HALF_A_YEAR = {"2023-Q1": "70", "2023-Q2": "80"}
FOUR_HUNDRED = at_least(400, Period(2023))


def test_flow_on_even_quarters():
    verdict = judged_alone(FOUR_HUNDRED, HALF_A_YEAR, FLOW)

    assert (verdict.status, verdict.expected, verdict.ratio) == (
        Status.SPEED_UP,
        Decimal(200),
        Decimal("0.75"),
    )
    assert (verdict.actual.value, verdict.gap, verdict.needed, verdict.recent) == (150, 50, 125, 75)
    assert (verdict.elapsed, verdict.total, verdict.flow_shares_of) == (2, 4, None)


def test_flow_on_last_years_shares():
    verdict = judged_alone(FOUR_HUNDRED, LAST_YEAR | HALF_A_YEAR, FLOW)

    assert (verdict.status, verdict.expected, verdict.flow_shares_of) == (
        Status.ON_TRACK,
        Decimal(140),
        Period(2022),
    )
    assert verdict.ratio.quantize(Decimal("0.01")) == Decimal("1.07")


@pytest.mark.parametrize(
    ("last_year", "why"),
    [
        ({"2022-Q1": "45", "2022-Q2": "60", "2022-Q3": "75"}, "one quarter is missing"),
        ({"2022": "300"}, "the quarters are not known"),
        ({"2022-Q1": "0", "2022-Q2": "0", "2022-Q3": "0", "2022-Q4": "0"}, "nothing to share out"),
    ],
)
def test_flow_without_a_full_last_year_goes_on_even_quarters(last_year, why):
    assert judged_alone(FOUR_HUNDRED, last_year | HALF_A_YEAR, FLOW).expected == 200, why


@pytest.mark.parametrize(("last", "status"), [("90", Status.NOT_MET), ("100", Status.MET)])
def test_flow_closes_with_its_year(last, status):
    values = {"2023-Q1": "100", "2023-Q2": "100", "2023-Q3": "100", "2023-Q4": last, "2024-Q1": "500"}

    verdict = judged_alone(FOUR_HUNDRED, values, FLOW)

    assert (verdict.status, verdict.actual.value, verdict.is_final) == (status, 300 + int(last), True)
    assert verdict.flags == ()


def test_flow_is_met_before_the_year_is_over():
    verdict = judged_alone(FOUR_HUNDRED, {"2023-Q1": "400"}, FLOW)

    assert (verdict.status, verdict.rule, verdict.is_final) == (Status.MET, Rule.MET, False)


def test_flow_stops_at_a_missing_quarter():
    verdict = judged_alone(FOUR_HUNDRED, {"2023-Q1": "60", "2023-Q3": "90"}, FLOW)

    assert (verdict.status, verdict.actual.value, verdict.actual.period) == (
        Status.SPEED_UP,
        60,
        Period(2023, 1),
    )
    assert verdict.flags == (Raised(Flag.PARTIAL_SUM),)


def test_flow_without_its_first_quarter_has_no_sum():
    verdict = judged_alone(FOUR_HUNDRED, LAST_YEAR | {"2023-Q2": "90"}, FLOW)

    assert (verdict.status, verdict.reason) == (Status.NO_DATA, Reason.NO_FIGURE)
    assert verdict.flags == (Raised(Flag.PARTIAL_SUM),)


def test_a_typed_whole_year_stands_for_its_quarters():
    verdict = judged_alone(FOUR_HUNDRED, {"2023-Q1": "60", "2023-Q4": "90", "2023": "410"}, FLOW)

    assert (verdict.status, verdict.actual.value) == (Status.MET, 410)


def test_flow_of_a_year_not_begun_waits_for_its_leg():
    verdict = judged_alone(FOUR_HUNDRED, LAST_YEAR, FLOW)

    assert (verdict.status, verdict.rule, verdict.flags) == (
        Status.TOO_EARLY,
        Rule.NEXT_LEG,
        (Raised(Flag.NEXT_LEG, Period(2022)),),
    )
    assert verdict.recent is None


def test_flow_whose_year_was_never_closed():
    verdict = judged_alone(FOUR_HUNDRED, {"2023-Q1": "60", "2024-Q1": "90"}, FLOW)

    assert (verdict.status, verdict.reason) == (Status.NO_DATA, Reason.MISSING_DUE_FIGURE)


@pytest.mark.parametrize(
    ("values", "status"),
    [
        ({"2023-Q1": "90"}, Status.ON_TRACK),
        ({"2023-Q1": "405"}, Status.BELOW_KEEP),
        ({"2023-Q1": "90", "2023-Q2": "90", "2023-Q3": "90", "2023-Q4": "90"}, Status.MET),
    ],
)
def test_a_flow_to_be_kept_small_is_met_only_when_its_year_is_over(values, status):
    assert judged_alone(at_most(400, Period(2023)), values, CAPPED_FLOW).status == status


def test_a_yearly_count_with_a_baseline_runs_along_a_line():
    goal = at_least(400, Period(2025), baseline=Decimal(200), baseline_period=Period(2021))

    verdict = judged_alone(goal, {"2023": "290"}, YEARLY_COUNT)

    assert (verdict.status, verdict.expected) == (Status.SPEED_UP, Decimal(300))


def test_typed_flows_are_summed_from_the_baseline_on():
    goal = at_least(100, Period(2025), baseline=Decimal(10), baseline_period=Period(2022))
    values = {"2022-Q4": "999", "2023-Q1": "5", "2023-Q2": "6", "2023-Q4": "50"}

    verdict = judged_alone(goal, values, FLOWS_TO_SUM)

    assert (verdict.actual.period, verdict.actual.value, verdict.status) == (
        Period(2023, 2),
        21,
        Status.SPEED_UP,
    )
    assert verdict.flags == (Raised(Flag.PARTIAL_SUM),)


def test_typed_flows_without_a_baseline_are_summed_from_the_first_figure():
    verdict = judged_alone(at_least(100, Period(2025)), {"2023-Q1": "40", "2023-Q2": "60"}, FLOWS_TO_SUM)

    assert (verdict.status, verdict.actual.value) == (Status.MET, 100)


def test_typed_flows_that_start_late_have_no_sum():
    goal = at_least(100, Period(2025), baseline=Decimal(0), baseline_period=Period(2022))

    verdict = judged_alone(goal, {"2023-Q2": "40"}, FLOWS_TO_SUM)

    assert (verdict.reason, verdict.flags) == (Reason.NO_FIGURE, (Raised(Flag.PARTIAL_SUM),))


def test_no_flows_have_no_sum():
    assert judged_alone(at_least(100, Period(2025)), {}, FLOWS_TO_SUM).reason == Reason.NO_FIGURE
