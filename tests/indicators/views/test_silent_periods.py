"""A period published without a figure is passed over: the last value stands there, with what is missing."""

from decimal import Decimal

import pytest

from indicators.actions import entering
from tests import make
from tests.indicators.views.filling import Filling
from tests.indicators.views.test_cells import signed_in

pytestmark = pytest.mark.django_db
MISSING = "No figure for Q4 2024"


@pytest.fixture
def world():
    made = Filling()
    make.published(made.share, made.place, "2024-Q3", 45)
    make.published(made.share, made.place, "2024-Q4", None, no_data_reason="Chưa thu thập")
    return made


def english(person):
    client = signed_in(person)
    client.cookies["django_language"] = "en"
    return client


def test_the_sheet_shows_the_last_value_and_what_is_missing(world):
    world.save("47.5")
    page = english(world.lan).get("/entry/hai-duong/2025-Q1/")
    row = page.context["sheet"].rows[0]
    assert (row.words.before, row.line.before.period.code, row.line.change) == ("45.0", "2024-Q3", Decimal("2.5"))
    assert MISSING in page.content.decode()


def test_the_review_compares_with_the_last_value_and_says_what_is_missing(world):
    entering.submit(figure=world.save("47.5"), version=1, by=world.lan)
    page = english(world.minh).get("/review/hai-duong/2025-Q1/").content.decode()
    assert MISSING in page
    assert "+2.5 points" in page
    assert "45.0" in page


def test_nothing_is_said_where_the_last_period_has_its_value(world):
    make.published(world.count, world.place, "2024-Q4", 12)
    rows = english(world.lan).get("/entry/hai-duong/2025-Q1/").context["sheet"].rows
    assert [row.line.silent is None for row in rows] == [False, True]
