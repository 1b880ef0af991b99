""" "Vì sao màu này?" in one text: the page, Excel, Word and the data say it word for word, of every target of the demo.

What the printer gets is the page; tests/browser/test_same_text.py looks at that.
"""

import re
from html import unescape
from io import BytesIO, StringIO

import pytest
from django.core.management import call_command
from django.db import transaction
from django.test import Client
from docx import Document
from docx.oxml.ns import qn
from openpyxl import load_workbook

from dtracker.places.models import Province
from indicators.enums import TargetKind
from indicators.exports import targets_xlsx
from indicators.models import Target

pytestmark = pytest.mark.django_db

PANEL = re.compile(
    r'<details class="card why.*?<h2>(?P<title>.*?)</h2>.*?id="why-(?P<key>\d+)">'
    r'\s*<ol class="steps">(?P<steps>.*?)</ol>'
    r'\s*<p class="verdict">(?P<verdict>.*?)</p>',
    re.S,
)
STEP = re.compile(r"<li><b>(.*?)</b><span>(.*?)</span></li>", re.S)
WHY = next(place for place, each in enumerate(targets_xlsx.COLUMNS) if each[2] is targets_xlsx._why)
CODE = 3
SLUGS = ("hai-duong", "minh-hoa")


@pytest.fixture(scope="module")
def demo(django_db_setup, django_db_blocker):
    """The demo as it is loaded, once for all tests of this file; they only read."""
    with django_db_blocker.unblock(), transaction.atomic():
        call_command("seed", stdout=StringIO())
        yield
        transaction.set_rollback(True)


def reader(language: str) -> Client:
    client = Client()
    client.cookies["django_language"] = language
    return client


def plain(markup: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", "", markup)).split())


def of_pages(client: Client, slug: str, day: str) -> dict[str, list[str]]:
    """By code of the target the lines of its panel, from the page of each indicator."""
    codes = dict(Target.objects.values_list("pk", "code"))
    indicators = Target.objects.filter(province__slug=slug).values_list("indicator__code", flat=True).distinct()
    found = {}
    for indicator in indicators:
        page = client.get(f"/provinces/{slug}/indicators/{indicator}/{day}").content.decode()
        for panel in PANEL.finditer(page):
            steps = [f"{n}. {plain(a)}: {plain(b)}" for n, (a, b) in enumerate(STEP.findall(panel["steps"]), start=1)]
            found[codes[int(panel["key"])]] = [plain(panel["title"]), *steps, plain(panel["verdict"])]
    return found


def of_excel(client: Client, slug: str, day: str) -> dict[str, list[str]]:
    table = load_workbook(BytesIO(client.get(f"/provinces/{slug}/targets.xlsx{day}").content)).active
    rows = table.iter_rows(min_row=targets_xlsx.HEAD_ROW + 1, values_only=True)
    return {row[CODE]: row[WHY].splitlines() for row in rows}


def of_word(client: Client, slug: str, day: str) -> list[list[str]]:
    """The lines of the annex, which begins a page, target by target, in its order."""
    paragraphs = Document(BytesIO(client.get(f"/provinces/{slug}/targets.docx{day}").content)).paragraphs
    start = next(place for place, each in enumerate(paragraphs) if each.paragraph_format.page_break_before)
    found: list[list[str]] = []
    for paragraph in paragraphs[start:]:
        if paragraph._p.pPr is not None and paragraph._p.pPr.find(qn("w:outlineLvl")) is not None:
            found.append([])
        elif found:
            found[-1].append(paragraph.text)
    return found


def of_data(client: Client, slug: str, day: str) -> dict[str, list[str]]:
    found = client.get(f"/api/v1/provinces/{slug}/targets/{day}").json()["targets"]
    return {each["code"]: _lines(each["why"]) for each in found}


def _lines(why: dict) -> list[str]:
    steps = [f"{number}. {step['label']}: {step['text']}" for number, step in enumerate(why["steps"], start=1)]
    return [why["title"], *steps, why["verdict"]]


@pytest.mark.parametrize(
    ("slug", "language", "day"),
    [
        ("hai-duong", "vi", ""),
        ("hai-duong", "en", "?as_of=2023-12-31"),
        ("minh-hoa", "vi", "?as_of=2023-12-31"),
        ("minh-hoa", "en", ""),
    ],
)
def test_the_reasons_are_the_same_everywhere(demo, slug, language, day):
    client = reader(language)
    data = of_data(client, slug, day)
    assert of_pages(client, slug, day) == data
    assert of_excel(client, slug, day) == data
    assert of_word(client, slug, day) == list(data.values())


def test_no_target_is_left_out(demo):
    """Every judged target of the country belongs to the provinces compared above, and is compared."""
    targets = Target.objects.filter(kind=TargetKind.TARGET)
    assert set(targets.values_list("province__slug", flat=True)) == set(SLUGS)
    compared = {code for slug in SLUGS for code in of_data(reader("vi"), slug, "")}
    assert compared == set(targets.values_list("code", flat=True))


@pytest.mark.parametrize("slug", SLUGS)
def test_the_headings_of_a_page_tell_its_targets_apart(demo, slug):
    """Three documents may set a target for one milestone: each heading names its own."""
    indicators = dict(Target.objects.values_list("code", "indicator__code"))
    found = [(indicators[code], lines[0]) for code, lines in of_data(reader("vi"), slug, "").items()]
    assert [each for each in found if found.count(each) > 1] == []


def test_the_languages_differ(demo):
    """The comparison reads words, not codes."""
    vietnamese, english = (of_data(reader(language), "minh-hoa", "") for language in ("vi", "en"))
    assert vietnamese.keys() == english.keys()
    assert [code for code in vietnamese if vietnamese[code][0] == english[code][0]] == []


def test_a_province_without_targets_has_files_too(demo):
    place = Province.objects.get(slug="ha-noi")
    client = reader("vi")
    assert of_data(client, place.slug, "") == of_excel(client, place.slug, "") == {}
    assert client.get(f"/provinces/{place.slug}/targets.docx").status_code == 200
