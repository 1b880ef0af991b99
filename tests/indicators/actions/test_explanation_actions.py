"""A request for explanation asked, answered, asked again, closed and taken back: what is kept, and what is refused."""

from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import translation

from dtracker.accounts.access import NotAllowed
from dtracker.accounts.models import Membership
from dtracker.accounts.roles import Role
from indicators.actions import explanations
from indicators.actions.refusals import Barred, Faulty, NotJudged, NotTaken, Stale
from indicators.models import ExplanationRequest
from indicators.workflow import WrongStep
from tests import cast, make
from tests.disk import room_for

pytestmark = pytest.mark.django_db
TODAY, DUE = make.ASKED_ON, make.ANSWER_DUE


class World:
    def __init__(self):
        self.place = cast.hai_duong()
        self.lan, self.minh = cast.lan(self.place), cast.minh(self.place)
        self.nam, self.thu = cast.nam(self.place), cast.thu(self.place)
        self.of = make.indicator()
        self.target = make.target(self.of, self.place, 90, "2027-Q4", baseline="20@2020-Q4")
        make.published(self.of, self.place, "2026-Q3", 30)
        self.told: list[tuple] = []

    def tell(self, found, step, by) -> None:
        self.told.append((found.pk, step, by.username))

    def ask(self, question: str = "Vì sao chậm?", due_on: date = DUE, by=None, **more) -> ExplanationRequest:
        given = {"target": self.target, "today": TODAY, "tell": self.tell} | more
        return explanations.ask(question=question, due_on=due_on, by=by or self.nam, **given)

    def answer(self, found, text: str = "Thiếu cán bộ.", by=None, **more) -> ExplanationRequest:
        given = {"version": found.version, "tell": self.tell} | more
        return explanations.answer(explanation=found, text=text, by=by or self.lan, **given)

    def ask_again(self, found, note: str = "Chưa nêu số.", due_on: date = DUE, by=None) -> ExplanationRequest:
        return explanations.ask_again(
            explanation=found,
            note=note,
            due_on=due_on,
            version=found.version,
            by=by or self.nam,
            today=TODAY,
            tell=self.tell,
        )

    def close(self, found, note: str = "", by=None) -> ExplanationRequest:
        return explanations.close(
            explanation=found, note=note, version=found.version, by=by or self.nam, tell=self.tell
        )

    def withdraw(self, found, by=None) -> ExplanationRequest:
        return explanations.withdraw(explanation=found, version=found.version, by=by or self.nam, tell=self.tell)


def faults(act) -> list[tuple[str, str]]:
    with translation.override("en"), pytest.raises(Faulty) as error:
        act()
    return error.value.faults


def story(found) -> list[tuple]:
    rows = found.history.order_by("history_id")
    return [(row.history_change_reason, str(row.history_user), row.state, row.version) for row in rows]


def files() -> set[str]:
    storage = ExplanationRequest._meta.get_field("file").storage
    return set(storage.listdir("explanations")[1]) if storage.exists("explanations") else set()


# --- asking ---


def test_the_question_is_kept_with_the_status_of_the_day(world):
    found = world.ask("  Vì sao chậm?  ")
    row = ExplanationRequest.objects.get()
    assert (row.question, row.state, row.version) == ("Vì sao chậm?", "asked", 1)
    assert (row.status_then, row.status_on, row.due_on) == ("slow", TODAY, DUE)
    assert (row.target, row.province, row.asked_by) == (world.target, world.place, world.nam)
    assert story(found) == [("ask", "Nam", "asked", 1)]


def test_the_status_is_that_of_the_whole_track(world):
    """Alone the target would ask for 77% by now; after the milestone of the quarter before it asks for 40%."""
    of = make.indicator("ho-so-huyen")
    target = make.target(of, world.place, 90, "2027-Q4", baseline="20@2020-Q4")
    make.published(of, world.place, "2026-Q3", 39)
    alone = world.ask(target=target)
    make.target(of, world.place, 30, "2026-Q2", baseline="20@2020-Q4")
    make.published(of, world.place, "2026-Q2", 30)
    assert (alone.status_then, world.ask("Và nay?", target=target).status_then) == ("slow", "speed-up")


