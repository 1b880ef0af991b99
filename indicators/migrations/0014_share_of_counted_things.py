"""What the sign of counted parts means, in words that still hold; no column changes."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("indicators", "0013_rounds_and_figures_can_be_checked"),
    ]

    operations = [
        migrations.AlterField(
            model_name="historicalindicator",
            name="is_ratio",
            field=models.BooleanField(
                default=False,
                help_text="Numerator and denominator are then whole numbers; those of other shares may be money.",
                verbose_name="share of things that are counted",
            ),
        ),
        migrations.AlterField(
            model_name="indicator",
            name="is_ratio",
            field=models.BooleanField(
                default=False,
                help_text="Numerator and denominator are then whole numbers; those of other shares may be money.",
                verbose_name="share of things that are counted",
            ),
        ),
    ]
