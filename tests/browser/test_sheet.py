"""The sheet while it is filled in: without a mouse, from a spreadsheet, without a connection, without a session."""

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from urllib.parse import parse_qsl

import pytest
from django.contrib.sessions.models import Session
from django.utils import timezone
from playwright.sync_api import Locator, Page, expect

from dtracker.accounts.models import User
from dtracker.formats.quarters import Period
from indicators.actions.entering import save_figure
from indicators.models import Figure, Indicator, ReportingRound
from tests.browser.words import vi

SHEET, NEXT_SHEET = "/entry/minh-hoa/2026-Q3/", "/entry/minh-hoa/2026-Q4/"
CODE = "vb-dien-tu"
SAVED = re.compile(r"^Đã lưu \d\d:\d\d$")


@pytest.fixture
def sheet(page: Page, sign_in) -> Page:
    sign_in(page, "officer.mh")
    page.goto(SHEET)
    return page


def line(page: Page, code: str) -> Locator:
    return page.locator(f"tr[data-line='{code}']")


def field(page: Page, code: str, kind: str = "value") -> Locator:
    return line(page, code).locator(f"input[name$='-{kind}']")


def stored(code: str) -> tuple | None:
    """Value, status and note; to be asked once the page has said that it is saved."""
    rows = Figure.objects.filter(province__slug="minh-hoa", year=2026, quarter=3, indicator__code=code)
    return rows.values_list("value", "status", "remark").first()


def sign_out_elsewhere() -> None:
    Session.objects.all().delete()


def test_the_sheet_of_a_quarter_by_keyboard_alone(sheet, axe):
    first = field(sheet, CODE)
    first.focus()
    sheet.keyboard.type("61,4")
    sheet.keyboard.press("Enter")
    expect(line(sheet, CODE)).to_contain_text(re.compile(r"Đã lưu \d\d:\d\d"))
    expect(sheet.locator("[data-live]")).to_have_text(SAVED)
    assert stored(CODE) == (Decimal("61.4"), "draft", "")
    expect(first).not_to_be_focused()

    sheet.keyboard.press("ArrowUp")
    expect(first).to_be_focused()
    sheet.keyboard.type("62")
    sheet.keyboard.press("Escape")
    expect(first).to_have_value("61,4")

    sheet.keyboard.press("Tab")
    expect(field(sheet, CODE, "remark")).to_be_focused()
    sheet.keyboard.type("Theo trục liên thông")
    sheet.keyboard.press("ArrowDown")
    expect(field(sheet, CODE, "remark")).not_to_be_focused()
    sheet.wait_for_function("() => document.activeElement.name.endsWith('-remark')")
    sheet.get_by_role("button", name=vi("Save draft")).focus()
    sheet.keyboard.press("Enter")
    expect(sheet.locator("[data-live]")).to_have_text("Đã lưu tất cả.")
    assert stored(CODE) == (Decimal("61.4"), "draft", "Theo trục liên thông")
    axe(sheet)


@pytest.fixture
def slow(sheet) -> Page:
    """The sheet where each line sent is on its way until `answered` lets it go on."""
    sheet.evaluate(
        """() => {
            const send = window.fetch;
            window.sent = [];
            window.fetch = (url, how) =>
                new Promise((go) => window.sent.push({ text: String(how.body), go: () => go(send(url, how)) }));
        }"""
    )
    return sheet


def wait_for_sent(page: Page, count: int) -> None:
    page.wait_for_function("count => window.sent.length === count", arg=count)


def answered(page: Page, count: int) -> tuple[str, str]:
    """Value and note of the last of so many lines sent, which is answered now."""
    wait_for_sent(page, count)
    text = page.evaluate("() => { const last = window.sent.at(-1); last.go(); return last.text; }")
    data = {name.rpartition("-")[2]: value for name, value in parse_qsl(text, keep_blank_values=True)}
    return data["value"], data["remark"]


def test_half_a_note_is_not_saved(slow):
    """Every version stays in the history: what is still being typed when an answer comes waits until it is left."""
    field(slow, CODE).fill("61,4")
    slow.keyboard.press("Tab")
    wait_for_sent(slow, 1)
    slow.keyboard.type("Theo trục")
    assert answered(slow, 1) == ("61,4", "")
    expect(slow.locator("[data-live]")).to_have_text(SAVED)
    slow.keyboard.type(" liên thông")
    slow.keyboard.press("Enter")
    assert answered(slow, 2) == ("61,4", "Theo trục liên thông")
    slow.get_by_role("button", name=vi("Save draft")).click()
    expect(slow.locator("[data-live]")).to_have_text("Đã lưu tất cả.")
    assert stored(CODE) == (Decimal("61.4"), "draft", "Theo trục liên thông")


