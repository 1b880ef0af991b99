"""What of an index waits for whom: sheets to score, units to assess, results to publish."""

from datetime import date, timedelta

import pytest
from django.utils import timezone, translation

from dtracker.accounts.models import Membership, User
from dtracker.accounts.roles import Role
from indicators.actions import scoring_results
from indicators.models import ScoreSheet
from indicators.queries.work import waiting_for
from tests import cast, make, scoring_rows
from tests.scoring_rows import DUE, FULL, OPENED, fill

pytestmark = pytest.mark.django_db
AT = "/index/cds-hd/2025/"


class World:
    """Tâm scores Sở Nội vụ, Lan any unit of Hải Dương; Minh assesses and publishes; Hòa is of no province."""

    def __init__(self):
        self.place = cast.hai_duong()
        self.made = scoring_rows.scoring(self.place)
        self.tam = cast.person("tam", None)
        Membership.objects.create(user=self.tam, role=Role.OFFICER, province=self.place, unit=self.made.units[0])
        self.lan, self.minh, self.nam = cast.lan(self.place), cast.minh(self.place), cast.nam(self.place)
        self.hoa, self.quang = cast.hoa(), cast.quang(cast.ha_giang())

    def assessed(self) -> None:
        for unit in self.made.units:
            known = FULL if unit.kind == "department" else {n: FULL[n] for n in FULL if n != "2.2"}
            fill(self.made, unit.code, known)


def lines(user, today: date = DUE) -> list[tuple]:
    with translation.override("en"):
        return [(each.label, each.url, each.is_late) for each in waiting_for(user, today)]


def test_who_scores_is_led_to_the_sheets(world):
    one = "1 sheet of the index of 2025 is due on 31/1/2026"
    assert lines(world.tam) == [(one, f"{AT}score/so-noi-vu-hd/", False)]
    assert lines(world.lan) == [("3 sheets of the index of 2025 are due on 31/1/2026", "/index/", False)]
    late = DUE + timedelta(days=1)
    words = "1 sheet of the index of 2025 was due on 31/1/2026"
    assert lines(world.tam, late) == [(words, f"{AT}score/so-noi-vu-hd/", True)]
    assert lines(world.lan, OPENED - timedelta(days=1)) == lines(world.lan, DUE + timedelta(days=366)) == []
    for person in (world.minh, world.nam, world.hoa, world.quang):
        assert lines(person) == []


def test_who_assesses_is_led_to_the_round(world):
    fill(world.made, "so-y-te-hd", FULL, state="submitted", assessed=False)
    fill(world.made, "so-noi-vu-hd", FULL, state="submitted", assessed=False)
    words = "2 units wait for their assessment by the index of 2025"
    assert lines(world.minh) == [(words, f"{AT}assess/", False)]
    ScoreSheet.objects.filter(unit__code="so-y-te-hd").update(submitted_by=world.minh, submitted_at=timezone.now())
    assert [each[0] for each in lines(world.minh)] == ["1 unit waits for its assessment by the index of 2025"]
    assert lines(world.tam) == []


def test_who_assesses_hears_of_units_that_are_late_once_the_day_has_passed(world):
    fill(world.made, "so-y-te-hd", FULL, state="submitted", assessed=False)
    late = DUE + timedelta(days=1)
    words = "2 units have not handed over their sheets of the index of 2025, due on 31/1/2026"
    waiting = ("1 unit waits for its assessment by the index of 2025", f"{AT}assess/", False)
    assert (lines(world.minh), lines(world.minh, late)) == ([waiting], [(words, f"{AT}assess/", True), waiting])
    # Who scores and assesses is told once.
    Membership.objects.create(user=world.lan, role=Role.REVIEWER, province=world.place)
    of_lan = lines(User.objects.get(pk=world.lan.pk), late)
    assert of_lan == [("2 sheets of the index of 2025 were due on 31/1/2026", "/index/", True), waiting]


def test_who_publishes_hears_when_every_unit_is_assessed_and_again_after_a_new_assessment(world):
    world.assessed()
    waiting = [("The results of the index of 2025 can be published", f"{AT}assess/", False)]
    assert (lines(world.minh), lines(world.lan), lines(world.tam)) == (waiting, [], [])
    published = scoring_results.publish(found=world.made.round, by=world.minh, today=DUE)
    assert lines(world.minh) == []
    later = published.recorded_at + timedelta(hours=1)
    ScoreSheet.objects.filter(unit__code="so-y-te-hd").update(assessed_at=later, assessed_by=world.minh)
    assert lines(world.minh) == waiting


def test_rounds_of_figures_and_of_an_index_stand_beside_each_other_in_one_read(world, django_assert_num_queries):
    make.open_round("2025-Q4", province=world.place)
    make.target(make.indicator(), world.place, 90)
    found = [url for _label, url, _late in lines(world.lan)]
    assert found == ["/entry/hai-duong/2025-Q4/", "/index/"]
    lan = User.objects.get(pk=world.lan.pk)
    with django_assert_num_queries(4):  # memberships, figures, rounds, what the round of figures asks for
        waiting_for(lan, DUE)
