"""Closed lists are complete: every choice has words in both languages, every permission has a role."""

import pytest
from django.apps import apps
from django.db.models import Choices
from django.utils import translation

from dtracker.accounts.roles import PERMISSIONS, Permission, Role

OURS = ("places", "accounts", "indicators", "agreements")
SAME_IN_BOTH = {"Admin"}
"""Words that Vietnamese uses as they are."""


def lists() -> list[type[Choices]]:
    """Every list of choices of our packages, wherever it is defined."""
    found, left = [], [Choices]
    while left:
        for each in left.pop().__subclasses__():
            left.append(each)
            if each.__module__.partition(".")[0] in ("dtracker", "indicators", "agreements"):
                found.append(each)
    return sorted(found, key=lambda each: (each.__module__, each.__name__))


LISTS = lists()
CHOICES = [pytest.param(choice, id=f"{kind.__name__}.{choice.name}") for kind in LISTS for choice in kind]


def words(choice, language: str) -> str:
    with translation.override(language):
        return str(choice.label)


def test_the_lists_are_found():
    assert {"Role", "Permission", "Shape", "FigureStatus", "TaskState"} <= {kind.__name__ for kind in LISTS}


@pytest.mark.parametrize("choice", CHOICES)
def test_every_choice_has_words_in_both_languages(choice):
    vietnamese, english = words(choice, "vi"), words(choice, "en")
    assert english
    assert vietnamese != english or english in SAME_IN_BOTH, f"no Vietnamese for {english!r}"


@pytest.mark.parametrize("kind", LISTS, ids=lambda kind: kind.__name__)
@pytest.mark.parametrize("language", ["vi", "en"])
def test_no_two_choices_of_a_list_look_alike(kind, language):
    labels = [words(choice, language) for choice in kind]
    assert len(set(labels)) == len(labels)


@pytest.mark.parametrize("permission", Permission)
def test_every_permission_is_granted_by_some_role(permission):
    assert {role for role, granted in PERMISSIONS.items() if permission in granted}


@pytest.mark.parametrize("role", Role)
def test_every_role_grants_something(role):
    assert PERMISSIONS[role]


@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_model_and_field_has_a_name_in_both_languages(language):
    nameless = [
        model.__name__
        for label in OURS
        for model in apps.get_app_config(label).get_models()
        if not str(model._meta.verbose_name).strip() or not str(model._meta.verbose_name_plural).strip()
    ]
    assert nameless == []


def test_the_names_of_models_are_translated():
    same = []
    for label in OURS:
        for model in apps.get_app_config(label).get_models():
            if model.__name__.startswith("Historical") or model._meta.auto_created:
                continue
            with translation.override("vi"):
                vietnamese = str(model._meta.verbose_name)
            with translation.override("en"):
                if vietnamese == str(model._meta.verbose_name):
                    same.append(model.__name__)
    assert same == []
