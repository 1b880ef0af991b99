"""Files by which units prove what they say of a criterion of an index."""
import django.db.models.deletion
import dtracker.files.storage
import simple_history.models
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("indicators", "0015_indices_of_units"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="HistoricalScoreFile",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                ("file_name", models.CharField(blank=True, max_length=255, verbose_name="name of the file")),
                ("content_type", models.CharField(blank=True, max_length=100, verbose_name="type of the content")),
                ("size", models.PositiveBigIntegerField(blank=True, null=True, verbose_name="size in bytes")),
                ("digest", models.CharField(blank=True, max_length=64, verbose_name="SHA-256 of the content")),
                ("file", models.TextField(max_length=120, verbose_name="file")),
                ("added_at", models.DateTimeField(blank=True, editable=False, verbose_name="added at")),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                ("history_change_reason", models.CharField(max_length=100, null=True)),
                (
                    "history_type",
                    models.CharField(choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1),
                ),
                (
                    "added_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="added by",
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
                    "history_user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
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
            ],
            options={
                "verbose_name": "historical file of a score",
                "verbose_name_plural": "historical files of scores",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="ScoreFile",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("file_name", models.CharField(blank=True, max_length=255, verbose_name="name of the file")),
                ("content_type", models.CharField(blank=True, max_length=100, verbose_name="type of the content")),
                ("size", models.PositiveBigIntegerField(blank=True, null=True, verbose_name="size in bytes")),
                ("digest", models.CharField(blank=True, max_length=64, verbose_name="SHA-256 of the content")),
                (
                    "file",
                    models.FileField(
                        max_length=120,
                        storage=dtracker.files.storage.private,
                        upload_to=dtracker.files.storage.score_path,
                        verbose_name="file",
                    ),
                ),
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
                    "criterion",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="files",
                        to="indicators.criterion",
                        verbose_name="criterion",
                    ),
                ),
                (
                    "sheet",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="files",
                        to="indicators.scoresheet",
                        verbose_name="score sheet",
                    ),
                ),
            ],
            options={
                "verbose_name": "file of a score",
                "verbose_name_plural": "files of scores",
                "ordering": ["sheet", "criterion", "pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("sheet", "criterion", "digest"), name="one_score_file_per_content"),
                    models.CheckConstraint(
                        condition=models.Q(("file", ""), _negated=True),
                        name="score_file_has_a_file",
                        violation_error_message="Choose a file.",
                    ),
                ],
            },
        ),
    ]
