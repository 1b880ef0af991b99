"""Pages are the same, letter for letter, whether the targets were kept or are judged anew."""

import re

import pytest
from django.test import Client
from django.utils import timezone

from indicators.actions.snapshots import rebuild
from indicators.models import Snapshot
from tests import make, scene

pytestmark = pytest.mark.django_db
PATHS = ["/", "/provinces/", "/provinces/hai-duong/", "/provinces/ha-giang/", "/provinces/hai-duong/?status=slow"]


def body(path: str) -> str:
    text = Client().get(path).content.decode()
    return re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", text)


@pytest.fixture
def found():
    made = scene.scene()
    place, of = made.hai_duong.province, make.indicator("so-hoa", name_vi="Hồ sơ số hóa")
    for due in ("2024-Q4", "2025-Q4", "2030-Q4"):
        make.target(of, place, 90, due, baseline="20@2020-Q4")
    for period, value in (("2023-Q4", 30), ("2024-Q4", 45), ("2025-Q3", 50)):
        make.published(of, place, period, value)
    return made


@pytest.mark.parametrize("path", PATHS)
def test_nothing_on_the_page_tells_the_difference(found, path):
    Snapshot.objects.all().delete()
    anew = body(path)
    rebuild(timezone.localdate())
    assert Snapshot.objects.exists()
    assert body(path) == anew


def test_the_page_of_an_indicator_too(found):
    anew = body("/indicators/so-hoa/")
    rebuild(timezone.localdate())
    assert body("/indicators/so-hoa/") == anew