def test_a_slow_computer_does_not_save_half_a_note(slow):
    """Where what was put off until after a key runs only after the next ones."""
    slow.evaluate("() => { window.late = []; window.setTimeout = (action) => window.late.push(action); }")
    field(slow, CODE).fill("61,4")
    slow.keyboard.press("Tab")
    slow.keyboard.type("Theo")
    slow.evaluate("() => window.late.splice(0).forEach((action) => action())")
    slow.keyboard.type(" trục")
    slow.keyboard.press("Enter")
    assert answered(slow, 1) == ("61,4", "Theo trục")
    expect(slow.locator("[data-live]")).to_have_text(SAVED)


def test_submitting_out_of_a_field_saves_what_is_being_typed(sheet):
    """As the Enter of some phones does, whose keyboard does not say which key was pressed."""
    field(sheet, CODE).fill("61,4")
    field(sheet, CODE).evaluate("input => input.form.requestSubmit()")
    expect(sheet.locator("[data-live]")).to_have_text("Đã lưu tất cả.")
    assert stored(CODE) == (Decimal("61.4"), "draft", "")


def test_a_fault_stands_beside_its_field_until_it_is_put_right(sheet, axe):
    sheet.expected.append("422")
    value = field(sheet, CODE)
    value.fill("101")
    value.press("Enter")
    expect(value).to_have_attribute("aria-invalid", "true")
    described = value.get_attribute("aria-describedby")
    expect(sheet.locator(f"#{described}")).to_be_visible()
    axe(sheet)
    value.fill("100")
    value.press("Enter")
    expect(line(sheet, CODE)).to_contain_text(re.compile(r"Đã lưu \d\d:\d\d"))
    expect(value).not_to_have_attribute("aria-invalid", "true")
    assert stored(CODE) == (Decimal(100), "draft", "")


def test_an_unusual_value_asks_for_a_reason_at_once(sheet, axe):
    code = "ho-so-tre-han"
    field(sheet, code).fill("95")
    field(sheet, code).press("Enter")
    note = field(sheet, code, "remark")
    expect(note).to_have_attribute("aria-describedby", re.compile(r"^i\d+-doubts$"))
    expect(sheet.locator(f"#{note.get_attribute('aria-describedby')}")).to_be_visible()
    expect(sheet.locator("[data-explain]")).to_have_text("Số dòng cần giải thích: 1")
    axe(sheet)
    # Beside a value that is not saved nothing is said of the one that is.
    sheet.expected.append("422")
    field(sheet, code).fill("150")
    field(sheet, code).press("Enter")
    expect(line(sheet, code).locator("[data-said]")).to_contain_text(vi("Not saved."))
    expect(sheet.locator(f"#{note.get_attribute('aria-describedby')}")).to_be_hidden()
    field(sheet, code).press("Escape")
    expect(sheet.locator(f"#{note.get_attribute('aria-describedby')}")).to_be_visible()
    note.fill("Tính lại theo cách mới")
    note.press("Enter")
    expect(sheet.locator("[data-explain]")).to_be_hidden()


def paste(target: Locator, text: str) -> None:
    target.focus()
    target.evaluate(
        """(field, text) => {
            const data = new DataTransfer();
            data.setData("text/plain", text);
            field.dispatchEvent(new ClipboardEvent("paste", {clipboardData: data, bubbles: true, cancelable: true}));
        }""",
        text,
    )


def test_a_column_of_a_spreadsheet_fills_downward(sheet):
    codes = sheet.evaluate("() => [...document.querySelectorAll('tr[data-line]')].map(row => row.dataset.line)")
    at = codes.index(CODE)
    below = [code for code in codes[at:] if field(sheet, code).count()]
    last = codes.index(below[1])
    column = ["", *[""] * (last - at)]
    column[0], column[last - at] = "61,4", "50"
    paste(field(sheet, CODE), "\r\n".join(f"{value}\tghi chú" for value in column) + "\r\n")
    expect(sheet.locator(".savebar [data-pasted]")).to_contain_text("Số dòng đã điền: 2.")
    expect(line(sheet, CODE)).to_contain_text(re.compile(r"Đã lưu \d\d:\d\d"))
    expect(line(sheet, below[1])).to_contain_text(re.compile(r"Đã lưu \d\d:\d\d"))
    assert [stored(code)[0] for code in (CODE, below[1])] == [Decimal("61.4"), Decimal(50)]


