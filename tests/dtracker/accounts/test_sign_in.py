import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import translation

from tests import cast

pytestmark = pytest.mark.django_db
LOGIN = "/accounts/login/"


@pytest.fixture
def lan():
    return cast.lan(cast.hai_duong())


def attempt(client, username="lan", password=cast.PASSWORD, **more):
    return client.post(LOGIN, {"username": username, "password": password} | more)


def test_signing_in_leads_home(client, lan):
    response = attempt(client)
    assert (response.status_code, response["Location"]) == (302, "/")
    assert client.get("/").context["user"] == lan


def test_one_goes_on_where_one_was_stopped(client, lan):
    assert client.get("/entry/")["Location"] == "/accounts/login/?next=/entry/"
    assert attempt(client, next="/entry/")["Location"] == "/entry/"


def test_what_was_sent_after_the_session_ended_is_handed_back_to_be_sent_again(client, lan):
    client.cookies["django_language"] = "en"
    path = "/entry/hai-duong/2026-Q3/"
    sent = {"i1-value": "80,5", "i1-remark": 'two\r\nlines & "quotes"', "lines": ["1:2", "3:4"]}
    asked = client.post(path, sent | {"csrfmiddlewaretoken": "x"})
    assert (asked.status_code, asked.context["next"]) == (403, path)
    assert "what you sent is not saved yet" in asked.content.decode()
    assert "Files have to be chosen" not in asked.content.decode()
    assert "no-store" in asked["Cache-Control"]
    kept = {"next": path, "typed": asked.context["typed"]}
    wrong = attempt(client, password="not it", **kept)
    assert wrong.context["typed"] == kept["typed"]
    again = attempt(client, **kept)
    assert (again.status_code, again.context["path"], again.context["user"]) == (200, path, lan)
    assert again.context["fields"] == [
        ("i1-value", "80,5"), ("i1-remark", sent["i1-remark"]), ("lines", "1:2"), ("lines", "3:4"),
    ]  # fmt: skip
    assert f'<form class="actions" method="post" action="{path}">' in again.content.decode()


def test_a_form_older_than_the_signing_in_is_handed_back_to_the_page_it_came_from(lan):
    client = Client(enforce_csrf_checks=True)
    client.force_login(lan)
    path, sent = "/entry/hai-duong/2026-Q3/", {"i1-value": "80,5", "csrfmiddlewaretoken": "x" * 32}
    again = client.post(path, sent, headers={"Sec-Fetch-Site": "same-origin"})
    assert (again.status_code, again.context["path"], again.context["fields"]) == (403, path, [("i1-value", "80,5")])
    assert "no-store" in again["Cache-Control"]
    fresh = re.search('name="csrfmiddlewaretoken" value="([^"]+)"', again.content.decode())[1]
    assert client.post(path, sent | {"csrfmiddlewaretoken": fresh}).status_code == 302
    # A form of another site is not, and passwords go nowhere.
    for site, more in (("cross-site", {}), ("same-site", {}), ("same-origin", {"old_password": "x"})):
        refused = client.post(path, sent | more, headers={"Sec-Fetch-Site": site})
        assert (refused.status_code, "80,5" in refused.content.decode()) == (403, False)


def test_a_file_has_to_be_chosen_again(client):
    client.cookies["django_language"] = "en"
    asked = client.post("/import/", {"file": SimpleUploadedFile("a.csv", b"x")})
    assert "Files have to be chosen once more." in asked.content.decode()


@pytest.mark.parametrize("typed", ["", "{}", "x", "[1]", '{"a": 1}', '{"a": [1]}', '{"a": null}'])
def test_where_nothing_was_typed_one_goes_on(client, lan, typed):
    assert attempt(client, next="/entry/", typed=typed)["Location"] == "/entry/"


def test_nothing_is_sent_to_another_host(client, lan):
    assert attempt(client, next="https://evil.example/", typed='{"a": ["b"]}')["Location"] == "/"


@pytest.mark.parametrize(
    "foreign",
    [
        "https://evil.example/",
        "//evil.example",
        "/\\evil.example",
        "javascript:alert(1)",
        "http:///evil.example",
    ],
)
def test_the_next_page_stays_on_this_host(client, lan, foreign):
    assert attempt(client, next=foreign)["Location"] == "/"


