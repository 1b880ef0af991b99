"""Tasks get steps, an account, products, keepers, files and reminders."""

import django.db.models.deletion
import simple_history.models
from django.conf import settings
from django.db import migrations, models

import dtracker.files.storage
import indicators.models.evidence


class Migration(migrations.Migration):
    dependencies = [
        ("agreements", "0003_words_of_refusals"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="historicaltask",
            name="assignee",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                help_text="Reports on the task and is reminded of it.",
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="account of the person",
            ),
        ),
        migrations.AddField(
            model_name="historicaltask",
            name="handed_in_by",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="handed in by",
            ),
        ),
        migrations.AddField(
            model_name="historicaltask",
            name="said",
            field=models.CharField(
                blank=True, editable=False, max_length=1000, verbose_name="words with the last step"
            ),
        ),
        migrations.AddField(
            model_name="historicaltask",
            name="starts_on",
            field=models.DateField(blank=True, null=True, verbose_name="begins on"),
        ),
        migrations.AddField(
            model_name="historicaltask",
            name="version",
            field=models.PositiveIntegerField(default=1, editable=False, verbose_name="version"),
        ),
        migrations.AddField(
            model_name="task",
            name="assignee",
            field=models.ForeignKey(
                blank=True,
                help_text="Reports on the task and is reminded of it.",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="tasks",
                to=settings.AUTH_USER_MODEL,
                verbose_name="account of the person",
            ),
        ),
        migrations.AddField(
            model_name="task",
            name="handed_in_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="handed in by",
            ),
        ),
        migrations.AddField(
            model_name="task",
            name="said",
            field=models.CharField(
                blank=True, editable=False, max_length=1000, verbose_name="words with the last step"
            ),
        ),
        migrations.AddField(
            model_name="task",
            name="starts_on",
            field=models.DateField(blank=True, null=True, verbose_name="begins on"),
        ),
        migrations.AddField(
            model_name="task",
            name="version",
            field=models.PositiveIntegerField(default=1, editable=False, verbose_name="version"),
        ),
        migrations.AlterField(
            model_name="historicaltask",
            name="state",
            field=models.CharField(
                choices=[
                    ("planned", "Planned"),
                    ("in-progress", "In progress"),
                    ("handed-in", "Waits for confirmation"),
                    ("done", "Done"),
                    ("stopped", "Stopped"),
                ],
                default="planned",
                max_length=12,
                verbose_name="state",
            ),
        ),
        migrations.AlterField(
            model_name="task",
            name="state",
            field=models.CharField(
                choices=[
                    ("planned", "Planned"),
                    ("in-progress", "In progress"),
                    ("handed-in", "Waits for confirmation"),
                    ("done", "Done"),
                    ("stopped", "Stopped"),
                ],
                default="planned",
                max_length=12,
                verbose_name="state",
            ),
        ),
        migrations.CreateModel(
            name="HistoricalTaskKeeper",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                ("history_change_reason", models.CharField(max_length=100, null=True)),
                (
                    "history_type",
                    models.CharField(choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1),
                ),
                (
                    "body",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="agreements.body",
                        verbose_name="working group",
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
                    "user",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="person",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical keeper of tasks",
                "verbose_name_plural": "historical keepers of tasks",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="TaskImport",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "file",
                    models.FileField(
                        max_length=120,
                        storage=dtracker.files.storage.private,
                        upload_to=dtracker.files.storage.task_import_path,
                        verbose_name="file",
                    ),
                ),
                ("file_name", models.CharField(max_length=255, verbose_name="name of the file")),
                ("size", models.PositiveBigIntegerField(verbose_name="size in bytes")),
                ("digest", models.CharField(max_length=64, verbose_name="SHA-256 of the content")),
                ("uploaded_at", models.DateTimeField(auto_now_add=True, verbose_name="uploaded at")),
                ("confirmed_at", models.DateTimeField(blank=True, null=True, verbose_name="confirmed at")),
                ("new_count", models.PositiveIntegerField(default=0, verbose_name="new tasks")),
                ("changed_count", models.PositiveIntegerField(default=0, verbose_name="changed tasks")),
                ("unchanged_count", models.PositiveIntegerField(default=0, verbose_name="unchanged rows")),
                (
                    "confirmed_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="confirmed by",
                    ),
                ),
                (
                    "uploaded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="task_imports",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="uploaded by",
                    ),
                ),
            ],
            options={
                "verbose_name": "import of tasks",
                "verbose_name_plural": "imports of tasks",
                "ordering": ["-uploaded_at", "-pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("confirmed_at__isnull", True), ("confirmed_by__isnull", True)),
                            models.Q(("confirmed_at__isnull", False), ("confirmed_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="taskimport_confirmed_at_with_confirmed_by",
                        violation_error_message="Who and when come together or not at all.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="TaskKeeper",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "body",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="keepers",
                        to="agreements.body",
                        verbose_name="working group",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="kept_groups",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="person",
                    ),
                ),
            ],
            options={
                "verbose_name": "keeper of tasks",
                "verbose_name_plural": "keepers of tasks",
                "ordering": ["body", "pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("body", "user"), name="one_keeper_per_group_and_person")
                ],
            },
        ),
        migrations.CreateModel(
            name="TaskProduct",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("title", models.CharField(blank=True, max_length=200, verbose_name="title")),
                ("url", indicators.models.evidence.Link(blank=True, max_length=400, verbose_name="link")),
                (
                    "file",
                    models.FileField(
                        blank=True,
                        max_length=120,
                        storage=dtracker.files.storage.private,
                        upload_to=dtracker.files.storage.product_path,
                        verbose_name="file",
                    ),
                ),
                ("file_name", models.CharField(blank=True, max_length=255, verbose_name="name of the file")),
                ("content_type", models.CharField(blank=True, max_length=100, verbose_name="type of the content")),
                ("size", models.PositiveBigIntegerField(blank=True, null=True, verbose_name="size in bytes")),
                ("digest", models.CharField(blank=True, max_length=64, verbose_name="SHA-256 of the content")),
                ("added_at", models.DateTimeField(auto_now_add=True, verbose_name="added at")),
                (
                    "added_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="added by",
                    ),
                ),
                (
                    "task",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="products",
                        to="agreements.task",
                        verbose_name="task",
                    ),
                ),
            ],
            options={
                "verbose_name": "product of a task",
                "verbose_name_plural": "products of tasks",
                "ordering": ["task", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("url", ""), _negated=True), models.Q(("file", ""), _negated=True), _connector="OR"
                        ),
                        name="product_is_a_link_or_a_file",
                        violation_error_message="A product is a link or a file.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="TaskReminder",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("deadline", models.DateField(verbose_name="deadline")),
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
                    "task",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="reminders",
                        to="agreements.task",
                        verbose_name="task",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="person",
                    ),
                ),
            ],
            options={
                "verbose_name": "reminder of a task",
                "verbose_name_plural": "reminders of tasks",
                "ordering": ["-sent_on", "-pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("task", "user", "deadline", "stage"), name="one_reminder_per_task_person_and_stage"
                    )
                ],
            },
        ),
    ]
