"""What a line of the review sheet says of the reader and of the target."""

import re

import pytest

from indicators.actions import entering
from tests import cast, make
from tests.indicators.actions.world import World

pytestmark = pytest.mark.django_db
SHEET = "/review/hai-duong/2025-Q1/"
ENTERED, SUBMITTED = "Entered by you: somebody else decides", "Submitted by you: somebody else decides"


@pytest.fixture(scope="module")
def written(write) -> bytes:
    return write(World)


def shown_to(client, person) -> str:
    client.force_login(person)
    client.cookies["django_language"] = "en"
    return client.get(SHEET).content.decode()


@pytest.mark.parametrize(
    ("entered_by", "submitted_by", "said"),
    [
        ("lan", "hoa", [SUBMITTED]),
        ("hoa", "lan", [ENTERED]),
        ("hoa", "hoa", [ENTERED]),
        ("lan", "lan", []),
    ],
)
def test_whoever_entered_or_submitted_a_line_is_told_which(client, world, entered_by, submitted_by, said):
    people = {"lan": world.lan, "hoa": cast.hoa()}
    figure = world.save(by=people[entered_by])
    entering.submit(figure=figure, version=figure.version, by=people[submitted_by])
    page = shown_to(client, people["hoa"])
    assert [words for words in (ENTERED, SUBMITTED) if words in page] == said
    assert ('class="tick"' in page) == (not said)


def test_a_status_beside_a_line_is_that_of_the_target(client, world):
    make.target(world.share, world.place, "60", due="2025-Q4")
    world.submitted()
    page = shown_to(client, world.minh)
    assert re.search(r'<span class="small muted">Target:</span>\s*<div class="chips">', page)


def test_a_line_without_a_target_has_no_status(client, world):
    world.submitted()
    assert "Target:" not in shown_to(client, world.minh)


@pytest.mark.parametrize(
    ("unit", "shown"),
    [
        ("%", '<b class="big">61.4</b><span class="muted">%</span>'),
        ("DN", '<b class="big">61.4</b> <span class="muted">DN</span>'),
    ],
)
def test_the_sign_of_a_percentage_stands_at_its_number(client, world, unit, shown):
    type(world.share).objects.filter(pk=world.share.pk).update(unit_vi=unit, unit_en=unit)
    world.submitted()
    assert shown in shown_to(client, world.minh)
