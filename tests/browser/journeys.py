"""What journeys of several people share: who acts now, how a line is published, how a page on the way is looked at."""

from playwright.sync_api import Locator, Page

from tests.browser.words import vi

SIZES = (390, 1440)


def act_as(page: Page, sign_in, username: str, path: str) -> None:
    page.context.clear_cookies()
    sign_in(page, username)
    page.goto(path)


def publish(page: Page, line: Locator) -> None:
    """A line of a review, for good: so the page asks once more."""
    page.once("dialog", lambda question: question.accept())
    line.get_by_role("button", name=vi("Publish", "step"), exact=True).click()


def look(page: Page, axe) -> None:
    """Accessible on a phone and on a desk, and never wider than the screen."""
    for width in SIZES:
        page.set_viewport_size({"width": width, "height": 900})
        axe(page)
        assert page.evaluate("document.scrollingElement.scrollWidth") <= width
