"""The documents say what is so: links resolve, names exist, tables equal the code they describe."""

import re
import tomllib
from functools import cache
from pathlib import Path

import pytest
from django.conf import settings
from django.utils import translation

from dtracker.accounts.roles import PERMISSIONS, Permission, Role
from dtracker.management.commands import demo_people
from indicators.enums import Status
from tests.messages import PO, entries, read

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text()
DOCUMENTS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), ROOT / "fixtures" / "README.md"])
BOTH_LANGUAGES = [
    ROOT / "docs" / "how-to" / f"{name}.md"
    for name in ("read-a-status", "enter-and-publish", "revise-a-target", "add-an-indicator", "evidence")
]
DECISIONS = sorted((ROOT / "docs" / "decisions").glob("0*.md"))

LINK = re.compile(r"\]\(([^)\s]+)\)")
HEADING = re.compile(r"^#+ +(.+)$", re.MULTILINE)
BLOCK = re.compile(r"^ *```.*?^ *```$", re.MULTILINE | re.DOTALL)
CODE = re.compile(r"`([^`\n]+)`")
BOLD = re.compile(r"\*\*([^*]+)\*\*")
OURS = ("dtracker/", "indicators/", "agreements/", "templates/", "static/", "fixtures/", "docs/", "tests/")


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def anchors(path: Path) -> set[str]:
    """Headings as the addresses of a rendered page: lower case, words joined by hyphens."""
    kept = (re.sub(r"[^\w\- ]", "", title.lower()) for title in HEADING.findall(path.read_text()))
    return {title.replace(" ", "-") for title in kept}


def table_rows(text: str) -> list[list[str]]:
    """The cells of every table row, without the lines under headings."""
    lines = [line for line in text.splitlines() if line.startswith("|") and not line.startswith("|-")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]


def code_of(path: Path) -> list[str]:
    text = path.read_text()
    return CODE.findall(BLOCK.sub("", text)) + [
        line.strip() for block in BLOCK.findall(text) for line in block.splitlines()
    ]


@pytest.mark.parametrize("path", DOCUMENTS, ids=name_of)
def test_relative_links_lead_somewhere(path):
    broken = []
    for link in LINK.findall(path.read_text()):
        if re.match(r"[a-z]+:", link):
            continue
        name, _, anchor = link.partition("#")
        target = (path.parent / name).resolve() if name else path
        if not target.exists() or (anchor and anchor not in anchors(target)):
            broken.append(link)
    assert broken == []


@pytest.mark.parametrize("path", DOCUMENTS, ids=name_of)
def test_files_that_are_named_exist(path):
    named = [code for code in code_of(path) if code.startswith(OURS) and re.fullmatch(r"[\w./-]+", code)]
    # What the product makes when it is used stands in no repository.
    missing = [code for code in named if not (ROOT / code).exists() and not (path.parent / code).exists()]
    assert missing == []


@pytest.mark.parametrize("path", DOCUMENTS, ids=name_of)
def test_make_commands_that_are_named_exist(path):
    makefile = (ROOT / "Makefile").read_text()
    targets = set(re.findall(r"^(\w+):", makefile, re.MULTILINE))
    read_somewhere = makefile + (ROOT / "tests" / "with_postgres.py").read_text()
    for command in [code for code in code_of(path) if code.startswith("make ")]:
        assert command.split()[1] in targets, command
        for variable in re.findall(r"\b([A-Z_]+)=", command):
            assert variable in read_somewhere, command


def test_the_readme_names_the_demo_people_in_both_languages():
    made = {f"{role}.{letters}" for letters, names in demo_people.NAMES.items() for role in names} | {"admin"}
    made |= {one.username for one in demo_people.NARROW}
    for half in README.split("\n# English\n"):
        named = set(re.findall(r"`((?:[a-z]+\.[a-z]{2})|admin)`", half))
        assert named == made
        assert f"`{demo_people.PASSWORD}`" in half


def test_the_table_of_roles_is_that_of_the_code():
    text = (ROOT / "docs" / "roles.md").read_text()
    heading, *rows = table_rows(text)
    assert heading == ["Permission", *(role.value for role in Role)]
    with translation.override("en"):
        expected = [
            [
                f"`{permission}` {permission.label}",
                *("yes" if permission in PERMISSIONS[role] else "–" for role in Role),
            ]
            for permission in Permission
        ]
    assert rows == expected


