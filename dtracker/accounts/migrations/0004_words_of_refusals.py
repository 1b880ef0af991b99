"""The refusals of the database in our words: nothing changes in its tables."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0003_language_of_a_person"),
        ("places", "0003_words_of_refusals"),
    ]

    operations = [
        migrations.AlterConstraint(
            model_name="membership",
            name="membership_ends_after_it_starts",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("until", None), ("since", None), ("until__gte", models.F("since")), _connector="OR"
                ),
                name="membership_ends_after_it_starts",
                violation_error_message="The last day cannot lie before the first.",
            ),
        ),
    ]
