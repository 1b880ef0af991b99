"""Who does this best: choosing provinces without a script, reading the diagram by keyboard."""

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.words import vi


@pytest.fixture
def without_scripts(browser: Browser, base_url):
    context = browser.new_context(java_script_enabled=False, base_url=base_url)
    yield context.new_page()
    context.close()


def test_provinces_are_ticked_in_the_list_and_stand_side_by_side(without_scripts: Page):
    page = without_scripts
    page.goto("/provinces/?as_of=2025-06-30")
    for name in ("Hải Dương", "Hà Giang"):
        page.get_by_label(vi("Compare %(name)s") % {"name": name}, exact=True).check()
    page.get_by_role("button", name=vi("Compare", "button")).first.click()
    expect(page).to_have_url(re.compile("/compare/"))
    expect(page.get_by_role("heading", level=1)).to_contain_text("Hà Giang")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Hải Dương")
    expect(page.get_by_role("img").first).to_be_visible()


def test_a_province_is_taken_out_and_another_added(page: Page):
    page.goto("/compare/?provinces=hai-duong,hai-phong-2008,ha-giang&indicator=dti-rank")
    page.get_by_role("link", name=re.compile("Hà Giang.*" + vi("take out"))).click()
    expect(page).to_have_url(re.compile("provinces=hai-duong,hai-phong-2008&indicator=dti-rank"))
    page.get_by_label(vi("Add")).select_option("quang-ninh")
    page.get_by_role("button", name=vi("Compare", "button")).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Quảng Ninh")


def test_the_diagram_is_walked_by_keyboard_and_skipped(page: Page):
    page.goto("/indicators/dti-rank/")
    tile = page.get_by_role("group").get_by_role("link", name=re.compile("^Hà Giang:")).first
    tile.focus()
    page.keyboard.press("Tab")
    expect(
        page.get_by_role("group").get_by_role("link", name=re.compile("^Tuyên Quang:|^Cao Bằng:")).first
    ).to_be_focused()
    page.get_by_role("link", name=vi("Skip the diagram, to the table")).focus()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("#ranking$"))


def test_the_islands_are_always_drawn_and_labelled(page: Page):
    for path in (
        "/indicators/dti-rank/",
        "/indicators/dti-rank-34/",
        "/provinces/",
        "/provinces/?as_of=2025-06-30",
        "/",
    ):
        page.goto(path)
        for name in ("Hoàng Sa", "Trường Sa"):
            expect(page.locator("svg.tiles:visible text", has_text=name).first).to_be_visible()
        caption = page.get_by_text(re.compile("Sơ đồ ô lưới, không phải bản đồ địa giới hành chính"))
        expect(caption.first).to_be_visible()
