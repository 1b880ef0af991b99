"""A task from plan to done: planned and moved by the secretary, worked on by the officer, confirmed by the head."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Locator, Page, expect

from agreements.models import Body, Task, TaskKeeper
from dtracker.accounts.models import User
from dtracker.formats.dates import format_date
from tests.browser.journeys import SIZES, act_as, look
from tests.browser.words import vi

WORK = "Mở lớp kỹ năng số cho 12 xã"


@pytest.fixture
def group(transactional_db) -> Body:
    """A group with a secretary and a head of its own."""
    found = Body.objects.get(code="mh-to-xhs")
    for username, role in (("group.mh", "secretary"), ("head.mh", "head")):
        TaskKeeper.objects.create(body=found, user=User.objects.get(username=username), role=role)
    return found


def step(page: Page, name: str) -> Locator:
    """The form of a step, opened."""
    form = page.locator(f"form[action$='/{name}/']")
    card = page.locator("details.step", has=form)
    card.evaluate("node => { node.open = true; }")
    return form


def send(form: Locator) -> None:
    with form.page.expect_navigation():
        form.locator("button[type=submit]").click()


def test_from_plan_to_confirmed_by_the_head_of_the_group(page: Page, sign_in, axe, group):
    due = timezone.localdate() + timedelta(days=30)
    later = due + timedelta(days=60)
    page.set_viewport_size({"width": SIZES[0], "height": 900})

    act_as(page, sign_in, "group.mh", "/tasks/new/")
    page.locator("[name=work_vi]").fill(WORK)
    page.locator("[name=assignee]").select_option(label="Bình (nhập liệu, Minh Hoạ)")
    page.locator("[name=unit]").select_option(index=1)
    page.locator("[name=deadline]").fill(due.isoformat())
    page.locator("[name=product_vi]").fill("Danh sách học viên")
    page.locator("[name=body]").select_option(label=group.name_vi)
    look(page, axe)
    page.get_by_role("button", name=vi("Save"), exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(WORK)
    expect(page.get_by_role("main")).to_contain_text("5/5")
    form = step(page, "move")
    form.locator("[name=deadline]").fill(later.isoformat())
    form.locator("[name=reason]").fill("Chờ kinh phí")
    send(form)
    moved = page.locator("[aria-labelledby=moves]")
    expect(moved).to_contain_text(f"{format_date(due)} → {format_date(later)}")
    expect(moved).to_contain_text("Chờ kinh phí")

    address = Task.objects.get(work_vi=WORK).get_absolute_url()
    act_as(page, sign_in, "officer.mh", "/tasks/?mine=on")
    page.get_by_role("link", name=WORK).first.click()
    form = step(page, "report")
    form.locator("[name=text]").fill("Đã mở 5 lớp")
    form.locator("[name=percent]").fill("40")
    send(form)
    expect(page.locator("[aria-labelledby=reports]")).to_contain_text("40%")
    form = step(page, "hand_in")
    form.locator("[name=url]").fill("https://example.vn/danh-sach")
    send(form)
    expect(page.locator(".banner--ok")).to_contain_text("Khánh")
    expect(page.locator("form[action$='/confirm/']")).to_have_count(0)
    look(page, axe)

    act_as(page, sign_in, "reviewer.mh", address)
    expect(page.locator("form[action$='/confirm/']")).to_have_count(0)

    act_as(page, sign_in, "head.mh", "/")
    page.locator("a[href='/tasks/?confirm=on']").click()
    page.get_by_role("link", name=WORK).first.click()
    expect(page.locator("[aria-labelledby=products]")).to_contain_text("Khánh")
    look(page, axe)
    send(step(page, "confirm"))
    expect(page.get_by_role("main")).to_contain_text(vi("Done"))
    expect(page.locator("form[action$='/confirm/']")).to_have_count(0)
    assert Task.objects.get(work_vi=WORK).state == "done"
    look(page, axe)
