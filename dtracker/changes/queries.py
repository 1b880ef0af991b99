"""Which version of everything a page shows stands in the database."""

from datetime import date, timedelta
from hashlib import sha256
from pathlib import Path

from django.conf import settings
from django.db.models import Count, Max

from dtracker.changes.models import Change

SOURCES = ("*.py", "*.html", "*.mo", "staticfiles.json")
FOLDERS = ("dtracker", "indicators", "agreements", "templates", "staticfiles")


def version_on(day: date) -> str:
    """Another text whenever something was saved, and every day. One read.

    Number and newest of the changes together: of two transactions the one with the smaller number may end later,
    and then only their number shows it. The day before counts too, for what was begun before midnight.
    """
    recent = Change.objects.filter(made_on__gte=day - timedelta(days=1))
    found = recent.aggregate(count=Count("pk"), newest=Max("pk"))
    return f"{day}-{found['count']}-{found['newest']}"


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
