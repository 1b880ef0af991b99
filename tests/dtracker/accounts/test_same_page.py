"""A visitor's browser hears "not modified" as long as nothing was saved, and never about the page of somebody else."""

import re
from datetime import timedelta

import pytest
from django.contrib.messages import constants
from django.contrib.messages.storage.base import Message
from django.contrib.messages.storage.cookie import CookieStorage
from django.core.cache import cache
from django.test import Client, RequestFactory
from django.utils import timezone

from dtracker.changes.actions import forget_old_changes, note_change
from dtracker.changes.models import Change
from indicators.actions.snapshots import rebuild
from indicators.models import Target
from tests import cast, make

pytestmark = pytest.mark.django_db
PATH = "/provinces/hai-duong/"


@pytest.fixture
def target() -> Target:
    return make.target(make.indicator(), cast.hai_duong(), 80)


@pytest.fixture
def visitor(target) -> Client:
    """Who has been here before: her browser holds the secret of the forms."""
    found = Client()
    found.get(PATH)
    return found


def again(visitor: Client, tag: str, path: str = PATH):
    return visitor.get(path, headers={"If-None-Match": tag})


def tag_of(visitor: Client, path: str = PATH) -> str:
    return visitor.get(path).get("ETag")


def test_the_same_page_is_not_sent_again(visitor):
    first = visitor.get(PATH)
    assert first["ETag"].startswith('W/"')
    assert first["Cache-Control"] == "private, no-cache"
    second = again(visitor, first["ETag"])
    assert (second.status_code, second.content) == (304, b"")
    assert second["ETag"] == first["ETag"]
    assert "Cookie" in second["Vary"]


def test_the_answer_costs_one_query(visitor, django_assert_num_queries):
    tag = tag_of(visitor)
    with django_assert_num_queries(1):
        assert again(visitor, tag).status_code == 304


def test_a_server_that_compresses_may_have_made_it_weak_already(visitor):
    assert again(visitor, f'"other", {tag_of(visitor)}').status_code == 304


def label(target):
    target.label_vi = "Khác"
    target.save()


def publication(target):
    make.published(target.indicator, target.province, "2025-Q1", 30)


def deleted(target):
    target.delete()


def in_bulk(target):
    note_change()


@pytest.mark.parametrize("change", [label, publication, deleted, in_bulk])
def test_whatever_is_saved_makes_another_page(visitor, target, change):
    tag = tag_of(visitor)
    change(target)
    assert again(visitor, tag).status_code == 200


def test_a_link_between_rows_is_a_change_too(visitor, target):
    made = make.agreement(province=target.province)
    tag = tag_of(visitor)
    made.goals.add(target)
    assert again(visitor, tag).status_code == 200


def test_keeping_snapshots_changes_nothing_that_is_shown(visitor):
    tag = tag_of(visitor)
    rebuild(timezone.localdate())
    assert again(visitor, tag).status_code == 304


def test_language_and_address_belong_to_it(visitor):
    tag = tag_of(visitor)
    assert again(visitor, tag, f"{PATH}?status=slow").status_code == 200
    visitor.cookies["django_language"] = "en"
    assert again(visitor, tag).status_code == 200


def test_the_next_day_is_another_page(visitor, monkeypatch):
    tag = tag_of(visitor)
    tomorrow = timezone.localdate() + timedelta(days=1)
    monkeypatch.setattr(timezone, "localdate", lambda *_: tomorrow)
    assert again(visitor, tag).status_code == 200


def test_a_browser_without_the_secret_of_the_forms_gets_the_page(visitor):
    tag = tag_of(visitor)
    stranger = Client()
    assert again(stranger, tag).status_code == 200
    assert again(stranger, tag).status_code == 200


def test_the_form_of_a_kept_page_still_works():
    visitor = Client(enforce_csrf_checks=True)
    make.target(make.indicator(), cast.hai_duong(), 80)
    visitor.get(PATH)
    kept = visitor.get(PATH)
    assert again(visitor, kept["ETag"]).status_code == 304
    token = kept.content.decode().split('name="csrfmiddlewaretoken" value="')[1].split('"')[0]
    sent = visitor.post("/language/", {"language": "en", "next": PATH, "csrfmiddlewaretoken": token})
    assert sent.status_code == 302


