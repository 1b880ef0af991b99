"""Who is reminded of sheets of an index, by mail and once for each stage."""

from datetime import timedelta

import pytest

from dtracker.accounts.models import Membership
from dtracker.accounts.roles import Role
from dtracker.places.models import OrgUnit
from indicators.actions.reminders import send_reminder
from indicators.actions.scoring_rounds import add_sheets
from indicators.mails import reminder
from indicators.models import ScoringReminder
from indicators.queries.reminders import digests
from tests import cast, make, scoring_rows
from tests.scoring_rows import DUE, FULL, OPENED, fill

pytestmark = pytest.mark.django_db
AFTER = DUE + timedelta(days=1)


class World:
    """Tâm scores Sở Nội vụ, Lan any unit of Hải Dương; Minh assesses and Yến would for Sở Nội vụ, if units did."""

    def __init__(self):
        self.place = cast.hai_duong()
        self.made = scoring_rows.scoring(self.place)
        self.tam = self.of_unit("tam", Role.OFFICER)
        self.yen = self.of_unit("yen", Role.REVIEWER)
        self.lan, self.minh = (
            cast.person(name, role, self.place, email=f"{name}@example.vn", language="en")
            for name, role in (("lan", "officer"), ("minh", "reviewer"))
        )
        cast.nam(self.place), cast.thu(self.place), cast.quang(cast.ha_giang())

    def of_unit(self, name: str, role: Role):
        person = cast.person(name, None, email=f"{name}@example.vn", language="en")
        Membership.objects.create(user=person, role=role, province=self.place, unit=self.made.units[0])
        return person


def told(day) -> dict[str, list[tuple]]:
    """Per person who hears something: stage, whether she scores, the units."""
    return {
        each.user.username: [
            (due.stage.value, due.scores, [unit.name_en for unit in due.units]) for due in each.scorings
        ]
        for each in digests(day)
    }


def test_who_scores_hears_at_each_stage_and_who_assesses_once_a_sheet_is_late(world):
    own, others = ["Home Affairs"], ["Health", "Ngoc Son"]
    days = (OPENED, DUE - timedelta(days=5), DUE)
    for day, stage in zip(days, ("opened", "due-soon", "due"), strict=True):
        assert told(day) == {"lan": [(stage, True, others)], "tam": [(stage, True, own)]}
    assert told(AFTER) == {
        "lan": [("overdue", True, others)],
        "minh": [("overdue", False, [*own, *others])],
        "tam": [("overdue", True, own)],
    }
    assert told(OPENED - timedelta(days=1)) == told(DUE + timedelta(days=366)) == {}


def test_what_was_handed_over_or_is_of_a_unit_that_ended_is_not_asked_for(world):
    fill(world.made, "so-noi-vu-hd", FULL, state="submitted", assessed=False)
    OrgUnit.objects.filter(code="so-y-te-hd").update(ended_on=DUE)
    assert told(AFTER) == {"lan": [("overdue", True, ["Ngoc Son"])], "minh": [("overdue", False, ["Ngoc Son"])]}


def test_who_scores_and_assesses_hears_of_each_unit_once(world):
    Membership.objects.create(user=world.tam, role=Role.REVIEWER, province=world.place)
    others = ("overdue", False, ["Health", "Ngoc Son"])
    assert told(AFTER)["tam"] == [("overdue", True, ["Home Affairs"]), others]


def test_a_stage_is_told_once_and_anew_when_the_day_moves(world, mailoutbox):
    for digest in digests(AFTER):
        assert send_reminder(digest=digest, message=reminder(digest))
        assert not send_reminder(digest=digest, message=reminder(digest))
    assert told(AFTER + timedelta(days=30)) == {}
    assert set(ScoringReminder.objects.values_list("user__username", "due_on", "stage")) == {
        (name, DUE, "overdue") for name in ("lan", "minh", "tam")
    }
    world.made.round.due_on = AFTER
    world.made.round.save()
    assert set(told(AFTER)) == {"lan", "tam"}


def test_ten_units_are_named_and_the_others_counted(world):
    for number in range(10):
        make.unit(world.place, f"u-{number}", name_vi=f"Sở {number}")
    add_sheets(world.made.round)
    [mail] = [reminder(each) for each in digests(OPENED) if each.user == world.lan]
    lines = mail.body.splitlines()
    assert (sum(each.startswith("- ") for each in lines), "- and 2 more units" in lines) == (11, True)


def test_the_mail_names_the_units_and_leads_to_where_one_acts(world, settings, django_assert_num_queries):
    settings.SITE_URL = "https://dtracker.example"
    with django_assert_num_queries(8):
        mails = {each.user.username: reminder(each) for each in digests(AFTER)}
    said = {name: (mail.subject, mail.body.splitlines()[2:-2]) for name, mail in mails.items()}
    title, at = f"{world.made.index.name_en} · 2025: 1 day overdue", "https://dtracker.example/index/"
    instead = "Units without an officer of their own are told to you."
    own, awaited = "Sheets to score and to hand over:", "Units that have not handed over their sheets:"
    assert said == {
        "lan": (title, [title, instead, own, "- Health", "- Ngoc Son", at]),
        "tam": (title, [title, own, "- Home Affairs", f"{at}cds-hd/2025/score/so-noi-vu-hd/"]),
        "minh": (title, [title, awaited, "- Home Affairs", "- Health", "- Ngoc Son", f"{at}cds-hd/2025/assess/"]),
    }
