"""What a line of the sheet says of itself while another value stands in it than the one that is saved."""

import re
from decimal import Decimal

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from dtracker.accounts.models import User
from dtracker.formats.quarters import Period
from indicators.actions import entering, reviewing
from indicators.models import Evidence, Figure, Indicator
from tests.browser.test_sheet import CODE, SHEET, field, line, stored
from tests.browser.words import vi

SAVED = re.compile(r"Đã lưu \d\d:\d\d")


@pytest.fixture
def sheet(page: Page, sign_in) -> Page:
    sign_in(page, "officer.mh")
    page.goto(SHEET)
    return page


def save(page: Page, value: str) -> None:
    field(page, CODE).fill(value)
    field(page, CODE).press("Enter")
    expect(line(page, CODE).locator(".saved")).to_be_visible()


def test_the_sign_of_saving_goes_with_the_value_it_is_about(sheet):
    sheet.expected.append("422")
    save(sheet, "61,4")
    field(sheet, CODE).fill("150")
    expect(line(sheet, CODE).locator(".saved")).to_be_hidden()
    expect(line(sheet, CODE).locator("[data-change]")).to_be_hidden()
    field(sheet, CODE).press("Enter")
    expect(line(sheet, CODE).locator("[data-said]")).to_contain_text(vi("Not saved."))
    expect(line(sheet, CODE).locator(".saved")).to_be_hidden()
    field(sheet, CODE).press("Escape")
    expect(line(sheet, CODE).locator(".saved")).to_be_visible()
    expect(line(sheet, CODE).locator("[data-said]")).to_be_empty()


def test_an_emptied_line_is_not_entered_any_more(sheet):
    save(sheet, "61,4")
    before = sheet.locator("[data-answered-words]").text_content()
    field(sheet, CODE).fill("")
    field(sheet, CODE).press("Enter")
    expect(line(sheet, CODE).locator("[data-standing]")).to_have_text(vi("Not entered yet"))
    expect(line(sheet, CODE).locator("[data-change]")).to_be_empty()
    expect(sheet.locator("[data-answered-words]")).not_to_have_text(before)
    assert stored(CODE) == (None, "draft", "")


def test_who_empties_a_line_with_evidence_is_asked_once(sheet):
    save(sheet, "61,4")
    figure = Figure.objects.get(province__slug="minh-hoa", year=2026, quarter=3, indicator__code=CODE)
    Evidence.objects.create(figure=figure, url="https://example.vn/bc")
    sheet.reload()
    asked = []

    def answer(dialog):
        asked.append(dialog.message)
        if len(asked) == 1:
            dialog.dismiss()
        else:
            dialog.accept()

    sheet.on("dialog", answer)
    field(sheet, CODE).fill("")
    field(sheet, CODE).press("Enter")
    expect(field(sheet, CODE)).to_have_value("61,4")
    assert stored(CODE)[0] == Decimal("61.4")
    field(sheet, CODE).fill("")
    field(sheet, CODE).press("Enter")
    expect(line(sheet, CODE).locator("[data-standing]")).to_have_text(vi("Not entered yet"))
    assert asked == [vi("Empty this line? The value goes; its history and its evidence are kept.")] * 2
    assert figure.evidence.count() == 1


def test_a_line_approved_meanwhile_shows_both_values_and_no_old_state(sheet):
    sheet.expected.append("409")
    officer, reviewer = User.objects.get(username="officer.mh"), User.objects.get(username="reviewer.mh")
    indicator = Indicator.objects.get(code=CODE)
    figure = entering.save_figure(
        indicator=indicator, province=officer.memberships.get().province, period=Period(2026, 3),
        values={"value": Decimal("72.5")}, version=None, by=officer, today=timezone.localdate(),
    )  # fmt: skip
    figure = entering.submit(figure=figure, version=1, by=officer)
    reviewing.approve(figure=figure, version=2, by=reviewer)
    field(sheet, CODE).fill("73,5")
    field(sheet, CODE).press("Enter")
    said = line(sheet, CODE).locator("[data-said]")
    expect(said).to_contain_text("72,5%")
    expect(said).to_contain_text("73,5")
    expect(line(sheet, CODE).locator("[data-standing]")).not_to_contain_text(vi("Not entered yet"))
    expect(field(sheet, CODE)).to_have_value("72,5")
    expect(field(sheet, CODE)).to_be_disabled()


@pytest.mark.parametrize("width", [390, 1440])
def test_a_long_sentence_leaves_the_buttons_of_the_bar_where_they_are(sheet, width):
    sheet.set_viewport_size({"width": width, "height": 900})
    bar = sheet.locator(".savebar")
    hands_over = sheet.get_by_role("button", name=vi("Submit the sheet"))
    sheet.evaluate(
        "document.querySelector('[data-live]').textContent = 'Trong lúc bạn sửa, dòng này đã khóa. '.repeat(4)"
    )
    frame, button, said = bar.bounding_box(), hands_over.bounding_box(), sheet.locator("[data-live]").bounding_box()
    assert button["x"] + button["width"] <= frame["x"] + frame["width"]
    assert frame["height"] <= (110 if width == 1440 else 260)
    assert said["width"] >= 240
