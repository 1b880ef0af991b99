"""Every address of the site, called by everybody: each has a declared rule, and keeps it.

A path without a line in tests/url_rules.py fails here. Making a page public is therefore a visible line in a review.
"""

import re
from collections.abc import Iterator
from contextlib import nullcontext

import pytest
from django.test import Client
from django.urls import URLResolver, get_resolver, resolve, reverse
from django.utils.html import strip_tags

from dtracker.accounts.access import can_anywhere
from dtracker.accounts.roles import Permission, Role
from tests import cast
from tests.calling import FORGER, called_by, sign_in, signed_in
from tests.scene import SECRETS, Scene
from tests.url_rule import Door, Rule
from tests.url_rules import RULES
from tests.writing import nothing_written

pytestmark = pytest.mark.django_db
LOGIN = "/accounts/login/"


def every_pattern(resolver: URLResolver, namespaces: tuple[str, ...] = ()) -> Iterator[tuple[str, str]]:
    """(name with its namespaces, route) of every pattern; one without a name is called by its route."""
    for each in resolver.url_patterns:
        if isinstance(each, URLResolver):
            yield from every_pattern(each, (*namespaces, each.namespace) if each.namespace else namespaces)
        else:
            route = str(each.pattern)
            yield ":".join((*namespaces, each.name or route)), route


PATTERNS = [name for name, _route in every_pattern(get_resolver())]
SITE = [name for name in PATTERNS if not name.startswith("admin")]
ADMIN = [(name, route) for name, route in every_pattern(get_resolver()) if name.startswith("admin:")]
PAGES = [name for name in SITE if name in RULES and RULES[name].has_get and RULES[name].is_page]
READING = [name for name in PAGES if RULES[name].door == Door.READING]
WORKING = [name for name in SITE if name in RULES and RULES[name].door == Door.SIGNED_IN]
OF_PROVINCE = [name for name in SITE if name in RULES and RULES[name].of_province]
POSTED = [name for name in SITE if name in RULES and RULES[name].post]


def address(name: str, made: Scene) -> str:
    return reverse(name, kwargs=RULES[name].args(made))


@pytest.fixture(scope="module")
def written(write) -> bytes:
    return write(signed_in)


def assert_no_secret(response) -> None:
    text = response.content.decode()
    assert [secret for secret in SECRETS if secret in text] == []


def methods(rule: Rule) -> list[tuple[str, Permission | None]]:
    """The methods a path knows, each with the permission it needs."""
    known = [("get", rule.get)] if rule.has_get else []
    return [*known, ("post", rule.post_permission)] if rule.post else known


def call(client: Client, method: str, name: str, made: Scene, watch=nullcontext, **options):
    rule = RULES[name]
    path, data = address(name, made), rule.post(made) if method == "post" and rule.post else {}
    # Only now: the address and the data may need rows of their own.
    with watch():
        return getattr(client, method)(path, data, **options)


def refused(client: Client, method: str, name: str, made: Scene, **options):
    """The answer to a call that writes nothing and gives nothing away."""
    response = call(client, method, name, made, nothing_written, **options)
    assert_no_secret(response)
    return response


@pytest.mark.parametrize("name", SITE)
def test_every_path_has_a_rule(name):
    assert name in RULES, f"declare a rule for {name} in RULES"


def test_every_rule_has_a_path():
    assert sorted(set(RULES) - set(SITE)) == []


def test_the_walk_finds_the_admin():
    assert len(ADMIN) > 50
    assert [name for name in PATTERNS if re.match("admin(?!:)", name)] == ["admin/login/"]


@pytest.mark.parametrize("name", READING)
def test_a_visitor_reads_and_sees_no_draft(name, made):
    response = called_by(None).get(address(name, made))
    assert response.status_code == 200
    assert_no_secret(response)


@pytest.mark.parametrize("name", READING)
def test_a_closed_deployment_asks_readers_to_sign_in(name, made, settings):
    settings.OPEN_READING = False
    path = address(name, made)
    response = called_by(None).get(path)
    assert (response.status_code, response["Location"]) == (302, f"{LOGIN}?next={path}")


