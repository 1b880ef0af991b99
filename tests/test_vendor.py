"""The files of others that we serve: known, unchanged, licensed.

To refresh one: `npm pack <package>@<version>` in an empty folder, copy the file and the licence text into
static/vendor, remove any sourceMappingURL comment (its map is not vendored), write its line of the manifest.
"""

import json
from hashlib import sha512
from pathlib import Path

import pytest
from plotly.offline import get_plotlyjs_version

VENDOR = Path(__file__).resolve().parent.parent / "static" / "vendor"
MANIFEST = json.loads((VENDOR / "manifest.json").read_text())
FIELDS = {"package", "version", "file", "sha512", "licence", "licence_file"}


@pytest.mark.parametrize("entry", MANIFEST, ids=lambda entry: entry["file"])
def test_a_vendored_file_is_the_one_its_maintainer_took_in(entry):
    assert entry.keys() == FIELDS
    assert sha512((VENDOR / entry["file"]).read_bytes()).hexdigest() == entry["sha512"]


def test_every_file_is_accounted_for():
    present = {str(path.relative_to(VENDOR)) for path in VENDOR.rglob("*") if path.is_file()}
    known = {entry["file"] for entry in MANIFEST} | {entry["licence_file"] for entry in MANIFEST}
    assert present == known | {"manifest.json"}


@pytest.mark.parametrize(
    ("licence", "opening"),
    [("MIT", "MIT License"), ("OFL-1.1", "SIL OPEN FONT LICENSE Version 1.1")],
)
def test_the_licence_text_beside_a_file_is_the_one_the_manifest_names(licence, opening):
    files = {entry["licence_file"] for entry in MANIFEST if entry["licence"] == licence}
    assert files
    assert [name for name in sorted(files) if opening not in (VENDOR / name).read_text()] == []


def test_no_licence_is_left_unchecked():
    assert {entry["licence"] for entry in MANIFEST} == {"MIT", "OFL-1.1"}


def test_plotly_in_the_browser_is_the_version_plotly_on_the_server_knows():
    versions = {e["package"]: e["version"] for e in MANIFEST}
    assert versions["plotly.js-basic-dist-min"] == get_plotlyjs_version()


def test_no_script_points_to_a_source_map():
    # Hashing static files for production stops at a map that is not there.
    assert [f for f in VENDOR.rglob("*.js") if b"sourceMappingURL" in f.read_bytes()] == []
