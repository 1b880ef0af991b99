import pytest
from django.db.migrations.recorder import MigrationRecorder

pytestmark = pytest.mark.django_db


def test_ready(client):
    response = client.get("/healthz")
    assert (response.status_code, response.json()) == (200, {"status": "ok"})


def test_a_missing_migration_is_told(client):
    MigrationRecorder.Migration.objects.filter(app="agreements").delete()
    response = client.get("/healthz")
    assert (response.status_code, response.json()) == (503, {"status": "unavailable", "reason": "migrations"})
