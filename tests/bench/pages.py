"""What the main pages cost, as ratios to a hello-world view on the same machine in the same run.

Run by `run.py` in a process of its own, on the database of DATABASE_URL: `real` (what `seed` loads) or `generated`
(`country.py`). Pages are called through the WSGI handler in interleaved rounds, so that a busy moment of the machine
falls on all of them. Medians; the spread shows how far to trust them.
"""

import gc
import resource
import statistics
import sys
import time
from dataclasses import dataclass, field
from io import StringIO
from itertools import count

import brotli
import django

django.setup()

from django.conf import settings  # noqa: E402  (after Django is set up)
from django.db import connection  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402

from dtracker.wsgi import application  # noqa: E402

ROUNDS = 40
WARM_UP = 3
SECONDS = 60
HELLO = "hello world"
MOST_QUERIES = 12
UNCACHED, LONG, SAME = 20, 60, 2.5
"""Budgets, in hello worlds: a page, one with a row for every province, and one that is kept or has not changed."""
PAGES = {
    "real": {
        "home": ("/", UNCACHED),
        "province": ("/provinces/hai-duong/", UNCACHED),
        "province, illustration": ("/provinces/minh-hoa/", UNCACHED),
        "chart page": ("/provinces/hai-duong/indicators/dti-rank/", UNCACHED),
        "comparison of two": ("/compare/?provinces=hai-duong,ha-giang", UNCACHED),
        "national ranking": ("/indicators/dti-rank/", LONG),
        "provinces": ("/provinces/", LONG),
    },
    "generated": {
        "home": ("/", UNCACHED),
        "province": ("/provinces/hai-duong/", UNCACHED),
        "chart page": ("/provinces/hai-duong/indicators/share-07/", UNCACHED),
        "comparison of two": ("/compare/?provinces=hai-duong,tinh-02", UNCACHED),
        "ranking": ("/indicators/share-07/", LONG),
        "provinces": ("/provinces/", LONG),
    },
}
SECRET = "x" * 32
"""A visitor who was here before has the cookie of the forms; only she is told that nothing changed."""


@dataclass
class Page:
    """What was measured of one page. Times in milliseconds, `most` in hello worlds."""

    path: str
    most: float
    tag: str = ""
    is_kept: bool = False
    queries: int = 0
    size: int = 0
    packed: int = 0
    wall: list[float] = field(default_factory=list)
    cpu: list[float] = field(default_factory=list)


def main() -> None:
    pages = {HELLO: Page("/hello/", 1.0)}
    pages |= {name: Page(*each) for name, each in PAGES[sys.argv[1]].items()}
    tag = _call(Page("/", SAME, is_kept=True))[1]["ETag"]
    pages["home, kept"] = Page("/", SAME, is_kept=True)
    pages["home, not modified"] = Page("/", SAME, tag)
    for page in pages.values():
        _weigh(page)
    rounds = _measure(pages)
    _report(pages, rounds)


def _weigh(page: Page) -> None:
    """Queries and bytes of a page; also the warming up of templates and catalogues."""
    for _time in range(WARM_UP):
        _call(page)
    with CaptureQueriesContext(connection) as queries:
        body, _headers = _call(page)
    page.queries, page.size, page.packed = len(queries), len(body), len(brotli.compress(body, quality=4))


def _call(page: Page) -> tuple[bytes, dict[str, str]]:
    """One request as a server would hand it over. An answer that is not the expected one ends the bench."""
    answers = []
    path, _question, asked = page.path.partition("?")
    # A page is made anew for every address; the number makes it another one.
    number = "" if page.is_kept or page.tag else f"number={next(NUMBERS)}"
    environ = {
        "REQUEST_METHOD": "GET",
        "PATH_INFO": path,
        "QUERY_STRING": "&".join(each for each in (asked, number) if each),
        "SERVER_NAME": "localhost",
        "SERVER_PORT": "80",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "HTTP_HOST": "localhost",
        "HTTP_COOKIE": f"{settings.CSRF_COOKIE_NAME}={SECRET}",
        "REMOTE_ADDR": "127.0.0.1",
        "wsgi.url_scheme": "http",
        "wsgi.input": StringIO(),
        "wsgi.errors": sys.stderr,
    }
    if page.tag:
        environ["HTTP_IF_NONE_MATCH"] = page.tag
    response = application(environ, lambda line, headers: answers.append((line, dict(headers))))
    body = b"".join(response)
    response.close()
    line, headers = answers[0]
    if line != ("304 Not Modified" if page.tag else "200 OK"):
        sys.exit(f"{page.path} answered {line}")
    return body, headers


NUMBERS = count()


def _measure(pages: dict[str, Page]) -> int:
    """Call the pages in turn; stops early when the time is over. Returns the number of rounds."""
    end = time.perf_counter() + SECONDS
    for done in range(ROUNDS):
        if time.perf_counter() > end:
            return done
        gc.collect()
        for page in pages.values():
            # Not measured: whoever comes after a large page pays for what that one has pushed out of the processor's
            # memory, which made hello world three times as dear as it is.
            _call(page)
            wall, cpu = time.perf_counter(), time.process_time()
            _call(page)
            page.cpu.append((time.process_time() - cpu) * 1000)
            page.wall.append((time.perf_counter() - wall) * 1000)
    return ROUNDS


def _report(pages: dict[str, Page], rounds: int) -> None:
    floor = statistics.median(pages[HELLO].cpu)
    head = ("page", "CPU ms", "min–max", "wall ms", "× hello", "budget", "", "queries", "HTML KB", "brotli KB")
    print("{:<24}{:>9}{:>16}{:>9}{:>9}{:>8} {:<4}{:>9}{:>9}{:>11}".format(*head))
    for name, page in pages.items():
        cpu = statistics.median(page.cpu)
        spread = f"{min(page.cpu):.2f}–{max(page.cpu):.2f}"
        verdict = "ok" if cpu / floor <= page.most and page.queries <= MOST_QUERIES else "OVER"
        print(
            f"{name:<24}{cpu:>9.2f}{spread:>16}{statistics.median(page.wall):>9.2f}{cpu / floor:>9.1f}"
            f"{page.most:>8g} {verdict:<4}{page.queries:>9}{page.size / 1024:>9.1f}{page.packed / 1024:>11.1f}"
        )
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"{rounds} interleaved rounds, medians, one process. At most {MOST_QUERIES} queries. Peak memory {peak:.0f} MB."
    )
    noise = statistics.quantiles(pages[HELLO].cpu, n=20)
    print(f"Noise: the middle nine tenths of hello world lie between {noise[0]:.2f} and {noise[-1]:.2f} ms.")


if __name__ == "__main__":
    main()
