from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from indicators.actions.snapshots import rebuild
from indicators.enums import Shape, Status
from indicators.models import Publication, TargetRevision
from indicators.queries.changes import Cause, changes
from indicators.queries.standings import standings
from tests import cast, make

pytestmark = pytest.mark.django_db
SINCE, UNTIL = date(2023, 8, 14), date(2023, 11, 20)


@pytest.fixture
def place():
    return cast.ha_giang()


@pytest.fixture
def files(place):
    """On track on the first day: 37 of the 35 that are needed by mid-2023 on the way from 20 to 50."""
    files = make.indicator("files")
    make.target(files, place, 50, "2025-Q4", baseline="20@2020-Q4")
    make.published(files, place, "2023-Q2", 37, public_on=date(2023, 7, 20))
    return files


def moves(place, since=SINCE, until=UNTIL):
    return [
        (each.then.status, each.now.status, list(each.causes), each.course)
        for each in changes([place], since, until).moves
    ]


def correct(publication: Publication, value, day: date) -> Publication:
    return Publication.objects.create(
        figure=publication.figure,
        version=publication.version + 1,
        value=Decimal(value),
        public_on=day,
        reason="Đếm lại",
    )


def revise(target, value, day: date) -> TargetRevision:
    terms = {name: getattr(target, name) for name in target.TERMS} | {"value": Decimal(value)}
    return TargetRevision.objects.create(
        target=target, version=2, reason="Điều chỉnh", document=target.document, effective_on=day, **terms
    )


def test_a_new_figure_moves_a_status(place, files):
    make.published(files, place, "2023-Q3", 19, public_on=date(2023, 10, 20))
    assert moves(place) == [(Status.ON_TRACK, Status.BACKWARD, [Cause.NEW], -1)]
    (value,) = changes([place], SINCE, UNTIL).new
    assert (value.reading.value, value.before, value.is_correction) == (Decimal(19), None, False)


def test_what_was_published_on_the_first_day_is_no_change(place, files):
    make.published(files, place, "2023-Q3", 19, public_on=SINCE)
    found = changes([place], SINCE, UNTIL)
    assert found.is_empty
    assert (found.first_public, found.last_public) == (date(2023, 7, 20), SINCE)


def test_what_is_published_after_the_last_day_is_no_change(place, files):
    make.published(files, place, "2023-Q3", 19, public_on=date(2023, 11, 21))
    assert changes([place], SINCE, UNTIL).is_empty


def test_a_correction_keeps_what_was_known(place, files):
    correct(Publication.objects.get(), 29, date(2023, 9, 1))
    assert moves(place) == [(Status.ON_TRACK, Status.SPEED_UP, [Cause.CORRECTED], -1)]
    found = changes([place], SINCE, UNTIL)
    assert found.new == []
    (value,) = found.corrected
    assert (value.before.value, value.reading.value, value.reading.publication.reason) == (37, 29, "Đếm lại")


def test_what_was_published_and_corrected_between_the_days_is_a_correction_but_moves_as_new(place, files):
    first = make.published(files, place, "2023-Q3", 40, public_on=date(2023, 10, 20))
    correct(first, 19, date(2023, 10, 25))
    assert moves(place) == [(Status.ON_TRACK, Status.BACKWARD, [Cause.NEW], -1)]
    (value,) = changes([place], SINCE, UNTIL).corrected
    assert (value.before.value, value.was_public) == (40, False)


def test_an_edited_target_moves_a_status(place, files):
    revise(place.targets.get(), 80, date(2023, 9, 15))
    found = changes([place], SINCE, UNTIL)
    assert [each.causes for each in found.moves] == [[Cause.EDITED]]
    (edit,) = found.edits
    assert (edit.before.value, edit.after.value, edit.on) == (50, 80, date(2023, 9, 15))


def test_a_revision_of_another_time_is_no_edit_between_these_days(place, files):
    revise(place.targets.get(), 80, date(2023, 11, 21))
    assert changes([place], SINCE, UNTIL).is_empty


