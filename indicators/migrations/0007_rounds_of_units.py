"""Rounds of one unit of a province, and indicators a round asks for besides."""

import django.db.models.deletion
import django.db.models.functions.comparison
import simple_history.models
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("indicators", "0006_counts_that_add_up"),
        ("places", "0002_region_since_2025"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="HistoricalReportingRound_indicators",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                ("m2m_history_id", models.AutoField(primary_key=True, serialize=False)),
            ],
            options={
                "verbose_name": "HistoricalReportingRound_indicators",
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.RemoveConstraint(
            model_name="reportinground",
            name="one_round_per_province_and_period",
        ),
        migrations.AddField(
            model_name="historicalreportinground",
            name="unit",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                help_text="Empty: the sheet of the province itself. Otherwise that of this unit, with its own days.",
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="places.orgunit",
                verbose_name="unit",
            ),
        ),
        migrations.AddField(
            model_name="reportinground",
            name="indicators",
            field=models.ManyToManyField(
                blank=True,
                help_text="Besides what is asked for anyway: indicators with a target, or with a series of their own.",
                related_name="rounds",
                to="indicators.indicator",
                verbose_name="also asks for",
            ),
        ),
        migrations.AddField(
            model_name="reportinground",
            name="unit",
            field=models.ForeignKey(
                blank=True,
                help_text="Empty: the sheet of the province itself. Otherwise that of this unit, with its own days.",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="rounds",
                to="places.orgunit",
                verbose_name="unit",
            ),
        ),
        migrations.AddConstraint(
            model_name="reportinground",
            constraint=models.UniqueConstraint(
                django.db.models.functions.comparison.Coalesce("province_id", 0),
                django.db.models.functions.comparison.Coalesce("unit_id", 0),
                models.F("year"),
                django.db.models.functions.comparison.Coalesce("quarter", 0),
                name="one_round_per_place_and_period",
            ),
        ),
        migrations.AddConstraint(
            model_name="reportinground",
            constraint=models.CheckConstraint(
                condition=models.Q(("unit", None), ("province__isnull", False), _connector="OR"),
                name="round_of_a_unit_names_its_province",
                violation_error_message="Name the province of the unit too.",
            ),
        ),
        migrations.AddField(
            model_name="historicalreportinground_indicators",
            name="history",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                to="indicators.historicalreportinground",
            ),
        ),
        migrations.AddField(
            model_name="historicalreportinground_indicators",
            name="indicator",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                db_tablespace="",
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="indicators.indicator",
            ),
        ),
        migrations.AddField(
            model_name="historicalreportinground_indicators",
            name="reportinground",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                db_tablespace="",
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="indicators.reportinground",
            ),
        ),
    ]
