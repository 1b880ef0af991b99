"""Rows of an index of units. What the database refuses of them is tried in test_constraints."""

import pytest

from indicators.models import Score
from tests import cast, scoring_rows

pytestmark = pytest.mark.django_db


@pytest.fixture
def made():
    return scoring_rows.scoring(cast.hai_duong(), units=1)


def test_rows_are_named_as_people_name_them(made):
    result = scoring_rows.publication(made, u0="90").results.get()
    assert [str(each) for each in (made.criteria["1.1"], made.round, made.sheet(), result)] == [
        "1.1 Tiêu chí 1.1",
        "Bộ chỉ số chuyển đổi số · Năm 2025",
        "Sở Nội vụ · Bộ chỉ số chuyển đổi số · Năm 2025",
        "Bộ chỉ số chuyển đổi số · Năm 2025 · 1 · Sở Nội vụ",
    ]
    score = Score(sheet=made.sheet(), criterion=made.criteria["1.1"])
    assert str(score).endswith(" · 1.1")
    assert str(made.method.grades.first()) == "Tốt"
