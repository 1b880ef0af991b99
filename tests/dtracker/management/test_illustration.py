"""The fictional Tỉnh Minh Hoạ: what it shows, that it is complete, and that nothing of it passes for real."""

import shutil
from collections import Counter
from datetime import date, timedelta
from decimal import Decimal
from io import StringIO
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import transaction

from agreements.deadlines import days_overdue
from agreements.enums import BodyKind, TaskState
from agreements.models import (
    Agreement,
    Body,
    BodyMember,
    Commitment,
    Event,
    Obstacle,
    Partner,
    Programme,
    Recommendation,
    Task,
)
from dtracker.formats.quarters import Period
from dtracker.places.models import OrgUnit, Province
from indicators.enums import Flag, Frequency, Group, Origin, Reason, Shape, Status
from indicators.models import Document, Figure, Indicator, Publication, ScoringRound, Target
from indicators.queries.scoring import all_scored
from indicators.queries.standings import standings

pytestmark = pytest.mark.django_db

FIXTURES = settings.BASE_DIR / "fixtures"
MEETING = date(2026, 8, 14)
TODAY = date(2026, 11, 21)
QUARTERS = [Period(2021, 1).shift(count) for count in range(23)]

STATUSES = {
    "mh-tk-thanh-toan-2026": Status.NOT_MET,
    "mh-hai-long-2023": Status.NOT_MET,
    "mh-ho-so-tinh-2027": Status.BACKWARD,
    "mh-toan-trinh-2027": Status.SLOW,
    "mh-benh-an-2027": Status.SLOW,
    "mh-dn-so-2030": Status.SLOW,
    "mh-bang-rong-2026": Status.BELOW_KEEP,
    "mh-kts-2025": Status.SPEED_UP,
    "mh-nop-truc-tuyen-2027": Status.SPEED_UP,
    "mh-ky-so-2027": Status.SPEED_UP,
    "mh-dieu-hanh-2026": Status.SPEED_UP,
    "mh-tang-dt-2030": Status.ON_TRACK,
    "mh-ho-so-xa-2030": Status.ON_TRACK,
    "mh-tap-huan-2026": Status.ON_TRACK,
    "mh-tre-han-2027": Status.ON_TRACK,
    "mh-chung-thu-2027": Status.ON_TRACK,
    "mh-tai-ttdl-2027": Status.ON_TRACK,
    "mh-cum-2025": Status.MET,
    "mh-du-lieu-mo-2023": Status.MET,
    "mh-csdl-2026": Status.MET,
    "mh-gian-hang-2025": Status.MET,
    "mh-ho-so-xa-2025": Status.MET,
    "mh-hai-long-2025": Status.MET,
    "mh-kts-2030": Status.TOO_EARLY,
    "mh-khong-tien-mat-2030": Status.TOO_EARLY,
    "mh-hang-766-2026": Status.NO_DATA,
    "mh-ky-nang-ho-2030": Status.NO_DATA,
}


def illustration_alone(folder: Path) -> Path:
    """The illustration with the catalogue it stands on, and no real facts: those take much longer to load."""
    shutil.copytree(FIXTURES / "illustration", folder / "illustration")
    for name in ("pillars", "indicators"):
        for path in FIXTURES.rglob(f"{name}.*"):
            if "illustration" not in path.parts:
                shutil.copy(path, folder / path.name)
    return folder


@pytest.fixture(scope="module")
def minh_hoa(django_db_setup, django_db_blocker, tmp_path_factory):
    """Minh Hoạ as seeded, once for all tests of this file; they only read."""
    folder = illustration_alone(tmp_path_factory.mktemp("fixtures"))
    with django_db_blocker.unblock(), transaction.atomic():
        call_command("seed", folder=folder, stdout=StringIO())
        yield Province.objects.get(slug="minh-hoa")
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def standing(minh_hoa):
    """What is judged today, by the code of the target."""
    return {each.target.code: each for each in standings(provinces=[minh_hoa], on=TODAY)}


