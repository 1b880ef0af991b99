"""An index of units: a round opened, a unit scored with evidence and assessed with a reason, the ranking published."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from dtracker.places.models import OrgUnit, Province
from indicators.models import ScoreFile, UnitIndex
from tests import make, scoring_rows
from tests.browser.journeys import act_as, look
from tests.browser.words import vi

AT = "/index/mh-nho/"


@pytest.fixture
def lines(transactional_db) -> dict[str, str]:
    """A small index of Tỉnh Minh Hoạ for its two centres; the beginning of the names of its fields by criterion."""
    index = UnitIndex.objects.create(
        province=Province.objects.get(slug="minh-hoa"), code="mh-nho", name_vi="Bộ chỉ số nhỏ", name_en="Small index"
    )
    method = scoring_rows.method_of(index, kinds="centre")
    return {each.number: f"c{each.pk}" for each in method.criteria.all()}


@pytest.fixture
def decision(tmp_path: Path) -> Path:
    path = tmp_path / "Quyết định 5.pdf"
    path.write_bytes(make.PDF)
    return path


def press(page: Page, words: str, context: str | None = None) -> None:
    with page.expect_navigation():
        page.get_by_role("button", name=vi(words, context), exact=True).click()


def test_from_the_opening_of_a_round_to_the_ranking(page: Page, sign_in, axe, lines, decision):
    scored, other = OrgUnit.objects.filter(province__slug="minh-hoa", kind="centre").order_by("name_vi")

    act_as(page, sign_in, "reviewer.mh", "/index/")
    page.locator(f"a[href='{AT}open/']").click()
    look(page, axe)
    page.get_by_label(vi("Year"), exact=True).fill("2025")
    page.get_by_label(other.name_vi).uncheck()
    press(page, "Open the round")
    expect(page).to_have_url(re.compile(f"{AT}2025/assess/$"))

    act_as(page, sign_in, "officer.mh", "/")
    waiting = page.locator("li", has=page.locator(f"a[href='{AT}2025/score/{scored.code}/']"))
    waiting.get_by_role("link").click()
    page.locator(f"[name={lines['1.1']}-value]").fill("ba mươi")
    page.locator(f"[name={lines['1.2']}-value]").select_option("1")
    page.locator(f"[name={lines['1.2']}-file]").set_input_files(decision)
    page.locator(f"[name={lines['2.1']}-value]").fill("81")
    page.expected.append("422")
    press(page, "Hand to the assessors")
    line = page.locator(f"#{lines['1.2']}")
    expect(line.get_by_role("link", name=decision.name)).to_have_count(1)
    expect(page.locator(f"#{lines['1.1']}")).to_have_class("is-error")
    look(page, axe)
    page.locator(f"[name={lines['1.1']}-value]").fill("35")
    press(page, "Hand to the assessors")
    expect(page.locator("input[type=file]")).to_have_count(0)
    assert ScoreFile.objects.count() == 1

    act_as(page, sign_in, "reviewer.mh", f"{AT}2025/assess/{scored.code}/")
    with page.expect_download() as fetched:
        page.get_by_role("link", name=decision.name).click()
    assert (fetched.value.suggested_filename, Path(fetched.value.path()).read_bytes()) == (decision.name, make.PDF)
    page.locator(f"[name={lines['1.1']}-value]").fill("30")
    press(page, "End the assessment")
    reason = page.locator(f"[name={lines['1.1']}-note]")
    expect(page.locator(f"#{lines['1.1']}")).to_have_class("is-error")
    look(page, axe)
    reason.fill("Thiếu hai văn bản")
    press(page, "End the assessment")

    act_as(page, sign_in, "officer.mh", f"{AT}2025/score/{scored.code}/")
    expect(page.locator(f"#{lines['1.1']}")).to_contain_text("Thiếu hai văn bản")
    look(page, axe)

    act_as(page, sign_in, "reviewer.mh", f"{AT}2025/assess/")
    look(page, axe)
    page.once("dialog", lambda question: question.accept())
    press(page, "Publish", "step")

    page.context.clear_cookies()
    page.goto(f"{AT}2025/")
    # 30 of 40, 20 of 20, and 27 of 30: 77 of the 90 that a centre can get.
    row = page.get_by_role("row").filter(has_text=scored.name_vi)
    expect(row.first).to_contain_text("85,56")
    expect(page.get_by_role("main")).not_to_contain_text("Thiếu hai văn bản")
    look(page, axe)
    row.first.get_by_role("link").click()
    expect(page.get_by_role("main")).to_contain_text("85,56")
    look(page, axe)


@pytest.mark.parametrize("language", ["vi", "en"])
def test_the_entry_of_the_index_leaves_room_for_all_others(page: Page, sign_in, language, base_url):
    """Readers have the longest entries of all."""
    sign_in(page, "reader.mh")
    page.context.add_cookies([{"name": "django_language", "value": language, "url": base_url}])
    page.goto("/index/")
    for width in (1440, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        entries = page.locator(".nav")
        expect(entries.locator("a[href='/index/']")).to_have_attribute("aria-current", "page")
        assert entries.evaluate("nav => nav.scrollWidth <= nav.clientWidth"), width
    page.set_viewport_size({"width": 390, "height": 844})
    page.locator(".tabbar summary").click()
    expect(page.locator(".tabbar a[href='/index/']")).to_be_visible()
