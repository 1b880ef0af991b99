"""Races run on a database that really is shared: PostgreSQL as it is, SQLite as a file with the product's settings.

The tests' SQLite lies in memory, where threads lock each other out by tables, as no deployment does. So each race
gets a file with the same tables, opened by every thread on its own.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from copy import deepcopy
from pathlib import Path

import pytest
from django.db import connection, connections

if connection.vendor == "sqlite":

    @pytest.fixture
    def transactional_db(tmp_path: Path, django_db_setup, django_db_blocker) -> Iterator[None]:
        """In place of pytest-django's fixture of this name, which would flush publications: they refuse it."""
        path = tmp_path / "races.sqlite3"
        settings = connections.settings["default"]
        with django_db_blocker.unblock():
            _write_tables(path)
            in_memory, kept = connections["default"], deepcopy(settings)
            settings["NAME"] = str(path)
            connections["default"] = connections.create_connection("default")
            try:
                yield
            finally:
                connections["default"].close()
                settings.update(kept)
                connections["default"] = in_memory


def _write_tables(path: Path) -> None:
    connection.ensure_connection()
    with closing(sqlite3.connect(path)) as file:
        connection.connection.backup(file)
