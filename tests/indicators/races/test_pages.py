"""The same races through the pages: who comes second reads why, with both values."""

from decimal import Decimal

import pytest
from django.test import Client

from dtracker.accounts.roles import Role
from indicators.models import Figure
from tests import cast, make
from tests.indicators.races.start import done, together

pytestmark = pytest.mark.usefixtures("transactional_db")
SHEET = "/entry/hai-duong/2025-Q1/"


class World:
    def __init__(self):
        self.place = cast.hai_duong()
        self.lan, self.minh = cast.lan(self.place), cast.minh(self.place)
        self.lien = cast.person("lien", Role.OFFICER, self.place)
        self.cell = make.indicator()
        make.open_round("2025-Q1")

    def typed(self, value: str) -> dict:
        return {f"i{self.cell.pk}-value": value, f"i{self.cell.pk}-version": ""}


@pytest.fixture
def world() -> World:
    return World()


def sign_in(person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def told(figure) -> list[str]:
    return list(figure.history.order_by("history_id").values_list("history_change_reason", flat=True))


def test_two_officers_save_one_cell_and_the_second_reads_both_values(world):
    lan, lien = sign_in(world.lan), sign_in(world.lien)
    answers = done(
        together(
            lambda: lan.post(SHEET, world.typed("61,4")),
            lambda: lien.post(SHEET, world.typed("73,9")),
        )
    )
    assert sorted(answer.status_code for answer in answers) == [302, 409]
    [figure] = Figure.objects.all()
    page = next(answer for answer in answers if answer.status_code == 409).content.decode()
    assert figure.value in (Decimal("61.4"), Decimal("73.9"))
    assert [value for value in ("61,4", "73,9") if value not in page] == []
    assert told(figure) == ["save"]


@pytest.mark.parametrize("clicks", [2, 6])
def test_a_double_click_on_approve_approves_once(world, clicks):
    lan, minh = sign_in(world.lan), sign_in(world.minh)
    lan.post(SHEET, world.typed("61,4"))
    lan.post(f"{SHEET}submit/")
    figure = Figure.objects.get()
    answers = done(
        together(*(lambda: minh.post(f"/figures/{figure.pk}/approve/", {"version": 2}) for _click in range(clicks)))
    )
    assert sorted(answer.status_code for answer in answers) == [302] + [409] * (clicks - 1)
    assert told(figure) == ["save", "submit", "approve"]


def test_approve_all_against_return_all(world):
    lan = sign_in(world.lan)
    lan.post(SHEET, world.typed("61,4"))
    lan.post(f"{SHEET}submit/")
    figure = Figure.objects.get()
    lines = {"lines": [f"{figure.pk}:2"]}
    minh, hoa = sign_in(world.minh), sign_in(cast.hoa())
    answers = done(
        together(
            lambda: minh.post("/review/hai-duong/2025-Q1/approve/", lines),
            lambda: hoa.post("/review/hai-duong/2025-Q1/return/", lines | {"note": "Xem lại"}),
        )
    )
    assert sorted(answer.status_code for answer in answers) == [302, 409]
    figure.refresh_from_db()
    approved = answers[0].status_code == 302
    assert (figure.status, figure.version) == ("approved" if approved else "returned", 3)
    assert told(figure)[2:] == ["approve" if approved else "return"]
