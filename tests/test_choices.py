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


def words(choice, language: str) -> str:
    with translation.override(language):
        return str(choice.label)


def test_the_lists_are_found():
    assert {"Role", "Permission", "Shape", "FigureStatus", "TaskState"} <= {kind.__name__ for kind in LISTS}


def test_every_choice_has_words_in_both_languages():
    wordless = []
    for kind in LISTS:
        for choice in kind:
            vietnamese, english = words(choice, "vi"), words(choice, "en")
            if not english or (vietnamese == english and english not in SAME_IN_BOTH):
                wordless.append(f"{kind.__name__}.{choice.name}: {english!r}")
    assert wordless == []


@pytest.mark.parametrize("language", ["vi", "en"])
def test_no_two_choices_of_a_list_look_alike(language):
    alike = [kind.__name__ for kind in LISTS if len({words(choice, language) for choice in kind}) < len(list(kind))]
    assert alike == []


def test_every_permission_is_granted_by_some_role():
    assert set(Permission) - {permission for granted in PERMISSIONS.values() for permission in granted} == set()


def test_every_role_grants_something():
    assert [role for role in Role if not PERMISSIONS[role]] == []


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
