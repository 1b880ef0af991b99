"""What the database refuses, whatever code asks: every constraint is broken once, and the triggers too."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, models, transaction
from django.db.models import ProtectedError
from django.utils import timezone

from agreements.models import (
    Agreement,
    Body,
    BodyMember,
    Conclusion,
    Event,
    Partner,
    Programme,
    Task,
    TaskImport,
    TaskKeeper,
    TaskNote,
    TaskProduct,
    TaskReminder,
    TermChange,
)
from dtracker.accounts.models import Membership
from dtracker.places.models import OrgUnit, Province, ProvinceName
from indicators.models import (
    Criterion,
    Evidence,
    ExplanationReminder,
    ExplanationRequest,
    Figure,
    Grade,
    ImportBatch,
    IndexMethod,
    IndexPublication,
    IndexResult,
    Indicator,
    MethodWeight,
    Publication,
    Reminder,
    ReportingRound,
    Score,
    ScoreFile,
    ScoreSheet,
    ScoringMethod,
    ScoringReminder,
    ScoringRound,
    SeriesBreak,
    Target,
    TargetRevision,
)
from tests import cast, make, scoring_rows

pytestmark = pytest.mark.django_db
OURS = ("places", "accounts", "indicators", "agreements")
DAY, BEFORE = date(2024, 5, 1), date(2020, 1, 1)
NOON = datetime(2024, 5, 1, 12, tzinfo=UTC)


class World:
    """One row of what the others hang on."""

    def __init__(self):
        self.place = cast.hai_duong()
        self.lan = cast.lan(self.place)
        self.share = make.indicator()
        self.document = make.document("nghi-quyet")
        self.target = make.target(make.indicator("muc-tieu"), self.place, 80)
        self.figure = make.published(make.indicator("so-lieu"), self.place, "2024-Q1", 10).figure
        self.partner = Partner.objects.create(code="doi-tac", name_vi="Đối tác")
        self.agreement = Agreement.objects.create(
            code="thoa-thuan", title_vi="Thỏa thuận", province=self.place, partner=self.partner
        )
        self.body = Body.objects.create(
            code="ban", province=self.place, name_vi="Ban", kind="steering", scope="province"
        )
        self.round = make.open_round("2023-Q1")
        self.method = IndexMethod.objects.create(
            code="cach-tinh", indicator=self.share, name_vi="Cách tính", name_en="Method", from_year=2020
        )
        self.request = make.explanation(self.target, self.lan)
        self.task = Task.objects.create(code="viec", province=self.place, work_vi="Việc")
        self.event = Event.objects.create(code="hop", province=self.place, on=DAY, title_vi="Họp")
        self.scoring = scoring_rows.scoring(self.place, units=1)
        self.results = scoring_rows.publication(self.scoring, u0="90")
        self.unit = make.unit(self.place, "don-vi-moi")

    def sound(self, model) -> dict:
        """Fields of a row that the database takes."""
        place = {"province": self.place}
        figure = {"indicator": self.share, **place, "year": 2025, "quarter": 1}
        target = {"indicator": self.share, **place, "document": self.document}
        rows = {
            Province: {
                "slug": "x", "register_id": "x", "name_vi": "X", "name_en": "X",
                "kind": "province", "code": "1", "started_on": DAY,
            },
            ProvinceName: {
                **place, "name_vi": "X", "name_en": "X", "kind": "province", "code": "1", "valid_from": DAY,
            },
            OrgUnit: {**place, "code": "x", "name_vi": "X", "kind": "department", "started_on": DAY},
            Membership: {"user": self.lan, "role": "reader", "since": DAY},
            Indicator: {
                "code": "x", "name_vi": "X", "name_en": "X", "pillar": make.pillar(), "shape": "percent",
                "minimum": 0, "maximum": 100,
            },
            SeriesBreak: {"indicator": self.share, "year": 2024, "kind": "method", "reason_vi": "x"},
            ReportingRound: {
                "year": 2025, "quarter": 1, "data_from": DAY, "data_to": DAY, "opens_on": DAY, "due_on": DAY,
            },
            Figure: figure,
            Evidence: {"figure": self.figure, "url": "https://example.vn"},
            ExplanationRequest: {
                "target": self.target, **place, "status_then": "slow", "status_on": DAY, "question": "x",
                "asked_by": self.lan, "asked_at": NOON, "due_on": DAY,
            },
            ExplanationReminder: {
                "request": self.request, "user": self.lan, "due_on": DAY, "stage": "due",
            },
            IndexMethod: {"code": "x", "indicator": self.share, "name_vi": "X", "name_en": "X", "from_year": 2022},
            MethodWeight: {"method": self.method, "component": self.share, "weight": 1},
            ImportBatch: {"file_name": "x.xlsx", "size": 1, "digest": "x", "uploaded_by": self.lan},
            Reminder: {"round": self.round, "user": self.lan, "stage": "due"},
            Publication: {"figure": self.figure, "version": 2, "reason": "x", "value": 10},
            Target: {"code": "x", **target},
            TargetRevision: {
                "target": self.target, "version": 2, "reason": "x", "document": self.document, "effective_on": DAY,
            },
            Agreement: {
                "code": "x", "title_vi": "X", **place, "partner": self.partner, "starts_year": 2021,
            },
            Programme: {"agreement": self.agreement, "code": "x", "order": 1, "title_vi": "X"},
            Body: {"code": "x", **place, "name_vi": "X", "kind": "steering", "scope": "province"},
            BodyMember: {"body": self.body, "person": "X", "role_vi": "x", "since": DAY},
            Task: {"code": "x", **place, "work_vi": "X"},
            TaskNote: {"task": self.task, "on": DAY, "text_vi": "x"},
            TaskKeeper: {"body": self.body, "user": self.lan},
            TaskProduct: {"task": self.task, "url": "https://example.vn"},
            TaskImport: {"file_name": "x.xlsx", "size": 1, "digest": "x", "uploaded_by": self.lan},
            TaskReminder: {"task": self.task, "user": self.lan, "deadline": DAY, "stage": "due"},
            TermChange: {
                "agreement": self.agreement, "step": "extended", "on": DAY, "until_year": 2030, "reason_vi": "x",
            },
            Conclusion: {"event": self.event, "order": 1, "text": "x"},
            **self.sound_scoring(),
        }  # fmt: skip
        return rows[model]

    def sound_scoring(self) -> dict:
        """The same for indices of units."""
        made = self.scoring
        method, index, sheet = {"method": made.method}, {"index": made.index}, {"sheet": made.sheet()}
        days = {"opens_on": DAY, "due_on": DAY}
        return {
            ScoringMethod: {**index, "code": "x", "version": 2, "kinds": "department"},
            Grade: {**method, "least": 50, "name_vi": "X"},
            Criterion: {**method, "code": "x", "number": "9", "name_vi": "X", "maximum": 1},
            ScoringReminder: {"round": made.round, "user": self.lan, "due_on": DAY, "stage": "due"},
            ScoringRound: {**index, **method, **days, "code": "x", "year": 2030},
            ScoreSheet: {"round": made.round, "province": self.place, "unit": self.unit},
            Score: {**sheet, "criterion": made.criteria["1.1"], "value": 1},
            ScoreFile: {**sheet, "criterion": made.criteria["1.1"], "file": "scores/x.pdf", "digest": "x"},
            IndexPublication: {"round": made.round, **method, "version": 2, "reason": "x", "public_on": DAY},
            IndexResult: {"publication": self.results, "unit": self.unit, "total": 1},
        }


MEASURED = [
    ("rank_within_n", {"value": None, "rank": 64, "rank_of": 63}),
    ("rank_within_n", {"value": None, "rank": 0, "rank_of": 63}),
    ("rank_within_n", {"value": None, "rank": 5, "rank_of": None}),
    ("value_is_rank_within_n", {"value": 64, "rank_of": 63}),
    ("value_is_rank_within_n", {"value": 0, "rank_of": 63}),
    ("denominator_positive", {"denominator": 0}),
    ("denominator_positive", {"denominator": -1}),
    ("value_or_reason", {"value": 1, "no_data_reason": "chưa có"}),
]
TERMS = [
    ("due_quarter_is_1_to_4", {"due_year": 2025, "due_quarter": 5}),
    ("due_quarter_is_1_to_4", {"due_year": None, "due_quarter": 1}),
    ("baseline_quarter_is_1_to_4", {"baseline_year": 2020, "baseline_quarter": 0}),
    ("baseline_quarter_is_1_to_4", {"baseline_year": None, "baseline_quarter": 1}),
    ("baseline_before_due", {"baseline_year": 2026, "due_year": 2025}),
    ("rank_within_n", {"value": 64, "rank_of": 63}),
    ("rank_within_n", {"value": Decimal("0.5"), "rank_of": 63}),
    ("upper_bound_above_value", {"value": 80, "value_max": 80}),
    ("upper_bound_above_value", {"value": None, "value_max": 80}),
]
PAIRS = ("entered", "submitted", "returned", "approved", "published")
CHECKS = [
    (Province, "province_ends_after_it_starts", {"ended_on": DAY}),
    (ProvinceName, "province_name_ends_after_it_starts", {"valid_to": BEFORE}),
    (OrgUnit, "unit_ends_after_it_starts", {"ended_on": BEFORE}),
    (Membership, "membership_ends_after_it_starts", {"until": BEFORE}),
    (Indicator, "indicator_range_in_order", {"maximum": 0}),
    (Indicator, "indicator_direction_is_plus_or_minus_one", {"direction": 0}),
    (Indicator, "only_counts_are_added_up", {"is_additive": True}),
    (SeriesBreak, "break_quarter_is_1_to_4", {"quarter": 5}),
    (ReportingRound, "round_quarter_is_1_to_4", {"quarter": 0}),
    (ReportingRound, "round_of_a_unit_names_its_province", {"unit_id": 1}),
    (ReportingRound, "round_data_ends_after_it_starts", {"data_to": BEFORE}),
    (ReportingRound, "round_due_after_it_opens", {"due_on": BEFORE}),
    *[(Figure, f"figure_{name}", change) for name, change in MEASURED],
    (Figure, "figure_quarter_is_1_to_4", {"quarter": 5}),
    (Figure, "figure_quarter_is_1_to_4", {"year": None}),
    *[(Figure, f"figure_{stamp}_at_with_{stamp}_by", {f"{stamp}_at": timezone.now()}) for stamp in PAIRS],
    (Evidence, "evidence_is_a_document_a_link_or_a_file", {"url": ""}),
    (ExplanationRequest, "explanation_due_not_before_asked", {"due_on": BEFORE}),
    (ExplanationRequest, "explanation_has_a_question", {"question": ""}),
    (ExplanationRequest, "explanationrequest_answered_at_with_answered_by", {"answered_at": NOON}),
    (ExplanationRequest, "explanationrequest_again_at_with_again_by", {"again_at": NOON}),
    (ExplanationRequest, "explanationrequest_closed_at_with_closed_by", {"closed_at": NOON, "state": "closed"}),
    (ExplanationRequest, "explanation_state_fits_its_stamps", {"state": "answered"}),
    (ExplanationRequest, "explanation_state_fits_its_stamps", {"state": "closed"}),
    (ExplanationRequest, "explanation_state_fits_its_stamps", {"state": "withdrawn"}),
    (ExplanationRequest, "explanation_state_fits_its_stamps", {"state": "lost"}),
    (ImportBatch, "importbatch_confirmed_at_with_confirmed_by", {"confirmed_at": timezone.now()}),
    (IndexMethod, "method_ends_after_it_starts", {"to_year": 2021}),
    (MethodWeight, "weight_is_positive", {"weight": 0}),
    *[(Publication, f"publication_{name}", change) for name, change in MEASURED],
    (Publication, "correction_has_a_reason", {"reason": ""}),
    *[(Target, f"target_{name}", change) for name, change in TERMS],
    (Target, "target_has_a_document", {"document": None}),
    *[(TargetRevision, f"targetrevision_{name}", change) for name, change in TERMS],
    (TargetRevision, "revision_has_reason_document_and_day", {"reason": ""}),
    (TargetRevision, "revision_has_reason_document_and_day", {"document": None}),
    (TargetRevision, "revision_has_reason_document_and_day", {"effective_on": None}),
    (Agreement, "agreement_ends_after_it_begins", {"ends_year": 2020}),
    (BodyMember, "member_is_a_person_or_an_office", {"person": ""}),
    (BodyMember, "member_ends_after_it_starts", {"until": BEFORE}),
    (Task, "task_done_has_its_day", {"state": "done"}),
    (Task, "task_stopped_has_a_reason", {"state": "stopped"}),
    (TaskNote, "task_percent_at_most_100", {"percent": 101}),
    (TaskProduct, "product_is_a_link_or_a_file", {"url": ""}),
    (TaskImport, "taskimport_confirmed_at_with_confirmed_by", {"confirmed_at": timezone.now()}),
    (TermChange, "term_extension_names_its_year", {"until_year": None}),
    (TermChange, "term_extension_names_its_year", {"step": "ended"}),
    (Conclusion, "conclusion_says_something", {"text": ""}),
    (ScoringMethod, "scoring_total_is_positive", {"total": 0}),
    (Criterion, "criterion_counts_something", {"maximum": 0}),
    (Criterion, "criterion_counts_something", {"weight": Decimal(-1)}),
    (ScoringRound, "scoring_quarter_is_1_to_4", {"quarter": 5}),
    (ScoringRound, "scoring_due_after_it_opens", {"due_on": BEFORE}),
    (ScoreSheet, "scoresheet_submitted_at_with_submitted_by", {"submitted_at": NOON}),
    (ScoreSheet, "scoresheet_assessed_at_with_assessed_by", {"assessed_at": NOON, "state": "assessed"}),
    (Score, "absent_criterion_has_a_note_and_no_value", {"is_absent": True, "note": "x"}),
    (Score, "absent_criterion_has_a_note_and_no_value", {"is_absent": True, "value": None}),
    (Score, "absent_criterion_has_a_note_and_no_value", {"given_absent": True, "given_value": 1}),
    (Score, "score_scored_at_with_scored_by", {"scored_at": NOON}),
    (Score, "score_given_at_with_given_by", {"given_at": NOON}),
    (ScoreFile, "score_file_has_a_file", {"file": ""}),
    (IndexPublication, "index_correction_has_a_reason", {"reason": ""}),
]
UNIQUE = [
    (ProvinceName, "one_name_per_province_and_day", {}),
    (ReportingRound, "one_round_per_place_and_period", {}),
    (ReportingRound, "one_round_per_place_and_period", {"quarter": None}),
    (Reminder, "one_reminder_per_round_person_and_stage", {}),
    (ExplanationReminder, "one_reminder_per_request_person_and_stage", {}),
    (ScoringReminder, "one_reminder_per_scoring_round_person_and_stage", {}),
    (Figure, "one_figure_per_cell", {}),
    (Figure, "one_figure_per_cell", {"quarter": None}),
    (Figure, "one_figure_per_cell", {"province": None}),
    (Publication, "one_publication_per_figure_and_version", {}),
    (TargetRevision, "one_revision_per_target_and_version", {}),
    (MethodWeight, "one_weight_per_method_and_component", {}),
    (TaskKeeper, "one_keeper_per_group_and_person", {}),
    (TaskKeeper, "one_head_per_group", {"role": "head"}),
    (TaskReminder, "one_reminder_per_task_person_and_stage", {}),
    (TermChange, "one_end_per_agreement", {"step": "ended", "until_year": None}),
    (BodyMember, "one_open_seat_per_person", {}),
    (Conclusion, "one_conclusion_per_event_and_order", {}),
    (Grade, "one_grade_per_method_and_threshold", {}),
    (ScoreSheet, "one_score_sheet_per_round_and_unit", {}),
    (Score, "one_score_per_sheet_and_criterion", {}),
    (ScoreFile, "one_score_file_per_content", {}),
    (IndexPublication, "one_index_publication_per_version", {}),
    (IndexResult, "one_index_result_per_unit", {}),
]
OTHER_CODE = [
    (Programme, "one_programme_per_agreement_and_order", {}),
    (IndexMethod, "one_method_per_index_and_first_edition", {}),
    (ScoringMethod, "one_scoring_method_per_version", {}),
    (Criterion, "one_criterion_per_method_and_number", {}),
    (ScoringRound, "one_scoring_round_per_year", {}),
    (ScoringRound, "one_scoring_round_per_quarter", {"quarter": 1}),
]


def named(cases):
    return [pytest.param(*case, id=f"{case[1]}-{number}") for number, case in enumerate(cases)]


@pytest.mark.parametrize(("model", "name", "change"), named(CHECKS))
def test_a_row_that_breaks_a_check_is_refused(world, model, name, change):
    fields = world.sound(model)
    with transaction.atomic():
        sound = model.objects.create(**fields)
        assert model.objects.filter(pk=sound.pk).exists()
        transaction.set_rollback(True)
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        model.objects.create(**fields | change)


@pytest.mark.parametrize(("model", "name", "same"), named(UNIQUE))
def test_a_second_row_of_the_same_kind_is_refused(world, model, name, same):
    fields = world.sound(model) | same
    model.objects.create(**fields)
    with pytest.raises(IntegrityError, match=r"(?i)unique"), transaction.atomic():
        model.objects.create(**fields)


@pytest.mark.parametrize(("model", "name", "same"), named(OTHER_CODE))
def test_another_code_does_not_make_another_row(world, model, name, same):
    fields = world.sound(model) | same
    model.objects.create(**fields)
    with pytest.raises(IntegrityError, match=r"(?i)unique"), transaction.atomic():
        model.objects.create(**fields | {"code": "y"})


def test_a_body_is_not_under_itself(world):
    with pytest.raises(IntegrityError, match="body_is_not_under_itself"), transaction.atomic():
        Body.objects.filter(pk=world.body.pk).update(parent=world.body.pk)


def test_no_source_says_a_seat_twice(world):
    fields = world.sound(BodyMember) | {"source": world.document}
    BodyMember.objects.create(**fields)
    with pytest.raises(IntegrityError, match=r"(?i)unique"), transaction.atomic():
        BodyMember.objects.create(**fields)


def test_a_criterion_is_not_its_own_parent(world):
    row = world.scoring.criteria["1"]
    with pytest.raises(IntegrityError, match="criterion_is_not_its_own_parent"), transaction.atomic():
        Criterion.objects.filter(pk=row.pk).update(parent=row.pk)


def test_only_an_assessed_sheet_says_when_it_was_assessed(world):
    stamps = {"assessed_at": NOON, "assessed_by": world.lan}
    with pytest.raises(IntegrityError, match="score_sheet_state_fits_its_stamps"), transaction.atomic():
        ScoreSheet.objects.update(state="draft", **stamps)
    assert ScoreSheet.objects.update(state="assessed", **stamps) == 1


@pytest.mark.parametrize("stamp", PAIRS)
def test_who_without_when_is_refused_as_well(world, stamp):
    with pytest.raises(IntegrityError, match=f"figure_{stamp}_at"), transaction.atomic():
        Figure.objects.filter(pk=world.figure.pk).update(**{f"{stamp}_by": world.lan})


def test_every_constraint_of_ours_is_tried_here():
    declared = {
        each.name
        for label in OURS
        for model in apps.get_app_config(label).get_models()
        for each in model._meta.constraints
    }
    tried = {name for _model, name, _change in CHECKS + UNIQUE + OTHER_CODE}
    tried |= {
        "one_open_seat_per_person_and_source",
        "body_is_not_under_itself",
        "criterion_is_not_its_own_parent",
        "score_sheet_state_fits_its_stamps",
    }
    assert tried == declared


def test_every_moment_of_a_model_has_its_person_and_a_constraint_for_both():
    for label in OURS:
        for model in apps.get_app_config(label).get_models():
            if model.__name__.startswith("Historical"):
                continue
            fields = {field.name for field in model._meta.get_fields()}
            stamps = {name.removesuffix("_at") for name in fields if name.endswith("_at")}
            names = {each.name for each in model._meta.constraints}
            required = {field.name for field in model._meta.fields if not field.null}
            for stamp in stamps - {"added", "recorded"}:
                if {f"{stamp}_at", f"{stamp}_by"} <= required:
                    continue  # neither can be missing
                assert f"{model._meta.model_name}_{stamp}_at_with_{stamp}_by" in names


# --- triggers ---


def run(sql: str, *values) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql, values)


def test_a_publication_cannot_be_changed_even_by_sql(world):
    publication = world.figure.publications.get()
    with pytest.raises(IntegrityError, match="publication_is_append_only"):
        run("UPDATE indicators_publication SET value = 99 WHERE id = %s", publication.pk)
    assert Publication.objects.get(pk=publication.pk).value == Decimal(10)


def test_a_publication_cannot_be_deleted_even_by_sql(world):
    publication = world.figure.publications.get()
    with pytest.raises(IntegrityError, match="publication_is_append_only"):
        run("DELETE FROM indicators_publication WHERE id = %s", publication.pk)
    assert Publication.objects.filter(pk=publication.pk).exists()


@pytest.mark.parametrize("values", [{"value": 101}, {"value": -1}, {"value": 90, "value_max": 101}])
@pytest.mark.parametrize("model", [Target, TargetRevision])
def test_a_target_outside_the_range_of_its_indicator_is_refused(world, model, values):
    with pytest.raises(IntegrityError, match="target_value_within_range"), transaction.atomic():
        model.objects.create(**world.sound(model) | values)


@pytest.mark.parametrize("table", ["indicators_target", "indicators_targetrevision"])
def test_a_target_cannot_be_moved_outside_the_range_by_sql(world, table):
    with pytest.raises(IntegrityError, match="target_value_within_range"):
        run(f"UPDATE {table} SET value = 101")  # noqa: S608  (the table's name is written above)
    assert Target.objects.get(pk=world.target.pk).value == Decimal(80)


def test_the_ends_of_the_range_are_inside_it(world):
    for number, value in enumerate((0, 100)):
        fields = world.sound(Target) | {"code": f"x{number}", "value": value}
        assert Target.objects.create(**fields).value == value


# --- what carries data is not deleted ---


def test_what_others_hang_on_is_protected(world):
    Evidence.objects.create(**world.sound(Evidence))
    rows: list[models.Model] = [world.place, world.figure, world.figure.indicator, world.target.indicator]
    for row in [*rows, world.document, world.partner]:
        with pytest.raises(ProtectedError):
            row.delete()
