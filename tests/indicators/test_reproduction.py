"""Every published DTI value of the fixtures whose components are all known follows from them. See decision 13."""

import csv
from collections import defaultdict
from decimal import Decimal
from pathlib import Path

import pytest
import yaml

from indicators.composite import Composite, Part, composite, rounding_bound, unexplained

FIXTURES = Path(__file__).resolve().parent.parent.parent / "fixtures"
METHODS = yaml.safe_load((FIXTURES / "methods" / "methods.yaml").read_text())


def _figures() -> dict[tuple[int, str], dict[str, Decimal]]:
    """Values by year and province, by indicator."""
    found: dict[tuple[int, str], dict[str, Decimal]] = defaultdict(dict)
    with (FIXTURES / "national" / "figures.csv").open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.DictReader(stream))
    for folder in ("", "national", "outside"):
        rows += yaml.safe_load((FIXTURES / folder / "figures.yaml").read_text())
    for row in rows:
        if row["indicator"].startswith("dti-") and row.get("value") and row["province"] and row["period"]:
            found[int(row["period"]), row["province"]][row["indicator"]] = Decimal(str(row["value"]))
    return found


def _cases() -> list[tuple[str, int, str, Decimal, Composite, list[Part]]]:
    """Each published value of an edition whose method is known, with its parts."""
    cases = []
    for method in METHODS:
        for (year, province), values in sorted(FIGURES.items()):
            if not method.get("is_complete") or not method["from_year"] <= year <= method["to_year"]:
                continue
            parts = [
                Part(each["component"], Decimal(str(each["weight"])), values.get(each["component"]))
                for each in method["weights"]
            ]
            if "dti-value" in values:
                cases.append((method["code"], year, province, values["dti-value"], composite(parts), parts))
    return cases


FIGURES = _figures()
CASES = _cases()
COMPLETE = [each for each in CASES if not each[4].missing]


def test_fourteen_values_have_all_their_components():
    counted = defaultdict(int)
    for method, year, *_rest in COMPLETE:
        counted[method, year] += 1
    assert counted == {("dti-1726", 2020): 9, ("dti-922", 2022): 5}


@pytest.mark.parametrize("case", COMPLETE, ids=lambda case: f"{case[2]} {case[1]}")
def test_a_published_value_follows_from_its_components(case):
    *_which, published, found, parts = case
    assert abs(unexplained(published, found)) <= rounding_bound([each.weight for each in parts], 4, 4)


def test_what_is_left_for_unpublished_components_is_possible():
    """Where four of eight are known, the other four can have what is left: none below 0, none above 1."""
    checked = 0
    for _method, _year, _province, published, found, parts in CASES:
        room = sum(each.weight for each in parts if each.value is None)
        if found.missing and found.contributions:
            checked += 1
            assert 0 <= unexplained(published, found) <= room
    assert checked == 121


def test_pillars_do_not_give_the_value_after_2020():
    """Trà Vinh is the one province with all three pillars of 2022 in the fixtures."""
    values = FIGURES[2022, "tra-vinh"]
    by_pillars = sum(
        Decimal(weight) * values[f"dti-pillar-{code}-value"]
        for code, weight in (("cqs", "0.4"), ("kts", "0.3"), ("xhs", "0.3"))
    )
    assert by_pillars - values["dti-value"] == Decimal("0.03876")


@pytest.mark.parametrize("method", [each for each in METHODS if each.get("is_complete")], ids=lambda each: each["code"])
def test_weights_add_up_to_one(method):
    assert sum(Decimal(str(each["weight"])) for each in method["weights"]) == 1
