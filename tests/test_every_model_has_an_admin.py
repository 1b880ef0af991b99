"""Every model of ours can be kept in the admin, or there is a reason why not."""

import pytest
from django.apps import apps
from django.contrib import admin

OURS = ("places", "accounts", "indicators", "agreements")
WITHOUT = {
    "places.ProvinceName": "inline of Province",
    "accounts.Membership": "inline of User",
    "indicators.Criterion": "inline of ScoringMethod",
    "indicators.Grade": "inline of ScoringMethod",
    "indicators.IndexResult": "inline of IndexPublication, to look at: append-only",
    "indicators.MethodWeight": "inline of IndexMethod",
    "indicators.Score": "inline of ScoreSheet, to look at: scored and assessed on its pages",
    "indicators.ScoreFile": "inline of ScoreSheet, to look at: added and taken away on the sheet of the unit",
    "indicators.ScoringReminder": "inline of ScoringRound, to look at: the product writes it itself",
    "indicators.SeriesBreak": "inline of Indicator",
    "indicators.TargetRevision": "inline of Target, to look at: revisions are never overwritten",
    "indicators.Evidence": "inline of Figure, to look at: evidence is added on the officers' sheet",
    "indicators.ExplanationReminder": "inline of ExplanationRequest, to look at: the product writes it itself",
    "indicators.Publication": "inline of Figure, to look at: append-only",
    "agreements.ProgrammeItem": "inline of Programme",
    "agreements.BodyMember": "inline of Body",
    "agreements.TermChange": "inline of Agreement",
    "agreements.Conclusion": "inline of Event",
    "agreements.TaskNote": "inline of Task",
    "agreements.TaskProduct": "inline of Task, to look at: what was handed in stays",
    "agreements.TaskReminder": "inline of Task, to look at: the product writes it itself",
}
HIDDEN = {
    "indicators.Snapshot": "what the product could work out anew at any time; nothing to keep",
}


def models():
    """Without the Historical* ones, which the history pages show, and the tables of many-to-many fields."""
    found = [model for label in OURS for model in apps.get_app_config(label).get_models()]
    kept = {"history_object", "m2m_history_id"}
    return {model._meta.label: model for model in found if not any(hasattr(model, name) for name in kept)}


def inlined() -> set[str]:
    return {inline.model._meta.label for each in admin.site._registry.values() for inline in each.inlines}


@pytest.mark.parametrize("label", sorted(models()))
def test_a_model_has_an_admin_or_a_reason_not_to(label):
    assert admin.site.is_registered(models()[label]) is (label not in WITHOUT | HIDDEN)


def test_what_is_said_to_be_an_inline_is_one():
    with_their_own = {"agreements.Programme", "agreements.TaskKeeper"}
    assert inlined() - with_their_own == set(WITHOUT)


def test_nothing_but_ours_is_kept_there():
    """Groups above all: rights come from memberships only."""
    assert {model._meta.app_label for model in admin.site._registry} == set(OURS)
