"""Many new tables in one step of a migration, and back."""

import pytest
from django.db import connection, models
from django.db.migrations.operations import CreateModel
from django.db.migrations.state import ProjectState

from dtracker.migrating import CreateModels

KEY = ("id", models.BigAutoField(primary_key=True))
GROUP = CreateModel("Group", [KEY])
PERSON = CreateModel("Person", [KEY, ("group", models.ForeignKey("trial.Group", models.CASCADE))])


def tables() -> set[str]:
    return {name for name in connection.introspection.table_names() if name.startswith("trial_")}


@pytest.mark.django_db(transaction=True)
def test_tables_that_refer_to_each_other_come_and_go():
    made, empty, full = CreateModels([GROUP, PERSON]), ProjectState(), ProjectState()
    made.state_forwards("trial", full)
    assert full.apps.get_model("trial", "Person")._meta.get_field("group").related_model is full.apps.get_model(
        "trial", "Group"
    )
    with connection.schema_editor() as editor:
        made.database_forwards("trial", editor, empty, full)
    assert tables() == {"trial_group", "trial_person"}
    with connection.schema_editor() as editor:
        made.database_backwards("trial", editor, full, empty)
    assert tables() == set()
    assert made.describe() == "Create 2 models"
