"""Who reported, how much, and when."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.utils import timezone

from dtracker.formats.quarters import Period
from indicators.actions import entering, publishing, reviewing
from indicators.enums import FigureStatus, Punctuality
from indicators.models import Evidence, Figure, ReportingRound
from indicators.queries.asked import Respondent
from indicators.queries.timeliness import due_dates, reports
from tests import cast, make

pytestmark = pytest.mark.django_db
Q1 = Period(2025, 1)
DUE = date(2025, 4, 15)
ON_THE_DAY = datetime(2025, 4, 15, 16, 59, 59, tzinfo=UTC)
PAST_MIDNIGHT = datetime(2025, 4, 15, 17, 0, tzinfo=UTC)
"""One second later it is 16 April in Vietnam."""


class World:
    def __init__(self):
        self.place = cast.hai_duong()
        self.lan, self.minh = cast.lan(self.place), cast.minh(self.place)
        self.one, self.two = make.indicator("mot", order=1), make.indicator("hai", order=2)
        self.round = make.open_round("2025-Q1", opens_on=date(2025, 4, 1), due_on=DUE)

    def at(self, moment: datetime):
        """The clock of the product stands at this moment."""
        self.patch.setattr(timezone, "now", lambda: moment)

    def saved(self, indicator, **values) -> Figure:
        values = values or {"value": Decimal(10)}
        return entering.save_figure(
            indicator=indicator,
            province=self.place,
            period=Q1,
            values=values,
            version=None,
            by=self.lan,
            today=timezone.localdate(),
        )

    def submitted(self, indicator, **values) -> Figure:
        return entering.submit(figure=self.saved(indicator, **values), version=1, by=self.lan)

    def published(self, indicator) -> Figure:
        figure = self.submitted(indicator)
        reviewing.approve(figure=figure, version=2, by=self.minh)
        return publishing.publish(figure=figure, version=3, by=self.minh, today=timezone.localdate())

    def report(self, on: date):
        [found] = reports([self.place], on=on)
        return found


@pytest.fixture
def world(monkeypatch):
    made = World()
    made.patch = monkeypatch
    made.at(ON_THE_DAY)
    return made


def told(report) -> tuple:
    return report.state, report.days_late, report.late


def test_nothing_given_is_waiting_until_the_due_date_and_overdue_after_it(world):
    assert told(world.report(DUE)) == (Punctuality.WAITING, 0, 0)
    assert told(world.report(date(2025, 4, 16))) == (Punctuality.OVERDUE, 1, 0)
    assert told(world.report(date(2025, 5, 15))) == (Punctuality.OVERDUE, 30, 0)


def test_counts(world):
    Evidence.objects.create(figure=world.published(world.one), url="https://example.vn/")
    world.submitted(world.two, no_data_reason="chưa công bố")
    world.saved(make.indicator("ba", order=3))
    make.indicator("bon", order=4)
    make.indicator("khong", is_reported=False)
    found = world.report(DUE)
    assert (found.expected, found.answered, found.handed_over, found.published, found.waiting) == (4, 3, 2, 1, 1)
    assert [each.indicator.code for each in found.not_handed_over] == ["ba", "bon"]
    assert round(found.evidence_share, 2) == Decimal("33.33")
    assert (found.is_complete, found.state) == (False, Punctuality.WAITING)


def test_a_round_without_an_answer_has_no_share_of_evidence(world):
    assert world.report(DUE).evidence_share is None


def test_the_last_second_of_the_due_date_is_in_time_and_the_next_is_late(world):
    world.submitted(world.one)
    world.at(PAST_MIDNIGHT)
    world.submitted(world.two)
    assert told(world.report(date(2025, 6, 1))) == (Punctuality.LATE, 1, 1)


def test_all_in_time(world):
    world.submitted(world.one)
    world.submitted(world.two)
    found = world.report(date(2025, 6, 1))
    assert (told(found), found.is_complete) == ((Punctuality.ON_TIME, 0, 0), True)


def test_what_was_returned_is_open_again_and_in_time_when_it_first_was(world):
    world.submitted(world.one)
    figure = world.submitted(world.two)
    world.at(PAST_MIDNIGHT)
    reviewing.send_back(figure=figure, note="Xem lại nguồn", version=2, by=world.minh)
    found = world.report(date(2025, 4, 20))
    assert [(each.indicator.code, each.return_note) for each in found.returned] == [("hai", "Xem lại nguồn")]
    assert (told(found), found.answered, found.handed_over) == ((Punctuality.OVERDUE, 5, 0), 1, 1)
    assert found.not_handed_over == []
    figure = entering.save_figure(
        indicator=world.two, province=world.place, period=Q1, values={"value": Decimal(11)}, version=3,
        by=world.lan, today=timezone.localdate(),
    )  # fmt: skip
    entering.submit(figure=figure, version=4, by=world.lan)
    assert told(world.report(date(2025, 4, 20))) == (Punctuality.ON_TIME, 0, 0)


def test_a_correction_years_later_makes_nobody_late(world):
    world.submitted(world.one)
    figure = world.published(world.two)
    world.at(datetime(2027, 1, 1, tzinfo=UTC))
    figure = entering.correct(figure=figure, values={"value": Decimal(9)}, reason="Cộng nhầm", version=4, by=world.lan)
    found = world.report(date(2027, 1, 2))
    assert (told(found), found.published) == ((Punctuality.ON_TIME, 0, 0), 1)
    entering.submit(figure=figure, version=5, by=world.lan)
    assert told(world.report(date(2027, 1, 2))) == (Punctuality.ON_TIME, 0, 0)


def test_a_loaded_figure_counts_from_the_day_it_became_public(world):
    make.published(world.one, world.place, "2025-Q1", 10, public_on=date(2025, 4, 10))
    make.published(world.two, world.place, "2025-Q1", 10, public_on=date(2025, 4, 18))
    assert told(world.report(date(2025, 6, 1))) == (Punctuality.LATE, 3, 1)


def opened() -> list[ReportingRound]:
    return list(ReportingRound.objects.order_by("pk"))


def test_a_yearly_figure_counts_in_its_own_round(world):
    Figure.objects.all().delete()
    yearly = make.indicator("nam", frequency="year", delay_days=60)
    figure = Figure.objects.create(indicator=yearly, province=world.place, year=2024, value=5)
    found = world.report(DUE)
    assert [(each.indicator.code, each.status) for each in found.cells] == [
        ("mot", None),
        ("hai", None),
        ("nam", FigureStatus.DRAFT),
    ]
    assert due_dates(Respondent(world.place), [figure], opened()) == {figure.pk: DUE}


def test_due_dates_follow_the_round_of_the_province(world):
    figure = world.saved(world.one)
    assert due_dates(Respondent(world.place), [figure], opened()) == {figure.pk: DUE}
    make.open_round("2025-Q1", province=world.place, due_on=date(2025, 5, 1))
    assert due_dates(Respondent(world.place), [figure], opened()) == {figure.pk: date(2025, 5, 1)}
    other = Figure.objects.create(indicator=world.two, province=world.place, year=2019, quarter=2)
    assert due_dates(Respondent(world.place), [other], opened()) == {}


def test_the_newest_rounds_of_provinces_that_existed_own_before_common(world):
    ended = cast.ha_giang(ended_on=date(2025, 3, 31))
    own = make.open_round("2025-Q2", province=world.place, opens_on=date(2025, 7, 1), due_on=date(2025, 7, 20))
    make.open_round("2025-Q2", opens_on=date(2025, 7, 1), due_on=date(2025, 7, 15))
    make.open_round("2025-Q3", opens_on=date(2025, 10, 1), due_on=date(2025, 10, 15))
    found = reports([world.place, ended], on=date(2025, 9, 1))
    assert [(each.province, each.round) for each in found] == [
        (world.place, own),
        (ended, world.round),
        (world.place, world.round),
    ]
    assert [each.round for each in reports([world.place, ended], on=date(2025, 9, 1), most=1)] == [own]


@pytest.mark.parametrize(
    ("of_province", "of_unit", "expected"),
    [
        (None, None, Punctuality.OVERDUE),
        (date(2025, 8, 1), None, Punctuality.OVERDUE),
        (date(2025, 7, 31), None, Punctuality.ENDED),
        (None, date(2025, 7, 31), Punctuality.ENDED),
        (date(2025, 4, 14), date(2025, 6, 1), Punctuality.ENDED),
    ],
)
def test_a_sheet_of_who_has_ended(world, of_province, of_unit, expected):
    unit = make.unit(world.place, ended_on=of_unit)
    world.place.ended_on = of_province
    world.place.save()
    make.open_round("2025-Q1", province=world.place, unit=unit, due_on=DUE, opens_on=date(2025, 4, 1))
    found = reports([world.place], on=date(2025, 8, 1), units=world.place.units.all())
    [report] = [each for each in found if each.unit]
    assert (report.state, report.days_late) == (expected, 108 if expected == Punctuality.OVERDUE else 0)


def test_a_round_that_asks_for_nothing_has_no_state():
    place = cast.hai_duong()
    make.open_round("2025-Q1")
    [found] = reports([place], on=DUE)
    assert (found.state, found.days_late, found.expected) == (None, 0, 0)


def test_six_reads_for_one_province_and_for_many(world, django_assert_num_queries):
    world.published(world.one)
    with django_assert_num_queries(6):
        reports([world.place], on=DUE)
    make.open_round("2024-Q4")
    places = [world.place, *(cast.province(f"tinh-{n}", f"Tỉnh {n}", code=f"{n:02}") for n in range(5))]
    for each in places[1:]:
        make.published(world.one, each, "2025-Q1", 10)
    with django_assert_num_queries(6):
        assert len(reports(places, on=DUE)) == 12
