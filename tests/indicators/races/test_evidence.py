"""Two people add evidence at the same moment: nothing twice, nothing beyond the limit, no file without its record."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from dtracker.accounts.roles import Role
from indicators.actions import evidence
from indicators.actions.refusals import HereAlready
from indicators.models import Evidence, Figure
from tests import cast, make
from tests.indicators.races.start import done, refused, together

pytestmark = pytest.mark.usefixtures("transactional_db")
PEOPLE = 6


class World:
    def __init__(self):
        self.place = cast.hai_duong()
        self.lan, self.lien = cast.lan(self.place), cast.person("lien", Role.OFFICER, self.place)
        self.figure = Figure.objects.create(indicator=make.indicator(), province=self.place, year=2025, quarter=1)

    def attach(self, content: bytes = make.PDF, by=None):
        upload = SimpleUploadedFile("Báo cáo.pdf", content)
        return evidence.attach_file(figure=self.figure, upload=upload, by=by or self.lan)


@pytest.fixture
def world() -> World:
    return World()


def files() -> set[str]:
    storage = Evidence._meta.get_field("file").storage
    return set(storage.listdir("evidence")[1]) if storage.exists("evidence") else set()


def kept() -> set[str]:
    return {row.file.name.removeprefix("evidence/") for row in Evidence.objects.exclude(file="")}


def test_the_same_file_by_two_people_is_kept_once_and_the_other_is_told(world):
    before = files()
    answers = together(*(lambda n=n: world.attach(by=world.lan if n % 2 else world.lien) for n in range(PEOPLE)))
    [winner] = done(answers)
    assert [type(each) for each in refused(answers)] == [HereAlready] * (PEOPLE - 1)
    assert all(str(winner.added_by) in str(each) for each in refused(answers))
    assert files() - before == kept()
    assert [row.history_type for row in Evidence.history.all()] == ["+"]


def test_two_files_and_room_for_one(world):
    before = files()
    for number in range(evidence.MOST - 1):
        evidence.attach_link(figure=world.figure, url=f"https://example.vn/{number}", by=world.lan)
    answers = together(*(lambda n=n: world.attach(make.PDF + b" " * n) for n in range(PEOPLE)))
    assert len(done(answers)) == 1
    assert world.figure.evidence.count() == evidence.MOST
    assert files() - before == kept()


def test_the_same_link_by_two_people_is_one(world):
    answers = together(
        *(
            lambda: evidence.attach_link(figure=world.figure, url="https://example.vn/a", by=world.lan)
            for _click in range(PEOPLE)
        )
    )
    assert len({piece.pk for piece in done(answers)}) == 1
    assert Evidence.history.count() == 1


def test_removing_twice_is_removing_once(world):
    before = files()
    piece = world.attach()
    answers = together(*(lambda: evidence.remove(evidence=piece, by=world.lan) for _click in range(PEOPLE)))
    assert len(done(answers)) == PEOPLE
    assert files() == before
    assert [row.history_type for row in Evidence.history.order_by("history_id")] == ["+", "-"]