def test_a_wrong_password_and_an_unknown_person_get_the_same_words(client, lan):
    wrong = attempt(client, password="not it")
    unknown = attempt(client, username="nobody", password="not it")
    assert wrong.status_code == unknown.status_code == 200
    assert wrong.context["form"].non_field_errors() == unknown.context["form"].non_field_errors()
    with translation.override("en"):
        assert wrong.context["form"].non_field_errors() == [
            "Wrong user name or password. Check Caps Lock and the Vietnamese keyboard; if you have forgotten the "
            "password, ask the admin of your province."
        ]


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("vi", "Có ký tự ẩn ở đây. Xóa hết rồi gõ lại."),
        ("en", "There is an invisible character here. Delete the text and type it again."),
    ],
)
@pytest.mark.parametrize("field", ["username", "password"])
def test_what_a_field_refuses_stands_beside_it_in_the_language_of_the_page(client, language, told, field):
    client.cookies["django_language"] = language
    page = attempt(client, **{field: "la\0n"}).content.decode()
    assert f'<p class="hint hint--error" id="id_{field}_error">{told}</p>' in page
    assert f'aria-describedby="id_{field}_error"' in page


def test_guessing_is_braked_and_the_right_password_does_not_pass_meanwhile(client, lan):
    for _attempt in range(5):
        last = attempt(client, password="not it")
    assert last.status_code == 429
    assert attempt(client).status_code == 429
    minh = cast.minh(lan.memberships.get().province)
    assert attempt(client, username=minh.username).status_code == 302


def test_signing_in_makes_a_new_session(client, lan):
    client.get("/entry/")
    client.session["x"] = 1
    client.session.save()
    before = client.cookies.get("sessionid")
    attempt(client)
    assert client.cookies["sessionid"].value != (before.value if before else None)


def test_signing_out_needs_a_post(client, lan):
    client.force_login(lan)
    assert client.get(reverse("accounts:logout")).status_code == 405
    assert client.post(reverse("accounts:logout"))["Location"] == "/"
    assert client.get("/entry/").status_code == 302


def test_the_admin_has_no_door_of_its_own(client, lan):
    assert client.get("/admin/", follow=True).redirect_chain[-1][0].startswith(LOGIN)
    client.force_login(lan)
    assert client.get("/admin/", follow=True).status_code == 403


def test_changing_the_password(client, lan):
    client.force_login(lan)
    new = "another long pass phrase"
    page = reverse("accounts:change_password")
    fields = {"old_password": cast.PASSWORD, "new_password1": new, "new_password2": new}
    assert client.post(page, fields)["Location"] == "/"
    client.post(reverse("accounts:logout"))
    assert attempt(client, password=new).status_code == 302


REFUSED = {
    ("short", "short"): ("new_password1", "Too short: write at least 10 characters."),
    ("2718281828", "2718281828"): ("new_password1", "Digits alone are soon guessed. Add letters."),
    ("qwertyuiop", "qwertyuiop"): (
        "new_password1",
        "This password is among the first that anybody tries. Choose another.",
    ),
    ("lanhophong1", "lanhophong1"): (
        "new_password1",
        "Too much like your user name or e-mail address. Choose another.",
    ),
    ("a few words in a row", "a few words"): (
        "new_password2",
        "This is not the new password as written above. Write it once more.",
    ),
    ("a few words in a row", ""): ("new_password2", "Write the password."),
}


@pytest.mark.parametrize("new", REFUSED)
def test_a_new_password_is_refused_in_plain_words_below_its_rules(client, lan, new):
    client.cookies["django_language"] = "en"
    lan.email = "lanhophong@example.vn"
    lan.save()
    client.force_login(lan)
    fields = {"old_password": "not it", "new_password1": new[0], "new_password2": new[1]}
    response = client.post(reverse("accounts:change_password"), fields)
    field, sentence = REFUSED[new]
    assert response.context["form"].errors == {
        "old_password": ["This is not your present password. Check Caps Lock and the Vietnamese keyboard."],
        field: [sentence],
    }
    assert response.content.decode().count(sentence) == 2
    lan.refresh_from_db()
    assert lan.check_password(cast.PASSWORD)


def test_the_rules_of_a_new_password_are_told_before_it_is_written(client, lan):
    client.cookies["django_language"] = "en"
    client.force_login(lan)
    page = client.get(reverse("accounts:change_password")).content.decode()
    rules = page.partition('id="id_new_password1_helptext">')[2].partition("</p>")[0]
    assert rules.startswith("At least 10 characters; not digits alone, nothing like your user name or e-mail address")
    assert 'aria-describedby="id_new_password1_helptext"' in page
    assert [
        label for label in ("Present password", "New password", "New password once more") if label not in page
    ] == []
