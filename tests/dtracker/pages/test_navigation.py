"""Which entries the navigation has for whom, and which of them is the page's own."""

import pytest
from django.test import Client

from indicators.models import UnitIndex
from tests import cast

pytestmark = pytest.mark.django_db
INDEX = "/index/"


def entries(person, path: str = INDEX) -> tuple[bool, list[str]]:
    """Whether there is an entry for the index of units, and the entries that are marked as current."""
    client = Client()
    if person:
        client.force_login(person)
    found = client.get(path).context["navigation"]
    return INDEX in [each.url for each in found], [each.url for each in found if each.current]


def test_people_of_a_province_with_an_index_have_it_in_the_navigation():
    place, other = cast.hai_duong(), cast.ha_giang()
    UnitIndex.objects.create(province=place, code="cds-hd", name_vi="Bộ chỉ số")
    for person in (cast.lan(place), cast.nam(place), cast.minh(place)):
        assert entries(person) == (True, [INDEX])
        assert entries(person, "/provinces/") == (True, ["/provinces/"])
    for person in (cast.quang(other), cast.hoa(), None):
        assert entries(person) == (False, ["/provinces/"])
