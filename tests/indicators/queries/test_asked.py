"""What a round asks of whom: by a target, by a series of one's own, or because the round says so."""

from datetime import date
from decimal import Decimal

import pytest

from dtracker.formats.quarters import Period
from indicators.enums import Shape, TargetKind
from indicators.models import Figure
from indicators.queries.asked import Respondent, assignment_of, claims_of, respondents, round_for, rounds_by_period
from indicators.queries.entry import lines_of
from indicators.queries.timeliness import reports
from tests import cast, make

pytestmark = pytest.mark.django_db
Q1, Q2 = Period(2026, 1), Period(2026, 2)
TODAY = date(2026, 8, 1)


class World:
    def __init__(self):
        self.place, self.elsewhere = cast.hai_duong(), cast.ha_giang()
        self.of = make.indicator("ho-so-tinh", asked=False)
        self.round = make.open_round("2026-Q1", opens_on=date(2026, 4, 1), due_on=date(2026, 4, 15), asks=[])

    def asked(self, whose=None, period: Period = Q1) -> list[str]:
        """Codes on the sheet, which the page of who is late must count alike."""
        assignment = assignment_of(whose or Respondent(self.place), period)
        claims = claims_of([assignment.province], rounds=[assignment.round] if assignment.round else [])
        codes = [line.indicator.code for line in lines_of(assignment, on=TODAY)]
        counted = [
            [cell.indicator.code for cell in each.cells]
            for each in reports([assignment.province], on=TODAY, units=assignment.province.units.all())
            if (each.respondent, each.period) == (assignment.respondent, period)
        ]
        assert counted in ([codes], []), claims
        return codes


def test_a_reported_indicator_nobody_follows_is_asked_of_nobody(world):
    make.target(world.of, world.elsewhere, 90, "2030-Q4")
    assert world.asked() == []


def test_a_target_asks_from_the_round_that_was_due_when_its_document_was_there(world):
    late = make.document("van-ban", issued_on=date(2026, 4, 16))
    make.target(world.of, world.place, 90, "2030-Q4", document=late)
    make.open_round("2026-Q2", opens_on=date(2026, 7, 1), due_on=date(2026, 7, 15), asks=[])
    assert (world.asked(), world.asked(period=Q2)) == ([], ["ho-so-tinh"])


def test_a_target_of_the_nation_asks_every_province_and_no_unit(world):
    make.target(world.of, None, 90, "2030-Q4")
    unit = make.unit(world.place)
    make.open_round("2026-Q1", province=world.place, unit=unit, asks=[])
    assert (world.asked(), world.asked(Respondent(world.place, unit))) == (["ho-so-tinh"], [])


@pytest.mark.parametrize("kind", [TargetKind.ASPIRATION, TargetKind.FORECAST])
def test_wishes_and_forecasts_ask_nobody(world, kind):
    make.target(world.of, world.place, 90, "2030-Q4", kind=kind)
    assert world.asked() == []


@pytest.mark.parametrize(("public_on", "codes"), [(date(2026, 4, 15), ["ho-so-tinh"]), (date(2026, 4, 16), [])])
def test_a_series_of_ones_own_that_was_public_when_the_round_was_due(world, public_on, codes):
    make.published(world.of, world.place, "2025-Q4", 10, public_on=public_on)
    assert world.asked() == codes


def test_the_round_asks_for_more(world):
    other = make.indicator("khac", asked=False, is_reported=False)
    world.round.indicators.set([world.of, other])
    assert world.asked() == ["ho-so-tinh", "khac"]
    assert world.asked(Respondent(world.elsewhere)) == ["ho-so-tinh", "khac"]
    assert world.asked(period=Q2) == []


def test_a_figure_given_without_being_asked_stands_on_its_sheet_only(world):
    Figure.objects.create(indicator=world.of, province=world.place, year=2026, quarter=1, value=Decimal(10))
    assert (world.asked(), world.asked(period=Q2)) == (["ho-so-tinh"], [])


def test_a_yearly_one_only_where_its_publication_is_expected(world):
    yearly = make.indicator("nam", frequency="year", delay_days=60, asked=False)
    make.target(yearly, world.place, 90, "2030")
    world.round.indicators.add(yearly)
    make.open_round("2026-Q2", opens_on=date(2026, 7, 1), due_on=date(2026, 7, 15), asks=[yearly])
    assert (world.asked(), world.asked(period=Q2)) == (["nam"], [])


