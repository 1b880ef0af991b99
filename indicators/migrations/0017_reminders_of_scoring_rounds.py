"""Which person was reminded of which round of an index of units, and when."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("indicators", "0016_files_of_scores"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="ScoringReminder",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("due_on", models.DateField(verbose_name="due on")),
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
                    "round",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="reminders",
                        to="indicators.scoringround",
                        verbose_name="scoring round",
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
                "verbose_name": "reminder of a scoring round",
                "verbose_name_plural": "reminders of scoring rounds",
                "ordering": ["-sent_on", "-pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("round", "user", "due_on", "stage"),
                        name="one_reminder_per_scoring_round_person_and_stage",
                    )
                ],
            },
        ),
    ]
