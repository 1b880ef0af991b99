"""The list of rounds in which the person enters figures."""

from datetime import date

import pytest
from django.urls import reverse

from dtracker.formats.quarters import Period
from dtracker.places.models import Province
from indicators.models import ReportingRound
from tests import make
from tests.indicators.actions.world import Q1
from tests.indicators.views.filling import Filling, sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def written(write) -> bytes:
    return write(Filling)


@pytest.fixture
def world(made) -> Filling:
    return made


def test_rounds_say_how_much_is_answered(world):
    world.save("60", indicator=world.share)
    lines = sign_in(world.lan).get("/entry/").context["lines"]
    assert [(line.period, line.report.answered, line.report.handed_over, line.report.expected) for line in lines] == [
        (Q1, 1, 0, 2)
    ]
    assert lines[0].report.state == "overdue"


def test_the_empty_list_says_when_the_next_round_opens(world):
    ReportingRound.objects.all().delete()
    make.open_round("2099-Q1")
    answer = sign_in(world.lan).get("/entry/")
    assert (answer.context["lines"], answer.context["next_round"].period) == ([], Period(2099, 1))
    assert "1/1/2099" in answer.content.decode()


def test_who_has_ended_hears_of_no_next_round(world):
    Province.objects.filter(pk=world.place.pk).update(ended_on=date(2025, 6, 30))
    unit = make.unit(world.place)
    make.open_round("2099-Q1")
    make.open_round("2099-Q1", province=world.place, unit=unit)
    assert sign_in(world.lan).get("/entry/").context["next_round"] is None


@pytest.mark.parametrize("language", ["vi", "en"])
def test_the_list_in_both_languages(world, language):
    client = sign_in(world.lan)
    client.cookies["django_language"] = language
    assert client.get("/entry/").status_code == 200


def test_rounds_cost_the_same_with_one_and_with_many(world, django_assert_num_queries):
    lan = sign_in(world.lan)
    with django_assert_num_queries(ROUNDS_READS):
        lan.get(reverse("indicators:entry"))
    make.open_round("2024-Q4", opens_on=date(2024, 10, 1))
    make.open_round("2024-Q3")
    world.save("60", indicator=world.share)
    with django_assert_num_queries(ROUNDS_READS):
        lan.get(reverse("indicators:entry"))


ROUNDS_READS = 10


@pytest.mark.parametrize("is_illustration", [False, True])
def test_rounds_of_a_fictional_province_are_marked(world, is_illustration):
    Province.objects.filter(pk=world.place.pk).update(is_illustration=is_illustration)
    assert sign_in(world.lan).get("/entry/").context["illustration"] is is_illustration
