"""What is refused before the product serves anybody."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.checks.registry import registry
from django.test import override_settings

from dtracker.deployment import a_key_that_cannot_be_guessed, demo_only_on_the_own_machine

ROOT = Path(__file__).resolve().parents[2]
PRODUCTION = {"SECRET_KEY": "x9!kQ" * 12 + "letters-of-a-long-key", "ALLOWED_HOSTS": "dtracker.example.vn"}


def found(check) -> list[str]:
    return [each.id for each in check(None)]


@pytest.mark.parametrize(
    ("demo", "hosts", "expected"),
    [
        (True, ["localhost", "127.0.0.1", "[::1]"], []),
        (True, ["localhost", "dtracker.example.vn"], ["dtracker.E001"]),
        (True, ["*"], ["dtracker.E001"]),
        (True, [".localhost.example.vn"], ["dtracker.E001"]),
        (False, ["dtracker.example.vn"], []),
    ],
)
@pytest.mark.parametrize("debug", [True, False])
def test_demo_people_only_on_the_own_machine(demo, hosts, expected, debug):
    with override_settings(DEMO=demo, ALLOWED_HOSTS=hosts, DEBUG=debug):
        assert found(demo_only_on_the_own_machine) == expected


def test_demo_people_are_looked_for_at_every_start():
    assert demo_only_on_the_own_machine in registry.get_checks()


@pytest.mark.parametrize(
    ("key", "debug", "expected"),
    [("", False, ["dtracker.E002"]), ("x" * 49, False, ["dtracker.E002"]), ("x" * 50, False, []), ("", True, [])],
    ids=["empty", "short", "long enough", "developing"],
)
def test_the_key_cannot_be_guessed(key, debug, expected):
    with override_settings(SECRET_KEY=key, DEBUG=debug):
        assert found(a_key_that_cannot_be_guessed) == expected


def check(**environment) -> subprocess.CompletedProcess:
    """`manage.py check --deploy` in an environment of its own."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    return subprocess.run(
        [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"],
        cwd=ROOT,
        env=kept | {"DJANGO_SETTINGS_MODULE": "dtracker.settings"} | environment,
        capture_output=True,
        text=True,
        timeout=120,
    )


def test_a_production_environment_passes_without_a_warning():
    done = check(**PRODUCTION)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == "System check identified no issues (1 silenced).\n"


def test_a_demonstration_shows_our_own_error_pages_over_plain_http():
    names = "DEBUG", "SECURE_SSL_REDIRECT", "SESSION_COOKIE_SECURE", "WHITENOISE_USE_FINDERS", "ALLOWED_HOSTS"
    script = f"from django.conf import settings as s; print([getattr(s, name, None) for name in {names}])"
    done = subprocess.run(
        [sys.executable, "-c", script],
        cwd=ROOT,
        env={"PATH": os.environ["PATH"], "DJANGO_SETTINGS_MODULE": "dtracker.settings", "DEMO": "1"},
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert (done.stderr, done.stdout) == ("", "[False, False, False, True, ['localhost', '127.0.0.1', '[::1]']]\n")


def test_a_production_environment_without_a_key_does_not_start():
    done = check(ALLOWED_HOSTS="dtracker.example.vn")
    assert done.returncode == 1
    assert "dtracker.E002" in done.stderr
