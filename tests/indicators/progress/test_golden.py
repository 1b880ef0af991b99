"""The golden cases of the method, one line each, with the numbers printed there."""

from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_EVEN, Decimal

import pytest

from dtracker.formats.quarters import Period
from indicators.enums import Comparator, Direction, Flag, Frequency, Reason, Shape, Status
from indicators.progress import Goal, Measure, Milestone, Observation, Raised, judge_track

BEFORE_ANY_FLAG_OF_TODAY = date(2021, 1, 1)

PERCENT = Measure(Shape.PERCENT, Direction.HIGHER, Frequency.QUARTER, decimals=1)
FALLING = Measure(Shape.STOCK, Direction.LOWER, Frequency.QUARTER, decimals=0)
TOTAL = Measure(Shape.RUNNING_TOTAL, Direction.HIGHER, Frequency.QUARTER, decimals=0)
RANK = Measure(Shape.RANK, Direction.LOWER, Frequency.YEAR, decimals=0)


def goal(year, value, baseline, *, comparator=Comparator.AT_LEAST, rank_of=None):
    since = None if baseline is None else Period(2020)
    start = None if baseline is None else Decimal(baseline)
    return Goal(year, Period(year), comparator, Decimal(value), baseline=start, baseline_period=since, rank_of=rank_of)


TWO_STAGES = (goal(2025, "50", "20"), goal(2030, "80", "20"))
NO_START = (goal(2025, "50", None),)
HIGH_START = (goal(2025, "50", "60"),)
LOW_START = (goal(2025, "80", "2"),)
THOUSAND = (goal(2025, "1000", "0"),)
TO_ZERO = (goal(2025, "0", "40", comparator=Comparator.AT_MOST),)
TOP_15 = (goal(2025, "15", "40", comparator=Comparator.AT_MOST, rank_of=63),)

MISSED_2025 = Raised(Flag.MISSED_MILESTONE, Period(2025))
MISSING_2025 = Raised(Flag.MISSING_MILESTONE_FIGURE, Period(2025))
ONCE_MET = Raised(Flag.ONCE_MET)
EXCEEDED = Raised(Flag.EXCEEDED)


@dataclass(frozen=True)
class Golden:
    """E, R, gap and need as printed; None where the method prints a dash."""

    id: str
    measure: Measure
    goals: tuple
    figures: dict
    judged: int
    expected: str | None
    ratio: str | None
    gap: str | None
    needed: str | None
    status: Status
    flags: tuple = ()


