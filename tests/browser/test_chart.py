"""The chart of a series: what lies ahead is drawn, the drawing is saved without a network, and fits the sheet."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

ADDRESS = "/provinces/minh-hoa/indicators/ho-so-tinh/"
TITLE = "Số liệu minh hoạ, không trích dẫn."


def open_chart(page: Page):
    page.goto(ADDRESS)
    drawn = page.locator("[data-chart] .main-svg").first
    expect(drawn).to_be_visible()
    return drawn


def test_the_line_ahead_is_drawn_dotted_and_said_in_words(page: Page):
    open_chart(page)
    expect(page.locator('[data-chart] .js-line[style*="1px, 5px"]').first).to_be_visible()
    expect(page.locator(".outlook a[href$='#recent-pace']")).to_be_visible()
    page.locator(".outlook a[href$='#recent-pace']").click()
    expect(page.locator("#recent-pace")).to_be_visible()


@pytest.mark.parametrize(("kind", "start"), [("png", b"\x89PNG"), ("svg", b"<svg")])
def test_the_drawing_is_saved_in_the_browser_with_a_keyboard(page: Page, kind, start):
    open_chart(page)
    page.locator(f"[data-save={kind}]").focus()
    with page.expect_download() as waiting:
        page.keyboard.press("Enter")
    saved = Path(waiting.value.path()).read_bytes()
    assert waiting.value.suggested_filename.startswith("minh-hoa-ho-so-tinh-")
    assert saved.startswith(start)
    assert waiting.value.url.startswith(("blob:", "data:"))
    if kind == "svg":
        drawing = saved.decode()
        assert TITLE in drawing
        # Not cut off at the edge: the base line of the first line lies a letter below it.
        assert float(re.search(r'class="gtitle"[^>]* y="([\d.]+)"', drawing)[1]) > 20


def test_on_paper_the_drawing_fits_the_sheet(page: Page):
    drawn = open_chart(page)
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    expect(drawn).to_have_attribute("width", "640")
    page.evaluate("window.dispatchEvent(new Event('afterprint'))")
    expect(drawn).not_to_have_attribute("width", "640")
