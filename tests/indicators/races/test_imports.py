"""Files and people at the same moment: an import is wholly there or not at all, and overwrites nothing unseen."""

from datetime import date
from decimal import Decimal
from functools import partial
from hashlib import sha256
from random import Random

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from dtracker.accounts.roles import Role
from dtracker.formats.quarters import Period
from indicators.actions import entering, imports
from indicators.actions.refusals import Overtaken, Stale
from indicators.imports.preview import entries_of
from indicators.models import Figure
from indicators.queries.imports import judged
from tests import cast, make
from tests.indicators.races.start import done, refused, together

pytestmark = pytest.mark.usefixtures("transactional_db")
Q1 = Period(2025, 1)
TODAY = date(2025, 3, 20)
ROUNDS = range(4)
CELLS = range(12)


class World:
    """Hải Dương, two officers with files about the same cells, each in an order of its own."""

    def __init__(self):
        self.place = cast.hai_duong()
        self.lan = cast.lan(self.place)
        self.lien = cast.person("lien", Role.OFFICER, self.place)
        make.open_round("2025-Q1")
        self.cells = [make.indicator(f"ho-so-{number}") for number in CELLS]

    def prepared(self, value, by):
        """A file that gives every cell this value, and what its preview showed."""
        lines = [f"Hải Dương;{cell.code};2025-Q1;{value}" for cell in self.cells]
        Random(value).shuffle(lines)
        text = "\n".join(["Tỉnh;Mã chỉ số;Kỳ;Giá trị", *lines])
        batch = imports.keep_upload(file=SimpleUploadedFile("x.csv", text.encode()), by=by)
        entries, total = entries_of(batch).entries, sha256()
        for item in judged(entries_of(batch).entries, by=by, today=TODAY):
            total.update(item.print)
        return lambda: imports.confirm(batch=batch, entries=entries, seen=total.hexdigest(), by=by, today=TODAY)

    def values(self) -> set[Decimal]:
        return set(Figure.objects.values_list("value", flat=True))


@pytest.fixture
def world() -> World:
    return World()


def test_two_files_of_the_same_cells_in_another_order(world):
    for number in ROUNDS:
        before = Figure.history.count()
        one, other = world.prepared(10 + number, world.lan), world.prepared(50 + number, world.lien)
        answers = together(one, other)
        assert (len(done(answers)), [type(each) for each in refused(answers)]) == (1, [Overtaken])
        assert world.values() == {10 + number if answers[0].is_done else 50 + number}
        assert Figure.history.count() - before == len(CELLS)


def test_one_file_confirmed_twice_at_once(world):
    for number in ROUNDS:
        before = Figure.history.count()
        confirm = world.prepared(20 + number, world.lan)
        answers = together(confirm, confirm)
        assert (len(done(answers)), refused(answers)) == (2, [])
        assert (world.values(), Figure.history.count() - before) == ({20 + number}, len(CELLS))


def test_a_file_and_a_person_in_one_of_its_cells(world):
    """Whoever is second is told; the sheet and the file never mix unseen."""
    cell = world.cells[5]
    for number in ROUNDS:
        confirm = world.prepared(30 + number, world.lan)
        seen = Figure.objects.filter(indicator=cell).values_list("version", flat=True).first()
        save = partial(
            entering.save_figure,
            indicator=cell,
            province=world.place,
            period=Q1,
            values={"value": Decimal(80 + number)},
            version=seen,
            by=world.lien,
            today=TODAY,
        )
        imported, saved = together(confirm, save)
        assert imported.is_done != saved.is_done
        now = Figure.objects.get(indicator=cell)
        if imported.is_done:
            assert (type(saved.refusal), world.values()) == (Stale, {30 + number})
        else:
            assert (type(imported.refusal), now.value) == (Overtaken, 80 + number)
            # The others as they were, none of the file.
            assert 30 + number not in world.values()
    kept = list(Figure.history.filter(indicator=cell).order_by("version").values_list("version", flat=True))
    assert kept == list(range(1, len(kept) + 1))
