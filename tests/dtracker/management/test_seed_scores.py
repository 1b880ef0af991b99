"""Sheets of an index from the fixture files: what a line says, and how a bad one is refused."""

from decimal import Decimal

import pytest
from django.utils import translation

from dtracker.management.seeding.reading import FileRow
from dtracker.management.seeding.scores import read_scores, write_scores
from indicators.models import Score, ScoreSheet
from tests import cast, scoring_rows


def line(values: str = "1.1=30/25.5 1.2=1 2.1=x", **cells) -> FileRow:
    given = {"round": "cds-hd-2025", "unit": "so-noi-vu-hd", "state": "assessed", "values": values} | cells
    return FileRow("scores.csv", 2, {name: text for name, text in given.items() if text})


def faults(*rows: FileRow) -> list[str]:
    with translation.override("en"):
        return [str(each) for each in read_scores(rows)[1]]


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        (line(unit=""), "scores.csv:2: unit is missing."),
        (line(values=""), "scores.csv:2: values is missing."),
        (line(state="done"), "scores.csv:2: There is no state “done”."),
        (line("1.1=a"), "scores.csv:2: “1.1=a” is no value of a criterion, such as 1.2=80.5."),
        (line("1.1"), "scores.csv:2: “1.1” is no value of a criterion, such as 1.2=80.5."),
    ],
)
def test_a_bad_line_is_refused_with_its_place(row, sentence):
    assert faults(line(), row) == [sentence]


@pytest.fixture
def made():
    return scoring_rows.scoring(cast.hai_duong())


@pytest.mark.django_db
def test_own_and_assessed_values_are_kept_once(made):
    rows, _faults = read_scores([line(), line("1.1=9", unit="so-y-te-hd", state="draft")])
    assert (write_scores(rows), write_scores(rows)) == ([], [])
    found = {
        (each.sheet.unit.code, each.criterion.number): (each.value, each.given_value, each.is_absent, each.evidence)
        for each in Score.objects.select_related("sheet__unit", "criterion")
    }
    assert found == {
        ("so-noi-vu-hd", "1.1"): (30, Decimal("25.5"), False, ""),
        ("so-noi-vu-hd", "1.2"): (1, 1, False, "Minh hoạ"),
        ("so-noi-vu-hd", "2.1"): (None, None, True, ""),
        ("so-y-te-hd", "1.1"): (9, None, False, ""),
    }
    assert dict(ScoreSheet.objects.values_list("unit__code", "state")) == {
        "so-noi-vu-hd": "assessed", "so-y-te-hd": "draft", "ngoc-son-hd": "draft",
    }  # fmt: skip


@pytest.mark.django_db
def test_a_loaded_round_gets_its_sheets_and_what_is_not_there_is_named(made):
    ScoreSheet.objects.all().delete()
    rows, _faults = read_scores([line("9.9=1"), line(unit="nowhere"), line(round="none")])
    with translation.override("en"):
        found = [str(each) for each in write_scores(rows)]
    missing = "scores.csv:2: There is no such round, or it has no sheet of this unit."
    assert found == ["scores.csv:2: There is no criterion “9.9”.", missing, missing]
    assert ScoreSheet.objects.count() == 3
