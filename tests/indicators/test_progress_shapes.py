"""What is particular to each shape: flows, totals, growth, ranges, milestones, scores, ranks."""

from datetime import date
from decimal import Decimal

import pytest

from dtracker.formats.quarters import Period
from indicators.enums import Comparator, Direction, Flag, Frequency, Reason, Rule, Shape, Status
from indicators.progress import (
    Goal,
    Measure,
    Milestone,
    Observation,
    Raised,
    growth_of_levels,
    judge_track,
    proposed_rank,
)

TODAY = date(2021, 1, 1)

FLOW = Measure(Shape.YEARLY_FLOW, Direction.HIGHER, Frequency.QUARTER, decimals=0)
CAPPED_FLOW = Measure(Shape.YEARLY_FLOW, Direction.LOWER, Frequency.QUARTER, decimals=0)
YEARLY_COUNT = Measure(Shape.YEARLY_FLOW, Direction.HIGHER, Frequency.YEAR, decimals=0)
FLOWS_TO_SUM = Measure(Shape.RUNNING_TOTAL, Direction.HIGHER, Frequency.QUARTER, decimals=0, typed_flows=True)
GROWTH = Measure(Shape.GROWTH, Direction.HIGHER, Frequency.QUARTER, decimals=1)
LIMITED_GROWTH = Measure(Shape.GROWTH, Direction.LOWER, Frequency.QUARTER, decimals=1)
RANGE = Measure(Shape.RANGE, None, Frequency.QUARTER, decimals=0, tolerance=Decimal(2))
MILESTONE = Measure(Shape.MILESTONE, Direction.HIGHER, Frequency.QUARTER, decimals=0)


def at_least(value, period, **more):
    return Goal("t", period, Comparator.AT_LEAST, Decimal(value), **more)


def at_most(value, period, **more):
    return Goal("t", period, Comparator.AT_MOST, Decimal(value), **more)


def figures(values, **more):
    return [Observation(Period.from_code(code), Decimal(value), **more) for code, value in values.items()]


def judged(goal, values, measure, *, today=TODAY, **more):
    return judge_track((goal,), figures(values), measure, today=today, **more)[goal.key]


# Count within the year

LAST_YEAR = {"2022-Q1": "45", "2022-Q2": "60", "2022-Q3": "75", "2022-Q4": "120"}
HALF_A_YEAR = {"2023-Q1": "70", "2023-Q2": "80"}
FOUR_HUNDRED = at_least(400, Period(2023))


def test_flow_on_even_quarters():
    verdict = judged(FOUR_HUNDRED, HALF_A_YEAR, FLOW)

    assert (verdict.status, verdict.expected, verdict.ratio) == (
        Status.SPEED_UP,
        Decimal(200),
        Decimal("0.75"),
    )
    assert (verdict.actual.value, verdict.gap, verdict.needed, verdict.recent) == (150, 50, 125, 75)
    assert (verdict.elapsed, verdict.total, verdict.flow_shares_of) == (2, 4, None)


def test_flow_on_last_years_shares():
    verdict = judged(FOUR_HUNDRED, LAST_YEAR | HALF_A_YEAR, FLOW)

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
    assert judged(FOUR_HUNDRED, last_year | HALF_A_YEAR, FLOW).expected == 200, why


@pytest.mark.parametrize(("last", "status"), [("90", Status.NOT_MET), ("100", Status.MET)])
def test_flow_closes_with_its_year(last, status):
    values = {"2023-Q1": "100", "2023-Q2": "100", "2023-Q3": "100", "2023-Q4": last, "2024-Q1": "500"}

    verdict = judged(FOUR_HUNDRED, values, FLOW)

    assert (verdict.status, verdict.actual.value, verdict.is_final) == (status, 300 + int(last), True)
    assert verdict.flags == ()


def test_flow_is_met_before_the_year_is_over():
    verdict = judged(FOUR_HUNDRED, {"2023-Q1": "400"}, FLOW)

    assert (verdict.status, verdict.rule, verdict.is_final) == (Status.MET, Rule.MET, False)


def test_flow_stops_at_a_missing_quarter():
    verdict = judged(FOUR_HUNDRED, {"2023-Q1": "60", "2023-Q3": "90"}, FLOW)

    assert (verdict.status, verdict.actual.value, verdict.actual.period) == (
        Status.SPEED_UP,
        60,
        Period(2023, 1),
    )
    assert verdict.flags == (Raised(Flag.PARTIAL_SUM),)


