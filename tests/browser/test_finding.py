"""Finding one's way: language, search, keyboard."""

import re

from playwright.sync_api import Page, expect

from tests.browser.words import vi


def test_the_language_is_switched_on_the_spot(page: Page):
    page.goto("/provinces/hai-duong/")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Tỉnh Hải Dương")
    page.get_by_role("button", name="English").click()
    expect(page).to_have_url(re.compile("/provinces/hai-duong/$"))
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Hai Duong Province")
    page.get_by_role("button", name="Tiếng Việt").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Tỉnh Hải Dương")


def test_a_province_is_found_without_diacritics(page: Page):
    page.goto("/")
    page.get_by_role("searchbox").fill("hai duong")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/search/\?q=hai\+duong$"))
    page.get_by_role("main").get_by_role("link", name=re.compile("Hải Dương")).first.click()
    expect(page).to_have_url(re.compile("/provinces/hai-duong/$"))


def test_by_keyboard_to_the_first_target(page: Page, sign_in):
    sign_in(page, "reader.hd")
    page.goto("/")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name=vi("Skip to the content"))).to_be_focused()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("#content$"))
    first = page.get_by_role("article").first.get_by_role("link").first
    for _press in range(40):
        page.keyboard.press("Tab")
        if first.evaluate("link => link === document.activeElement"):
            break
    expect(first).to_be_focused()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/provinces/hai-duong/indicators/dti-rank/$"))