def flagged(standing, flag: Flag) -> set[str]:
    return {code for code, each in standing.items() if each.verdict.has(flag)}


# Statuses and flags


def test_status_of_every_target(standing):
    assert {code: each.verdict.status for code, each in standing.items()} == STATUSES


def test_every_status_that_a_living_province_can_have_is_shown(standing):
    assert {each.verdict.status for each in standing.values()} == set(Status) - {
        Status.UNIT_ENDED,
        Status.NOT_APPLICABLE,
    }


def test_every_shape_is_judged(standing):
    assert {each.indicator.shape for each in standing.values()} == set(Shape)


@pytest.mark.parametrize(
    ("flag", "codes"),
    [
        (Flag.MISSED_MILESTONE, {"mh-hai-long-2025"}),
        (Flag.MET_LATE, {"mh-hai-long-2023"}),
        (Flag.EXCEEDED, {"mh-gian-hang-2025", "mh-hai-long-2025"}),
        (Flag.ONCE_MET, {"mh-bang-rong-2026", "mh-tai-ttdl-2027"}),
        (Flag.DECLINING, {"mh-ho-so-tinh-2027", "mh-bang-rong-2026", "mh-tang-dt-2030"}),
        (Flag.PROVISIONAL, {"mh-tang-dt-2030"}),
        (Flag.AWAITING_FINAL, {"mh-kts-2025"}),
        (Flag.STALE, {"mh-tre-han-2027", "mh-kts-2025", "mh-kts-2030"}),
        (Flag.DUE_SOON, {"mh-dieu-hanh-2026"}),
        (Flag.NEXT_LEG, {"mh-kts-2030"}),
    ],
)
def test_targets_with_the_flag(standing, flag, codes):
    assert flagged(standing, flag) == codes


def test_reasons_why_two_targets_cannot_be_judged(standing):
    reasons = {code: each.verdict.reason for code, each in standing.items() if each.verdict.reason}
    assert reasons == {
        "mh-hang-766-2026": Reason.CONFIRM_TARGET,
        "mh-ky-nang-ho-2030": Reason.NO_FIGURE,
    }


def test_rank_among_63_is_proposed_anew_among_34(standing):
    verdict = standing["mh-hang-766-2026"].verdict
    assert (verdict.latest.value, verdict.latest.rank_of, verdict.proposed_rank) == (9, 34, 8)


@pytest.mark.parametrize(
    ("code", "actual", "expected"),
    [
        ("mh-ho-so-tinh-2027", "69.8", "78.125"),
        ("mh-toan-trinh-2027", "55.1", "62.5"),
        ("mh-dn-so-2030", "431", "462"),
        ("mh-nop-truc-tuyen-2027", "66.5", "69.375"),
        ("mh-ky-so-2027", "80.2", "81.875"),
    ],
)
def test_value_and_expected_value(standing, code, actual, expected):
    verdict = standing[code].verdict
    assert (verdict.actual.value, verdict.expected) == (Decimal(actual), Decimal(expected))


def test_what_changed_since_the_meeting(minh_hoa, standing):
    before = {each.target.code: each.verdict.status for each in standings(provinces=[minh_hoa], on=MEETING)}
    changed = {
        code: (before[code], each.verdict.status)
        for code, each in standing.items()
        if before[code] != each.verdict.status
    }
    assert changed == {
        "mh-ho-so-tinh-2027": (Status.ON_TRACK, Status.BACKWARD),
        "mh-bang-rong-2026": (Status.ON_TRACK, Status.BELOW_KEEP),
        "mh-csdl-2026": (Status.ON_TRACK, Status.MET),
        "mh-dieu-hanh-2026": (Status.TOO_EARLY, Status.SPEED_UP),
        "mh-khong-tien-mat-2030": (Status.NO_DATA, Status.TOO_EARLY),
        "mh-tang-dt-2030": (Status.SPEED_UP, Status.ON_TRACK),
    }


# Targets and figures


