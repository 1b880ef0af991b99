"""A meeting with the projector: slides that are read from the last row, turned by keys or by links."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.words import vi

HALL, SMALL = {"width": 1920, "height": 1080}, {"width": 1280, "height": 720}
SMALLEST = 24
"""Pixels of a letter that is read from the back of a room, on a screen of 1280 × 720."""
FONT_SIZES = """() => {
    const sizes = {};
    for (const element of document.querySelectorAll("body *")) {
        if (element.closest(".visually-hidden, .skip, noscript, script") || !element.getClientRects().length) continue;
        for (const node of element.childNodes) {
            if (node.nodeType === Node.TEXT_NODE && node.textContent.trim())
                sizes[node.textContent.trim()] = parseFloat(getComputedStyle(element).fontSize);
        }
    }
    return sizes;
}"""


def assert_one_screen(page: Page) -> None:
    whole = page.evaluate("[document.scrollingElement.scrollWidth, document.scrollingElement.scrollHeight]")
    size = page.viewport_size
    assert whole[0] <= size["width"] and whole[1] <= size["height"], f"{page.url}: {whole} of {size}"


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("size", [HALL, SMALL], ids=["hall", "small"])
@pytest.mark.parametrize("person", ["", "reader.mh"])
def test_every_slide_is_one_screen_in_large_letters(page: Page, sign_in, base_url, person, size, language):
    page.context.add_cookies([{"name": "django_language", "value": language, "url": base_url}])
    page.set_viewport_size(size)
    if person:
        sign_in(page, person)
    page.goto("/?present=1")
    while True:
        assert_one_screen(page)
        if not page.locator("[data-chart]").count():
            small = {text: px for text, px in page.evaluate(FONT_SIZES).items() if px < SMALLEST}
            assert small == {}, page.url
        following = page.locator("[rel=next]")
        if not following.count():
            return
        page.goto(following.get_attribute("href"))


def press(page: Page, key: str, address) -> None:
    """Press a key of the slides once their script runs, and wait for the page it leads to."""
    page.wait_for_load_state()
    page.keyboard.press(key)
    page.wait_for_url(address)


def test_keys_turn_and_leave(page: Page):
    page.set_viewport_size(SMALL)
    page.goto("/provinces/hai-duong/?as_of=2025-06-30")
    page.get_by_role("link", name=vi("Present", "button")).click()
    page.wait_for_url(re.compile(r"/provinces/hai-duong/\?as_of=2025-06-30&present=1$"))
    expect(page.locator(".slide__marks")).to_contain_text("30/6/2025")

    press(page, "ArrowRight", re.compile(r"pillar=.*as_of=2025-06-30"))
    press(page, "PageDown", re.compile("part=2"))
    press(page, "PageUp", lambda url: "part=2" not in url)
    first = re.compile(r"/provinces/hai-duong/\?present=1&as_of=2025-06-30$")
    press(page, "ArrowLeft", first)

    page.keyboard.press("Control+ArrowRight")
    expect(page).to_have_url(first)
    press(page, "Escape", re.compile(r"/provinces/hai-duong/\?as_of=2025-06-30$"))
    expect(page.get_by_role("navigation", name=vi("Main", "navigation"))).to_be_visible()


def test_the_links_are_enough_without_script(browser, base_url, page: Page):
    with browser.new_context(java_script_enabled=False, base_url=base_url) as context:
        plain = context.new_page()
        plain.goto("/?present=1")
        for _slide in range(3):
            before = plain.url
            plain.locator("[rel=next]").click()
            plain.wait_for_url(lambda url, before=before: url != before)
        plain.locator("[rel=prev]").click()
        plain.get_by_role("link", name=vi("Leave", "present mode")).click()
        expect(plain).to_have_url(re.compile(r"/provinces/hai-duong/(\?pillar=.*)?$"))


def test_tab_reaches_the_links_in_order(page: Page):
    page.goto("/agreements/hd-viettel/?present=1")
    links = [vi("Leave", "present mode"), vi("Previous", "slide"), vi("Next", "slide")]
    bar = page.get_by_role("navigation", name=vi("Slides")).get_by_role("link")
    assert [each.inner_text().strip().partition("\n")[0].partition(":")[0] for each in bar.all()] == links
    bar.first.focus()
    page.keyboard.press("Tab")
    expect(bar.nth(1)).to_be_focused()


def test_the_chart_is_drawn_large(page: Page):
    page.set_viewport_size(SMALL)
    page.goto("/provinces/hai-duong/indicators/dti-rank/?present=1")
    drawn = page.locator("[data-chart] .main-svg").first
    expect(drawn).to_be_visible()
    tick = page.locator("[data-chart] .xtick text").first
    assert tick.evaluate("text => text.getBoundingClientRect().height / text.getBBox().height") == pytest.approx(
        2, 0.05
    )
