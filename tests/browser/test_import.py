"""Out as a workbook, in with three planted errors, corrected, imported, submitted and published."""

from pathlib import Path

from openpyxl import load_workbook
from playwright.sync_api import Page, expect

from indicators.imports.columns import name_of
from tests.browser.journeys import publish
from tests.browser.words import vi

SHEET = "/entry/minh-hoa/2026-Q3/"
REVIEW = "/review/minh-hoa/2026-Q3/"
NAME = "Tỷ lệ văn bản trao đổi điện tử giữa các cơ quan"
CODE = "vb-dien-tu"
PLANTED = ("1,931.5", 101, True)
EXPECTED = (
    vi("Write a dot between groups of three digits and a comma before the decimals."),
    "Giá trị nằm từ 0 đến 100.",
    "không phải số",
)


class Book:
    """The template as a person in front of Excel sees it: rows by code, cells by header, what is open to type in."""

    def __init__(self, path: Path):
        self.path, self.book = path, load_workbook(path)
        self.table = self.book.worksheets[1]
        self.columns = {name_of(cell.value): cell.column for cell in self.table[1]}
        self.rows = {row[self.columns["indicator"] - 1].value: row[0].row for row in self.table.iter_rows(min_row=2)}

    def cell(self, code: str, name: str):
        return self.table.cell(self.rows[code], self.columns[name])

    def empty(self) -> list[str]:
        """Shares that can be filled in and are not."""
        cells = {code: self.cell(code, "value") for code in self.rows if self.cell(code, "measure").value == "%"}
        return [code for code, cell in cells.items() if cell.value is None and not cell.protection.locked]

    def save(self) -> Path:
        self.book.save(self.path)
        return self.path


def upload(page: Page, path: Path) -> None:
    page.goto("/import/")
    page.get_by_label(vi("Excel or CSV file")).set_input_files(path)
    page.get_by_role("button", name=vi("Upload and look")).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(vi("Preview of the file"))


def row(page: Page):
    return page.get_by_role("row").filter(has_text=NAME)


def test_a_workbook_from_the_officer_to_the_reader(page: Page, sign_in, axe, tmp_path):
    sign_in(page, "officer.mh")
    page.goto(SHEET)
    with page.expect_download() as download:
        page.get_by_role("link", name=vi("Download as Excel")).click()
    path = tmp_path / download.value.suggested_filename
    download.value.save_as(path)

    book = Book(path)
    book.cell(CODE, "value").value = 0.619
    book.cell(CODE, "value").number_format = "0.0%"
    book.cell(CODE, "remark").value = "=Theo báo cáo tháng 9"
    book.cell(CODE, "remark").data_type = "s"
    planted = [code for code in book.empty() if code != CODE][:3]
    for code, wrong in zip(planted, PLANTED, strict=True):
        book.cell(code, "value").value = wrong
    upload(page, book.save())
    errors = page.locator("tr.is-error")
    expect(errors).to_have_count(3)
    for sentence in EXPECTED:
        expect(errors.filter(has_text=sentence)).to_have_count(1)
    expect(page.get_by_role("button", name=vi("Import all"))).to_have_count(0)
    axe(page)

    for code in planted:
        book.cell(code, "value").value = None
    upload(page, book.save())
    expect(row(page)).to_contain_text("61,9%")
    page.get_by_role("button", name=vi("Import all")).click()
    expect(page.get_by_role("main")).to_contain_text(vi("This file is imported"))
    page.goto(SHEET)
    expect(page.get_by_role("textbox", name=NAME, exact=True)).to_have_value("61,9")
    page.get_by_role("button", name=vi("Submit the sheet")).click()
    expect(page.get_by_role("textbox", name=NAME, exact=True)).to_have_count(0)

    page.context.clear_cookies()
    sign_in(page, "reviewer.mh")
    page.goto(REVIEW)
    expect(row(page)).to_contain_text("=Theo báo cáo tháng 9")
    row(page).get_by_role("button", name=vi("Approve", "step"), exact=True).click()
    publish(page, row(page))
    expect(row(page)).to_have_count(0)

    page.context.clear_cookies()
    page.goto(f"/provinces/minh-hoa/indicators/{CODE}/")
    expect(page.locator("#figures").get_by_role("row").filter(has_text="III/2026")).to_contain_text("61,9")