S = Status
# ruff: noqa: E501
# fmt: off
CASES = [
    #      id     measure  goals       figures                             goal  E       R         gap     need      status
    Golden("P1",  PERCENT, TWO_STAGES, {"2023-Q2": "37"},                  2025, "35",   "1.133",  "-2",   "1.3",    S.ON_TRACK),
    Golden("P2",  PERCENT, TWO_STAGES, {"2023-Q2": "34.5"},                2025, "35",   "0.967",  "0.5",  "1.55",   S.ON_TRACK),
    Golden("P3",  PERCENT, TWO_STAGES, {"2023-Q2": "34.4"},                2025, "35",   "0.96",   "0.6",  "1.56",   S.ON_TRACK),
    Golden("P4",  PERCENT, TWO_STAGES, {"2023-Q2": "29"},                  2025, "35",   "0.6",    "6",    "2.1",    S.SPEED_UP),
    Golden("P5",  PERCENT, TWO_STAGES, {"2023-Q2": "28.9"},                2025, "35",   "0.593",  "6.1",  "2.11",   S.SLOW),
    Golden("P6",  PERCENT, TWO_STAGES, {"2023-Q2": "20"},                  2025, "35",   "0",      "15",   "3",      S.SLOW),
    Golden("P7",  PERCENT, TWO_STAGES, {"2023-Q2": "19.6"},                2025, "35",   "-0.027", "15.4", "3.04",   S.SLOW),
    Golden("P8",  PERCENT, TWO_STAGES, {"2023-Q2": "19.4"},                2025, "35",   "-0.04",  "15.6", "3.06",   S.BACKWARD),
    Golden("P9",  PERCENT, TWO_STAGES, {"2023-Q2": "50"},                  2025, None,   None,     "0",    None,     S.MET),
    Golden("P10", PERCENT, TWO_STAGES, {"2021-Q1": "20.2"},                2025, "21.5", "0.133",  "1.3",  "1.568",  S.TOO_EARLY),
    Golden("P11", PERCENT, TWO_STAGES, {"2025-Q4": "49"},                  2025, None,   None,     "1",    None,     S.NOT_MET),
    Golden("P12", PERCENT, TWO_STAGES, {"2025-Q4": "48", "2026-Q2": "52"}, 2030, "51.2", "1.25",   "-0.8", "1.556",  S.ON_TRACK, (MISSED_2025,)),
    Golden("P13", PERCENT, TWO_STAGES, {"2022-Q4": "51", "2023-Q2": "46"}, 2025, "35",   "1.733",  "-11",  "0.4",    S.ON_TRACK, (ONCE_MET,)),
    Golden("P14", PERCENT, NO_START,   {"2023-Q2": "34"},                  2025, None,   None,     "16",   None,     S.NO_DATA),
    Golden("P15", PERCENT, HIGH_START, {"2023-Q2": "58"},                  2025, None,   None,     "-8",   None,     S.MET, (EXCEEDED,)),
    Golden("P16", PERCENT, HIGH_START, {"2023-Q2": "48"},                  2025, None,   None,     "2",    None,     S.BELOW_KEEP),
    Golden("P17", PERCENT, LOW_START,  {"2023-Q2": "12"},                  2025, "41",   "0.256",  "29",   "6.8",    S.SLOW),
    Golden("P18", PERCENT, TWO_STAGES, {"2021-Q3": "24.1"},                2025, "24.5", "0.911",  "0.4",  "1.524",  S.ON_TRACK),
    Golden("P19", PERCENT, TWO_STAGES, {"2030-Q4": "81"},                  2030, None,   None,     "-1",   None,     S.MET, (EXCEEDED,)),
    Golden("P20", PERCENT, TWO_STAGES, {"2025-Q4": "50", "2027-Q4": "50"}, 2030, "62",   "0",      "12",   "2.5",    S.SLOW),
    Golden("P21", PERCENT, TWO_STAGES, {"2025-Q4": "50", "2027-Q4": "49"}, 2030, "62",   "-0.083", "13",   "2.583",  S.BACKWARD),
    Golden("P22", PERCENT, TWO_STAGES, {"2025-Q4": "48", "2026-Q1": "48.5"}, 2030, "49.6", "0.312", "1.1", "1.658",  S.TOO_EARLY, (MISSED_2025,)),
    Golden("P23", PERCENT, TWO_STAGES, {"2026-Q2": "52"},                  2030, "53",   "0.667",  "1",    "1.556",  S.SPEED_UP, (MISSING_2025,)),
    Golden("C1",  TOTAL,   THOUSAND,   {"2023-Q2": "300"},                 2025, "500",  "0.6",    "200",  "70",     S.SPEED_UP),
    Golden("C2",  TOTAL,   THOUSAND,   {"2023-Q2": "299"},                 2025, "500",  "0.598",  "201",  "70.1",   S.SLOW),
    Golden("C3",  FALLING, TO_ZERO,    {"2023-Q2": "18"},                  2025, "20",   "1.1",    "-2",   "-1.8",   S.ON_TRACK),
    Golden("R1",  RANK,    TOP_15,     {"2022": "27"},                     2025, "30",   "1.3",    "-3",   "-4",     S.ON_TRACK),
    Golden("R2",  RANK,    TOP_15,     {"2022": "30"},                     2025, "30",   "1",      "0",    "-5",     S.ON_TRACK),
    Golden("R3",  RANK,    TOP_15,     {"2022": "31"},                     2025, "30",   "0.9",    "1",    "-5.333", S.ON_TRACK),
    Golden("R4",  RANK,    TOP_15,     {"2022": "33"},                     2025, "30",   "0.7",    "3",    "-6",     S.SPEED_UP),
    Golden("R5",  RANK,    TOP_15,     {"2022": "36"},                     2025, "30",   "0.4",    "6",    "-7",     S.SLOW),
    Golden("R6",  RANK,    TOP_15,     {"2022": "41"},                     2025, "30",   "-0.1",   "11",   "-8.667", S.SLOW),
    Golden("R7",  RANK,    TOP_15,     {"2022": "43"},                     2025, "30",   "-0.3",   "13",   "-9.333", S.BACKWARD),
    Golden("R8",  RANK,    TOP_15,     {"2022": "15"},                     2025, None,   None,     "0",    None,     S.MET),
]
# fmt: on


