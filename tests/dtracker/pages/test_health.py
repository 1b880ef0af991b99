"""What is asked without being a page: whether the site serves, and its icon."""

import pytest
from django.contrib.staticfiles import finders
from django.db.migrations.recorder import MigrationRecorder

pytestmark = pytest.mark.django_db


def test_ready(client):
    response = client.get("/healthz")
    assert (response.status_code, response.json()) == (200, {"status": "ok"})


def test_a_missing_migration_is_told(client):
    MigrationRecorder.Migration.objects.filter(app="agreements").delete()
    response = client.get("/healthz")
    assert (response.status_code, response.json()) == (503, {"status": "unavailable", "reason": "migrations"})


def test_browsers_find_the_icon_beside_data_too(client):
    response = client.get("/favicon.ico")
    assert response.status_code == 302
    assert finders.find(response["Location"].removeprefix("/static/"))
