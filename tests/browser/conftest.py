"""What every journey needs: a browser, the real data, a page that tolerates no error, signing in, accessibility."""

import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from io import StringIO
from threading import Lock
from typing import NamedTuple

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.core.management import call_command
from django.db import connection
from django.urls import reverse
from playwright.sync_api import BrowserContext, Page, expect

from dtracker.management.commands.demo_people import PASSWORD, cast, create_missing
from indicators.models import Indicator, ReportingRound
from tests import make
from tests.ensure_browser import find_browser

# The synchronous Playwright runs an event loop; Django would refuse the database inside it.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
FLAGS = [
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--disable-gpu",
]
# Milliseconds. Nothing waits that long on a machine that is not overloaded; one that is shall not fail a test.
PATIENCE, NAVIGATION = 15_000, 30_000
expect.set_options(timeout=PATIENCE)
WCAG_22_AA = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]


def pytest_collection_modifyitems(items):
    """Everything in this folder is a browser test."""
    for item in items:
        if "/tests/browser/" in item.path.as_posix():
            item.add_marker(pytest.mark.browser)


class Kept(NamedTuple):
    """The whole database at two moments."""

    empty: sqlite3.Connection
    seeded: sqlite3.Connection


@pytest.fixture(scope="session")
def kept(django_db_setup, django_db_blocker) -> Kept:
    """The database before and after loading the real data and the demo people.

    Flushing tables between tests would take long, and publications refuse to be deleted. The database of the
    tests lies in memory, so that putting back a copy takes milliseconds.
    """
    if connection.vendor != "sqlite":
        pytest.fail("Browser tests run on SQLite: unset DATABASE_URL.", pytrace=False)
    with django_db_blocker.unblock():
        empty = _copy()
        call_command("seed", verbosity=0, stdout=StringIO())
        create_missing(cast())
        # The journeys fill in what the real province is not asked for: a round may ask for more.
        make.ask(ReportingRound.objects.all(), Indicator.objects.filter(is_reported=True))
        seeded = _copy()
        empty.backup(connection.connection)
    return Kept(empty, seeded)


def _copy() -> sqlite3.Connection:
    connection.ensure_connection()
    copy = sqlite3.connect(":memory:", check_same_thread=False)
    connection.connection.backup(copy)
    return copy


@pytest.fixture(scope="session")
def quiet_server(django_db_setup, live_server) -> AbstractContextManager:
    """`with quiet_server:` runs while the server answers nobody.

    The threads of the server share the one connection of a database in memory. Two requests at once would write into
    each other's transaction, and a copy put back in the middle of an answer finds the database in use.
    """
    # For good: threads that end after the server has stopped still close their connection.
    connection.inc_thread_sharing()
    lock = Lock()
    server = live_server.thread.httpd
    answer = server.get_app()

    def answer_one(environ, start_response):
        with lock:
            return answer(environ, start_response)

    server.set_app(answer_one)
    return lock


@pytest.fixture
def transactional_db(kept: Kept, quiet_server, django_db_blocker) -> Iterator[None]:
    """Every journey starts from the data as loaded, and leaves nothing behind for other tests.

    In place of pytest-django's fixture of this name, which `live_server` asks for and which would flush the tables.
    """
    with django_db_blocker.unblock():
        with quiet_server:
            kept.seeded.backup(connection.connection)
        yield
        with quiet_server:
            kept.empty.backup(connection.connection)


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict) -> dict:
    path = find_browser()
    if path is None:
        pytest.fail("No browser. Type: python tests/ensure_browser.py", pytrace=False)
    flags = [*FLAGS, "--no-sandbox"] if os.geteuid() == 0 else FLAGS
    return browser_type_launch_args | {"executable_path": path, "args": flags}


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict) -> dict:
    return browser_context_args | {"locale": "vi-VN", "timezone_id": "Asia/Ho_Chi_Minh"}


@pytest.fixture(scope="session")
def base_url(django_db_setup, live_server) -> str:
    """Lets journeys write page.goto("/provinces/")."""
    return live_server.url


@pytest.fixture
def context(context: BrowserContext) -> BrowserContext:
    context.set_default_timeout(PATIENCE)
    context.set_default_navigation_timeout(NAVIGATION)
    return context


@pytest.fixture
def page(page: Page):
    """A page; the test fails at its end on any error in the console, any CSP report or uncaught exception.

    A test that provokes an answer of 403 or 404 takes it out again: page.expected.append("404").
    """
    problems: list[str] = []
    page.expected = []

    def note(message) -> None:
        if message.type == "error":
            problems.append(f"{message.text} ({message.location['url']})")

    page.on("console", note)
    page.on("pageerror", lambda error: problems.append(str(error)))
    yield page
    unexpected = [text for text in problems if not any(part in text for part in page.expected)]
    assert unexpected == []


@pytest.fixture
def axe() -> Callable[[Page], None]:
    """axe(page) fails on any violation of WCAG 2.2 A and AA, naming rule and places."""

    def check(page: Page) -> None:
        # At its end no line of a sheet lies half under the bar that stays at the lower edge.
        page.evaluate("document.querySelector('.savebar') && window.scrollTo(0, document.body.scrollHeight)")
        options = {"runOnly": {"type": "tag", "values": WCAG_22_AA}}
        violations = Axe().run(page, options=options).response["violations"]
        found = [(v["id"], [node["target"] for node in v["nodes"]]) for v in violations]
        assert found == [], f"{page.url}: {found}"

    return check


@pytest.fixture
def sign_in() -> Callable[[Page, str], None]:
    """sign_in(page, username) goes through the sign-in form with the password of the demo people, or another one."""

    def through_the_form(page: Page, username: str, password: str = PASSWORD) -> None:
        page.goto(reverse("accounts:login"))
        form = page.locator("form", has=page.locator("[name=password]"))
        form.locator("[name=username]").fill(username)
        form.locator("[name=password]").fill(password)
        form.get_by_role("button").click()
        page.wait_for_url(lambda url: "/accounts/login/" not in url)

    return through_the_form
