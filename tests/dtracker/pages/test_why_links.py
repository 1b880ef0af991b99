"""From every status of a target a link leads to the reasons of this very target, on the day of the page."""

import re

import pytest
from django.test import Client

from indicators.tables.why import why_url
from tests import cast, make

pytestmark = pytest.mark.django_db

LINK = re.compile(r'<a class="why-link no-print" href="(.*?)">')


@pytest.fixture
def client():
    return Client()


@pytest.fixture
def hai_duong():
    """A share with two targets of one document, which an agreement has as its goals."""
    place = cast.hai_duong()
    share = make.indicator()
    document = make.document("nghi-quyet")
    goals = [
        make.target(share, place, value, due, baseline="20@2020-Q4", document=document)
        for value, due in ((50, "2025-Q4"), (90, "2030-Q4"))
    ]
    make.agreement(place, code="fpt", goals=goals)
    make.published(share, place, "2024-Q4", "21.5")
    return place


def panels_of(page: str) -> set[str]:
    return set(re.findall(r'<div class="why__body" id="(why-\d+)">', page))


@pytest.mark.parametrize(
    "address",
    ["/", "/provinces/hai-duong/", "/agreements/fpt/", "/indicators/ho-so-tinh/", "/documents/nghi-quyet/"],
)
@pytest.mark.parametrize("day", ["", "?as_of=2025-03-01"])
def test_every_target_has_its_own_link(client, hai_duong, address, day):
    found = LINK.findall(client.get(f"{address}{day}").content.decode())
    page, keys = f"/provinces/hai-duong/indicators/ho-so-tinh/{day}", {each.pk for each in hai_duong.targets.all()}
    assert set(found) == {f"{page}#why-{key}" for key in keys}
    assert panels_of(client.get(page).content.decode()) == {f"why-{key}" for key in keys}


def test_the_address_of_the_reasons(hai_duong):
    target = hai_duong.targets.first()
    assert why_url(target).endswith(f"/ho-so-tinh/#why-{target.pk}")


def test_a_request_for_explanation_leads_to_the_reasons_of_today(client, hai_duong):
    nam = cast.nam(hai_duong)
    asked = make.explanation(hai_duong.targets.first(), nam)
    client.force_login(nam)
    page = client.get(asked.get_absolute_url()).content.decode()
    assert LINK.findall(page) == [f"/provinces/hai-duong/indicators/ho-so-tinh/#why-{asked.target_id}"]
