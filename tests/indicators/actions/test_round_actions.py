"""Opening rounds: what is missing, once, within one's province."""

from datetime import date

import pytest

from dtracker.accounts.access import NotAllowed
from dtracker.accounts.roles import Role
from dtracker.formats.quarters import Period
from indicators.actions.refusals import NoSuchProvince
from indicators.actions.rounds import open_rounds
from indicators.enums import RoundRule
from indicators.models import ReportingRound
from indicators.queries.asked import Respondent
from tests import cast, make

pytestmark = pytest.mark.django_db
Q4 = Period(2026, 4)


def stored() -> list[tuple]:
    rows = ReportingRound.objects.order_by("pk")
    return [(each.province and each.province.slug, each.period.code, each.rule, each.due_on) for each in rows]


def test_the_common_round_of_a_quarter():
    done = open_rounds(period=Q4)
    [made] = done.made
    assert (made.data_from, made.data_to) == (date(2026, 10, 1), date(2026, 12, 31))
    assert (made.opens_on, made.due_on) == (date(2027, 1, 1), date(2027, 1, 15))
    assert stored() == [(None, "2026-Q4", "calendar", date(2027, 1, 15))]


def test_an_administrative_quarter_for_some_provinces():
    places = [cast.hai_duong(), cast.ha_giang()]
    open_rounds(period=Q4, rule=RoundRule.ADMINISTRATIVE, whose=[Respondent(each) for each in places], due_days=2)
    assert stored() == [
        ("hai-duong", "2026-Q4", "administrative", date(2026, 12, 16)),
        ("ha-giang", "2026-Q4", "administrative", date(2026, 12, 16)),
    ]


def test_a_second_time_changes_nothing():
    there = make.open_round("2026-Q4", due_on=date(2027, 2, 1))
    done = open_rounds(period=Q4, rule=RoundRule.ADMINISTRATIVE)
    assert (done.made, done.kept) == ([], [there])
    assert stored() == [(None, "2026-Q4", "calendar", date(2027, 2, 1))]
    assert there.history.count() == 1


def test_the_round_of_a_province_stands_beside_the_common_one():
    make.open_round("2026-Q4")
    done = open_rounds(period=Q4, whose=[Respondent(cast.hai_duong())])
    assert (len(done.made), len(done.kept), ReportingRound.objects.count()) == (1, 0, 2)


def test_not_for_a_province_that_had_ended_and_then_for_none():
    ended = cast.hai_duong(ended_on=date(2025, 6, 30))
    with pytest.raises(NoSuchProvince):
        open_rounds(period=Q4, whose=[Respondent(cast.ha_giang()), Respondent(ended)])
    assert stored() == []


def test_who_keeps_a_province_opens_its_round_and_is_named_in_its_history():
    place = cast.hai_duong()
    van = cast.person("van", Role.ADMIN, place)
    [made] = open_rounds(period=Q4, whose=[Respondent(place)], by=van).made
    assert made.history.get().history_user == van
    for whose in (None, [Respondent(cast.ha_giang())]):
        with pytest.raises(NotAllowed):
            open_rounds(period=Q4, whose=whose, by=van)
    with pytest.raises(NotAllowed):
        open_rounds(period=Q4.next(), whose=[Respondent(place)], by=cast.lan(place))
    assert ReportingRound.objects.count() == 1
