"""A line of the sheet emptied again: by the script, by the form, from the page of the figure; and who came first."""

import re
from decimal import Decimal

import pytest

from indicators.actions import entering, reviewing
from indicators.models import Evidence, Figure, Publication
from tests import make
from tests.indicators.views.filling import Filling
from tests.indicators.views.test_cells import signed_in

pytestmark = pytest.mark.django_db
SHEET = "/entry/hai-duong/2025-Q1/"


@pytest.fixture
def world():
    made = Filling()
    made.client = signed_in(made.lan)
    made.client.cookies["django_language"] = "en"
    return made


def send(world, **fields):
    """The share's line as the script sends it."""
    data = {f"i{world.share.pk}-{name}": text for name, text in fields.items()}
    return world.client.post(f"{SHEET}cell/", {"indicator": world.share.code} | data)


def stored() -> list[tuple]:
    return list(Figure.objects.values_list("value", "status", "version"))


def row_of(world):
    rows = world.client.get(SHEET).context["sheet"].rows
    return next(row for row in rows if row.line.indicator == world.share)


def test_a_cleared_cell_is_not_entered_any_more(world):
    world.save("61.4")
    answer = send(world, value="", version=1)
    data = answer.json()
    assert (answer.status_code, data["state"], data["version"]) == (200, "saved", 2)
    assert (data["is_answered"], data["status_label"], data["change"]) == (False, "Not entered yet", "")
    assert data["shown"]["value"] == ""
    assert stored() == [(None, "draft", 2)]
    row = row_of(world)
    assert (row.line.is_answered, row.line.figure.is_emptied) == (False, True)
    assert "Draft saved" not in world.client.get(SHEET).content.decode()


def test_the_rest_of_the_sheet_is_submitted_without_it(world):
    world.save("61.4")
    world.save("12", indicator=world.count)
    answer = world.client.post(f"{SHEET}submit/", world.typed(share_value=""))
    assert answer.status_code == 302
    assert stored() == [(None, "draft", 2), (Decimal(12), "submitted", 2)]


def test_a_line_nobody_asks_for_leaves_the_sheet(world):
    extra = make.indicator("khong-hoi", asked=False, order=3)
    figure = world.save("5", indicator=extra)
    rows = world.client.get(SHEET).context["sheet"].rows
    assert extra in [row.line.indicator for row in rows]
    entering.empty(figure=figure, version=1, by=world.lan)
    rows = world.client.get(SHEET).context["sheet"].rows
    assert extra not in [row.line.indicator for row in rows]


def test_emptied_here_and_approved_there_says_both(world):
    figure = world.save("72.5")
    entering.submit(figure=figure, version=1, by=world.lan)
    reviewing.approve(figure=figure, version=2, by=world.minh)
    answer = send(world, value="", version=1)
    data = answer.json()
    assert (answer.status_code, data["is_locked"], data["is_answered"]) == (409, True, True)
    assert "locked with 72.5%: Approved, by Minh" in data["sentence"]
    assert data["sentence"].endswith("You typed nothing; it was not saved.")
    assert (data["shown"]["value"], data["status_label"]) == ("72,5", "Approved")
    assert stored() == [(Decimal("72.5"), "approved", 3)]


def test_saved_here_and_approved_there_says_both_on_the_page(world):
    figure = world.save("72.5")
    entering.submit(figure=figure, version=1, by=world.lan)
    reviewing.approve(figure=figure, version=2, by=world.minh)
    answer = world.client.post(SHEET, world.typed(share_value="73,5", share_version="1"))
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "locked with 72.5%: Approved" in page
    assert "You typed 73,5; it was not saved." in page


def test_saved_here_and_emptied_there_says_both(world):
    figure = world.save("61.4")
    entering.empty(figure=figure, version=1, by=world.lan)
    data = send(world, value="62", version=1).json()
    assert (data["state"], data["yours"], data["theirs"]) == ("stale", "62", "nothing")


def test_without_the_script_the_page_asks_before_a_line_with_evidence_is_emptied(world):
    figure = world.save("61.4")
    Evidence.objects.create(figure=figure, url="https://example.vn/bc", added_by=world.lan)
    answer = world.client.post(SHEET, world.typed(share_value="", share_version="1"))
    page = answer.content.decode()
    assert (answer.status_code, stored()) == (409, [(Decimal("61.4"), "draft", 1)])
    assert page.count("Save once more to empty it: the value goes; its history and its evidence are kept.") == 2
    [name] = re.findall(r'type="hidden" name="([^"]+-emptying)"', page)
    answer = world.client.post(SHEET, world.typed(share_value="", share_version="1") | {name: "1"})
    assert (answer.status_code, stored()) == (302, [(None, "draft", 2)])


def test_the_correction_of_a_published_figure_is_not_emptied(world):
    figure = world.published("61.4")
    values = {"value": Decimal(63)}
    entering.correct(figure=figure, values=values, reason="nhầm", version=figure.version, by=world.lan)
    answer = send(world, value="", version=5)
    assert answer.status_code == 422
    assert answer.json()["faults"] == {
        "value": "This corrects a published figure: give the corrected value, or drop the correction."
    }
    assert "Drop the correction" in world.client.get(SHEET).content.decode()


def test_an_empty_correction_form_is_still_a_fault(world):
    figure = world.published("61.4")
    data = {"value": "", "reason": "nhầm", "version": figure.version, "remark": ""}
    answer = world.client.post(f"/figures/{figure.pk}/correct/", data)
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["value"])


def test_the_page_of_the_figure_empties_and_says_so(world):
    figure = world.save("61.4")
    Evidence.objects.create(figure=figure, url="https://example.vn/bc", added_by=world.lan)
    path = f"/figures/{figure.pk}/"
    answer = world.client.post(f"{path}empty/", {"version": 1}, follow=True)
    assert stored() == [(None, "draft", 2)]
    assert "its history and evidence are kept" in answer.content.decode()
    assert answer.context["steps"] == ["save"]
    assert Evidence.objects.filter(figure=figure).count() == 1
    assert world.client.post(f"{path}empty/", {"version": 1}).status_code == 409


def test_the_page_of_the_figure_drops_a_correction(world):
    figure = world.published("61.4")
    values = {"value": Decimal(63)}
    entering.correct(figure=figure, values=values, reason="nhầm", version=figure.version, by=world.lan)
    path = f"/figures/{figure.pk}/"
    assert world.client.get(path).context["steps"] == ["save", "submit", "discard"]
    world.client.post(f"{path}discard/", {"version": 5})
    assert stored() == [(Decimal("61.4"), "published", 6)]
    assert Publication.objects.count() == 1


def test_a_locked_sheet_offers_no_saving(world):
    for indicator in (world.share, world.count):
        world.submitted("12", indicator=indicator)
    page = world.client.get(SHEET).content.decode()
    assert "All lines are handed over." in page
    assert "Submit the sheet" not in page
    assert "Save draft" not in page
