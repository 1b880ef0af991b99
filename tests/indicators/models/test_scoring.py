"""What the database refuses of an index of units, whoever writes it."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from indicators.models import Criterion, IndexPublication, Score, ScoreSheet, ScoringMethod, ScoringRound
from tests import cast, scoring_rows

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 2, 1, 12, tzinfo=UTC)


@pytest.fixture
def made():
    return scoring_rows.scoring(cast.hai_duong(), units=1)


def refused(act) -> bool:
    try:
        with transaction.atomic():
            act()
    except IntegrityError:
        return True
    return False


@pytest.mark.parametrize(
    ("model", "change"),
    [
        (ScoringMethod, {"total": 0}),
        (Criterion, {"maximum": 0}),
        (Criterion, {"weight": Decimal("-1")}),
        (ScoringRound, {"quarter": 5}),
        (ScoringRound, {"due_on": date(2026, 1, 4)}),
        (ScoreSheet, {"submitted_at": NOON}),
        (ScoreSheet, {"assessed_at": NOON}),
        (Score, {"is_absent": True}),
        (Score, {"is_absent": True, "value": None}),
        (Score, {"given_absent": True, "given_value": 1}),
        (Score, {"scored_at": NOON}),
        (Score, {"given_at": NOON}),
    ],
    ids=str,
)
def test_a_row_that_cannot_be(made, model, change):
    Score.objects.create(sheet=made.sheet(), criterion=made.criteria["1.1"], value=1)
    assert refused(lambda: model.objects.update(**change))


def test_stamps_come_in_pairs_and_fit_the_state(made):
    lan = cast.lan(made.index.province)
    stamps = {"assessed_at": NOON, "assessed_by": lan}
    assert refused(lambda: ScoreSheet.objects.update(**stamps))
    assert not refused(lambda: ScoreSheet.objects.update(state="assessed", **stamps))


def test_a_criterion_is_not_its_own_parent(made):
    row = made.criteria["1"]
    assert refused(lambda: Criterion.objects.filter(pk=row.pk).update(parent=row.pk))


def test_one_of_each(made):
    days = {"opens_on": date(2026, 1, 5), "due_on": date(2026, 1, 6)}
    of = {"index": made.index, "method": made.method}
    assert refused(lambda: ScoringRound.objects.create(**of, **days, year=2025, code="again"))
    ScoringRound.objects.create(**of, **days, year=2025, quarter=1)
    assert refused(lambda: ScoringRound.objects.create(**of, **days, year=2025, quarter=1, code="again"))
    sheet = made.sheet()
    assert refused(lambda: ScoreSheet.objects.create(round=made.round, unit=sheet.unit, province=sheet.province))
    scoring_rows.publication(made, u0="90")
    late = {"round": made.round, "method": made.method, "public_on": date(2026, 5, 1)}
    assert refused(lambda: IndexPublication.objects.create(**late, version=1))
    assert refused(lambda: IndexPublication.objects.create(**late, version=2))
    assert not refused(lambda: IndexPublication.objects.create(**late, version=2, reason="Phúc khảo"))


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
