"""How a source prints the date of a document, in English."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("indicators", "0009_snapshots")]

    operations = [
        migrations.AddField(
            model_name=name,
            name="date_text_en",
            field=models.CharField(blank=True, max_length=160, verbose_name="date as printed, in English"),
        )
        for name in ("document", "historicaldocument")
    ]
