"""The sheet of a round: which indicators stand on it, and which figures are theirs."""

from datetime import date
from decimal import Decimal

import pytest

from dtracker.formats.quarters import Period
from indicators.enums import FigureStatus, Shape
from indicators.models import Figure, ReportingRound
from indicators.queries.asked import Respondent, assignment_of, figure_period, indicators_of, round_for, sheet_of
from indicators.queries.entry import lines_of
from indicators.queries.timeliness import rounds_of
from tests import cast, make

pytestmark = pytest.mark.django_db
Q1 = Period(2026, 1)
TODAY = date(2026, 4, 13)


@pytest.fixture
def place():
    return cast.hai_duong()


@pytest.fixture
def quarterly():
    return make.indicator("ho-so-tinh", order=1)


@pytest.fixture
def yearly():
    return make.indicator("xep-hang-cum", frequency="year", delay_days=60, order=2)


def figure(indicator, place, period, status=FigureStatus.DRAFT, value=10) -> Figure:
    return Figure.objects.create(
        indicator=indicator,
        province=place,
        year=period.year,
        quarter=period.quarter,
        status=status,
        value=Decimal(value),
    )


@pytest.mark.parametrize(
    ("sheet", "codes"),
    [
        ("2025-Q4", ["ho-so-tinh"]),
        ("2026-Q1", ["ho-so-tinh", "xep-hang-cum"]),
        ("2026-Q2", ["ho-so-tinh"]),
        ("2025", ["xep-hang-cum"]),
    ],
)
def test_a_yearly_indicator_stands_only_where_its_publication_is_expected(quarterly, yearly, sheet, codes):
    make.indicator("khong-bao-cao", is_reported=False)
    assert [each.code for each in indicators_of(Period.from_code(sheet))] == codes


def test_the_yearly_cell_of_a_sheet_is_that_of_the_year_before(quarterly, yearly):
    assert (figure_period(quarterly, Q1), figure_period(yearly, Q1)) == (Q1, Period(2025))
    assert (sheet_of(quarterly, Q1), sheet_of(yearly, Period(2025))) == (Q1, Q1)


def test_the_sheet_shows_the_figures_of_its_cells_only(place, quarterly, yearly):
    own = [figure(quarterly, place, Q1), figure(yearly, place, Period(2025))]
    figure(yearly, place, Period(2026))
    figure(quarterly, place, Period(2025, 4))
    assert [line.figure for line in lines_of(assignment_of(Respondent(place), Q1), on=TODAY)] == own


def test_the_list_counts_the_yearly_figure_in_its_round(place, quarterly, yearly):
    make.open_round("2025-Q4", opens_on=date(2026, 1, 1), due_on=date(2026, 1, 15))
    make.open_round("2026-Q1", opens_on=date(2026, 4, 1), due_on=date(2026, 4, 15))
    figure(quarterly, place, Period(2025, 4), FigureStatus.SUBMITTED)
    figure(yearly, place, Period(2025), FigureStatus.RETURNED)
    found = rounds_of(cast.lan(place), on=TODAY)
    assert [
        (each.period.code, each.answered, each.handed_over, len(each.returned), each.expected) for each in found
    ] == [
        ("2026-Q1", 0, 0, 1, 2),
        ("2025-Q4", 1, 1, 0, 1),
    ]
    assert [(each.state, each.is_due_soon) for each in found] == [("waiting", True), ("on-time", False)]


@pytest.mark.parametrize(("day", "soon"), [(9, False), (10, True), (15, True), (16, False)])
def test_a_round_is_due_soon_in_its_last_five_days(place, quarterly, day, soon):
    make.open_round("2026-Q1", opens_on=date(2026, 4, 1), due_on=date(2026, 4, 15))
    [line] = rounds_of(cast.lan(place), on=date(2026, 4, day))
    assert (line.is_due_soon, line.state == "overdue") == (soon, day == 16)


def test_the_own_round_stands_before_the_common_one(place, quarterly):
    make.open_round("2026-Q1")
    own = make.open_round("2026-Q1", province=place)
    elsewhere = cast.ha_giang()
    assert round_for(place, Q1) == own
    assert round_for(elsewhere, Q1) == ReportingRound.objects.get(province=None)


def test_the_round_of_a_yearly_figure_is_that_of_its_sheet_or_of_the_whole_year(place, yearly):
    make.open_round("2025-Q4")
    assert round_for(place, Period(2025), yearly) is None
    quarter = make.open_round("2026-Q1")
    assert round_for(place, Period(2025), yearly) == quarter
    whole = make.open_round("2025")
    assert round_for(place, Period(2025), yearly) == whole


def test_a_yearly_flow_is_compared_by_its_sum_since_the_start_of_the_year(place, quarterly):
    flow = make.indicator("tap-huan", shape=Shape.YEARLY_FLOW, decimals=0, maximum=None, order=2)
    make.target(flow, place, 400, "2026-Q4")
    make.target(quarterly, place, 50, "2026-Q4", baseline="20@2020-Q4")
    make.published(flow, place, "2026-Q1", 60)
    make.published(flow, place, "2026-Q2", 90)
    make.published(quarterly, place, "2026-Q2", 30)
    first, second = lines_of(assignment_of(Respondent(place), Period(2026, 2)), on=date(2026, 8, 1))
    assert (first.reached, second.reached.value, second.expected) == (None, 150, 200)
