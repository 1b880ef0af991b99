"""From value to points: each formula by example, and what its parameters may not say."""

from decimal import Decimal

import pytest
from django.utils import translation
from hypothesis import given, settings
from hypothesis import strategies as st

from indicators.scoring.enums import Formula
from indicators.scoring.formulas import FormulaFault, curve, value_fault

FIVE = Decimal(5)
PARAMETERS = {
    Formula.POINTS: "",
    Formula.PROPORTIONAL: "20; 100",
    Formula.BANDS: "90: 5; 70: 3; 50: 1,5",
    Formula.YES_NO: "",
    Formula.BONUS: "0,5",
    Formula.MINUS: "2",
}


@pytest.mark.parametrize(
    ("formula", "parameters", "value", "points"),
    [
        (Formula.POINTS, "", "3.25", "3.25"),
        (Formula.POINTS, "", "7", "5"),
        (Formula.PROPORTIONAL, "0; 100", "80.5", "4.025"),
        (Formula.PROPORTIONAL, "20; 100", "20", "0"),
        (Formula.PROPORTIONAL, "20; 100", "10", "0"),
        (Formula.PROPORTIONAL, "20; 100", "120", "5"),
        (Formula.PROPORTIONAL, "10; 0", "2.5", "3.75"),
        (Formula.BANDS, "90: 5; 70: 3; 50: 1,5", "90", "5"),
        (Formula.BANDS, "90: 5; 70: 3; 50: 1,5", "89.99", "3"),
        (Formula.BANDS, "90: 5; 70: 3; 50: 1,5", "49", "0"),
        (Formula.BANDS, "≤ 2: 5; <=5: 3", "2", "5"),
        (Formula.BANDS, "≤ 2: 5; <=5: 3", "4.5", "3"),
        (Formula.BANDS, "≤ 2: 5; <=5: 3", "6", "0"),
        (Formula.YES_NO, "", "1", "5"),
        (Formula.YES_NO, "", "0", "0"),
        (Formula.BONUS, "0,5", "3", "1.5"),
        (Formula.BONUS, "0,5", "30", "5"),
        (Formula.MINUS, "2", "2", "-4"),
        (Formula.MINUS, "2", "9", "-5"),
    ],
)
def test_points_of_a_value(formula, parameters, value, points):
    assert curve(formula, parameters, FIVE)(Decimal(value)) == Decimal(points)


@pytest.mark.parametrize("formula", Formula)
@settings(max_examples=30)
@given(value=st.decimals(-1000, 1000, places=3))
def test_no_value_leaves_the_range_of_the_points(formula, value):
    points = curve(formula, PARAMETERS[formula], FIVE)(value)
    assert (-5 <= points <= 0) if formula == Formula.MINUS else (0 <= points <= 5)


@pytest.mark.parametrize("formula", [Formula.PROPORTIONAL, Formula.BANDS, Formula.BONUS])
@settings(max_examples=50)
@given(one=st.decimals(0, 200, places=2), other=st.decimals(0, 200, places=2))
def test_more_is_never_fewer_points(formula, one, other):
    points = curve(formula, PARAMETERS[formula], FIVE)
    assert (points(one) <= points(other)) or one > other


@pytest.mark.parametrize(
    ("formula", "parameters", "sentence"),
    [
        (Formula.POINTS, "3", "This formula takes no parameters."),
        (Formula.YES_NO, "1", "This formula takes no parameters."),
        (Formula.PROPORTIONAL, "100", "as in “0; 100”"),
        (Formula.PROPORTIONAL, "50; 50", "cannot be the same"),
        (Formula.PROPORTIONAL, "a; 100", "number"),
        (Formula.BANDS, "", "best first"),
        (Formula.BANDS, "90", "best first"),
        (Formula.BANDS, "90: 5; ≤ 70: 3", "all “at least”, or all “at most”"),
        (Formula.BANDS, "70: 5; 90: 3", "Write the best band first"),
        (Formula.BANDS, "90: 5; 70: 5", "fewer points"),
        (Formula.BANDS, "90: 5; 70: -1", "fewer points"),
        (Formula.BANDS, "90: 4; 70: 3", "gives 4, not the maximum of 5 points"),
        (Formula.BONUS, "0", "more than 0"),
        (Formula.MINUS, "", "Write a number"),
    ],
)
def test_parameters_that_do_not_fit_are_refused_in_words(formula, parameters, sentence):
    with translation.override("en"), pytest.raises(FormulaFault) as refused:
        curve(formula, parameters, FIVE)
    assert sentence.casefold() in refused.value.sentence.casefold()


@pytest.mark.parametrize(
    ("formula", "value", "sentence"),
    [
        (Formula.POINTS, "5.5", "Points lie between 0 and 5."),
        (Formula.POINTS, "-1", "Points lie between 0 and 5."),
        (Formula.YES_NO, "2", "Write 1 for yes or 0 for no."),
        (Formula.BONUS, "1.5", "Write how many cases there are: 0, 1, 2 …"),
        (Formula.MINUS, "-1", "Write how many cases there are: 0, 1, 2 …"),
        (Formula.PROPORTIONAL, "-40", ""),
        (Formula.POINTS, "5", ""),
        (Formula.YES_NO, "0", ""),
    ],
)
def test_values_that_cannot_be(formula, value, sentence):
    with translation.override("en"):
        assert value_fault(formula, FIVE, Decimal(value)) == sentence