def test_a_session_that_ends_in_the_middle(sheet, sign_in, axe):
    """What was typed waits on the page; signing in at a new tab is enough for it to be saved."""
    sheet.expected.append("403")
    banner = sheet.locator("[data-signed-out]")
    expect(banner).to_be_hidden()
    sign_out_elsewhere()
    field(sheet, CODE).fill("61,4")
    field(sheet, CODE).press("Enter")
    expect(banner).to_be_visible()
    expect(line(sheet, CODE)).to_contain_text("Chưa lưu")
    assert stored(CODE) is None
    axe(sheet)

    other = sheet.context.new_page()
    sign_in(other, "officer.mh")
    other.close()
    sheet.evaluate("() => window.dispatchEvent(new Event('focus'))")
    expect(line(sheet, CODE)).to_contain_text(re.compile(r"Đã lưu \d\d:\d\d"))
    expect(banner).to_be_hidden()
    assert stored(CODE) == (Decimal("61.4"), "draft", "")
    sheet.get_by_role("button", name=vi("Submit the sheet")).click()
    expect(field(sheet, CODE)).to_have_count(0)
    assert stored(CODE) == (Decimal("61.4"), "submitted", "")


def test_another_person_who_signs_in_does_not_save_it(sheet, sign_in):
    sheet.expected.append("403")
    sign_out_elsewhere()
    field(sheet, CODE).fill("61,4")
    field(sheet, CODE).press("Enter")
    expect(sheet.locator("[data-signed-out]")).to_be_visible()
    other = sheet.context.new_page()
    sign_in(other, "reviewer.mh")
    other.close()
    # Refused for its old token, the script reads the sheet again and finds another person there.
    with sheet.expect_event("requestfinished", lambda request: request.url.endswith(SHEET)):
        sheet.evaluate("() => window.dispatchEvent(new Event('focus'))")
    expect(line(sheet, CODE)).to_contain_text("Chưa lưu")
    assert stored(CODE) is None


def test_a_connection_that_comes_back(sheet):
    sheet.expected.append("ERR_INTERNET_DISCONNECTED")
    sheet.context.set_offline(True)
    field(sheet, CODE).fill("61,4")
    field(sheet, CODE).press("Enter")
    expect(line(sheet, CODE)).to_contain_text("Chưa lưu")
    assert stored(CODE) is None
    sheet.context.set_offline(False)
    expect(line(sheet, CODE)).to_contain_text(re.compile(r"Đã lưu \d\d:\d\d"))
    assert stored(CODE) == (Decimal("61.4"), "draft", "")


def test_what_was_typed_without_a_connection_is_there_after_a_reload(sheet):
    sheet.expected.append("ERR_FAILED")
    sheet.route("**/cell/", lambda route: route.abort())
    field(sheet, CODE).fill("61,4")
    field(sheet, CODE).press("Enter")
    expect(line(sheet, CODE)).to_contain_text("Chưa lưu")
    sheet.unroute("**/cell/")
    sheet.on("dialog", lambda dialog: dialog.accept())
    sheet.reload()
    expect(field(sheet, CODE)).to_have_value("61,4")
    expect(line(sheet, CODE)).to_contain_text(re.compile(r"Đã lưu \d\d:\d\d"))
    assert stored(CODE) == (Decimal("61.4"), "draft", "")
    assert sheet.evaluate("() => window.localStorage.length") == 0


def saved_by_another(value: str) -> None:
    save_figure(
        indicator=Indicator.objects.get(code=CODE),
        province=Figure.objects.filter(province__slug="minh-hoa").first().province,
        period=Period(2026, 3),
        values={"value": Decimal(value)},
        version=None,
        by=User.objects.get(username="admin"),
        today=timezone.localdate(),
    )


@pytest.mark.parametrize(
    ("button", "left"), [("Keep mine", (Decimal("61.4"), "draft", "")), ("Take theirs", (Decimal(55), "draft", ""))]
)
def test_two_people_at_one_line(sheet, axe, button, left):
    sheet.expected.append("409")
    saved_by_another("55")
    field(sheet, CODE).fill("61,4")
    field(sheet, CODE).press("Enter")
    expect(line(sheet, CODE).locator("[data-sentence]")).to_contain_text("đã lưu 55,0%; bạn gõ 61,4.")
    axe(sheet)
    line(sheet, CODE).get_by_role("button", name=vi(button)).click()
    expect(line(sheet, CODE).locator("[data-sentence]")).to_have_count(0)
    expect(field(sheet, CODE)).to_have_value("61,4" if button == "Keep mine" else "55")
    expect(line(sheet, CODE)).to_contain_text(re.compile(r"Đã lưu \d\d:\d\d"))
    sheet.get_by_role("button", name=vi("Save draft")).click()
    expect(sheet.locator("[data-live]")).to_have_text("Đã lưu tất cả.")
    assert stored(CODE) == left


