"""Taking an approval back, from the page of the figure and from the review sheet."""

from decimal import Decimal

import pytest
from django.test import Client
from django.utils import timezone

from dtracker.formats.quarters import Period
from dtracker.places.models import Province
from indicators.actions import entering, publishing, reviewing
from indicators.models import Figure
from tests import cast, make

pytestmark = pytest.mark.django_db
SHEET = "/review/hai-duong/2025-Q1/"
NOTE = "Duyệt nhầm dòng"


class World:
    """One figure that Lan entered and Minh approved."""

    def __init__(self):
        self.place: Province = cast.hai_duong()
        self.lan, self.minh = cast.lan(self.place), cast.minh(self.place)
        make.open_round("2025-Q1")
        figure = entering.save_figure(
            indicator=make.indicator(),
            province=self.place,
            period=Period(2025, 1),
            values={"value": Decimal("61.4")},
            version=None,
            by=self.lan,
            today=timezone.localdate(),
        )
        figure = entering.submit(figure=figure, version=1, by=self.lan)
        self.figure = reviewing.approve(figure=figure, version=2, by=self.minh)
        self.page = f"/figures/{figure.pk}/"
        self.path = f"{self.page}withdraw/"


def sign_in(person) -> Client:
    client = Client()
    client.force_login(person)
    client.cookies["django_language"] = "en"
    return client


def stored() -> tuple:
    row = Figure.objects.get()
    return row.status, row.version


def test_minh_takes_it_back_on_the_review_sheet_and_decides_again(world):
    minh = sign_in(world.minh)
    page = minh.get(SHEET).content.decode()
    assert f'action="{world.path}"' in page
    assert "Take the approval back? The line then waits for a decision again." in page
    answer = minh.post(world.path, {"version": 3, "note": NOTE, "from": "review"}, follow=True)
    assert stored() == ("submitted", 4)
    assert f"The approval was taken back: {NOTE}" in answer.content.decode()
    [(line, _forms)] = answer.context["odd"]
    assert line.figure.pk == world.figure.pk
    assert minh.post(f"{world.page}approve/", {"version": 4}).status_code == 302
    assert stored() == ("approved", 5)


def test_the_page_of_the_figure_offers_it_and_tells_the_story(world):
    minh = sign_in(world.minh)
    assert minh.get(world.page).context["steps"] == ["return", "withdraw", "publish"]
    answer = minh.post(world.path, {"version": 3, "note": NOTE}, follow=True)
    assert answer.redirect_chain == [(world.page, 302)]
    first = answer.context["story"][0]
    assert (first.sentence, first.why) == ("Minh took back the approval of 61.4%.", NOTE)
    assert f"The approval was taken back: {NOTE}" in answer.content.decode()


@pytest.mark.parametrize("origin", [{}, {"from": "review"}])
def test_without_a_reason_it_stays_approved_and_the_field_is_open(world, origin):
    answer = sign_in(world.minh).post(world.path, {"version": 3, "note": " ", **origin})
    assert (answer.status_code, stored()) == (422, ("approved", 3))
    assert '<details class="more return" open>' in answer.content.decode()


@pytest.mark.parametrize("origin", [{}, {"from": "review"}])
@pytest.mark.parametrize("step", ["withdraw", "return"])
def test_a_stale_page_keeps_the_note_and_takes_the_version_now_shown(world, step, origin):
    """What was written is not lost; sending it again is a decision on the value that the page shows now."""
    minh = sign_in(world.minh)
    answer = minh.post(f"{world.page}{step}/", {"version": 2, "note": NOTE, **origin})
    assert (answer.status_code, stored()) == (409, ("approved", 3))
    [form] = [each for each in forms_of(answer.context) if each.is_bound]
    assert (form["note"].value(), form["version"].value()) == (NOTE, 3)


def forms_of(context) -> list:
    if "approved" in context:
        return [form for _line, forms in context["approved"] for form in forms.values()]
    return list(context["forms"].values())


def test_after_publication_it_is_too_late(world):
    publishing.publish(figure=world.figure, version=3, by=world.minh, today=timezone.localdate())
    answer = sign_in(world.minh).post(world.path, {"version": 4, "note": NOTE})
    assert (answer.status_code, stored()) == (409, ("published", 4))


def test_lan_may_not(world):
    assert sign_in(world.lan).post(world.path, {"version": 3, "note": NOTE}).status_code == 403
    assert stored() == ("approved", 3)