def test_a_double_click_asks_once(world):
    assert world.ask().pk == world.ask(" Vì sao chậm? ").pk
    assert ExplanationRequest.objects.count() == 1
    assert world.ask("Khi nào xong?").pk != world.ask(by=world.minh).pk
    assert ExplanationRequest.objects.count() == 3


def test_an_open_question_is_not_asked_once_more_with_another_day(world):
    found = world.ask()
    sentence = (
        "You have asked this already, and an answer is due by 5/12/2026. Close that request or take it back first."
    )
    assert faults(lambda: world.ask(due_on=DUE + timedelta(days=1))) == [("due_on", sentence)]
    assert ExplanationRequest.objects.get().due_on == DUE
    world.withdraw(found)
    assert world.ask(due_on=DUE + timedelta(days=1)).due_on == DUE + timedelta(days=1)


def test_the_same_question_may_be_asked_again_after_it_was_closed(world):
    world.close(world.answer(world.ask()))
    world.ask()
    assert sorted(ExplanationRequest.objects.values_list("state", flat=True)) == ["asked", "closed"]


@pytest.mark.parametrize(
    ("question", "due_on", "field", "sentence"),
    [
        (" ", DUE, "question", "Write what is to be explained."),
        ("a", TODAY - timedelta(days=1), "due_on", "The answer cannot be due before today."),
        ("a", TODAY + timedelta(days=366), "due_on", "The answer is due within a year."),
    ],
)
def test_what_is_wrong_with_a_question(world, question, due_on, field, sentence):
    assert faults(lambda: world.ask(question, due_on)) == [(field, sentence)]
    assert not ExplanationRequest.objects.exists()


def test_the_answer_may_be_due_today(world):
    assert world.ask(due_on=TODAY).due_on == TODAY


def test_only_targets_of_a_province_that_a_document_sets_are_explained(world):
    wish = make.target(world.of, world.place, 95, "2030", kind="aspiration")
    national = make.target(make.indicator("ca-nuoc"), None, 90, "2027")
    unborn = make.target(world.of, world.place, 95, "2030", document=make.document(issued_on=date(2026, 11, 21)))
    hoa = cast.hoa()
    for target in (wish, national, unborn):
        with pytest.raises(NotJudged):
            world.ask(target=target, by=hoa)
    assert not ExplanationRequest.objects.exists()


# --- answering ---


def test_the_answer_with_its_file(world):
    upload = SimpleUploadedFile("Giải trình.pdf", make.PDF)
    before = files()
    found = world.answer(world.ask(), upload=upload)
    found.refresh_from_db()
    assert (found.state, found.answer, found.answered_by) == ("answered", "Thiếu cán bộ.", world.lan)
    assert (found.file_name, found.size, found.content_type) == ("Giải trình.pdf", len(make.PDF), "application/pdf")
    assert {found.file.name.removeprefix("explanations/")} == files() - before
    assert story(found)[-1] == ("answer", "Lan", "answered", 2)


def test_an_answer_needs_words(world):
    found = world.ask()
    assert faults(lambda: world.answer(found, " ")) == [("text", "Write the explanation.")]


@pytest.mark.parametrize("content", [b"", b"<script>alert(1)</script>"])
def test_a_file_that_is_not_taken_leaves_nothing_behind(world, content):
    found, before = world.ask(), files()
    with pytest.raises(NotTaken):
        world.answer(found, upload=SimpleUploadedFile("a.pdf", content))
    found.refresh_from_db()
    assert (found.state, files()) == ("asked", before)


def test_a_full_disk_is_told_and_nothing_is_kept(world):
    found, before = world.ask(), files()
    with room_for(10), pytest.raises(NotTaken):
        world.answer(found, upload=SimpleUploadedFile("a.pdf", make.PDF))
    found.refresh_from_db()
    assert (found.state, found.answer, files()) == ("asked", "", before)


def test_an_earlier_answer_and_its_file_stay_in_the_history(world):
    first = world.answer(world.ask(), upload=SimpleUploadedFile("a.pdf", make.PDF))
    name = first.file.name
    second = world.answer(world.ask_again(first), "Còn 12 đơn vị.")
    row = second.history.get(version=2)
    assert (row.answer, row.file, second.answer, bool(second.file)) == ("Thiếu cán bộ.", name, "Còn 12 đơn vị.", False)
    assert first.file.storage.exists(name)


