import pytest
from django.db import OperationalError
from django.test import Client, RequestFactory

from dtracker.pages.views import errors
from tests import cast, make


def raised(error):
    request = RequestFactory().get("/")
    request.LANGUAGE_CODE = "vi"
    try:
        raise error
    except type(error):
        return errors.broken(request)


def test_a_fault_of_ours_is_500_in_words():
    response = raised(ValueError("secret detail"))
    assert response.status_code == 500
    assert "secret detail" not in response.content.decode()


def test_a_database_that_is_away_is_503_and_asks_to_try_again():
    response = raised(OperationalError("connection refused"))
    assert (response.status_code, response["Retry-After"]) == (503, "30")
    assert "connection refused" not in response.content.decode()


@pytest.mark.django_db
def test_an_unknown_address_says_where_to_go_on(client):
    response = client.get("/nothing/here/")
    assert response.status_code == 404
    assert 'href="/search/"' in response.content.decode()
    assert "Resolver" not in response.content.decode()


@pytest.mark.django_db
def test_a_form_without_its_token_is_refused_in_words():

    response = Client(enforce_csrf_checks=True).post("/accounts/login/", {"username": "a", "password": "b"})
    assert response.status_code == 403
    assert "Biểu mẫu đã hết hạn" in response.content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize("rest", ["units/", "lineage/", "indicators/dti-rank/?as_of=2024-12-31"])
def test_every_address_under_a_former_name_leads_to_the_present_one(client, rest):
    hue = cast.province("hue", "Thừa Thiên Huế")
    make.rank_indicator()
    response = client.get(f"/provinces/thua-thien-hue/{rest}", follow=True)
    assert response.redirect_chain == [(f"/provinces/{hue.slug}/{rest}", 302)]
    assert response.status_code == 200


@pytest.mark.django_db
def test_what_is_missing_under_the_present_name_is_not_sought_again(client):
    cast.province("hue", "Huế")
    assert client.get("/provinces/hue/indicators/nothing/").status_code == 404
    assert client.get("/provinces/atlantis/indicators/nothing/").status_code == 404