def test_flow_without_its_first_quarter_has_no_sum():
    verdict = judged(FOUR_HUNDRED, LAST_YEAR | {"2023-Q2": "90"}, FLOW)

    assert (verdict.status, verdict.reason) == (Status.NO_DATA, Reason.NO_FIGURE)
    assert verdict.flags == (Raised(Flag.PARTIAL_SUM),)


def test_a_typed_whole_year_stands_for_its_quarters():
    verdict = judged(FOUR_HUNDRED, {"2023-Q1": "60", "2023-Q4": "90", "2023": "410"}, FLOW)

    assert (verdict.status, verdict.actual.value) == (Status.MET, 410)


def test_flow_of_a_year_not_begun_waits_for_its_leg():
    verdict = judged(FOUR_HUNDRED, LAST_YEAR, FLOW)

    assert (verdict.status, verdict.rule, verdict.flags) == (
        Status.TOO_EARLY,
        Rule.NEXT_LEG,
        (Raised(Flag.NEXT_LEG, Period(2022)),),
    )
    assert verdict.recent is None


def test_flow_whose_year_was_never_closed():
    verdict = judged(FOUR_HUNDRED, {"2023-Q1": "60", "2024-Q1": "90"}, FLOW)

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
    assert judged(at_most(400, Period(2023)), values, CAPPED_FLOW).status == status


def test_a_yearly_count_with_a_baseline_runs_along_a_line():
    goal = at_least(400, Period(2025), baseline=Decimal(200), baseline_period=Period(2021))

    verdict = judged(goal, {"2023": "290"}, YEARLY_COUNT)

    assert (verdict.status, verdict.expected) == (Status.SPEED_UP, Decimal(300))


# Running total


def test_typed_flows_are_summed_from_the_baseline_on():
    goal = at_least(100, Period(2025), baseline=Decimal(10), baseline_period=Period(2022))
    values = {"2022-Q4": "999", "2023-Q1": "5", "2023-Q2": "6", "2023-Q4": "50"}

    verdict = judged(goal, values, FLOWS_TO_SUM)

    assert (verdict.actual.period, verdict.actual.value, verdict.status) == (
        Period(2023, 2),
        21,
        Status.SPEED_UP,
    )
    assert verdict.flags == (Raised(Flag.PARTIAL_SUM),)


def test_typed_flows_without_a_baseline_are_summed_from_the_first_figure():
    verdict = judged(at_least(100, Period(2025)), {"2023-Q1": "40", "2023-Q2": "60"}, FLOWS_TO_SUM)

    assert (verdict.status, verdict.actual.value) == (Status.MET, 100)


def test_typed_flows_that_start_late_have_no_sum():
    goal = at_least(100, Period(2025), baseline=Decimal(0), baseline_period=Period(2022))

    verdict = judged(goal, {"2023-Q2": "40"}, FLOWS_TO_SUM)

    assert (verdict.reason, verdict.flags) == (Reason.NO_FIGURE, (Raised(Flag.PARTIAL_SUM),))


def test_no_flows_have_no_sum():
    assert judged(at_least(100, Period(2025)), {}, FLOWS_TO_SUM).reason == Reason.NO_FIGURE


# Growth

TWENTY = at_least(20, Period(2025), baseline_period=Period(2020))


@pytest.mark.parametrize(
    ("rate", "status"),
    [
        ("25", Status.ON_TRACK),
        ("19", Status.ON_TRACK),
        ("18.99", Status.SPEED_UP),
        ("12", Status.SPEED_UP),
        ("11.99", Status.SLOW),
        ("0", Status.SLOW),
        ("-0.01", Status.BACKWARD),
    ],
)
def test_growth_of_an_open_year_is_never_met_and_always_provisional(rate, status):
    verdict = judged(TWENTY, {"2023-Q2": rate}, GROWTH)

    assert (verdict.status, verdict.rule, verdict.flags) == (
        status,
        Rule.GROWTH,
        (Raised(Flag.PROVISIONAL),),
    )
    assert verdict.ratio == Decimal(rate) / 20


@pytest.mark.parametrize(("rate", "status"), [("20", Status.MET), ("19.99", Status.NOT_MET)])
def test_growth_of_a_closed_year_is_met_or_not(rate, status):
    verdict = judged(TWENTY, {"2022-Q4": rate}, GROWTH)

    assert (verdict.status, verdict.flags, verdict.years_met) == (
        status,
        (),
        ((1, 1) if status == Status.MET else (0, 1)),
    )


