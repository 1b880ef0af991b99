"""Lan of Hải Dương, an open round, one indicator to import, and a private folder of its own."""

import pytest
from django.core.files.storage import FileSystemStorage

from tests import cast, make
from tests.indicators.views.imports.steps import FILE


@pytest.fixture
def place():
    make.open_round("2025-Q1")
    return cast.hai_duong()


@pytest.fixture
def lan(place, client):
    made = cast.lan(place)
    client.force_login(made)
    return made


@pytest.fixture
def share():
    return make.indicator("ho-so-tinh", decimals=2, is_ratio=True)


@pytest.fixture(autouse=True)
def private_folder(monkeypatch, tmp_path):
    monkeypatch.setattr(FILE, "storage", FileSystemStorage(location=tmp_path / "private"))
