"""On paper the reasons of every status stand open, in the words that Excel, Word and the data have."""

from playwright.sync_api import Page, expect

READ = """panels => panels.map(panel => ({
  anchor: panel.querySelector(".why__body").id,
  isOpen: panel.open,
  isSeen: [...panel.querySelectorAll("summary h2, .steps li, .verdict")].every(
    each => each.checkVisibility() && each.getBoundingClientRect().height > 0),
  title: panel.querySelector("h2").innerText,
  steps: [...panel.querySelectorAll(".steps li")].map(each => ({
    label: each.querySelector("b").innerText, text: each.querySelector("span").innerText})),
  verdict: panel.querySelector(".verdict").innerText,
}))"""


def test_what_is_printed_is_what_the_data_say(page: Page):
    targets = page.request.get("/api/v1/provinces/minh-hoa/targets/").json()["targets"]
    expected = {each["page"].partition("#")[2]: each["why"] for each in targets}
    page.emulate_media(media="print")
    printed, closed = {}, 0
    for address in dict.fromkeys(each["page"].partition("#")[0] for each in targets):
        page.goto(address)
        for panel in page.locator("details.why").evaluate_all(READ):
            assert panel.pop("isSeen"), (address, panel["title"])
            closed += not panel.pop("isOpen")
            printed[panel.pop("anchor")] = panel
    assert printed == expected
    assert closed > 0  # some are folded on the screen, and are printed all the same


def test_a_link_to_the_reasons_opens_them(page: Page):
    page.goto("/provinces/minh-hoa/")
    row = page.locator(".trow", has_text="Điểm hài lòng").filter(has_text="2025").first
    row.locator(".why-link").click()
    anchor = page.url.partition("#")[2]
    folded = page.locator(f"details.why:has(#{anchor})")
    expect(folded).to_have_attribute("open", "")
    assert page.locator("details.why").first.locator(".why__body").get_attribute("id") != anchor
