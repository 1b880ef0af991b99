"""What the database refuses, forms refuse before it and in words; what is sound, they take as it is."""

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db.models import UniqueConstraint
from django.utils import translation

from indicators.models import Figure, ReportingRound
from tests import cast, make
from tests.scene import scene

OURS = ("places", "accounts", "changes", "indicators", "agreements")
MODELS = [
    model
    for label in OURS
    for model in apps.get_app_config(label).get_models()
    if not model.__name__.startswith("Historical")
]


def has_words(constraint) -> bool:
    # Of a plain list of fields Django makes a sentence with their names.
    if isinstance(constraint, UniqueConstraint) and constraint.fields:
        return True
    return constraint.violation_error_message != constraint.default_violation_error_message


def test_every_constraint_has_words():
    """Without words of ours people read “Constraint “one_round_per_place_and_period” is violated.”"""
    declared = [each for model in MODELS for each in model._meta.constraints]
    assert len(declared) > 50
    assert [each.name for each in declared if not has_words(each)] == []


@pytest.mark.django_db
def test_a_row_nobody_touched_is_refused_by_no_form():
    """An expression over “province_id” instead of “province” makes every row collide with every other."""
    made = scene()
    make.open_round("2025-Q1", province=made.hai_duong.province)
    rows = [row for model in MODELS for row in model._default_manager.all()]
    assert {type(row) for row in rows} >= {ReportingRound, Figure}
    refused = {}
    for row in rows:
        try:
            row.full_clean()
        except ValidationError as refusal:
            refused[f"{row._meta.label} {row.pk}"] = refusal.messages
    assert refused == {}


@pytest.mark.django_db
@pytest.mark.parametrize("own", [False, True])
def test_a_second_round_is_refused_in_words(own):
    place = cast.hai_duong()
    make.open_round("2025-Q1", province=place if own else None)
    second = make.open_round("2025-Q2", province=place if own else None)
    second.quarter = 1
    with (
        translation.override("en"),
        pytest.raises(ValidationError, match="for the same province or unit or for all provinces"),
    ):
        second.validate_constraints()


@pytest.mark.django_db
def test_a_second_figure_of_a_cell_is_refused_in_words():
    place = cast.hai_duong()
    first = make.published(make.indicator(), place, "2025-Q1", 40).figure
    second = Figure(indicator=first.indicator, province=place, year=2025, quarter=1)
    words = "There is a figure of this indicator, place and period already"
    with translation.override("en"), pytest.raises(ValidationError, match=words):
        second.validate_constraints()
    Figure(indicator=first.indicator, province=cast.ha_giang(), year=2025, quarter=1).validate_constraints()
