"""Files on the sheet of an index: kept whatever else is wrong, taken away when saved, fetched by those who may."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from dtracker.accounts.models import Membership
from dtracker.accounts.roles import Role
from indicators.models import Score, ScoreFile
from tests import cast, make, scoring_rows
from tests.scoring_rows import FULL, fill, typed

pytestmark = pytest.mark.django_db
AT = "/index/cds-hd/2025/"
SHEET, ASSESS = f"{AT}score/so-noi-vu-hd/", f"{AT}assess/so-noi-vu-hd/"


class World:
    """Tâm scores Sở Nội vụ, Lan any unit of Hải Dương, Minh assesses them; Quang is another province's."""

    def __init__(self):
        self.place = cast.hai_duong()
        self.made = scoring_rows.scoring(self.place)
        self.tam = cast.person("tam", None)
        Membership.objects.create(user=self.tam, role=Role.OFFICER, province=self.place, unit=self.made.units[0])
        self.lan, self.minh = cast.lan(self.place), cast.minh(self.place)
        self.quang = cast.quang(cast.ha_giang())

    def sent(self, *, content: bytes = make.PDF, name: str = "Quyết định 5.pdf", version=None, **changes) -> dict:
        """A full sheet without written evidence, with a file for 1.2."""
        found = typed(self.made, version or self.made.sheet().version, **changes)
        found = {key: value for key, value in found.items() if not key.endswith("evidence")}
        return found | {f"c{self.made.criteria['1.2'].pk}-file": SimpleUploadedFile(name, content)}


def sign_in(person=None) -> Client:
    client = Client()
    client.cookies["django_language"] = "en"
    if person:
        client.force_login(person)
    return client


def files_of(page) -> dict[str, list[str]]:
    lines = [line for line in page.context["lines"] if line.files]
    return {line.criterion.number: [str(each.file) for each in line.files] for line in lines}


def status_of(person, path: str) -> int:
    answer = sign_in(person).get(path)
    # Read to its end, as a browser does: the file is closed then.
    assert not answer.streaming or b"".join(answer.streaming_content) == make.PDF
    return answer.status_code


def errors_of(page) -> dict[str, dict]:
    lines = [line for line in page.context["lines"] if line.form and line.form.errors]
    return {line.criterion.number: {name: list(said) for name, said in line.form.errors.items()} for line in lines}


def test_a_file_proves_the_score_and_the_sheet_is_handed_over(world):
    client = sign_in(world.tam)
    assert client.post(f"{SHEET}submit/", world.sent())["Location"] == SHEET
    page = client.get(SHEET)
    assert (files_of(page), page.context["form"]) == ({"1.2": ["Quyết định 5.pdf"]}, None)
    assert 'name="dropped"' not in page.text
    assert client.post(SHEET, world.sent(content=make.PDF + b"\n")).status_code == 409
    seen = sign_in(world.minh).get(ASSESS)
    assert files_of(seen) == {"1.2": ["Quyết định 5.pdf"]}
    # Locked with the sheet: assessors take no evidence away.
    assert ("no evidence" in seen.text, 'name="dropped"' in seen.text) == (False, False)
    assert ScoreFile.objects.count() == 1


def test_a_file_is_kept_when_another_line_comes_back(world):
    client = sign_in(world.tam)
    for wrong in ({"_1_1": "ba mươi"}, {"_1_1": "41"}):
        ScoreFile.objects.all().delete()
        page = client.post(SHEET, world.sent(**wrong))
        assert (page.status_code, list(errors_of(page))) == (422, ["1.1"])
        assert files_of(page) == {"1.2": ["Quyết định 5.pdf"]}
        assert "These files are kept and need not be chosen again: Quyết định 5.pdf." in page.text
    moved = client.post(SHEET, world.sent(content=make.PDF + b"\n", version=99))
    assert (moved.status_code, len(files_of(moved)["1.2"]), Score.objects.count()) == (409, 2, 0)


def test_a_file_that_is_not_taken_says_so_under_its_line_and_nothing_typed_is_lost(world):
    page = sign_in(world.tam).post(SHEET, world.sent(content=b"<html></html>", _1_1="30,5"))
    assert (page.status_code, list(errors_of(page)["1.2"])) == (422, ["file"])
    assert "These files are not kept; choose them again: Quyết định 5.pdf." in page.text
    assert 'value="30,5"' in page.text
    assert (ScoreFile.objects.count(), Score.objects.count()) == (0, 0)
    # One of the same name that is taken for another line hides it not.
    beside = {f"c{world.made.criteria['1.1'].pk}-file": SimpleUploadedFile("Quyết định 5.pdf", make.PDF)}
    page = sign_in(world.tam).post(SHEET, world.sent(content=b"<html></html>") | beside)
    assert (page.context["kept"], page.context["lost"]) == (["Quyết định 5.pdf"], ["Quyết định 5.pdf"])


def test_the_same_file_once_more_is_not_said_to_be_lost(world):
    client = sign_in(world.tam)
    client.post(SHEET, world.sent())
    page = client.post(SHEET, world.sent())
    said = "This file is here already: Quyết định 5.pdf, added by Tam."
    assert (page.status_code, errors_of(page)) == (422, {"1.2": {"file": [said]}})
    assert (page.context["kept"], page.context["lost"]) == (["Quyết định 5.pdf"], [])
    assert ScoreFile.objects.count() == 1


def test_a_ticked_file_is_taken_away_when_the_sheet_is_saved(world):
    client = sign_in(world.tam)
    client.post(SHEET, world.sent())
    kept = ScoreFile.objects.get()
    ticked = world.sent(_1_1="41") | {"dropped": kept.pk, f"c{world.made.criteria['1.2'].pk}-file": ""}
    page = client.post(SHEET, ticked)
    assert (page.status_code, page.text.count(f'value="{kept.pk}" checked')) == (422, 1)
    prefix = f"c{world.made.criteria['1.1'].pk}-value"
    for wrong in ("x", "9" * 40):
        assert client.post(SHEET, ticked | {prefix: "40", "dropped": wrong}).status_code == 422
    assert client.post(SHEET, ticked | {prefix: "40"}).status_code == 302
    assert not ScoreFile.objects.exists()
    assert [each.sentence for each in client.get(SHEET).context["history"]] == [
        "Tam saved the sheet.",
        "Tam took the file Quyết định 5.pdf away from 1.2.",
        "Tam saved the sheet.",
        "Tam added the file Quyết định 5.pdf to 1.2.",
    ]


def test_who_may_fetch_a_file(world):
    fill(world.made, "so-noi-vu-hd", FULL, state="submitted", assessed=False)
    kept = make.score_file(world.made.sheet(), world.made.criteria["1.2"])
    paths = [f"{where}files/{kept.pk}/" for where in (SHEET, ASSESS)]
    people = {name: getattr(world, name) for name in ("tam", "lan", "minh", "quang")}
    assert {name: [status_of(who, path) for path in paths] for name, who in people.items()} == {
        "tam": [200, 403], "lan": [200, 403], "minh": [403, 200], "quang": [404, 403],
    }  # fmt: skip
    assert [status_of(None, path) for path in paths] == [302, 302]
    answer = sign_in(world.tam).get(paths[0])
    assert answer["Content-Disposition"].startswith("attachment; filename*=utf-8''Quy%E1%BA%BFt")
    assert (b"".join(answer.streaming_content), answer["X-Content-Type-Options"]) == (make.PDF, "nosniff")
    other = f"{AT}score/so-y-te-hd/files/{kept.pk}/"
    assert [status_of(who, other) for who in (world.tam, world.lan)] == [404, 404]
