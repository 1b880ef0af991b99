"""A task may name a unit that dtracker keeps: the people of the unit see it and report on it."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("agreements", "0005_bodies_log_and_terms"),
        ("places", "0003_words_of_refusals"),
    ]

    operations = [
        migrations.AddField(
            model_name="historicaltask",
            name="unit",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                help_text="Its people see the task and report on it.",
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="places.orgunit",
                verbose_name="responsible unit",
            ),
        ),
        migrations.AddField(
            model_name="task",
            name="unit",
            field=models.ForeignKey(
                blank=True,
                help_text="Its people see the task and report on it.",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="tasks",
                to="places.orgunit",
                verbose_name="responsible unit",
            ),
        ),
        *(
            migrations.AlterField(
                model_name=model,
                name="unit_vi",
                field=models.CharField(
                    blank=True,
                    help_text="As a source writes it, where no unit of the list is meant.",
                    max_length=200,
                    verbose_name="unit in words",
                ),
            )
            for model in ("historicaltask", "task")
        ),
        *(
            migrations.AlterField(
                model_name=model,
                name="unit_en",
                field=models.CharField(blank=True, max_length=200, verbose_name="unit in words, in English"),
            )
            for model in ("historicaltask", "task")
        ),
    ]
