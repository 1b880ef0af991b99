"""A unit scores itself, reviewers of the province assess it, readers see the ranking: page by page."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.test import Client
from django.utils import timezone
from openpyxl import load_workbook

from dtracker.accounts.models import Membership
from dtracker.accounts.roles import Role
from dtracker.places.models import OrgUnit
from indicators.models import IndexPublication, Score, ScoreSheet
from tests import cast, scoring_rows
from tests.scoring_rows import FULL, fill, typed

pytestmark = pytest.mark.django_db
AT = "/index/cds-hd/2025/"
SHEET, ASSESS = f"{AT}score/so-noi-vu-hd/", f"{AT}assess/so-noi-vu-hd/"


class World:
    """Tâm scores Sở Nội vụ, Hà reviews there; Lan scores any unit of Hải Dương, Minh assesses them."""

    def __init__(self):
        self.place = cast.hai_duong()
        self.made = scoring_rows.scoring(self.place)
        self.tam, self.ha = self.of_unit("tam", Role.OFFICER), self.of_unit("ha", Role.REVIEWER)
        self.lan, self.minh = cast.lan(self.place), cast.minh(self.place)

    def of_unit(self, name: str, role: Role):
        made = cast.person(name, None)
        Membership.objects.create(user=made, role=role, province=self.place, unit=self.made.units[0])
        return made

    @property
    def sheet(self) -> ScoreSheet:
        return self.made.sheet()

    def sent(self, **changes) -> dict:
        return typed(self.made, self.sheet.version, **changes)


@pytest.fixture
def world() -> World:
    return World()


def sign_in(person=None) -> Client:
    client = Client()
    client.cookies["django_language"] = "en"
    if person:
        client.force_login(person)
    return client


def own_points(page) -> dict[str, str]:
    return {line.criterion.number: line.own_points for line in page.context["lines"]}


def test_a_unit_scores_itself_step_by_step(world):
    client = sign_in(world.tam)
    page = client.get(SHEET)
    assert (page.status_code, page.context["left"], own_points(page)["1.1"]) == (200, 4, "–")
    saved = client.post(SHEET, world.sent(_1_1="30,5", _2_2=""))
    assert (saved.status_code, saved["Location"]) == (302, SHEET)
    page = client.get(SHEET)
    assert own_points(page) == {"1": "50.50", "1.1": "30.50", "1.2": "20.00", "2": "30.00", "2.1": "30.00", "2.2": "–"}
    assert (page.context["totals"].own_sum, page.context["left"]) == ("80.50", 1)
    refused = client.post(f"{SHEET}submit/", world.sent(_2_2=""))
    assert (refused.status_code, refused.context["refusal"]) == (422, "These criteria have no value yet: 2.2.")
    # "Save draft" saves a draft also on the page of a refused step.
    assert (world.sheet.state, f'action="{SHEET}"' in refused.text) == ("draft", True)
    done = client.post(f"{SHEET}submit/", world.sent())
    assert (done.status_code, done["Location"], world.sheet.state) == (302, SHEET, "submitted")
    shown = client.get(SHEET)
    assert shown.context["form"] is None
    assert [each.sentence for each in shown.context["history"]] == [
        "Tam handed the sheet to the assessors.",
        "Tam saved the sheet.",
    ]


def test_what_cannot_be_comes_back_with_all_that_was_typed(world):
    client = sign_in(world.tam)
    page = client.post(SHEET, world.sent(_1_1="41", _2_1="ba mươi"))
    faults = {line.criterion.number: line.form.errors.get("value") for line in page.context["lines"] if line.form}
    assert page.status_code == 422
    assert (faults["1.2"], bool(faults["2.1"])) == (None, True)
    assert 'value="ba mươi"' in page.text
    page = client.post(SHEET, world.sent(_1_1="41"))
    faults = {line.criterion.number: line.form.errors.get("value") for line in page.context["lines"] if line.form}
    assert (page.status_code, faults["1.1"]) == (422, ["Points lie between 0 and 40."])
    assert Score.objects.count() == 0


def test_who_was_slower_sees_what_stands_there_and_loses_nothing(world):
    client = sign_in(world.tam)
    stale = world.sheet.version
    client.post(SHEET, world.sent(_1_1="30"))
    moved = client.post(SHEET, world.sent(_2_1="45") | {"version": stale})
    said = {line.criterion.number: line.form.errors.get("value") for line in moved.context["lines"] if line.form}
    assert moved.status_code == 409
    assert said == {
        "1.1": ["Stands there now: 30 · Báo cáo 12/BC"], "1.2": None,
        "2.1": ["Stands there now: 90 % · Báo cáo 12/BC"], "2.2": None,
    }  # fmt: skip
    seen = moved.context["form"].version["version"].value()
    assert client.post(SHEET, world.sent(_2_1="45") | {"version": seen}).status_code == 302
    assert own_points(client.get(SHEET))["1.1"] == "40.00"


def test_of_other_units_there_is_no_sheet(world):
    other = f"{AT}score/so-y-te-hd/"
    assert {name: sign_in(getattr(world, name)).get(other).status_code for name in ("tam", "lan", "minh", "ha")} == {
        "tam": 404, "lan": 200, "minh": 403, "ha": 403,
    }  # fmt: skip
    for person in (world.ha, world.lan, world.tam):
        assert sign_in(person).get(f"{AT}assess/").status_code in (403, 404)
        assert sign_in(person).get(ASSESS).status_code in (403, 404)
    assert sign_in(world.tam).post(other, world.sent()).status_code == 404
    for address in (f"{AT}score/nowhere/", "/index/none/2025/score/so-noi-vu-hd/"):
        assert sign_in(world.lan).get(address).status_code == 404
    assert sign_in(world.minh).get("/index/none/2025/assess/").status_code == 404


def test_the_list_leads_everybody_to_their_work(world):
    found = {
        name: sign_in(getattr(world, name)).get("/index/").context["rounds"] for name in ("tam", "lan", "minh", "ha")
    }
    assert {name: [len(card.sheets) for card in cards] for name, cards in found.items()} == {
        "tam": [1], "lan": [3], "minh": [0], "ha": [],
    }  # fmt: skip
    assert found["tam"][0].sheets[0][:3] == ("Home Affairs", SHEET, "the unit scores itself")
    assert (found["minh"][0].assess_url, found["tam"][0].assess_url) == (f"{AT}assess/", "")


def test_an_assessment_step_by_step(world):
    fill(world.made, "so-noi-vu-hd", FULL, state="submitted", assessed=False)
    client = sign_in(world.minh)
    page = client.get(ASSESS)
    assert [line.form["value"].value() for line in page.context["lines"] if line.form] == ["40", "1", "90", "3"]
    lowered = world.sent(_1_1="30")
    refused = client.post(ASSESS, lowered)
    assert refused.status_code == 422
    assert "Give the reason for the change." in refused.text
    reason = {f"c{world.made.criteria['1.1'].pk}-note": "Thiếu minh chứng"}
    assert client.post(ASSESS, lowered | reason)["Location"] == ASSESS
    again = client.post(f"{ASSESS}confirm/", lowered | {"version": world.sheet.version})
    assert (again.status_code, f'action="{ASSESS}"' in again.text) == (422, True)
    ended = client.post(f"{ASSESS}confirm/", lowered | reason | {"version": world.sheet.version})
    assert (ended["Location"], world.sheet.state) == (ASSESS, "assessed")
    page = client.get(ASSESS)
    assert (page.context["totals"].own, page.context["totals"].given) == ("100.00", "90.00")
    nothing = client.post(f"{ASSESS}reopen/", {"version": world.sheet.version, "note": " "})
    assert (nothing.status_code, world.sheet.state) == (422, "assessed")
    client.post(f"{ASSESS}reopen/", {"version": world.sheet.version, "note": "Có khiếu nại"})
    stale = client.post(f"{ASSESS}return/", {"version": 1, "note": "Bổ sung"})
    assert (stale.status_code, "Bổ sung" in stale.text) == (409, True)
    client.post(f"{ASSESS}return/", {"version": world.sheet.version, "note": "Bổ sung"})
    assert (world.sheet.state, world.sheet.step_note) == ("draft", "Bổ sung")
    page = sign_in(world.tam).get(SHEET)
    assert [(each.sentence, each.note) for each in page.context["history"]] == [
        ("Minh returned the sheet to the unit.", "Bổ sung"),
        ("Minh opened the assessment again.", "Có khiếu nại"),
        ("Minh ended the assessment.", ""),
        ("Minh saved the assessment.", ""),
    ]
    assert page.text.count("Bổ sung") == 2


def test_who_scored_a_unit_does_not_assess_it(world):
    Membership.objects.create(user=world.lan, role=Role.REVIEWER, province=world.place)
    fill(world.made, "so-noi-vu-hd", FULL, state="submitted", assessed=False)
    ScoreSheet.objects.filter(pk=world.sheet.pk).update(submitted_by=world.lan, submitted_at=timezone.now())
    client = sign_in(world.lan)
    page = client.get(ASSESS)
    assert (page.context["is_own_entry"], page.context["form"]) == (True, None)
    assert client.post(ASSESS, world.sent()).status_code == 403


def test_a_late_sheet_is_taken_as_it_stands(world):
    client = sign_in(world.minh)
    assert (client.get(f"{AT}assess/").context["rows"][0].late != "", client.get(ASSESS).context["can_collect"]) == (
        True, True,
    )  # fmt: skip
    assert client.post(f"{ASSESS}collect/", {"version": "x"}).status_code == 422
    world.made.round.due_on = timezone.localdate() + timedelta(days=1)
    world.made.round.save()
    early = client.post(f"{ASSESS}collect/", {"version": 1})
    assert (early.status_code, client.get(ASSESS).context["can_collect"]) == (422, False)


def test_before_the_round_opens_the_sheet_is_only_shown(world):
    world.made.round.opens_on = world.made.round.due_on = timezone.localdate() + timedelta(days=1)
    world.made.round.save()
    page = sign_in(world.tam).get(SHEET)
    assert (page.context["form"], "This round opens on" in page.text) == (None, True)
    assert sign_in(world.tam).post(SHEET, world.sent()).status_code == 422


def test_publishing_and_reading(world):
    client = sign_in(world.minh)
    fill(world.made, "so-noi-vu-hd", FULL)
    fill(world.made, "so-y-te-hd", FULL | {"1.1": "10"})
    assert sign_in().get(AT).status_code == 404
    refused = client.post(f"{AT}assess/publish/")
    assert (refused.status_code, refused.context["refusal"]) == (409, "Not assessed yet: Ngoc Son.")
    fill(world.made, "ngoc-son-hd", {"1.1": "20", "1.2": "1", "2.1": "45"})
    assert client.post(f"{AT}assess/publish/")["Location"] == AT
    page = sign_in().get(AT)
    ranked = {each.title: [(row.place, row.name, row.total) for row in each.rows] for each in page.context["groups"]}
    assert list(ranked.items()) == [
        ("departments", [("1", "Home Affairs", "100.00"), ("2", "Health", "70.00")]),
        ("communes and wards", [("1", "Ngoc Son", "61.11")]),
    ]  # fmt: skip
    assert page.context["headline"] == "In front: Home Affairs (100.00 points); Ngoc Son (61.11 points)."
    leaders = {row.number: (row.best, row.leaders, row.mean) for row in page.context["leaders"]}
    assert leaders["2.1"] == ("100.0%", "Health, Home Affairs", "83.3%")
    assert leaders["2.2"] == ("100.0%", "Health, Home Affairs", "100.0%")
    unit = sign_in().get(f"{AT}units/ngoc-son-hd/")
    assert unit.context["sentence"] == "61.11 points, place 1 of 1, grade: Average."
    assert (unit.context["foot"].sum, unit.context["foot"].possible) == ("55.00", "90")
    assert sign_in().get(f"{AT}units/nowhere/").status_code == 404
    file = sign_in().get(f"{AT}results.xlsx")
    rows = list(load_workbook(BytesIO(file.content)).active.iter_rows(min_row=6, max_col=11, values_only=True))
    assert rows[0] == ("Department", 1, 2, "Home Affairs", 100, "Good", 100, 100, 60, 40, 20)
    assert rows[2] == ("Commune-level unit", 1, 1, "Ngoc Son", 61.11, "Average", 55, 90, 40, 20, 20)
    OrgUnit.objects.filter(kind="department").update(name_en="Same")
    leaders = {row.number: (row.leaders, row.mean) for row in client.get(AT).context["leaders"]}
    assert leaders["2.1"] == ("Same, Same", "83.3%")
    assert file["Content-Disposition"] == 'attachment; filename="cds-hd-2025-1.xlsx"'
    before = (timezone.localdate() - timedelta(days=1)).isoformat()
    assert "No results were public on this day" in sign_in().get(f"{AT}?as_of={before}").text
    assert "No results were public on this day" in sign_in().get(f"{AT}units/so-y-te-hd/?as_of={before}").text
    again = client.post(f"{AT}assess/publish/", {"reason": "x" * 401})
    assert (again.status_code, IndexPublication.objects.count()) == (422, 1)
    assert [card.title for card in client.get("/index/").context["rounds"]] == []


def test_among_real_indices_a_made_up_one_is_marked(world):
    scoring_rows.publication(world.made, u0="90")
    page = sign_in().get("/index/")
    assert (len(page.context["rows"]), "Illustrative figures" in page.text) == (1, False)
    fictional = cast.province("minh-hoa", "Minh Hoạ", is_illustration=True)
    scoring_rows.publication(scoring_rows.scoring(fictional, "cds-mh", units=0))
    page = sign_in().get("/index/")
    assert (len(page.context["rows"]), page.text.count("Illustrative figures")) == (2, 1)
