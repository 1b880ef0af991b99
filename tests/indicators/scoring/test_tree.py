"""What keeps a method from being used: criteria in a circle, sums that do not fit, parameters nobody can read."""

from dataclasses import replace
from decimal import Decimal

import pytest
from django.utils import translation

from indicators.scoring.enums import Formula
from indicators.scoring.tree import Tree, faults
from tests.indicators.scoring.trees import TWO_GROUPS, group, leaf, rules


def found(criteria, **fields) -> list[str]:
    with translation.override("en"):
        return [str(each) for each in faults(rules(**fields), criteria)]


def changed(number: str, **fields) -> list:
    return [replace(each, **fields) if each.number == number else each for each in TWO_GROUPS]


def test_a_sound_method():
    assert found(TWO_GROUPS) == []


@pytest.mark.parametrize(
    ("criteria", "expected"),
    [
        ([], ["The method has no criteria."]),
        (
            changed("1.1", maximum=Decimal(35)),
            ["1: The maxima inside, by their weights, add up to 55, not to 60."],
        ),
        (
            changed("2", weight=Decimal("0.5")),
            ["The maxima inside, by their weights, add up to 80, not to 100."],
        ),
        (changed("1.2", parent="9"), ["1.2: It belongs to a criterion that is not in this method."]),
        (
            changed("1", parent="1.1"),
            [
                "1: It belongs to itself, directly or by way of others.",
                "1.1: It belongs to itself, directly or by way of others.",
                "1.2: It belongs to itself, directly or by way of others.",
            ],
        ),
        (changed("2.1", parent="1.1"), ["1.1: A criterion with a formula holds no others."]),
        ([*TWO_GROUPS, leaf("1.1", 1)], ["1.1: Two criteria have this number."]),
        (
            changed("2.2", weight=Decimal(0)),
            [
                "2.2: Maximum and weight are more than 0.",
                "2: The maxima inside, by their weights, add up to 30, not to 40.",
            ],
        ),
        (changed("2.2", parameters="5"), ["2.2: This formula takes no parameters."]),
        (
            [group("1", 100), leaf("B", 5, "1", Formula.BONUS, parameters="2")],
            ["1: It holds no criterion that counts towards its maximum."],
        ),
    ],
)
def test_faults_are_named(criteria, expected):
    assert found(criteria) == expected


def test_grades_are_checked_too():
    twice = ((Decimal(0), "C"), (Decimal(50), "B"), (Decimal(50), "A"))
    assert found(TWO_GROUPS, grades=twice) == ["Two grades begin at the same number of points."]
    late = ((Decimal(50), "A"),)
    assert found(TWO_GROUPS, grades=late) == ["The lowest grade begins at 0 points, so that every unit has one."]


def test_the_tree_in_order():
    tree = Tree(rules(), TWO_GROUPS)
    assert [(each.number, depth) for each, depth in tree.depth_first()] == [
        ("1", 0), ("1.1", 1), ("1.2", 1), ("2", 0), ("2.1", 1), ("2.2", 1), ("B", 0), ("M", 0),
    ]  # fmt: skip
    assert [each.number for each in tree.scored] == ["1.1", "1.2", "2.1", "2.2", "B", "M"]


def test_maxima_are_on_the_scale_of_the_total():
    assert Tree(rules(), TWO_GROUPS).maxima == {each.number: each.maximum for each in TWO_GROUPS}
    weighted = Tree(rules(), changed("2", weight=Decimal("0.5"))).maxima
    whole = Tree(rules(), TWO_GROUPS).maxima
    assert weighted == {number: most / 2 if number.startswith("2") else most for number, most in whole.items()}


def test_a_kind_is_asked_what_is_for_it_and_what_is_for_all():
    tree = Tree(rules(), changed("2", kinds=frozenset({"department"})))
    assert list(tree.asked_of("department")) == ["1.1", "1.2", "2.1", "2.2", "B", "M"]
    assert list(tree.asked_of("district")) == ["1.1", "B", "M"]