def test_every_variable_of_the_environment_is_explained():
    read_by_settings = re.findall(r'\benv\.\w+\(\s*"(\w+)"', (ROOT / "dtracker" / "settings.py").read_text())
    section = (ROOT / "docs" / "deploy" / "README.md").read_text().split("## Environment")[1].split("\n## ")[0]
    explained = [row[0].strip("`") for row in table_rows(section)[1:]]
    assert sorted(explained) == sorted(set(read_by_settings))


@pytest.mark.parametrize(("language", "half"), [("vi", 0), ("en", 1)])
def test_the_committee_reads_every_status_under_its_name(language, half):
    text = (ROOT / "docs" / "how-to" / "read-a-status.md").read_text().split("\n# English\n")[half]
    with translation.override(language):
        labels = [str(status.label) for status in Status]
    assert sorted(row[0] for row in table_rows(text)[1:]) == sorted(labels)


def test_every_name_in_the_glossary_is_in_the_code():
    sources = "\n".join(
        path.read_text()
        for package in ("dtracker", "indicators", "agreements")
        for path in (ROOT / package).rglob("*.py")
    )
    words = set(re.findall(r"\w+", sources))
    rows = table_rows((ROOT / "docs" / "glossary.md").read_text())[1:]
    unknown = [row[3] for row in rows if not set(row[3].strip("`").split(".")) <= words]
    assert (unknown, {len(row) for row in rows}) == ([], {4})


@cache
def english_on_screen() -> set[str]:
    return {singular.casefold() for _context, singular in entries(read(PO))}


@cache
def vietnamese_on_screen() -> set[str]:
    messages = entries(read(PO)).values()
    texts = [text for each in messages for text in (each.string if each.pluralizable else [each.string])]
    return {text.casefold() for text in texts if text}


@pytest.mark.parametrize("path", BOTH_LANGUAGES, ids=name_of)
def test_buttons_and_headings_named_in_english_are_those_on_the_page(path):
    """In the English half bold words name what stands on the screen; whole clauses are emphasis."""
    on_screen = english_on_screen()
    half = path.read_text().split("\n# English\n")[1]
    labels = [" ".join(bold.split()) for bold in BOLD.findall(half) if is_label(bold)]
    assert [label for label in labels if label.casefold() not in on_screen] == []


@pytest.mark.parametrize("path", BOTH_LANGUAGES, ids=name_of)
def test_buttons_and_headings_named_in_vietnamese_are_those_on_the_page(path):
    on_screen = vietnamese_on_screen()
    half = path.read_text().split("\n# English\n")[0]
    labels = [" ".join(bold.split()) for bold in BOLD.findall(half) if is_label(bold)]
    assert [label for label in labels if label.casefold() not in on_screen] == []


def is_label(bold: str) -> bool:
    return bold not in EMPHASIS


EMPHASIS = {
    "Hai văn bản, hai con số",
    "Đánh giá theo kỳ của số mới nhất",
    "Chỉ số hằng năm",
    "Thêm chỉ tiêu mới",
    "Khi tỉnh sáp nhập",
    "Khi cách tính thay đổi",
    "Two documents, two numbers",
    "Judged at the period of the newest figure",
    "Yearly indices",
    "Another document with another number",
    "When a province merges",
    "When the way of measuring changes",
}
"""Bold words of the how-tos that name no part of the screen."""


def test_the_change_log_begins_with_the_version_in_force():
    newest = re.search(r"^## (\S+)", (ROOT / "CHANGELOG.md").read_text(), re.MULTILINE)[1]
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    assert [newest, project["version"]] == [settings.VERSION, settings.VERSION]


def test_the_list_of_decisions_is_complete_and_in_order():
    index = (ROOT / "docs" / "decisions" / "README.md").read_text()
    listed = re.findall(r"^\| (\d+) \| \[(.+)\]\((.+)\) \|$", index, re.MULTILINE)
    titles = [HEADING.search(path.read_text())[1] for path in DECISIONS]
    assert [f"{number}. {title}" for number, title, _file in listed] == titles
    assert [file for _number, _title, file in listed] == [path.name for path in DECISIONS]


@pytest.mark.parametrize("path", DECISIONS, ids=name_of)
def test_a_decision_gives_context_decision_and_consequences(path):
    assert re.findall(r"^\*\*(.+?)\.\*\*", path.read_text(), re.MULTILINE) == ["Context", "Decision", "Consequences"]
