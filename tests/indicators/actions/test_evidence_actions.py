"""Evidence added and taken away: what is kept on the disk and in the records, and what is refused."""

from hashlib import sha256

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.utils import timezone, translation

from dtracker.accounts.access import NotAllowed
from dtracker.accounts.roles import Role
from indicators.actions import evidence
from indicators.actions.refusals import EvidenceStays, NotTaken
from indicators.enums import FigureStatus
from indicators.models import Evidence, Figure
from tests import cast, make
from tests.disk import room_for

pytestmark = pytest.mark.django_db
NAME = "Báo cáo Quý I.pdf"


class World:
    def __init__(self):
        self.place = cast.hai_duong()
        self.lan, self.minh = cast.lan(self.place), cast.minh(self.place)
        self.lien = cast.person("lien", Role.OFFICER, self.place)
        self.figure = Figure.objects.create(indicator=make.indicator(), province=self.place, year=2025, quarter=1)

    def attach(self, content: bytes = make.PDF, name: str = NAME, by=None, **more) -> Evidence:
        upload = SimpleUploadedFile(name, content)
        return evidence.attach_file(figure=self.figure, upload=upload, by=by or self.lan, **more)

    def link(self, url: str = "https://example.vn/a", by=None) -> Evidence:
        return evidence.attach_link(figure=self.figure, url=url, by=by or self.lan)

    def become(self, status: FigureStatus, **fields) -> None:
        Figure.objects.filter(pk=self.figure.pk).update(status=status, **fields)


def files() -> set[str]:
    storage = Evidence._meta.get_field("file").storage
    return set(storage.listdir("evidence")[1]) if storage.exists("evidence") else set()


def content_of(piece: Evidence) -> bytes:
    with piece.file.storage.open(piece.file.name) as file:
        return file.read()


def told() -> list[tuple]:
    rows = Evidence.history.order_by("history_id")
    return [(row.history_type, str(row.history_user), row.title or row.file_name or row.url) for row in rows]


def refusal(act) -> str:
    with translation.override("en"), pytest.raises(NotTaken) as error:
        act()
    return str(error.value)


def test_a_file_is_kept_with_what_is_known_of_it(world):
    before = files()
    made = world.attach(title="Báo cáo đã ký")
    row = Evidence.objects.get()
    assert (row.pk, row.file_name, row.title, row.size) == (made.pk, NAME, "Báo cáo đã ký", len(make.PDF))
    assert (row.content_type, row.digest) == ("application/pdf", sha256(make.PDF).hexdigest())
    assert (row.added_by, row.url, row.document) == (world.lan, "", None)
    assert content_of(row) == make.PDF
    assert {row.file.name.removeprefix("evidence/")} == files() - before
    assert "Bao" not in row.file.name and "Báo" not in row.file.name
    assert told() == [("+", "Lan", "Báo cáo đã ký")]


def test_evidence_changes_no_value_and_no_version(world):
    before = Figure.objects.values().get()
    world.attach()
    world.link()
    assert Figure.objects.values().get() == before
    assert world.figure.history.count() == 1


@pytest.mark.parametrize("status", FigureStatus.values)
def test_evidence_is_added_in_any_state(world, status):
    world.become(status)
    world.attach()
    assert Evidence.objects.count() == 1


def test_the_same_file_twice_is_told_with_who_brought_it(world):
    world.attach()
    before = files()
    sentence = refusal(lambda: world.attach(name="Tên khác.pdf", by=world.lien))
    assert sentence == f"This file is here already: {NAME}, added by Lan."
    assert (Evidence.objects.count(), files()) == (1, before)


def test_the_same_file_proves_another_figure_too(world):
    world.attach()
    world.figure = Figure.objects.create(indicator=world.figure.indicator, province=world.place, year=2025, quarter=2)
    world.attach()
    assert Evidence.objects.count() == 2


def test_the_same_link_twice_is_once(world):
    assert world.link().pk == world.link(by=world.lien).pk
    assert told() == [("+", "Lan", "https://example.vn/a")]


def test_ten_pieces_and_no_more(world):
    for number in range(9):
        world.link(f"https://example.vn/{number}")
    world.attach()
    before = files()
    sentence = "A figure has at most 10 pieces of evidence."
    assert refusal(lambda: world.link("https://example.vn/more")) == sentence
    assert refusal(lambda: world.attach(make.PDF + b" ")) == sentence
    assert (Evidence.objects.count(), files()) == (10, before)


