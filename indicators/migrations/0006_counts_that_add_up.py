"""Whether the values of provinces that merged may be added.

The guards name the table of indicators, and SQLite rebuilds it here: they are taken away and put back.
"""

from importlib import import_module

from django.db import migrations, models
from django.db.models import Q

guards = import_module("indicators.migrations.0002_guards")
FLAG = models.BooleanField(
    default=False,
    help_text="The counts of provinces that merged may be added: nothing is counted in two of them.",
    verbose_name="can be added up",
)


class Migration(migrations.Migration):
    dependencies = [("indicators", "0005_period_in_english")]

    operations = [
        migrations.RunPython(guards.remove, guards.install),
        migrations.AddField("historicalindicator", "is_additive", FLAG),
        migrations.AddField("indicator", "is_additive", FLAG.clone()),
        migrations.AddConstraint(
            model_name="indicator",
            constraint=models.CheckConstraint(
                condition=Q(is_additive=False) | Q(shape__in=("stock", "running-total", "yearly-flow")),
                name="only_counts_are_added_up",
                violation_error_message="Only counts can be added up, never a share, a rate, a score or a rank.",
            ),
        ),
        migrations.RunPython(guards.install, guards.remove),
    ]
