"""A disk that is full, for tests of what is kept on it."""

import resource
from contextlib import contextmanager


@contextmanager
def room_for(most: int):
    """A disk on which no file grows beyond `most` bytes: what lies beyond is refused by the system itself."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (most, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
