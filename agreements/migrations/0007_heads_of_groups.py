"""The head of a group confirms what its tasks hand in; whoever was named before keeps the tasks."""

from django.conf import settings
from django.db import migrations, models

ROLE = models.CharField(
    choices=[("secretary", "Keeps the tasks"), ("head", "Head of the group: confirms that they are done")],
    default="secretary",
    max_length=10,
    verbose_name="role in the group",
)


class Migration(migrations.Migration):
    dependencies = [
        ("agreements", "0006_tasks_of_units"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        *(
            migrations.AddField(model_name=model, name="role", field=ROLE)
            for model in ("historicaltaskkeeper", "taskkeeper")
        ),
        migrations.RemoveConstraint(model_name="taskkeeper", name="one_keeper_per_group_and_person"),
        migrations.AddConstraint(
            model_name="taskkeeper",
            constraint=models.UniqueConstraint(
                fields=("body", "user", "role"), name="one_keeper_per_group_and_person"
            ),
        ),
        migrations.AddConstraint(
            model_name="taskkeeper",
            constraint=models.UniqueConstraint(
                condition=models.Q(("role", "head")),
                fields=("body",),
                name="one_head_per_group",
                violation_error_message="The group has a head already.",
            ),
        ),
    ]
