"""What waits for a person."""

from datetime import date
from decimal import Decimal

import pytest
from django.contrib.auth.models import AnonymousUser

from dtracker.accounts.models import User
from dtracker.formats.quarters import Period
from indicators.actions import entering, reviewing
from indicators.queries.work import waiting_for
from tests import cast, make

pytestmark = pytest.mark.django_db
TODAY = date(2025, 3, 27)


class World:
    def __init__(self):
        self.place = cast.hai_duong()
        self.lan, self.minh = cast.lan(self.place), cast.minh(self.place)
        make.open_round("2025-Q1")

    def submitted(self, code, value="10"):
        figure = entering.save_figure(
            indicator=make.indicator(code),
            province=self.place,
            period=Period(2025, 1),
            values={"value": Decimal(value)},
            version=None,
            by=self.lan,
            today=TODAY,
        )
        return entering.submit(figure=figure, version=1, by=self.lan)


def lines(user) -> list[tuple]:
    return [(each.count, each.url, each.is_late) for each in waiting_for(user, TODAY)]


def test_lan_sees_what_was_returned_and_when_the_round_closes(world):
    figure = world.submitted("mot")
    world.submitted("hai")
    reviewing.send_back(figure=figure, note="sai", version=2, by=world.minh)
    assert lines(world.lan) == [
        (1, "/entry/hai-duong/2025-Q1/", True),
        (4, "/entry/hai-duong/2025-Q1/", False),
    ]


def test_minh_sees_what_waits_for_approval_and_publication(world):
    world.submitted("mot")
    figure = world.submitted("hai")
    world.submitted("ba")
    reviewing.approve(figure=figure, version=2, by=world.minh)
    assert lines(world.minh) == [
        (2, "/review/hai-duong/2025-Q1/", False),
        (1, "/review/hai-duong/2025-Q1/", False),
    ]


def test_others_and_visitors_have_nothing_to_do_here(world):
    world.submitted("mot")
    for person in (cast.nam(world.place), cast.thu(world.place), AnonymousUser()):
        assert lines(person) == []


def test_quang_sees_nothing_of_hai_duong(world):
    figure = world.submitted("mot")
    reviewing.send_back(figure=figure, note="sai", version=2, by=world.minh)
    quang = cast.quang(cast.ha_giang())
    assert lines(quang) == [(4, "/entry/ha-giang/2025-Q1/", False)]


def test_it_costs_three_reads_besides_the_memberships(world, django_assert_num_queries):
    world.submitted("mot")
    for code in ("hai", "ba"):
        lan = User.objects.get(username="lan")
        with django_assert_num_queries(4):
            waiting_for(lan, TODAY)
        world.submitted(code)


def test_an_overdue_sheet_is_named_until_it_is_handed_over(world):
    make.open_round("2024-Q4", opens_on=date(2025, 1, 1), due_on=date(2025, 1, 15))
    one = make.indicator("mot")
    assert lines(world.lan) == [
        (71, "/entry/hai-duong/2024-Q4/", True),
        (4, "/entry/hai-duong/2025-Q1/", False),
    ]
    make.published(one, world.place, "2024-Q4", 10)
    assert lines(world.lan) == [(4, "/entry/hai-duong/2025-Q1/", False)]


def test_more_than_two_overdue_sheets_are_one_line(world):
    make.indicator("mot")
    for period in ("2024-Q2", "2024-Q3", "2024-Q4"):
        make.open_round(period, due_on=date(2025, 1, 15))
    assert lines(world.lan) == [(3, "/entry/", True), (4, "/entry/hai-duong/2025-Q1/", False)]


def test_a_sheet_that_is_handed_over_waits_for_nobody(world):
    world.submitted("mot")
    assert lines(world.lan) == []


def test_a_published_figure_under_correction_makes_no_sheet_overdue(world):
    make.open_round("2024-Q4", opens_on=date(2025, 1, 1), due_on=date(2025, 1, 15))
    one = make.published(make.indicator("mot"), world.place, "2024-Q4", 10).figure
    entering.correct(figure=one, values={"value": Decimal(9)}, reason="Cộng nhầm", version=1, by=world.lan)
    assert [url for _count, url, _late in lines(world.lan)] == ["/entry/hai-duong/2025-Q1/"]


def test_the_officer_of_a_merged_province_owes_nothing(world):
    merged = cast.province("ha-tay", "Hà Tây", ended_on=TODAY.replace(day=26), code="28")
    make.indicator("mot")
    assert lines(cast.person("ha", "officer", merged)) == []


def test_a_returned_yearly_figure_leads_to_the_sheet_of_its_round(world):
    yearly = make.indicator("nam", frequency="year", delay_days=60)
    make.indicator("mot")
    figure = entering.save_figure(
        indicator=yearly,
        province=world.place,
        period=Period(2024),
        values={"value": Decimal(5)},
        version=None,
        by=world.lan,
        today=TODAY,
    )
    figure = entering.submit(figure=figure, version=1, by=world.lan)
    assert lines(world.minh) == [(1, "/review/hai-duong/2024/", False)]
    reviewing.send_back(figure=figure, note="sai", version=2, by=world.minh)
    assert lines(world.lan)[0] == (1, "/entry/hai-duong/2025-Q1/", True)
