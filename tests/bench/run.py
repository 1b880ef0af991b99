"""`make bench`: what the main pages cost, as ratios to a hello-world view on the same machine in the same run.

Seeds a temporary SQLite database with the real data (in a process of its own, for its time and memory), then
calls the pages through the WSGI handler in interleaved rounds, so that a busy moment of the machine falls on all of
them. Medians; the spread shows how far to trust them. Not part of `make test`.
"""

import gc
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from io import StringIO
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from tests.bench.budget import told  # noqa: E402  (after the path is set)

ROUNDS = 40
WARM_UP = 3
SECONDS = 90
HELLO = "hello world"
PAGES = {
    HELLO: "/hello/",
    "home": "/",
    "province": "/provinces/hai-duong/",
    "province, illustration": "/provinces/minh-hoa/",
    "chart page": "/provinces/hai-duong/indicators/dti-rank/",
    "national ranking": "/indicators/dti-rank/",
    "provinces": "/provinces/",
}
BUDGET_QUERIES = 12
MOST_SEED = (30, 400)
MOST_IMPORT_MB = 300


@dataclass
class Page:
    """What was measured of one page. Times in milliseconds."""

    path: str
    queries: int = 0
    size: int = 0
    packed: int = 0
    wall: list[float] = field(default_factory=list)
    cpu: list[float] = field(default_factory=list)


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {
            "DATABASE_URL": f"sqlite:///{folder}/bench.sqlite3",
            "DJANGO_SETTINGS_MODULE": "tests.bench.settings",
            "PYTHONPATH": str(ROOT),
        }
        seconds, megabytes = _seed()
        print("Seeding:")
        print(told("time", seconds, MOST_SEED[0], "s"))
        print(told("memory at most", megabytes, MOST_SEED[1], "MB"), "\n")
        _start_django()
        pages = {name: Page(path) for name, path in PAGES.items()}
        _weigh(pages)
        rounds = _measure(pages)
        _report(pages, rounds)
        _sheet(folder)
        _import(folder)


def _sheet(folder: str) -> None:
    """A sheet of 60 figures on SQLite and on PostgreSQL, each in a process and a database of its own."""
    command = [sys.executable, "-m", "tests.bench.sheet"]
    environment = os.environ | {"DATABASE_URL": f"sqlite:///{folder}/sheet.sqlite3", "LOG_LEVEL": "ERROR"}
    print(flush=True)
    if subprocess.run(command, cwd=ROOT, env=environment).returncode:
        sys.exit("The bench of the sheet failed.")
    print(flush=True)
    # It ends with its own sentence where there is no server.
    if subprocess.run([sys.executable, "tests/with_postgres.py", *command], cwd=ROOT, env=environment).returncode:
        print("PostgreSQL: left out.")


def _import(folder: str) -> None:
    """A file of 100,800 rows, in a process and a database of its own."""
    print("\nImport of 100,800 rows:", flush=True)
    environment = os.environ | {"DATABASE_URL": f"sqlite:///{folder}/import.sqlite3", "LOG_LEVEL": "ERROR"}
    process = subprocess.Popen([sys.executable, "-m", "tests.bench.import_file"], cwd=ROOT, env=environment)
    _pid, status, usage = os.wait4(process.pid, 0)
    if status:
        sys.exit("The import failed.")
    print(told("memory at most", usage.ru_maxrss / 1024, MOST_IMPORT_MB, "MB"))


def _seed() -> tuple[float, float]:
    """Seconds and megabytes of `manage.py seed` on an empty database."""
    manage = [sys.executable, str(ROOT / "manage.py")]
    subprocess.run([*manage, "migrate", "-v0"], check=True, cwd=ROOT)
    before = time.perf_counter()
    process = subprocess.Popen([*manage, "seed"], cwd=ROOT, stdout=subprocess.DEVNULL)
    _pid, status, usage = os.wait4(process.pid, 0)
    if status:
        sys.exit("Seeding failed.")
    return time.perf_counter() - before, usage.ru_maxrss / 1024


def _start_django() -> None:
    import django

    django.setup()


def _weigh(pages: dict[str, Page]) -> None:
    """Queries and bytes of each page; also the warming up of templates and catalogues."""
    import brotli
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    for page in pages.values():
        for _time in range(WARM_UP):
            _call(page.path)
        with CaptureQueriesContext(connection) as queries:
            body = _call(page.path)
        page.queries, page.size, page.packed = len(queries), len(body), len(brotli.compress(body, quality=4))


def _call(path: str) -> bytes:
    """One request as a server would hand it over. A page that is not 200 ends the bench."""
    status = []
    environ = {
        "REQUEST_METHOD": "GET",
        "PATH_INFO": path,
        "SERVER_NAME": "localhost",
        "SERVER_PORT": "80",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "HTTP_HOST": "localhost",
        "REMOTE_ADDR": "127.0.0.1",
        "wsgi.url_scheme": "http",
        "wsgi.input": StringIO(),
        "wsgi.errors": sys.stderr,
    }
    response = _handler()(environ, lambda line, headers: status.append(line))
    body = b"".join(response)
    response.close()
    if status != ["200 OK"]:
        sys.exit(f"{path} answered {status[0]}")
    return body


_made = []


def _handler():
    from django.core.wsgi import get_wsgi_application

    if not _made:
        _made.append(get_wsgi_application())
    return _made[0]


def _measure(pages: dict[str, Page]) -> int:
    """Call the pages in turn; stops early when the time is over. Returns the number of rounds."""
    end = time.perf_counter() + SECONDS
    for done in range(ROUNDS):
        if time.perf_counter() > end:
            return done
        gc.collect()
        for page in pages.values():
            wall, cpu = time.perf_counter(), time.process_time()
            _call(page.path)
            page.cpu.append((time.process_time() - cpu) * 1000)
            page.wall.append((time.perf_counter() - wall) * 1000)
    return ROUNDS


def _report(pages: dict[str, Page], rounds: int) -> None:
    floor = statistics.median(pages[HELLO].cpu)
    head = ("page", "CPU ms", "min–max", "wall ms", "× hello", "queries", "HTML KB", "brotli KB")
    print("{:<24}{:>9}{:>16}{:>9}{:>9}{:>9}{:>9}{:>11}".format(*head))
    for name, page in pages.items():
        cpu = statistics.median(page.cpu)
        spread = f"{min(page.cpu):.2f}–{max(page.cpu):.2f}"
        print(
            f"{name:<24}{cpu:>9.2f}{spread:>16}{statistics.median(page.wall):>9.2f}{cpu / floor:>9.1f}"
            f"{page.queries:>9}{page.size / 1024:>9.1f}{page.packed / 1024:>11.1f}"
            + (f"  more than {BUDGET_QUERIES} queries" if page.queries > BUDGET_QUERIES else "")
        )
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"\n{rounds} interleaved rounds, medians, one process. Peak memory of the bench: {peak:.0f} MB.")
    noise = statistics.quantiles(pages[HELLO].cpu, n=20)
    print(f"Noise: the middle nine tenths of hello world lie between {noise[0]:.2f} and {noise[-1]:.2f} ms.")


if __name__ == "__main__":
    main()
