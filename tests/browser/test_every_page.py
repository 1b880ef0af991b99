"""Every kind of page as a browser sees it: accessible, quiet in the console, no wider than a phone."""

import pytest
from django.urls import resolve
from playwright.sync_api import Page, expect

from tests.url_rules import RULES

DESKTOP, PHONE = {"width": 1440, "height": 900}, {"width": 390, "height": 844}
READING = [
    "/",
    "/?horizon=2025&pillar=chinh-quyen-so",
    "/changes/",
    "/changes/?province=minh-hoa&since=2024-06-28",
    "/changes/?province=hai-duong&since=1990-01-01",
    "/provinces/",
    "/provinces/hai-duong/",
    "/provinces/minh-hoa/",
    "/indicators/",
    "/indicators/dti-rank/",
    "/indicators/dti-rank-34/",
    "/indicators/ho-so-tinh/",
    "/compare/",
    "/compare/?provinces=hai-duong,hai-phong-2008,ha-giang,quang-ninh&indicator=dti-rank",
    "/provinces/hai-phong/lineage/",
    "/provinces/minh-hoa/units/",
    "/provinces/minh-hoa/units/mh-so-y-te/",
    "/workbench/dti/?province=hai-duong&year=2022&dti-comp-hd-kts-value=0,7836&dti-comp-hd-cqs-value=2",
    "/workbench/dti/?province=hai-duong&year=2024",
    "/index/",
    "/index/mh-cds/2025/",
    "/index/mh-cds/2025/units/mh-so-khcn/",
    "/provinces/hai-duong/indicators/dti-rank/",
    "/provinces/minh-hoa/indicators/ho-so-tinh/",
    "/agreements/",
    "/agreements/hd-fpt/",
    "/bodies/",
    "/bodies/mh-to-cqs/",
    "/log/",
    "/provinces/minh-hoa/indicators/ho-so-tinh/serving/",
    "/indicators/ho-so-tinh/serving/",
    "/documents/",
    "/documents/bai-000/",
    "/documents/dti-repo/",
    "/search/",
    "/search/?q=hai+duong",
    "/method/",
    "/accounts/login/",
    "/?present=1",
    "/provinces/minh-hoa/?present=1",
    "/provinces/minh-hoa/?present=1&pillar=chinh-quyen-so",
    "/provinces/hai-duong/indicators/dti-rank/?present=1",
    "/indicators/dti-rank/?present=1&province=hai-duong",
    "/agreements/hd-fpt/?present=1",
    "/changes/?present=1&province=minh-hoa&since=2024-06-28",
]
RANKINGS = ["/indicators/dti-rank/", "/indicators/dti-rank-34/"]
IN_BOTH_LANGUAGES = ["/", "/provinces/hai-duong/", "/provinces/hai-duong/indicators/dti-rank/", "/agreements/hd-fpt/"]
WORKING = [
    ("reader.hd", "/"),
    ("officer.mh", "/entry/"),
    ("officer.mh", "/entry/minh-hoa/2026-Q3/"),
    ("admin", "/timeliness/"),
    ("reader.mh", "/timeliness/"),
    ("reviewer.mh", "/review/"),
    ("reviewer.mh", "/review/minh-hoa/2026-Q3/"),
    ("officer.mh", "/index/mh-cds/2026/score/mh-so-tai-chinh/"),
    ("reviewer.mh", "/index/"),
    ("reviewer.mh", "/index/mh-cds/open/"),
    ("reviewer.mh", "/index/mh-cds/2026/assess/"),
    ("reviewer.mh", "/index/mh-cds/2026/assess/mh-so-cong-thuong/"),
    ("secretary.mh", "/tasks/"),
    ("secretary.mh", "/tasks/board/"),
    ("secretary.mh", "/tasks/timeline/"),
    ("secretary.mh", "/tasks/timeline/?as_of=2026-10-01"),
    ("secretary.mh", "/tasks/import/"),
    ("secretary.mh", "/tasks/mh-nv-mo-tai-khoan/"),
    ("secretary.mh", "/tasks/mh-nv-mo-tai-khoan/edit/"),
    ("reviewer.mh", "/tasks/mh-nv-quy-che-ho-so/"),
    ("secretary.mh", "/agreements/mh-sao-mai/"),
    ("secretary.mh", "/gaps/"),
    ("secretary.mh", "/log/event/mh-sk-6/"),
    ("secretary.mh", "/log/obstacle/mh-vm-1/edit/"),
    ("secretary.mh", "/bodies/mh-to-cqs/"),
    ("reader.mh", "/explanations/"),
    ("reader.mh", "/explanations/?present=1&province=minh-hoa"),
    ("reader.mh", "/provinces/minh-hoa/indicators/ho-so-tinh/"),
    ("reader.mh", "/provinces/minh-hoa/indicators/ho-so-tinh/ask/mh-ho-so-tinh-2027/"),
    ("officer.mh", "/accounts/password/"),
    ("officer.mh", "/import/"),
    ("secretary.mh", "/tasks/new/"),
    ("secretary.mh", "/log/event/new/"),
]
LINKED = {
    "indicators:figure": ("officer.mh", "/entry/minh-hoa/2026-Q3/", "tr a[href^='/figures/']:not([href$='/correct/'])"),
    "indicators:correct": ("officer.mh", "/entry/minh-hoa/2026-Q3/", "a[href$='/correct/']"),
    "agreements:assign": ("secretary.mh", "/log/event/mh-sk-5/", "a[href^='/log/conclusions/']"),
}
"""Pages with a number in their address, by a link that leads there."""
JOURNEYS = {"indicators:explanation", "indicators:import_preview", "agreements:import_preview"}
"""Looked at by test_explanation.py and test_import.py; the preview of tasks has the frame of the other."""
ADMIN = [
    "/admin/",
    "/admin/indicators/figure/",
    "/admin/indicators/target/?q=ho+so",
    "/admin/indicators/target/add/",
    "/admin/indicators/scoringmethod/add/",
    "/admin/agreements/task/add/",
    "/admin/agreements/body/add/",
    "/admin/accounts/user/add/",
]


