"""The refusals of the database in our words: nothing changes in its tables."""

from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("agreements", "0002_who_and_where_in_english"),
        ("indicators", "0013_rounds_and_figures_can_be_checked"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterConstraint(
            model_name="bodymember",
            name="member_ends_after_it_starts",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("until", None), ("since", None), ("until__gte", models.F("since")), _connector="OR"
                ),
                name="member_ends_after_it_starts",
                violation_error_message="The last day cannot lie before the first.",
            ),
        ),
        migrations.AlterConstraint(
            model_name="tasknote",
            name="task_percent_at_most_100",
            constraint=models.CheckConstraint(
                condition=models.Q(("percent", None), ("percent__lte", 100), _connector="OR"),
                name="task_percent_at_most_100",
                violation_error_message="At most 100 percent of a task is done.",
            ),
        ),
    ]