# --- what follows ---


def test_asking_again_sets_a_new_day(world):
    later = DUE + timedelta(days=7)
    found = world.ask_again(world.answer(world.ask()), due_on=later, by=world.minh)
    assert (found.state, found.again_note, found.again_by, found.due_on) == (
        "asked",
        "Chưa nêu số.",
        world.minh,
        later,
    )


def test_asking_again_says_what_is_lacking_and_by_when(world):
    found = world.answer(world.ask())
    assert faults(lambda: world.ask_again(found, " ")) == [("note", "Say what the answer lacks.")]
    assert faults(lambda: world.ask_again(found, due_on=TODAY - timedelta(days=1)))[0][0] == "due_on"


def test_closing_needs_no_note_once_it_is_answered(world):
    found = world.close(world.answer(world.ask()), by=world.minh)
    assert (found.state, found.closing_note, found.closed_by) == ("closed", "", world.minh)


def test_closing_without_an_answer_says_what_was_settled(world):
    found = world.ask()
    [(field, _sentence)] = faults(lambda: world.close(found))
    assert field == "note"
    assert world.close(found, "Đã trả lời tại cuộc họp").closing_note == "Đã trả lời tại cuộc họp"


def test_a_request_is_taken_back(world):
    found = world.withdraw(world.ask())
    assert (found.state, found.closed_by) == ("withdrawn", world.nam)
    assert [step for step, *_rest in story(found)] == ["ask", "withdraw"]


# --- who may not ---


def test_each_step_asks_for_its_permission(world):
    found, answered = world.ask(), world.answer(world.ask("Khi nào?"))
    for act in (
        lambda: world.ask(by=world.lan),
        lambda: world.answer(found, by=world.minh),
        lambda: world.ask_again(answered, by=world.thu),
        lambda: world.close(answered, by=world.lan),
        lambda: world.withdraw(found, by=world.thu),
    ):
        with pytest.raises(NotAllowed):
            act()


def test_people_of_another_province_may_nothing(world):
    elsewhere = cast.ha_giang()
    pa, quang = cast.person("pa", Role.READER, elsewhere), cast.quang(elsewhere)
    found = world.ask()
    for act in (lambda: world.ask(by=pa), lambda: world.answer(found, by=quang), lambda: world.close(found, by=pa)):
        with pytest.raises(NotAllowed):
            act()


def test_nobody_answers_or_closes_their_own_words(world):
    hoa = cast.hoa()
    mine = world.ask(by=hoa)
    for act in (
        lambda: world.answer(mine, by=hoa),
        lambda: world.withdraw(world.ask(), by=world.minh),
        lambda: world.close(world.answer(world.ask(), by=hoa), by=hoa),
    ):
        with pytest.raises(Barred):
            act()


def test_who_asked_again_does_not_answer(world):
    Membership.objects.create(user=world.minh, role=Role.OFFICER, province=world.place)
    found = world.ask_again(world.answer(world.ask()), by=world.minh)
    with pytest.raises(Barred):
        world.answer(found, by=world.minh)


def test_what_was_answered_is_closed_not_taken_back(world):
    found = world.ask_again(world.answer(world.ask()))
    with pytest.raises(Barred):
        world.withdraw(found)


# --- too late ---


def test_who_comes_second_is_told_what_stands_there(world):
    found = world.ask()
    seen = found.version
    world.answer(found)
    with translation.override("en"), pytest.raises(Stale) as error:
        world.answer(found, version=seen, by=world.thu)
    assert str(error.value).startswith(world.of.short)
    assert ExplanationRequest.objects.get().answered_by == world.lan


def test_nothing_follows_a_closed_request(world):
    found = world.close(world.answer(world.ask()))
    with pytest.raises(WrongStep):
        world.answer(found, by=world.thu)


def test_who_is_concerned_is_told_after_the_commit(world, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks() as waiting:
        found = world.ask()
        assert world.told == []
    for each in waiting:
        each()
    assert world.told == [(found.pk, "ask", "nam")]
