"""The index by which a province scores its units. What is published of it can be neither updated nor deleted."""

import django.core.validators
import django.db.models.deletion
import simple_history.models
from django.conf import settings
from django.db import migrations, models

TABLES = ("indicators_indexpublication", "indicators_indexresult")
SQLITE = """
CREATE TRIGGER {table}_no_{event} BEFORE {event} ON {table}
BEGIN SELECT RAISE(ABORT, '{table}_is_append_only'); END
"""
POSTGRES = """
CREATE FUNCTION {table}_is_append_only() RETURNS trigger AS $$
BEGIN RAISE EXCEPTION '{table}_is_append_only' USING ERRCODE = '23514'; END
$$ LANGUAGE plpgsql;
CREATE TRIGGER {table}_is_append_only BEFORE UPDATE OR DELETE ON {table}
FOR EACH ROW EXECUTE FUNCTION {table}_is_append_only();
"""


def install(apps, schema_editor):
    for table in TABLES:
        if schema_editor.connection.vendor == "sqlite":
            for event in ("UPDATE", "DELETE"):
                schema_editor.execute(SQLITE.format(table=table, event=event))
        else:
            schema_editor.execute(POSTGRES.format(table=table))


def remove(apps, schema_editor):
    for table in TABLES:
        if schema_editor.connection.vendor == "sqlite":
            for event in ("UPDATE", "DELETE"):
                schema_editor.execute(f"DROP TRIGGER IF EXISTS {table}_no_{event}")
        else:
            schema_editor.execute(f"DROP TRIGGER IF EXISTS {table}_is_append_only ON {table}")
            schema_editor.execute(f"DROP FUNCTION IF EXISTS {table}_is_append_only()")


