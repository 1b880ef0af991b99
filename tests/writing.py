"""Watches what is written to the database."""

import re
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection

WRITES = re.compile(r'\s*(?:INSERT(?: OR \w+)? INTO|REPLACE INTO|UPDATE|DELETE FROM)\s+"?(\w+)', re.IGNORECASE)
OF_VISITS = ("django_session", "axes_")
"""Tables of who came and was refused entry, which every visit may write."""


@contextmanager
def nothing_written() -> Iterator[None]:
    """Fails where anything is written meanwhile, sessions and attempts to sign in left out."""
    written = []

    def watch(execute, sql, params, many, context):
        if (found := WRITES.match(sql)) and not found[1].startswith(OF_VISITS):
            written.append(found[1])
        return execute(sql, params, many, context)

    with connection.execute_wrapper(watch):
        yield
    assert written == []
