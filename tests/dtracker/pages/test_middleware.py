import pytest

from tests import cast

pytestmark = pytest.mark.django_db


def test_vietnamese_whatever_the_browser_prefers(client):
    response = client.get("/method/", headers={"accept-language": "en-US,en"})
    assert response.headers["Content-Language"] == "vi"
    assert '<html lang="vi"' in response.content.decode()


def test_english_once_chosen(client):
    client.post("/language/", {"language": "en", "next": "/method/"})
    assert '<html lang="en"' in client.get("/method/").content.decode()


def test_an_unknown_language_is_vietnamese(client):
    client.cookies["django_language"] = "../../etc"
    assert client.get("/method/").headers["Content-Language"] == "vi"


def test_pages_of_a_person_stay_in_no_cache(client):
    assert "Cache-Control" not in client.get("/method/").headers
    client.force_login(cast.nam(cast.hai_duong()))
    assert "no-store" in client.get("/method/").headers["Cache-Control"]


def test_the_choice_of_a_signed_in_person_is_kept_for_their_mails(client):
    nam = cast.nam(cast.hai_duong())
    client.force_login(nam)
    client.post("/language/", {"language": "en", "next": "/method/"})
    nam.refresh_from_db()
    assert nam.language == "en"


@pytest.mark.parametrize("method", ["get", "post"])
def test_an_unknown_choice_or_a_look_changes_no_mail(client, method):
    nam = cast.nam(cast.hai_duong())
    client.force_login(nam)
    getattr(client, method)("/language/", {"language": "en" if method == "get" else "fr"})
    nam.refresh_from_db()
    assert nam.language == "vi"


@pytest.mark.parametrize(
    ("address", "above"),
    [("/tasks/change/", "/tasks/"), ("/tasks/mh-1/stop/", "/tasks/mh-1/"), ("/accounts/logout/", "")],
)
def test_the_address_of_a_form_leads_to_its_page(client, address, above):
    response = client.get(address)
    assert (response.status_code, response.context["above"]) == (405, above)
    assert "POST" in response["Allow"]
    assert response.templates[0].name == "405.html"
    assert client.put("/tasks/change/").content == b""
