"""The admin revises a target by a decision; the chart keeps the old one beside the new."""

from playwright.sync_api import Page, expect

from indicators.models import Target
from tests.browser.words import vi

SERIES = "/provinces/minh-hoa/indicators/ho-so-tinh/"


def versions(page: Page) -> list[str]:
    page.goto(SERIES)
    history = page.locator("section", has=page.get_by_role("heading", name=vi("How the target changed")))
    return history.locator("tbody tr td:first-child").all_inner_texts()


def save(page: Page) -> None:
    page.locator("[name=_save]").click()


def test_a_target_is_revised_by_a_decision_only(page: Page, sign_in):
    target = Target.objects.get(province__slug="minh-hoa", indicator__code="ho-so-tinh")
    assert versions(page) == []
    sign_in(page, "admin")

    page.goto(f"/admin/indicators/target/{target.pk}/change/")
    page.locator("[name=value]").fill("82,5")
    save(page)
    expect(page.locator(".errornote")).to_be_visible()
    expect(page.locator(".field-revision_reason .errorlist")).to_be_visible()
    target.refresh_from_db()
    assert (target.value, target.revisions.count()) == (90, 1)

    page.locator("[name=revision_reason]").fill("Điều chỉnh theo kế hoạch mới")
    page.locator(".field-revision_document .select2-selection").click()
    page.locator(".select2-search__field").last.fill("mh-nq-2021")
    page.locator(".select2-results__option", has_text="Nghị quyết 15/3/2021").click()
    expect(page.locator(".field-revision_document .select2-selection")).to_contain_text("Nghị quyết 15/3/2021")
    page.locator("[name=effective_on]").fill("1/10/2026")
    save(page)
    expect(page.locator(".messagelist .success")).to_be_visible()

    now, was = versions(page)
    assert "82,5%" in now
    assert "90%" in was
    drawn = page.evaluate(
        """() => JSON.parse(document.getElementById("series-chart").textContent).data
            .filter(trace => trace.customdata && trace.mode === "lines" && trace.line.dash !== "1px,5px")
            .map(trace => trace.y)"""
    )
    assert drawn == [[90, 90, 82.5], [82.5, 82.5]]
