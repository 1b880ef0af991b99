"""Taking back what was typed: a draft emptied again, a correction dropped; and who came first when two did."""

from decimal import Decimal

import pytest
from django.utils.translation import override

from dtracker.accounts.access import NotAllowed
from indicators.actions import entering, publishing, reviewing
from indicators.actions.refusals import Faulty, NothingToDo, Stale
from indicators.models import Evidence, Figure
from indicators.queries.story import story_of
from indicators.workflow import WrongStep
from tests import cast, make
from tests.indicators.actions.world import Q1, TODAY, World, stored, told

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def written(write) -> bytes:
    return write(World)


def emptied(world, figure=None, **more):
    figure = figure or world.save()
    return entering.empty(figure=figure, version=figure.version, by=world.lan, **more)


def corrected(world, figure, value="63"):
    values = {"value": Decimal(value)}
    return entering.correct(figure=figure, values=values, reason="nhầm mẫu số", version=figure.version, by=world.lan)


def test_an_emptied_draft_answers_nothing_and_its_history_goes_on(world):
    figure = emptied(world, remark="")
    assert (stored(figure), figure.is_emptied, figure.remark) == (("draft", 2, None), True, "")
    assert list(Figure.objects.given()) == []
    assert told(figure) == [("save", "Lan", Decimal("61.4"), 1), ("empty", "Lan", None, 2)]
    again = world.save("62", version=2)
    assert (again.pk, stored(again)) == (figure.pk, ("draft", 3, Decimal(62)))
    assert list(Figure.objects.given()) == [figure]


def test_the_story_of_an_emptied_line(world):
    figure = emptied(world)
    world.save("62", version=2)
    with override("en"):
        sentences = [event.sentence for event in story_of(figure)]
    assert sentences == ["Lan entered 62.0%.", "Lan emptied the line; it said 61.4%.", "Lan entered 61.4%."]


def test_parts_reason_and_everything_else_that_was_told_go(world):
    figure = world.save(None, numerator=Decimal(9), denominator=Decimal(10), is_provisional=True)
    figure = emptied(world, figure)
    assert (figure.numerator, figure.denominator, figure.is_provisional) == (None, None, False)
    figure = world.save(None, no_data_reason="Chưa thu thập", version=2)
    assert emptied(world, figure).no_data_reason == ""


def test_evidence_stays_with_the_line(world):
    figure = world.save()
    Evidence.objects.create(figure=figure, url="https://example.vn/bc", added_by=world.lan)
    assert emptied(world, figure).evidence.count() == 1


def test_a_returned_figure_can_be_emptied(world):
    figure = reviewing.send_back(figure=world.submitted(), note="Xem lại", version=2, by=world.minh)
    assert stored(emptied(world, figure)) == ("draft", 4, None)


def test_emptying_twice_is_one_step(world):
    figure = emptied(world)
    assert emptied(world, figure).version == 2
    assert len(told(figure)) == 2


def test_an_emptied_line_is_not_handed_over(world):
    figure = emptied(world)
    with pytest.raises(NothingToDo):
        entering.submit_sheet(province=world.place, period=Q1, by=world.lan)
    with pytest.raises(Faulty):
        entering.submit(figure=figure, version=2, by=world.lan)
    assert stored(figure) == ("draft", 2, None)


def test_what_was_handed_over_meanwhile_is_not_emptied(world):
    draft = world.save()
    entering.submit(figure=draft, version=1, by=world.lan)
    reviewing.approve(figure=draft, version=2, by=world.minh)
    with pytest.raises(Stale) as refusal:
        entering.empty(figure=draft, version=1, by=world.lan)
    assert refusal.value.current.value == Decimal("61.4")
    with pytest.raises(WrongStep):
        entering.empty(figure=draft, version=3, by=world.lan)
    assert stored(draft) == ("approved", 3, Decimal("61.4"))


def test_who_saw_the_value_before_it_was_emptied_is_told(world):
    figure = emptied(world)
    with pytest.raises(Stale) as refusal:
        world.save("62", version=1)
    assert refusal.value.current.is_emptied
    assert stored(figure) == ("draft", 2, None)


def test_a_correction_is_dropped_not_emptied(world):
    figure = corrected(world, world.published())
    with pytest.raises(Faulty):
        emptied(world, figure)
    dropped = entering.discard(figure=figure, version=5, by=world.lan)
    assert stored(dropped) == ("published", 6, Decimal("61.4"))
    assert (dropped.reason, dropped.entered_by, dropped.submitted_by, dropped.approved_by) == (
        "", world.lan, world.lan, world.minh
    )  # fmt: skip
    assert figure.publications.count() == 1
    with override("en"):
        assert story_of(figure)[0].sentence == "Lan dropped the correction to 63.0%; 61.4% stays published."


def test_a_returned_correction_goes_back_to_the_last_published_version(world):
    figure = corrected(world, world.published())
    figure = entering.submit(figure=figure, version=5, by=world.lan)
    figure = reviewing.approve(figure=figure, version=6, by=world.minh)
    figure = publishing.publish(figure=figure, version=7, by=world.minh, today=TODAY)
    figure = entering.submit(figure=corrected(world, figure, "65"), version=9, by=world.lan)
    figure = reviewing.send_back(figure=figure, note="Sai", version=10, by=world.minh)
    dropped = entering.discard(figure=figure, version=11, by=world.lan)
    assert (dropped.status, dropped.value, dropped.reason) == ("published", Decimal(63), "nhầm mẫu số")
    assert (dropped.return_note, dropped.returned_by) == ("", None)


def test_the_correction_of_a_loaded_figure_leaves_no_name_behind(world):
    loaded = make.published(world.share, world.place, "2025-Q1", "61.4").figure
    dropped = entering.discard(figure=corrected(world, loaded), version=2, by=world.lan)
    assert (dropped.status, dropped.value, dropped.entered_by, dropped.entered_at) == (
        "published", Decimal("61.4"), None, None
    )  # fmt: skip


def test_a_draft_that_was_never_published_has_no_correction_to_drop(world):
    figure = world.save()
    with pytest.raises(WrongStep):
        entering.discard(figure=figure, version=1, by=world.lan)
    assert stored(figure) == ("draft", 1, Decimal("61.4"))


def test_neither_is_for_another_province_or_for_reviewers(world):
    figure = world.save()
    for person in (cast.quang(cast.ha_giang()), world.minh):
        for step in (entering.empty, entering.discard):
            with pytest.raises(NotAllowed):
                step(figure=figure, version=1, by=person)
    assert stored(figure) == ("draft", 1, Decimal("61.4"))
