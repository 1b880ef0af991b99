"""What waits for a person."""

from datetime import date
from decimal import Decimal

import pytest
from django.contrib.auth.models import AnonymousUser

from dtracker.accounts.models import User
from dtracker.formats.quarters import Period
from indicators.actions import figures
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
        figure = figures.save_figure(
            indicator=make.indicator(code),
            province=self.place,
            period=Period(2025, 1),
            values={"value": Decimal(value)},
            version=None,
            by=self.lan,
            today=TODAY,
        )
        return figures.submit(figure=figure, version=1, by=self.lan)


@pytest.fixture
def world():
    return World()


def lines(user) -> list[tuple]:
    return [(each.count, each.url, each.is_late) for each in waiting_for(user, TODAY)]


def test_lan_sees_what_was_returned_and_when_the_round_closes(world):
    figure = world.submitted("mot")
    world.submitted("hai")
    figures.send_back(figure=figure, note="sai", version=2, by=world.minh)
    assert lines(world.lan) == [
        (1, "/entry/hai-duong/2025-Q1/", True),
        (4, "/entry/hai-duong/2025-Q1/", False),
    ]


def test_minh_sees_what_waits_for_approval_and_publication(world):
    world.submitted("mot")
    figure = world.submitted("hai")
    world.submitted("ba")
    figures.approve(figure=figure, version=2, by=world.minh)
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
    figures.send_back(figure=figure, note="sai", version=2, by=world.minh)
    quang = cast.quang(cast.ha_giang())
    assert lines(quang) == [(4, "/entry/ha-giang/2025-Q1/", False)]


def test_it_costs_two_reads_besides_the_memberships(world, django_assert_num_queries):
    world.submitted("mot")
    for code in ("hai", "ba"):
        lan = User.objects.get(username="lan")
        with django_assert_num_queries(3):
            waiting_for(lan, TODAY)
        world.submitted(code)
