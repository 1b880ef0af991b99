"""Another day: chosen under the title, said at the top, kept by the links until one asks for today."""

import re

from playwright.sync_api import Page, expect

SAYS_IT = "As of 31/12/2023: figures, targets and names as they were published then."


def english(page: Page, base_url: str) -> None:
    page.context.add_cookies([{"name": "django_language", "value": "en", "url": base_url}])


def test_a_day_is_chosen_kept_and_left_again(page: Page, axe, base_url):
    english(page, base_url)
    page.goto("/provinces/hai-duong/?horizon=2023")
    page.get_by_text("As of another day").click()
    axe(page)
    page.get_by_role("link", name="end of 2023").click()
    expect(page).to_have_url(f"{base_url}/provinces/hai-duong/?horizon=2023&as_of=2023-12-31")
    expect(page.get_by_text(SAYS_IT)).to_be_visible()

    page.locator(".trow__name a").first.click()
    expect(page.get_by_text(SAYS_IT)).to_be_visible()
    page.get_by_role("navigation", name="Main").get_by_role("link", name="Indicators").click()
    expect(page.get_by_text(SAYS_IT)).to_be_visible()
    page.get_by_role("link", name="Show today").click()
    expect(page).to_have_url(re.compile(r"/indicators/\??$"))
    expect(page.get_by_text("As of 31/12/2023")).to_have_count(0)


def test_a_day_is_typed_and_what_changed_since_is_one_step_away(page: Page, base_url):
    english(page, base_url)
    page.goto("/provinces/minh-hoa/")
    page.get_by_text("As of another day").click()
    page.get_by_label("Day", exact=True).fill("2024-06-30")
    page.locator(".days").get_by_role("button", name="Show").click()
    page.get_by_role("link", name="What changed since").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("What changed since 30/6/2024")
    expect(page).to_have_url(f"{base_url}/changes/?since=2024-06-30&province=minh-hoa")


def test_a_wrong_day_leads_on(page: Page, axe, base_url):
    english(page, base_url)
    page.goto("/?as_of=2023-02-30")
    expect(page.get_by_text("There is no day “2023-02-30”: that month ends on 28/2/2023.")).to_be_visible()
    axe(page)
    page.get_by_role("link", name="Show 28/2/2023").click()
    expect(page.get_by_text("As of 28/2/2023")).to_be_visible()
