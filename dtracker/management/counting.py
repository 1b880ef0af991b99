"""How many rows the tables hold, told to the database: it plans its reads by that."""

from django.db import connection


def count_rows() -> None:
    """SQLite never counts by itself, PostgreSQL not before a minute; until then both plan for empty tables."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
