"""Agreements as the database answers them: what belongs to a page, judged goals, a fixed number of reads."""

from datetime import date

import pytest

from agreements.queries.agreements import Wanted, agreement_page, goals_of, of_province, registered
from agreements.queries.log import Noun
from dtracker.places.models import ProvinceName
from indicators.actions.snapshots import rebuild
from indicators.enums import Origin, Status
from tests import cast, make

TODAY = date(2026, 11, 22)
pytestmark = pytest.mark.django_db


@pytest.fixture
def hai_duong():
    return cast.hai_duong()


def full_agreement(province, code, rank):
    """An agreement with one of everything a page shows; the goal is missed."""
    paper = make.document(f"paper-{code}")
    goal = make.target(rank, province, 15, "2023", document=paper)
    made = make.agreement(province, code, goals=[goal], document=paper)
    first = make.programme(made, 1, items=["Một", "Hai"], serves=[rank, make.indicator(f"served-{code}")])
    make.programme(made, 2)
    board = make.body(province, agreement=made)
    make.member(board, "Lê Văn Ba")
    make.body(province, agreement=made, parent=board, name_vi="Tổ thư ký")
    make.task(province, agreement=made, programme=first)
    make.event(province, agreement=made, on=date(2021, 5, 1))
    make.commitment(province, agreement=made)
    make.obstacle(province, agreement=made)
    make.recommendation(province)
    return made


@pytest.mark.parametrize("count", [1, 5])
def test_a_page_costs_eight_reads_and_six_where_its_goals_are_kept(hai_duong, count, django_assert_num_queries):
    rank = make.rank_indicator()
    make.published(rank, hai_duong, "2023", 26)
    for number in range(count):
        full_agreement(hai_duong, f"hd-{number}", rank)
    with django_assert_num_queries(8):
        agreement_page("hd-0", TODAY)
    with django_assert_num_queries(6):
        on_slide = agreement_page("hd-0", TODAY, on_slide=True)
    rebuild(TODAY)
    with django_assert_num_queries(6):
        page = agreement_page("hd-0", TODAY)
    assert [each.pk for each in page.goals] == [each.pk for each in on_slide.goals]
    assert (len(page.bodies), on_slide.bodies, on_slide.log.events) == (1, [], [])


@pytest.mark.parametrize("count", [1, 5])
def test_a_province_costs_three_reads(hai_duong, count, django_assert_num_queries):
    rank = make.rank_indicator()
    for number in range(count):
        full_agreement(hai_duong, f"hd-{number}", rank)
    with django_assert_num_queries(3):
        part = of_province(hai_duong, TODAY)
    assert [each.programmes for each in part.agreements] == [2] * count
    assert [each.goals for each in part.agreements] == [1] * count


@pytest.mark.parametrize("count", [1, 5])
def test_goals_of_a_list_cost_four_reads_and_two_where_they_are_kept(hai_duong, count, django_assert_num_queries):
    rank = make.rank_indicator()
    make.published(rank, hai_duong, "2023", 26)
    made = [full_agreement(hai_duong, f"hd-{number}", rank) for number in range(count)]
    with django_assert_num_queries(4):
        goals_of(made, TODAY)
    rebuild(TODAY)
    with django_assert_num_queries(2):
        found = goals_of(made, TODAY)
    assert {pk: [each.verdict.status for each in goals] for pk, goals in found.items()} == {
        each.pk: [Status.NOT_MET] for each in made
    }


def test_no_agreement_at_an_unknown_address(hai_duong):
    assert agreement_page("nope", TODAY) is None


def test_goals_are_judged_with_their_whole_track_and_stand_worst_first(hai_duong):
    paper = make.document("paper")
    share, rank = make.indicator(), make.rank_indicator()
    step = make.target(share, hai_duong, 50, "2024-Q4", document=paper, baseline="10@2020-Q4")
    end = make.target(share, hai_duong, 80, "2030-Q4", document=paper, baseline="10@2020-Q4")
    missed = make.target(rank, hai_duong, 15, "2023", document=paper)
    other = make.target(rank, hai_duong, 10, "2023")
    make.published(share, hai_duong, "2024-Q4", 50)
    make.published(rank, hai_duong, "2023", 26)
    make.agreement(hai_duong, goals=[end, missed], document=paper)
    goals = agreement_page("hd-fpt", TODAY).goals
    assert [each.target for each in goals] == [missed, end]
    assert step.pk in {each.key for each in goals[1].verdict.track}
    assert other.pk not in {each.target.pk for each in goals}


def test_programmes_hold_their_items_and_indicators_once(hai_duong):
    made = make.agreement(hai_duong)
    served = [make.indicator("a", order=1), make.indicator("b", order=2)]
    make.programme(made, 2)
    make.programme(made, 1, items=["Một", "Hai", "Ba"], serves=served)
    first, second = agreement_page("hd-fpt", TODAY).contents
    assert (first.programme.title, second.programme.title) == ("Chương trình 1", "Chương trình 2")
    assert [each.text for each in first.items] == ["Một", "Hai", "Ba"]
    assert list(first.indicators) == served
    assert (list(second.items), list(second.indicators)) == ([], [])


