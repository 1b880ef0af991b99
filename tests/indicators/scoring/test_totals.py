"""Totals: what is shown adds up, what a unit does not have is left out as the method says, and who stands where."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.scoring.enums import Formula, Rescale
from indicators.scoring.totals import Answer, Scorer, grade_of, places
from tests.indicators.scoring.trees import ALL_RESCALES, TWO_GROUPS, group, leaf, rules

FULL = {"1.1": "40", "1.2": "20", "2.1": "90", "2.2": "1"}


def answers(**changes) -> dict[str, Answer]:
    """Full marks, changed: a text is a value, None an absent criterion. Numbers are written with "_" for the dot."""
    given = FULL | {number.replace("_", "."): value for number, value in changes.items()}
    return {
        number: Answer(is_absent=True) if value is None else Answer(Decimal(value)) for number, value in given.items()
    }


def result(kind="department", rescale=Rescale.WHOLE, decimals=2, **changes):
    return Scorer(rules(rescale=rescale, decimals=decimals), TWO_GROUPS).result(kind, answers(**changes))


def shown(found, *numbers):
    return [found.lines[number].shown for number in numbers]


def sums(found, *numbers):
    return [found.lines[number].sum for number in numbers]


def test_full_marks():
    found = result()
    assert (found.sum, found.possible, found.total, found.missing) == (100, 100, 100, ["B", "M"])
    assert shown(found, "1", "1.1", "1.2", "2", "2.1", "2.2", "B", "M") == [60, 40, 20, 40, 30, 10, 0, 0]


def test_bonus_and_deduction_stand_outside_of_the_maximum():
    found = result(B="2", M="3")
    assert (found.total, found.missing) == (101, [])
    assert [found.lines[number].possible for number in ("B", "M", "1")] == [0, 0, 60]


@pytest.mark.parametrize(
    ("rescale", "total", "first", "second"),
    [
        # 20 of 40, and 40 of 40: 60 of the 80 that the unit can get.
        (Rescale.WHOLE, "75", "20", "40"),
        (Rescale.GROUP, "70", "30", "40"),
        (Rescale.NONE, "60", "20", "40"),
    ],
)
def test_what_a_kind_of_unit_does_not_have_is_left_out_as_the_method_says(rescale, total, first, second):
    found = result("commune", rescale, **{"1_1": "20"})
    assert (found.total, shown(found, "1", "2")) == (Decimal(total), [Decimal(first), Decimal(second)])
    assert (sums(found, "1", "2"), found.lines["1"].possible) == ([20, 40], 40)
    assert found.lines["1.2"].is_absent
    assert "1.2" not in found.missing


@pytest.mark.parametrize("rescale", [Rescale.WHOLE, Rescale.GROUP])
def test_full_marks_are_full_marks_whatever_is_left_out(rescale):
    for kind, changes in (("commune", {}), ("commune", {"2_1": None}), ("department", {"1_1": None, "1_2": None})):
        assert result(kind, rescale, **changes).total == 100


@pytest.mark.parametrize("rescale", [Rescale.WHOLE, Rescale.GROUP])
def test_bonus_points_are_not_rescaled(rescale):
    inside = [*TWO_GROUPS[:-2], leaf("1.9", 5, "1", Formula.BONUS, parameters="2")]
    found = Scorer(rules(rescale=rescale), inside).result("commune", answers(**{"1_9": "2"}))
    assert (found.total, found.lines["1.9"].shown) == (104, 4)


def test_a_whole_group_can_be_absent():
    found = result(rescale=Rescale.GROUP, **{"2_1": None, "2_2": None, "1_1": "20"})
    assert found.lines["2"].is_absent
    assert (found.sum, found.possible, found.total, shown(found, "2")) == (40, 60, Decimal("66.67"), [0])


def test_a_group_that_a_kind_does_not_have_takes_all_it_holds_along():
    groups = [replace(each, kinds=frozenset({"department"})) if each.number == "2" else each for each in TWO_GROUPS]
    found = Scorer(rules(), groups).result("commune", answers())
    assert [found.lines[number].is_absent for number in ("2", "2.1", "2.2", "1.1")] == [True, True, True, False]
    assert (found.total, found.missing) == (100, ["B", "M"])


def test_a_unit_without_any_criterion():
    found = result("commune", **{"1_1": None, "2_1": None, "2_2": None})
    assert (found.has_any, found.total) == (False, 0)


def test_without_a_value_a_criterion_counts_nothing_and_is_named():
    found = Scorer(rules(), TWO_GROUPS).result("department", {"1.1": Answer(Decimal(40))})
    assert (found.total, found.missing) == (40, ["1.2", "2.1", "2.2", "B", "M"])


def test_weights_bring_points_to_the_scale_of_the_total():
    weighted = [group("1", 10, weight=Decimal(6)), leaf("1.1", 10, "1"), leaf("2", 100, weight=Decimal("0.4"))]
    found = Scorer(rules(), weighted).result("", {"1.1": Answer(Decimal(5)), "2": Answer(Decimal(50))})
    assert (found.total, shown(found, "1", "1.1", "2")) == (50, [30, 30, 20])
    assert found.lines["1"].possible == 60


def test_points_are_rounded_once_and_half_up():
    found = result(decimals=1, **{"2_1": "0.75"})
    assert shown(found, "2.1") == [Decimal("0.3")]


THIRDS = [
    group("1", 50),
    *(leaf(f"1.{n}", Decimal(50) / 5, "1") for n in range(1, 6)),
    group("2", 50),
    *(leaf(f"2.{n}", "12.5", "2", Formula.PROPORTIONAL, parameters="0; 7") for n in range(1, 5)),
    leaf("B", 3, None, Formula.BONUS, parameters="0,33"),
]
LEAVES = [each.number for each in THIRDS if each.formula]
ANSWER = st.one_of(
    st.none(),
    st.just(Answer(is_absent=True)),
    st.decimals(0, 7, places=3).map(Answer),
)


@given(
    given=st.lists(ANSWER, min_size=len(LEAVES), max_size=len(LEAVES)),
    rescale=st.sampled_from(ALL_RESCALES),
    decimals=st.integers(0, 3),
)
def test_the_sum_shown_is_the_sum_of_the_parts_shown(given, rescale, decimals):
    said = {number: answer for number, answer in zip(LEAVES, given, strict=True) if answer}
    found = Scorer(rules(rescale=rescale, decimals=decimals), THIRDS).result("", said)
    for number in (None, "1", "2"):
        inside = [found.lines[each.number].shown for each in THIRDS if each.parent == number]
        assert sum(inside) == (found.sum if number is None else found.lines[number].sum)
    bonus = found.lines["B"].shown
    assert 0 <= found.total - bonus <= 100
    assert found.total - bonus >= found.sum - bonus
    for each in found.lines.values():
        assert each.sum == each.shown or (rescale == Rescale.GROUP and each.criterion.is_group)
        assert 0 <= each.sum <= each.possible or each.criterion.number == "B"
    if rescale == Rescale.WHOLE and found.has_any:
        assert abs(found.total - bonus - (found.sum - bonus) * 100 / found.possible) <= Decimal("0.5").scaleb(-decimals)


def test_equals_share_the_better_place():
    found = places({1: Decimal(90), 2: Decimal("95.5"), 3: Decimal(90), 4: Decimal(10)})
    assert {key: (each.place, each.tied, each.count) for key, each in found.items()} == {
        1: (2, 1, 4), 2: (1, 0, 4), 3: (2, 1, 4), 4: (4, 0, 4),
    }  # fmt: skip


@pytest.mark.parametrize(("total", "grade"), [("95", "A"), ("90", "A"), ("89.99", "B"), ("0", "C"), ("-1", "C")])
def test_the_grade_of_a_total(total, grade):
    grades = ((Decimal(0), "C"), (Decimal(90), "A"), (Decimal(70), "B"))
    assert grade_of(Decimal(total), grades) == grade