def as_printed(number, printed):
    """Rounded to the digits of the printed number, half to even as there: 0.3125 is printed 0.312."""
    if number is None or printed is None:
        return number
    return number.quantize(Decimal(printed), ROUND_HALF_EVEN)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_golden_case_has_the_printed_numbers(case):
    figures = [
        Observation(Period.from_code(code), Decimal(value), rank_of=63 if case.measure is RANK else None)
        for code, value in case.figures.items()
    ]

    verdict = judge_track(case.goals, figures, case.measure, today=BEFORE_ANY_FLAG_OF_TODAY)[case.judged]

    printed = (case.expected, case.ratio, case.gap, case.needed)
    numbers = (verdict.expected, verdict.ratio, verdict.gap, verdict.needed)
    rounded = tuple(map(as_printed, numbers, printed))
    assert rounded == tuple(None if text is None else Decimal(text) for text in printed)
    assert (verdict.status, verdict.flags) == (case.status, case.flags)


def test_p14_names_the_missing_baseline():
    figures = [Observation(Period(2023, 2), Decimal(34))]

    verdict = judge_track(NO_START, figures, PERCENT, today=BEFORE_ANY_FLAG_OF_TODAY)[2025]

    assert verdict.reason == Reason.NO_BASELINE


def test_g1_growth_of_three_closed_years():
    measure = Measure(Shape.GROWTH, Direction.HIGHER, Frequency.YEAR, decimals=1)
    target = Goal(2025, Period(2025), Comparator.AT_LEAST, Decimal(20), baseline_period=Period(2020))
    figures = [Observation(Period(2021 + i), Decimal(rate)) for i, rate in enumerate((15, 22, 18))]

    verdict = judge_track((target,), figures, measure, today=BEFORE_ANY_FLAG_OF_TODAY)[2025]

    assert (verdict.status, verdict.years_met) == (Status.NOT_MET, (1, 3))
    assert as_printed(verdict.growth_needed, "22.6") == Decimal("22.6")


def test_n1_other_base_proposes_the_equally_good_rank():
    figures = [Observation(Period(2022), Decimal(9), rank_of=34)]

    verdict = judge_track(TOP_15, figures, RANK, today=BEFORE_ANY_FLAG_OF_TODAY)[2025]

    assert (verdict.status, verdict.reason, verdict.proposed_rank) == (
        Status.NO_DATA,
        Reason.CONFIRM_TARGET,
        8,
    )


@pytest.mark.parametrize(
    ("done_on", "status", "flag"),
    [
        pytest.param(None, Status.NOT_MET, Raised(Flag.OVERDUE, days=10), id="M1"),
        pytest.param(date(2023, 7, 5), Status.MET, Raised(Flag.DAYS_LATE, days=5), id="M2"),
    ],
)
def test_golden_milestones(done_on, status, flag):
    measure = Measure(Shape.MILESTONE, Direction.HIGHER, Frequency.QUARTER, decimals=0)
    target = Goal("m", Period(2023, 2), Comparator.ACHIEVE, None, due_on=date(2023, 6, 30))
    milestone = Milestone(done_on, None, None, evidenced=done_on is not None)

    verdict = judge_track((target,), (), measure, today=date(2023, 7, 10), milestone=milestone)["m"]

    assert (verdict.status, verdict.flags, verdict.days) == (status, (flag,), flag.days)


def test_s1_a_stale_figure_keeps_its_status():
    figures = [Observation(Period(2023, 2), Decimal(37))]

    verdict = judge_track(TWO_STAGES, figures, PERCENT, today=date(2024, 4, 30))[2025]

    assert (verdict.status, verdict.flags) == (Status.ON_TRACK, (Raised(Flag.STALE),))
