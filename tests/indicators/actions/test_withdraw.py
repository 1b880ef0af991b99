"""An approval given by mistake is taken back, and the figure waits for a decision again."""

import pytest

from dtracker.accounts.access import NotAllowed
from dtracker.accounts.roles import Role
from indicators.actions import publishing, reviewing
from indicators.actions.refusals import MissingReason, Stale
from indicators.models import Figure, Publication
from indicators.workflow import WrongStep
from tests import cast
from tests.indicators.actions.world import TODAY, World, stored, told

pytestmark = pytest.mark.django_db
NOTE = "Duyệt nhầm dòng"


@pytest.fixture(scope="module")
def written(write) -> bytes:
    return write(World)


def test_the_figure_waits_again_with_its_value_and_its_officer(world):
    figure = world.approved()
    reviewing.withdraw(figure=figure, note=f" {NOTE} ", version=3, by=world.minh)
    row = Figure.objects.get()
    assert stored(row) == ("submitted", 4, figure.value)
    assert (row.approved_by, row.approved_at) == (None, None)
    assert (row.submitted_by, row.submitted_at) == (world.lan, figure.submitted_at)
    assert (row.return_note, row.returned_at, row.is_withdrawn) == (NOTE, None, True)
    assert told(row)[-1] == ("withdraw", "Minh", figure.value, 4)


def test_another_reviewer_may_take_it_back(world):
    mai = cast.person("mai", Role.REVIEWER, world.place)
    assert reviewing.withdraw(figure=world.approved(), note=NOTE, version=3, by=mai).status == "submitted"


def test_it_can_be_approved_anew_and_the_note_is_gone(world):
    figure = reviewing.withdraw(figure=world.approved(), note=NOTE, version=3, by=world.minh)
    figure = reviewing.approve(figure=figure, version=4, by=world.minh)
    assert (figure.status, figure.return_note, figure.approved_by) == ("approved", "", world.minh)


def test_or_returned_to_its_officer(world):
    figure = reviewing.withdraw(figure=world.approved(), note=NOTE, version=3, by=world.minh)
    figure = reviewing.send_back(figure=figure, note="Xem lại nguồn", version=4, by=world.minh)
    assert (figure.status, figure.return_note, figure.is_withdrawn) == ("returned", "Xem lại nguồn", False)


def test_the_officer_cannot_type_over_it_meanwhile(world):
    figure = reviewing.withdraw(figure=world.approved(), note=NOTE, version=3, by=world.minh)
    with pytest.raises(WrongStep):
        world.save("99", version=figure.version)


@pytest.mark.parametrize("note", ["", "  \n"])
def test_it_needs_a_reason(world, note):
    figure = world.approved()
    with pytest.raises(MissingReason):
        reviewing.withdraw(figure=figure, note=note, version=3, by=world.minh)
    assert stored(figure) == ("approved", 3, figure.value)


def test_only_the_version_that_was_seen(world):
    figure = world.approved()
    with pytest.raises(Stale):
        reviewing.withdraw(figure=figure, note=NOTE, version=2, by=world.minh)
    assert stored(figure) == ("approved", 3, figure.value)


def test_what_is_public_is_not_taken_back(world):
    figure = world.published()
    with pytest.raises(WrongStep):
        reviewing.withdraw(figure=figure, note=NOTE, version=4, by=world.minh)
    assert Publication.objects.count() == 1


def test_what_is_taken_back_is_not_published(world):
    figure = reviewing.withdraw(figure=world.approved(), note=NOTE, version=3, by=world.minh)
    with pytest.raises(WrongStep):
        publishing.publish(figure=figure, version=4, by=world.minh, today=TODAY)
    assert Publication.objects.count() == 0


def test_an_officer_and_a_reviewer_of_another_province_may_not(world):
    figure = world.approved()
    for person in (world.lan, cast.person("binh", Role.REVIEWER, cast.ha_giang())):
        with pytest.raises(NotAllowed):
            reviewing.withdraw(figure=figure, note=NOTE, version=3, by=person)
    assert stored(figure) == ("approved", 3, figure.value)
