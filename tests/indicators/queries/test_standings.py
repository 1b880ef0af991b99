from datetime import date
from decimal import Decimal

import pytest

from indicators.enums import Flag, Reason, Status, TargetKind
from indicators.models import Figure, Publication, TargetRevision
from indicators.queries.judging import terms_on, worst_first
from indicators.queries.standings import standings
from tests import cast, make

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 21)


@pytest.fixture
def place():
    return cast.ha_giang()


def statuses(place, on=TODAY):
    return [each.verdict.status for each in standings(provinces=[place], on=on)]


def test_targets_are_judged_on_published_figures(place):
    files = make.indicator()
    make.target(files, place, 50, "2025-Q4", baseline="20@2020-Q4")
    make.target(files, place, 80, "2030-Q4", baseline="20@2020-Q4")
    make.published(files, place, "2023-Q2", "34.5")
    assert statuses(place, date(2023, 8, 1)) == [Status.ON_TRACK, Status.TOO_EARLY]


def test_documents_are_judged_apart(place):
    rank = make.rank_indicator()
    make.target(rank, place, 15, "2023", document=make.document("thoa-thuan"))
    make.target(rank, place, 30, "2023", document=make.document("nghi-quyet"))
    make.published(rank, place, "2023", 26)
    assert sorted(statuses(place)) == [Status.MET, Status.NOT_MET]


def test_a_document_of_the_future_sets_nothing_yet(place):
    files = make.indicator()
    resolution = make.document("nghi-quyet-26-3", issued_on=date(2021, 3, 26))
    make.target(files, place, 50, document=resolution)
    assert statuses(place, date(2021, 3, 25)) == []
    assert statuses(place, date(2021, 3, 26)) == [Status.NO_DATA]


def test_a_target_of_a_unit_is_not_judged_on_the_figures_of_its_province(place):
    indicator = make.indicator()
    make.published(indicator, place, "2025-Q4", 90)
    make.target(indicator, place, 80, "2025-Q4", unit=make.unit(place))
    assert statuses(place) == []


def test_on_a_past_day_the_terms_of_that_day_hold(place):
    files = make.indicator()
    target = make.target(files, place, 80, "2025-Q4", baseline="20@2020-Q4")
    make.published(files, place, "2025-Q4", 76)
    lowered = {name: getattr(target, name) for name in target.TERMS} | {"value": Decimal(75)}
    TargetRevision.objects.create(
        target=target,
        version=2,
        reason="Điều chỉnh",
        document=target.document,
        effective_on=date(2026, 3, 1),
        **lowered,
    )
    assert statuses(place, date(2026, 2, 28)) == [Status.NOT_MET]
    assert statuses(place, date(2026, 3, 1)) == [Status.MET]
    (before,) = standings(provinces=[place], on=date(2026, 2, 28))
    assert (before.terms.value, terms_on(before.target, TODAY).value) == (80, 75)


def test_a_target_without_any_revision_is_judged_on_its_own_terms(place, django_assert_num_queries):
    files = make.indicator()
    make.target(files, place, 80, "2025-Q4", baseline="20@2020-Q4")
    make.published(files, place, "2025-Q4", 76)
    TargetRevision.objects.all().delete()
    with django_assert_num_queries(3):
        (found,) = standings(provinces=[place], on=TODAY)
    with django_assert_num_queries(0):
        assert (found.status, found.terms, found.target.first_revision) == (Status.NOT_MET, found.target, None)


def test_a_merged_province_is_judged_as_usual_until_its_last_day():
    place = cast.hai_duong(ended_on=cast.MERGED)
    files = make.indicator()
    make.target(files, place, 90, "2025-Q4", baseline="20@2020-Q4")
    make.published(files, place, "2025-Q1", 30)
    assert statuses(place, cast.MERGED) == [Status.SLOW]
    (after,) = standings(provinces=[place], on=TODAY)
    assert after.verdict.status == Status.UNIT_ENDED
    assert after.verdict.before_end.status == Status.SLOW


def test_a_milestone_is_done_when_its_figure_says_so(place):
    portal = make.indicator("cong", shape="milestone", unit_vi="", minimum=None, maximum=None)
    make.target(portal, place, None, "2025-Q2", comparator="achieve", due_on=date(2025, 6, 30))
    assert statuses(place, date(2025, 7, 10)) == [Status.NO_DATA]
    make.published(portal, place, "2025-Q2", 0)
    assert statuses(place, date(2025, 7, 10)) == [Status.NOT_MET]
    make.published(portal, place, "2025-Q3", 1, public_on=date(2025, 7, 20), observed_on=date(2025, 7, 5))
    (done,) = standings(provinces=[place], on=date(2025, 8, 1))
    assert done.verdict.status == Status.MET
    assert [(raised.flag, raised.days) for raised in done.verdict.flags] == [(Flag.DAYS_LATE, 5)]


def test_an_undated_figure_is_shown_but_never_judged(place):
    files = make.indicator()
    make.target(files, place, 80, "2030-Q4", baseline="20@2020-Q4")
    cell = Figure.objects.create(indicator=files, province=place, period_text="khoảng tháng 3/2022")
    Publication.objects.create(figure=cell, version=1, value=Decimal("31.3"), public_on=date(2022, 3, 28))
    (standing,) = standings(provinces=[place], on=TODAY)
    assert (standing.verdict.status, standing.verdict.reason) == (Status.NO_DATA, Reason.NO_FIGURE)
    assert standing.actual.value == Decimal("31.3")
    assert standing.undated is standing.actual


def test_wishes_are_not_judged(place):
    make.target(make.indicator(), place, 100, kind=TargetKind.RECOMMENDATION, document=None)
    assert statuses(place) == [Status.NOT_APPLICABLE]


def test_worst_first(place):
    late, good = make.indicator("late"), make.indicator("good")
    for each, value in ((good, 80), (late, 21)):
        make.target(each, place, 90, "2030-Q4", baseline="20@2020-Q4")
        make.published(each, place, "2025-Q4", value)
    found = worst_first(standings(provinces=[place], on=TODAY))
    assert [each.indicator.code for each in found] == ["late", "good"]


@pytest.mark.parametrize("count", [1, 4])
def test_three_reads_for_few_and_for_many(count, django_assert_num_queries):
    places = [cast.province(f"tinh-{each}", f"Tỉnh {each}") for each in range(count)]
    of = [make.indicator(f"chi-so-{each}") for each in range(count)]
    for place in places:
        for each in of:
            make.target(each, place, 90, "2030-Q4", baseline="20@2020-Q4")
            make.published(each, place, "2025-Q4", 50)
    with django_assert_num_queries(3):
        assert len(standings(provinces=places, on=TODAY)) == count * count