def test_signed_in_people_get_pages_of_their_own(visitor, target):
    tag = tag_of(visitor)
    visitor.force_login(cast.nam(target.province))
    found = again(visitor, tag)
    assert found.status_code == 200
    assert "ETag" not in found
    assert "no-store" in found["Cache-Control"]


def test_a_message_is_shown_at_once_and_not_kept(visitor):
    tag = tag_of(visitor)
    storage = CookieStorage(RequestFactory().get("/"))
    visitor.cookies[storage.cookie_name] = storage._encode([Message(constants.INFO, "Đã đăng xuất")])
    found = again(visitor, tag)
    assert found.status_code == 200
    assert "Đã đăng xuất" in found.content.decode()
    assert "ETag" not in found


def test_files_too(visitor, target):
    path = f"{PATH}indicators/{target.indicator.code}/figures.csv"
    assert again(visitor, tag_of(visitor, path), path).status_code == 304


def test_a_page_that_is_not_there_has_no_tag(visitor):
    assert "ETag" not in visitor.get("/provinces/khong-co/")


def test_changes_of_before_yesterday_are_forgotten(visitor):
    today = timezone.localdate()
    for days in (0, 1, 2, 40):
        Change.objects.create(made_on=today - timedelta(days=days))
    tag = tag_of(visitor)
    forget_old_changes(today)
    assert set(Change.objects.values_list("made_on", flat=True)) == {today, today - timedelta(days=1)}
    assert again(visitor, tag).status_code == 304


# Kept by the server


@pytest.fixture
def keeping(settings):
    """As in production; the tests keep nothing, since each is rolled back."""
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "kept"}}
    cache.clear()
    yield
    cache.clear()


def token_in(response) -> str:
    return re.search('name="csrfmiddlewaretoken" value="([^"]+)"', response.content.decode())[1]


def shown(response) -> str:
    return re.sub('name="csrfmiddlewaretoken" value="[^"]+"', "", response.content.decode())


def test_a_page_is_made_once_for_all_visitors(keeping, target, django_assert_num_queries):
    first = Client().get(PATH)
    with django_assert_num_queries(1):
        second = Client().get(PATH)
    assert shown(second) == shown(first)
    assert second["Content-Type"] == first["Content-Type"]
    assert second["Content-Security-Policy"] == first["Content-Security-Policy"]


def test_each_visitor_has_a_token_of_her_own(keeping, target):
    Client().get(PATH)
    visitor = Client(enforce_csrf_checks=True)
    page = visitor.get(PATH)
    other = Client().get(PATH)
    assert token_in(page) != token_in(other)
    sent = {"language": "en", "next": PATH}
    assert visitor.post("/language/", sent | {"csrfmiddlewaretoken": token_in(other)}).status_code == 403
    assert visitor.post("/language/", sent | {"csrfmiddlewaretoken": token_in(page)}).status_code == 302


def test_no_token_is_kept(keeping, target):
    page = Client().get(PATH)
    (kept,) = (cache.get(key.split(":", 2)[2]) for key in cache._cache)
    assert b"csrfmiddlewaretoken" in kept
    assert token_in(page).encode() not in kept


def test_what_is_saved_is_seen_at_once(keeping, target):
    before = Client().get(PATH)
    target.owner_vi = "Sở Khoa học và Công nghệ"
    target.save()
    after = Client().get(PATH)
    assert "Sở Khoa học" not in shown(before)
    assert "Sở Khoa học" in shown(after)


def test_signed_in_people_neither_get_nor_leave_a_kept_page(keeping, target):
    person = Client()
    person.force_login(cast.nam(target.province))
    assert "Nam" in shown(person.get(PATH))
    assert not cache._cache
    visitor = Client().get(PATH)
    assert "Nam" not in shown(visitor)
    assert "Nam" in shown(person.get(PATH))


def test_files_and_missing_pages_are_not_kept(keeping, target):
    Client().get("/provinces/khong-co/")
    Client().get(f"{PATH}indicators/{target.indicator.code}/figures.csv")
    assert not cache._cache


def test_languages_are_kept_apart(keeping, target):
    Client().get(PATH)
    english = Client(headers={"Cookie": "django_language=en"}).get(PATH)
    assert '<html lang="en"' in english.content.decode()
