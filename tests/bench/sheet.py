"""A sheet of 60 indicators: reading it, saving one cell, publishing all of it, on the database of DATABASE_URL.

Run by `run.py` in a process of its own, once for each database. Medians of a few rounds, without network and browser.
What is held against the budget is the processor's time, since a busy machine lengthens the clock's; that of a
PostgreSQL server is not in it, so the clock's stands beside it.
"""

import statistics
import time
from collections.abc import Callable
from datetime import date
from decimal import Decimal

import django

django.setup()

from django.core.management import call_command  # noqa: E402  (after Django is set up)
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402

from dtracker.formats.quarters import Period  # noqa: E402
from indicators.actions.entering import Row, save_sheet, submit_sheet  # noqa: E402
from indicators.actions.publishing import publish_lines  # noqa: E402
from indicators.actions.reviewing import approve_lines  # noqa: E402
from tests import cast, make  # noqa: E402
from tests.bench.budget import told  # noqa: E402

LINES = 60
PAST = [Period(year, quarter) for year in (2022, 2023, 2024) for quarter in (1, 2, 3, 4)]
TIMED = 5
"""So many of the last publications are timed; those before fill the series."""
NOW = Period(2025, 1)
TODAY = date(2025, 3, 20)
ROUNDS = 20
MOST_QUERIES, MOST_SHEET_MS, MOST_CELL_MS, MOST_PUBLISH_MS = 12, 250, 100, 500


def main() -> None:
    if connection.vendor == "sqlite":
        call_command("migrate", verbosity=0)
        _measure()
        return
    # A server may be somebody's: nothing is written into the database that is there.
    name = connection.settings_dict["NAME"]
    connection.creation.create_test_db(verbosity=0, autoclobber=True)
    try:
        _measure()
    finally:
        connection.creation.destroy_test_db(name, verbosity=0)


def _measure() -> None:
    place = cast.hai_duong()
    lan, minh = cast.lan(place), cast.minh(place)
    cells = [make.indicator(f"share-{n:02}", decimals=2, order=n) for n in range(LINES)]
    for cell in cells:
        make.target(cell, place, 90, "2030-Q4", baseline="20@2020-Q4")
    for period in [*PAST, NOW]:
        make.open_round(period.code)
    published = [_publish(place, cells, period, lan, minh) for period in PAST]
    client = _signed_in(lan)
    sheet = f"/entry/{place.slug}/{NOW.code}/"
    asked = _queries_of(client, sheet)
    read = [_timed(lambda: _get(client, sheet)) for _round in range(ROUNDS)]
    saved = [_timed(lambda cell=cell: _save(client, sheet, cell)) for cell in cells[:ROUNDS]]
    print(f"Sheet of {LINES} indicators on {connection.vendor}:")
    print(told("reading it: requests to the database", asked, MOST_QUERIES, "queries"))
    _tell("reading it", read, MOST_SHEET_MS)
    _tell("saving one cell", saved, MOST_CELL_MS)
    _tell("publishing all of it", published[-TIMED:], MOST_PUBLISH_MS)


def _tell(what: str, times: list[tuple[float, float]], most: int) -> None:
    cpu, wall = (statistics.median(each) for each in zip(*times, strict=True))
    print(f"{told(what, cpu, most, 'ms')}  ({wall:.1f} ms by the clock)")


def _publish(place, cells, period: Period, lan, minh) -> tuple[float, float]:
    """Take a sheet from nothing to its publication; the times of the last step."""
    rows = [Row(cell, {"value": _value(cell, period)}, "", None) for cell in cells]
    save_sheet(province=place, period=period, rows=rows, by=lan, today=TODAY)
    versions = {each.pk: each.version for each in submit_sheet(province=place, period=period, by=lan)}
    approved = approve_lines(province=place, versions=versions, by=minh)
    seen = {each.pk: each.version for each in approved}
    return _timed(lambda: publish_lines(province=place, versions=seen, by=minh, today=TODAY))


def _value(cell, period: Period) -> Decimal:
    """Rises evenly, so that nothing needs a note."""
    return Decimal(20) + period.ordinal - PAST[0].ordinal + Decimal(cell.order) / 100


def _signed_in(person) -> Client:
    client = Client(SERVER_NAME="localhost")
    client.force_login(person)
    return client


def _get(client: Client, path: str) -> None:
    assert client.get(path).status_code == 200


def _queries_of(client: Client, path: str) -> int:
    """Of the second request: the first one warms up templates and catalogues."""
    _get(client, path)
    with CaptureQueriesContext(connection) as queries:
        _get(client, path)
    return len(queries)


def _save(client: Client, sheet: str, cell) -> None:
    data = {"indicator": cell.code, f"i{cell.pk}-version": "", f"i{cell.pk}-value": "33,5"}
    assert client.post(f"{sheet}cell/", data).json()["state"] == "saved"


def _timed(step: Callable[[], object]) -> tuple[float, float]:
    """Milliseconds of the processor and of the clock."""
    cpu, wall = time.process_time(), time.perf_counter()
    step()
    return (time.process_time() - cpu) * 1000, (time.perf_counter() - wall) * 1000


if __name__ == "__main__":
    main()