def test_submitting_waits_for_what_is_on_its_way_and_happens_once(sheet):
    posts = []
    sheet.on("request", lambda request: posts.append(request.url) if request.method == "POST" else None)
    field(sheet, CODE).fill("61,4")
    sheet.get_by_role("button", name=vi("Submit the sheet")).dblclick()
    expect(field(sheet, CODE)).to_have_count(0)
    assert stored(CODE) == (Decimal("61.4"), "submitted", "")
    assert [url.rsplit("/", 2)[1] for url in posts] == ["cell", "submit"]


MILESTONE = "trung-tam-dieu-hanh"


@pytest.fixture
def milestone(sheet) -> Locator:
    """The line of a milestone on the newest sheet, opened before its day."""
    ReportingRound.objects.filter(year=2026, quarter=4).update(
        opens_on="2026-11-01", due_on="2026-11-15", data_from="2026-08-01", data_to="2026-10-31"
    )
    sheet.goto(NEXT_SHEET)
    return line(sheet, MILESTONE)


def milestone_stored() -> tuple | None:
    rows = Figure.objects.filter(province__slug="minh-hoa", year=2026, quarter=4, indicator__code=MILESTONE)
    return rows.values_list("value", "numerator", "denominator", "observed_on").first()


def test_a_milestone_is_chosen_by_keyboard(milestone, sheet, axe):
    """Choosing waits for the day that belongs to it; the arrows choose and do not leave the line."""
    choice = milestone.locator("select")
    milestone.locator("input[name$='-numerator']").fill("3")
    milestone.locator("input[name$='-denominator']").fill("3")
    choice.focus()
    sheet.keyboard.press("ArrowDown")
    sheet.keyboard.press("ArrowDown")
    expect(choice).to_be_focused()
    expect(choice).to_have_value("1")
    sheet.keyboard.press("Tab")
    expect(milestone.locator("input[name$='-observed_on']")).to_be_focused()
    sheet.keyboard.type("26/10/2026")
    sheet.keyboard.press("Enter")
    expect(milestone).to_contain_text(re.compile(r"Đã lưu \d\d:\d\d"))
    assert milestone_stored() == (1, 3, 3, date(2026, 10, 26))
    choice.focus()
    sheet.keyboard.press("ArrowUp")
    sheet.keyboard.press("Escape")
    expect(choice).to_have_value("1")
    axe(sheet)


def test_a_pasted_column_chooses_too(milestone, sheet):
    paste(milestone.locator("select"), "0\t\n")
    expect(milestone.locator("select")).to_have_value("0")
    milestone.locator("select").blur()
    expect(milestone).to_contain_text(re.compile(r"Đã lưu \d\d:\d\d"))
    paste(milestone.locator("select"), "không rõ\t\n")
    expect(sheet.locator(".savebar [data-pasted]")).to_contain_text(re.compile(r"không điền|bỏ qua|khóa"))
    assert milestone_stored()[0] == 0


@pytest.fixture
def plain(browser, browser_context_args, base_url, sign_in) -> Iterator[Page]:
    """The sheet in a browser without script."""
    context = browser.new_context(**browser_context_args | {"java_script_enabled": False, "base_url": base_url})
    page = context.new_page()
    sign_in(page, "officer.mh")
    page.goto(SHEET)
    yield page
    context.close()


def test_without_script_it_is_a_plain_form(plain):
    field(plain, CODE).fill("61,4")
    with plain.expect_navigation():
        plain.get_by_role("button", name=vi("Save draft")).click()
    expect(field(plain, CODE)).to_have_value("61,4")
    assert stored(CODE) == (Decimal("61.4"), "draft", "")
    with plain.expect_navigation():
        plain.get_by_role("button", name=vi("Submit the sheet")).click()
    expect(field(plain, CODE)).to_have_count(0)
    assert stored(CODE) == (Decimal("61.4"), "submitted", "")


def test_without_script_a_refusal_stands_beside_its_field(plain):
    """What was typed is still there, and so are the lines that could be saved."""
    field(plain, CODE).fill("161,4")
    field(plain, CODE, "remark").fill("Theo trục liên thông")
    with plain.expect_navigation():
        plain.get_by_role("button", name=vi("Submit the sheet")).click()
    value = field(plain, CODE)
    expect(value).to_have_value("161,4")
    expect(field(plain, CODE, "remark")).to_have_value("Theo trục liên thông")
    expect(value).to_have_attribute("aria-invalid", "true")
    described = value.get_attribute("aria-describedby")
    expect(plain.locator(f"#{described}")).to_have_text(re.compile("Giá trị nằm từ 0 đến 100"))
    expect(plain.locator("#errors")).to_contain_text("Giá trị nằm từ 0 đến 100")
    assert stored(CODE) is None
