"""Races of tasks run on the same kind of database as those of figures."""

from tests.indicators.races.conftest import *  # noqa: F403
