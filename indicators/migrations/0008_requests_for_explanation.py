"""Requests for explanation of a target, and the reminders of them that were sent."""

import django.db.models.deletion
import dtracker.files.storage
import simple_history.models
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("indicators", "0007_rounds_of_units"),
        ("places", "0002_region_since_2025"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="ExplanationRequest",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("asked", "Waits for an answer"),
                            ("answered", "Answered"),
                            ("closed", "Closed"),
                            ("withdrawn", "Taken back"),
                        ],
                        default="asked",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, verbose_name="version")),
                (
                    "status_then",
                    models.CharField(
                        choices=[
                            ("not-met", "Not met"),
                            ("backward", "Going backward"),
                            ("slow", "Behind schedule"),
                            ("below-keep", "Below the level to keep"),
                            ("speed-up", "Needs to speed up"),
                            ("on-track", "On track"),
                            ("met", "Met"),
                            ("too-early", "Just started"),
                            ("no-data", "Not enough data"),
                            ("unit-ended", "Merged before the due date"),
                            ("not-applicable", "Not applicable"),
                        ],
                        max_length=16,
                        verbose_name="status when it was asked",
                    ),
                ),
                ("status_on", models.DateField(verbose_name="day of asking")),
                ("question", models.CharField(max_length=1000, verbose_name="question")),
                ("asked_at", models.DateTimeField(verbose_name="asked at")),
                ("due_on", models.DateField(verbose_name="answer due on")),
                ("again_note", models.CharField(blank=True, max_length=1000, verbose_name="why it was asked again")),
                ("again_at", models.DateTimeField(blank=True, null=True, verbose_name="asked again at")),
                ("answer", models.CharField(blank=True, max_length=4000, verbose_name="answer")),
                ("answered_at", models.DateTimeField(blank=True, null=True, verbose_name="answered at")),
                (
                    "file",
                    models.FileField(
                        blank=True,
                        max_length=120,
                        storage=dtracker.files.storage.private,
                        upload_to=dtracker.files.storage.explanation_path,
                        verbose_name="attachment",
                    ),
                ),
                ("file_name", models.CharField(blank=True, max_length=255, verbose_name="name of the file")),
                ("content_type", models.CharField(blank=True, max_length=100, verbose_name="type of the content")),
                ("size", models.PositiveBigIntegerField(blank=True, null=True, verbose_name="size in bytes")),
                ("digest", models.CharField(blank=True, max_length=64, verbose_name="SHA-256 of the content")),
                ("closing_note", models.CharField(blank=True, max_length=1000, verbose_name="note on closing")),
                ("closed_at", models.DateTimeField(blank=True, null=True, verbose_name="closed at")),
                (
                    "again_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="asked again by",
                    ),
                ),
                (
                    "answered_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="answered by",
                    ),
                ),
                (
                    "asked_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="asked by",
                    ),
                ),
                (
                    "closed_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="closed by",
                    ),
                ),
                (
                    "province",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="explanation_requests",
                        to="places.province",
                        verbose_name="province",
                    ),
                ),
                (
                    "target",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="explanation_requests",
                        to="indicators.target",
                        verbose_name="target",
                    ),
                ),
            ],
            options={
                "verbose_name": "request for explanation",
                "verbose_name_plural": "requests for explanation",
                "ordering": ["-asked_at", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="ExplanationReminder",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("due_on", models.DateField(verbose_name="answer due on")),
                (
                    "stage",
                    models.CharField(
                        choices=[
                            ("opened", "Opened"),
                            ("due-soon", "Due soon"),
                            ("due", "Due today"),
                            ("overdue", "Overdue"),
                        ],
                        max_length=10,
                        verbose_name="stage",
                    ),
                ),
                ("sent_on", models.DateField(auto_now_add=True, verbose_name="sent on")),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="person",
                    ),
                ),
                (
                    "request",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="reminders",
                        to="indicators.explanationrequest",
                        verbose_name="request for explanation",
                    ),
                ),
            ],
            options={
                "verbose_name": "reminder of a request",
                "verbose_name_plural": "reminders of requests",
                "ordering": ["-sent_on", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="HistoricalExplanationRequest",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("asked", "Waits for an answer"),
                            ("answered", "Answered"),
                            ("closed", "Closed"),
                            ("withdrawn", "Taken back"),
                        ],
                        default="asked",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, verbose_name="version")),
                (
                    "status_then",
                    models.CharField(
                        choices=[
                            ("not-met", "Not met"),
                            ("backward", "Going backward"),
                            ("slow", "Behind schedule"),
                            ("below-keep", "Below the level to keep"),
                            ("speed-up", "Needs to speed up"),
                            ("on-track", "On track"),
                            ("met", "Met"),
                            ("too-early", "Just started"),
                            ("no-data", "Not enough data"),
                            ("unit-ended", "Merged before the due date"),
                            ("not-applicable", "Not applicable"),
                        ],
                        max_length=16,
                        verbose_name="status when it was asked",
                    ),
                ),
                ("status_on", models.DateField(verbose_name="day of asking")),
                ("question", models.CharField(max_length=1000, verbose_name="question")),
                ("asked_at", models.DateTimeField(verbose_name="asked at")),
                ("due_on", models.DateField(verbose_name="answer due on")),
                ("again_note", models.CharField(blank=True, max_length=1000, verbose_name="why it was asked again")),
                ("again_at", models.DateTimeField(blank=True, null=True, verbose_name="asked again at")),
                ("answer", models.CharField(blank=True, max_length=4000, verbose_name="answer")),
                ("answered_at", models.DateTimeField(blank=True, null=True, verbose_name="answered at")),
                ("file", models.TextField(blank=True, max_length=120, verbose_name="attachment")),
                ("file_name", models.CharField(blank=True, max_length=255, verbose_name="name of the file")),
                ("content_type", models.CharField(blank=True, max_length=100, verbose_name="type of the content")),
                ("size", models.PositiveBigIntegerField(blank=True, null=True, verbose_name="size in bytes")),
                ("digest", models.CharField(blank=True, max_length=64, verbose_name="SHA-256 of the content")),
                ("closing_note", models.CharField(blank=True, max_length=1000, verbose_name="note on closing")),
                ("closed_at", models.DateTimeField(blank=True, null=True, verbose_name="closed at")),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                ("history_change_reason", models.CharField(max_length=100, null=True)),
                (
                    "history_type",
                    models.CharField(choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1),
                ),
                (
                    "again_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="asked again by",
                    ),
                ),
                (
                    "answered_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="answered by",
                    ),
                ),
                (
                    "asked_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="asked by",
                    ),
                ),
                (
                    "closed_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="closed by",
                    ),
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
                    "target",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="indicators.target",
                        verbose_name="target",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical request for explanation",
                "verbose_name_plural": "historical requests for explanation",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.AddIndex(
            model_name="explanationrequest",
            index=models.Index(fields=["province", "state", "due_on"], name="explanation_by_province"),
        ),
        migrations.AddConstraint(
            model_name="explanationrequest",
            constraint=models.CheckConstraint(
                condition=models.Q(("due_on__gte", models.F("status_on"))),
                name="explanation_due_not_before_asked",
                violation_error_message="The answer cannot be due before the day of asking.",
            ),
        ),
        migrations.AddConstraint(
            model_name="explanationrequest",
            constraint=models.CheckConstraint(
                condition=models.Q(("question", ""), _negated=True), name="explanation_has_a_question"
            ),
        ),
        migrations.AddConstraint(
            model_name="explanationrequest",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("answered_at", None), ("answered_by", None)),
                    models.Q(
                        ("answered_at__isnull", False),
                        ("answered_by__isnull", False),
                        models.Q(("answer", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="explanationrequest_answered_at_with_answered_by",
            ),
        ),
        migrations.AddConstraint(
            model_name="explanationrequest",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("again_at", None), ("again_by", None)),
                    models.Q(
                        ("again_at__isnull", False),
                        ("again_by__isnull", False),
                        models.Q(("again_note", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="explanationrequest_again_at_with_again_by",
            ),
        ),
        migrations.AddConstraint(
            model_name="explanationrequest",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("closed_at", None), ("closed_by", None)),
                    models.Q(("closed_at__isnull", False), ("closed_by__isnull", False)),
                    _connector="OR",
                ),
                name="explanationrequest_closed_at_with_closed_by",
            ),
        ),
        migrations.AddConstraint(
            model_name="explanationrequest",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("closed_at", None), ("state", "asked")),
                    models.Q(("answered_at__isnull", False), ("closed_at", None), ("state", "answered")),
                    models.Q(("closed_at__isnull", False), ("state__in", ("closed", "withdrawn"))),
                    _connector="OR",
                ),
                name="explanation_state_fits_its_stamps",
            ),
        ),
        migrations.AddConstraint(
            model_name="explanationreminder",
            constraint=models.UniqueConstraint(
                fields=("request", "user", "due_on", "stage"), name="one_reminder_per_request_person_and_stage"
            ),
        ),
    ]
