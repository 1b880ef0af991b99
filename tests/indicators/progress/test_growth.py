"""Growth: judged by the year, closed or open, and computed from levels."""

from decimal import Decimal

import pytest

from dtracker.formats.quarters import Period
from indicators.enums import Comparator, Direction, Flag, Frequency, Rule, Shape, Status
from indicators.progress import Goal, Measure, Raised, growth_of_levels, judge_track
from tests.indicators.progress.cases import TODAY, at_least, at_most, figures, judged_alone

GROWTH = Measure(Shape.GROWTH, Direction.HIGHER, Frequency.QUARTER, decimals=1)
LIMITED_GROWTH = Measure(Shape.GROWTH, Direction.LOWER, Frequency.QUARTER, decimals=1)

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
    verdict = judged_alone(TWENTY, {"2023-Q2": rate}, GROWTH)

    assert (verdict.status, verdict.rule, verdict.flags) == (
        status,
        Rule.GROWTH,
        (Raised(Flag.PROVISIONAL),),
    )
    assert verdict.ratio == Decimal(rate) / 20


@pytest.mark.parametrize(("rate", "status"), [("20", Status.MET), ("19.99", Status.NOT_MET)])
def test_growth_of_a_closed_year_is_met_or_not(rate, status):
    verdict = judged_alone(TWENTY, {"2022-Q4": rate}, GROWTH)

    assert (verdict.status, verdict.flags, verdict.years_met) == (
        status,
        (),
        ((1, 1) if status == Status.MET else (0, 1)),
    )


def test_growth_needed_is_known_in_quarterly_series_too():
    verdict = judged_alone(TWENTY, {"2021-Q4": "15", "2022-Q4": "22", "2023-Q4": "18", "2024-Q1": "3"}, GROWTH)

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
    assert judged_alone(goal, values, GROWTH).growth_needed is None


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
    assert judged_alone(at_most(5, Period(2025)), {"2023-Q1": rate}, LIMITED_GROWTH).status == status


def test_growth_target_of_zero_has_no_ratio():
    verdict = judged_alone(at_least(0, Period(2025)), {"2023-Q1": "1"}, GROWTH)

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