def test_growth_needed_is_known_in_quarterly_series_too():
    verdict = judged(TWENTY, {"2021-Q4": "15", "2022-Q4": "22", "2023-Q4": "18", "2024-Q1": "3"}, GROWTH)

    assert verdict.growth_needed.quantize(Decimal("0.1")) == Decimal("22.6")
    assert verdict.years_met == (1, 3)


@pytest.mark.parametrize(
    ("goal", "values"),
    [
        pytest.param(TWENTY, {"2021-Q4": "15", "2023-Q4": "18"}, id="a closed year is missing"),
        pytest.param(TWENTY, {"2021-Q4": "-100"}, id="nothing is left to grow"),
        pytest.param(at_least(20, Period(2025)), {"2021-Q4": "15"}, id="no start year"),
        pytest.param(TWENTY, {"2021-Q2": "15"}, id="no closed year"),
        pytest.param(TWENTY, {f"{year}-Q4": "15" for year in range(2021, 2026)}, id="no year is left"),
    ],
)
def test_growth_needed_is_not_guessed(goal, values):
    assert judged(goal, values, GROWTH).growth_needed is None


def test_growth_of_a_later_stage_has_not_begun():
    goals = (at_least(20, Period(2023)), Goal("later", Period(2024), Comparator.AT_LEAST, Decimal(25)))

    verdicts = judge_track(goals, figures({"2023-Q4": "30"}), GROWTH, today=TODAY)

    assert (verdicts["t"].status, verdicts["t"].flags) == (Status.MET, (Raised(Flag.EXCEEDED),))
    assert (verdicts["later"].status, verdicts["later"].flags) == (
        Status.TOO_EARLY,
        (Raised(Flag.NEXT_LEG, Period(2023)),),
    )


@pytest.mark.parametrize(("rate", "status"), [("4", Status.ON_TRACK), ("6", Status.SLOW)])
def test_growth_to_be_limited(rate, status):
    assert judged(at_most(5, Period(2025)), {"2023-Q1": rate}, LIMITED_GROWTH).status == status


def test_growth_target_of_zero_has_no_ratio():
    verdict = judged(at_least(0, Period(2025)), {"2023-Q1": "1"}, GROWTH)

    assert (verdict.status, verdict.ratio) == (Status.ON_TRACK, None)


def test_growth_is_computed_from_levels():
    levels = figures({"2021": "200", "2022": "240", "2023-Q1": "50", "2024-Q1": "54", "2024-Q2": "99"})

    growth = growth_of_levels(levels)

    assert [(item.period.code, item.value, item.provisional) for item in growth] == [
        ("2022", Decimal(20), False),
        ("2024-Q1", Decimal(8), True),
    ]


@pytest.mark.parametrize("base", ["0", "-5"])
def test_growth_from_nothing_is_no_growth(base):
    assert growth_of_levels(figures({"2021": base, "2022": "240"})) == ()


def test_growth_just_short_of_the_target_is_never_rounded_up_to_it():
    levels = figures({"2021": "3e30", "2022": "3599999999999999999999999999999"})

    assert growth_of_levels(levels)[0].value < 20


# Range

FORTY_TO_SIXTY = Goal(
    "t",
    Period(2025),
    Comparator.BETWEEN,
    Decimal(40),
    Decimal(60),
    baseline=Decimal(20),
    baseline_period=Period(2020),
)
FROM_ABOVE = Goal(
    "t",
    Period(2025),
    Comparator.BETWEEN,
    Decimal(40),
    Decimal(60),
    baseline=Decimal(80),
    baseline_period=Period(2020),
)


@pytest.mark.parametrize(
    ("goal", "value", "status", "expected"),
    [
        pytest.param(FORTY_TO_SIXTY, "40", Status.MET, None, id="lower end"),
        pytest.param(FORTY_TO_SIXTY, "60", Status.MET, None, id="upper end"),
        pytest.param(FORTY_TO_SIXTY, "30", Status.ON_TRACK, 30, id="half way to the nearer end"),
        pytest.param(FORTY_TO_SIXTY, "61", Status.ON_TRACK, None, id="through, within tolerance"),
        pytest.param(FORTY_TO_SIXTY, "70", Status.BELOW_KEEP, None, id="through and out again"),
        pytest.param(FROM_ABOVE, "70", Status.ON_TRACK, 70, id="half way down"),
        pytest.param(FROM_ABOVE, "79", Status.SLOW, 70, id="hardly down"),
    ],
)
def test_range_without_direction(goal, value, status, expected):
    verdict = judged(goal, {"2023-Q2": value}, RANGE)

    assert (verdict.status, verdict.expected, verdict.flags) == (status, expected, ())


