"""Hải Dương, and a reader who chose English."""

import pytest

from tests import cast


@pytest.fixture
def hai_duong():
    return cast.hai_duong()


@pytest.fixture
def english(client):
    client.cookies["django_language"] = "en"
    return client
