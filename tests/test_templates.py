"""Every template parses, includes only what exists, and holds nothing that the content policy forbids."""

import re
from functools import cache
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


@cache
def source(name: str) -> str:
    return (FOLDER / name).read_text()


def test_templates_parse():
    assert [name for name in NAMES if get_template(name).origin.name != str(FOLDER / name)] == []


def test_templates_include_what_exists():
    wrong = [(name, included) for name in NAMES for included in INCLUDE.findall(source(name)) if included not in NAMES]
    assert wrong == []


def test_templates_pass_the_content_policy():
    wrong = [(name, what) for name in NAMES for what, pattern in FORBIDDEN.items() if pattern.search(source(name))]
    assert wrong == []


def test_icons_are_in_the_sprite():
    sprite = (Path(settings.BASE_DIR) / "static/img/icons.svg").read_text()
    wrong = [(name, icon) for name in NAMES for icon in ICON.findall(source(name)) if f'id="{icon}"' not in sprite]
    assert wrong == []


def test_a_component_starts_with_a_comment_that_names_its_parameters():
    opening = re.compile(r"{# .+ #}|{% comment %}.+{% endcomment %}", re.DOTALL)
    assert [name for name in PIECES if not opening.search(source(name).partition("<")[0])] == []


def test_no_component_multiline_comment_leaks():
    assert [name for name in NAMES if re.search(r"{#[^}]*\n", source(name))] == []


@pytest.mark.parametrize("status", Status)
def test_status_has_a_symbol_and_colours(status):
    static = Path(settings.BASE_DIR) / "static"
    assert f'<symbol id="st-{status.value}"' in (static / "img/icons.svg").read_text()
    assert re.search(rf"\.st-{status.value}\b[^{{}}]*{{[^}}]*--c:", (static / "css/tokens.css").read_text())
