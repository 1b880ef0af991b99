"""What journeys of several people share: who acts now, and how a page on the way is looked at."""

from playwright.sync_api import Page

SIZES = (390, 1440)


def act_as(page: Page, sign_in, username: str, path: str) -> None:
    page.context.clear_cookies()
    sign_in(page, username)
    page.goto(path)


def look(page: Page, axe) -> None:
    """Accessible on a phone and on a desk, and never wider than the screen."""
    for width in SIZES:
        page.set_viewport_size({"width": width, "height": 900})
        axe(page)
        assert page.evaluate("document.scrollingElement.scrollWidth") <= width
