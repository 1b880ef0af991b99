"""A figure from draft to publication: what each action writes, and what it refuses."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import IntegrityError, connection

from dtracker.accounts.access import NotAllowed
from dtracker.formats.quarters import Period
from indicators.actions import entering, publishing, reviewing
from indicators.actions.refusals import (
    Faulty,
    MissingReason,
    NoSuchProvince,
    NothingToDo,
    RoundNotOpen,
    SamePerson,
    Stale,
)
from indicators.models import Figure, Publication
from indicators.queries.asked import Respondent
from indicators.workflow import WrongStep
from tests import cast, make
from tests.indicators.actions.world import Q1, TODAY, World, stored, told

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def written(write) -> bytes:
    return write(World)


# --- save ---


def test_the_first_save_makes_a_draft(world):
    figure = world.save("61.4")
    assert stored(figure) == ("draft", 1, Decimal("61.4"))
    assert (figure.entered_by, figure.year, figure.quarter) == (world.lan, 2025, 1)
    assert told(figure) == [("save", "Lan", Decimal("61.4"), 1)]


def test_zero_is_a_value_and_kept_as_zero(world):
    assert stored(world.save("0")) == ("draft", 1, Decimal("0"))


def test_no_figure_with_its_reason_is_an_answer(world):
    figure = world.save(None, no_data_reason="chờ công bố cả năm")
    row = Figure.objects.get()
    assert (row.pk, row.value, row.no_data_reason) == (figure.pk, None, "chờ công bố cả năm")


def test_a_share_is_worked_out_from_its_parts(world):
    figure = world.save(None, numerator=Decimal(1), denominator=Decimal(3))
    assert Figure.objects.get(pk=figure.pk).value == Decimal("33.333333")


def test_a_second_save_needs_the_version_seen(world):
    figure = world.save("61.4")
    assert stored(world.save("63.0", version=figure.version)) == ("draft", 2, Decimal("63"))


def test_a_stale_save_is_refused_and_tells_what_stands_there(world):
    world.save("61.4")
    world.save("62", version=1)
    with pytest.raises(Stale) as refusal:
        world.save("63", version=1)
    assert refusal.value.current.value == Decimal("62")
    assert stored(refusal.value.current) == ("draft", 2, Decimal("62"))


def test_a_first_save_over_a_value_somebody_entered_meanwhile_is_stale(world):
    world.save("61.4")
    with pytest.raises(Stale):
        world.save("63", version=None)


def test_saving_the_same_twice_has_one_effect(world):
    world.save("61.4")
    figure = world.save("61.4", version=None)
    assert stored(figure) == ("draft", 1, Decimal("61.4"))
    assert len(told(figure)) == 1


@pytest.mark.parametrize(
    "values",
    [
        {"value": Decimal("101")},
        {"value": Decimal("-1")},
        {"value": None},
        {"value": None, "numerator": Decimal(5), "denominator": Decimal(4)},
        {"value": Decimal(5), "no_data_reason": "chưa có"},
    ],
)
def test_what_breaks_a_rule_is_not_stored(world, values):
    with pytest.raises(Faulty):
        world.save(**values)
    assert Figure.objects.count() == 0


def test_only_what_an_officer_may_give_is_taken(world):
    with pytest.raises(ValueError, match="status"):
        world.save("61.4", status="published")
    assert Figure.objects.count() == 0


def test_no_round_no_entry(world):
    with pytest.raises(RoundNotOpen):
        world.save(period=Period(2025, 2))


def test_a_round_that_has_not_opened_takes_nothing(world):
    with pytest.raises(RoundNotOpen):
        world.save(today=date(2024, 12, 31))


def test_after_the_due_date_a_figure_is_still_taken(world):
    assert stored(world.save(today=date(2025, 9, 1))) == ("draft", 1, Decimal("61.4"))


def test_a_province_that_had_ended_reports_no_more(world):
    world.place.ended_on = cast.MERGED
    world.place.save()
    make.open_round("2025-Q2")
    make.open_round("2025-Q3")
    assert world.save(period=Period(2025, 2), today=date(2025, 7, 5)).quarter == 2
    with pytest.raises(NoSuchProvince):
        world.save(period=Period(2025, 3), today=date(2025, 10, 5))


def test_an_officer_of_another_province_may_not(world):
    quang = cast.quang(cast.ha_giang())
    with pytest.raises(NotAllowed):
        world.save(by=quang)
    assert Figure.objects.count() == 0


def test_a_reviewer_does_not_enter(world):
    with pytest.raises(NotAllowed):
        world.save(by=world.minh)


def test_two_first_saves_at_once_end_in_one_figure_and_one_refusal(world):
    """The unique cell decides; here the other save lands between the look and the insert."""
    world.save("61.4")
    with pytest.raises(Stale) as refusal:
        entering._first_saved(world.share, Respondent(world.place), Q1, {"value": Decimal(9)}, "", world.lan)
    assert stored(refusal.value.current) == ("draft", 1, Decimal("61.4"))


def test_a_figure_returned_can_be_saved_again_and_keeps_the_note_until_approved(world):
    figure = world.submitted()
    figure = reviewing.send_back(figure=figure, note="kiểm tra mẫu số", version=figure.version, by=world.minh)
    figure = world.save("60", version=figure.version)
    assert stored(figure) == ("draft", 4, Decimal("60"))
    assert figure.return_note == "kiểm tra mẫu số"
    figure = entering.submit(figure=figure, version=4, by=world.lan)
    figure = reviewing.approve(figure=figure, version=5, by=world.minh)
    assert (figure.return_note, figure.returned_by) == ("", None)


# --- submit, return, approve, publish ---


def test_the_whole_way_is_told_by_the_history(world):
    figure = world.published()
    assert told(figure) == [
        ("save", "Lan", Decimal("61.4"), 1),
        ("submit", "Lan", Decimal("61.4"), 2),
        ("approve", "Minh", Decimal("61.4"), 3),
        ("publish", "Minh", Decimal("61.4"), 4),
    ]
    assert (figure.submitted_by, figure.approved_by, figure.published_by) == (
        world.lan,
        world.minh,
        world.minh,
    )


def test_publishing_writes_version_one_public_from_today(world):
    figure = world.published("61.4", numerator=Decimal(614), denominator=Decimal(1000))
    publication = Publication.objects.get()
    assert (publication.figure, publication.version, publication.value) == (figure, 1, Decimal("61.4"))
    assert (publication.numerator, publication.denominator) == (Decimal(614), Decimal(1000))
    assert (publication.public_on, publication.by, publication.reason) == (TODAY, world.minh, "")


def test_a_submitted_figure_cannot_be_saved(world):
    figure = world.submitted()
    with pytest.raises(WrongStep):
        world.save("99", version=figure.version)
    assert stored(figure) == ("submitted", 2, Decimal("61.4"))


def test_approving_a_version_that_was_not_seen_is_refused(world):
    figure = world.submitted()
    with pytest.raises(Stale):
        reviewing.approve(figure=figure, version=figure.version - 1, by=world.minh)
    assert stored(figure) == ("submitted", 2, Decimal("61.4"))


def test_nobody_approves_what_they_entered(world):
    hoa = cast.hoa()
    figure = world.save(by=hoa)
    figure = entering.submit(figure=figure, version=1, by=world.lan)
    for person in (hoa, world.lan):
        with pytest.raises((SamePerson, NotAllowed)):
            reviewing.approve(figure=figure, version=2, by=person)
    with pytest.raises(SamePerson):
        reviewing.approve(figure=figure, version=2, by=hoa)
    assert stored(figure) == ("submitted", 2, Decimal("61.4"))


def test_nobody_approves_what_they_submitted(world):
    hoa = cast.hoa()
    figure = entering.submit(figure=world.save(), version=1, by=hoa)
    with pytest.raises(SamePerson):
        reviewing.approve(figure=figure, version=2, by=hoa)


def test_a_draft_is_neither_approved_nor_published(world):
    figure = world.save()
    for act in (
        lambda: reviewing.approve(figure=figure, version=1, by=world.minh),
        lambda: publishing.publish(figure=figure, version=1, by=world.minh, today=TODAY),
        lambda: reviewing.send_back(figure=figure, note="x", version=1, by=world.minh),
    ):
        with pytest.raises(WrongStep):
            act()
    assert stored(figure) == ("draft", 1, Decimal("61.4"))
    assert Publication.objects.count() == 0


def test_a_return_needs_a_note(world):
    figure = world.submitted()
    with pytest.raises(MissingReason):
        reviewing.send_back(figure=figure, note="  ", version=2, by=world.minh)
    assert stored(figure)[0] == "submitted"


def test_an_approved_figure_can_still_be_returned(world):
    figure = world.approved()
    figure = reviewing.send_back(figure=figure, note="sai mẫu số", version=figure.version, by=world.minh)
    assert (figure.status, figure.return_note, figure.returned_by) == ("returned", "sai mẫu số", world.minh)
    assert (figure.submitted_by, figure.approved_by) == (None, None)


def test_a_double_publish_makes_one_publication(world):
    figure = world.approved()
    publishing.publish(figure=figure, version=3, by=world.minh, today=TODAY)
    with pytest.raises(Stale):
        publishing.publish(figure=figure, version=3, by=world.minh, today=TODAY)
    assert Publication.objects.count() == 1


def test_an_officer_neither_approves_nor_publishes(world):
    figure = world.submitted()
    for act in (reviewing.approve, reviewing.send_back):
        more = {"note": "x"} if act is reviewing.send_back else {}
        with pytest.raises(NotAllowed):
            act(figure=figure, version=2, by=world.lan, **more)
    with pytest.raises(NotAllowed):
        publishing.publish(figure=figure, version=2, by=world.lan, today=TODAY)


# --- correct ---


def test_a_correction_is_a_second_version_and_the_first_stays(world):
    figure = world.published("61.4")
    figure = entering.correct(
        figure=figure, values={"value": Decimal("63")}, reason="nhầm mẫu số", version=4, by=world.lan
    )
    assert stored(figure) == ("draft", 5, Decimal("63"))
    assert (figure.submitted_by, figure.approved_by, figure.published_by) == (None, None, world.minh)
    assert [row.value for row in Publication.objects.all()] == [Decimal("61.4")]
    figure = entering.submit(figure=figure, version=5, by=world.lan)
    figure = reviewing.approve(figure=figure, version=6, by=world.minh)
    publishing.publish(figure=figure, version=7, by=world.minh, today=date(2025, 4, 2))
    rows = Publication.objects.order_by("version").values_list("version", "value", "reason", "public_on")
    assert list(rows) == [
        (1, Decimal("61.4"), "", TODAY),
        (2, Decimal("63"), "nhầm mẫu số", date(2025, 4, 2)),
    ]


def test_a_correction_needs_a_reason(world):
    figure = world.published()
    with pytest.raises(MissingReason):
        entering.correct(figure=figure, values={"value": Decimal(1)}, reason=" ", version=4, by=world.lan)
    assert stored(figure)[0] == "published"


def test_a_correction_changes_something(world):
    figure = world.published()
    with pytest.raises(Faulty):
        entering.correct(figure=figure, values={"value": Decimal("61.4")}, reason="x", version=4, by=world.lan)


def test_only_what_is_published_is_corrected(world):
    figure = world.approved()
    with pytest.raises(WrongStep):
        entering.correct(figure=figure, values={"value": Decimal(1)}, reason="x", version=3, by=world.lan)


def test_a_loaded_figure_can_be_corrected(world):
    """Figures of the initial load were never submitted here; their printed text does not outlive the correction."""
    loaded = make.published(world.share, world.place, "2024-Q4", "50").figure
    Figure.objects.filter(pk=loaded.pk).update(value_text="gần 50%", is_approximate=True)
    figure = entering.correct(
        figure=loaded, values={"value": Decimal(51)}, reason="báo cáo chính thức", version=1, by=world.lan
    )
    assert (figure.status, figure.value, figure.value_text, figure.is_approximate) == ("draft", 51, "", False)


# --- whole sheets ---


def test_a_sheet_saves_the_good_rows_and_names_the_others(world):
    count = make.indicator("co-so-du-lieu", shape="stock", decimals=0, maximum=None, unit_vi="CSDL")
    rows = [
        entering.Row(world.share, {"value": Decimal("61.4")}, "", None),
        entering.Row(count, {"value": Decimal("1.5")}, "", None),
    ]
    done = entering.save_sheet(province=world.place, period=Q1, rows=rows, by=world.lan, today=TODAY)
    assert [figure.indicator for figure in done.figures] == [world.share]
    assert {pk: type(refusal) for pk, refusal in done.refused.items()} == {count.pk: Faulty}


def test_submitting_a_sheet_takes_its_drafts_only(world):
    other = make.indicator("khac")
    draft = world.save()
    world.submitted("10", indicator=other)
    handed_over = entering.submit_sheet(province=world.place, period=Q1, by=world.lan)
    assert [figure.pk for figure in handed_over] == [draft.pk]
    with pytest.raises(NothingToDo):
        entering.submit_sheet(province=world.place, period=Q1, by=world.lan)


def test_a_yearly_figure_is_saved_and_submitted_in_the_round_of_its_publication(world):
    yearly = make.indicator("kinh-te-so", frequency="year", delay_days=60)
    make.open_round("2026-Q1")
    saved = entering.save_sheet(
        province=world.place,
        period=Period(2026, 1),
        rows=[entering.Row(yearly, {"value": Decimal(15)}, "", None)],
        by=world.lan,
        today=date(2026, 4, 2),
    )
    assert [(figure.year, figure.quarter) for figure in saved.figures] == [(2025, None)]
    handed_over = entering.submit_sheet(province=world.place, period=Period(2026, 1), by=world.lan)
    assert [figure.pk for figure in handed_over] == [saved.figures[0].pk]


def test_a_yearly_figure_waits_for_its_own_round(world):
    yearly = make.indicator("kinh-te-so", frequency="year", delay_days=60)
    make.open_round("2025-Q4")
    with pytest.raises(RoundNotOpen):
        entering.save_figure(
            indicator=yearly,
            province=world.place,
            period=Period(2025),
            values={"value": Decimal(15)},
            version=None,
            by=world.lan,
            today=date(2026, 4, 2),
        )


def test_lines_are_approved_all_or_none(world):
    one, two = world.submitted(), world.submitted("10", indicator=make.indicator("khac"))
    with pytest.raises(Stale):
        reviewing.approve_lines(province=world.place, versions={one.pk: 2, two.pk: 1}, by=world.minh)
    assert (stored(one)[0], stored(two)[0]) == ("submitted", "submitted")
    reviewing.approve_lines(province=world.place, versions={one.pk: 2, two.pk: 2}, by=world.minh)
    assert (stored(one)[0], stored(two)[0]) == ("approved", "approved")
    publishing.publish_lines(province=world.place, versions={one.pk: 3, two.pk: 3}, by=world.minh, today=TODAY)
    assert Publication.objects.count() == 2


def test_lines_of_another_province_are_not_found(world):
    figure = world.submitted()
    with pytest.raises(Figure.DoesNotExist):
        reviewing.approve_lines(province=cast.ha_giang(), versions={figure.pk: 2}, by=cast.hoa())
    with pytest.raises(NothingToDo):
        reviewing.approve_lines(province=world.place, versions={}, by=world.minh)


def test_the_database_refuses_a_second_cell(world):
    world.save()
    with pytest.raises(IntegrityError), connection.cursor():
        Figure.objects.create(indicator=world.share, province=world.place, year=2025, quarter=1)
