"""Two people and one request at the same moment: one is heard, the other is told; no file without its record."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from dtracker.accounts.roles import Role
from indicators.actions import explanations
from indicators.actions.refusals import Stale
from indicators.models import ExplanationRequest
from tests import cast, make
from tests.indicators.races.start import done, refused, together

pytestmark = pytest.mark.usefixtures("transactional_db")
PEOPLE = 6


class World:
    def __init__(self):
        self.place = cast.hai_duong()
        self.lan, self.lien = cast.lan(self.place), cast.person("lien", Role.OFFICER, self.place)
        self.nam, self.minh = cast.nam(self.place), cast.minh(self.place)
        self.target = make.target(make.indicator(), self.place, 90, "2027-Q4", baseline="20@2020-Q4")
        self.found = make.explanation(self.target, self.nam)

    def ask(self):
        return explanations.ask(
            target=self.target,
            question="Vì sao?",
            due_on=make.ANSWER_DUE,
            by=self.nam,
            today=make.ASKED_ON,
            tell=nobody,
        )

    def answer(self, by):
        upload = SimpleUploadedFile("a.pdf", make.PDF)
        return explanations.answer(
            explanation=self.found, text=by.username, upload=upload, version=1, by=by, tell=nobody
        )

    def close(self, by):
        return explanations.close(explanation=self.found, note="Đã rõ", version=1, by=by, tell=nobody)


def nobody(*_step) -> None:
    pass


@pytest.fixture
def world() -> World:
    return World()


def files() -> set[str]:
    storage = ExplanationRequest._meta.get_field("file").storage
    return set(storage.listdir("explanations")[1]) if storage.exists("explanations") else set()


def test_of_two_answers_one_is_kept(world):
    before = files()
    answers = together(*(lambda n=n: world.answer(world.lan if n % 2 else world.lien) for n in range(PEOPLE)))
    [winner] = done(answers)
    assert [type(each) for each in refused(answers)] == [Stale] * (PEOPLE - 1)
    row = ExplanationRequest.objects.get()
    assert (row.answer, row.version) == (winner.answered_by.username, 2)
    assert files() - before == {row.file.name.removeprefix("explanations/")}
    assert [each.history_change_reason for each in row.history.order_by("history_id")] == ["ask", "answer"]


def test_answering_and_closing_at_once(world):
    before = files()
    answers = together(lambda: world.answer(world.lan), lambda: world.close(world.minh))
    [winner] = done(answers)
    assert [type(each) for each in refused(answers)] == [Stale]
    row = ExplanationRequest.objects.get()
    assert (row.state, row.version) == (winner.state, 2)
    assert len(files() - before) == (1 if row.state == "answered" else 0)


def test_the_same_question_many_times_is_one(world):
    answers = together(*(world.ask for _click in range(PEOPLE)))
    assert len({each.pk for each in done(answers)}) == 1
    assert ExplanationRequest.objects.count() == 2