def test_a_milestone_with_a_target_is_asked_until_it_is_done(world):
    step = make.indicator("cot-moc", shape=Shape.MILESTONE, is_reported=False, maximum=1)
    make.target(step, world.place, 1, "2030-Q4")
    make.open_round("2026-Q2", opens_on=date(2026, 7, 1), due_on=date(2026, 7, 15), asks=[])
    make.published(step, world.place, "2025-Q3", 0, public_on=date(2025, 10, 1))
    assert (world.asked(), world.asked(period=Q2)) == (["cot-moc"], ["cot-moc"])
    make.published(step, world.place, "2025-Q4", 1, public_on=date(2026, 4, 2))
    assert (world.asked(), world.asked(period=Q2)) == (["cot-moc"], [])


@pytest.mark.parametrize(
    ("of", "expected"),
    [
        ({}, ([], ["thu-hang"])),
        ({"opens_on": date(2026, 4, 16)}, (["thu-hang"], ["thu-hang"])),
        ({"period": "2026"}, (["thu-hang"], ["thu-hang"])),
    ],
    ids=["of that year", "opened when the quarter was due", "of another year"],
)
def test_a_yearly_figure_is_asked_once_where_its_year_has_a_round(world, of, expected):
    yearly = make.rank_indicator("thu-hang", is_reported=True, delay_days=60, asked=False)
    make.target(yearly, world.place, 15, "2030")
    assert world.asked() == ["thu-hang"]
    days = {"opens_on": date(2026, 1, 1), "due_on": date(2026, 4, 30)} | of
    make.open_round(days.pop("period", "2025"), asks=[], **days)
    assert (world.asked(), world.asked(period=Period(2025))) == expected


def test_the_round_of_a_year_of_a_unit_is_not_that_of_its_province(world):
    unit, yearly = make.unit(world.place), make.rank_indicator("thu-hang", is_reported=True, delay_days=60, asked=False)
    for whose in (None, unit):
        make.target(yearly, world.place, 15, "2030", unit=whose)
    make.open_round("2026-Q1", province=world.place, unit=unit, due_on=date(2026, 4, 15), asks=[])
    days = {"opens_on": date(2026, 1, 1), "due_on": date(2026, 4, 30)}
    make.open_round("2025", province=world.place, unit=unit, asks=[], **days)
    assert (world.asked(), world.asked(Respondent(world.place, unit))) == (["thu-hang"], [])


def test_a_milestone_without_a_target_is_asked_of_nobody(world):
    step = make.indicator("cot-moc", shape=Shape.MILESTONE, is_reported=False, maximum=1)
    make.published(step, world.place, "2025-Q3", 0, public_on=date(2025, 10, 1))
    assert world.asked() == []


def test_a_unit_answers_for_its_own_targets_and_series_on_its_own_sheet(world):
    unit = make.unit(world.place)
    whose = Respondent(world.place, unit)
    own = make.open_round("2026-Q1", province=world.place, unit=unit, due_on=date(2026, 4, 5), asks=[])
    make.target(world.of, world.place, 90, "2030-Q4", unit=unit)
    series = make.indicator("khac", asked=False)
    cell = make.published(series, world.place, "2025-Q4", 10).figure
    Figure.objects.filter(pk=cell.pk).update(unit=unit)
    assert (world.asked(), world.asked(whose)) == ([], ["ho-so-tinh", "khac"])
    assert (round_for(world.place, Q1), round_for(world.place, Q1, unit=unit)) == (world.round, own)
    line = lines_of(assignment_of(whose, Q1), on=TODAY)[1]
    assert (line.before.value, line.goal) == (10, None)


def test_the_common_round_is_no_round_of_units(world):
    unit = make.unit(world.place)
    assert rounds_by_period(Respondent(world.place, unit), [world.round]) == {}
    assert round_for(world.place, Q1, unit=unit) is None


def test_units_stand_after_their_province_and_only_with_a_round(world):
    unit, _without = make.unit(world.place), make.unit(world.place, "so-y-te", name_vi="Sở Y tế")
    own = make.open_round("2026-Q1", province=world.place, unit=unit)
    found = respondents([world.elsewhere, world.place], world.place.units.all(), [world.round, own])
    assert [each.title for each in found] == [
        "Hà Giang",
        "Hải Dương",
        "Sở Thông tin và Truyền thông (Hải Dương)",
    ]


def test_a_unit_that_had_ended_is_not_asked(world):
    ended = make.unit(world.place, ended_on=date(2025, 12, 31))
    own = make.open_round("2026-Q1", province=world.place, unit=ended)
    assert rounds_by_period(Respondent(world.place, ended), [own]) == {}


def test_one_read_however_many(world, django_assert_num_queries):
    for each in (world.place, world.elsewhere):
        make.target(world.of, each, 90, "2030-Q4")
        make.published(world.of, each, "2025-Q4", 10)
    with django_assert_num_queries(1):
        claims_of([world.place, world.elsewhere], rounds=[world.round])
