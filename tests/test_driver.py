"""Which database the tests really run on."""

import os

from django.db import connection
from django.db.backends.postgresql.psycopg_any import is_psycopg3


def test_the_postgresql_driver_is_psycopg2():
    # Django prefers psycopg 3 as soon as any package brings it along.
    assert is_psycopg3 is False


def test_the_database_is_the_one_asked_for():
    asked = os.environ.get("DATABASE_URL", "sqlite://").split(":")[0]
    assert connection.vendor == {"postgres": "postgresql"}.get(asked, asked)