def test_bodies_stand_under_their_parent_and_former_members_last(hai_duong):
    made = make.agreement(hai_duong)
    of_all = make.body(hai_duong)
    board = make.body(hai_duong, agreement=made, parent=of_all)
    make.member(board, "Cũ", order=1, until=date(2025, 6, 30))
    make.member(board, "Mới", order=2, since=date(2025, 7, 1))
    other = make.agreement(hai_duong, "hd-viettel")
    make.body(hai_duong, agreement=other)
    (top,) = agreement_page("hd-fpt", TODAY).bodies
    assert top.body == of_all
    (node,) = top.children
    assert [(each.member.person, each.is_former) for each in node.seats] == [("Mới", False), ("Cũ", True)]
    assert [each.member.person for each in node.heads] == ["Mới"]


def test_a_body_without_members_is_kept(hai_duong):
    make.body(hai_duong, name_vi="Tổ thư ký giúp việc")
    (node,) = of_province(hai_duong, TODAY).bodies
    assert (node.body.name, list(node.seats), node.heads) == ("Tổ thư ký giúp việc", [], [])


def test_the_log_of_an_agreement_names_its_own_first_and_leaves_out_those_of_others(hai_duong):
    made, other = make.agreement(hai_duong), make.agreement(hai_duong, "hd-viettel")
    make.obstacle(hai_duong, text_vi="Của tỉnh")
    make.obstacle(hai_duong, agreement=made, text_vi="Của thỏa thuận", category_vi="nhân lực", owner="Sở")
    make.obstacle(hai_duong, agreement=other, text_vi="Của thỏa thuận khác")
    make.obstacle(cast.ha_giang(), text_vi="Của tỉnh khác")
    make.commitment(hai_duong, text_vi="Chung")
    make.commitment(hai_duong, agreement=made, due_on=date(2027, 1, 1))
    log = agreement_page("hd-fpt", TODAY).log
    assert [each.text for each in log.obstacles] == ["Của thỏa thuận", "Của tỉnh"]
    assert (log.obstacles[0].more, log.obstacles[0].by, log.obstacles[0].state) == ("nhân lực", "Sở", "open")
    assert [(each.text, each.on) for each in log.commitments] == [("Cử chuyên gia", date(2027, 1, 1))]


def test_an_entry_knows_its_source(hai_duong):
    paper = make.document("press", origin=Origin.OUTSIDE, title_vi="Báo")
    make.event(hai_duong, source=paper, quote="sáng 24/8", on=date(2021, 8, 24))
    make.event(hai_duong)
    undated, dated = of_province(hai_duong, TODAY).log.events
    assert (dated.noun, dated.source.label, dated.is_outside, dated.quote) == (Noun.EVENT, "Báo", True, "sáng 24/8")
    assert (undated.on, undated.source, undated.origin) == (None, None, Origin.ENTERED)


def test_an_outside_date_stands_apart_from_the_signing_day(hai_duong):
    press = make.document("press", origin=Origin.OUTSIDE)
    undated = make.agreement(hai_duong)
    make.event(hai_duong, agreement=undated, on=date(2021, 8, 24), source=press)
    dated = make.agreement(hai_duong, "hd-2", signed_on=date(2021, 6, 23))
    make.event(hai_duong, agreement=dated, on=date(2022, 1, 1), source=press)
    article = make.agreement(hai_duong, "hd-3")
    make.event(hai_duong, agreement=article, on=date(2021, 1, 1), source=make.document())
    found = {each.agreement: each.outside_date and each.outside_date.on for each in registered(TODAY)}
    assert found == {undated: date(2021, 8, 24), dated: None, article: None}


def test_the_province_has_the_name_of_the_day_of_signing(hai_duong):
    ProvinceName.objects.create(
        province=hai_duong, name_vi="Tên sau", name_en="Later", kind="city", code="30", valid_from=date(2024, 1, 1)
    )
    hai_duong.refresh_name()
    make.agreement(hai_duong, "a", signed_on=date(2021, 6, 23))
    make.agreement(hai_duong, "b", signed_on=date(2024, 6, 23))
    make.agreement(hai_duong, "c")
    places = {each.agreement.code: each.place for each in registered(TODAY)}
    assert places["a"] == cast.province("x", "Hải Dương").full_name
    assert places["b"] == places["c"] == hai_duong.full_name


@pytest.mark.parametrize(
    ("wanted", "fits"),
    [
        ({}, True),
        ({"q": "chuyen doi so"}, True),
        ({"q": "Hải DƯƠNG"}, True),
        ({"q": "viettel"}, False),
        ({"province": "hai-duong", "partner": "fpt", "status": "signed"}, True),
        ({"province": "ha-giang"}, False),
        ({"partner": "viettel"}, False),
        ({"status": "ended"}, False),
    ],
)
def test_what_a_list_is_narrowed_to(hai_duong, wanted, fits):
    make.agreement(hai_duong)
    (found,) = registered(TODAY)
    assert Wanted(**wanted).fits(found) is fits


def test_a_province_without_anything_says_so(hai_duong):
    assert of_province(hai_duong, TODAY).is_empty is True
    make.event(hai_duong)
    assert of_province(hai_duong, TODAY).is_empty is False
