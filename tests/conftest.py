"""What holds for every test: no network but this machine, the default language at the start; the scene, made once."""

import gc
import pickle
import socket
from collections.abc import Callable, Iterator
from functools import partial
from ipaddress import ip_address

import pytest
from django.db import transaction
from django.utils import translation
from hypothesis import settings

from tests.scene import scene

# The same examples on every run, and no verdict that depends on how busy the machine is; with
# --hypothesis-profile=thorough many more of them, others each time.
settings.register_profile("repeatable", derandomize=True, deadline=None, max_examples=50)
settings.register_profile("thorough", deadline=None, max_examples=1000)
settings.load_profile("repeatable")

# What the modules made at their import stays: it need not be looked through again and again (a tenth of the time).
COLLECT_AFTER = 100_000


def _with_room(run):
    return run()


# CPython keeps the frames of Python calls in pieces of 16 KB and returns a piece as soon as it is empty: a page whose
# calls go to and fro across such a border asks the system for memory some 100,000 times a file. Below a frame that
# asks for 65,536 places, everything fits into one piece.
_with_room.__code__ = _with_room.__code__.replace(co_stacksize=1 << 16)

_connect = socket.socket.connect


def pytest_collection_modifyitems(items):
    for item in items:
        item.runtest = partial(_with_room, item.runtest)


def pytest_collection_finish():
    gc.collect()
    gc.freeze()
    gc.set_threshold(COLLECT_AFTER, 20, 100)


def pytest_sessionfinish():
    """What is left goes with the process: pytest would look through all of it five times over."""
    gc.freeze()


def _is_this_machine(family: int, address) -> bool:
    if family not in (socket.AF_INET, socket.AF_INET6):
        return True
    host = address[0]
    if host in ("", "localhost"):
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def _connect_here_only(self, address):
    if not _is_this_machine(self.family, address):
        raise AssertionError(f"A test tried to reach {address!r}; tests use this machine only.")
    return _connect(self, address)


@pytest.fixture(scope="session", autouse=True)
def closed_network():
    """A connection to any other machine fails the test that opens it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", _connect_here_only)
        yield


@pytest.fixture(autouse=True)
def default_language():
    """Each test starts in Vietnamese, whatever language the one before it left active."""
    translation.deactivate()
    yield
    translation.deactivate()


@pytest.fixture(scope="module")
def write(django_db_setup, django_db_blocker) -> Iterator[Callable[[Callable[[], object]], bytes]]:
    """write(World): what World() writes, once for all tests of a file: each of them is rolled back to this point.

    Pickled, so that each test gets a copy of its own: a deep copy of so many rows takes longer than a page.
    """
    with django_db_blocker.unblock(), transaction.atomic():
        yield lambda made: pickle.dumps(made())
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def written(request, write) -> bytes:
    """What a file starts from: its own `World`, else the scene."""
    return write(getattr(request.module, "World", scene))


@pytest.fixture
def made(written):
    """A copy of what is written, the test's own."""
    return pickle.loads(written)  # noqa: S301  (our own, of this process)


@pytest.fixture
def world(made):
    """The same, where it is a `World` of the file."""
    return made
