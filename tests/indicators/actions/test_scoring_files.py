"""Files that prove a score: taken and kept as other evidence is, taken away again, and locked with the sheet."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone, translation

from dtracker.accounts.access import NotAllowed
from dtracker.accounts.models import Membership
from dtracker.accounts.roles import Role
from indicators.actions import scoring, scoring_files
from indicators.actions.refusals import Barred, NotTaken
from indicators.actions.scoring import Entry
from indicators.actions.scoring_refusals import FaultyScores, FileStays, Incomplete, NotOpenYet
from indicators.models import IndexPublication, Score, ScoreFile
from indicators.workflow import WrongStep
from tests import cast, make, scoring_rows
from tests.scoring_rows import DUE, FULL, OPENED

pytestmark = pytest.mark.django_db


class World:
    """Lan scores any unit of Hải Dương, Minh assesses them. 1.2 gives points only with evidence."""

    def __init__(self):
        self.place = cast.hai_duong()
        self.made = scoring_rows.scoring(self.place)
        self.lan, self.minh = cast.lan(self.place), cast.minh(self.place)

    def add(self, content: bytes = make.PDF, *, number="1.2", by=None, name="Quyết định 5.pdf", today=DUE) -> ScoreFile:
        return scoring_files.add_file(
            sheet=self.made.sheet(),
            criterion=self.made.criteria[number],
            upload=SimpleUploadedFile(name, content),
            by=by or self.lan,
            today=today,
        )

    def entries(self, **values) -> dict[int, Entry]:
        return {self.made.criteria[key[1:].replace("_", ".")].pk: entry for key, entry in values.items()}

    def save(self, action=scoring.save_scores, dropped=(), **values):
        sheet = self.made.sheet()
        given = {"entries": self.entries(**values), "version": sheet.version, "by": self.lan, "today": DUE}
        return action(sheet=sheet, dropped=dropped, **given)

    def submit(self):
        return self.save(scoring.submit, **{f"_{each.replace('.', '_')}": Entry(Decimal(FULL[each])) for each in FULL})

    def step(self, action, **more):
        sheet = self.made.sheet()
        return action(sheet=sheet, version=sheet.version, by=self.minh, **more)


def stored() -> set[str]:
    storage = ScoreFile._meta.get_field("file").storage
    return set(storage.listdir("scores")[1]) if storage.exists("scores") else set()


def test_a_file_is_kept_under_a_name_nobody_guesses_and_proves_the_score(world):
    before = stored()
    kept = world.add(name="../../Quyết định 5.pdf")
    assert (kept.file_name, kept.content_type, kept.size) == ("Quyết định 5.pdf", "application/pdf", len(make.PDF))
    assert {kept.file.name.removeprefix("scores/")} == stored() - before
    assert "Quy" not in kept.file.name
    assert world.submit().state == "submitted"


def test_without_link_or_file_points_are_not_handed_over(world):
    with translation.override("en"), pytest.raises(Incomplete) as refused:
        world.submit()
    assert "1.2" in str(refused.value)
    kept = world.add()
    with pytest.raises(Incomplete):
        world.save(scoring.submit, dropped=[kept.pk], **{"_1_1": Entry(Decimal(1))})
    assert ScoreFile.objects.get() == kept


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("Báo cáo.pdf", b"<html><script>1</script></html>", "This kind of file is not taken."),
        ("Báo cáo.exe.pdf", make.PDF, "A name with “.exe” in it is not taken"),
        ("Báo cáo.pdf", b"", "The file is empty."),
    ],
)
def test_what_is_no_document_is_refused_and_leaves_nothing(world, name, content, sentence):
    before = stored()
    with translation.override("en"), pytest.raises(NotTaken) as refused:
        world.add(content, name=name)
    assert str(refused.value).startswith(sentence)
    assert (ScoreFile.objects.count(), stored()) == (0, before)


def test_the_same_twice_one_too_many_and_a_criterion_not_asked_are_refused(world, monkeypatch):
    world.add()
    with translation.override("en"), pytest.raises(NotTaken) as refused:
        world.add()
    assert str(refused.value) == "This file is here already: Quyết định 5.pdf, added by Lan."
    monkeypatch.setattr(scoring_files, "MOST", 1)
    with translation.override("en"), pytest.raises(NotTaken) as refused:
        world.add(make.PDF + b"\n")
    assert str(refused.value) == "A criterion has at most 1 files."
    world.add(number="1.1")
    with translation.override("en"), pytest.raises(NotTaken) as refused:
        scoring_files.add_file(
            sheet=world.made.sheet("ngoc-son-hd"),
            criterion=world.made.criteria["2.2"],
            upload=SimpleUploadedFile("a.pdf", make.PDF),
            by=world.lan,
            today=DUE,
        )
    assert str(refused.value) == "The unit is not scored by this criterion."


def test_the_sheet_locks_its_files_when_it_is_handed_over(world):
    kept = world.add()
    world.submit()
    for act in (lambda: world.add(make.PDF + b"\n"), lambda: world.save(dropped=[kept.pk])):
        with pytest.raises(WrongStep):
            act()
    with pytest.raises(NotAllowed):
        world.add(by=world.minh)
    assert (ScoreFile.objects.count(), world.made.sheet().version) == (1, 2)


def test_before_the_round_opens_no_file_is_taken(world):
    with pytest.raises(NotOpenYet):
        world.add(today=OPENED - timedelta(days=1))


def test_a_file_is_taken_away_with_the_sheet_and_its_story_stays(world, django_capture_on_commit_callbacks):
    before = stored()
    kept = world.add()
    with pytest.raises(FaultyScores):
        world.save(dropped=[kept.pk], _1_1=Entry(Decimal(41)))
    assert ScoreFile.objects.count() == 1
    with django_capture_on_commit_callbacks(execute=True):
        world.save(dropped=[kept.pk])
    assert (ScoreFile.objects.count(), stored()) == (0, before)
    told = ScoreFile.history.order_by("history_id").values_list("history_type", "history_user", "file_name")
    assert list(told) == [("+", world.lan.pk, kept.file_name), ("-", world.lan.pk, kept.file_name)]
    assert world.save(dropped=[kept.pk]).version == 3


def test_published_results_keep_the_files_they_rest_on(world):
    kept = world.add()
    world.made.round.public_on = DUE
    world.made.round.save()
    IndexPublication.objects.create(round=world.made.round, method=world.made.method, version=1, public_on=DUE)
    late = world.add(make.PDF + b"\n")
    with translation.override("en"), pytest.raises(FileStays) as refused:
        world.save(dropped=[kept.pk])
    assert str(refused.value) == "Published results rest on this file, so it stays: Quyết định 5.pdf."
    world.save(dropped=[late.pk])
    assert ScoreFile.objects.get() == kept


def test_another_proof_is_assessed_anew(world):
    world.add()
    world.submit()
    given = world.entries(_1_2=Entry(Decimal(1)), _1_1=Entry(Decimal(40)))
    world.step(scoring.assess, entries=given)
    world.step(scoring.send_back, note="Bổ sung")
    kept = world.add(make.PDF + b"\n")
    assert list(Score.objects.exclude(given_value=None).values_list("criterion__number", flat=True)) == ["1.1"]
    Score.objects.filter(criterion__number="1.2").update(given_value=1, given_by=world.minh, given_at=timezone.now())
    world.save(dropped=[kept.pk])
    assert Score.objects.get(criterion__number="1.2").given_value is None


def test_a_file_spares_the_assessors_a_reason_and_bars_who_added_it(world):
    both = cast.person("both", Role.OFFICER, world.place)
    Membership.objects.create(user=both, role=Role.REVIEWER, province=world.place)
    world.add(by=both)
    world.submit()
    given = world.entries(_1_2=Entry(Decimal(1)))
    sheet = world.made.sheet()
    with pytest.raises(Barred):
        scoring.assess(sheet=sheet, entries=given, version=sheet.version, by=both)
    assert world.step(scoring.assess, entries=given).scores.get(criterion__number="1.2").given_value == 1
