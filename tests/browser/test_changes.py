"""What changed since the last meeting: beside the answer, and on a page of its own."""

from playwright.sync_api import Page, expect

DAY = "as_of=2026-11-20"


def test_the_overview_says_what_changed_and_leads_to_all_of_it(page: Page, sign_in, base_url):
    page.context.add_cookies([{"name": "django_language", "value": "en", "url": base_url}])
    sign_in(page, "reader.mh")
    page.goto(f"/?{DAY}")
    card = page.locator("[data-part]")
    expect(card.get_by_role("heading")).to_have_text("Changed since the meeting of 14/8/2026")
    moved = card.get_by_role("listitem").filter(has_text="Share of provincial-level work files processed online")
    expect(moved).to_contain_text("On track")
    expect(moved).to_contain_text("Going backward")
    expect(moved).to_contain_text("new figure 69.8% (Q3 2026), before 75.5%")

    card.get_by_role("link", name="All changes, other days").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("What changed since 14/8/2026")
    page.get_by_label("Since").fill("2024-06-28")
    page.get_by_role("button", name="Show").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("What changed since 28/6/2024")
    edited = page.get_by_role("region", name="Targets set or edited").get_by_role("row").filter(has_text="at least 80%")
    expect(edited.filter(has_text="at least 75%")).to_contain_text("15/7/2024")


def test_without_a_script_the_newest_figures_stand_there_with_the_way_to_the_rest(browser, base_url):
    context = browser.new_context(java_script_enabled=False, base_url=base_url)
    page = context.new_page()
    page.goto(f"/provinces/minh-hoa/?{DAY}")
    card = page.locator("[data-part]")
    expect(card.get_by_role("listitem").first).to_contain_text("20/10/2026")
    card.get_by_role("link").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("14/8/2026")
    context.close()
