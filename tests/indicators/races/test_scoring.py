"""Several people and one index sheet or round at the same moment: one is heard, the others are told."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from dtracker.accounts.roles import Role
from indicators.actions import scoring, scoring_files, scoring_methods, scoring_results, scoring_rounds
from indicators.actions.refusals import HereAlready, MissingReason
from indicators.actions.scoring import Entry
from indicators.actions.scoring_refusals import AllHandedOver, RoundThere, SheetMoved
from indicators.models import IndexPublication, Score, ScoreFile, ScoreSheet, ScoringRound
from indicators.workflow import WrongStep
from tests import cast, make, scoring_rows
from tests.indicators.races.start import done, refused, together
from tests.scoring_rows import DUE, FULL, fill

pytestmark = pytest.mark.usefixtures("transactional_db")
UNIT = "so-noi-vu-hd"
LATER = DUE + timedelta(days=1)
TOLD = (SheetMoved, WrongStep)
"""By the version, where the state is still the one in which the step begins; else by the state."""


class World:
    """An index of Hải Dương: Lan scores, Minh and Mai assess and publish."""

    def __init__(self):
        self.place = cast.hai_duong()
        self.made = scoring_rows.scoring(self.place)
        self.lan, self.minh = cast.lan(self.place), cast.minh(self.place)
        self.mai = cast.person("mai", Role.REVIEWER, self.place)

    def submitted(self) -> ScoreSheet:
        fill(self.made, UNIT, FULL, state="submitted", assessed=False)
        return self.made.sheet()

    def entries(self, value: int = 0) -> dict[int, Entry]:
        """All lines as the unit has them, but 1.1 with this value."""
        said = {number: Entry(Decimal(each), evidence="BC 1") for number, each in FULL.items()}
        said["1.1"] = Entry(Decimal(value), note="Thiếu minh chứng") if value else said["1.1"]
        return {self.made.criteria[number].pk: entry for number, entry in said.items()}

    def confirm(self, sheet: ScoreSheet, by, value: int = 0):
        return scoring.confirm(sheet=sheet, entries=self.entries(value), version=1, by=by)

    def save(self, sheet: ScoreSheet, value: int, action=scoring.save_scores):
        given = {"entries": self.entries(value), "version": 1, "by": self.lan, "today": DUE}
        return action(sheet=sheet, **given)

    def add(self, sheet: ScoreSheet, content: bytes = make.PDF):
        upload = SimpleUploadedFile("Quyết định 5.pdf", content)
        return scoring_files.add_file(
            sheet=sheet, criterion=self.made.criteria["1.2"], upload=upload, by=self.lan, today=DUE
        )


@pytest.fixture
def world() -> World:
    return World()


def assert_told(answers) -> None:
    assert [isinstance(each, TOLD) for each in refused(answers)] == [True] * (len(answers) - 1)


def test_of_two_assessors_who_end_the_same_assessment_one_is_heard(world):
    sheet = world.submitted()
    answers = together(lambda: world.confirm(sheet, world.minh, 30), lambda: world.confirm(sheet, world.mai, 20))
    [winner] = done(answers)
    assert_told(answers)
    found = world.made.sheet()
    value = Score.objects.get(criterion__number="1.1").given_value
    assert (found.state, found.version, found.assessed_by) == ("assessed", 2, winner.assessed_by)
    assert value == (30 if winner.assessed_by == world.minh else 20)
    assert found.history.filter(history_change_reason="confirm").count() == 1


def test_an_assessment_that_ends_while_the_sheet_is_returned(world):
    sheet = world.submitted()
    answers = together(
        lambda: world.confirm(sheet, world.minh),
        lambda: scoring.send_back(sheet=sheet, note="Bổ sung", version=1, by=world.mai),
    )
    [winner] = done(answers)
    assert_told(answers)
    assert (world.made.sheet().state, world.made.sheet().version) == (winner.state, 2)


def test_a_unit_that_saves_while_its_late_sheet_is_taken(world):
    sheet = world.made.sheet()
    answers = together(
        lambda: world.save(sheet, 12),
        lambda: scoring.collect(sheet=sheet, version=1, by=world.minh, today=LATER),
    )
    [winner] = done(answers)
    assert_told(answers)
    assert (world.made.sheet().state, world.made.sheet().version) == (winner.state, 2)
    assert Score.objects.filter(sheet=sheet).count() == (4 if winner.state == "draft" else 0)


def test_a_unit_that_saves_while_an_assessor_ends_the_assessment(world):
    """The sheet was handed over, so what the unit still has on its screen comes too late, whoever is first."""
    sheet = world.submitted()
    answers = together(lambda: world.save(sheet, 12), lambda: world.confirm(sheet, world.minh, 30))
    [winner] = done(answers)
    assert ([type(each) for each in refused(answers)], winner.state) == ([WrongStep], "assessed")
    score = Score.objects.get(criterion__number="1.1")
    assert (score.value, score.given_value) == (40, 30)


def test_two_colleagues_save_the_same_sheet(world):
    sheet = world.made.sheet()
    answers = together(*(lambda n=n: world.save(sheet, n) for n in range(1, 5)))
    [winner] = done(answers)
    assert [type(each) for each in refused(answers)] == [SheetMoved] * 3
    assert (winner.version, Score.objects.count(), Score.history.count()) == (2, 4, 4)


def test_a_file_that_comes_while_the_sheet_is_handed_over(world):
    fill(world.made, UNIT, FULL, state="draft", assessed=False)
    sheet = world.made.sheet()
    answers = together(lambda: world.add(sheet), lambda: world.save(sheet, 0, scoring.submit))
    assert world.made.sheet().state == "submitted"
    assert all(isinstance(each, WrongStep) for each in refused(answers))
    assert ScoreFile.objects.count() == len(done(answers)) - 1


def test_the_same_file_twice_is_kept_once(world):
    sheet = world.made.sheet()
    answers = together(*(lambda: world.add(sheet) for _click in range(4)))
    assert (len(done(answers)), [type(each) for each in refused(answers)]) == (1, [HereAlready] * 3)
    assert ScoreFile.objects.count() == 1


def test_two_publications_at_once_are_one(world):
    for unit in world.made.units:
        fill(world.made, unit.code, FULL if unit.kind == "department" else {n: FULL[n] for n in FULL if n != "2.2"})
    answers = together(
        *(
            lambda by=by: scoring_results.publish(found=world.made.round, by=by, today=DUE)
            for by in (world.minh, world.mai)
        )
    )
    [made] = done(answers)
    assert [type(each) for each in refused(answers)] == [MissingReason]
    assert (IndexPublication.objects.get(), made.results.count()) == (made, 3)


def test_the_same_round_opened_and_a_version_copied_by_two(world):
    second = scoring_rows.method_of(world.made.index, 2)
    days = {"year": 2026, "quarter": None, "opens_on": DUE, "due_on": LATER}
    answers = together(
        lambda: scoring_rounds.open_round(method=world.made.method, by=world.minh, **days),
        lambda: scoring_rounds.open_round(method=second, by=world.mai, **days),
    )
    assert [type(each) for each in refused(answers)] == [RoundThere]
    assert ScoringRound.objects.get(year=2026).sheets.count() == 3
    copies = done(
        together(*(lambda by=by: scoring_methods.new_version(method=second, by=by) for by in (world.minh, world.mai)))
    )
    assert sorted(each.version for each in copies) == [3, 4]


def test_scoring_closed_by_two_is_closed_once(world):
    answers = together(
        *(
            lambda by=by: scoring_rounds.close_scoring(found=world.made.round, by=by, today=LATER)
            for by in (world.minh, world.mai)
        )
    )
    assert (done(answers), [type(each) for each in refused(answers)]) == ([3], [AllHandedOver])
    assert set(ScoreSheet.objects.values_list("version", flat=True)) == {2}
