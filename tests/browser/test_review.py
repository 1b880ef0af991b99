"""Returned and handed over again; a figure with its evidence from the officer's disk to the reader's."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from indicators.models import Evidence
from tests import make
from tests.browser.journeys import act_as, publish
from tests.browser.words import vi

SHEET = "/entry/minh-hoa/2026-Q3/"
REVIEW = "/review/minh-hoa/2026-Q3/"
NAME = "Tỷ lệ văn bản trao đổi điện tử giữa các cơ quan"
OTHER = "Tỷ lệ phủ sóng điện thoại di động"
SKILLS = "Tỷ lệ hộ gia đình có người dùng được các dịch vụ số thiết yếu"
SERIES = "/provinces/minh-hoa/indicators/vb-dien-tu/"


@pytest.fixture
def report(tmp_path: Path) -> Path:
    path = tmp_path / "Báo cáo Quý III năm 2026.pdf"
    path.write_bytes(make.PDF)
    return path


def enter(page: Page, name: str, value: str) -> None:
    page.get_by_role("textbox", name=name, exact=True).fill(value)


def row(page: Page, name: str = NAME):
    return page.get_by_role("row").filter(has_text=name)


def submit_sheet(page: Page) -> None:
    # What was typed last is saved first, so the click is over before the sheet is sent.
    with page.expect_navigation():
        page.get_by_role("button", name=vi("Submit the sheet")).click()


def press(page: Page, words: str, context: str | None = None, within=None) -> None:
    (within or page).get_by_role("button", name=vi(words, context), exact=True).click()


def test_chosen_lines_are_returned_corrected_and_handed_over_again(page: Page, sign_in, axe):
    act_as(page, sign_in, "officer.mh", SHEET)
    enter(page, NAME, "61,4")
    enter(page, OTHER, "95,25")
    submit_sheet(page)
    expect(page.get_by_role("textbox", name=NAME, exact=True)).to_have_count(0)

    act_as(page, sign_in, "reviewer.mh", REVIEW)
    expect(row(page, OTHER)).to_contain_text("95,25")
    row(page).get_by_role("checkbox").check()
    page.locator("summary", has_text=vi("Return several lines…")).click()
    page.expected.append("422")
    press(page, "Return the chosen lines")
    expect(row(page).get_by_role("checkbox")).to_be_checked()
    note = page.locator("#chosen-lines").get_by_label(vi("Why they are returned"))
    expect(note).to_have_attribute("aria-invalid", "true")
    axe(page)
    note.fill("Xem lại mẫu số")
    press(page, "Return the chosen lines")
    expect(row(page)).to_have_count(0)
    expect(page.get_by_role("main")).to_contain_text("Xem lại mẫu số")
    expect(row(page, OTHER)).to_have_count(1)

    act_as(page, sign_in, "officer.mh", SHEET)
    expect(row(page)).to_contain_text("Xem lại mẫu số")
    enter(page, NAME, "66,5")
    submit_sheet(page)

    act_as(page, sign_in, "reviewer.mh", REVIEW)
    expect(row(page)).to_contain_text("61,4 thành 66,5")
    row(page).get_by_role("checkbox").check()
    row(page, OTHER).get_by_role("checkbox").check()
    press(page, "Approve the chosen lines")
    publish(page, row(page))
    expect(row(page)).to_have_count(0)
    expect(row(page, OTHER)).to_have_count(1)


def test_a_figure_with_its_report_from_the_officer_to_the_reader(page: Page, sign_in, axe, report: Path):
    act_as(page, sign_in, "officer.mh", SHEET)
    enter(page, NAME, "61,4")
    press(page, "Save draft")
    row(page).get_by_role("link", name=vi("History, evidence")).click()
    page.get_by_label(vi("File"), exact=True).set_input_files(report)
    press(page, "Add the file")
    card = page.locator("#evidence")
    expect(card.get_by_role("link", name=report.name)).to_have_count(1)
    page.get_by_label(vi("File"), exact=True).set_input_files(report)
    page.expected.append("422")
    press(page, "Add the file")
    expect(card).to_contain_text(report.name)
    expect(page.get_by_label(vi("File"), exact=True)).to_have_attribute("aria-invalid", "true")
    axe(page)
    page.goto(SHEET)
    submit_sheet(page)

    act_as(page, sign_in, "reviewer.mh", REVIEW)
    with page.expect_download() as waiting:
        row(page).get_by_role("link", name=report.name).click()
    assert waiting.value.suggested_filename == report.name
    assert Path(waiting.value.path()).read_bytes() == make.PDF
    press(page, "Approve", "step", within=row(page))
    publish(page, row(page))
    expect(row(page)).to_have_count(0)

    page.context.clear_cookies()
    page.goto(SERIES)
    address = f"/evidence/{Evidence.objects.get(file_name=report.name).pk}/"
    link = page.locator(f'a[href="{address}"]')
    link.evaluate("node => { node.closest('details').open = true; }")
    with page.expect_download() as waiting:
        link.click()
    assert Path(waiting.value.path()).read_bytes() == make.PDF


def test_what_is_no_document_is_refused_beside_the_field(page: Page, sign_in, tmp_path: Path):
    page.expected.append("422")
    trick = tmp_path / "Báo cáo.pdf"
    trick.write_text("<html><script>document.title = 'taken over'</script></html>")
    act_as(page, sign_in, "officer.mh", SHEET)
    enter(page, NAME, "61,4")
    press(page, "Save draft")
    row(page).get_by_role("link", name=vi("History, evidence")).click()
    field = page.get_by_label(vi("File"), exact=True)
    field.set_input_files(trick)
    press(page, "Add the file")
    expect(field).to_have_attribute("aria-invalid", "true")
    assert not Evidence.objects.filter(file_name=trick.name).exists()


def test_an_approval_given_by_mistake_is_taken_back_after_a_question(page: Page, sign_in, axe):
    act_as(page, sign_in, "officer.mh", SHEET)
    enter(page, SKILLS, "61,4")
    submit_sheet(page)

    act_as(page, sign_in, "reviewer.mh", REVIEW)
    press(page, "Approve", "step", within=row(page, SKILLS))
    row(page, SKILLS).locator("summary", has_text=vi("Undo the approval")).click()
    axe(page)
    row(page, SKILLS).get_by_label(vi("Why the approval is taken back")).fill("Duyệt nhầm dòng")
    page.once("dialog", lambda question: question.dismiss())
    press(page, "Take the approval back", within=row(page, SKILLS))
    expect(row(page, SKILLS).get_by_role("button", name=vi("Publish", "step"), exact=True)).to_be_visible()
    page.once("dialog", lambda question: question.accept())
    press(page, "Take the approval back", within=row(page, SKILLS))
    expect(row(page, SKILLS)).to_contain_text("Duyệt nhầm dòng")
    expect(row(page, SKILLS).get_by_role("button", name=vi("Approve", "step"), exact=True)).to_be_visible()
