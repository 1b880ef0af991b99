"""Pages on A4, as Chromium prints them: a province takes one sheet for each pillar, and no column is cut."""

import re

import pytest
from playwright.sync_api import Page, expect

A4_WIDTH = round((210 - 2 * 13) / 25.4 * 96)
"""Pixels between the margins of static/css/print.css."""


def sheets(page: Page) -> int:
    """How many sheets the page takes. Chromium writes one object of type Page for each into its PDF."""
    return len(re.findall(rb"/Type\s*/Page\b", page.pdf(prefer_css_page_size=True, print_background=True)))


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("address", ["/provinces/hai-duong/", "/provinces/minh-hoa/"])
@pytest.mark.parametrize("person", ["", "secretary.mh"])
def test_a_province_takes_its_answer_and_one_sheet_for_each_pillar(
    page: Page, sign_in, base_url, person, address, language
):
    page.context.add_cookies([{"name": "django_language", "value": language, "url": base_url}])
    if person:
        sign_in(page, person)
    page.goto(address)
    pillars = page.locator(".a4").count()
    assert pillars == 5
    assert sheets(page) == 1 + pillars


def test_each_sheet_says_what_it_is(page: Page):
    page.goto("/provinces/minh-hoa/?as_of=2026-06-30")
    page.emulate_media(media="print")
    heads = page.locator(".a4__head")
    count = heads.count()
    for number, head in enumerate(heads.all(), start=2):
        expect(head).to_contain_text(re.compile(rf"Tỉnh Minh Hoạ.*minh hoạ.*30/6/2026.* {number}\D+{count + 1}$"))
    sources = page.locator(".a4__sources")
    assert sources.count() == count
    expect(sources.first).to_be_visible()
    rows = page.locator(".a4 .trow")
    for row in rows.all():
        expect(row.locator(".chip")).not_to_be_empty()
    expect(page.get_by_role("table").filter(has_text="Kinh tế số").first).to_be_visible()


@pytest.mark.parametrize(
    "address",
    [
        "/",
        "/provinces/minh-hoa/",
        "/provinces/hai-duong/indicators/dti-rank/",
        "/indicators/dti-rank/",
        "/agreements/hd-fpt/",
        "/changes/?province=minh-hoa&since=2024-06-28",
        "/compare/?provinces=hai-duong,ha-giang,hai-phong-2008,bac-ninh-2008,ha-noi,da-nang-2008",
    ],
)
def test_nothing_is_wider_than_the_sheet_and_nothing_is_left_to_press(page: Page, address):
    page.set_viewport_size({"width": A4_WIDTH, "height": 1000})
    page.goto(address)
    page.emulate_media(media="print")
    assert page.evaluate("document.scrollingElement.scrollWidth") <= A4_WIDTH
    for each in ("topbar", "tabbar", "foot", "btn", "filters", "cuts"):
        assert (each, page.locator(f".{each}:visible").count()) == (each, 0)
    # Addresses are no noise: what a link says stands there, and its address is not written after it.
    written = page.locator("main a").evaluate_all(
        "all => all.filter(a => getComputedStyle(a, '::after').content.includes(a.getAttribute('href')))"
    )
    assert written == []


def test_tasks_on_paper_lose_no_state_and_nothing_is_ticked(page: Page, sign_in):
    sign_in(page, "secretary.mh")
    page.set_viewport_size({"width": A4_WIDTH, "height": 1000})
    page.emulate_media(media="print")
    page.goto("/tasks/board/")
    states = [each.bounding_box() for each in page.locator(".board > .card").all()]
    assert len(states) == 5
    assert all(box["x"] >= 0 and box["x"] + box["width"] <= A4_WIDTH for box in states)
    page.goto("/tasks/")
    expect(page.locator(".table--tasks tbody td a.strong").first).to_be_visible()
    assert page.locator(".pick-col:visible").count() == 0
    assert page.evaluate("document.scrollingElement.scrollWidth") <= A4_WIDTH