def test_revised_target_keeps_both_terms(minh_hoa):
    revisions = Target.objects.get(code="mh-ho-so-xa-2025").revisions.order_by("version")
    assert [(each.version, each.value, each.effective_on, each.document_id is None) for each in revisions] == [
        (1, 80, None, True),
        (2, 75, date(2024, 7, 15), False),
    ]


@pytest.mark.parametrize(("day", "value"), [(date(2024, 7, 14), 80), (date(2024, 7, 15), 75)])
def test_revised_target_counts_from_its_day(minh_hoa, day, value):
    on_the_day = {each.target.code: each.terms.value for each in standings(provinces=[minh_hoa], on=day)}
    assert on_the_day["mh-ho-so-xa-2025"] == value


def test_quarterly_series_are_full(minh_hoa):
    cells = Figure.objects.filter(province=minh_hoa, indicator__frequency=Frequency.QUARTER)
    quarters = {}
    for figure in cells.exclude(indicator__shape=Shape.MILESTONE).select_related("indicator"):
        quarters.setdefault(figure.indicator.code, set()).add(figure.period)
    missing = {code: [q.code for q in QUARTERS if q not in found] for code, found in quarters.items()}
    before_decree_42 = [each.code for each in QUARTERS if each <= Period(2022, 2)]
    before_decision_766 = [each.code for each in QUARTERS if each <= Period(2022, 4)]
    assert {code: gaps for code, gaps in missing.items() if gaps} == {
        "dvc-toan-trinh": before_decree_42,
        "hang-dvc-766": before_decision_766,
        "dn-cong-nghe-so": ["2023-Q2"],
        "ho-so-tre-han": ["2026-Q2", "2026-Q3"],
    }
    assert len(quarters) == 19


def test_cells_answered_without_a_value(minh_hoa):
    empty = Figure.objects.filter(province=minh_hoa, value=None).exclude(no_data_reason="")
    assert set(empty.values_list("indicator__code", "year", "quarter")) == {
        ("tk-thanh-toan", 2022, 1),
        ("benh-an-dien-tu", 2021, 3),
        ("kts-grdp", 2025, None),
        ("ho-so-tinh", 2026, 2),
    }


def test_shares_are_numerator_over_denominator(minh_hoa):
    shares = Publication.objects.filter(figure__province=minh_hoa, denominator__isnull=False)
    shares = shares.exclude(figure__indicator__shape=Shape.MILESTONE)
    wrong = [each for each in shares if abs(each.value - 100 * each.numerator / each.denominator) > Decimal("0.0001")]
    assert (wrong, shares.count()) == ([], 215)


def test_figures_are_public_after_their_period(minh_hoa):
    published = Publication.objects.filter(figure__province=minh_hoa).select_related("figure__indicator")
    early = [each for each in published if each.public_on < each.figure.period.end + timedelta(days=20)]
    assert early == []


def test_corrected_figures_keep_both_versions(minh_hoa):
    corrected = Publication.objects.filter(figure__province=minh_hoa, version__gt=1).select_related("figure__indicator")
    found = {
        each.figure.indicator.code: (each.figure.publications.get(version=1).value, each.value) for each in corrected
    }
    assert found == {"vb-ky-so": (Decimal("71.9"), Decimal("70.9")), "dn-cong-nghe-so": (405, 396)}


# Agreements


def test_agreements_with_their_programmes_and_goals(minh_hoa):
    found = Agreement.objects.filter(province=minh_hoa)
    assert {each.code: (each.programmes.count(), each.goals.count()) for each in found} == {
        "mh-sao-mai": (5, 4),
        "mh-bien-xanh": (4, 3),
    }


def test_bodies_stand_under_each_other(minh_hoa):
    bodies = Body.objects.filter(province=minh_hoa).select_related("parent")
    assert Counter(each.kind for each in bodies) == {
        BodyKind.STEERING_COMMITTEE: 1,
        BodyKind.EXECUTIVE_BOARD: 2,
        BodyKind.SECRETARIAT: 1,
        BodyKind.WORKING_GROUP: 4,
    }
    assert [each.code for each in bodies if each.parent is None] == ["mh-bcd"]


