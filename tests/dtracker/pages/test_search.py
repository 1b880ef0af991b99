"""One search over provinces, indicators, agreements and documents."""

import unicodedata
from datetime import date, timedelta

import pytest
from django.utils import timezone

from agreements.models import Agreement, Partner
from dtracker.places.queries import LAST_OF_63, REFORM
from tests import cast, make

pytestmark = pytest.mark.django_db


@pytest.fixture
def hai_duong():
    new = cast.province("hai-phong", "Hải Phòng", started_on=REFORM, sort_order=64, kind="city")
    return cast.hai_duong(ended_on=LAST_OF_63, successor=new)


@pytest.fixture
def agreement(hai_duong):
    fpt = Partner.objects.create(code="fpt", name_vi="Tập đoàn FPT")
    return Agreement.objects.create(code="hd-fpt", title_vi="Hợp tác về kinh tế số", province=hai_duong, partner=fpt)


def found(response) -> dict[str, list[str]]:
    kinds = ("provinces", "indicators", "agreements", "documents")
    return {kind: [hit.url for hit in response.context[kind]] for kind in kinds if response.context[kind]}


@pytest.mark.parametrize(
    "query", ["hai duong", "HẢI DƯƠNG", unicodedata.normalize("NFD", "Hải Dương"), "  Hải   Dương "]
)
def test_marks_case_and_composition_do_not_matter(client, agreement, query):
    assert found(client.get("/search/", {"q": query})) == {
        "provinces": ["/provinces/hai-duong/"],
        "agreements": ["/agreements/hd-fpt/"],
    }


def test_all_three_kinds_are_found(client, agreement):
    make.indicator("kts-grdp", name_vi="Tỷ trọng kinh tế số trong GRDP")
    assert found(client.get("/search/", {"q": "kinh te so"})) == {
        "indicators": ["/indicators/kts-grdp/"],
        "agreements": ["/agreements/hd-fpt/"],
    }


def test_documents_are_found_by_title_and_number(client):
    client.cookies["django_language"] = "en"
    make.document("nq-01", number="01/NQ-TU", title_vi="Nghị quyết về chuyển đổi số", issued_on=date(2021, 3, 26))
    for query in ("01/NQ-TU", "nghi quyet chuyen"):
        response = client.get("/search/", {"q": query})
        assert found(response) == {"documents": ["/documents/nq-01/"]}
    (hit,) = response.context["documents"]
    assert hit.what.startswith("01/NQ-TU · ") and hit.what.endswith("26/3/2021")


def test_a_title_that_exists_in_vietnamese_only_says_so_to_an_english_reader(client):
    make.document("bao", title_vi="Hà Nội dẫn đầu", title_en="")
    told = '<a class="strong" href="/documents/bao/" lang="vi">Hà Nội dẫn đầu</a>'
    for language, is_told in (("en", True), ("vi", False)):
        client.cookies["django_language"] = language
        assert (told in client.get("/search/", {"q": "dan dau"}).text) == is_told


def test_a_document_of_the_future_is_not_found(client):
    make.document("nq-02", title_vi="Nghị quyết", issued_on=timezone.localdate() + timedelta(days=1))
    assert found(client.get("/search/", {"q": "nghi quyet"})) == {}


def test_a_merged_province_says_what_became_of_it(client, hai_duong):
    client.cookies["django_language"] = "en"
    hits = client.get("/search/", {"q": "hai duong"}).context["provinces"]
    assert [hit.what for hit in hits] == ["until 30/6/2025, now part of City of Hai Phong"]


def test_as_of_a_past_day_names_are_those_of_the_day(client, hai_duong):
    """And nobody knows of a merger or a name to come."""
    hue = cast.renamed("hue", "Thừa Thiên Huế", "Huế", on=date(2025, 1, 1))
    make.agreement(hue, "hue-fpt", signed_on=date(2021, 3, 1))

    def seen(query: str, day: str) -> list[tuple[str, str]]:
        context = client.get("/search/", {"q": query, "as_of": day}).context
        return [(hit.name, hit.what) for kind in ("provinces", "agreements") for hit in context[kind]]

    assert seen("hue", "2023-12-31") == [
        ("Tỉnh Thừa Thiên Huế", ""),
        ("Thỏa thuận hợp tác chuyển đổi số", "Tỉnh Thừa Thiên Huế · Tập đoàn FPT · ký ngày 1/3/2021"),
    ]
    assert seen("thua thien hue", "2025-01-01")[0] == ("Tỉnh Huế", "tên cũ Thừa Thiên Huế đến 31/12/2024")
    assert seen("hai", "2025-06-11") == [("Tỉnh Hải Dương", "")]
    assert seen("hai", "2025-06-12") == [("Tỉnh Hải Dương", "đến 30/6/2025, nay thuộc Thành phố Hải Phòng")]
    assert [name for name, _what in seen("hai", "2025-07-01")] == ["Tỉnh Hải Dương", "Thành phố Hải Phòng"]


def test_without_words_there_is_a_hint_and_no_search(client, django_assert_num_queries):
    client.cookies["django_language"] = "en"
    with django_assert_num_queries(1):
        response = client.get("/search/")
    assert "What are you looking for?" in response.content.decode()


@pytest.mark.parametrize(
    "query", ["mars", "%", "____", "<script>alert(1)</script>", "' OR 1=1 --", "\x00", "đ" * 10_000, "\u202e"]
)
def test_odd_words_find_nothing_and_are_escaped(client, agreement, query):
    client.cookies["django_language"] = "en"
    response = client.get("/search/", {"q": query})
    assert response.status_code == 200
    assert found(response) == {}
    assert "<script>alert" not in response.content.decode()
    assert len(response.context["text"].text) <= 100


@pytest.mark.parametrize("number", [1, 60])
def test_search_costs_six_queries(client, agreement, number, django_assert_num_queries):
    for each in range(number):
        cast.province(f"p{each}", f"Hải {each}")
        make.indicator(f"i{each}", name_vi=f"Hải {each}")
    client.force_login(cast.lan(agreement.province))
    with django_assert_num_queries(6):
        client.get("/search/?q=hai")


def test_more_than_fifty_of_a_kind_are_said_to_be_more(client):
    client.cookies["django_language"] = "en"
    words = "Of each kind the first 50 results are shown. Write more words to find the others."
    for number in range(51):
        if number == 50:
            assert words not in client.get("/search/?q=nghi+quyet").content.decode()
        make.document(f"nq-{number}", title_vi=f"Nghị quyết {number}")
    response = client.get("/search/?q=nghi+quyet")
    assert (len(response.context["documents"]), response.context["found"]) == (50, 50)
    assert words in response.content.decode()
