"""A member of the steering committee goes from a red target to the words of its source."""

import re

from playwright.sync_api import Page, expect

from tests.browser.words import vi


def test_from_the_red_target_to_its_source(page: Page, sign_in):
    sign_in(page, "reader.hd")
    expect(page.get_by_role("heading", level=1)).to_have_text("Tỉnh Hải Dương đến 30/6/2025")
    expect(page.get_by_role("main")).to_contain_text("Trong 21 chỉ tiêu, 1 không đạt")

    red = page.get_by_role("article").filter(has_text="Không đạt").first
    expect(red).to_contain_text("26/63")
    red.get_by_role("link").first.click()

    expect(page).to_have_url(re.compile("/provinces/hai-duong/indicators/dti-rank/$"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Thứ hạng chuyển đổi số cấp tỉnh (DTI)")
    expect(page.locator("[data-chart] .main-svg").first).to_be_visible()

    why = page.get_by_role("group").filter(has_text="Vì sao “Không đạt mốc 2023”?").get_by_role("listitem")
    expect(why.filter(has_text="Mục tiêu")).to_contain_text("Nhóm 15 trên 63, đến hết năm 2023 (Thỏa thuận FPT)")
    expect(why.filter(has_text="Thực hiện")).to_contain_text("26/63 (DTI 2023, công bố tháng 2/2025)")
    expect(why.last).to_contain_text("kỳ đến hạn đã qua và chưa đạt chỉ tiêu (26 > 15)")

    decided = page.locator("#figures").get_by_role("row").filter(has=page.get_by_role("rowheader", name="2023"))
    expect(decided).to_contain_text("26/63")
    proof = decided.locator("xpath=following-sibling::tr[1]").get_by_role("group")
    note = proof.get_by_text("Hạng là thứ tự giá trị trong bảng chép lại")
    expect(note).to_be_hidden()
    proof.locator("summary", has_text="Bảng 1: DTI 2022–2024, 63 tỉnh").click()
    expect(note).to_be_visible()


def test_the_words_of_the_source_unfold(page: Page):
    quote = "tỉnh Hải Dương đang giữ vị trí thứ 14 cả nước với giá trị 0,4843"
    page.goto("/provinces/hai-duong/indicators/dti-rank/")
    proof = page.locator("#figures").get_by_role("group").filter(has_text=quote).last
    expect(proof.get_by_text(quote).first).to_be_hidden()
    proof.locator("summary").click()
    expect(proof.get_by_text(quote).first).to_be_visible()


def test_the_chart_draws_what_the_table_says(page: Page):
    page.goto("/provinces/hai-duong/indicators/dti-rank/")
    drawn = page.locator("[data-chart] .main-svg").first
    expect(drawn).to_be_visible()
    points = page.evaluate(
        """() => JSON.parse(document.getElementById("series-chart").textContent).data
            .filter(trace => trace.legendgroup === "published").flatMap(trace => trace.text).filter(Boolean)"""
    )
    assert points == ["14", "14", "13", "26", "19"]
    targets = page.get_by_role("region", name=vi("Chart")).locator("svg")
    for words in ("Nhóm 15, đến hết năm 2023", "Nhóm 20, đến năm 2025", "Nhóm 15, đến năm 2030"):
        expect(targets.filter(has_text=words).first).to_be_visible()