def test_a_closed_deployment_opens_for_who_signed_in(made, settings):
    settings.OPEN_READING = False
    assert called_by(made.nam).get("/").status_code == 200


@pytest.mark.parametrize("name", WORKING)
def test_a_visitor_is_asked_to_sign_in_and_changes_nothing(name, made):
    for method in ("get", "post"):
        response = refused(called_by(None), method, name, made)
        unknown = method not in dict(methods(RULES[name]))
        # The page on which one signs in keeps what was typed into a form, but no password.
        is_kept = method == "post" and name != "accounts:change_password"
        assert response.status_code == (405 if unknown else 403 if is_kept else RULES[name].visitor)
        assert response.status_code != 302 or response["Location"].startswith(f"{LOGIN}?next=")


@pytest.mark.parametrize("name", OF_PROVINCE)
def test_for_people_of_another_province_it_does_not_exist(name, made):
    for stranger in made.strangers:
        for method, permission in methods(RULES[name]):
            response = refused(called_by(stranger), method, name, made)
            expected = 404 if permission is None or can_anywhere(stranger, permission) else (403, 404)
            assert response.status_code == expected if expected == 404 else response.status_code in expected


@pytest.mark.parametrize("name", [name for name in PAGES if name not in OF_PROVINCE])
def test_lists_show_people_of_another_province_no_draft(name, made):
    for stranger in made.strangers:
        response = called_by(stranger).get(address(name, made), follow=True)
        assert response.status_code in (200, 403)
        assert_no_secret(response)


@pytest.mark.parametrize("name", WORKING)
def test_a_colleague_without_the_permission_is_refused(name, made):
    for method, permission in methods(RULES[name]):
        for colleague in made.colleagues:
            if permission is not None and not can_anywhere(colleague, permission):
                response = refused(called_by(colleague), method, name, made)
                assert (colleague.username, response.status_code) == (colleague.username, 403)


def test_the_right_person_sees_what_others_do_not(made):
    """The canaries above can be seen at all."""
    assert SECRETS[0] in called_by(made.lan).get(address("indicators:sheet", made)).content.decode()
    assert SECRETS[1] in called_by(made.thu).get(address("agreements:tasks", made)).content.decode()
    assert "61,7319" in called_by(made.lan).get(address("indicators:series", made)).content.decode()


@pytest.mark.parametrize("name", POSTED)
def test_the_right_person_may_act(name, made):
    person = None if name == "accounts:login" else getattr(made, RULES[name].person)
    assert call(called_by(person), "post", name, made).status_code == RULES[name].done


@pytest.mark.parametrize("name", [name for name in SITE if name in RULES])
def test_a_method_it_does_not_know_is_refused(name, made):
    rule = RULES[name]
    person = None if rule.door != Door.SIGNED_IN else getattr(made, rule.person)
    unknown = ["delete", *(() if rule.has_get else ("get",)), *(() if rule.post else ("post",))]
    for method in unknown:
        assert refused(called_by(person), method, name, made).status_code == rule.wrong


def post_with(headers: dict[str, str], name: str, made: Scene):
    """A post of the right person from a browser that does not send the token of its form."""
    person = None if name == "accounts:login" else getattr(made, RULES[name].person)
    return refused(called_by(person, FORGER), "post", name, made, headers=headers)


@pytest.mark.parametrize("name", SITE)
def test_a_post_without_the_token_is_refused(name, made):
    assert post_with({}, name, made).status_code == 403


@pytest.mark.parametrize("headers", [{"origin": "https://evil.example"}, {"origin": "null"}, {"x-csrftoken": "x" * 32}])
def test_a_post_from_elsewhere_or_with_a_wrong_token_is_refused(headers, made):
    assert post_with(headers, "indicators:cell", made).status_code == 403


# --- What every page is made of ------------------------------------------------------------------

