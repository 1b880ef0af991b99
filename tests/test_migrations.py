"""The migrations say what the models say, and lead to one last migration of each app."""

from io import StringIO

import pytest
from django.core.management import call_command
from django.db.migrations.loader import MigrationLoader

OURS = ("places", "accounts", "changes", "indicators", "agreements")


@pytest.mark.django_db
def test_no_model_differs_from_its_migrations():
    out = StringIO()
    call_command("makemigrations", *OURS, dry_run=True, stdout=out)
    assert out.getvalue().startswith("No changes detected"), out.getvalue()


def test_each_app_has_one_last_migration():
    graph = MigrationLoader(None).graph
    assert {label: len(graph.leaf_nodes(label)) for label in OURS} == dict.fromkeys(OURS, 1)
