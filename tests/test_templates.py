"""Every template parses, includes only what exists, and holds nothing that the content policy forbids."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.template.loader import get_template

from indicators.enums import Status

FOLDER = Path(settings.BASE_DIR) / "templates"
NAMES = sorted(path.relative_to(FOLDER).as_posix() for path in FOLDER.rglob("*.*"))
PIECES = [name for name in NAMES if re.match(r"components/", name) and name != "components/gallery.html"]

FORBIDDEN = {
    "a style attribute": re.compile(r"<[^>]*\sstyle\s*="),
    "a style element": re.compile(r"<style\b"),
    "an event attribute": re.compile(r"<[a-z][^>]*\son[a-z]+\s*=", re.IGNORECASE),
    "a script without src": re.compile(r"<script(?![^>]*\bsrc=)"),
    "another host": re.compile(r"(?:src|href|action)=[\"'](?:https?:)?//"),
}
INCLUDE = re.compile(r"{% include \"([^\"]+)\"")
ICON = re.compile(r"{% icon \"([^\"]+)\"")


def source(name: str) -> str:
    return (FOLDER / name).read_text()


@pytest.mark.parametrize("name", NAMES)
def test_template_parses(name):
    assert get_template(name).origin.name == str(FOLDER / name)


@pytest.mark.parametrize("name", NAMES)
def test_template_includes_what_exists(name):
    assert [included for included in INCLUDE.findall(source(name)) if included not in NAMES] == []


@pytest.mark.parametrize("name", NAMES)
def test_template_passes_the_content_policy(name):
    assert [what for what, pattern in FORBIDDEN.items() if pattern.search(source(name))] == []


@pytest.mark.parametrize("name", NAMES)
def test_icons_are_in_the_sprite(name):
    sprite = (Path(settings.BASE_DIR) / "static/img/icons.svg").read_text()
    assert [icon for icon in ICON.findall(source(name)) if f'id="{icon}"' not in sprite] == []


@pytest.mark.parametrize("name", PIECES)
def test_component_says_what_it_takes(name):
    opening = source(name).partition("<")[0]
    assert re.search(r"{# .+ #}|{% comment %}.+{% endcomment %}", opening, re.DOTALL), (
        "a component starts with a comment that names its parameters"
    )


def test_no_component_multiline_comment_leaks():
    assert [name for name in NAMES if re.search(r"{#[^}]*\n", source(name))] == []


@pytest.mark.parametrize("status", Status)
def test_status_has_a_symbol_and_colours(status):
    static = Path(settings.BASE_DIR) / "static"
    assert f'<symbol id="st-{status.value}"' in (static / "img/icons.svg").read_text()
    assert re.search(rf"\.st-{status.value}\b[^{{}}]*{{[^}}]*--c:", (static / "css/tokens.css").read_text())
