"""Rounds of an index: opened with a sheet for each unit, moved, closed for scoring; what is refused."""

from datetime import date, timedelta

import pytest
from django.utils import translation

from dtracker.accounts.access import NotAllowed
from indicators.actions import scoring_rounds
from indicators.actions.refusals import Faulty
from indicators.actions.scoring_refusals import (
    AllHandedOver,
    DayPassed,
    NotReady,
    NotScored,
    NoUnits,
    RoundThere,
    TooEarly,
)
from indicators.models import ScoreSheet, ScoringRound
from tests import cast, scoring_rows
from tests.scoring_rows import DUE, FULL, OPENED, fill

pytestmark = pytest.mark.django_db


class World:
    """An index of Hải Dương with a round of 2025; Minh keeps it, Lan scores."""

    def __init__(self):
        self.place = cast.hai_duong()
        self.made = scoring_rows.scoring(self.place)
        self.lan, self.minh = cast.lan(self.place), cast.minh(self.place)

    def open(self, *, by=None, method=None, **more) -> ScoringRound:
        days = {"year": 2026, "quarter": None, "opens_on": date(2027, 1, 5), "due_on": date(2027, 1, 31)}
        return scoring_rounds.open_round(method=method or self.made.method, by=by or self.minh, **(days | more))

    def close(self, today: date = DUE + timedelta(days=1), by=None) -> int:
        return scoring_rounds.close_scoring(found=self.made.round, by=by or self.minh, today=today)


def said(refused) -> str:
    with translation.override("en"):
        return str(refused.value)


def test_a_round_gives_every_unit_of_the_period_a_sheet(world):
    gone, new, centre = world.made.units[0], world.made.units[1], world.made.units[2]
    type(gone).objects.filter(pk=gone.pk).update(ended_on=date(2026, 12, 30))
    type(new).objects.filter(pk=new.pk).update(started_on=date(2027, 1, 1))
    type(centre).objects.filter(pk=centre.pk).update(ended_on=date(2026, 12, 31))
    made = world.open()
    assert (made.code, [each.unit for each in made.sheets.all()]) == ("cds-hd-2026", [centre])


def test_only_chosen_units_get_a_sheet(world):
    first, second, third = world.made.units
    made = world.open(units=[third, first])
    assert set(made.sheets.values_list("unit__code", flat=True)) == {first.code, third.code}
    type(second).objects.filter(pk=second.pk).update(started_on=date(2028, 1, 1))
    with translation.override("en"), pytest.raises(NotScored) as refused:
        world.open(year=2027, units=[first, second])
    assert said(refused) == (
        "Not of a kind that this version scores, or not there on the last day of the period: Health."
    )
    with pytest.raises(NoUnits):
        world.open(year=2027, units=[])


def test_a_method_that_is_not_ready_opens_no_round(world):
    second = scoring_rows.method_of(world.made.index, 2)
    second.criteria.filter(number="2.1").update(maximum=29)
    with translation.override("en"), pytest.raises(NotReady) as refused:
        world.open(method=second)
    assert said(refused) == (
        "The method cannot be used: 2: The maxima inside, by their weights, add up to 39, not to 40."
    )
    second.is_ready = False
    with translation.override("en"), pytest.raises(NotReady) as refused:
        world.open(method=second)
    assert said(refused) == "The method is not marked as ready for scoring."


def test_a_period_has_one_round_whatever_the_version(world):
    with translation.override("en"), pytest.raises(RoundThere) as refused:
        world.open(year=2025, method=scoring_rows.method_of(world.made.index, 2))
    assert said(refused) == "2025 has a scoring round already."
    assert world.open(year=2025, quarter=1).code == "cds-hd-2025-q1"


def test_a_period_without_units_has_no_round(world):
    world.place.units.update(started_on=date(2027, 1, 1))
    with pytest.raises(NoUnits):
        world.open()
    assert not ScoringRound.objects.filter(year=2026).exists()


def test_no_round_opens_before_its_period_begins(world):
    for act in (
        lambda: world.open(opens_on=date(2025, 12, 31)),
        lambda: scoring_rounds.move_days(
            found=world.made.round, opens_on=date(2024, 12, 31), due_on=DUE, by=world.minh
        ),
    ):
        with translation.override("en"), pytest.raises(Faulty) as refused:
            act()
        assert [field for field, _sentence in refused.value.faults] == ["opens_on"]
    assert world.open(opens_on=date(2026, 1, 1)).opens_on == date(2026, 1, 1)


def test_days_that_cannot_be_are_refused(world):
    for act in (
        lambda: world.open(due_on=date(2027, 1, 4)),
        lambda: scoring_rounds.move_days(found=world.made.round, opens_on=DUE, due_on=OPENED, by=world.minh),
    ):
        with translation.override("en"), pytest.raises(Faulty) as refused:
            act()
        assert said(refused) == "The due date cannot lie before the day the round opens."


def test_a_round_is_moved_and_its_story_kept(world):
    later = DUE + timedelta(days=14)
    row = scoring_rounds.move_days(found=world.made.round, opens_on=OPENED, due_on=later, by=world.minh)
    told = row.history.values_list("due_on", "history_change_reason", "history_user").first()
    assert (row.due_on, told) == (later, (later, "days", world.minh.pk))


def test_units_that_were_left_out_are_added_while_they_can_score_themselves(world):
    first, second, third = world.made.units
    gone = type(third).objects.create(
        province=world.place, code="gone", name_vi="Xã cũ", kind=third.kind, ended_on=date(2025, 12, 30)
    )
    world.made.round.sheets.filter(unit__in=[second, third]).delete()

    def add(*units, by=world.minh, today=DUE) -> int:
        return scoring_rounds.add_units(found=world.made.round, units=units, by=by, today=today)

    for refusal, act in (
        (NotAllowed, lambda: add(second, by=world.lan)),
        (DayPassed, lambda: add(second, today=DUE + timedelta(days=1))),
        (NotScored, lambda: add(second, gone)),
        (NoUnits, lambda: add()),
    ):
        with pytest.raises(refusal):
            act()
    assert add(first, second) == 1
    # A double click adds nothing, and no line to the story.
    assert add(first, second) == 0
    assert set(world.made.round.sheets.values_list("unit__code", flat=True)) == {first.code, second.code}
    told = world.made.round.history.values_list("history_change_reason", "history_user")
    assert list(told.filter(history_change_reason="units")) == [("units", world.minh.pk)]


def test_closing_takes_every_sheet_that_was_not_handed_over(world):
    fill(world.made, "so-y-te-hd", FULL, state="assessed")
    with translation.override("en"), pytest.raises(TooEarly) as refused:
        world.close(DUE)
    assert said(refused) == "The unit may still score itself until 31/1/2026."
    assert world.close() == 2
    rows = ScoreSheet.objects.order_by("unit__code").values_list("unit__code", "state", "version", "submitted_by")
    assert list(rows) == [
        ("ngoc-son-hd", "submitted", 2, None),
        ("so-noi-vu-hd", "submitted", 2, None),
        ("so-y-te-hd", "assessed", 1, None),
    ]
    told = ScoreSheet.history.values_list("history_change_reason", "history_user")
    assert set(told.filter(history_change_reason="collect")) == {("collect", world.minh.pk)}
    with pytest.raises(AllHandedOver):
        world.close()


def test_officers_open_move_and_close_no_round(world):
    for act in (
        lambda: world.open(by=world.lan),
        lambda: world.close(by=world.lan),
        lambda: scoring_rounds.move_days(found=world.made.round, opens_on=OPENED, due_on=DUE, by=world.lan),
    ):
        with pytest.raises(NotAllowed):
            act()