def assert_fits(page: Page) -> None:
    wide = page.evaluate("document.scrollingElement.scrollWidth")
    assert wide <= page.viewport_size["width"], f"{page.url} is {wide} px wide"


def look(page: Page, path: str, axe) -> None:
    """Open a page at both widths; charts are drawn before rules and widths are checked."""
    for size in (DESKTOP, PHONE):
        page.set_viewport_size(size)
        page.goto(path)
        for chart in page.locator("[data-chart]").all():
            expect(chart.locator(".main-svg").first).to_be_visible()
        axe(page)
        assert_fits(page)
    # On a phone the content comes first: printing and copying wait in a menu.
    expect(page.locator("main [data-print]:visible")).to_have_count(0)


@pytest.mark.parametrize("path", READING)
def test_reading(page: Page, axe, path):
    look(page, path, axe)


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("path", RANKINGS)
def test_a_ranking_needs_no_scrolling_sideways(page: Page, path, language, base_url):
    page.context.add_cookies([{"name": "django_language", "value": language, "url": base_url}])
    page.set_viewport_size(PHONE)
    page.goto(path)
    widths = page.locator(".table--ranking").evaluate("table => [table.scrollWidth, table.parentElement.clientWidth]")
    assert widths[0] <= widths[1]
    cells = page.locator(".table--ranking td:not(.pick-col)")
    assert cells.evaluate_all("all => all.filter(td => td.scrollWidth > td.clientWidth).map(td => td.innerText)") == []


@pytest.mark.parametrize("path", ["/", "/provinces/hai-duong/"])
def test_on_a_phone_the_answer_comes_before_the_buttons(page: Page, path):
    page.set_viewport_size(PHONE)
    page.goto(path)
    answer, bar = page.locator(".answer").first.bounding_box(), page.locator(".tabbar").bounding_box()
    assert answer["y"] + answer["height"] <= bar["y"]
    printing = page.locator(".head [data-print]:visible")
    expect(printing).to_have_count(0)
    page.locator(".head summary").click()
    expect(printing).to_have_count(1)


@pytest.mark.parametrize("path", IN_BOTH_LANGUAGES)
def test_reading_in_english(page: Page, axe, path, base_url):
    page.context.add_cookies([{"name": "django_language", "value": "en", "url": base_url}])
    look(page, path, axe)
    assert page.locator("html").get_attribute("lang") == "en"


@pytest.mark.parametrize(("username", "path"), WORKING)
def test_working(page: Page, axe, sign_in, username, path):
    sign_in(page, username)
    look(page, path, axe)


@pytest.mark.parametrize("name", LINKED)
def test_behind_a_link(page: Page, axe, sign_in, name):
    username, path, link = LINKED[name]
    sign_in(page, username)
    page.goto(path)
    found = page.locator(link).first.get_attribute("href")
    assert resolve(found).view_name == name
    look(page, found, axe)


def test_the_administration_is_quiet_and_fits(page: Page, sign_in):
    sign_in(page, "admin")
    for path in ADMIN:
        page.goto(path)
        assert_fits(page)


def test_every_page_is_looked_at():
    """A page that is new stands in one of the lists above."""
    paths = READING + [path for _username, path in WORKING]
    looked_at = {resolve(path.partition("?")[0]).view_name for path in paths}
    pages = {name for name, rule in RULES.items() if rule.has_get and rule.is_page}
    assert pages - looked_at == {*LINKED, *JOURNEYS}


def test_what_is_not_there(page: Page, axe):
    page.expected.append("404")
    look(page, "/provinces/atlantis/", axe)


def test_the_page_fixture_notices_what_the_content_policy_blocks(page: Page):
    """Without this, a quiet console could mean that nobody listens."""
    page.goto("/method/")
    blocked = "Content Security Policy"
    page.expected.append(blocked)
    with page.expect_console_message(lambda message: blocked in message.text):
        page.evaluate("() => document.body.append(Object.assign(document.createElement('script'), {text: '1'}))")
    with page.expect_console_message(lambda message: blocked in message.text):
        page.evaluate("() => document.body.setAttribute('style', 'color: red')")
    assert page.evaluate("() => getComputedStyle(document.body).color") != "rgb(255, 0, 0)"
