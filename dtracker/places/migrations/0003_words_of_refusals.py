"""The refusals of the database in our words: nothing changes in its tables."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("places", "0002_region_since_2025"),
    ]

    operations = [
        migrations.AlterConstraint(
            model_name="orgunit",
            name="unit_ends_after_it_starts",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("ended_on", None), ("started_on", None), ("ended_on__gt", models.F("started_on")), _connector="OR"
                ),
                name="unit_ends_after_it_starts",
                violation_error_message="A unit cannot end before it starts.",
            ),
        ),
        migrations.AlterConstraint(
            model_name="provincename",
            name="province_name_ends_after_it_starts",
            constraint=models.CheckConstraint(
                condition=models.Q(("valid_to", None), ("valid_to__gte", models.F("valid_from")), _connector="OR"),
                name="province_name_ends_after_it_starts",
                violation_error_message="The last day cannot lie before the first.",
            ),
        ),
    ]
