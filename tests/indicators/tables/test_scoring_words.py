"""The method of an index in words, and results whose groups were brought back to their maximum."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from django.utils import translation

from dtracker.places.models import OrgUnit
from indicators.actions.scoring_results import publish
from indicators.models import Criterion, IndexResult, Score, ScoringMethod
from indicators.queries.scoring import Method
from indicators.queries.scoring_results import PublishedIndex, published_index
from indicators.scoring.enums import Formula
from indicators.tables import scoring as tables
from indicators.tables import scoring_words
from tests import cast, scoring_rows
from tests.scoring_rows import FULL, fill


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


@pytest.mark.parametrize(
    ("formula", "parameters", "words"),
    [
        (Formula.POINTS, "", "points from 0 to 4.5"),
        (Formula.PROPORTIONAL, "0; 92,5", "in proportion: no points at 0, all at 92.5"),
        (Formula.BANDS, "90: 4,5; 70: 3", "by bands: ≥ 90: 4.5; ≥ 70: 3"),
        (Formula.BANDS, "<= 2: 4,5; ≤ 5: 3", "by bands: ≤ 2: 4.5; ≤ 5: 3"),
        (Formula.YES_NO, "", "all points or none"),
        (Formula.BONUS, "0,5", "bonus for each case: 0.5, at most 4.5"),
        (Formula.MINUS, "1", "taken off for each case: 1, at most 4.5"),
    ],
)
def test_a_formula_in_words(formula, parameters, words):
    assert (
        scoring_words.formula_words(Criterion(formula=formula, parameters=parameters, maximum=Decimal("4.5"))) == words
    )


def test_a_weight_is_told():
    criterion = Criterion(formula=Formula.YES_NO, maximum=Decimal(4), weight=Decimal("1.5"))
    assert scoring_words.formula_words(criterion) == "all points or none, multiplied by the weight 1.5"


@pytest.mark.parametrize(
    ("sums", "how"),
    [
        (["82.00", "83", "82.00"], ""),
        (["64.60", "83", "78.04"], "65.60 × 100 / 83 = 79.04; bonus and minus points: −1.00."),
        (["66.60", "83", "80.24"], "66.60 × 100 / 83 = 80.24."),
    ],
)
def test_the_step_from_the_sum_to_the_total_can_be_followed(sums, how):
    minus = Criterion(number="9", formula=Formula.MINUS)
    taken = Decimal(-1) if "bonus" in how else Decimal(0)
    result = IndexResult(lines={"": sums, "9": [str(taken), "0", str(taken)]})
    method = Method(ScoringMethod(total=Decimal(100), decimals=2), [minus])
    assert tables.foot_of(result, method).how == how


def test_bonus_points_are_no_share_of_a_group():
    group = Criterion(pk=1, number="1", maximum=Decimal(20))
    most = Criterion(pk=2, number="1.1", maximum=Decimal(20), formula=Formula.POINTS, parent=group)
    bonus = Criterion(pk=3, number="1.2", maximum=Decimal(5), formula=Formula.BONUS, parameters="1", parent=group)
    row = ScoringMethod(pk=1, total=Decimal(20), decimals=2)
    row._prefetched_objects_cache = {"grades": []}
    lines = {"1": ["23", "20", "23"], "1.1": ["20", "20", "20"], "1.2": ["3", "0", "3"]}
    result = IndexResult(unit=OrgUnit(name_vi="Sở Y tế", name_en="Health"), lines=lines)
    found = PublishedIndex(None, [result], [], Method(row, [group, most, bonus]))
    assert [(each.number, each.best) for each in tables.leader_rows(found)] == [
        ("1", "100.0%"), ("1.1", "100.0%"), ("1.2", "3.0"),
    ]  # fmt: skip


@pytest.mark.django_db
def test_groups_brought_back_and_corrections_are_told():
    made = scoring_rows.scoring(cast.hai_duong())
    minh = cast.minh(made.index.province)
    type(made.method).objects.update(rescale="group", ranks_by_kind=False)
    fill(made, "so-noi-vu-hd", FULL)
    fill(made, "so-y-te-hd", FULL)
    fill(made, "ngoc-son-hd", {"1.1": "40", "1.2": "0", "2.1": "45"})
    publish(found=made.round, by=minh, today=date(2026, 3, 1))
    Score.objects.filter(sheet__unit__code="ngoc-son-hd", criterion__number="1.2").update(given_value=1)
    publish(found=made.round, reason="Phúc khảo", by=minh, today=date(2026, 4, 1))
    found = published_index("cds-hd", made.round.period, date(2026, 4, 1))
    [group] = tables.rank_groups(found)
    assert (group.title, [(row.place, row.name, row.total) for row in group.rows]) == (
        "all units",
        [("1", "Health", "100.00"), ("1", "Home Affairs", "100.00"), ("3", "Ngoc Son", "80.00")],
    )
    result = next(each for each in found.results if each.unit.code == "ngoc-son-hd")
    rows = {row.number: (row.points, row.possible, row.brought_back) for row in tables.point_rows(result, found.method)}
    assert rows["2"] == ("15.00", "30", "brought back to 40 points: 20.00")
    assert rows["2.2"] == ("–", "–", "")
    maxima = {row.number: row.maximum for row in tables.leader_rows(found)}
    assert (maxima["2"], maxima["2.1"]) == ("40", "30")
    found.method.by_number["2"].weight, found.method.by_number["2.1"].weight = Decimal(2), Decimal("0.5")
    weighted = replace(found, method=Method(found.method.row, found.method.criteria))
    maxima = {row.number: row.maximum for row in tables.leader_rows(weighted)}
    assert (maxima["2"], maxima["2.1"], maxima["2.2"]) == ("80", "30", "20")
    assert tables.headline([group]) == "In front: Health, Home Affairs (100.00 points)."
    assert scoring_words.earlier_words(found) == ["1/4/2026: published anew. Reason: Phúc khảo"]
    assert scoring_words.rule_words(found.method) == [
        "The total has at most 100 points, without bonus points.",
        "Criteria that a unit does not have are left out, and each group is brought back to its own maximum.",
        "Points are rounded to 2 decimals; sums add up what is shown.",
        "Grades: Good from 80 points; Average from 0 points.",
    ]
    assert scoring_words.outside_words(found.method) == ""
    found.method.criteria[-1].formula = Formula.BONUS
    words = "Bonus points and those taken off are added after that and never brought back."
    assert words in scoring_words.rule_words(found.method)
    type(made.method).objects.update(rescale="none")
    found = published_index("cds-hd", made.round.period, date(2026, 4, 1))
    assert "The points of criteria that a unit does not have are lost." in scoring_words.rule_words(found.method)
    found.method.criteria[-1].formula = Formula.BONUS
    assert scoring_words.outside_words(found.method) == ""