def test_tasks_of_every_state_some_overdue(minh_hoa):
    tasks = list(Task.objects.filter(province=minh_hoa))
    assert {each.state for each in tasks} == set(TaskState)
    late = {each.code: days_overdue(each.deadline, each.state, TODAY) for each in tasks}
    assert {code: days for code, days in late.items() if days} == {
        "mh-nv-mo-tai-khoan": 22,
        "mh-nv-thue-doanh-nghiep": 6,
        "mh-nv-diem-ho-tro": 11,
        "mh-nv-mang-xa": 20,
    }
    assert Counter(len(each.clear) for each in tasks) == {5: 19, 4: 2, 3: 3}


def test_bad_targets_without_any_task(minh_hoa, standing):
    with_task = set(Task.objects.filter(province=minh_hoa).values_list("indicators__code", flat=True))
    bad = {code: each for code, each in standing.items() if each.verdict.status.group == Group.BAD}
    assert {code for code, each in bad.items() if each.indicator.code not in with_task} == {
        "mh-toan-trinh-2027",
        "mh-benh-an-2027",
    }


# Told apart from real facts


def test_province_is_marked_and_outside_the_official_codes(minh_hoa):
    assert (minh_hoa.is_illustration, minh_hoa.code, minh_hoa.name) == (True, "MH", "Minh Hoạ")
    assert not Province.objects.official().exists()


SOURCED = {
    Target: "province", Figure: "province", Publication: "figure__province", Agreement: "province",
    Programme: "agreement__province", Commitment: "province", Body: "province", BodyMember: "body__province",
    Obstacle: "province", Recommendation: "province", Event: "province", Partner: "provinces",
}  # fmt: skip


@pytest.mark.parametrize(("model", "province"), SOURCED.items())
def test_every_fact_has_origin_illustration(minh_hoa, model, province):
    rows = model.objects.filter(**{province: minh_hoa})
    assert set(rows.values_list("source__origin", flat=True)) == {Origin.ILLUSTRATION}
    assert rows.count() == model.objects.filter(source__origin=Origin.ILLUSTRATION).count()


def test_documents_units_and_people_are_marked(minh_hoa):
    assert set(minh_hoa.documents.values_list("origin", flat=True)) == {Origin.ILLUSTRATION}
    assert Document.objects.filter(province=None).count() == 0
    assert set(OrgUnit.objects.values_list("note", flat=True)) == {"Minh hoạ"}
    people = [
        *BodyMember.objects.values_list("person", flat=True),
        *Task.objects.values_list("person", flat=True),
    ]
    assert [name for name in people if name and not name.endswith(" (minh hoạ)")] == []


def test_its_series_never_enter_a_national_ranking(minh_hoa):
    """Its ranks are of indices that no real province has in the catalogue's national tables."""
    codes = Indicator.objects.filter(figures__province=minh_hoa).values_list("code", flat=True)
    assert {
        code for code in codes if code.startswith(("dti-", "pci", "papi-", "par-", "ict-", "cpdt-", "dvc-766"))
    } == set()


def test_the_index_of_its_units_is_published_in_a_fixed_number_of_queries(minh_hoa, django_assert_num_queries):
    found = ScoringRound.objects.select_related("method").get(code="mh-cds-2025")
    with django_assert_num_queries(5):
        method, sheets = all_scored(found)
        totals = {each.sheet.unit.code: each.given.total for each in sheets}
    assert (method.faults(), len(method.scorer.tree.scored), len(totals)) == ([], 31, 44)
    assert [each.sheet.unit.code for each in sheets if each.unassessed()] == []
    published = {each.unit.code: each.total for each in found.publications.get().results.select_related("unit")}
    assert published == totals
    states = Counter(ScoringRound.objects.get(code="mh-cds-2026").sheets.values_list("state", flat=True))
    assert states == {"draft": 26, "submitted": 9, "assessed": 9}
