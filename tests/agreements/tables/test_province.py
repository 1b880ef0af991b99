"""The side cards of a province."""

from datetime import date

import pytest
from django.template.loader import render_to_string
from django.utils import translation

from agreements.queries.agreements import of_province
from agreements.tables.province import side_of
from tests import cast, make

TODAY = date(2026, 11, 22)
pytestmark = pytest.mark.django_db


@pytest.fixture
def hai_duong():
    return cast.hai_duong()


def side(province):
    with translation.override("en"):
        return side_of(of_province(province, TODAY))


def test_agreements_say_how_much_is_known_of_them(hai_duong):
    goal = make.target(make.rank_indicator(), hai_duong, 15, "2023")
    full = make.agreement(hai_duong, signed_on=date(2021, 6, 23), starts_year=2021, ends_year=2025, goals=[goal])
    make.programme(full)
    bare = make.agreement(hai_duong, "hd-2")
    make.programme(bare)
    make.agreement(hai_duong, "hd-3")
    by_url = {each.url: (each.signed, each.contents) for each in side(hai_duong).agreements}
    assert by_url == {
        "/agreements/hd-fpt/": ("signed on 23/6/2021 · term 2021–2025", "1 programme, 1 goal"),
        "/agreements/hd-2/": ("no date is given", "1 programme, no goal stated"),
        "/agreements/hd-3/": ("no date is given", "contents not stated"),
    }


def test_bodies_name_their_heads_and_count_the_others(hai_duong):
    board = make.body(hai_duong)
    make.member(board, "Phạm Văn A", order=1)
    make.member(board, "Lê Văn B", order=2, role_vi="Thành viên", role_en="Member")
    make.body(hai_duong, parent=board, name_en="Secretariat")
    lines = [
        (each.name, [seat.who for seat in each.heads], each.members, each.depth) for each in side(hai_duong).bodies
    ]
    assert lines == [
        ("Steering Committee", ["Phạm Văn A, Secretary"], "1 more member", 0),
        ("Secretariat", [], "", 1),
    ]


def test_the_cards_are_drawn_and_an_empty_province_has_none(hai_duong):
    def drawn():
        return render_to_string("agreements/of_province.html", {"found": of_province(hai_duong, TODAY)})

    assert drawn().strip() == ""
    make.agreement(hai_duong)
    make.body(hai_duong)
    make.obstacle(hai_duong)
    make.recommendation(hai_duong)
    make.commitment(hai_duong)
    make.event(hai_duong)
    assert drawn().count('<section class="card">') == 6