@pytest.mark.parametrize(
    ("direction", "value", "status", "flags"),
    [
        (Direction.HIGHER, "70", Status.MET, (Raised(Flag.EXCEEDED),)),
        (Direction.HIGHER, "50", Status.MET, ()),
        (Direction.HIGHER, "30", Status.ON_TRACK, ()),
        (Direction.LOWER, "30", Status.MET, (Raised(Flag.EXCEEDED),)),
        (Direction.LOWER, "70", Status.BELOW_KEEP, ()),
    ],
)
def test_range_with_a_good_end(direction, value, status, flags):
    measure = Measure(Shape.RANGE, direction, Frequency.QUARTER, decimals=0, tolerance=Decimal(2))

    verdict = judged(FORTY_TO_SIXTY, {"2023-Q2": value}, measure)

    assert (verdict.status, verdict.flags) == (status, flags)


# Milestone

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
    verdict = judged(PLANNED, {}, MILESTONE, today=today, milestone=milestone)

    assert (verdict.status, verdict.flags, verdict.rule) == (status, flags, Rule.MILESTONE)


def test_a_milestone_nobody_reported_is_not_done():
    goal = Goal("t", Period(2023, 2), Comparator.AT_LEAST, None)

    assert judged(goal, {}, MILESTONE, today=date(2023, 7, 1)).status == Status.NOT_MET


def test_a_target_in_words_is_judged_only_with_a_test():
    verdict = judged(PLANNED, {}, MILESTONE, today=date(2023, 7, 1))

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

    verdict = judged(goal, {}, MILESTONE, today=date(2026, 1, 1), unit_ended_on=date(2025, 6, 30), milestone=done)

    assert (verdict.status, verdict.status_before_end) == (Status.UNIT_ENDED, Status.TOO_EARLY)


# Tolerance of each shape


@pytest.mark.parametrize(
    ("measure", "goal", "tolerance"),
    [
        (
            Measure(Shape.PERCENT, Direction.HIGHER, Frequency.QUARTER, 2),
            at_least(50, Period(2025)),
            Decimal("0.5"),
        ),
        (Measure(Shape.PERCENT, Direction.HIGHER, Frequency.QUARTER, 0), at_least(50, Period(2025)), 1),
        (Measure(Shape.RANK, Direction.LOWER, Frequency.YEAR, 0), at_most(15, Period(2025)), 1),
        (
            Measure(Shape.SCORE, Direction.HIGHER, Frequency.YEAR, 4, scale=Decimal(1)),
            at_least("0.7", Period(2025)),
            Decimal("0.005"),
        ),
        (
            Measure(Shape.SCORE, Direction.HIGHER, Frequency.YEAR, 2),
            at_least("0.7", Period(2025)),
            Decimal("0.01"),
        ),
        (
            Measure(Shape.STOCK, Direction.HIGHER, Frequency.YEAR, 0),
            at_least(5000, Period(2025), baseline=Decimal(1000), baseline_period=Period(2020)),
            40,
        ),
        (Measure(Shape.STOCK, Direction.HIGHER, Frequency.YEAR, 0), at_least(5000, Period(2025)), 1),
        (
            Measure(Shape.STOCK, Direction.HIGHER, Frequency.YEAR, 0, tolerance=Decimal(7)),
            at_least(5000, Period(2025), baseline=Decimal(1000), baseline_period=Period(2020)),
            7,
        ),
        (
            Measure(Shape.RANGE, Direction.HIGHER, Frequency.YEAR, 1),
            at_least(5, Period(2025)),
            Decimal("0.1"),
        ),
        (GROWTH, TWENTY, Decimal("0.5")),
    ],
)
def test_tolerance(measure, goal, tolerance):
    assert judged(goal, {"2023": "1"}, measure).tolerance == tolerance


# Ranks


@pytest.mark.parametrize(
    ("k", "old", "new", "proposed"), [(15, 63, 34, 8), (1, 63, 34, 1), (63, 63, 34, 34), (1, 1, 34, 1)]
)
def test_proposed_rank(k, old, new, proposed):
    assert proposed_rank(k, old, new) == proposed
