"""Which version of everything a page shows stands in the database."""

from datetime import date, timedelta
from hashlib import sha256
from pathlib import Path

from django.conf import settings
from django.db import connection

SOURCES = ("*.py", "*.html", "*.mo", "staticfiles.json")
FOLDERS = ("dtracker", "indicators", "agreements", "templates", "staticfiles")
NUMBER_AND_NEWEST = "SELECT COUNT(*), MAX(id) FROM changes_change WHERE made_on >= %s"
"""Written by hand: every page asks it, and Django takes longer to write it than to read a page that is kept."""


def version_on(day: date) -> str:
    """Another text whenever something was saved, and every day. One read.

    Number and newest of the changes together: of two transactions the one with the smaller number may end later,
    and then only their number shows it. The day before counts too, for what was begun before midnight.
    """
    since = connection.ops.adapt_datefield_value(day - timedelta(days=1))
    with connection.cursor() as cursor:
        cursor.execute(NUMBER_AND_NEWEST, [since])
        count, newest = cursor.fetchone()
    return f"{day}-{count}-{newest}"


def _release() -> str:
    """Of the code and the templates: a new release shows the same rows otherwise."""
    found = sha256()
    for folder in FOLDERS:
        for pattern in SOURCES:
            for path in sorted((settings.BASE_DIR / folder).rglob(pattern)):
                found.update(f"{path}{_state(path)}".encode())
    return found.hexdigest()[:16]


def _state(path: Path) -> str:
    found = path.stat()
    return f"{found.st_mtime_ns}-{found.st_size}"


RELEASE = _release()
