"""Terms that were extended or ended, what became of advice, and the conclusions of meetings with their tasks."""

import django.db.models.deletion
import simple_history.models
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("agreements", "0004_keeping_tasks"),
        ("indicators", "0014_share_of_counted_things"),
        ("places", "0003_words_of_refusals"),
    ]

    operations = [
        migrations.CreateModel(
            name="Conclusion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("order", models.PositiveSmallIntegerField(verbose_name="order")),
                ("text", models.TextField(verbose_name="conclusion")),
                (
                    "event",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="decided",
                        to="agreements.event",
                        verbose_name="event",
                    ),
                ),
                (
                    "task",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="conclusion",
                        to="agreements.task",
                        verbose_name="task",
                    ),
                ),
            ],
            options={
                "verbose_name": "conclusion",
                "verbose_name_plural": "conclusions of an event",
                "ordering": ["event", "order", "pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("event", "order"), name="one_conclusion_per_event_and_order"),
                    models.CheckConstraint(
                        condition=models.Q(("text", ""), _negated=True),
                        name="conclusion_says_something",
                        violation_error_message="Write what was concluded.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoricalConclusion",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                ("order", models.PositiveSmallIntegerField(verbose_name="order")),
                ("text", models.TextField(verbose_name="conclusion")),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                ("history_change_reason", models.CharField(max_length=100, null=True)),
                (
                    "history_type",
                    models.CharField(choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1),
                ),
                (
                    "event",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="agreements.event",
                        verbose_name="event",
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
                    "task",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="agreements.task",
                        verbose_name="task",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical conclusion",
                "verbose_name_plural": "historical conclusions of an event",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalEvent",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                ("quote", models.CharField(blank=True, max_length=400, verbose_name="quotation")),
                ("note_vi", models.TextField(blank=True, verbose_name="note")),
                ("note_en", models.TextField(blank=True, verbose_name="note in English")),
                ("code", models.SlugField(max_length=60, verbose_name="code")),
                ("title_vi", models.CharField(max_length=300, verbose_name="Vietnamese title")),
                ("title_en", models.CharField(blank=True, max_length=300, verbose_name="English title")),
                ("on", models.DateField(blank=True, null=True, verbose_name="date")),
                ("date_text_vi", models.CharField(blank=True, max_length=160, verbose_name="date as printed")),
                (
                    "date_text_en",
                    models.CharField(blank=True, max_length=160, verbose_name="date as printed, in English"),
                ),
                ("place", models.CharField(blank=True, max_length=160, verbose_name="place")),
                ("place_en", models.CharField(blank=True, max_length=160, verbose_name="place in English")),
                ("conclusions", models.TextField(blank=True, verbose_name="conclusions")),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                ("history_change_reason", models.CharField(max_length=100, null=True)),
                (
                    "history_type",
                    models.CharField(choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1),
                ),
                (
                    "agreement",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="agreements.agreement",
                        verbose_name="agreement",
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
                    "source",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="indicators.document",
                        verbose_name="source",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical event",
                "verbose_name_plural": "historical events",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalRecommendation",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                ("quote", models.CharField(blank=True, max_length=400, verbose_name="quotation")),
                ("note_vi", models.TextField(blank=True, verbose_name="note")),
                ("note_en", models.TextField(blank=True, verbose_name="note in English")),
                ("code", models.SlugField(max_length=60, verbose_name="code")),
                ("by", models.CharField(blank=True, max_length=200, verbose_name="by")),
                ("by_en", models.CharField(blank=True, max_length=200, verbose_name="by, in English")),
                ("to_vi", models.CharField(blank=True, max_length=200, verbose_name="to")),
                ("to_en", models.CharField(blank=True, max_length=200, verbose_name="to, in English")),
                ("text_vi", models.TextField(verbose_name="recommendation")),
                ("text_en", models.TextField(blank=True, verbose_name="recommendation in English")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "Not answered yet"),
                            ("in-hand", "Being considered"),
                            ("taken", "Taken up"),
                            ("declined", "Not taken up"),
                        ],
                        default="open",
                        max_length=8,
                        verbose_name="state",
                    ),
                ),
                ("owner", models.CharField(blank=True, max_length=160, verbose_name="who handles it")),
                ("answer", models.TextField(blank=True, verbose_name="answer")),
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
                    "source",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="indicators.document",
                        verbose_name="source",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical recommendation",
                "verbose_name_plural": "historical recommendations",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="TermChange",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "step",
                    models.CharField(
                        choices=[("extended", "Extended"), ("ended", "Ended")],
                        max_length=8,
                        verbose_name="what changed",
                    ),
                ),
                (
                    "on",
                    models.DateField(
                        help_text="The day from which it holds; of an end the last day.", verbose_name="date"
                    ),
                ),
                ("until_year", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="new last year")),
                ("reason_vi", models.CharField(max_length=300, verbose_name="reason")),
                ("reason_en", models.CharField(blank=True, max_length=300, verbose_name="reason in English")),
                (
                    "agreement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="changes",
                        to="agreements.agreement",
                        verbose_name="agreement",
                    ),
                ),
                (
                    "document",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="term_changes",
                        to="indicators.document",
                        verbose_name="deciding document",
                    ),
                ),
            ],
            options={
                "verbose_name": "change of the term",
                "verbose_name_plural": "changes of the term",
                "ordering": ["agreement", "on", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("step", "extended"), ("until_year__isnull", False)),
                            models.Q(("step", "ended"), ("until_year__isnull", True)),
                            _connector="OR",
                        ),
                        name="term_extension_names_its_year",
                        violation_error_message="An extension names its new last year; an end names none.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("step", "ended")),
                        fields=("agreement",),
                        name="one_end_per_agreement",
                        violation_error_message="The agreement has an end already.",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="recommendation",
            name="answer",
            field=models.TextField(blank=True, verbose_name="answer"),
        ),
        migrations.AddField(
            model_name="recommendation",
            name="owner",
            field=models.CharField(blank=True, max_length=160, verbose_name="who handles it"),
        ),
        migrations.AddField(
            model_name="recommendation",
            name="state",
            field=models.CharField(
                choices=[
                    ("open", "Not answered yet"),
                    ("in-hand", "Being considered"),
                    ("taken", "Taken up"),
                    ("declined", "Not taken up"),
                ],
                default="open",
                max_length=8,
                verbose_name="state",
            ),
        ),
        migrations.AlterField(
            model_name="bodymember",
            name="body",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="members",
                to="agreements.body",
                verbose_name="body",
            ),
        ),
        migrations.AlterField(
            model_name="programme",
            name="agreement",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="programmes",
                to="agreements.agreement",
                verbose_name="agreement",
            ),
        ),
        migrations.AddConstraint(
            model_name="bodymember",
            constraint=models.UniqueConstraint(
                condition=models.Q(models.Q(("person", ""), _negated=True), ("source", None), ("until", None)),
                fields=("body", "person"),
                name="one_open_seat_per_person",
                violation_error_message="This person already has a seat then. Give the earlier one a last day.",
            ),
        ),
        migrations.AddConstraint(
            model_name="bodymember",
            constraint=models.UniqueConstraint(
                condition=models.Q(models.Q(("person", ""), _negated=True), ("source__isnull", False), ("until", None)),
                fields=("body", "person", "source"),
                name="one_open_seat_per_person_and_source",
                violation_error_message="This person already has a seat then. Give the earlier one a last day.",
            ),
        ),
    ]