def test_a_target_whose_document_came_between_is_new_and_moves_nothing(place, files):
    later = make.document(issued_on=date(2023, 10, 1))
    make.target(files, place, 90, "2030-Q4", baseline="20@2020-Q4", document=later)
    found = changes([place], SINCE, UNTIL)
    assert [(each.before, each.after.value, each.on) for each in found.edits] == [(None, 90, date(2023, 10, 1))]
    assert found.moves == []


def test_time_alone_moves_a_milestone_that_is_reported_again_as_not_done(place):
    done = make.indicator("centre", shape=Shape.MILESTONE, unit_vi="", decimals=0)
    make.target(done, place, 1, "2023-Q4", due_on=date(2023, 12, 1))
    make.published(done, place, "2023-Q3", 0, public_on=date(2023, 10, 20))
    assert moves(place) == [(Status.TOO_EARLY, Status.SPEED_UP, [Cause.TIME], 0)]


def test_the_end_of_a_province(files):
    place = cast.hai_duong(ended_on=cast.MERGED)
    make.target(files, place, 50, "2025-Q4", baseline="20@2020-Q4")
    make.published(files, place, "2025-Q1", 40, public_on=date(2025, 4, 20))
    assert moves(place, date(2025, 5, 1), date(2025, 7, 2)) == [(Status.SPEED_UP, Status.UNIT_ENDED, [Cause.ENDED], 0)]


def test_a_value_without_a_day_counts_from_when_it_was_entered_and_stands_apart(place):
    files = make.indicator("files")
    published = make.published(files, place, "2022-Q4", 30)
    undated = Publication(figure=make.published(files, place, "2023-Q1", 31).figure, version=2, reason="x", value=32)
    undated.save()
    until = timezone.localdate(undated.recorded_at)
    found = changes([place], published.public_on, until)
    assert [each.reading.value for each in found.undated] == [32]
    assert found.corrected == []


@pytest.mark.parametrize("is_kept", [True, False])
def test_both_days_are_judged_as_the_pages_of_these_days_do(place, is_kept):
    """Over several years: a status moves exactly where the standings of the two days differ."""
    for number, values in enumerate(((21, 30, 44, 52), (25, 24, 20, 60), (19, 22, 23, 24))):
        of = make.indicator(f"share-{number}")
        make.target(of, place, 50, "2025-Q4", baseline="20@2020-Q4")
        make.target(of, place, 80, "2030-Q4", baseline="20@2020-Q4")
        for year, value in enumerate(values, start=2022):
            make.published(of, place, f"{year}-Q4", value, public_on=date(year + 1, 1, 20))
    until = date(2026, 11, 20)
    if is_kept:
        rebuild(until)
    after = {each.pk: each.status for each in standings(provinces=[place], on=until)}
    for since in (date(2023, 3, 1), date(2024, 3, 1), date(2025, 3, 1), date(2026, 3, 1)):
        before = {each.pk: each.status for each in standings(provinces=[place], on=since)}
        expected = {pk: (before[pk], after[pk]) for pk in after if before[pk] != after[pk]}
        found = {each.now.pk: (each.then.status, each.now.status) for each in changes([place], since, until).moves}
        assert found == expected
    assert expected == {}


def test_four_reads_for_few_and_many(place):
    places = [place, *(cast.province(f"tinh-{n}", f"Tỉnh {n}") for n in range(3))]
    for each in places:
        for number in range(4):
            of = make.indicator(f"{each.slug}-{number}")
            make.target(of, each, 50, "2025-Q4", baseline="20@2020-Q4")
            make.published(of, each, "2023-Q2", 37, public_on=date(2023, 7, 20))
            make.published(of, each, "2023-Q3", 19, public_on=date(2023, 10, 20))
    for asked in ([place], places):
        with CaptureQueriesContext(connection) as queries:
            assert len(changes(asked, SINCE, UNTIL).moves) == 4 * len(asked)
        assert len(queries) == 4