INLINE = {
    "a style attribute": re.compile(r"<[a-z][^>]*\sstyle\s*=", re.IGNORECASE),
    "a style element": re.compile(r"<style\b", re.IGNORECASE),
    "an event attribute": re.compile(r"<[a-z][^>]*\son[a-z]+\s*=", re.IGNORECASE),
    "a script": re.compile(r"<script(?![^>]*\bsrc=)(?![^>]*application/json)", re.IGNORECASE),
}
VIETNAMESE = ("Tổng quan", "Phương pháp", "Đăng nhập", "Đăng xuất", "Thỏa thuận", "Nhiệm vụ", "Chỉ tiêu")
ENGLISH = ("Overview", "Method", "Sign in", "Sign out", "Agreements", "Tasks", "Targets", "Skip to")
IN_VIETNAMESE = re.compile(r'<(\w+)[^>]*\blang="vi"[^>]*>.*?</\1>', re.DOTALL)
IN_ENGLISH = re.compile(r'<(\w+)[^>]*\blang="en"[^>]*>.*?</\1>', re.DOTALL)


def spoken(body: str, other: re.Pattern) -> str:
    """The words of a page without markup, scripts, and what is marked as being in the other language."""
    text = re.sub(r"<script\b.*?</script>", " ", body, flags=re.DOTALL)
    return strip_tags(other.sub(" ", text))


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("name", PAGES)
def test_every_page_in_both_languages(name, language, made):
    """In English as somebody who signed in, in Vietnamese as a visitor where one is let in."""
    visited = name == "accounts:login" or (language == "vi" and RULES[name].door != Door.SIGNED_IN)
    client = called_by(None if visited else getattr(made, RULES[name].person))
    client.cookies["django_language"] = language
    response = client.get(address(name, made))
    body = response.content.decode()
    assert response.status_code == 200
    assert re.findall(r"<html[^>]*\blang=\"(\w+)\"", body) == [language]
    assert response.headers["Content-Language"] == language
    assert [what for what, pattern in INLINE.items() if pattern.search(body)] == []
    assert "unsafe-inline" not in response.headers["Content-Security-Policy"]
    assert "default-src 'none'" in response.headers["Content-Security-Policy"]
    assert len(re.findall(r"<h1\b", body)) == 1
    assert "%(" not in body
    foreign, marked = (ENGLISH, IN_ENGLISH) if language == "vi" else (VIETNAMESE, IN_VIETNAMESE)
    body = body.partition("<body")[2]
    assert [word for word in foreign if re.search(rf"\b{word}\b", spoken(body, marked))] == []


# --- The Django admin, as one group --------------------------------------------------------------


ADMIN_ARGUMENTS = {
    "object_id": "1",
    "app_label": "places",
    "content_type_id": 1,
    "history_id": 1,
    "id": 1,
    "url": "x",
}


def admin_address(name: str, route: str) -> str:
    """The catch-all and the app list are regular expressions; a nameless pattern is called by its route."""
    wanted = re.findall(r"<(?:\w+:)?(\w+)>", route)
    values = {key: ADMIN_ARGUMENTS[key] for key in wanted}
    if name == f"admin:{route}":
        return "/admin/" + re.sub(r"<(?:\w+:)?(\w+)>", lambda found: str(values[found[1]]), route)
    return reverse(name, kwargs=values)


def test_nobody_but_admins_comes_into_the_admin(made):
    staff = cast.person("staff", Role.READER, made.hai_duong.province, is_staff=True)
    sign_in(staff)
    for person, used in ((None, ["get"]), (made.lan, ["get"]), (staff, ["get", "post"])):
        client = called_by(person)
        for name, route in ADMIN:
            for method in used if name != "admin:logout" else ():
                with nothing_written():
                    response = getattr(client, method)(admin_address(name, route))
                assert response.status_code in (302, 403, 404, 405), (person, name, method)
                assert_no_secret(response)
                assert response.status_code != 302 or "/login/" in response["Location"], (person, name)


def test_the_admin_opens_every_list(made):
    client = called_by(made.hoa)
    lists = [name for name, _route in ADMIN if name.endswith("_changelist")]
    assert {name: client.get(reverse(name)).status_code for name in lists} == dict.fromkeys(lists, 200)


def test_admin_needs_the_token_too(made):
    client = called_by(made.hoa, FORGER)
    assert client.post(reverse("admin:index")).status_code == 403
    found = {name: resolve(admin_address(name, route)).func for name, route in ADMIN}
    assert [name for name, view in found.items() if getattr(view, "csrf_exempt", False)] == []