class Migration(migrations.Migration):
    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("indicators", "0014_share_of_counted_things"),
        ("places", "0003_words_of_refusals"),
    ]

    operations = [
        migrations.CreateModel(
            name="UnitIndex",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "province",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="unit_indexes",
                        to="places.province",
                        verbose_name="province",
                    ),
                ),
                ("code", models.SlugField(max_length=60, unique=True, verbose_name="code")),
                ("name_vi", models.CharField(max_length=200, verbose_name="Vietnamese name")),
                ("name_en", models.CharField(blank=True, max_length=200, verbose_name="English name")),
                ("note_vi", models.TextField(blank=True, verbose_name="note")),
                ("note_en", models.TextField(blank=True, verbose_name="note in English")),
            ],
            options={
                "verbose_name": "index of units",
                "verbose_name_plural": "indices of units",
                "ordering": ["province", "code"],
            },
        ),
        migrations.CreateModel(
            name="ScoringMethod",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "index",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="methods",
                        to="indicators.unitindex",
                        verbose_name="index of units",
                    ),
                ),
                ("code", models.SlugField(max_length=60, unique=True, verbose_name="code")),
                ("version", models.PositiveSmallIntegerField(default=1, verbose_name="version")),
                (
                    "document",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="scoring_methods",
                        to="indicators.document",
                        verbose_name="document",
                    ),
                ),
                (
                    "total",
                    models.DecimalField(
                        decimal_places=4, default=100, max_digits=10, verbose_name="maximum of the total"
                    ),
                ),
                (
                    "decimals",
                    models.PositiveSmallIntegerField(
                        default=2, validators=[django.core.validators.MaxValueValidator(4)], verbose_name="decimals"
                    ),
                ),
                (
                    "rescale",
                    models.CharField(
                        choices=[
                            ("whole", "the whole total is brought back to its maximum"),
                            ("group", "each group is brought back to its own maximum"),
                            ("none", "they are lost"),
                        ],
                        default="whole",
                        max_length=10,
                        verbose_name="points of criteria that a unit does not have",
                    ),
                ),
                (
                    "ranks_by_kind",
                    models.BooleanField(
                        default=True, verbose_name="departments, districts and communes are ranked apart"
                    ),
                ),
                (
                    "kinds",
                    models.CharField(
                        help_text="Codes of kinds, separated by spaces.",
                        max_length=120,
                        verbose_name="kinds of unit that are scored",
                    ),
                ),
                (
                    "is_ready",
                    models.BooleanField(
                        default=False,
                        help_text="Only a method whose sums are right can be ready.",
                        verbose_name="ready for scoring",
                    ),
                ),
                ("note_vi", models.TextField(blank=True, verbose_name="note")),
                ("note_en", models.TextField(blank=True, verbose_name="note in English")),
            ],
            options={
                "verbose_name": "scoring method",
                "verbose_name_plural": "scoring methods",
                "ordering": ["index", "version"],
                "constraints": [
                    models.UniqueConstraint(fields=("index", "version"), name="one_scoring_method_per_version"),
                    models.CheckConstraint(
                        condition=models.Q(("total__gt", 0)),
                        name="scoring_total_is_positive",
                        violation_error_message="The maximum of the total is more than 0.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Grade",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "method",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="grades",
                        to="indicators.scoringmethod",
                        verbose_name="scoring method",
                    ),
                ),
                ("least", models.DecimalField(decimal_places=4, max_digits=10, verbose_name="from so many points on")),
                ("name_vi", models.CharField(max_length=60, verbose_name="Vietnamese name")),
                ("name_en", models.CharField(blank=True, max_length=60, verbose_name="English name")),
            ],
            options={
                "verbose_name": "grade",
                "verbose_name_plural": "grades",
                "ordering": ["method", "-least"],
                "constraints": [
                    models.UniqueConstraint(fields=("method", "least"), name="one_grade_per_method_and_threshold")
                ],
            },
        ),
        migrations.CreateModel(
            name="Criterion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "method",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="criteria",
                        to="indicators.scoringmethod",
                        verbose_name="scoring method",
                    ),
                ),
                (
                    "parent",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.RESTRICT,
                        related_name="children",
                        to="indicators.criterion",
                        verbose_name="belongs to",
                    ),
                ),
                ("code", models.SlugField(blank=True, max_length=80, unique=True, verbose_name="code")),
                (
                    "number",
                    models.CharField(help_text="As printed in the method: 1.2", max_length=16, verbose_name="number"),
                ),
                ("order", models.PositiveSmallIntegerField(default=0, verbose_name="order")),
                ("name_vi", models.CharField(max_length=300, verbose_name="Vietnamese name")),
                ("name_en", models.CharField(blank=True, max_length=300, verbose_name="English name")),
                ("maximum", models.DecimalField(decimal_places=4, max_digits=10, verbose_name="maximum of points")),
                ("weight", models.DecimalField(decimal_places=6, default=1, max_digits=8, verbose_name="weight")),
                (
                    "formula",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("points", "points given directly"),
                            ("proportional", "in proportion between two values"),
                            ("bands", "by bands of the value"),
                            ("yes-no", "all or nothing"),
                            ("bonus", "bonus points for each case"),
                            ("minus", "points taken off for each case"),
                        ],
                        help_text="Empty: a group of other criteria.",
                        max_length=12,
                        verbose_name="formula",
                    ),
                ),
                (
                    "parameters",
                    models.CharField(
                        blank=True,
                        help_text="In proportion: “0; 100”, the value that gives no points and the one that gives all. "
                        "Bands: “90: 5; 70: 3”, or “≤ 2: 5; ≤ 5: 3”. Bonus and deduction: points for each case.",
                        max_length=200,
                        verbose_name="parameters",
                    ),
                ),
                (
                    "kinds",
                    models.CharField(
                        blank=True,
                        help_text="Empty: all that are scored.",
                        max_length=120,
                        verbose_name="kinds of unit that have it",
                    ),
                ),
                ("needs_evidence", models.BooleanField(default=False, verbose_name="needs evidence")),
                ("unit_vi", models.CharField(blank=True, max_length=40, verbose_name="unit of measurement")),
                ("unit_en", models.CharField(blank=True, max_length=40, verbose_name="unit of measurement in English")),
            ],
            options={
                "verbose_name": "criterion",
                "verbose_name_plural": "criteria",
                "ordering": ["method", "order", "pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("method", "number"), name="one_criterion_per_method_and_number"),
                    models.CheckConstraint(
                        condition=models.Q(("maximum__gt", 0), ("weight__gt", 0)),
                        name="criterion_counts_something",
                        violation_error_message="Maximum and weight are more than 0.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("parent", None), models.Q(("parent", models.F("pk")), _negated=True), _connector="OR"
                        ),
                        name="criterion_is_not_its_own_parent",
                        violation_error_message="It belongs to itself, directly or by way of others.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ScoringRound",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "index",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="rounds",
                        to="indicators.unitindex",
                        verbose_name="index of units",
                    ),
                ),
                (
                    "method",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="rounds",
                        to="indicators.scoringmethod",
                        verbose_name="scoring method",
                    ),
                ),
                ("code", models.SlugField(blank=True, max_length=80, unique=True, verbose_name="code")),
                ("year", models.PositiveSmallIntegerField(verbose_name="year")),
                ("quarter", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="quarter")),
                ("opens_on", models.DateField(verbose_name="opens on")),
                ("due_on", models.DateField(verbose_name="due on")),
                ("public_on", models.DateField(blank=True, null=True, verbose_name="results public since")),
            ],
            options={
                "verbose_name": "scoring round",
                "verbose_name_plural": "scoring rounds",
                "ordering": ["-year", "-quarter", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("quarter", None)),
                        fields=("index", "year"),
                        name="one_scoring_round_per_year",
                        violation_error_message="This period has a scoring round already.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("quarter__isnull", False)),
                        fields=("index", "year", "quarter"),
                        name="one_scoring_round_per_quarter",
                        violation_error_message="This period has a scoring round already.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("quarter", None), ("quarter__range", (1, 4)), _connector="OR"),
                        name="scoring_quarter_is_1_to_4",
                        violation_error_message="A quarter is 1 to 4.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("due_on__gte", models.F("opens_on"))),
                        name="scoring_due_after_it_opens",
                        violation_error_message="The due date cannot lie before the day the round opens.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ScoreSheet",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "round",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sheets",
                        to="indicators.scoringround",
                        verbose_name="scoring round",
                    ),
                ),
                (
                    "province",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="score_sheets",
                        to="places.province",
                        verbose_name="province",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="score_sheets",
                        to="places.orgunit",
                        verbose_name="unit",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "the unit scores itself"),
                            ("submitted", "being assessed"),
                            ("assessed", "assessed"),
                        ],
                        default="draft",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, verbose_name="version")),
                (
                    "step_note",
                    models.CharField(blank=True, max_length=1000, verbose_name="why it was returned or opened again"),
                ),
                ("submitted_at", models.DateTimeField(blank=True, null=True, verbose_name="submitted at")),
                (
                    "submitted_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="submitted by",
                    ),
                ),
                ("assessed_at", models.DateTimeField(blank=True, null=True, verbose_name="assessed at")),
                (
                    "assessed_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="assessed by",
                    ),
                ),
            ],
            options={
                "verbose_name": "score sheet",
                "verbose_name_plural": "score sheets",
                "ordering": ["round", "unit", "pk"],
                "indexes": [models.Index(fields=["province", "state"], name="score_sheet_by_province")],
                "constraints": [
                    models.UniqueConstraint(fields=("round", "unit"), name="one_score_sheet_per_round_and_unit"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("submitted_at", None), ("submitted_by", None)),
                            models.Q(("submitted_at__isnull", False), ("submitted_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="scoresheet_submitted_at_with_submitted_by",
                        violation_error_message="Who and when come together or not at all.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("assessed_at", None), ("assessed_by", None)),
                            models.Q(("assessed_at__isnull", False), ("assessed_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="scoresheet_assessed_at_with_assessed_by",
                        violation_error_message="Who and when come together or not at all.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("state", "assessed"), ("assessed_at", None), _connector="OR"),
                        name="score_sheet_state_fits_its_stamps",
                        violation_error_message="Only an assessed sheet says when it was assessed.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Score",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "sheet",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="scores",
                        to="indicators.scoresheet",
                        verbose_name="score sheet",
                    ),
                ),
                (
                    "criterion",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="scores",
                        to="indicators.criterion",
                        verbose_name="criterion",
                    ),
                ),
                (
                    "value",
                    models.DecimalField(
                        blank=True, decimal_places=6, max_digits=24, null=True, verbose_name="own value"
                    ),
                ),
                ("is_absent", models.BooleanField(default=False, verbose_name="the unit does not have it")),
                ("note", models.CharField(blank=True, max_length=1000, verbose_name="note")),
                ("evidence", models.CharField(blank=True, max_length=500, verbose_name="evidence")),
                ("scored_at", models.DateTimeField(blank=True, null=True, verbose_name="scored at")),
                (
                    "scored_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="scored by",
                    ),
                ),
                (
                    "given_value",
                    models.DecimalField(
                        blank=True, decimal_places=6, max_digits=24, null=True, verbose_name="assessed value"
                    ),
                ),
                (
                    "given_absent",
                    models.BooleanField(default=False, verbose_name="by the assessors, the unit does not have it"),
                ),
                ("reason", models.CharField(blank=True, max_length=1000, verbose_name="reason")),
                ("given_at", models.DateTimeField(blank=True, null=True, verbose_name="given at")),
                (
                    "given_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="given by",
                    ),
                ),
            ],
            options={
                "verbose_name": "score",
                "verbose_name_plural": "scores",
                "ordering": ["sheet", "criterion"],
                "constraints": [
                    models.UniqueConstraint(fields=("sheet", "criterion"), name="one_score_per_sheet_and_criterion"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("is_absent", False),
                                models.Q(("value", None), models.Q(("note", ""), _negated=True)),
                                _connector="OR",
                            ),
                            models.Q(("given_absent", False), ("given_value", None), _connector="OR"),
                        ),
                        name="absent_criterion_has_a_note_and_no_value",
                        violation_error_message="A criterion that the unit does not have has a note why, and no value.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("scored_at", None), ("scored_by", None)),
                            models.Q(("scored_at__isnull", False), ("scored_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="score_scored_at_with_scored_by",
                        violation_error_message="Who and when come together or not at all.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("given_at", None), ("given_by", None)),
                            models.Q(("given_at__isnull", False), ("given_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="score_given_at_with_given_by",
                        violation_error_message="Who and when come together or not at all.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="IndexPublication",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "round",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="publications",
                        to="indicators.scoringround",
                        verbose_name="scoring round",
                    ),
                ),
                (
                    "method",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="indicators.scoringmethod",
                        verbose_name="scoring method",
                    ),
                ),
                ("version", models.PositiveSmallIntegerField(verbose_name="version")),
                ("reason", models.CharField(blank=True, max_length=400, verbose_name="reason for the correction")),
                ("public_on", models.DateField(verbose_name="public since")),
                ("recorded_at", models.DateTimeField(auto_now_add=True, verbose_name="recorded at")),
                (
                    "by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="published by",
                    ),
                ),
            ],
            options={
                "verbose_name": "published index",
                "verbose_name_plural": "published indices",
                "ordering": ["round", "version"],
                "constraints": [
                    models.UniqueConstraint(fields=("round", "version"), name="one_index_publication_per_version"),
                    models.CheckConstraint(
                        condition=models.Q(("version", 1), models.Q(("reason", ""), _negated=True), _connector="OR"),
                        name="index_correction_has_a_reason",
                        violation_error_message="A correction needs a reason.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="IndexResult",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "publication",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="results",
                        to="indicators.indexpublication",
                        verbose_name="published index",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="index_results",
                        to="places.orgunit",
                        verbose_name="unit",
                    ),
                ),
                ("total", models.DecimalField(decimal_places=4, max_digits=10, verbose_name="total")),
                ("place", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="place")),
                (
                    "place_of",
                    models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="number of units ranked"),
                ),
                ("grade_vi", models.CharField(blank=True, max_length=60, verbose_name="grade")),
                ("grade_en", models.CharField(blank=True, max_length=60, verbose_name="grade in English")),
                ("lines", models.JSONField(default=dict, verbose_name="points by criterion")),
            ],
            options={
                "verbose_name": "result of a unit",
                "verbose_name_plural": "results of units",
                "ordering": ["publication", "place", "unit"],
                "constraints": [
                    models.UniqueConstraint(fields=("publication", "unit"), name="one_index_result_per_unit")
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoricalUnitIndex",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                ("code", models.SlugField(max_length=60, verbose_name="code")),
                ("name_vi", models.CharField(max_length=200, verbose_name="Vietnamese name")),
                ("name_en", models.CharField(blank=True, max_length=200, verbose_name="English name")),
                ("note_vi", models.TextField(blank=True, verbose_name="note")),
                ("note_en", models.TextField(blank=True, verbose_name="note in English")),
                (
                    "province",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="places.province",
                        verbose_name="province",
                    ),
                ),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                ("history_change_reason", models.CharField(max_length=100, null=True)),
                (
                    "history_type",
                    models.CharField(choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1),
                ),
                (
                    "history_user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "historical index of units",
                "verbose_name_plural": "historical indices of units",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalScoringMethod",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                ("code", models.SlugField(max_length=60, verbose_name="code")),
                ("version", models.PositiveSmallIntegerField(default=1, verbose_name="version")),
                (
                    "total",
                    models.DecimalField(
                        decimal_places=4, default=100, max_digits=10, verbose_name="maximum of the total"
                    ),
                ),
                (
                    "decimals",
                    models.PositiveSmallIntegerField(
                        default=2, validators=[django.core.validators.MaxValueValidator(4)], verbose_name="decimals"
                    ),
                ),
                (
                    "rescale",
                    models.CharField(
                        choices=[
                            ("whole", "the whole total is brought back to its maximum"),
                            ("group", "each group is brought back to its own maximum"),
                            ("none", "they are lost"),
                        ],
                        default="whole",
                        max_length=10,
                        verbose_name="points of criteria that a unit does not have",
                    ),
                ),
                (
                    "ranks_by_kind",
                    models.BooleanField(
                        default=True, verbose_name="departments, districts and communes are ranked apart"
                    ),
                ),
                (
                    "kinds",
                    models.CharField(
                        help_text="Codes of kinds, separated by spaces.",
                        max_length=120,
                        verbose_name="kinds of unit that are scored",
                    ),
                ),
                (
                    "is_ready",
                    models.BooleanField(
                        default=False,
                        help_text="Only a method whose sums are right can be ready.",
                        verbose_name="ready for scoring",
                    ),
                ),
                ("note_vi", models.TextField(blank=True, verbose_name="note")),
                ("note_en", models.TextField(blank=True, verbose_name="note in English")),
                (
                    "index",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="indicators.unitindex",
                        verbose_name="index of units",
                    ),
                ),
                (
                    "document",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="indicators.document",
                        verbose_name="document",
                    ),
                ),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                ("history_change_reason", models.CharField(max_length=100, null=True)),
                (
                    "history_type",
                    models.CharField(choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1),
                ),
                (
                    "history_user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "historical scoring method",
                "verbose_name_plural": "historical scoring methods",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalCriterion",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                ("code", models.SlugField(blank=True, max_length=80, verbose_name="code")),
                (
                    "number",
                    models.CharField(help_text="As printed in the method: 1.2", max_length=16, verbose_name="number"),
                ),
                ("order", models.PositiveSmallIntegerField(default=0, verbose_name="order")),
                ("name_vi", models.CharField(max_length=300, verbose_name="Vietnamese name")),
                ("name_en", models.CharField(blank=True, max_length=300, verbose_name="English name")),
                ("maximum", models.DecimalField(decimal_places=4, max_digits=10, verbose_name="maximum of points")),
                ("weight", models.DecimalField(decimal_places=6, default=1, max_digits=8, verbose_name="weight")),
                (
                    "formula",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("points", "points given directly"),
                            ("proportional", "in proportion between two values"),
                            ("bands", "by bands of the value"),
                            ("yes-no", "all or nothing"),
                            ("bonus", "bonus points for each case"),
                            ("minus", "points taken off for each case"),
                        ],
                        help_text="Empty: a group of other criteria.",
                        max_length=12,
                        verbose_name="formula",
                    ),
                ),
                (
                    "parameters",
                    models.CharField(
                        blank=True,
                        help_text="In proportion: “0; 100”, the value that gives no points and the one that gives all. "
                        "Bands: “90: 5; 70: 3”, or “≤ 2: 5; ≤ 5: 3”. Bonus and deduction: points for each case.",
                        max_length=200,
                        verbose_name="parameters",
                    ),
                ),
                (
                    "kinds",
                    models.CharField(
                        blank=True,
                        help_text="Empty: all that are scored.",
                        max_length=120,
                        verbose_name="kinds of unit that have it",
                    ),
                ),
                ("needs_evidence", models.BooleanField(default=False, verbose_name="needs evidence")),
                ("unit_vi", models.CharField(blank=True, max_length=40, verbose_name="unit of measurement")),
                ("unit_en", models.CharField(blank=True, max_length=40, verbose_name="unit of measurement in English")),
                (
                    "method",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="indicators.scoringmethod",
                        verbose_name="scoring method",
                    ),
                ),
                (
                    "parent",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="indicators.criterion",
                        verbose_name="belongs to",
                    ),
                ),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                ("history_change_reason", models.CharField(max_length=100, null=True)),
                (
                    "history_type",
                    models.CharField(choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1),
                ),
                (
                    "history_user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "historical criterion",
                "verbose_name_plural": "historical criteria",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalScoringRound",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                ("code", models.SlugField(blank=True, max_length=80, verbose_name="code")),
                ("year", models.PositiveSmallIntegerField(verbose_name="year")),
                ("quarter", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="quarter")),
                ("opens_on", models.DateField(verbose_name="opens on")),
                ("due_on", models.DateField(verbose_name="due on")),
                ("public_on", models.DateField(blank=True, null=True, verbose_name="results public since")),
                (
                    "index",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="indicators.unitindex",
                        verbose_name="index of units",
                    ),
                ),
                (
                    "method",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="indicators.scoringmethod",
                        verbose_name="scoring method",
                    ),
                ),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                ("history_change_reason", models.CharField(max_length=100, null=True)),
                (
                    "history_type",
                    models.CharField(choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1),
                ),
                (
                    "history_user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "historical scoring round",
                "verbose_name_plural": "historical scoring rounds",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalScoreSheet",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "the unit scores itself"),
                            ("submitted", "being assessed"),
                            ("assessed", "assessed"),
                        ],
                        default="draft",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, verbose_name="version")),
                (
                    "step_note",
                    models.CharField(blank=True, max_length=1000, verbose_name="why it was returned or opened again"),
                ),
                ("submitted_at", models.DateTimeField(blank=True, null=True, verbose_name="submitted at")),
                ("assessed_at", models.DateTimeField(blank=True, null=True, verbose_name="assessed at")),
                (
                    "round",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="indicators.scoringround",
                        verbose_name="scoring round",
                    ),
                ),
                (
                    "province",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="places.province",
                        verbose_name="province",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="places.orgunit",
                        verbose_name="unit",
                    ),
                ),
                (
                    "submitted_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="submitted by",
                    ),
                ),
                (
                    "assessed_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="assessed by",
                    ),
                ),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                ("history_change_reason", models.CharField(max_length=100, null=True)),
                (
                    "history_type",
                    models.CharField(choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1),
                ),
                (
                    "history_user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "historical score sheet",
                "verbose_name_plural": "historical score sheets",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalScore",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                (
                    "value",
                    models.DecimalField(
                        blank=True, decimal_places=6, max_digits=24, null=True, verbose_name="own value"
                    ),
                ),
                ("is_absent", models.BooleanField(default=False, verbose_name="the unit does not have it")),
                ("note", models.CharField(blank=True, max_length=1000, verbose_name="note")),
                ("evidence", models.CharField(blank=True, max_length=500, verbose_name="evidence")),
                ("scored_at", models.DateTimeField(blank=True, null=True, verbose_name="scored at")),
                (
                    "given_value",
                    models.DecimalField(
                        blank=True, decimal_places=6, max_digits=24, null=True, verbose_name="assessed value"
                    ),
                ),
                (
                    "given_absent",
                    models.BooleanField(default=False, verbose_name="by the assessors, the unit does not have it"),
                ),
                ("reason", models.CharField(blank=True, max_length=1000, verbose_name="reason")),
                ("given_at", models.DateTimeField(blank=True, null=True, verbose_name="given at")),
                (
                    "sheet",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="indicators.scoresheet",
                        verbose_name="score sheet",
                    ),
                ),
                (
                    "criterion",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="indicators.criterion",
                        verbose_name="criterion",
                    ),
                ),
                (
                    "scored_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="scored by",
                    ),
                ),
                (
                    "given_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="given by",
                    ),
                ),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                ("history_change_reason", models.CharField(max_length=100, null=True)),
                (
                    "history_type",
                    models.CharField(choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1),
                ),
                (
                    "history_user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "historical score",
                "verbose_name_plural": "historical scores",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.RunPython(install, remove),
    ]
