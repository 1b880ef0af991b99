"""A unit scored by the index of its province: by itself, by the assessors; what is kept, and what is refused."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import translation

from dtracker.accounts.access import NotAllowed
from dtracker.accounts.models import Membership
from dtracker.accounts.roles import Role
from indicators.actions import scoring
from indicators.actions.refusals import Barred, MissingReason
from indicators.actions.scoring import Entry
from indicators.actions.scoring_refusals import (
    FaultyScores,
    Incomplete,
    NotOpenYet,
    SheetMoved,
    TooEarly,
)
from indicators.models import Score, ScoreSheet
from indicators.workflow import WrongStep
from tests import cast, scoring_rows
from tests.scoring_rows import DUE, FULL, OPENED

pytestmark = pytest.mark.django_db


class World:
    """Tâm scores Sở Nội vụ, Hà reviews there; Lan and Minh are the province's, Quang is another's."""

    def __init__(self):
        self.place = cast.hai_duong()
        self.made = scoring_rows.scoring(self.place)
        self.tam, self.ha = self.of_unit("tam", Role.OFFICER), self.of_unit("ha", Role.REVIEWER)
        self.lan, self.minh = cast.lan(self.place), cast.minh(self.place)

    def of_unit(self, name: str, role: Role):
        made = cast.person(name, None)
        Membership.objects.create(user=made, role=role, province=self.place, unit=self.made.units[0])
        return made

    def entries(self, **values) -> dict[int, Entry]:
        """Full marks with evidence, changed: `_1_2=Entry(…)`; None leaves the line out."""
        said = {number: Entry(Decimal(value), evidence="Báo cáo 12/BC") for number, value in FULL.items()}
        said |= {key[1:].replace("_", "."): entry for key, entry in values.items()}
        return {self.made.criteria[number].pk: entry for number, entry in said.items() if entry}

    def save(self, *, by=None, version=None, today=DUE, **values) -> ScoreSheet:
        sheet = self.made.sheet()
        return scoring.save_scores(
            sheet=sheet,
            entries=self.entries(**values),
            version=version or sheet.version,
            by=by or self.tam,
            today=today,
        )

    def step(self, action, by, **more) -> ScoreSheet:
        sheet = self.made.sheet()
        return action(sheet=sheet, version=sheet.version, by=by, **more)

    def submit(self, by=None, **more) -> ScoreSheet:
        return self.step(scoring.submit, by or self.tam, **({"entries": {}, "today": DUE} | more))

    def submitted(self, **values) -> ScoreSheet:
        self.save(**values)
        return self.submit()

    def assess(self, by=None, **values) -> ScoreSheet:
        entries = {pk: Entry(each.value, each.is_absent, "") for pk, each in self.entries().items()}
        changed = {self.made.criteria[key[1:].replace("_", ".")].pk: entry for key, entry in values.items()}
        return self.step(scoring.assess, by or self.minh, entries=entries | changed)


@pytest.fixture
def world() -> World:
    return World()


def said(refused) -> str:
    with translation.override("en"):
        return str(refused.value)


def test_a_unit_scores_itself_and_hands_over(world):
    sheet = world.submitted()
    score = Score.objects.get(sheet=sheet, criterion=world.made.criteria["2.1"])
    assert (score.value, score.evidence, score.scored_by) == (90, "Báo cáo 12/BC", world.tam)
    assert (sheet.state, sheet.version, sheet.submitted_by) == ("submitted", 3, world.tam)
    assert list(sheet.history.order_by("history_id").values_list("history_change_reason", flat=True)) == [
        "save", "submit",
    ]  # fmt: skip


def test_what_is_typed_is_handed_over_in_one_step(world):
    sheet = world.submit(world.lan, entries=world.entries())
    assert (sheet.state, sheet.scores.count()) == ("submitted", 4)
    given = {pk: Entry(each.value) for pk, each in world.entries().items()}
    assert world.step(scoring.confirm, world.minh, entries=given).state == "assessed"


def test_only_lines_with_something_new_are_written(world):
    world.save()
    world.save(_2_1=Entry(Decimal(45), evidence="Báo cáo 12/BC"))
    counts = {each.criterion.number: each.history.count() for each in Score.objects.select_related("criterion")}
    assert counts == {"1.1": 1, "1.2": 1, "2.1": 2, "2.2": 1}


def test_assessors_confirm_and_change_with_a_reason(world):
    world.submitted()
    world.assess(_1_1=Entry(Decimal(30), note="Thiếu minh chứng"))
    sheet = world.step(scoring.confirm, world.minh, entries={})
    rows = {each.criterion.number: each for each in sheet.scores.select_related("criterion")}
    assert (rows["1.1"].value, rows["1.1"].given_value, rows["1.1"].reason) == (40, 30, "Thiếu minh chứng")
    assert (rows["1.2"].given_value, rows["1.2"].given_by) == (1, world.minh)
    assert (sheet.state, sheet.assessed_by) == ("assessed", world.minh)


def test_a_unit_without_a_criterion_says_why(world):
    world.save(_2_1=Entry(is_absent=True, note="Không có bộ phận tiếp dân"))
    score = Score.objects.get(criterion=world.made.criteria["2.1"])
    assert (score.value, score.is_absent) == (None, True)


def test_of_criteria_a_kind_does_not_have_nothing_is_kept(world):
    sheet = world.made.sheet("ngoc-son-hd")
    scoring.save_scores(sheet=sheet, entries=world.entries(), version=1, by=world.lan, today=DUE)
    assert not Score.objects.filter(criterion=world.made.criteria["2.2"]).exists()
    assert Score.objects.count() == 3


@pytest.mark.parametrize(
    ("number", "entry", "sentence"),
    [
        ("_1_1", Entry(Decimal(41)), "Points lie between 0 and 40."),
        ("_1_2", Entry(Decimal(2)), "Write 1 for yes or 0 for no."),
        ("_2_1", Entry(Decimal(1), is_absent=True), "Either a value, or that the unit does not have it."),
        ("_2_1", Entry(is_absent=True), "Say in the note why the unit does not have it."),
    ],
)
def test_values_that_cannot_be_are_refused_and_nothing_is_kept(world, number, entry, sentence):
    with translation.override("en"), pytest.raises(FaultyScores) as refused:
        world.save(**{number: entry})
    assert list(refused.value.faults.values()) == [sentence]
    assert (Score.objects.count(), world.made.sheet().version) == (0, 1)


def test_an_unfinished_sheet_is_not_submitted(world):
    world.save(_2_1=None, _2_2=None)
    with translation.override("en"), pytest.raises(Incomplete) as refused:
        world.submit()
    assert said(refused) == "These criteria have no value yet: 2.1, 2.2."


def test_points_that_need_evidence_are_not_submitted_without(world):
    world.save(_1_2=Entry(Decimal(1)))
    with translation.override("en"), pytest.raises(Incomplete) as refused:
        world.submit()
    assert said(refused) == "These criteria give points only with evidence: 1.2."
    world.save(_1_2=Entry(Decimal(0)))
    assert world.submit().state == "submitted"


@pytest.mark.parametrize(
    ("entry", "sentence"),
    [
        (Entry(Decimal(39)), "Give the reason for the change."),
        (Entry(), "Write the assessed value, or that the unit does not have it."),
        (Entry(is_absent=True), "Give the reason for the change."),
        (Entry(Decimal(41), note="x"), "Points lie between 0 and 40."),
        (Entry(Decimal(1), is_absent=True, note="x"), "Either a value, or that the unit does not have it."),
    ],
)
def test_an_assessment_that_cannot_be_is_refused(world, entry, sentence):
    world.submitted()
    with translation.override("en"), pytest.raises(FaultyScores) as refused:
        world.assess(_1_1=entry)
    assert list(refused.value.faults.values()) == [sentence]


def test_an_assessment_ends_when_every_criterion_has_one(world):
    world.submitted()
    with translation.override("en"), pytest.raises(Incomplete) as refused:
        world.step(scoring.confirm, world.minh, entries={})
    assert said(refused) == "These criteria are not assessed yet: 1.1, 1.2, 2.1, 2.2."


def test_nobody_assesses_what_they_scored(world):
    both = cast.person("both", Role.OFFICER, world.place)
    Membership.objects.create(user=both, role=Role.REVIEWER, province=world.place)
    world.save(by=both)
    world.submit()
    for act in (lambda: world.assess(by=both), lambda: world.step(scoring.confirm, both, entries={})):
        with pytest.raises(Barred):
            act()
    assert world.assess().version == 4


def test_who_may_do_what(world):
    quang = cast.quang(cast.ha_giang())
    sheet = world.made.sheet("so-y-te-hd")
    for person in (world.tam, world.minh, quang):
        with pytest.raises(NotAllowed):
            scoring.save_scores(sheet=sheet, entries={}, version=1, by=person, today=DUE)
    world.submitted()
    for person in (world.ha, world.lan, world.tam, quang):
        with pytest.raises(NotAllowed):
            world.assess(by=person)


def test_nobody_scores_before_the_round_opens(world):
    early = OPENED - timedelta(days=1)
    for act in (lambda: world.save(today=early), lambda: world.submit(today=early)):
        with translation.override("en"), pytest.raises(NotOpenYet) as refused:
            act()
        assert said(refused) == "This round opens on 5/1/2026."
    assert Score.objects.count() == 0


def test_a_sheet_that_was_changed_meanwhile_is_not_overwritten(world):
    world.save()
    with pytest.raises(SheetMoved):
        world.save(version=1)


def test_a_submitted_sheet_is_returned_with_a_reason_and_assessed_ones_are_opened_again(world):
    world.submitted()
    for action in (scoring.send_back, scoring.reopen):
        with pytest.raises((MissingReason, WrongStep)):
            world.step(action, world.minh, note=" ")
    returned = world.step(scoring.send_back, world.minh, note="Xem lại 2.1")
    assert (returned.state, returned.step_note, returned.submitted_by) == ("draft", "Xem lại 2.1", None)
    world.submit()
    world.assess()
    world.step(scoring.confirm, world.minh, entries={})
    again = world.step(scoring.reopen, world.minh, note="Có khiếu nại")
    assert (again.state, again.assessed_by, again.submitted_by) == ("submitted", None, world.tam)


def test_what_a_unit_changes_after_a_return_is_assessed_anew(world):
    world.submitted()
    world.assess(_1_1=Entry(Decimal(30), note="Thiếu minh chứng"))
    world.step(scoring.send_back, world.minh, note="Xem lại 2.1")
    world.save(_2_1=Entry(Decimal(45), evidence="Báo cáo 12/BC"))
    world.submit()
    scores = {each.criterion.number: each for each in Score.objects.select_related("criterion")}
    assert (scores["1.1"].given_value, scores["1.1"].reason) == (30, "Thiếu minh chứng")
    assert (scores["2.1"].value, scores["2.1"].given_value, scores["2.1"].given_by) == (45, None, None)
    with translation.override("en"), pytest.raises(Incomplete) as refused:
        world.step(scoring.confirm, world.minh, entries={})
    assert said(refused) == "These criteria are not assessed yet: 2.1."


def test_a_sheet_that_never_came_is_collected_after_its_day(world):
    with translation.override("en"), pytest.raises(TooEarly) as refused:
        world.step(scoring.collect, world.minh, today=DUE)
    assert said(refused) == "The unit may still score itself until 31/1/2026."
    sheet = world.step(scoring.collect, world.minh, today=DUE + timedelta(days=1))
    assert (sheet.state, sheet.submitted_by) == ("submitted", None)


def test_points_without_the_evidence_they_need_get_a_reason(world):
    world.save(_1_2=Entry(Decimal(1)))
    world.step(scoring.collect, world.minh, today=DUE + timedelta(days=1))
    with translation.override("en"), pytest.raises(FaultyScores) as refused:
        world.assess()
    assert list(refused.value.faults.values()) == [
        "It gives points only with evidence, and there is none. Give the reason why it does here."
    ]
    world.assess(_1_2=Entry(Decimal(1), note="Đã kiểm tra tại đơn vị"))
    world.step(scoring.send_back, world.minh, note="Bổ sung minh chứng")
    world.save(_1_2=Entry(Decimal(1), evidence="Quyết định 5"))
    assert world.made.sheet().scores.get(criterion__number="1.2").given_value is None


def test_what_a_unit_does_not_have_is_agreed_to_without_evidence_and_a_new_note_changes_nothing(world):
    world.save(_1_2=Entry(is_absent=True, note="Không có"))
    world.submit()
    world.assess(_1_2=Entry(is_absent=True))
    world.step(scoring.send_back, world.minh, note="Ghi rõ lý do")
    world.save(_1_2=Entry(is_absent=True, note="Không có bộ phận tiếp dân"))
    score = Score.objects.get(criterion=world.made.criteria["1.2"])
    assert (score.note, score.given_absent, score.given_by) == ("Không có bộ phận tiếp dân", True, world.minh)
