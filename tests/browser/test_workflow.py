"""An officer enters a figure, a reviewer returns it, it is corrected and published, and the chart moves."""

from django.urls import reverse
from playwright.sync_api import Page, expect

from tests.browser.journeys import act_as, publish
from tests.browser.words import vi

SHEET = "/entry/minh-hoa/2026-Q3/"
REVIEW = "/review/minh-hoa/2026-Q3/"
NAME = "Tỷ lệ văn bản trao đổi điện tử giữa các cơ quan"
SERIES = "/provinces/minh-hoa/indicators/vb-dien-tu/"


def published(page: Page) -> list[str]:
    """What the chart says about each published point."""
    return page.evaluate(
        """() => {
            const data = document.getElementById("series-chart");
            const traces = data ? JSON.parse(data.textContent).data : [];
            return traces.filter(trace => trace.legendgroup === "published")
                .flatMap(trace => trace.customdata).filter(Boolean);
        }"""
    )


def enter(page: Page, value: str) -> None:
    page.get_by_role("textbox", name=NAME, exact=True).fill(value)


def row(page: Page):
    return page.get_by_role("row").filter(has_text=NAME)


def test_a_figure_from_the_officer_to_the_chart(page: Page, sign_in):
    page.goto(SERIES)
    assert published(page) == []

    act_as(page, sign_in, "officer.mh", SHEET)
    enter(page, "61,4")
    page.get_by_role("button", name=vi("Save draft")).click()
    expect(page.locator("[data-live]")).to_have_text("Đã lưu tất cả.")
    expect(page.get_by_role("textbox", name=NAME, exact=True)).to_have_value("61,4")
    page.get_by_role("button", name=vi("Submit the sheet")).click()
    expect(page.get_by_role("textbox", name=NAME, exact=True)).to_have_count(0)
    expect(row(page)).to_contain_text("61,4")

    act_as(page, sign_in, "reviewer.mh", REVIEW)
    line = row(page)
    expect(line).to_contain_text("61,4")
    line.locator("summary", has_text=vi("Return", "step")).click()
    line.get_by_label(vi("Why it is returned")).fill("Xem lại số văn bản của tháng 9")
    line.get_by_role("button", name=vi("Return this line")).click()
    expect(page.get_by_role("main")).to_contain_text("Xem lại số văn bản của tháng 9")

    act_as(page, sign_in, "officer.mh", SHEET)
    expect(row(page)).to_contain_text("Xem lại số văn bản của tháng 9")
    enter(page, "61,9")
    page.get_by_role("button", name=vi("Submit the sheet")).click()
    expect(page.get_by_role("textbox", name=NAME, exact=True)).to_have_count(0)
    expect(row(page)).to_contain_text("61,9")

    act_as(page, sign_in, "reviewer.mh", REVIEW)
    row(page).get_by_role("button", name=vi("Approve", "step"), exact=True).click()
    expect(row(page).get_by_role("button", name=vi("Publish", "step"), exact=True)).to_be_visible()
    page.goto(SERIES)
    assert published(page) == []
    page.goto(REVIEW)
    publish(page, row(page))
    expect(row(page)).to_have_count(0)

    page.context.clear_cookies()
    page.goto(SERIES)
    (point,) = published(page)
    assert point.startswith("Quý III/2026: 61,9%")
    expect(page.locator("[data-chart] .main-svg").first).to_be_visible()
    expect(page.locator("#figures").get_by_role("row").filter(has_text="III/2026")).to_contain_text("61,9")


def test_a_number_that_can_be_read_in_two_ways_is_refused_beside_its_field(page: Page, sign_in):
    page.expected.append("422")
    act_as(page, sign_in, "officer.mh", SHEET)
    enter(page, "1,931.5")
    page.get_by_role("button", name=vi("Save draft")).click()
    field = page.get_by_role("textbox", name=NAME, exact=True)
    expect(field).to_have_value("1,931.5")
    expect(field).to_have_attribute("aria-invalid", "true")
    described = field.get_attribute("aria-describedby")
    expect(page.locator(f"#{described}")).to_be_visible()


def test_nobody_approves_what_they_did_not_see(page: Page, sign_in):
    """A stale button does nothing and says so."""
    act_as(page, sign_in, "officer.mh", SHEET)
    enter(page, "61,4")
    page.get_by_role("button", name=vi("Submit the sheet")).click()
    expect(page.get_by_role("textbox", name=NAME, exact=True)).to_have_count(0)
    act_as(page, sign_in, "reviewer.mh", REVIEW)
    approve = page.get_by_role("button", name=vi("Approve", "step"), exact=True)
    form = row(page).locator("form").filter(has=approve)
    form.locator("[name=version]").evaluate("field => field.value = '99'")
    page.expected.append("409")
    form.get_by_role("button").click()
    expect(page.get_by_role("main")).to_contain_text(vi("Not done."))
    page.goto(reverse("indicators:review"))
    expect(page.get_by_role("main")).to_contain_text("Minh Hoạ")