def test_twenty_megabytes_and_not_a_byte_more(world):
    most = 20 * 1024 * 1024
    padding = make.PDF.index(b"trailer")
    full = make.PDF[:padding] + b" " * (most - len(make.PDF)) + make.PDF[padding:]
    assert refusal(lambda: world.attach(full + b" ")) == "The file is larger than 20 MB."
    assert world.attach(full).size == most


@pytest.mark.parametrize(
    ("content", "name"),
    [(b"", NAME), (b"<script>alert(1)</script>", NAME), (make.PDF, "a.exe.pdf"), (make.PDF, "a.png")],
)
def test_what_is_not_taken_leaves_nothing_behind(world, content, name):
    before = files()
    assert refusal(lambda: world.attach(content, name))
    assert (Evidence.objects.count(), Evidence.history.count(), files()) == (0, 0, before)


def test_a_full_disk_is_told_and_leaves_neither_record_nor_piece_of_a_file(world):
    before = files()
    content = make.PDF[:-6] + b" " * 100_000 + b"%%EOF\n"
    with room_for(65_536):
        sentence = refusal(lambda: world.attach(content))
    assert sentence == "The file could not be stored, perhaps for want of room. Nothing was kept; try later."
    assert (Evidence.objects.count(), Evidence.history.count(), files()) == (0, 0, before)
    assert content_of(world.attach(content)) == content


def test_a_record_that_fails_takes_its_file_with_it(world):
    before = files()
    with pytest.raises(IntegrityError), transaction.atomic():
        world.attach(title=None)
    assert (Evidence.objects.count(), files()) == (0, before)


def test_who_may_add(world):
    quang = cast.quang(cast.ha_giang())
    for person in (world.minh, quang, cast.nam(world.place)):
        with pytest.raises(NotAllowed):
            world.attach(by=person)
        with pytest.raises(NotAllowed):
            world.link(by=person)
    assert Evidence.objects.count() == 0


# --- taking it away ---


def removed(world, piece: Evidence, by=None) -> None:
    evidence.remove(evidence=piece, by=by or world.lan)


def test_what_one_added_oneself_is_removed_with_its_file_and_stays_in_the_history(
    world, django_capture_on_commit_callbacks
):
    before = files()
    piece = world.attach()
    with django_capture_on_commit_callbacks(execute=True):
        removed(world, piece)
    assert (Evidence.objects.count(), files()) == (0, before)
    assert told() == [("+", "Lan", NAME), ("-", "Lan", NAME)]


def test_a_removed_file_can_be_added_again(world):
    removed(world, world.attach())
    world.attach()
    assert Evidence.objects.count() == 1


def test_removing_it_twice_is_removing_it_once(world):
    piece = world.link()
    removed(world, Evidence.objects.get(pk=piece.pk))
    removed(world, piece)
    assert [what for what, _who, _name in told()] == ["+", "-"]


def test_what_somebody_else_added_stays(world):
    piece = world.attach(by=world.lien)
    with pytest.raises(EvidenceStays):
        removed(world, piece)
    assert Evidence.objects.count() == 1


@pytest.mark.parametrize("status", ["submitted", "approved", "published"])
def test_what_others_decide_by_stays(world, status):
    piece = world.attach()
    world.become(status)
    with pytest.raises(EvidenceStays):
        removed(world, piece)
    assert Evidence.objects.count() == 1


def test_what_was_published_stays_while_a_correction_is_a_draft(world):
    piece = world.attach()
    world.become("draft", published_at=timezone.now(), published_by=world.minh)
    later = world.link()
    with pytest.raises(EvidenceStays):
        removed(world, piece)
    removed(world, later)
    assert Evidence.objects.get() == piece


def test_a_returned_figure_gives_it_back(world):
    piece = world.attach()
    world.become("returned")
    removed(world, piece)
    assert Evidence.objects.count() == 0


def test_a_reviewer_removes_nothing(world):
    piece = world.attach()
    with pytest.raises(NotAllowed):
        removed(world, piece, by=world.minh)
    assert Evidence.objects.count() == 1
