"""The committee asks why a target fell, the officer answers with a file, the request is closed."""

from pathlib import Path

from playwright.sync_api import Page, expect

from tests import make
from tests.browser.journeys import act_as
from tests.browser.words import vi

SERIES = "/provinces/minh-hoa/indicators/ho-so-tinh/"
QUESTION = "Vì sao quý III giảm?"
ANSWER = "Hai sở chuyển hệ thống, hồ sơ quay về bản giấy trong tháng 8."


def test_from_the_fall_to_the_closing(page: Page, sign_in, axe, tmp_path: Path):
    act_as(page, sign_in, "reader.mh", SERIES)
    page.get_by_role("link", name=vi("Ask for an explanation")).first.click()
    page.get_by_label(vi("What is to be explained")).fill(QUESTION)
    page.get_by_role("button", name=vi("Send the question")).click()
    expect(page.get_by_role("main")).to_contain_text(QUESTION)
    talk = page.url
    axe(page)

    act_as(page, sign_in, "officer.mh", "/")
    page.locator(f"a[href='{talk.removeprefix(page.url.rstrip('/'))}']").click()
    page.get_by_label(vi("Explanation"), exact=True).fill(ANSWER)
    file = tmp_path / "Giải trình.pdf"
    file.write_bytes(make.PDF)
    page.get_by_label(vi("Attachment")).set_input_files(file)
    axe(page)
    page.get_by_role("button", name=vi("Send the answer")).click()
    expect(page.get_by_role("main")).to_contain_text(ANSWER)

    act_as(page, sign_in, "reader.mh", talk)
    with page.expect_download() as waiting:
        page.get_by_role("link", name="Giải trình.pdf").click()
    assert waiting.value.suggested_filename == "Giải trình.pdf"
    axe(page)
    page.get_by_role("button", name=vi("Close", "step"), exact=True).click()
    expect(page.get_by_role("status")).to_contain_text(vi("Closed."))

    page.goto(SERIES)
    card = page.locator("#requests")
    expect(card).to_contain_text(QUESTION)
    expect(card).to_contain_text(ANSWER)

    page.context.clear_cookies()
    page.goto(SERIES)
    expect(page.locator("#figures")).to_be_visible()
    expect(page.locator("#requests")).to_have_count(0)
