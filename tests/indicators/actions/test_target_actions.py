"""Setting and revising targets: every change is a revision with a reason and a document."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from dtracker.accounts.access import NotAllowed
from indicators.actions.refusals import Faulty, MissingReason, NothingToDo
from indicators.actions.targets import revise_target, set_target
from indicators.models import Target, TargetRevision
from tests import cast, make

pytestmark = pytest.mark.django_db
DAY = date(2024, 5, 1)


@pytest.fixture
def hoa():
    return cast.hoa()


@pytest.fixture
def target(hoa):
    return make.target(make.indicator(), cast.hai_duong(), 80, "2025-Q4", baseline="20@2020-Q4")


def revise(target, by, *, reason="điều chỉnh theo kế hoạch", document="new", effective_on=DAY, **terms):
    document = make.document("quyet-dinh") if document == "new" else document
    return revise_target(target=target, terms=terms, reason=reason, document=document, effective_on=effective_on, by=by)


def revisions(target) -> list[tuple]:
    return list(target.revisions.values_list("version", "value", "reason", "effective_on"))


def test_a_revision_is_written_and_the_target_follows(target, hoa):
    revise(target, hoa, value=Decimal(75))
    assert revisions(target) == [
        (1, Decimal(80), "", None),
        (2, Decimal(75), "điều chỉnh theo kế hoạch", DAY),
    ]
    row = Target.objects.get(pk=target.pk)
    assert (row.value, row.due_year, row.baseline_value) == (Decimal(75), 2025, Decimal(20))
    newest = row.history.order_by("-history_id").first()
    assert (newest.history_user, newest.history_change_reason) == (hoa, "điều chỉnh theo kế hoạch")


def test_revision_one_is_made_from_the_present_terms_where_it_is_missing(target, hoa):
    TargetRevision.objects.all().delete()
    revise(target, hoa, value=Decimal(75))
    assert [row[:2] for row in revisions(target)] == [(1, Decimal(80)), (2, Decimal(75))]


@pytest.mark.parametrize("missing", [{"reason": " "}, {"document": None}, {"effective_on": None}])
def test_reason_document_and_day_are_required(target, hoa, missing):
    with pytest.raises(MissingReason):
        revise(target, hoa, value=Decimal(75), **missing)
    assert [row[:2] for row in revisions(target)] == [(1, Decimal(80))]


@pytest.mark.parametrize("terms", [{"value": Decimal(120)}, {"baseline_year": 2026}, {"value_max": Decimal(10)}])
def test_terms_that_break_a_rule_are_refused(target, hoa, terms):
    with pytest.raises(Faulty):
        revise(target, hoa, **terms)
    assert Target.objects.get(pk=target.pk).value == Decimal(80)


def test_the_same_terms_are_no_revision(target, hoa):
    with pytest.raises(NothingToDo):
        revise(target, hoa, value=Decimal(80))


def test_only_terms_can_be_revised(target, hoa):
    with pytest.raises(ValueError, match="province"):
        revise(target, hoa, province=None)


@pytest.mark.parametrize("who", [cast.lan, cast.minh, cast.thu, cast.nam])
def test_only_who_may_revise_targets_does(target, who):
    with pytest.raises(NotAllowed):
        revise(target, who(target.province), value=Decimal(75))
    assert [row[:2] for row in revisions(target)] == [(1, Decimal(80))]


def test_a_new_target_comes_with_its_first_revision(hoa):
    made = set_target(
        by=hoa,
        code="ho-so-2030",
        indicator=make.indicator(),
        province=cast.hai_duong(),
        document=make.document("nghi-quyet"),
        value=Decimal(90),
        due_year=2030,
    )
    assert revisions(made) == [(1, Decimal(90), "", None)]
    assert made.revisions.get().by == hoa


def test_a_new_target_out_of_range_is_refused(hoa):
    with pytest.raises(Faulty):
        set_target(
            by=hoa,
            code="x",
            indicator=make.indicator(),
            province=cast.hai_duong(),
            document=make.document(),
            value=Decimal(120),
        )
    assert Target.objects.count() == 0


def test_a_new_target_needs_its_document(hoa):
    with pytest.raises(ValidationError):
        set_target(by=hoa, code="x", indicator=make.indicator(), province=cast.hai_duong(), value=Decimal(90))
